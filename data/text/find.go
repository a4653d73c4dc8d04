package text

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// The functions of this file find what a link, a mention or a hashtag may be, in
// order, by its sign: "://", a point, "@" or "#". entity.go judges what they
// find. Each goes through the text once, however it is made; none looks again
// at what it has found.

// eachSchemed gives every "http://" or "https://", in any letters, with what
// follows up to the next space or quotation mark.
func eachSchemed(text string, found func(Span)) {
	for at := 0; ; {
		sign := strings.Index(text[at:], "://")
		if sign < 0 {
			return
		}
		scheme := schemeLength(text[at : at+sign])
		start, rest := at+sign-scheme, at+sign+len("://")
		end := rest + addressLength(text[rest:])
		at = rest
		if scheme > 0 && end > rest {
			found(Span{start, end})
			at = end
		}
	}
}

// schemeLength is how long the scheme is that a text ends with, 0 without one.
func schemeLength(s string) int {
	for _, scheme := range []string{"https", "http"} {
		if n := len(s) - len(scheme); n >= 0 && strings.EqualFold(s[n:], scheme) {
			return len(scheme)
		}
	}
	return 0
}

// addressLength is how far an address goes on: to the next space, quotation mark
// or angle bracket.
func addressLength(s string) int {
	for at, r := range s {
		switch r {
		case ' ', '\t', '\n', '\f', '\r', '<', '>', '"', '«', '»', '“', '”':
			return at
		}
		if r >= utf8.RuneSelf && unicode.Is(unicode.Z, r) {
			return at
		}
	}
	return len(s)
}

// eachDomain gives everything that looks like the name of a host, "a.b.fr", with
// a port and a path behind. A name is labels of ASCII letters, digits and
// hyphens with points between, the last being letters only.
func eachDomain(text string, found func(Span)) {
	for at := 0; ; {
		point := strings.IndexByte(text[at:], '.')
		if point < 0 {
			return
		}
		point += at
		start := point - len(text[at:point]) + len(strings.TrimRightFunc(text[at:point], isLabel))
		for start < point && text[start] == '-' {
			start++
		}
		if start == point || text[point-1] == '-' {
			at = point + 1
			continue
		}
		last, next := lastLabel(text, point+1)
		if at = next; last > 0 {
			at = domainEnd(text, last)
			found(Span{start, at})
		}
	}
}

// lastLabel follows labels with points behind from one place on. It returns
// where the last label begins that may end a name, 0 if there is none, and where
// there are no more labels.
func lastLabel(text string, at int) (last, next int) {
	for {
		if lettersLength(text[at:]) >= 2 {
			last = at
		}
		n := labelLength(text[at:])
		if n == 0 || at+n == len(text) || text[at+n] != '.' || text[at] == '-' || text[at+n-1] == '-' {
			return last, at
		}
		at += n + 1
	}
}

// domainEnd is where a name ends whose last label begins at a place, with its
// port and path.
func domainEnd(text string, at int) int {
	const longest = 24
	at += min(longest, lettersLength(text[at:]))
	if at < len(text) && text[at] == ':' {
		digits := 0
		for at+1+digits < len(text) && digits < len("65535") && isFigure(text[at+1+digits]) {
			digits++
		}
		if digits > 0 {
			at += 1 + digits
		}
	}
	if at < len(text) && strings.IndexByte("/?#", text[at]) >= 0 {
		at += 1 + addressLength(text[at+1:])
	}
	return at
}

func isASCIILetter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }

func isFigure(c byte) bool { return '0' <= c && c <= '9' }

// isLabel tells whether a character may stand in a label.
func isLabel(r rune) bool {
	return r < utf8.RuneSelf && (isASCIILetter(byte(r)) || isFigure(byte(r)) || r == '-')
}

func lettersLength(s string) (n int) {
	for n < len(s) && isASCIILetter(s[n]) {
		n++
	}
	return n
}

func labelLength(s string) (n int) {
	for n < len(s) && isLabel(rune(s[n])) {
		n++
	}
	return n
}

// eachMention gives every "@name" and "@name@host" with its two names; the
// second is empty at the end where there is none. Points and hyphens stand
// inside names only.
func eachMention(text string, found func(at, name, host Span)) {
	for at := 0; ; {
		sign := strings.IndexByte(text[at:], '@')
		if sign < 0 {
			return
		}
		start := at + sign
		name := Span{start + 1, start + 1 + nameLength(text[start+1:], isHandle)}
		at = name.End
		if name.Start == name.End {
			continue
		}
		host := Span{at, at}
		if at < len(text) && text[at] == '@' {
			if n := nameLength(text[at+1:], isHost); n > 0 {
				host = Span{at + 1, at + 1 + n}
				at = host.End
			}
		}
		found(Span{start, at}, name, host)
	}
}

func isHandle(r rune) bool { return r < utf8.RuneSelf && isName(byte(r)) }

func isHost(r rune) bool {
	return isHandle(r) || r >= utf8.RuneSelf && unicode.In(r, unicode.L, unicode.N)
}

// nameLength is the length of the name that a text begins with: such characters,
// and points and hyphens between them.
func nameLength(s string, is func(rune) bool) int {
	n := 0
	for i, r := range s {
		switch {
		case is(r):
			n = i + utf8.RuneLen(r)
		case n == 0 || r != '.' && r != '-':
			return n
		}
	}
	return n
}

// eachTag gives every "#" or "＃" with letters, digits or underscores behind.
func eachTag(text string, found func(at, word Span)) {
	const wide = "＃"
	for at := 0; at < len(text); at++ {
		begins := 0
		switch {
		case text[at] == '#':
			begins = 1
		case text[at] == wide[0] && strings.HasPrefix(text[at:], wide):
			begins = len(wide)
		default:
			continue
		}
		word := Span{at + begins, at + begins + tagLength(text[at+begins:])}
		if word.End > word.Start {
			found(Span{at, word.End}, word)
			at = word.End - 1
		}
	}
}

func tagLength(s string) int {
	n := strings.IndexFunc(s, func(r rune) bool {
		return !isHandle(r) && (r < utf8.RuneSelf || !unicode.In(r, unicode.L, unicode.M, unicode.N))
	})
	if n < 0 {
		return len(s)
	}
	return n
}
