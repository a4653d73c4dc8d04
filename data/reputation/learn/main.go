// Command learn measures what a person's corrections are worth: it teaches some of
// the texts of a set, chosen by chance, and judges the others before and after.
//
//	go run ./data/reputation/learn -data ../shared/nlp
//
// For every set it prints the gain in accuracy with each of five seeds and their
// median.
package main

import (
	"bufio"
	"flag"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"parvis/assets"
	"parvis/data/reputation"
)

func main() {
	data := flag.String("data", "", "the `folder` with dev/")
	corrections := flag.Int("n", 150, "how `many` texts are taught")
	flag.Parse()
	if err := measure(*data, *corrections, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

const seeds = 5

func measure(data string, corrections int, say io.Writer) error {
	models, err := reputation.Load(assets.Models)
	if err != nil {
		return err
	}
	for _, set := range []struct {
		name    string
		channel reputation.Channel
	}{{"airline_en", reputation.Comment}, {"insurance_fr", reputation.Review}, {"sanders_en", reputation.Comment}} {
		lessons, err := read(filepath.Join(data, "dev", set.name+".tsv"), set.channel)
		if err != nil {
			return err
		}
		if len(lessons) <= corrections {
			return fmt.Errorf("learn: %s has %d texts, %d are to be taught", set.name, len(lessons), corrections)
		}
		var gains []float64
		for seed := range uint64(seeds) {
			random := rand.New(rand.NewPCG(seed, seed))
			random.Shuffle(len(lessons), func(i, j int) { lessons[i], lessons[j] = lessons[j], lessons[i] })
			taught, others := lessons[:corrections], lessons[corrections:]
			gain := accuracy(models, models.Learn(taught), others) - accuracy(models, nil, others)
			gains = append(gains, 100*gain)
		}
		slices.Sort(gains)
		fmt.Fprintf(say, "%-14s gains %+.1f, median %+.2f points of accuracy by %d corrections\n", set.name, gains, gains[seeds/2], corrections)
	}
	return nil
}

func read(path string, channel reputation.Channel) (lessons []reputation.Lesson, err error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	lines := bufio.NewScanner(file)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		label, text, ok := strings.Cut(lines.Text(), "\t")
		if !ok {
			return nil, fmt.Errorf("learn: %s: line %d has no tab", path, len(lessons)+1)
		}
		lessons = append(lessons, reputation.Lesson{Text: text, Channel: channel, Sentiment: reputation.Sentiment(label)})
	}
	return lessons, lines.Err()
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
