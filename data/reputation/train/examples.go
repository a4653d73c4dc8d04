package main

import (
	"bufio"
	"compress/gzip"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"parvis/data/reputation/linear"
)

// row is one line of a set: what people said that the text is, and the text.
type row struct{ label, text string }

// readSet reads "label<TAB>text" lines from a plain or a compressed file.
func readSet(path string) (rows []row, err error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	var in io.Reader = file
	if filepath.Ext(path) == ".gz" {
		if in, err = gzip.NewReader(file); err != nil {
			return nil, fmt.Errorf("%s: %w", path, err)
		}
	}
	lines := bufio.NewScanner(in)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		label, text, ok := strings.Cut(lines.Text(), "\t")
		if !ok {
			return nil, fmt.Errorf("%s: line %d has no tab", path, len(rows)+1)
		}
		rows = append(rows, row{label, unescaped(text)})
	}
	return rows, lines.Err()
}

// example is a text as a learner sees it: its features, and how likely each
// outcome is held to be. The outcomes are low, between and high.
type example struct {
	words, grams []uint32
	signs        [3]float32
	target       [3]float32
	weight       float32
	set          string
	fold         int
}

// feelings are the labels of sentiment in the order of outcomes.
func feelings() []string { return []string{"negative", "neutral", "positive"} }

// examples are the rows whose label a recipe knows. share is what one counts.
func examples(rows []row, recipe recipe, marks *linear.Marks, share float32) []example {
	var f linear.Features
	out := make([]example, 0, len(rows))
	for _, r := range rows {
		o := recipe.outcome(r.label)
		if o < 0 {
			continue
		}
		e := newExample(&f, r.text, marks)
		e.target[o], e.weight = 1, share
		out = append(out, e)
	}
	return out
}

func newExample(f *linear.Features, text string, marks *linear.Marks) example {
	f.Read(text)
	opinion, _ := marks.Read(f, nil)
	return example{words: slices.Clone(f.Words), grams: slices.Clone(f.Grams), signs: opinion.Signs()}
}

// unescaped turns the "\\u2019" of one of the sets into what it stands for.
func unescaped(text string) string {
	if !strings.Contains(text, `\u`) {
		return text
	}
	if whole, err := strconv.Unquote(`"` + strings.ReplaceAll(text, `"`, `\"`) + `"`); err == nil {
		return whole
	}
	return text
}
