package main

import (
	"strings"
	"testing"

	"parvis/data/reputation"
)

func TestScorePrintsOneLineForEach(t *testing.T) {
	in := "C’est vraiment formidable, merci !\n\nIt was awful and the waiter was rude\nMañana por la mañana vendremos con toda la familia\n"
	for task, want := range map[string][]string{
		"sentiment": {"positive", "neutral", "negative", "neutral"},
		"lang":      {"fr", "", "en", "es"},
		"toxicity":  {"ok", "ok", "ok", "ok"},
		"urgency":   {"low", "low", "normal", "low"},
		"intent":    {"praise", "other", "complaint", "other"},
	} {
		var out strings.Builder
		if err := score(strings.NewReader(in), &out, task, reputation.Comment); err != nil {
			t.Fatal(err)
		}
		lines := strings.Split(strings.TrimSuffix(out.String(), "\n"), "\n")
		if len(lines) != len(want) {
			t.Fatalf("%s: %q", task, lines)
		}
		for i, line := range lines {
			label, chance, ok := strings.Cut(line, "\t")
			if !ok || chance == "" || want[i] != "" && label != want[i] {
				t.Errorf("%s, line %d: %q, want %q", task, i+1, line, want[i])
			}
		}
	}
}

func TestScoreRefusesWhatItDoesNotKnow(t *testing.T) {
	if score(strings.NewReader(""), &strings.Builder{}, "colour", reputation.Comment) == nil {
		t.Error("an unknown task is taken")
	}
	if score(strings.NewReader(""), &strings.Builder{}, "lang", "letter") == nil {
		t.Error("an unknown channel is taken")
	}
}
