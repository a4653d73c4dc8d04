package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"parvis/assets"
	"parvis/data/spell"
)

// TestScores holds the half of the texts that nothing was tuned on to what was
// reached, less a little.
func TestScores(t *testing.T) {
	french, err := spell.Load(assets.Dictionaries, "fr")
	if err != nil {
		t.Fatal(err)
	}
	english, err := spell.Load(assets.Dictionaries, "en")
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range []*spell.Speller{french.Beside(english), english.Beside(french)} {
		file, err := os.Open(filepath.Join("..", "testdata", s.Language()+".tsv"))
		if err != nil {
			t.Fatal(err)
		}
		defer file.Close()
		halves, err := measure(file, s)
		if err != nil {
			t.Fatal(err)
		}
		held := halves[1]
		if held.errors < 80 || held.words < 700 {
			t.Errorf("%s: too little to judge by: %s", s.Language(), held)
		}
		if percent(held.found, held.errors) < 93 || percent(held.first, held.errors) < 82 || percent(held.five, held.errors) < 92 ||
			percent(held.alarms, held.words) > 0.5 {
			t.Errorf("%s: %s", s.Language(), held)
		}
	}
}

func TestParse(t *testing.T) {
	l, err := parse("typo\tLe [pzin|pain] est [bno|bon].")
	if err != nil || l.text != "Le pzin est bno." || len(l.marks) != 2 {
		t.Fatal(l, err)
	}
	if m := l.marks[1]; l.text[m.Start:m.End] != "bno" || m.meant != "bon" {
		t.Errorf("%+v", m)
	}
	for _, bad := range []string{"no tab", "typo\tLe [pzin", "typo\tLe [pzin] bon"} {
		if _, err := parse(bad); err == nil {
			t.Errorf("%q was taken", bad)
		}
	}
}

func TestTally(t *testing.T) {
	french, err := spell.Load(assets.Dictionaries, "fr")
	if err != nil {
		t.Fatal(err)
	}
	var sum tally
	for _, text := range []string{"typo\tUn bon [acceuil|accueil] et un bno pain.", "clean\tUn [pain|pin] de mie."} {
		l, err := parse(text)
		if err != nil {
			t.Fatal(err)
		}
		sum.judge(l, french)
	}
	if sum.errors != 2 || sum.found != 1 || sum.first != 1 || sum.five != 1 || sum.alarms != 1 || sum.words != 9 {
		t.Errorf("%+v", sum)
	}
	if got := sum.String(); !strings.Contains(got, "1 of 2 errors found (50.0 %)") || !strings.Contains(got, "111.1 in 1,000") {
		t.Error(got)
	}
}

func TestScorePrints(t *testing.T) {
	var out strings.Builder
	if err := score(&out, filepath.Join("..", "testdata"), false); err != nil {
		t.Fatal(err)
	}
	if got := strings.Count(out.String(), "\n"); got != 4 {
		t.Errorf("%d lines: %s", got, out.String())
	}
	if err := score(&out, t.TempDir(), false); err == nil {
		t.Error("texts that are not there were measured")
	}
}
