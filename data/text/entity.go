package text

import (
	"net"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/publicsuffix"

	"parvis/data"
)

// Span is a stretch of a text in bytes, End being after the last.
type Span struct{ Start, End int }

// Link is a web address in a text.
type Link struct {
	Span
	URL  string // with its scheme: a bare "example.org" becomes https
	Bare bool   // written without a scheme
}

// Hashtag is "#word" in a text.
type Hashtag struct {
	Span
	Tag string // without the sign
}

// Mention is "@name" or "@name@host" in a text. A Bluesky handle, which has
// dots, is all name.
type Mention struct {
	Span
	Name string
	Host string // "" when the mention has none
}

// Links finds the web addresses of a text, in order. Sentence punctuation and
// a closing bracket that the address did not open stay outside. A bare domain
// counts when it ends as real ones do (public suffix list).
func Links(text string) []Link {
	var links []Link
	for _, e := range entities(text) {
		if e.kind == isLink {
			links = append(links, Link{Span: e.Span, URL: e.name, Bare: e.bare})
		}
	}
	return links
}

// LinksBy finds the links of a text as a network counts them: one that weighs
// texts as X does takes a bare "example.org" for one, the others only what begins
// with http.
func LinksBy(rule data.TextRule, text string) []Link {
	return slices.DeleteFunc(Links(text), func(l Link) bool { return l.Bare && !takesBare(rule) })
}

func takesBare(rule data.TextRule) bool { return rule.Unit == data.Weighted }

// Hashtags finds the hashtags of a text, in order, not those in a link. A tag
// has letters, digits and underscores and is not all digits.
func Hashtags(text string) []Hashtag {
	var tags []Hashtag
	for _, e := range entities(text) {
		if e.kind == isHashtag {
			tags = append(tags, Hashtag{Span: e.Span, Tag: e.name})
		}
	}
	return tags
}

// Mentions finds the mentions of a text, in order, not those in a link or an
// e-mail address.
func Mentions(text string) []Mention {
	var mentions []Mention
	for _, e := range entities(text) {
		if e.kind == isMention {
			mentions = append(mentions, Mention{Span: e.Span, Name: e.name, Host: e.host})
		}
	}
	return mentions
}

type entityKind int

const (
	isLink entityKind = iota
	isMention
	isHashtag
)

// entity is anything of the three. name is a link's full address, a hashtag's
// or mention's bare word.
type entity struct {
	Span
	kind       entityKind
	name, host string
	bare       bool
}

// entities finds everything, in order and without overlaps: what stands in a
// link is part of it.
func entities(text string) []entity {
	found := findLinks(text)
	found = beside(found, findMentions(text))
	return beside(found, findHashtags(text))
}

// beside puts those of others that overlap nothing of found between them. Both
// are in order.
func beside(found, others []entity) []entity {
	if len(others) == 0 {
		return found
	}
	all := make([]entity, 0, len(found)+len(others))
	for _, other := range others {
		for len(found) > 0 && found[0].End <= other.Start {
			all, found = append(all, found[0]), found[1:]
		}
		if len(found) == 0 || other.End <= found[0].Start {
			all = append(all, other)
		}
	}
	return append(all, found...)
}

// findLinks finds the addresses with a scheme, and the bare ones beside them.
func findLinks(text string) []entity {
	var written, bare []entity
	eachSchemed(text, func(at Span) {
		at.End = at.Start + len(trimLink(text[at.Start:at.End]))
		address := text[at.Start:at.End]
		if startsWord(text, at.Start) && validHost(host(address)) {
			written = append(written, entity{Span: at, kind: isLink, name: address})
		}
	})
	eachDomain(text, func(at Span) {
		at.End = at.Start + len(trimLink(text[at.Start:at.End]))
		if !startsWord(text, at.Start) || !endsWord(text, at.End) {
			return
		}
		if address := "https://" + text[at.Start:at.End]; realDomain(host(address)) {
			bare = append(bare, entity{Span: at, kind: isLink, name: address, bare: true})
		}
	})
	return beside(written, bare)
}

