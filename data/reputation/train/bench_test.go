package main

import (
	"slices"
	"strings"
	"testing"

	"parvis/data/reputation/labelled"
	"parvis/data/reputation/linear"
)

// What a proof apart is judged by has neither its texts, nor copies of them in other
// sets, nor what was cut from the same texts.
func TestAProofApartIsAStranger(t *testing.T) {
	l := layer{ridge: .01, volume: 1, parts: []part{{"here_train", 1}, {"there_train", 1}, {"there_dev", 1}}}
	r := recipe{labels: sentiment(), heat: 1, layers: []layer{l}, proofs: []proof{{set: "there_train", by: "poles", share: 1, apart: true}}}
	var f linear.Features
	marks := linear.NewMarks(nil)
	b := &bench{bits: 14, sets: map[portion][]int{}, kept: map[string][]linear.Pull{}}
	one := func(set, text string, outcome, group int) example {
		e := newExample(&f, text, marks)
		e.target[outcome], e.weight, e.set, e.group = 1, 1, set, group
		return e
	}
	here := []example{one("here_train", "laid", 0, 1), one("here_train", "beau", 2, 2), one("here_train", "copie laide", 2, 9)}
	b.sets[portion{l.parts[0], false}] = b.add(here)
	b.sets[portion{l.parts[1], false}] = b.add([]example{one("there_train", "laid", 2, 3), one("there_train", "beau", 0, 4)})
	b.sets[portion{l.parts[2], false}] = b.add([]example{one("there_dev", "laid", 2, 5), one("there_dev", "beau", 0, 6)})
	b.proofs = [][]int{b.add([]example{one("", "laid", 0, 9), one("", "beau", 2, 8)})}
	if got := r.apart(l); len(got) != 1 || len(got["there"]) != 1 {
		t.Fatalf("left out: %v", got)
	}
	score, line := b.judge(r)
	if score != 1 || !strings.Contains(line, "there_train poles 1.0000") {
		t.Errorf("%v, %s: here it is said as it should, there the other way round", score, line)
	}
}

// A set that is asked its own question is still the set that a proof must not meet.
func TestASetThatIsAskedIsStillItself(t *testing.T) {
	l := layer{parts: []part{{"here_train", 1}, {"there_en" + asked, 1}}}
	r := recipe{proofs: []proof{{set: "there_en", by: "poles", apart: true}, {set: "here_dev", by: "poles", apart: true}, {set: "else_en", by: "poles", apart: true}}}
	if got := r.apart(l); len(got) != 3 || len(got["there_en"]) != 1 || len(got["here"]) != 1 || len(got["nothing"]) != 1 {
		t.Errorf("left out: %v", got)
	}
}

func TestPolesAndHeld(t *testing.T) {
	a := &answers{}
	for _, pair := range []string{"negative negative", "negative neutral", "positive positive", "neutral positive", "positive positive", "positive negative", "positive positive", "positive positive"} {
		gold, said, _ := strings.Cut(pair, " ")
		a.add(gold, said, .5)
	}
	if got := a.by("poles"); got != (1./2+4./5)/2 {
		t.Errorf("poles %v", got)
	}
	if got := a.by("held"); got != 2./4 {
		t.Errorf("held %v", got)
	}
	if a.by("accuracy") != a.whole().accuracy {
		t.Error("accuracy is another")
	}
}

// Without its names a text is still its own copy.
func TestATextWithoutItsNamesIsInTheFoldOfItsOwn(t *testing.T) {
	k := &kitchen{
		brands: named([]string{"oslo", "paris", "rome"}),
		marks:  map[string]*linear.Marks{"en": linear.NewMarks(nil)},
	}
	r := recipe{language: "en", labels: sentiment()}
	for i := range 20 {
		rows := []labelled.Row{{Label: "positive", Text: strings.Repeat("ab", i) + " Oslo, Paris, Rome"}}
		all := append(examples(rows, r, k.marks["en"], 1), examples(rows, r, k.marks["en"], 1)...)
		k.strike(all[1:], r)
		fold(all)
		if all[0].group != all[1].group || slices.Equal(all[0].words, all[1].words) || all[1].target != all[0].target {
			t.Errorf("%q and %q are in groups %d and %d", all[0].text, all[1].text, all[0].group, all[1].group)
		}
	}
}
