package store

import (
	"slices"
	"strings"
	"unicode"
)

const (
	excerptRunes  = 160 // how long an excerpt is, marks apart
	excerptBefore = 40  // how much of it comes before the first match
)

// excerpt cuts a text around its first match. Matches come between U+0001 and
// U+0002 and leave between U+2068 and U+2069, which the text itself then has
// nowhere else. FTS5 has a function for that, but its time grows with the square
// of the matches in a text.
func excerpt(marked string) string {
	text := []rune(marked)
	from := 0
	if first := slices.Index(text, '\x01'); first > excerptBefore {
		from = first - excerptBefore
		if space := slices.IndexFunc(text[from:first], unicode.IsSpace); space >= 0 {
			from += space + 1
		}
	}
	var b strings.Builder
	if from > 0 {
		b.WriteRune('…')
	}
	kept, inside := 0, false
	for _, r := range text[from:] {
		switch {
		case r == '\x01' && !inside:
			b.WriteRune('\u2068')
			inside = true
		case r == '\x02' && inside:
			b.WriteRune('\u2069')
			inside = false
		case kept == excerptRunes:
			return closed(&b, inside) + "…"
		case unicode.IsSpace(r):
			b.WriteRune(' ')
			kept++
		case !unicode.IsControl(r) && r != '\u2068' && r != '\u2069':
			b.WriteRune(r)
			kept++
		}
	}
	return closed(&b, inside)
}

func closed(b *strings.Builder, inside bool) string {
	if inside {
		b.WriteRune('\u2069')
	}
	return b.String()
}
