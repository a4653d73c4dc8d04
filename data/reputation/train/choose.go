package main

import (
	"fmt"
	"io"
	"math"
	"slices"

	"parvis/data/reputation/linear"
)

// clearly is how much better a number must be to be taken for another.
const clearly = 0.0005

// choose looks for the layers and numbers of a recipe: it tries the rivals, each with
// the tilt and lift that fit it best, then one number after the other, keeps what is
// clearly better, and prints all of it. Only texts of train/ judge.
//
// What is sought is the highest mean of two things. One is how well texts of the kind
// that the layers learn from are told, each by layers that saw neither it nor its near
// copies. The other is how well texts from elsewhere are told, by layers that saw
// nothing of their set: a head that is chosen by its own kind alone learns what people
// spoke of that year, and is worse on messages to a brand, of which there is no free
// set. These are proofs apart; sets that may not be learnt from for their licence
// serve as such. They are measured by their poles, the mean of what is found of the
// negative and of the positive, because accuracy on reviews that are nearly all good
// would only teach to say good. A proof may also hold names: how many verdicts stay
// when other names stand in the text.
func (k *kitchen) choose(r recipe, say io.Writer) (recipe, error) {
	b, err := k.bench(r)
	if err != nil {
		return r, err
	}
	r, best, line := b.leaned(r)
	fmt.Fprintf(say, "%s: %d texts in %d folds\n%.4f  %s  as it was\n", r.name, len(b.rows), folds, best, line)
	for _, other := range r.rivals {
		tried := r
		tried.layers = other.layers
		tried, score, line := b.leaned(tried)
		mark := ""
		if score > best+clearly {
			r, best, mark = tried, score, "  better"
		}
		fmt.Fprintf(say, "%.4f  %s  %s, tilt %g, lift %g%s\n", score, line, other.name, tried.tilt, tried.lift, mark)
	}
	for _, knob := range r.knobs() {
		for _, value := range knob.values {
			tried := r.with(knob, value)
			score, line := b.judge(tried)
			mark := ""
			if score > best+clearly {
				r, best, mark = tried, score, "  better"
			}
			fmt.Fprintf(say, "%.4f  %s  %s %g%s\n", score, line, knob.name, value, mark)
		}
	}
	b.judge(r)
	r.heat, r.certain = b.calibrate(r)
	for i, l := range r.layers {
		fmt.Fprintf(say, "layer %d: ridge %g, telling %g, even %g, volume %g\n", i+1, l.ridge, l.telling, l.even, l.volume)
	}
	fmt.Fprintf(say, "tilt %g, lift %g, heat %.2f, certain %.4f\n", r.tilt, r.lift, r.heat, r.certain)
	for i, p := range r.proofs {
		a := b.answers(r, b.proofs[i])
		fmt.Fprintf(say, "%s: %s, of all %s\n", p.set, a.surely(r.certain), a.details())
	}
	return r, nil
}

// knob is a number of a recipe with the values to try.
type knob struct {
	name   string
	values []float64
	set    func(*recipe, float64)
}

func (r recipe) knobs() (all []knob) {
	for i, l := range r.layers {
		in := func(name string, set func(*layer, float64), values ...float64) {
			all = append(all, knob{fmt.Sprintf("layer %d: %s", i+1, name), values, func(r *recipe, x float64) { set(&r.layers[i], x) }})
		}
		if i > 0 {
			in("volume", func(l *layer, x float64) { l.volume = float32(x) }, float64(l.volume)/2, float64(l.volume)*1.5)
		}
	}
	return append(all, r.leans()...)
}

// leans are the two numbers that cost no fitting.
func (r recipe) leans() []knob {
	all := []knob{{"tilt", leanings(), func(r *recipe, x float64) { r.tilt = x }}}
	if r.labels != toxic() {
		all = append(all, knob{"lift", leanings(), func(r *recipe, x float64) { r.lift = x }})
	}
	return all
}

// around are the recipe with less and more tilt and lift, where it is to be steady,
// and the recipe itself, last.
func (r recipe) around() (all []recipe) {
	if r.steady {
		for _, k := range r.leans() {
			for _, by := range []float64{-.25, .25} {
				near := r
				near.tilt, near.lift = 0, 0
				k.set(&near, by)
				near.tilt, near.lift = near.tilt+r.tilt, near.lift+r.lift
				all = append(all, near)
			}
		}
	}
	return append(all, r)
}

