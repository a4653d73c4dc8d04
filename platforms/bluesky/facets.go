package bluesky

import (
	"net/url"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// facet marks a stretch of text as a link, mention or hashtag: the network
// finds none of them by itself. Offsets are bytes of UTF-8.
type facet struct {
	Index    span      `json:"index"`
	Features []feature `json:"features"`
}

type span struct {
	Start int `json:"byteStart"`
	End   int `json:"byteEnd"`
}

type feature struct {
	Type string `json:"$type"`
	URI  string `json:"uri,omitempty"`
	DID  string `json:"did,omitempty"`
	Tag  string `json:"tag,omitempty"`
}

const (
	linkFeature    = "app.bsky.richtext.facet#link"
	mentionFeature = "app.bsky.richtext.facet#mention"
	tagFeature     = "app.bsky.richtext.facet#tag"

	maxTagRunes = 64
)

// token is something in a text that becomes a facet. Value is the link's URL,
// the handle without "@" or the tag without "#".
type token struct {
	span
	kind  string // one of the feature types
	value string
}

// findTokens lists what is to be marked in a text, in order and without
// overlaps.
func findTokens(text string) []token {
	var tokens []token
	for i := 0; i < len(text); {
		if t, found := tokenAt(text, i); found {
			tokens = append(tokens, t)
			i = t.End
			continue
		}
		_, size := utf8.DecodeRuneInString(text[i:])
		i += size
	}
	return tokens
}

func tokenAt(text string, at int) (token, bool) {
	before, _ := utf8.DecodeLastRuneInString(text[:at])
	if at > 0 && !opens(before) {
		return token{}, false
	}
	rest := text[at:]
	var kind, value string
	var length int
	switch {
	case strings.HasPrefix(rest, "@"):
		kind, value = mentionFeature, handleIn(rest[1:])
		length = 1 + len(value)
	case strings.HasPrefix(rest, "#"):
		kind, value = tagFeature, tagIn(rest[1:])
		length = 1 + len(value)
	default:
		kind = linkFeature
		value, length = linkIn(rest)
	}
	if value == "" {
		return token{}, false
	}
	return token{span: span{at, at + length}, kind: kind, value: value}, true
}

// opens tells whether a token may begin after the rune: a word or an address
// must not be cut in two.
func opens(r rune) bool {
	return unicode.IsSpace(r) || unicode.In(r, unicode.Ps, unicode.Pi, unicode.Pd, unicode.So) ||
		strings.ContainsRune(`"'’:;,.!?…*/|`, r)
}

// linkIn returns the URL that a text begins with, and how many bytes of the
// text it is. "www." stands for https.
func linkIn(text string) (uri string, length int) {
	prefix := ""
	switch lower := strings.ToLower(text[:min(len(text), 8)]); {
	case strings.HasPrefix(lower, "https://"), strings.HasPrefix(lower, "http://"):
	case strings.HasPrefix(lower, "www."):
		prefix = "https://"
	default:
		return "", 0
	}
	end := strings.IndexFunc(text, func(r rune) bool {
		return unicode.IsSpace(r) || unicode.IsControl(r) || strings.ContainsRune(`<>"«»“”`, r)
	})
	if end < 0 {
		end = len(text)
	}
	word := trimLinkEnd(text[:end])
	u, err := url.Parse(prefix + word)
	if err != nil || !strings.Contains(u.Hostname(), ".") || strings.HasSuffix(u.Hostname(), ".") ||
		strings.HasPrefix(u.Hostname(), ".") || u.User != nil {
		return "", 0
	}
	return u.String(), len(word)
}

// trimLinkEnd takes off the punctuation of the sentence around a link, and a
// bracket that was not opened within it.
func trimLinkEnd(word string) string {
	for word != "" {
		last, size := utf8.DecodeLastRuneInString(word)
		switch {
		case strings.ContainsRune(`.,;:!?'’…*`, last):
		case last == ')' && strings.Count(word, "(") < strings.Count(word, ")"):
		case last == ']' && strings.Count(word, "[") < strings.Count(word, "]"):
		default:
			return word
		}
		word = word[:len(word)-size]
	}
	return word
}

// handleIn returns the handle that a text begins with: a host name of two
// labels or more (https://atproto.com/specs/handle).
func handleIn(text string) string {
	end := strings.IndexFunc(text, func(r rune) bool {
		return r != '.' && r != '-' && (r > unicode.MaxASCII || !unicode.In(r, unicode.L, unicode.Nd))
	})
	if end < 0 {
		end = len(text)
	}
	handle := strings.TrimRight(text[:end], ".-")
	labels := strings.Split(handle, ".")
	bad := slices.ContainsFunc(labels, func(l string) bool {
		return l == "" || len(l) > 63 || strings.HasPrefix(l, "-") || strings.HasSuffix(l, "-")
	})
	last := labels[len(labels)-1]
	if len(labels) < 2 || bad || len(handle) > 253 || last[0] < 'A' {
		return ""
	}
	return handle
}

// tagIn returns the hashtag that a text begins with: letters, marks, digits and
// underscores, not digits alone, at most 64 characters.
func tagIn(text string) string {
	end := strings.IndexFunc(text, func(r rune) bool {
		return r != '_' && !unicode.In(r, unicode.L, unicode.M, unicode.Nd)
	})
	if end < 0 {
		end = len(text)
	}
	tag := text[:end]
	if !strings.ContainsFunc(tag, unicode.IsLetter) || utf8.RuneCountInString(tag) > maxTagRunes {
		return ""
	}
	return tag
}
