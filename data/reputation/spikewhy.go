package reputation

import (
	"cmp"
	"iter"
	"math"
	"slices"
	"strings"

	"parvis/data/text"
)

// Said is a text with its writer, "" when nobody knows who.
type Said struct{ Text, Writer string }

// SpikeWord is a word or hashtag that stands in more texts of a spike than before.
type SpikeWord struct {
	Word  string  // as the first text has it, in lower case
	Texts int     // of the spike, that have it
	Z     float64 // standard deviations by which it is more frequent; above 1.96
}

// SpikeWriter is somebody who wrote in a spike.
type SpikeWriter struct {
	Name  string
	Texts int
}

const (
	// whyMost is how many words and writers are named.
	whyMost = 5
	// whyFew is how many texts a word must stand in.
	whyFew = 3
	// whySure is the Z from which a word is over-represented.
	whySure = 1.959964
	// whyPrior is how many words the texts before count as, at most, when they are
	// what is expected.
	whyPrior = 500
)

// Explain fills Words, Writers and Voices from the texts in the window of the spike,
// and those of the 28 days before it. Each text counts a word once. The words are
// those of the largest log-odds ratio with an informative Dirichlet prior, in
// standard deviations (Monroe, Colaresi and Quinn, Fightin' Words, 2008, equations 16,
// 19, 20 and 22): of n words in all, y are this one, its prior is a of a₀ in all, and
//
//	δ = ln((y+a)/(n+a₀−y−a)) − ln((y′+a)/(n′+a₀−y′−a)),  z = δ/√(1/(y+a) + 1/(y′+a))
//
// where ′ is before the spike. The prior follows the texts before and during.
func (s *Spike) Explain(during, before iter.Seq[Said]) {
	now, then, spelled, writers := words{}, words{}, map[string]string{}, map[string]int{}
	var p text.Pieces
	for t := range during {
		now.add(&p, t.Text, spelled)
		if t.Writer != "" {
			writers[t.Writer]++
		}
	}
	for t := range before {
		then.add(&p, t.Text, nil)
	}
	s.Words, s.Voices, s.Writers = more(now, then, spelled), len(writers), nil
	for name, texts := range writers {
		s.Writers = append(s.Writers, SpikeWriter{name, texts})
	}
	slices.SortFunc(s.Writers, func(a, b SpikeWriter) int {
		return cmp.Or(b.Texts-a.Texts, strings.Compare(a.Name, b.Name))
	})
	s.Writers = s.Writers[:min(len(s.Writers), whyMost)]
}

// words says in how many texts each word stands.
type words map[string]int

// add counts the words of a text, each once, and keeps how they are written.
func (w words) add(p *text.Pieces, s string, spelled map[string]string) {
	p.Read(s)
	here := map[string]bool{}
	for _, piece := range p.List {
		word := string(p.Spelling(piece))
		if piece.Kind != text.PieceWord && piece.Kind != text.PieceTag || len(word) < 2 || here[word] {
			continue
		}
		here[word] = true
		w[word]++
		if spelled != nil && spelled[word] == "" {
			spelled[word] = strings.ToLower(s[piece.Start:piece.End])
		}
	}
}

func (w words) all() (n float64) {
	for _, texts := range w {
		n += float64(texts)
	}
	return n
}

// more gives the words that are more frequent now.
func more(now, then words, spelled map[string]string) (found []SpikeWord) {
	n, m := now.all(), then.all()
	prior := min(whyPrior, n+m)
	for word, texts := range now {
		if texts < whyFew {
			continue
		}
		y, before := float64(texts), float64(then[word])
		a := prior * (y + before) / (n + m)
		if n+prior-y-a <= 0 || m+prior-before-a <= 0 {
			continue
		}
		delta := math.Log((y+a)/(n+prior-y-a)) - math.Log((before+a)/(m+prior-before-a))
		if z := delta / math.Sqrt(1/(y+a)+1/(before+a)); z > whySure {
			found = append(found, SpikeWord{Word: spelled[word], Texts: texts, Z: z})
		}
	}
	slices.SortFunc(found, func(a, b SpikeWord) int {
		return cmp.Or(cmp.Compare(b.Z, a.Z), strings.Compare(a.Word, b.Word))
	})
	return found[:min(len(found), whyMost)]
}