// leanings are from -2 to 2.
func leanings() (all []float64) {
	for i := -8; i <= 8; i++ {
		all = append(all, float64(i)/4)
	}
	return all
}

// leaned is the recipe with the tilt and the lift that fit its layers best.
func (b *bench) leaned(r recipe) (recipe, float64, string) {
	best, line := b.judge(r)
	for range 2 {
		for _, k := range r.leans() {
			for _, value := range k.values {
				tried := r.with(k, value)
				if score, said := b.judge(tried); score > best+clearly {
					r, best, line = tried, score, said
				}
			}
		}
	}
	return r, best, line
}

// with is the recipe with one number changed.
func (r recipe) with(k knob, value float64) recipe {
	r.layers = slices.Clone(r.layers)
	k.set(&r, value)
	return r
}

// answers are what the recipe says of some rows.
func (b *bench) answers(r recipe, rows []int) *answers {
	a := &answers{certain: r.certain}
	for _, row := range rows {
		e := &b.rows[row]
		chances := r.chances(b.pulls[row], r.heat)
		best := slices.Index(chances[:], slices.Max(chances[:]))
		a.add(r.labels[slices.Index(e.target[:], 1)], r.labels[best], chances[best])
		a.flagged, a.silent = append(a.flagged, e.flagged), append(a.silent, e.silent)
	}
	return a
}

// chances are those of the outcomes of a recipe. Where the first has no label, there
// are two.
func (r recipe) chances(p linear.Pull, heat float32) (chances [3]float32) {
	if r.labels[0] == "" {
		chances[2] = linear.Chance(p, heat)
		chances[1] = 1 - chances[2]
		return chances
	}
	chances[0], chances[1], chances[2] = linear.Chances(p, heat)
	return chances
}

// calibrate finds the heat at which chances come true best over all proofs, and the
// chance from which a verdict is right as often as it must.
func (b *bench) calibrate(r recipe) (heat, certain float32) {
	least := math.Inf(1)
	for try := float32(0.3); try < 20; try *= 1.05 {
		loss := 0.0
		for i, p := range r.proofs {
			for _, row := range b.proofs[i] {
				chance := r.chances(b.pulls[row], try)[slices.Index(b.rows[row].target[:], 1)]
				loss -= p.share * math.Log2(math.Max(float64(chance), 1e-6)) / float64(len(b.proofs[i]))
			}
		}
		if loss < least {
			heat, least = try, loss
		}
	}
	r.heat = heat
	return heat, b.certainty(r)
}

// certainty is the least chance above which verdicts are right as often as the recipe
// wants, over all proofs; 1 if there is none.
func (b *bench) certainty(r recipe) float32 {
	var all []*answers
	for i := range r.proofs {
		all = append(all, b.answers(r, b.proofs[i]))
	}
	if r.labels == toxic() {
		return harmless(all)
	}
	for chance := float32(0.34); chance < 1; chance += 0.01 {
		right, above := 0.0, 0.0
		for k, a := range all {
			each := r.proofs[k].share / float64(len(a.gold))
			for i, c := range a.chance {
				if c >= chance {
					above += each
					if a.said[i] == a.gold[i] {
						right += each
					}
				}
			}
		}
		if above > 0 && right/above >= r.precise {
			return chance
		}
	}
	return 1
}

// wronged is which share of the clean texts of a set the model may call toxic besides
// those that phrases do.
const wronged = 0.002

// harmless is the least chance from which fewer than wronged of the clean texts of
// each set are called toxic. Of a text in which phrases alone decide it is not asked.
func harmless(all []*answers) float32 {
	chance := float32(0.5)
	for _, a := range all {
		var clean []float32
		for i, gold := range a.gold {
			switch {
			case gold != "ok":
			case a.flagged[i] || a.silent[i]:
				clean = append(clean, 0)
			case a.said[i] == "toxic":
				clean = append(clean, a.chance[i])
			default:
				clean = append(clean, 1-a.chance[i])
			}
		}
		slices.Sort(clean)
		if n := len(clean); n > 0 {
			chance = max(chance, math.Nextafter32(clean[n-1-int(wronged*float64(n-1))], 2))
		}
	}
	return chance
}
