// Command learn measures what a person's corrections are worth: it teaches some of
// the texts of a set, chosen by chance, and judges the others before and after.
//
//	go run ./data/reputation/learn -data ../shared/nlp
//
// For every set it prints the gain in accuracy with each of five seeds and their
// median. With -choose it does so for many paces, on sets of train/ that no model
// learnt from, and says which gains most on average.
package main

import (
	"flag"
	"fmt"
	"io"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"parvis/assets"
	"parvis/data/reputation"
	"parvis/data/reputation/labelled"
)

func main() {
	data := flag.String("data", "", "the `folder` with train/ and dev/")
	corrections := flag.Int("n", 150, "how `many` texts are taught")
	choosing := flag.Bool("choose", false, "try other paces, on train/")
	flag.Parse()
	work := measure
	if *choosing {
		work = choose
	}
	if err := work(*data, *corrections, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

const seeds = 5

// set is what lessons are taken from.
type set struct {
	file    string
	channel reputation.Channel
}

func (s set) name() string { name, _, _ := strings.Cut(filepath.Base(s.file), "."); return name }

func measure(data string, corrections int, say io.Writer) error {
	models, err := reputation.Load(assets.Models)
	if err != nil {
		return err
	}
	for _, s := range []set{{"dev/airline_en.tsv", reputation.Comment}, {"dev/insurance_fr.tsv", reputation.Review}, {"dev/sanders_en.tsv", reputation.Comment}} {
		gains, err := s.gains(models, reputation.Usual(), data, corrections)
		if err != nil {
			return err
		}
		fmt.Fprintf(say, "%-14s gains %+.1f, median %+.2f points of accuracy by %d corrections\n", s.name(), gains, gains[seeds/2], corrections)
	}
	return nil
}

// paces are those that are tried.
func paces() (all []reputation.Pace) {
	for _, rounds := range []int{20, 40} {
		for _, speed := range []float32{.1, .2, .3, .5} {
			for _, ridge := range []float32{0, .0005, .005} {
				all = append(all, reputation.Pace{Rounds: rounds, Speed: speed, Ridge: ridge})
			}
		}
	}
	return all
}

func choose(data string, corrections int, say io.Writer) error {
	models, err := reputation.Load(assets.Models)
	if err != nil {
		return err
	}
	var best reputation.Pace
	most := math.Inf(-1)
	for _, pace := range paces() {
		sum := 0.0
		fmt.Fprintf(say, "%+v", pace)
		for _, s := range []set{
			{"train/goemotions_en_dev.tsv.gz", reputation.Comment}, {"train/hutto_nyt_en.tsv.gz", reputation.Comment}, {"train/tripadvisor_fr_train.tsv.gz", reputation.Review},
		} {
			gains, err := s.gains(models, pace, data, corrections)
			if err != nil {
				return err
			}
			fmt.Fprintf(say, " %s %+.2f", s.name(), gains[seeds/2])
			sum += gains[seeds/2]
		}
		fmt.Fprintf(say, " together %+.2f\n", sum)
		if sum > most {
			best, most = pace, sum
		}
	}
	fmt.Fprintf(say, "best: %+v\n", best)
	return nil
}

// gains are those of so many corrections with each seed, in points of accuracy, the
// least first.
func (s set) gains(models *reputation.Models, pace reputation.Pace, data string, corrections int) ([]float64, error) {
	lessons, err := read(filepath.Join(data, s.file), s.channel)
	if err != nil {
		return nil, err
	}
	if len(lessons) <= corrections {
		return nil, fmt.Errorf("learn: %s has %d texts, %d are to be taught", s.file, len(lessons), corrections)
	}
	var gains []float64
	for seed := range uint64(seeds) {
		random := rand.New(rand.NewPCG(seed, seed))
		random.Shuffle(len(lessons), func(i, j int) { lessons[i], lessons[j] = lessons[j], lessons[i] })
		taught, others := lessons[:corrections], lessons[corrections:]
		gain := accuracy(models, models.LearnAt(pace, taught), others) - accuracy(models, nil, others)
		gains = append(gains, 100*gain)
	}
	slices.Sort(gains)
	return gains, nil
}

func read(path string, channel reputation.Channel) (lessons []reputation.Lesson, err error) {
	rows, err := labelled.Read(path)
	if err != nil {
		return nil, err
	}
	for _, r := range rows {
		lessons = append(lessons, reputation.Lesson{Text: r.Text, Channel: channel, Sentiment: reputation.Sentiment(r.Label)})
	}
	return lessons, nil
}

func accuracy(models *reputation.Models, brand *reputation.Learned, texts []reputation.Lesson) float64 {
	r := models.NewReader()
	r.For(brand)
	right := 0
	for _, t := range texts {
		if r.Read(t.Text, t.Channel, t.Thread).Sentiment == t.Sentiment {
			right++
		}
	}
	return float64(right) / float64(len(texts))
}
