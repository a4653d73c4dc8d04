package text

import "github.com/rivo/uniseg"

// Emoji finds the emoji of a text, in order, each with its skin tone, joiners and
// selectors as one. A sign that is drawn as a letter unless somebody asks for the
// picture, like "©", is none.
func Emoji(text string) []Span {
	var found []Span
	clusters := uniseg.NewGraphemes(text)
	for clusters.Next() {
		runes := clusters.Runes()
		if isEmoji(runes) || len(runes) == 1 && looksLikeEmoji(runes[0]) {
			from, to := clusters.Positions()
			found = append(found, Span{from, to})
		}
	}
	return found
}
