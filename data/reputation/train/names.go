package main

import (
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"parvis/data/reputation/labelled"
	"parvis/data/reputation/linear"
	"parvis/data/text"
)

const (
	often   = 4   // so often a name is met at least
	capital = 0.7 // and this share of the times it begins with a capital inside a sentence
)

// names are those of brands, or of all that texts write with a capital inside a
// sentence: people, places and brands. What was said of one says nothing of another.
type names struct {
	known map[string]bool
	all   []string // in their order, to choose from
}

// findNames finds the names in the texts. A word that lists call good or bad is none.
func findNames(texts []string, marks map[string]*linear.Marks) *names {
	met, raised := map[string]int{}, map[string]int{}
	var p text.Pieces
	for _, t := range texts {
		p.Read(t)
		for i, piece := range p.List {
			if piece.Kind != text.PieceWord || !within(t, p.List, i) {
				continue
			}
			spelling := string(p.Spelling(piece))
			met[spelling]++
			if raises(t[piece.Start:piece.End]) {
				raised[spelling]++
			}
		}
	}
	n := &names{known: map[string]bool{}}
	for _, spelling := range slices.Sorted(maps.Keys(raised)) {
		hash, _ := linear.WordHash(spelling)
		marked := marks["en"].Of(hash) != 0 || marks["fr"].Of(hash) != 0
		if met[spelling] >= often && float64(raised[spelling]) >= capital*float64(met[spelling]) && len(spelling) > 2 && !marked && !calendar(spelling) {
			n.known[spelling] = true
			n.all = append(n.all, spelling)
		}
	}
	return n
}

// typical is what a feature of letters weighs against one of words in a tweet, 1/√n
// each of as many as it has.
const typical = 0.42

// silence makes each name weigh against what its letters say, so that together they
// say about nothing.
func (w *weights) silence(names []string) {
	var f linear.Features
	for _, name := range names {
		f.Read(name)
		if len(f.Ends) != 1 {
			continue
		}
		var letters linear.Pull
		for _, h := range f.Grams {
			p := w.hashed[h>>(32-w.bits)]
			letters.Low += p.Low
			letters.High += p.High
		}
		w.hashed[f.Words[0]>>(32-w.bits)] = linear.Pull{Low: -letters.Low * typical, High: -letters.High * typical}
	}
}

// calendar are words that English writes with a capital though they are no names.
func calendar(word string) bool {
	return slices.Contains(strings.Fields("monday tuesday wednesday thursday friday saturday sunday mondays tuesdays wednesdays thursdays fridays saturdays sundays "+
		"january february april june july august september october november december christmas xmas easter halloween mon tue wed thu fri sat"), word)
}

// within tells whether a piece stands inside a sentence: another word comes before
// it, and nothing between but a space.
func within(t string, pieces []text.Piece, i int) bool {
	return i > 0 && pieces[i-1].Kind == text.PieceWord && strings.TrimLeft(t[pieces[i-1].End:pieces[i].Start], " ") == ""
}

// raises tells whether a word begins with a capital and goes on with none.
func raises(word string) bool {
	first, size := utf8.DecodeRuneInString(word)
	second, _ := utf8.DecodeRuneInString(word[size:])
	return unicode.IsUpper(first) && unicode.IsLower(second)
}

// named are names that are known beforehand.
func named(all []string) *names {
	n := &names{known: map[string]bool{}, all: all}
	for _, name := range all {
		n.known[name] = true
	}
	return n
}

// struck is a text with its names struck out, and whether it has any.
func (n *names) struck(t string) (string, bool) {
	return n.instead(t, func(text.PieceKind) string { return "@x" }) // a mention, which has no features
}

// exchanged is a text with other names in the place of those in it, and whether it
// has any. The same text gives the same names.
func (n *names) exchanged(t string) (string, bool) {
	seed := seeded(t)
	return n.instead(t, func(kind text.PieceKind) string {
		seed = spread(seed + 1)
		other := n.all[seed>>33%uint64(len(n.all))]
		if kind == text.PieceTag {
			return "#" + other
		}
		return other
	})
}

// seeded is a number that depends on all of a text, to draw by.
func seeded(t string) uint64 {
	seed := uint64(len(t))
	for i := range len(t) {
		seed = spread(seed ^ uint64(t[i]))
	}
	return seed
}

// instead is a text with something else in the place of each name.
func (n *names) instead(t string, other func(text.PieceKind) string) (string, bool) {
	var p text.Pieces
	var out strings.Builder
	p.Read(t)
	end := 0
	for _, piece := range p.List {
		if (piece.Kind == text.PieceWord || piece.Kind == text.PieceTag) && n.known[string(p.Spelling(piece))] {
			out.WriteString(t[end:piece.Start])
			out.WriteString(other(piece.Kind))
			end = piece.End
		}
	}
	if end == 0 {
		return t, false
	}
	out.WriteString(t[end:])
	return out.String(), true
}

// nameSets are those whose texts keep their capitals.
func nameSets() []string {
	return []string{
		"semeval_en_train", "umsab_en_train", "olid_en_train", "mabsa_en_train", "umsab_fr_train", "allocine_fr_train2k", "mabsa_fr_train", "mlma_fr",
	}
}

// readNames finds the names in the sets and lists those of brands.
func (k *kitchen) readNames() error {
	var texts []string
	for _, set := range nameSets() {
		rows, err := labelled.Read(filepath.Join(k.data, "train", set+".tsv.gz"))
		if err != nil {
			return err
		}
		for _, r := range rows {
			texts = append(texts, r.Text)
		}
	}
	k.names, k.brands = findNames(texts, k.marks), named(brands())
	return nil
}

// pairs are the rows whose texts have names, each followed by itself with others.
func (n *names) pairs(rows []labelled.Row) (all []labelled.Row) {
	for _, r := range rows {
		if other, has := n.exchanged(r.Text); has {
			all = append(all, r, labelled.Row{Label: r.Label, Text: other})
		}
	}
	return all
}
