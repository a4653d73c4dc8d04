package main

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
)

// answers are what people said of texts and what a model says, with its chance.
type answers struct {
	gold, said []string
	chance     []float32
}

func (a *answers) add(gold, said string, chance float32) {
	a.gold, a.said, a.chance = append(a.gold, gold), append(a.said, said), append(a.chance, chance)
}

// measure is how well answers fit, as nlp/score.py counts.
type measure struct{ accuracy, macroF1, recall float64 }

func (m measure) by(name string) float64 {
	switch name {
	case "F1":
		return m.macroF1
	case "recall":
		return m.recall
	}
	return m.accuracy
}

// tally counts for one label.
type tally struct{ right, gold, said int }

func (a *answers) measure(pick func(int) int) (m measure) {
	labels := map[string]*tally{}
	for _, g := range a.gold {
		labels[g] = &tally{}
	}
	right := 0
	for i := range a.gold {
		at := pick(i)
		t := labels[a.gold[at]]
		t.gold++
		if a.said[at] == a.gold[at] {
			t.right++
			right++
		}
		if said := labels[a.said[at]]; said != nil {
			said.said++
		}
	}
	for _, l := range slices.Sorted(maps.Keys(labels)) {
		t := labels[l]
		m.macroF1 += 2 * float64(t.right) / float64(max(1, t.gold+t.said))
		m.recall += float64(t.right) / float64(max(1, t.gold))
	}
	n := float64(len(labels))
	return measure{float64(right) / float64(len(a.gold)), m.macroF1 / n, m.recall / n}
}

// whole measures all answers.
func (a *answers) whole() measure { return a.measure(func(i int) int { return i }) }

// resamples is how often answers are drawn again for an interval.
const resamples = 300

// interval is the bootstrap interval of 95 % of a measure.
func (a *answers) interval(by string) (low, high float64) {
	random := rand.New(rand.NewPCG(1, 1))
	values := make([]float64, resamples)
	for i := range values {
		values[i] = a.measure(func(int) int { return random.IntN(len(a.gold)) }).by(by)
	}
	slices.Sort(values)
	return values[resamples*25/1000], values[resamples*975/1000-1]
}

// line tells of a trial what came out.
func (t trial) line(a *answers) string {
	m := a.whole()
	low, high := a.interval(t.by)
	s := fmt.Sprintf("%-18s n=%-5d accuracy %.4f F1 %.4f recall %.4f; %s [%.4f, %.4f]", t.set, len(a.gold), m.accuracy, m.macroF1, m.recall, t.by, low, high)
	switch {
	case t.floor == 0:
		return s
	case m.by(t.by) < t.floor:
		return fmt.Sprintf("%s BELOW its floor %.3f", s, t.floor)
	}
	return fmt.Sprintf("%s, floor %.3f", s, t.floor)
}
