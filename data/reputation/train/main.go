// Command train makes the models that Parvis understands texts with, from sets of
// texts that stay outside, and measures them:
//
//	go run ./data/reputation/train -data ../shared/nlp -out assets/models
//
// The same sets give the same bytes on amd64. It prints the sums of what it read
// and wrote, the scores on dev/ with their intervals of 95 %, and writes a card for
// each model. It ends with status 1 when a score is below its floor.
package main

import (
	"crypto/sha256"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"parvis/assets"
	"parvis/data/reputation"
	"parvis/data/reputation/labelled"
	"parvis/data/reputation/linear"
)

func main() {
	data := flag.String("data", "", "the `folder` with train/, dev/, lexicons/, parallel/ and langid/")
	out := flag.String("out", "", "the `folder` that the models are written to")
	choosing := flag.String("choose", "", "print what other layers and numbers would give for the `model` of this name, or for all, by cross-validation in train/, and make nothing")
	judge := flag.String("judge", "train", "with -choose: judge by train/, or by `dev` where the recipe says what is wanted there")
	flag.Parse()
	work := func() error { return train(*data, *out, os.Stdout) }
	if *choosing != "" {
		work = func() error { return choose(*data, *choosing, *judge, os.Stdout) }
	}
	if err := work(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// errFloor says that a model is worse than it must be; it is written all the same.
var errFloor = errors.New("train: a score is below its floor")

func train(data, out string, say io.Writer) error {
	if err := sums(data, say); err != nil {
		return err
	}
	words, err := reputation.Load(assets.Models)
	if err != nil {
		return err
	}
	k := &kitchen{data: data, marks: map[string]*linear.Marks{}, heads: map[string]*linear.Head{}, words: words}
	w := &shelf{folder: out, say: say}
	if err := k.tongues(w); err != nil {
		return err
	}
	if err := k.readMarks(); err != nil {
		return err
	}
	for _, language := range []string{"en", "fr"} {
		if err := w.put("marks."+language, k.marks[language].Bytes(), marksCard(language)); err != nil {
			return err
		}
	}
	for _, r := range recipes() {
		if err := k.make(r, w); err != nil {
			return err
		}
	}
	if w.below {
		return errFloor
	}
	return nil
}

// everything is the name by which -choose goes through all models.
const everything = "all"

// choose looks for the numbers of one recipe or of all, judged by train/ or by dev/;
// those that teach others are made before them, with the numbers found.
func choose(data, name, judge string, say io.Writer) error {
	if judge != "train" && judge != "dev" {
		return fmt.Errorf("train: nothing can be judged by %q", judge)
	}
	words, err := reputation.Load(assets.Models)
	if err != nil {
		return err
	}
	k := &kitchen{data: data, marks: map[string]*linear.Marks{}, heads: map[string]*linear.Head{}, words: words}
	if err := k.readMarks(); err != nil {
		return err
	}
	found := false
	for _, r := range recipes() {
		if name == everything || name == r.name {
			found = true
			if judge == "dev" {
				r = r.byDev()
			}
			if r, err = k.choose(r, say); err != nil {
				return err
			}
		}
		if r.language == "en" && (name == everything || r.name == english(name)) {
			if k.heads[r.name], err = k.cook(r); err != nil {
				return err
			}
		}
	}
	if !found {
		return fmt.Errorf("train: there is no model %q", name)
	}
	return nil
}

// readMarks reads the lists of both languages.
func (k *kitchen) readMarks() (err error) {
	for _, language := range []string{"en", "fr"} {
		if k.marks[language], err = readMarks(filepath.Join(k.data, "lexicons"), language); err != nil {
			return err
		}
	}
	return k.readNames()
}

// sums prints what is read.
func sums(data string, say io.Writer) error {
	for _, pattern := range []string{"train/*.gz", "parallel/*.gz", "langid/*.gz", "lexicons/*"} {
		files, err := filepath.Glob(filepath.Join(data, pattern))
		if err != nil || len(files) == 0 {
			return fmt.Errorf("train: there is no %s in %q", pattern, data)
		}
		for _, name := range files {
			file, err := os.ReadFile(name)
			if err != nil {
				return err
			}
			fmt.Fprintf(say, "%x  %s\n", sha256.Sum256(file), filepath.Base(name))
		}
	}
	return nil
}

// make makes a head of a recipe, measures it and puts it on the shelf.
func (k *kitchen) make(r recipe, w *shelf) error {
	head, err := k.cook(r)
	if err != nil {
		return err
	}
	k.heads[r.name] = head
	var lines []string
	for _, t := range r.tried {
		a, err := k.try(head, r, t.set)
		if err != nil {
			return err
		}
		line := w.judge(t, a) + a.details()
		if r.labels == toxic() {
			line += a.calls()
		}
		lines = append(lines, line)
	}
	return w.put(r.name, head.Bytes(), r.card(head, lines))
}

// try gives what a head says of a set of dev/.
func (k *kitchen) try(head *linear.Head, r recipe, set string) (*answers, error) {
	rows, err := labelled.Read(filepath.Join(k.data, "dev", set+".tsv"))
	if err != nil {
		return nil, err
	}
	a, f := &answers{certain: head.Certain()}, &linear.Features{}
	for _, row := range rows {
		f.Read(row.Text)
		opinion, marks := k.marks[r.language].Read(f, nil)
		pull, _ := head.Weigh(f, opinion, marks, nil)
		chances := r.chances(pull, head.Heat())
		best := slices.Index(chances[:], slices.Max(chances[:]))
		o := r.outcome(row.Label)
		if o < 0 {
			return nil, fmt.Errorf("train: %s has the label %q, which %s does not know", set, row.Label, r.name)
		}
		a.add(r.labels[o], r.labels[best], chances[best])
		if r.labels == toxic() {
			a.flagged = append(a.flagged, k.words.Insults(row.Text, r.language))
			a.silent = append(a.silent, k.words.Silent(row.Text, r.language))
		}
	}
	return a, nil
}

// tongueRounds is how often the texts of all languages are gone through.
const tongueRounds = 16

func (k *kitchen) tongues(w *shelf) error {
	if err := mayShip("langid"); err != nil {
		return err
	}
	all, err := readSpoken(filepath.Join(k.data, "langid"))
	if err != nil {
		return err
	}
	tongues := learnTongues(all, tongueRounds, 1)
	var lines []string
	var s linear.Script
	for _, t := range []trial{{"langid_tweets", "accuracy", .985}, {"langid_sentences", "accuracy", .994}, {"langid_word_pairs", "accuracy", 0}, {"langid_single_words", "accuracy", 0}} {
		rows, err := labelled.Read(filepath.Join(k.data, "dev", t.set+".tsv"))
		if err != nil {
			return err
		}
		a := &answers{}
		for _, r := range rows {
			s.Read(r.Text)
			chances := tongues.Tell(&s)
			best := linear.Best(&chances)
			a.add(r.Label, tongues.Codes()[best], chances[best])
		}
		lines = append(lines, w.judge(t, a))
	}
	return w.put("language", tongues.Bytes(), tonguesCard(lines))
}

// shelf is where models are put.
type shelf struct {
	folder string
	say    io.Writer
	below  bool
}

// judge prints how a trial went.
func (w *shelf) judge(t trial, a *answers) string {
	line := t.line(a)
	w.below = w.below || t.floor > 0 && a.whole().by(t.by) < t.floor
	fmt.Fprintln(w.say, line)
	return line
}

// put writes a model and its card.
func (w *shelf) put(name string, model []byte, card string) error {
	sum := fmt.Sprintf("%x", sha256.Sum256(model))
	fmt.Fprintf(w.say, "%s  %s.bin, %d bytes\n", sum, name, len(model))
	if err := os.WriteFile(filepath.Join(w.folder, name+".bin"), model, 0o644); err != nil {
		return err
	}
	card = fmt.Sprintf("# %s\n\n%s\n\n%d bytes, SHA-256 %s.\n", name, strings.TrimSpace(card), len(model), sum)
	return os.WriteFile(filepath.Join(w.folder, name+".md"), []byte(card), 0o644)
}
