package main

import (
	"math"
	"path/filepath"
	"slices"

	"parvis/data/reputation/linear"
)

// tried are the texts of a trial with what a head pulls.
type tried struct {
	gold  []string
	pulls []linear.Pull
}

func (k *kitchen) try(head *linear.Head, language, set string) (t tried, err error) {
	rows, err := readSet(filepath.Join(k.data, "dev", set+".tsv"))
	if err != nil {
		return t, err
	}
	var f linear.Features
	for _, r := range rows {
		f.Read(r.text)
		opinion, marks := k.marks[language].Read(&f, nil)
		pull, _ := head.Weigh(&f, opinion, marks, nil)
		t.gold, t.pulls = append(t.gold, r.label), append(t.pulls, pull)
	}
	return t, nil
}

// answers are what the head says of the texts.
func (t tried) answers(head *linear.Head) *answers {
	a := &answers{}
	for i, p := range t.pulls {
		low, middle, high := head.Chances(p)
		chances := []float32{low, middle, high}
		best := slices.Index(chances, slices.Max(chances))
		a.add(t.gold[i], feelings()[best], chances[best])
	}
	return a
}

// calibrate finds the heat at which the chances of a head fit best what people said
// of the sets with a floor, each set counting alike, and the chance from which its
// verdicts are right four times in five.
func calibrate(head *linear.Head, sets []tried) *linear.Head {
	best, least := float32(1), math.Inf(1)
	for heat := float32(0.5); heat <= 3; heat += 0.05 {
		h, loss := head.Calibrated(heat, 0), 0.0
		for _, t := range sets {
			loss += t.loss(h) / float64(len(t.gold))
		}
		if loss < least {
			best, least = heat, loss
		}
	}
	return head.Calibrated(best, certainty(head.Calibrated(best, 0), sets))
}

func (t tried) loss(head *linear.Head) (sum float64) {
	for i, p := range t.pulls {
		low, middle, high := head.Chances(p)
		said := []float32{low, middle, high}[slices.Index(feelings(), t.gold[i])]
		sum -= math.Log2(math.Max(float64(said), 1e-6))
	}
	return sum
}

// precise is how often a verdict that is shown as certain is to be right.
const precise = 0.8

// certainty is the least chance above which precise is held, 1 if there is none.
func certainty(head *linear.Head, sets []tried) float32 {
	for chance := float32(0.34); chance < 1; chance += 0.01 {
		right, all := 0.0, 0.0
		for _, t := range sets {
			a := t.answers(head)
			for i, c := range a.chance {
				if c >= chance {
					all += 1 / float64(len(t.gold))
					if a.said[i] == a.gold[i] {
						right += 1 / float64(len(t.gold))
					}
				}
			}
		}
		if all > 0 && right/all >= precise {
			return chance
		}
	}
	return 1
}
