package main

import (
	"slices"

	"parvis/data/reputation/labelled"
	"parvis/data/reputation/linear"
)

// example is a text as a learner sees it: its features, and how likely each
// outcome is held to be. The outcomes are low, between and high.
type example struct {
	words, grams []uint32
	alone        []uint32 // the words by themselves, without pairs
	like         []uint32 // the words by which its copies are known, when names were struck out of it
	signs        [3]float32
	target       [3]float32
	weight       float32
	set, text    string
	flagged      bool // by phrases, where toxicity is chosen
	silent       bool // where phrases alone decide
	fold, group  int  // texts that are nearly the same are in one group, and so in one fold
}

// feelings are the labels of sentiment in the order of outcomes.
func feelings() []string { return []string{"negative", "neutral", "positive"} }

// examples are the rows whose label a recipe knows. share is what one counts.
func examples(rows []labelled.Row, recipe recipe, marks *linear.Marks, share float32) []example {
	var f linear.Features
	out := make([]example, 0, len(rows))
	for _, r := range rows {
		o := recipe.outcome(r.Label)
		if o < 0 {
			continue
		}
		e := newExample(&f, r.Text, marks)
		e.target[o], e.weight, e.text = 1, share, r.Text
		out = append(out, e)
	}
	return out
}

func newExample(f *linear.Features, text string, marks *linear.Marks) example {
	f.Read(text)
	opinion, _ := marks.Read(f, nil)
	e := example{words: slices.Clone(f.Words), grams: slices.Clone(f.Grams), signs: opinion.Signs()}
	before := 0
	for _, end := range f.Ends {
		if end.Word > before {
			e.alone = append(e.alone, f.Words[before])
		}
		before = end.Word
	}
	return e
}
