package reputation

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"parvis/data/text"
)

// Terms counts in how many texts of a period each word and each pair of neighbours
// stands. The zero value is ready. It is not safe for concurrent use.
type Terms struct {
	texts  int
	counts map[string]*termCount // by the spelling of text.Pieces, two words with a space between
	pieces text.Pieces
}

type termCount struct {
	shown                    string // as the first text wrote it
	texts, negative, counted int    // counted: the last text that was counted, from 1
}

// Topic is a term of which more is said than before.
type Topic struct {
	Term     string  // as the first text that has it writes it
	Texts    int     // how many texts of the period have it
	Of       int     // how many texts there are
	Negative int     // how many of Texts were judged negative
	Before   int     // how many texts of the period before have it
	BeforeOf int     // of how many
	Weight   float64 // G², by which terms are ordered
}

// shortestTerm is how many bytes a word has at least to be counted alone.
const shortestTerm = 3

// Add counts a text and how it was judged.
func (t *Terms) Add(s string, feeling Sentiment) {
	if t.counts == nil {
		t.counts = map[string]*termCount{}
	}
	t.texts++
	t.pieces.Read(s)
	before := -1
	for i, p := range t.pieces.List {
		if p.Kind != text.PieceWord && p.Kind != text.PieceTag {
			before = -1
			continue
		}
		if p.To-p.From >= shortestTerm {
			t.count(s, i, i, feeling)
		}
		if before >= 0 {
			t.count(s, before, i, feeling)
		}
		before = i
	}
}

// count counts the term from one piece to another, once a text.
func (t *Terms) count(s string, from, to int, feeling Sentiment) {
	first, last := t.pieces.List[from], t.pieces.List[to]
	spelled := t.pieces.Spelled[first.From:last.To] // there is a space between
	c := t.counts[string(spelled)]
	if c == nil {
		c = &termCount{shown: strings.Clone(s[first.Start:last.End])}
		t.counts[string(spelled)] = c
	}
	if c.counted == t.texts {
		return
	}
	c.counted = t.texts
	c.texts++
	if feeling == Negative {
		c.negative++
	}
}

const (
	fewestTexts = 3     // a term of fewer texts is no topic
	unlikely    = 10.83 // G² that chance exceeds once in a thousand times (χ², one degree of freedom)
	sameTerm    = 0.7   // a word that stands in a pair so often is told by the pair
)

// Rising gives the terms of which more texts of this period tell than of the period
// before, the clearest first, at most so many. They are ordered by Dunning's (1993)
// log-likelihood ratio of their shares of texts, G²; what chance alone may give is
// left out, and so is a word that nearly always stands in a pair that is given. Common words need no
// list: they are as common before. Without texts before there are none.
func (t *Terms) Rising(before *Terms, most int) []Topic {
	var all []string
	topics := map[string]Topic{}
	for spelled, c := range t.counts {
		topic := Topic{Term: c.shown, Texts: c.texts, Of: t.texts, Negative: c.negative, BeforeOf: before.texts}
		if was := before.counts[spelled]; was != nil {
			topic.Before = was.texts
		}
		topic.Weight = likelihoodRatio(topic.Texts, topic.Of, topic.Before, topic.BeforeOf)
		if topic.Texts >= fewestTexts && topic.Weight >= unlikely {
			topics[spelled] = topic
			all = append(all, spelled)
		}
	}
	slices.SortFunc(all, func(a, b string) int {
		return cmp.Or(cmp.Compare(topics[b].Weight, topics[a].Weight), cmp.Compare(len(b), len(a)), cmp.Compare(a, b))
	})
	told := map[string]bool{}
	for _, spelled := range all {
		if first, second, pair := strings.Cut(spelled, " "); pair {
			for _, word := range []string{first, second} {
				told[word] = told[word] || float64(topics[spelled].Texts) >= sameTerm*float64(topics[word].Texts)
			}
		}
	}
	var rising []Topic
	for _, spelled := range all {
		if !told[spelled] && len(rising) < most {
			rising = append(rising, topics[spelled])
		}
	}
	return rising
}

// likelihoodRatio is G² of k of n against was of of, 0 when the share did not rise.
func likelihoodRatio(k, n, was, of int) float64 {
	if n == 0 || of == 0 || k*of <= was*n {
		return 0
	}
	share := float64(k+was) / float64(n+of)
	part := func(seen, expected float64) float64 {
		if seen == 0 {
			return 0
		}
		return seen * math.Log(seen/expected)
	}
	return 2 * (part(float64(k), float64(n)*share) + part(float64(n-k), float64(n)*(1-share)) +
		part(float64(was), float64(of)*share) + part(float64(of-was), float64(of)*(1-share)))
}
