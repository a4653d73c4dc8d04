package main

import (
	"cmp"
	"slices"
	"strings"

	"parvis/data/reputation/labelled"
	"parvis/data/text"
)

// wordByWord stands behind the name of an English set whose texts are put into French
// word by word. That makes no sentences, but heads know words and pairs of words: it
// brings what people say in tweets and of what they bought, of which French sets that
// may be learnt from have little.
const wordByWord = ", word by word"

// gloss gives for an English word, as text.Pieces spells it, the French ones that
// stand for it, the likeliest first.
type gloss map[string][]rendering

// rendering is a word and how likely it stands for another.
type rendering struct {
	word  string
	share float64
}

const (
	alignings  = 8    // rounds of guessing which word stands for which
	doubt      = 1    // what is added to the count of a word, so that one that is rare is not sure
	likely     = 0.08 // a word that stands for another less often is not taken
	renderings = 4    // so many are taken at most
)

// couple is a sentence in both languages, by the numbers of its words.
type couple struct{ english, french []int32 }

// numbers gives words numbers in the order in which they are met.
type numbers struct {
	of    map[string]int32
	words []string
}

func (n *numbers) number(word string) int32 {
	at, met := n.of[word]
	if !met {
		at = int32(len(n.words))
		n.of[word], n.words = at, append(n.words, word)
	}
	return at
}

// all are the numbers of the words of a text.
func (n *numbers) all(t string) (out []int32) {
	var p text.Pieces
	p.Read(t)
	for _, piece := range p.List {
		if piece.Kind == text.PieceWord || piece.Kind == text.PieceTag {
			out = append(out, n.number(string(p.Spelling(piece))))
		}
	}
	return out
}

// newGloss finds in sentences in both languages, English first, which words stand for
// which.
func newGloss(sentences []labelled.Row) gloss {
	english, french := &numbers{of: map[string]int32{}}, &numbers{of: map[string]int32{}}
	nothing := english.number("")
	var all []couple
	for _, s := range sentences {
		all = append(all, couple{append([]int32{nothing}, english.all(s.Label)...), french.all(s.Text)})
	}
	g := gloss{}
	for pair, share := range align(all, len(english.words)) {
		if pair[0] != nothing && share > likely {
			word := english.words[pair[0]]
			g[word] = append(g[word], rendering{french.words[pair[1]], share})
		}
	}
	for word, list := range g {
		slices.SortFunc(list, func(a, b rendering) int {
			return cmp.Or(cmp.Compare(b.share, a.share), strings.Compare(a.word, b.word))
		})
		g[word] = list[:min(renderings, len(list))]
	}
	return g
}

// align finds how likely each French word stands for each English one that it shares
// a sentence with: the first model of Brown, Della Pietra, Della Pietra and Mercer
// (1993), whose every sentence begins with a word that stands for nothing.
func align(all []couple, words int) map[[2]int32]float64 {
	chance := map[[2]int32]float64{}
	for _, c := range all {
		for _, e := range c.english {
			for _, f := range c.french {
				chance[[2]int32{e, f}] = 1
			}
		}
	}
	for range alignings {
		counts, sums := make(map[[2]int32]float64, len(chance)), make([]float64, words)
		for _, c := range all {
			for _, f := range c.french {
				together := 0.0
				for _, e := range c.english {
					together += chance[[2]int32{e, f}]
				}
				for _, e := range c.english {
					share := chance[[2]int32{e, f}] / together
					counts[[2]int32{e, f}] += share
					sums[e] += share
				}
			}
		}
		for pair, count := range counts {
			chance[pair] = count / (sums[pair[0]] + doubt)
		}
	}
	return chance
}

// french is an English text with French words in the place of those that are known,
// drawn by how likely they are. The same text gives the same words.
func (g gloss) french(t string) string {
	var p text.Pieces
	var out strings.Builder
	p.Read(t)
	seed, end := seeded(t), 0
	for _, piece := range p.List {
		list := g[string(p.Spelling(piece))]
		if len(list) == 0 || piece.Kind != text.PieceWord && piece.Kind != text.PieceTag {
			continue
		}
		seed = spread(seed + 1)
		out.WriteString(t[end:piece.Start])
		if piece.Kind == text.PieceTag {
			out.WriteString("#")
		}
		out.WriteString(drawn(list, float64(seed>>11)/(1<<53)))
		end = piece.End
	}
	out.WriteString(t[end:])
	return out.String()
}

// drawn is the word that a number from 0 to 1 falls on.
func drawn(list []rendering, at float64) string {
	sum := 0.0
	for _, r := range list {
		sum += r.share
	}
	at *= sum
	for _, r := range list {
		if at -= r.share; at < 0 {
			return r.word
		}
	}
	return list[0].word
}
