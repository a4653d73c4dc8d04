package linkedin

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// reserved are the signs that mean something in little text, the markup of a
// commentary.
const reserved = `|{}@[]()<>#\*_~`

// mention is how a person writes one: the exact name and the URN. Any other "@"
// is a sign like others.
var mention = regexp.MustCompile(`^@\[([^\[\]\r\n]{1,100})\]\((urn:li:(?:person|organization):[A-Za-z0-9_-]+)\)`)

// escape makes little text of what a person wrote: hashtags and mentions stay
// what they are, every other sign that means something is taken by its word.
func escape(text string) string {
	var out strings.Builder
	before := ' '
	for at := 0; at < len(text); {
		rest := text[at:]
		r, size := utf8.DecodeRuneInString(rest)
		found := []string(nil)
		if r == '@' {
			found = mention.FindStringSubmatch(rest)
		}
		switch {
		case found != nil:
			out.WriteString("@[" + escapeAll(found[1]) + "](" + found[2] + ")")
			r, size = ')', len(found[0])
		case r == '#' && beginsTag(before, rest[1:]):
			out.WriteByte('#')
		default:
			out.WriteString(escapeAll(rest[:size]))
		}
		before = r
		at += size
	}
	return out.String()
}

// escapeAll takes every sign by its word.
func escapeAll(text string) string {
	if !strings.ContainsAny(text, reserved) {
		return text
	}
	var out strings.Builder
	for _, r := range text {
		if strings.ContainsRune(reserved, r) {
			out.WriteByte('\\')
		}
		out.WriteRune(r)
	}
	return out.String()
}

// beginsTag tells whether a "#" between the two is a hashtag's: it does not
// follow a word, and letters or digits follow, not digits alone.
func beginsTag(before rune, after string) bool {
	if unicode.IsLetter(before) || unicode.IsNumber(before) || strings.ContainsRune("#_&/@=", before) {
		return false
	}
	for _, r := range after {
		switch {
		case unicode.IsLetter(r):
			return true
		case !unicode.IsNumber(r):
			return false
		}
	}
	return false
}

var (
	tagShown     = regexp.MustCompile(`^\{hashtag\|\\?#\|([^}]{0,200})\}`)
	mentionShown = regexp.MustCompile(`^@\[((?:[^\\\]]|\\.){0,200})\]\([^)]{0,200}\)`)
)

// plain is what readers see of a commentary as the network gives it back.
func plain(commentary string) string {
	var out strings.Builder
	for at := 0; at < len(commentary); {
		rest := commentary[at:]
		size := 1
		switch found := shownAs(rest); {
		case rest[0] == '\\' && len(rest) > 1 && strings.IndexByte(reserved, rest[1]) >= 0:
			out.WriteByte(rest[1])
			size = 2
		case found != nil && rest[0] == '{':
			out.WriteString("#" + found[1])
			size = len(found[0])
		case found != nil:
			out.WriteString(unescape(found[1]))
			size = len(found[0])
		default:
			out.WriteByte(rest[0])
		}
		at += size
	}
	return strings.ToValidUTF8(out.String(), "\uFFFD")
}

// shownAs is the template that a text begins with, nil for none.
func shownAs(rest string) []string {
	switch rest[0] {
	case '{':
		return tagShown.FindStringSubmatch(rest)
	case '@':
		return mentionShown.FindStringSubmatch(rest)
	}
	return nil
}

func unescape(name string) string {
	var out strings.Builder
	for i := 0; i < len(name); i++ {
		if name[i] == '\\' && i+1 < len(name) {
			i++
		}
		out.WriteByte(name[i])
	}
	return out.String()
}
