package reputation_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"parvis/data/reputation"
)

// sets is where the texts to measure with are, which are no part of the house:
// PARVIS_NLP, or the folder beside it.
func sets() string {
	if folder := os.Getenv("PARVIS_NLP"); folder != "" {
		return folder
	}
	return filepath.Join("..", "..", "..", "shared", "nlp")
}

// BenchmarkRead prints what a verdict costs, as so many times what it costs to go
// through the characters of the same texts.
func BenchmarkRead(b *testing.B) {
	file, err := os.ReadFile(filepath.Join(sets(), "dev", "umsab_fr.tsv"))
	if err != nil {
		b.Fatal(err)
	}
	var texts []string
	for line := range strings.Lines(string(file)) {
		_, text, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
		texts = append(texts, text)
	}
	reader := loaded(b).NewReader()
	b.ReportAllocs()
	var walked, read time.Duration
	sum := rune(0)
	for b.Loop() {
		start := time.Now()
		for range 20 {
			for _, text := range texts {
				for _, r := range text {
					sum += r
				}
			}
		}
		walked += time.Since(start) / 20
		start = time.Now()
		for _, text := range texts {
			reader.Read(text, reputation.Comment, "")
		}
		read += time.Since(start)
	}
	if sum == 0 {
		b.Fatal("no characters")
	}
	b.ReportMetric(float64(read)/float64(walked), "×range")
}

func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		loaded(b)
	}
}
