package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestLearnPrintsTheGainOfEachSet(t *testing.T) {
	folder := t.TempDir()
	if err := os.Mkdir(filepath.Join(folder, "dev"), 0o755); err != nil {
		t.Fatal(err)
	}
	// The words are in no language; for reviews they mean the contrary, for there
	// the models happen to guess them right.
	for set, labels := range map[string][2]string{
		"airline_en": {"negative", "positive"}, "insurance_fr": {"positive", "negative"}, "sanders_en": {"negative", "positive"},
	} {
		var rows strings.Builder
		for i := range 40 {
			fmt.Fprintf(&rows, "%s\tle colis numéro %s est arrivé\n", labels[i%2], []string{"grzk", "wlpt"}[i%2])
		}
		if err := os.WriteFile(filepath.Join(folder, "dev", set+".tsv"), []byte(rows.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	var out strings.Builder
	if err := measure(folder, 20, &out); err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(out.String()) {
		var median float64
		_, rest, _ := strings.Cut(line, "median ")
		if _, err := fmt.Sscanf(rest, "%f points", &median); err != nil || median < 30 {
			t.Errorf("%q: %v", line, err)
		}
	}
	if n := strings.Count(out.String(), "\n"); n != 3 {
		t.Errorf("%d sets", n)
	}
	if err := measure(folder, 40, &out); err == nil {
		t.Error("all texts are taught and none is left to judge")
	}
}
