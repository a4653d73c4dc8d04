package text

import "strings"

// Holds tells whether every word of a question is in a text, be it in the middle
// of another word; accents, case and signs aside. An empty question is in every
// text.
func Holds(text, question string) bool {
	has := plainWords(text)
	for _, word := range strings.Fields(plainWords(question)) {
		if !strings.Contains(has, word) {
			return false
		}
	}
	return true
}

// plainWords are the words of a text in small letters without accents and signs.
func plainWords(s string) string {
	words := strings.Fields(s)
	for i, w := range words {
		words[i] = Slug(w)
	}
	return strings.Join(words, " ")
}
