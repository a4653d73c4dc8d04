package main

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"parvis/data/reputation"
	"parvis/data/reputation/labelled"
	"parvis/data/reputation/linear"
)

// recipe says how a head is made. Its layers and numbers are what -choose found best:
// by train/ alone, or, where the recipe says what is wanted of dev/, by `-choose NAME
// -judge dev`, because no set that may be learnt from is like messages to a brand.
// Those heads are flattered by dev/, all the more where a set of it is small: before
// the rivals named here, some hundred layers and thousands of their mixes were scored
// on it, and of French reviews some hundred thousand more at random around the best: the
// mix is one of the few that reach every floor. On other texts expect less. The held-out
// halves are strangers to all.
type recipe struct {
	name, language string
	labels         [3]string // of the outcomes low, between and high, "" for none
	bits           uint
	layers         []layer
	rivals         []rival // other layers that -choose judges first
	tilt, lift     float64 // what is added to high and taken from low, and what to both: texts elsewhere are not as often good, or without opinion, as those that taught
	heat, certain  float32
	parts          int     // how many folds are judged, 0 for all: of large sets a part says enough
	precise        float64 // how often a verdict that is called certain is right
	proofs         []proof // what its numbers are chosen by
	wanted         []proof // what -judge dev chooses by in their place
	steady         bool    // judged by the mean over what is near its tilt and lift too
	tried          []trial
	what, weak     string // what the head tells and what it is bad at, for its card
	sought         string // how else its numbers were found, for its card
}

// part is a set to learn from and what one of its rows counts.
type part struct {
	set   string
	share float32
}

// proof is a set of train/, or of dev/ if it says so, by which numbers are chosen.
// When a layer learns from it, each of its texts is judged by what the other folds
// taught. A set that may not be learnt from for its licence may be judged by.
type proof struct {
	set, by string
	share   float64 // what it counts among the proofs
	apart   bool    // judged by what all other sets taught, as texts from elsewhere
	aim     float64 // more than that counts for nothing; 0 for no bound
}

// rival is another set of layers for a recipe.
type rival struct {
	name   string
	layers []layer
}

// byDev is the recipe with dev/ as its judge, where it says what is wanted there.
func (r recipe) byDev() recipe {
	if len(r.wanted) > 0 {
		r.proofs, r.steady = r.wanted, true
	}
	return r
}

func (r recipe) judged() int {
	if !slices.ContainsFunc(r.proofs, func(p proof) bool { return !p.apart }) {
		return 0
	}
	if r.parts == 0 {
		return folds
	}
	return r.parts
}

func (r recipe) rivalLayers() (all [][]layer) {
	for _, other := range r.rivals {
		all = append(all, other.layers)
	}
	return all
}

// trial is a set of dev/ that a head is measured on at the end, and the floor that it
// must reach by one of the measures; 0 where none was set.
type trial struct {
	set, by string
	floor   float64
}

// outcome is the place of a label, -1 for none. A recipe without labels takes those of
// sentiment and of toxicity. Where toxic is told from ok, what is hateful or offensive
// is toxic, and texts that were gathered for their sentiment are taken to be ok.
func (r recipe) outcome(label string) int {
	if r.labels == [3]string{} {
		if o := slices.Index(feelings(), label); o >= 0 {
			return o
		}
		r.labels = toxic()
	}
	if r.labels == toxic() {
		switch {
		case label == "hateful" || label == "offensive":
			label = "toxic"
		case slices.Contains(feelings(), label) || label == "non-hateful":
			label = "ok"
		}
	}
	return slices.Index(r.labels[:], label)
}

// parallel are sentences in both languages, no file of train/.
const parallel = "parallel"

// kitchen is what heads are made from and with.
type kitchen struct {
	data   string // the folder of sets
	marks  map[string]*linear.Marks
	heads  map[string]*linear.Head // by name, those that are made
	words  *reputation.Models      // the shipped models, for their phrases
	names  *names                  // those that texts have
	brands *names                  // those of brands
	gloss  gloss                   // what English words are in French, once it was asked for
}

// cook makes a head: the sum of what its layers learn.
func (k *kitchen) cook(r recipe) (*linear.Head, error) {
	sum := &weights{bits: r.bits, hashed: make([]linear.Pull, 1<<r.bits)}
	for _, l := range r.layers {
		all, err := k.gather(r, l)
		if err != nil {
			return nil, err
		}
		sum.join(k.learn(l, r.bits, all), l.volume)
	}
	sum.bias = r.lean(sum.bias)
	return linear.NewHead(sum.bits, sum.hashed, sum.bias, sum.signs).Calibrated(r.heat, r.certain), nil
}

