package main

import (
	"bufio"
	"bytes"
	"encoding/xml"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"parvis/data/reputation/linear"
	"parvis/data/text"
)

// readMarks joins the lists of a language into marks: a word's mark is the sum of
// what the lists say, so that one on which they agree is stronger.
func readMarks(folder, language string) (*linear.Marks, error) {
	lists := []func(string) ([]marked, error){vaderEmoji, vaderEnglish, pattern("en")}
	if language == "fr" {
		lists = []func(string) ([]marked, error){vaderEmoji, vaderFrench, pattern("fr"), projected}
	}
	sums := map[string]float32{}
	var pieces text.Pieces
	for _, read := range lists {
		list, err := read(folder)
		if err != nil {
			return nil, err
		}
		seen := map[string]bool{}
		for _, m := range list {
			pieces.Read(m.word)
			if len(pieces.List) != 1 {
				continue
			}
			if s := string(pieces.Spelling(pieces.List[0])); !seen[s] {
				seen[s] = true
				sums[s] += m.mark * strength
			}
		}
	}
	return linear.NewMarks(sums), nil
}

// strength makes the sum of several lists fit between -1 and 1.
const strength = 0.5

// marked is a word with its mark, about -1 to 1.
type marked struct {
	word string
	mark float32
}

// list reads a lexicon of one word a line: the word, sep, and the mark in a
// column counted from 1, divided by most.
func list(path, sep string, column int, most float32) (out []marked, err error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	lines := bufio.NewScanner(bytes.NewReader(text))
	for lines.Scan() {
		fields := strings.Split(lines.Text(), sep)
		if len(fields) <= column {
			continue
		}
		mark, err := strconv.ParseFloat(strings.TrimSpace(fields[column]), 32)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", path, err)
		}
		out = append(out, marked{fields[0], float32(mark) / most})
	}
	return out, lines.Err()
}

func vaderEnglish(folder string) ([]marked, error) {
	return list(filepath.Join(folder, "vader_lexicon.txt"), "\t", 1, 4)
}

func vaderFrench(folder string) ([]marked, error) {
	return list(filepath.Join(folder, "vader_fr_lexicon.txt"), "->", 1, 4)
}

// projected is how much more an English model, carried over by aligned sentences,
// holds a French word for positive than for negative.
func projected(folder string) ([]marked, error) {
	path := filepath.Join(folder, "fr_projected_from_en.tsv")
	bad, err := list(path, "\t", 1, 8)
	if err != nil {
		return nil, err
	}
	good, err := list(path, "\t", 3, 8)
	if err != nil {
		return nil, err
	}
	for i := range good {
		good[i].mark -= bad[i].mark
	}
	return good, nil
}

// vaderEmoji marks a picture by the words of its description.
func vaderEmoji(folder string) ([]marked, error) {
	words, err := vaderEnglish(folder)
	if err != nil {
		return nil, err
	}
	marks := map[string]float32{}
	for _, m := range words {
		marks[m.word] = m.mark
	}
	file, err := os.ReadFile(filepath.Join(folder, "vader_emoji.txt"))
	if err != nil {
		return nil, err
	}
	var out []marked
	for line := range strings.Lines(string(file)) {
		picture, description, _ := strings.Cut(strings.TrimSpace(line), "\t")
		sum := float32(0)
		for _, w := range strings.Fields(description) {
			sum += marks[w]
		}
		if sum != 0 {
			out = append(out, marked{picture, max(-1, min(1, sum))})
		}
	}
	return out, nil
}

// pattern reads the lexicon of the Pattern library, a word's senses averaged.
func pattern(language string) func(string) ([]marked, error) {
	return func(folder string) ([]marked, error) {
		file, err := os.ReadFile(filepath.Join(folder, language+"-sentiment.xml"))
		if err != nil {
			return nil, err
		}
		var doc struct {
			Words []struct {
				Form     string  `xml:"form,attr"`
				Polarity float32 `xml:"polarity,attr"`
			} `xml:"word"`
		}
		if err := xml.Unmarshal(file, &doc); err != nil {
			return nil, fmt.Errorf("%s-sentiment.xml: %w", language, err)
		}
		var out []marked
		for i := 0; i < len(doc.Words); {
			first, sum := i, float32(0)
			for ; i < len(doc.Words) && doc.Words[i].Form == doc.Words[first].Form; i++ {
				sum += doc.Words[i].Polarity
			}
			out = append(out, marked{doc.Words[first].Form, sum / float32(i-first)})
		}
		return out, nil
	}
}
