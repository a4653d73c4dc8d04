package text

import (
	"cmp"
	"net"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/publicsuffix"
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

// The patterns find what an entity may be; the functions below judge it.
var (
	schemedLink = regexp.MustCompile(`(?i)https?://[^\s\pZ<>"«»“”]+`)
	bareLink    = regexp.MustCompile(`(?i)(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,24}(?::\d{1,5})?(?:[/?#][^\s\pZ<>"«»“”]*)?`)
	mention     = regexp.MustCompile(`@([A-Za-z0-9_]+(?:[.-]+[A-Za-z0-9_]+)*)(?:@([\pL\pN_]+(?:[.-]+[\pL\pN_]+)*))?`)
	hashtag     = regexp.MustCompile(`[#＃]([\pL\pM\pN_]+)`)
)

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

// entities finds everything in one pass, in order and without overlaps.
func entities(text string) []entity {
	found := findLinks(text)
	for _, other := range slices.Concat(findMentions(text), findHashtags(text)) {
		if !slices.ContainsFunc(found, other.overlaps) {
			found = append(found, other)
		}
	}
	slices.SortFunc(found, func(a, b entity) int { return cmp.Compare(a.Start, b.Start) })
	return found
}

func (e entity) overlaps(other entity) bool { return e.Start < other.End && other.Start < e.End }

// findLinks looks at every place where an address can begin.
func findLinks(text string) []entity {
	var found []entity
	for _, at := range schemedLink.FindAllStringIndex(text, -1) {
		span := Span{at[0], at[0] + len(trimLink(text[at[0]:at[1]]))}
		address := text[span.Start:span.End]
		if startsWord(text, span.Start) && validHost(host(address)) {
			found = append(found, entity{Span: span, kind: isLink, name: address})
		}
	}
	for _, at := range bareLink.FindAllStringIndex(text, -1) {
		e := entity{Span: Span{at[0], at[0] + len(trimLink(text[at[0]:at[1]]))}, kind: isLink, bare: true}
		e.name = "https://" + text[e.Start:e.End]
		if startsWord(text, e.Start) && endsWord(text, e.End) && realDomain(host(e.name)) && !slices.ContainsFunc(found, e.overlaps) {
			found = append(found, e)
		}
	}
	return found
}

func findMentions(text string) []entity {
	var found []entity
	for _, at := range mention.FindAllStringSubmatchIndex(text, -1) {
		if !startsWord(text, at[0]) {
			continue
		}
		e := entity{Span: Span{at[0], at[1]}, kind: isMention, name: text[at[2]:at[3]]}
		if at[4] >= 0 {
			e.host = text[at[4]:at[5]]
		}
		found = append(found, e)
	}
	return found
}

func findHashtags(text string) []entity {
	var found []entity
	for _, at := range hashtag.FindAllStringSubmatchIndex(text, -1) {
		tag := text[at[2]:at[3]]
		digits := func(r rune) bool { return unicode.IsDigit(r) || r == '_' }
		if startsWord(text, at[0]) && strings.TrimLeftFunc(tag, digits) != "" {
			found = append(found, entity{Span: Span{at[0], at[1]}, kind: isHashtag, name: tag})
		}
	}
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
	return (unicode.In(r, unicode.L, unicode.N, unicode.M) || r == '_') && !unspaced(r)
}

func unspaced(r rune) bool {
	return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar)
}

// trimLink takes off what ends the sentence, not the address.
func trimLink(address string) string {
	for {
		r, size := utf8.DecodeLastRuneInString(address)
		switch {
		case strings.ContainsRune(".,;:!?…'’*", r):
		case r == ')' && strings.Count(address, "(") < strings.Count(address, ")"):
		case r == ']' && strings.Count(address, "[") < strings.Count(address, "]"):
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
	if net.ParseIP(name) != nil {
		return true
	}
	if name == "" || len(name) > 253 {
		return false
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
