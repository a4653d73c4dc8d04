package spell

import (
	"maps"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Known is the words that a brand knows besides the dictionary's: its own, and the
// names of its products and people. The zero value knows none. It never changes.
type Known struct {
	words map[string]string // by their folded form, as they were given
}

// NewKnown takes words and names. Of a name of several words each is known.
// Capitals do not matter, and a plural of either language is known with its
// singular.
func NewKnown(names ...string) Known {
	k := Known{words: map[string]string{}}
	for _, name := range names {
		for _, word := range strings.FieldsFunc(norm.NFC.String(name), betweenNames) {
			k.words[foldName(word)] = strings.Trim(word, "'’-")
		}
	}
	return k
}

func betweenNames(r rune) bool {
	return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.Is(unicode.M, r) && !strings.ContainsRune("'’-", r)
}

func foldName(word string) string {
	return strings.Trim(strings.ToLower(strings.ReplaceAll(word, "’", "'")), "'-")
}

// has tells whether a word is known, or its singular is.
func (k Known) has(word string, plurals []string) bool {
	if len(k.words) == 0 {
		return false
	}
	folded := foldName(word)
	if _, ok := k.words[folded]; ok {
		return true
	}
	return slices.ContainsFunc(plurals, func(plural string) bool {
		singular, ok := strings.CutSuffix(folded, plural)
		_, known := k.words[singular]
		return ok && known
	})
}

// list is the words as they were given, in order.
func (k Known) list() []string { return slices.Sorted(maps.Values(k.words)) }
