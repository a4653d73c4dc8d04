package main

import (
	"fmt"
	"maps"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
)

// answers are what people said of texts and what a model says, with its chance.
type answers struct {
	gold, said []string
	chance     []float32
	flagged    []bool  // by phrases, where toxicity is chosen
	silent     []bool  // where phrases alone decide
	certain    float32 // from which chance on the model is held to what it says
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

// by is one of the measures of all answers: "poles" is the mean share of the negative
// and of the positive that are told, whatever their numbers; what people call neutral,
// which is another thing in every set, is left out. "caught" is the share of the toxic
// that are called so by phrases or where the model is certain.
func (a *answers) by(name string) float64 {
	switch name {
	case "poles":
		return (a.recall("negative") + a.recall("positive")) / 2
	case "held":
		return a.held()
	case "caught":
		flagged, all := a.called(false)
		return float64(flagged) / float64(max(1, all))
	}
	return a.whole().by(name)
}

// held is which share of texts is told the same as the text before, of which every
// second is a copy with other names.
func (a *answers) held() float64 {
	same := 0
	for i := 1; i < len(a.said); i += 2 {
		if a.said[i] == a.said[i-1] {
			same++
		}
	}
	return 2 * float64(same) / float64(max(1, len(a.said)))
}

// recall is which share of the texts with a label are given it.
func (a *answers) recall(label string) float64 {
	right, all := 0, 0
	for i, gold := range a.gold {
		if gold == label {
			all++
			if a.said[i] == label {
				right++
			}
		}
	}
	return float64(right) / float64(max(1, all))
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
	return measure{float64(right) / float64(max(1, len(a.gold))), m.macroF1 / max(1, n), m.recall / max(1, n)}
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

// details tells of each label how often it was right where it was said and found
// where it was, with intervals of 95 % (Wilson 1927), and how far chances are from
// what came true (expected calibration error, ten bins).
func (a *answers) details() string {
	var s strings.Builder
	gold := slices.Compact(slices.Sorted(slices.Values(a.gold)))
	for _, label := range gold {
		var right, is, said int
		for i := range a.gold {
			if a.gold[i] == label {
				is++
			}
			if a.said[i] == label {
				said++
				if a.gold[i] == label {
					right++
				}
			}
		}
		fmt.Fprintf(&s, "\n  - %s: precision %s, recall %s, F1 %.3f", label, share(right, said), share(right, is), 2*float64(right)/float64(max(1, is+said)))
	}
	fmt.Fprintf(&s, "\n  - calibration error %.3f", a.calibration())
	return s.String()
}

// surely tells of each label how many texts that have it are given it with at least
// this chance, and how many that have another.
func (a *answers) surely(chance float32) string {
	right, wrong := map[string]int{}, map[string]int{}
	for i, c := range a.chance {
		if c >= chance && a.said[i] == a.gold[i] {
			right[a.said[i]]++
		} else if c >= chance {
			wrong[a.said[i]]++
		}
	}
	return fmt.Sprintf("with a chance of %.4f right %v, wrong %v", chance, right, wrong)
}

// called is how many texts that are harmless, or that are not, were called toxic by
// phrases, or by the model where it is certain and asked, and how many there are.
func (a *answers) called(harmless bool) (flagged, all int) {
	for i, gold := range a.gold {
		if (gold == "ok") != harmless {
			continue
		}
		all++
		if a.flagged[i] || !a.silent[i] && a.said[i] == "toxic" && a.chance[i] >= a.certain {
			flagged++
		}
	}
	return flagged, all
}

// calls tells how many texts of both kinds were called toxic.
func (a *answers) calls() string {
	wrong, harmless := a.called(true)
	right, toxic := a.called(false)
	return fmt.Sprintf("\n  - called toxic, by it or by phrases: %s of what is ok, %s of what is toxic (%d and %d texts)", share(wrong, harmless), share(right, toxic), wrong, right)
}

// share is so many of n with Wilson's interval.
func share(k, n int) string {
	if n == 0 {
		return "none"
	}
	const deviates = 1.959964
	p, m := float64(k)/float64(n), float64(n)
	middle := p + deviates*deviates/(2*m)
	half := deviates * math.Sqrt(p*(1-p)/m+deviates*deviates/(4*m*m))
	whole := 1 + deviates*deviates/m
	return fmt.Sprintf("%.3f [%.3f, %.3f]", p, max(0, middle-half)/whole, (middle+half)/whole)
}

func (a *answers) calibration() (sum float64) {
	var promised, kept [10]float64
	for i, c := range a.chance {
		bin := min(9, int(c*10))
		promised[bin] += float64(c)
		if a.said[i] == a.gold[i] {
			kept[bin]++
		}
	}
	for bin := range promised {
		sum += math.Abs(promised[bin] - kept[bin])
	}
	return sum / float64(max(1, len(a.chance)))
}
