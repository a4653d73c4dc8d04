// Package text knows what stands in a post's text: how long it is by each
// network's rule, where its links, hashtags and mentions are, and where it may
// be cut into a thread. It never changes what a person wrote except where a
// function says so.
package text

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Normalise brings a text into the form in which it is kept: valid UTF-8 in
// NFC, lines ended by "\n", no spaces at the end of a line and no empty lines
// at the end. Doing it twice changes nothing more.
func Normalise(s string) string {
	s = strings.ToValidUTF8(s, "\uFFFD")
	s = strings.ReplaceAll(s, "\r\n", "\n")
	s = strings.ReplaceAll(s, "\r", "\n")
	lines := strings.Split(norm.NFC.String(s), "\n")
	for i, line := range lines {
		lines[i] = strings.TrimRightFunc(line, unicode.IsSpace)
	}
	return strings.TrimRightFunc(strings.Join(lines, "\n"), unicode.IsSpace)
}

// MaxSlug is the longest that Slug returns, in bytes.
const MaxSlug = 80

// Slug makes the last part of a web address from a title: lower-case ASCII
// letters and digits with single hyphens between, "Bûche & œuf" being
// "buche-oeuf". It is cut between words at MaxSlug, and empty when the title
// has nothing that ASCII can say.
func Slug(title string) string {
	var out strings.Builder
	hyphen := false
	for _, r := range norm.NFD.String(strings.ToLower(title)) {
		letters := folded(r)
		switch {
		case letters != "":
			if hyphen && out.Len() > 0 {
				out.WriteByte('-')
			}
			hyphen = false
			out.WriteString(letters)
		case !unicode.Is(unicode.Mn, r):
			hyphen = true
		}
	}
	return shorten(out.String())
}

// folded is what a lower-case letter becomes in a slug, "" when nothing.
func folded(r rune) string {
	switch {
	case 'a' <= r && r <= 'z', '0' <= r && r <= '9':
		return string(r)
	case r == 'œ':
		return "oe"
	case r == 'æ':
		return "ae"
	case r == 'ß':
		return "ss"
	case r == 'ø':
		return "o"
	case r == 'ł':
		return "l"
	case r == 'đ', r == 'ð':
		return "d"
	case r == 'þ':
		return "th"
	}
	return ""
}

func shorten(slug string) string {
	if len(slug) <= MaxSlug {
		return slug
	}
	cut := strings.LastIndexByte(slug[:MaxSlug+1], '-')
	if cut <= 0 {
		cut = MaxSlug
	}
	return slug[:cut]
}
