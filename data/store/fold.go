package store

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// fold writes a text as a search compares it: without case and accents, "Œufs à
// la neige" as "oeufs a la neige".
func fold(text string) string {
	bare := strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return unicode.ToLower(r)
	}, norm.NFKD.String(text))
	return strings.NewReplacer("œ", "oe", "æ", "ae", "ß", "ss", "ø", "o", "ł", "l").Replace(bare)
}

// findWords asks that a column written by fold has every word of a text.
func (f *filter) findWords(column, text string) {
	for _, word := range strings.Fields(fold(text)) {
		f.add(`instr(`+column+`, ?) > 0`, word)
	}
}