func findMentions(text string) []entity {
	var found []entity
	eachMention(text, func(at, name, host Span) {
		if startsWord(text, at.Start) {
			found = append(found, entity{
				Span: at, kind: isMention, name: text[name.Start:name.End], host: text[host.Start:host.End],
			})
		}
	})
	return found
}

func findHashtags(text string) []entity {
	var found []entity
	eachTag(text, func(at, word Span) {
		tag := text[word.Start:word.End]
		digits := func(r rune) bool { return unicode.IsDigit(r) || r == '_' }
		if startsWord(text, at.Start) && strings.TrimLeftFunc(tag, digits) != "" {
			found = append(found, entity{Span: at, kind: isHashtag, name: tag})
		}
	})
	return found
}

// startsWord tells whether nothing that belongs to a word, an address or a
// handle stands right before.
func startsWord(text string, at int) bool {
	r, size := utf8.DecodeLastRuneInString(text[:at])
	return size == 0 || !inWord(r) && !strings.ContainsRune("@#$/=&%.-", r)
}

func endsWord(text string, at int) bool {
	r, size := utf8.DecodeRuneInString(text[at:])
	return size == 0 || !inWord(r) && r != '@'
}

// inWord leaves out the scripts that are written without spaces: a link may
// follow them directly.
func inWord(r rune) bool {
	if r < utf8.RuneSelf {
		return isName(byte(r))
	}
	return unicode.In(r, unicode.L, unicode.N, unicode.M) && !unspaced(r)
}

func unspaced(r rune) bool {
	return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar)
}

// trimLink takes off what ends the sentence, not the address.
func trimLink(address string) string {
	round := strings.Count(address, ")") - strings.Count(address, "(")
	square := strings.Count(address, "]") - strings.Count(address, "[")
	for {
		r, size := utf8.DecodeLastRuneInString(address)
		switch {
		case strings.ContainsRune(".,;:!?…'’*", r):
		case r == ')' && round > 0:
			round--
		case r == ']' && square > 0:
			square--
		case r == '}' && !strings.Contains(address, "{"):
		default:
			return address
		}
		address = address[:len(address)-size]
	}
}

// host is the host of an address with a scheme, without user and port.
func host(address string) string {
	_, rest, _ := strings.Cut(address, "://")
	if end := strings.IndexAny(rest, "/?#"); end >= 0 {
		rest = rest[:end]
	}
	rest = rest[strings.LastIndexByte(rest, '@')+1:]
	if strings.HasPrefix(rest, "[") {
		inside, _, _ := strings.Cut(rest[1:], "]")
		return inside
	}
	name, _, _ := strings.Cut(rest, ":")
	return strings.ToLower(name)
}

// validHost accepts what a browser would try: an IP address, or labels that
// neither begin nor end with a hyphen (RFC 1123; other alphabets allowed).
func validHost(name string) bool {
	if name == "" || len(name) > 253 {
		return false
	}
	if (strings.Contains(name, ":") || isFigure(name[len(name)-1])) && net.ParseIP(name) != nil {
		return true
	}
	for label := range strings.SplitSeq(name, ".") {
		if label == "" || len(label) > 63 || label[0] == '-' || label[len(label)-1] == '-' {
			return false
		}
		bad := func(r rune) bool { return r < 0x80 && r != '-' && r != '_' && !inWord(r) }
		if strings.ContainsFunc(label, bad) {
			return false
		}
	}
	return strings.ContainsFunc(name[strings.LastIndexByte(name, '.')+1:], unicode.IsLetter)
}

// realDomain tells whether a name ends in a suffix that ICANN has given out.
func realDomain(name string) bool {
	suffix, icann := publicsuffix.PublicSuffix(name)
	return icann && suffix != name && validHost(name)
}
