package main

import (
	"fmt"
	"slices"
	"strings"

	"golang.org/x/sync/errgroup"

	"parvis/data/reputation/labelled"
	"parvis/data/reputation/linear"
)

// portion is a set as a layer learns from it.
type portion struct {
	part
	nameless bool
}

// bench holds the texts that a recipe is tried on.
type bench struct {
	kitchen *kitchen
	bits    uint
	rows    []example
	sets    map[portion][]int        // the rows of each set, by what one counts
	proofs  [][]int                  // the rows of each proof
	kept    map[string][]linear.Pull // what layers said of all rows, by their numbers
	pulls   []linear.Pull            // what the recipe that was judged last says
}

func (k *kitchen) bench(r recipe) (*bench, error) {
	b := &bench{kitchen: k, bits: r.bits, sets: map[portion][]int{}, kept: map[string][]linear.Pull{}}
	for _, layers := range append([][]layer{r.layers}, r.rivalLayers()...) {
		for _, l := range layers {
			if err := b.stock(r, l); err != nil {
				return nil, err
			}
		}
	}
	for _, p := range r.proofs {
		rows, err := k.rows(p.set)
		if err != nil {
			return nil, err
		}
		if p.by == "held" {
			rows = k.names.pairs(rows)
		}
		b.proofs = append(b.proofs, b.add(k.judged(rows, r)))
	}
	fold(b.rows)
	for i, p := range r.proofs {
		if p.by == "held" {
			b.pair(b.proofs[i])
		}
		if !p.apart {
			b.proofs[i] = slices.DeleteFunc(b.proofs[i], func(row int) bool { return b.rows[row].fold >= r.judged() })
		}
	}
	return b, nil
}

// judged are rows to judge a recipe by.
func (k *kitchen) judged(rows []labelled.Row, r recipe) []example {
	all := examples(rows, r, k.marks[r.language], 1)
	if r.labels != toxic() {
		return all
	}
	for i := range all {
		all[i].flagged = k.words.Insults(all[i].text, r.language)
		all[i].silent = k.words.Silent(all[i].text, r.language)
	}
	return all
}

// pair puts the texts at odd places where those before them are.
func (b *bench) pair(rows []int) {
	for i := 1; i < len(rows); i += 2 {
		b.rows[rows[i]].fold, b.rows[rows[i]].group = b.rows[rows[i-1]].fold, b.rows[rows[i-1]].group
	}
}

// stock reads what a layer learns from.
func (b *bench) stock(r recipe, l layer) error {
	for _, p := range l.parts {
		if b.sets[portion{p, l.nameless}] != nil {
			continue
		}
		all, err := b.kitchen.gather(r, layer{parts: []part{p}, nameless: l.nameless})
		if err != nil {
			return err
		}
		b.sets[portion{p, l.nameless}] = b.add(all)
	}
	return nil
}

func (b *bench) add(more []example) (at []int) {
	for _, e := range more {
		at = append(at, len(b.rows))
		b.rows = append(b.rows, e)
	}
	return at
}

// judge gives what the proofs say of a recipe, and all their measures as text.
func (b *bench) judge(r recipe) (score float64, line string) {
	sums := make([]linear.Pull, len(b.rows))
	for _, l := range r.layers {
		for row, p := range b.said(r, l) {
			sums[row].Low += p.Low * l.volume
			sums[row].High += p.High * l.volume
		}
	}
	b.pulls = make([]linear.Pull, len(b.rows))
	around := r.around()
	for _, near := range around {
		for i, p := range sums {
			b.pulls[i] = near.lean(p)
		}
		var one float64
		one, line = b.proven(near)
		score += one / float64(len(around))
	}
	return score, line
}

// proven gives what the proofs say of the present pulls.
func (b *bench) proven(r recipe) (score float64, line string) {
	if r.labels == toxic() {
		r.certain = b.certainty(r)
	}
	all := 0.0
	for i, p := range r.proofs {
		m := b.answers(r, b.proofs[i]).by(p.by)
		line += fmt.Sprintf("%s %s %.4f  ", p.set, p.by, m)
		if p.aim > 0 {
			m = min(m, p.aim)
		}
		score, all = score+m*p.share, all+p.share
	}
	return score / all, line
}

// said is what a layer says of the rows of all proofs: of texts of its own kind what
// the other folds taught it, of a set that is held apart what all other sets did.
func (b *bench) said(r recipe, l layer) []linear.Pull {
	name := fmt.Sprint(l.parts, l.ridge, l.telling, l.even, l.nameless, l.mild)
	if pulls, done := b.kept[name]; done {
		return pulls
	}
	pulls := make([]linear.Pull, len(b.rows))
	var work errgroup.Group
	work.SetLimit(2)
	for part := range r.judged() {
		work.Go(func() error {
			w := b.kitchen.learn(l, b.bits, b.taught(l, func(e *example) bool { return e.fold != part }))
			for i, proof := range b.proofs {
				for _, row := range proof {
					if !r.proofs[i].apart && b.rows[row].fold == part {
						pulls[row] = w.of(&b.rows[row])
					}
				}
			}
			return nil
		})
	}
	for apart, proofs := range r.apart(l) {
		work.Go(func() error {
			copies := b.groups(r, proofs)
			w := b.kitchen.learn(l, b.bits, b.taught(l, func(e *example) bool { return !copies[e.group] && domain(e.set) != apart }))
			for _, i := range proofs {
				for _, row := range b.proofs[i] {
					pulls[row] = w.of(&b.rows[row])
				}
			}
			return nil
		})
	}
	work.Wait() // no part fails
	b.kept[name] = pulls
	return pulls
}

// groups are those that the texts of some proofs are in. No text of train/ is a near
// copy of one of dev/, as nlp/README.md promises: what the measure here takes for one
// is a short text.
func (b *bench) groups(r recipe, proofs []int) map[int]bool {
	all := map[int]bool{}
	for _, i := range proofs {
		if strings.HasPrefix(r.proofs[i].set, "dev/") {
			continue
		}
		for _, row := range b.proofs[i] {
			all[b.rows[row].group] = true
		}
	}
	return all
}

// taught are the examples of a layer that may be learnt from.
func (b *bench) taught(l layer, may func(*example) bool) (all []example) {
	for _, p := range l.parts {
		for _, row := range b.sets[portion{p, l.nameless}] {
			if may(&b.rows[row]) && l.learns(&b.rows[row]) {
				all = append(all, b.rows[row])
			}
		}
	}
	return all
}

// apart gives by the set that a layer must leave out for them, "nothing" for none,
// the proofs that are held apart.
func (r recipe) apart(l layer) map[string][]int {
	all := map[string][]int{}
	for i, p := range r.proofs {
		if !p.apart {
			continue
		}
		without := "nothing"
		for _, learnt := range l.parts {
			if domain(learnt.set) == domain(p.set) {
				without = domain(p.set)
			}
		}
		all[without] = append(all[without], i)
	}
	return all
}

// domain is a set with those that were cut from the same texts.
func domain(set string) string {
	set = strings.TrimSuffix(set, asked)
	for _, end := range []string{"_train", "_val", "_dev"} {
		set, _, _ = strings.Cut(set, end)
	}
	return set
}
