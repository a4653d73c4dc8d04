package main

import (
	"archive/tar"
	"bufio"
	"compress/gzip"
	"fmt"
	"io"
	"math"
	"math/rand/v2"
	"os"
	"path"
	"path/filepath"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"parvis/data/reputation/linear"
)

// languages are those that are told apart, all that the sets have.
func languages() []string {
	return strings.Fields("da de en es fr hr id it nl pt sk sv sw tr vi")
}

// spoken is a text in a language, by its place in languages.
type spoken struct {
	text     string
	language int
}

// readSpoken reads the texts of both archives: sentences of reviews, and tweets,
// which count more often because there are fewer.
func readSpoken(folder string) (all []spoken, err error) {
	codes := map[string]int{}
	for i, code := range languages() {
		codes[code] = i
	}
	names := map[string]string{"english": "en", "french": "fr", "german": "de", "italian": "it", "portuguese": "pt", "spanish": "es"}
	for _, archive := range []struct {
		name  string
		times int
	}{{"m-absa_train_14langs.tar.gz", 1}, {"umsab_train_6langs.tar.gz", 3}} {
		err = eachLine(filepath.Join(folder, archive.name), func(file, line string) error {
			name := strings.TrimSuffix(path.Base(file), ".txt")
			if code := names[name]; code != "" {
				name = code
			}
			language, ok := codes[name]
			if !ok {
				return fmt.Errorf("%s: no language is called %q", archive.name, name)
			}
			for range archive.times {
				all = append(all, spoken{line, language})
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	return all, nil
}

// eachLine visits the lines of the text files in a compressed archive.
func eachLine(archive string, visit func(file, line string) error) error {
	file, err := os.Open(archive)
	if err != nil {
		return err
	}
	defer file.Close()
	unpacked, err := gzip.NewReader(file)
	if err != nil {
		return fmt.Errorf("%s: %w", archive, err)
	}
	for in := tar.NewReader(unpacked); ; {
		entry, err := in.Next()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return fmt.Errorf("%s: %w", archive, err)
		}
		lines := bufio.NewScanner(in)
		lines.Buffer(nil, 1<<20)
		for lines.Scan() {
			if err := visit(entry.Name, lines.Text()); err != nil {
				return err
			}
		}
		if err := lines.Err(); err != nil {
			return fmt.Errorf("%s: %w", archive, err)
		}
	}
}

// tongueLearner finds weights as learner does, with one outcome for each language.
type tongueLearner struct {
	weights, slopes [][linear.Lanes]float32
	speed           float32
}

// negligible is a slope that is not worth a step.
const negligible = 1e-3

// learnTongues goes through the texts so many times, each time in another order and
// every second text cut to one to six of its words, every fourth without accents:
// comments are short and written in haste.
func learnTongues(all []spoken, rounds int, seed uint64) *linear.Tongues {
	const buckets = 1 << 16
	l := &tongueLearner{make([][linear.Lanes]float32, buckets), make([][linear.Lanes]float32, buckets), 0.2}
	random := rand.New(rand.NewPCG(seed, seed))
	var s linear.Script
	for range rounds {
		for _, i := range random.Perm(len(all)) {
			text := all[i].text
			if random.IntN(2) == 0 {
				text = fragment(text, random)
			}
			if random.IntN(4) == 0 {
				text = bare(text)
			}
			s.Read(text)
			l.step(&s, all[i].language)
		}
	}
	return linear.NewTongues(languages(), l.weights)
}

// bare is a text without accents, as many write it on a telephone.
func bare(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return r
	}, norm.NFD.String(text))
}

func fragment(text string, random *rand.Rand) string {
	words := strings.Fields(text)
	if len(words) < 2 {
		return text
	}
	n := 1 + random.IntN(min(6, len(words)-1))
	from := random.IntN(len(words) - n + 1)
	return strings.Join(words[from:from+n], " ")
}

func (l *tongueLearner) step(s *linear.Script, language int) {
	slopes, share := l.chances(s), linear.Share(len(s.Grams))
	slopes[language]--
	for o := range languages() {
		if slopes[o] > -negligible && slopes[o] < negligible {
			continue
		}
		g := slopes[o] * share
		for _, gram := range s.Grams {
			at := gram >> 16
			l.slopes[at][o] += g * g
			l.weights[at][o] -= l.speed * g / (float32(math.Sqrt(float64(l.slopes[at][o]))) + 1e-3)
		}
	}
}

func (l *tongueLearner) chances(s *linear.Script) (chances [linear.Lanes]float32) {
	for _, gram := range s.Grams {
		row := &l.weights[gram>>16]
		for o := range row {
			chances[o] += row[o]
		}
	}
	return linear.Softmax(chances, len(languages()), linear.Share(len(s.Grams)))
}
