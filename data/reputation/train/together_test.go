package main

import (
	"math"
	"slices"
	"testing"

	"parvis/data/reputation/labelled"
	"parvis/data/reputation/linear"
)

// answered are the examples of two sets: the head's own, which does not have the words
// "moist" and "stale", and another, which asks something else of all words.
func answered(t *testing.T) (layer, []example) {
	t.Helper()
	own := []labelled.Row{{Label: "positive", Text: "tasty loaf"}, {Label: "positive", Text: "lovely loaf"}, {Label: "negative", Text: "awful loaf"}, {Label: "negative", Text: "burnt loaf"}, {Label: "neutral", Text: "big loaf"}, {Label: "neutral", Text: "the loaf"}}
	other := []labelled.Row{{Label: "ok", Text: "tasty bun"}, {Label: "ok", Text: "lovely bun"}, {Label: "ok", Text: "moist bun"}, {Label: "toxic", Text: "awful bun"}, {Label: "toxic", Text: "burnt bun"}, {Label: "toxic", Text: "stale bun"}}
	marks := linear.NewMarks(nil)
	r := recipe{language: "en", labels: sentiment()}
	l := layer{even: 1, parts: []part{{"semeval_en_train", 1}, {"olid_en_train" + asked, 1}}}
	var all []example
	for range 400 {
		for i, rows := range [][]labelled.Row{own, other} {
			if i == 1 {
				r.labels = [3]string{}
			}
			more := examples(rows, r, marks, 1)
			if len(more) != len(rows) {
				t.Fatalf("%d examples of %d rows", len(more), len(rows))
			}
			for k := range more {
				more[k].set = l.parts[i].set
			}
			all = append(all, more...)
		}
		r.labels = sentiment()
	}
	return l, all
}

// A word that the head's own texts do not have weighs as those do whose company it
// keeps in the texts of another question.
func TestAWordIsKnownByItsCompany(t *testing.T) {
	l, all := answered(t)
	w := l.fit(16, all)
	says := func(word string) float32 {
		e := newExample(&linear.Features{}, word, linear.NewMarks(nil))
		p := w.of(&e)
		return p.High - p.Low
	}
	if tasty, moist, bun, stale, burnt := says("tasty"), says("moist"), says("bun"), says("stale"), says("burnt"); !(tasty > moist && moist > bun && bun > stale && stale > burnt) {
		t.Errorf("tasty %.3f, moist %.3f, bun %.3f, stale %.3f, burnt %.3f: not in this order", tasty, moist, bun, stale, burnt)
	}
	alone := l
	alone.parts = l.parts[:1]
	own := slices.DeleteFunc(slices.Clone(all), func(e example) bool { return e.set != l.parts[0].set })
	if alone.together() || !l.together() {
		t.Error("which layer has other questions is not told")
	}
	if before := alone.fit(16, own); before.hashed[single(&all[8], 16)[0]] != (linear.Pull{}) {
		t.Error("the head's own texts have a word of the others'")
	}
}

func TestLearningTogetherIsTheSameEachTime(t *testing.T) {
	l, all := answered(t)
	first, second := l.fit(12, all), l.fit(12, all)
	if !slices.Equal(first.hashed, second.hashed) || first.bias != second.bias || first.signs != second.signs {
		t.Error("the same examples gave other weights")
	}
}

// What is passed over at once is what would have been passed over step by step.
func TestGlide(t *testing.T) {
	slow, fast := newSpace(1, 1, 1), newSpace(1, 1, 1)
	for _, s := range []*space{slow, fast} {
		s.steps = 20_000 // the beginning, where steps still change, is over
		s.last[0] = s.steps
		for k := range s.places[0] {
			s.places[0][k].mean, s.places[0][k].square = float64(k+1)/100, 1
		}
	}
	for range 40 {
		slow.step(map[int32]bool{0: true}) // its slopes are nothing
		fast.step(nil)
	}
	fast.glide(0)
	for k := range room {
		a, b := slow.places[0][k], fast.places[0][k]
		if math.Abs(a.x-b.x) > 1e-6 || math.Abs(a.mean-b.mean) > 1e-9 || math.Abs(a.square-b.square) > 1e-9 {
			t.Fatalf("number %d is %v step by step, %v at once", k, a, b)
		}
	}
}
