package main

import (
	"bytes"
	"embed"
	"fmt"
	"path/filepath"

	"parvis/data/reputation/linear"
)

// own holds messages as a brand receives them, written for Parvis: sentiment,
// urgency, intent, toxicity and text, one a line.
//
//go:embed own/*.tsv
var own embed.FS

// recipe says how a head of sentiment is made.
type recipe struct {
	language, channel string
	bits              uint
	ridge             float32
	rounds            int
	parts             []part
	tried             []trial
	weak              string // what the head is bad at, for its card
}

// part is a set to learn from and what one of its rows counts.
type part struct {
	set   string
	share float32
}

// trial is a set of dev/ that a head is measured on, and the floor that it must
// reach by one of the measures; 0 where none was set.
type trial struct {
	set, by string
	floor   float64
}

func (r recipe) name() string { return "sentiment." + r.language + "." + r.channel }

// Sets that are no file of train/.
const (
	written  = "written for Parvis"
	parallel = "parallel"
)

// recipes are in the order of making: one for French learns from what an English
// head says of the English half of the parallel sentences. A neutral comment says
// no opinion, a neutral review a mixed one; so each channel has a head of its own.
func recipes() []recipe {
	return []recipe{
		{
			language: "en", channel: "comment", bits: 19, ridge: 3e-4, rounds: 4,
			parts: []part{
				{"umsab_en_train", 1},
				{"umsab_en_val", 1},
				{"semeval_en_train", 1},
				{"mabsa_en_train", .05},
				{"mabsa_en_dev", .05},
				{"hutto_amazon_en", .1},
				{written, 1},
			},
			tried: []trial{
				{"tweeteval_en", "recall", .645},
				{"umsab_en", "F1", .66},
				{"airline_en", "F1", .61},
				{"cm_sentiment_en", "F1", .70},
				{"sanders_en", "F1", 0},
				{"goemotions_en", "F1", 0},
				{"hutto_tweets_en", "F1", 0},
			},
			weak: "irony, and brand news that praise nobody but use warm words (sanders_en)",
		},
		{
			language: "en", channel: "review", bits: 18, ridge: 1e-3, rounds: 6,
			parts: []part{
				{"hutto_movie_en", 1}, {"hutto_amazon_en", 1}, {"mabsa_en_train", .5}, {"mabsa_en_dev", .5}, {written, .5},
			},
			tried: []trial{{"mabsa_en", "accuracy", 0}},
			weak:  "mixed reviews: too few are known to be neutral",
		},
		{
			language: "fr", channel: "comment", bits: 18, ridge: 3e-4, rounds: 6,
			parts: []part{
				{"umsab_fr_train", 1},
				{"umsab_fr_val", 1},
				{"allocine_fr_train2k", .2},
				{"mabsa_fr_train", .2},
				{"par_fr_pseudo", .4},
				{"umsab_en_train", .2},
				{"semeval_en_train", .1},
				{written, 2},
			},
			tried: []trial{{"umsab_fr", "F1", .575}, {"cm_sentiment_fr", "F1", .70}},
			weak:  "irony; news about a subject that is sad in itself; the French tweets to learn from are 2,000 only",
		},
		{
			language: "fr", channel: "review", bits: 18, ridge: 2e-3, rounds: 6,
			parts: []part{
				{"allocine_fr_train2k", 1},
				{"mabsa_fr_train", .3},
				{"mabsa_fr_dev", .3},
				{"hutto_movie_en", .2},
				{"hutto_amazon_en", .2},
				{parallel, .3},
				{written, .5},
				{"xed_fr", .05},
			},
			tried: []trial{
				{"allocine_fr", "accuracy", .85},
				{"clsbooks_fr", "accuracy", .79},
				{"tvseries_fr", "accuracy", .86},
				{"tripadvisor_fr", "F1", .54},
				{"keytrade_fr", "accuracy", .80},
				{"ynov_fr", "accuracy", .93},
				{"insurance_fr", "F1", 0},
			},
			weak: "three stars: nothing to learn from was rated so, and mixed reviews are taken for good or bad",
		},
	}
}

// kitchen is what heads are made from and with.
type kitchen struct {
	data  string // the folder of sets
	marks map[string]*linear.Marks
	heads map[string]*linear.Head // by name, those that are made
}

// cook makes a head: it learns from the parts of a recipe.
func (k *kitchen) cook(r recipe) (*linear.Head, error) {
	var all []example
	for _, p := range r.parts {
		if err := mayShip(p.set); err != nil {
			return nil, err
		}
		more, err := k.part(r, p)
		if err != nil {
			return nil, err
		}
		all = append(all, more...)
	}
	balance(all)
	l := &learner{bits: r.bits, speed: 0.05, ridge: r.ridge, rounds: r.rounds, starts: 4}
	l.learn(all)
	return l.head(), nil
}

func (k *kitchen) part(r recipe, p part) ([]example, error) {
	switch p.set {
	case parallel:
		return k.taught(r, p.share)
	case written:
		rows, err := writtenRows(r.language)
		return examples(rows, feelings(), k.marks[r.language], p.share), err
	}
	rows, err := readSet(filepath.Join(k.data, "train", p.set+".tsv.gz"))
	return examples(rows, feelings(), k.marks[r.language], p.share), err
}

// writtenRows are our own messages with their sentiment.
func writtenRows(language string) (rows []row, err error) {
	name := "own/messages." + language + ".tsv"
	file, err := own.ReadFile(name)
	if err != nil {
		return nil, err
	}
	for line := range bytes.Lines(file) {
		fields := bytes.Split(bytes.TrimSuffix(line, []byte("\n")), []byte("\t"))
		if len(fields) != 5 {
			return nil, fmt.Errorf("%s: %d fields in %q", name, len(fields), line)
		}
		rows = append(rows, row{string(fields[0]), string(fields[4])})
	}
	return rows, nil
}

// taught are French sentences with what the English head for comments says of the
// English ones: words that no French set has become known this way.
func (k *kitchen) taught(r recipe, share float32) ([]example, error) {
	teacher := k.heads["sentiment.en.comment"]
	pairs, err := readSet(filepath.Join(k.data, "parallel", "en_fr_22k.tsv.gz"))
	if err != nil {
		return nil, err
	}
	var f linear.Features
	out := make([]example, 0, len(pairs))
	for _, pair := range pairs {
		english, french := pair.label, pair.text
		f.Read(english)
		opinion, marks := k.marks["en"].Read(&f, nil)
		pull, _ := teacher.Weigh(&f, opinion, marks, nil)
		e := newExample(&f, french, k.marks[r.language])
		e.target[0], e.target[1], e.target[2] = teacher.Chances(pull)
		e.weight = share
		out = append(out, e)
	}
	return out, nil
}
