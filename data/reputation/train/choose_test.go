package main

import (
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"parvis/data/reputation/linear"
)

// What is chosen by is in train/: there is no dev/ here.
func TestChoosingDoesWithoutDev(t *testing.T) {
	sets := madeUp(t)
	if err := os.RemoveAll(filepath.Join(sets, "dev")); err != nil {
		t.Fatal(err)
	}
	for _, r := range []recipe{frenchReview(), frenchToxic()} {
		var said strings.Builder
		if err := choose(sets, r.name, "train", &said); err != nil {
			t.Fatal(err)
		}
		for _, want := range []string{"as it was", "layer 1: ridge", "heat ", r.proofs[0].set, "tilt"} {
			if !strings.Contains(said.String(), want) {
				t.Errorf("%s: no %q in\n%s", r.name, want, said.String())
			}
		}
	}
	if choose(sets, "sentiment.de.comment", "train", &strings.Builder{}) == nil {
		t.Error("a model that is not made is chosen")
	}
}

// What dev/ is to judge is judged by it alone, and by nothing else that is unknown.
func TestChoosingByDevSaysSo(t *testing.T) {
	sets := madeUp(t)
	var said strings.Builder
	if err := choose(sets, "sentiment.fr.comment", "dev", &said); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(said.String(), "dev/cm_sentiment_fr F1 ") || strings.Contains(said.String(), "held") {
		t.Errorf("judged by\n%s", said.String())
	}
	if choose(sets, "sentiment.fr.comment", "hidden", &said) == nil {
		t.Error("judged by what there is not")
	}
}

// More than is aimed at counts for nothing, and where a recipe is to be steady, what is
// near its tilt and lift counts as much as they.
func TestWhatIsAimedAt(t *testing.T) {
	var f linear.Features
	low := newExample(&f, "laid", linear.NewMarks(nil))
	low.target[0] = 1
	b := &bench{kitchen: &kitchen{}, rows: []example{low}, proofs: [][]int{{0}}, kept: map[string][]linear.Pull{}}
	r := recipe{labels: sentiment(), heat: 1, tilt: -.125, proofs: []proof{{set: "there", by: "accuracy", share: 1, apart: true}}}
	for _, want := range []struct{ aim, score float64 }{{0, .6}, {.5, .3}} {
		r.proofs[0].aim, r.steady = want.aim, true
		if score, _ := b.judge(r); math.Abs(score-want.score) > 1e-9 {
			t.Errorf("with an aim of %v the score is %v", want.aim, score)
		}
	}
	r.proofs[0].aim, r.steady = 0, false
	if score, _ := b.judge(r); score != 1 {
		t.Errorf("by itself its score is %v", score)
	}
}

// Its own copy in another fold would tell what a text is.
func TestCopiesAreInOneFold(t *testing.T) {
	var all []example
	var f linear.Features
	add := func(text string) {
		f.Read(text)
		all = append(all, example{words: append([]uint32(nil), f.Words...)})
	}
	const copies = 40
	for i := range copies {
		text := fmt.Sprintf("la boulangerie numéro %d%d de la rue %s vend du pain au levain et des brioches", i, i, strings.Repeat("ab", i+1))
		add(text + " le dimanche")
		add(text + " le lundi")
	}
	for range copies {
		add(strings.Repeat("merci ", len(all)) + fmt.Sprint("numéro", len(all)))
	}
	fold(all)
	apart, used := 0, map[int]bool{}
	for i := range copies {
		if all[2*i].fold != all[2*i+1].fold {
			apart++
		}
	}
	for i := range all {
		used[all[i].fold] = true
	}
	if apart > copies/20 || len(used) < 2 {
		t.Errorf("%d of %d copies are in another fold, %d folds are used", apart, copies, len(used))
	}
}

func TestDescendFindsTheLowest(t *testing.T) {
	x := []float64{5, -3, 8, 0}
	descend(x, func(x, g []float64) (sum float64) {
		for i := range x {
			off, steep := x[i]-float64(i), float64(1+10*i)
			sum += steep * off * off / 2
			g[i] = steep * off
		}
		return 1e-9 + sum
	})
	for i := range x {
		if math.Abs(x[i]-float64(i)) > 1e-3 {
			t.Errorf("%v", x)
		}
	}
}

// By one word in two, the weights tell the outcomes apart; of an outcome that no
// example has, they learn nothing.
func TestFit(t *testing.T) {
	var f linear.Features
	marks := linear.NewMarks(nil)
	one := func(text string, outcome int) example {
		e := newExample(&f, text, marks)
		e.target[outcome], e.weight = 1, 1
		return e
	}
	all := []example{one("pain laid", 0), one("colis laid", 0), one("pain beau", 2), one("colis beau", 2), one("site beau", 2)}
	for _, telling := range []float64{0, 1} {
		w := layer{ridge: .01, telling: telling, even: 1}.fit(14, all)
		low, high := one("site laid", 0), one("pain beau", 2)
		for e, down := range map[*example]bool{&low: true, &high: false} {
			p := w.of(e)
			if down != (p.Low > p.High) || math.Abs(float64(p.Low+p.High)) > 1e-3 {
				t.Errorf("telling %v: %v, down should be %v", telling, p, down)
			}
		}
		head := linear.NewHead(w.bits, w.hashed, w.bias, w.signs)
		f.Read("site laid")
		opinion, each := marks.Read(&f, nil)
		shipped, _ := head.Weigh(&f, opinion, each, nil)
		if p := w.of(&low); math.Abs(float64(p.Low-shipped.Low)) > 1e-2 {
			t.Errorf("found %v, shipped %v", p, shipped)
		}
	}
}

func TestHarmless(t *testing.T) {
	a := &answers{}
	for i := range 1000 {
		a.add("ok", "toxic", 0.5+float32(i)/2000)
	}
	a.add("toxic", "ok", 0.9)
	a.flagged, a.silent = make([]bool, len(a.gold)), make([]bool, len(a.gold))
	chance := harmless([]*answers{a})
	flagged := 0
	for i, c := range a.chance {
		if a.gold[i] == "ok" && c >= chance {
			flagged++
		}
	}
	if flagged == 0 || flagged > 1000*wronged {
		t.Errorf("%d of 1000 clean texts are above %v", flagged, chance)
	}
	for i := range 500 { // those with the highest chances
		a.flagged[500+i], a.silent[500+i] = i%2 == 0, i%2 == 1
	}
	if chance := harmless([]*answers{a}); chance > .75 {
		t.Errorf("where phrases decide the model counts, which flags from a chance of %v", chance)
	}
}

// Wilson's interval of 8 of 10 is [0.490, 0.943].
func TestDetails(t *testing.T) {
	if got := share(8, 10); got != "0.800 [0.490, 0.943]" {
		t.Error(got)
	}
	a := &answers{}
	for i := range 10 {
		a.add("x", []string{"x", "y"}[i/8], 0.9)
	}
	if got := a.details(); !strings.Contains(got, "x: precision 1.000") || !strings.Contains(got, "recall 0.800 [0.490, 0.943], F1 0.889") || !strings.Contains(got, "calibration error 0.100") {
		t.Error(got)
	}
}
