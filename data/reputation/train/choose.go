package main

import (
	"fmt"
	"io"
	"math"
	"path/filepath"
	"slices"

	"golang.org/x/sync/errgroup"

	"parvis/data/reputation/labelled"
	"parvis/data/reputation/linear"
)

// clearly is how much better a number must be to be taken for another.
const clearly = 0.0005

// choose looks for the numbers of a recipe: one after the other it tries what the
// neighbouring values give, keeps what is clearly better, and prints all of it. Every
// text is judged by layers that saw neither it nor its near copies, and only texts
// of train/ are.
func (k *kitchen) choose(r recipe, say io.Writer) (recipe, error) {
	b, err := k.bench(r)
	if err != nil {
		return r, err
	}
	best, line := b.judge(r)
	fmt.Fprintf(say, "%s: %d texts in %d folds\n%.4f  %s  as it was\n", r.name, len(b.rows), folds, best, line)
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
		in("telling", func(l *layer, x float64) { l.telling = x }, 0, .5, 1)
		in("ridge", func(l *layer, x float64) { l.ridge = x }, l.ridge/3, l.ridge*3)
		if i == 0 {
			in("even", func(l *layer, x float64) { l.even = x }, .5, 1)
		} else {
			in("volume", func(l *layer, x float64) { l.volume = float32(x) }, .1, .3, 1, 2, 4)
		}
	}
	all = append(all, knob{"tilt", leanings(), func(r *recipe, x float64) { r.tilt = x }})
	if r.labels != toxic() {
		all = append(all, knob{"lift", leanings(), func(r *recipe, x float64) { r.lift = x }})
	}
	return all
}

// leanings are from -2 to 2.
func leanings() (all []float64) {
	for i := -8; i <= 8; i++ {
		all = append(all, float64(i)/4)
	}
	return all
}

// with is the recipe with one number changed.
func (r recipe) with(k knob, value float64) recipe {
	r.layers = slices.Clone(r.layers)
	k.set(&r, value)
	return r
}

// bench holds the texts that a recipe is tried on.
type bench struct {
	bits   uint
	rows   []example
	layers [][]int                  // the rows that each layer learns from
	proofs [][]int                  // the rows of each proof
	kept   map[string][]linear.Pull // what layers said of all rows, by their numbers
	pulls  []linear.Pull            // what the recipe that was judged last says
}

func (k *kitchen) bench(r recipe) (*bench, error) {
	b := &bench{bits: r.bits, kept: map[string][]linear.Pull{}}
	add := func(more []example) (at []int) {
		for _, e := range more {
			at = append(at, len(b.rows))
			b.rows = append(b.rows, e)
		}
		return at
	}
	for _, l := range r.layers {
		all, err := k.gather(r, l)
		if err != nil {
			return nil, err
		}
		b.layers = append(b.layers, add(all))
	}
	for _, p := range r.proofs {
		rows, err := labelled.Read(filepath.Join(k.data, "train", p.set+".tsv.gz"))
		if err != nil {
			return nil, err
		}
		b.proofs = append(b.proofs, add(examples(rows, r, k.marks[r.language], 1)))
	}
	fold(b.rows)
	return b, nil
}

// judge gives what the proofs say of a recipe, and all their measures as text.
func (b *bench) judge(r recipe) (score float64, line string) {
	b.pulls = make([]linear.Pull, len(b.rows))
	for i, l := range r.layers {
		for row, p := range b.said(i, l) {
			b.pulls[row].Low += p.Low * l.volume
			b.pulls[row].High += p.High * l.volume
		}
	}
	for i, p := range b.pulls {
		b.pulls[i] = r.lean(p)
	}
	all := 0.0
	for i, p := range r.proofs {
		m := b.answers(r, b.proofs[i]).whole().by(p.by)
		score, all = score+m*p.share, all+p.share
		line += fmt.Sprintf("%s %s %.4f  ", p.set, p.by, m)
	}
	return score / all, line
}

// said is what a layer says of the rows of all proofs, each by the other folds.
func (b *bench) said(i int, l layer) []linear.Pull {
	name := fmt.Sprint(i, l.ridge, l.telling, l.even)
	if pulls, done := b.kept[name]; done {
		return pulls
	}
	pulls := make([]linear.Pull, len(b.rows))
	var work errgroup.Group
	work.SetLimit(2)
	for part := range folds {
		work.Go(func() error {
			var taught []example
			for _, row := range b.layers[i] {
				if b.rows[row].fold != part {
					taught = append(taught, b.rows[row])
				}
			}
			w := l.fit(b.bits, taught)
			for _, proof := range b.proofs {
				for _, row := range proof {
					if b.rows[row].fold == part {
						pulls[row] = w.of(&b.rows[row])
					}
				}
			}
			return nil
		})
	}
	work.Wait() // no part fails
	b.kept[name] = pulls
	return pulls
}

// answers are what the recipe says of some rows.
func (b *bench) answers(r recipe, rows []int) *answers {
	a := &answers{}
	for _, row := range rows {
		e := &b.rows[row]
		chances := r.chances(b.pulls[row], r.heat)
		best := slices.Index(chances[:], slices.Max(chances[:]))
		a.add(r.labels[slices.Index(e.target[:], 1)], r.labels[best], chances[best])
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

// wronged is which share of the clean texts of a set may be called toxic.
const wronged = 0.003

// harmless is the least chance from which fewer than wronged of the clean texts of
// each set are called toxic.
func harmless(all []*answers) float32 {
	chance := float32(0.5)
	for _, a := range all {
		var clean []float32
		for i, gold := range a.gold {
			switch {
			case gold != "ok":
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