// learn fits a layer, and silences the brands where they were struck out. Where words
// are known by their company, the names of people and places are silenced too: theirs
// is what they were in the news with.
func (k *kitchen) learn(l layer, bits uint, all []example) *weights {
	w := l.fit(bits, all)
	if l.nameless {
		w.silence(k.brands.all)
		if l.together() {
			w.silence(k.names.all)
		}
	}
	return w
}

// lean adds what a recipe adds to every text.
func (r recipe) lean(p linear.Pull) linear.Pull {
	return linear.Pull{Low: p.Low + float32(r.lift-r.tilt), High: p.High + float32(r.lift+r.tilt)}
}

// join adds the weights of a layer.
func (w *weights) join(layer *weights, volume float32) {
	add := func(to *linear.Pull, p linear.Pull) {
		to.Low += p.Low * volume
		to.High += p.High * volume
	}
	for i, p := range layer.hashed {
		add(&w.hashed[i], p)
	}
	for i, p := range layer.signs {
		add(&w.signs[i], p)
	}
	add(&w.bias, layer.bias)
}

// learns tells whether an example teaches a layer.
func (l layer) learns(e *example) bool { return e.target[2] < 1 || !slices.Contains(l.mild, e.set) }

// gather reads what a layer learns from.
func (k *kitchen) gather(r recipe, l layer) (all []example, err error) {
	for _, p := range l.parts {
		if err := mayShip(p.set); err != nil {
			return nil, err
		}
		more, err := k.part(r, p, l.nameless)
		if err != nil {
			return nil, err
		}
		all = append(all, slices.DeleteFunc(more, func(e example) bool { return !l.learns(&e) })...)
	}
	if len(all) == 0 {
		return nil, fmt.Errorf("train: %s has nothing to learn from", r.name)
	}
	return all, nil
}

func (k *kitchen) part(r recipe, p part, nameless bool) (all []example, err error) {
	if p.set == parallel {
		all, err = k.taught(r, p.share)
	} else {
		var rows []labelled.Row
		rows, err = k.rows(p.set)
		if strings.HasSuffix(p.set, asked) {
			r.labels = [3]string{}
		}
		all = examples(rows, r, k.marks[r.language], p.share)
		if nameless {
			k.strike(all, r)
		}
	}
	for i := range all {
		all[i].set = p.set
	}
	return all, err
}

// rows reads a set of train/, or of dev/ if its name begins so, cut into pieces or put
// into French if it is wanted in pieces or word by word.
func (k *kitchen) rows(set string) ([]labelled.Row, error) {
	if strings.HasPrefix(set, "dev/") {
		return labelled.Read(filepath.Join(k.data, set+".tsv"))
	}
	plain, cut, byWord := forms(set)
	rows, err := labelled.Read(filepath.Join(k.data, "train", plain+".tsv.gz"))
	if cut {
		rows = pieces(rows)
	}
	if err != nil || !byWord {
		return rows, err
	}
	if k.gloss == nil {
		sentences, err := labelled.Read(filepath.Join(k.data, "parallel", "en_fr_22k.tsv.gz"))
		if err != nil {
			return nil, err
		}
		k.gloss = newGloss(sentences)
	}
	for i := range rows {
		rows[i].Text = k.gloss.french(rows[i].Text)
	}
	return rows, nil
}

// strike takes the brands out of the texts of examples.
func (k *kitchen) strike(all []example, r recipe) {
	var f linear.Features
	for i, e := range all {
		other, has := k.brands.struck(e.text)
		if !has {
			continue
		}
		all[i] = newExample(&f, other, k.marks[r.language])
		all[i].target, all[i].weight, all[i].text, all[i].like = e.target, e.weight, other, e.words
	}
}

// taught are French sentences with what the English head of the same name says of the
// English ones: words that no French set has become known this way.
func (k *kitchen) taught(r recipe, share float32) ([]example, error) {
	teacher := k.heads[english(r.name)]
	pairs, err := labelled.Read(filepath.Join(k.data, "parallel", "en_fr_22k.tsv.gz"))
	if err != nil {
		return nil, err
	}
	var f linear.Features
	out := make([]example, 0, len(pairs))
	for _, pair := range pairs {
		english, french := pair.Label, pair.Text
		f.Read(english)
		opinion, marks := k.marks["en"].Read(&f, nil)
		pull, _ := teacher.Weigh(&f, opinion, marks, nil)
		e := newExample(&f, french, k.marks[r.language])
		e.target = r.chances(pull, teacher.Heat())
		e.weight = share
		out = append(out, e)
	}
	return out, nil
}
