package main

import (
	"strings"

	"parvis/data/reputation/labelled"
)

// inPieces stands behind the name of a set whose texts teach in pieces, each as what
// the whole text is: long reviews then teach what short ones say.
const inPieces = ", in pieces"

// piece is how many bytes a piece has at least; where no sentence ends, it is cut at a
// space behind twice as many.
const piece = 180

// pieces are the rows whose texts are parts of those of others.
func pieces(rows []labelled.Row) (all []labelled.Row) {
	for _, r := range rows {
		for _, part := range cut(r.Text) {
			all = append(all, labelled.Row{Label: r.Label, Text: part})
		}
	}
	return all
}

// cut cuts a text into pieces. A rest that is short is left out, unless it is all.
func cut(t string) (all []string) {
	const ends = ".!?"
	from := 0
	for i := 0; i < len(t); i++ {
		long := i - from
		if long < piece || !strings.Contains(ends, t[i:i+1]) && (long < 2*piece || t[i] != ' ') {
			continue
		}
		for i+1 < len(t) && strings.Contains(ends, t[i+1:i+2]) {
			i++
		}
		all = append(all, t[from:i+1])
		from = i + 1
	}
	if len(t)-from > piece/3 || from == 0 {
		all = append(all, t[from:])
	}
	return all
}
