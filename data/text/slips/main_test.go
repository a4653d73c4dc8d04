package main

import (
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

var summary = regexp.MustCompile(`(?m)^(fr|en), (tuned|held out): recall ([0-9.]+) %, mended ([0-9.]+) %, ([0-9.]+) false alarms`)

// TestScores holds the rules to what they are worth: nothing that is done to them
// later may cost more than a little of it.
func TestScores(t *testing.T) {
	for _, lang := range []string{"fr", "en"} {
		var out strings.Builder
		if err := measure(&out, filepath.Join("..", "testdata"), lang, true); err != nil {
			t.Fatal(err)
		}
		lines := summary.FindAllStringSubmatch(out.String(), -1)
		if len(lines) != 2 {
			t.Fatalf("%s: %s", lang, out.String())
		}
		for _, line := range lines {
			if number(t, line[3]) < 93 || number(t, line[4]) < 90 || number(t, line[5]) > 4 {
				t.Errorf("%s\n%s", line[0], out.String())
			}
		}
	}
}

func number(t *testing.T, s string) float64 {
	t.Helper()
	f, err := strconv.ParseFloat(s, 64)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func TestParse(t *testing.T) {
	all, err := parse("# what it is\n\na\tUn {mot|mots} et {a|à}.\nclean\tRien.\n")
	if err != nil || len(all) != 2 {
		t.Fatal(all, err)
	}
	if e := all[0]; e.wrong != "Un mot et a." || e.right != "Un mots et à." || len(e.marks) != 2 || e.wrong[e.marks[1].Start:e.marks[1].End] != "a" {
		t.Errorf("%+v", e)
	}
	for _, bad := range []string{"sans famille", "a\tUn {mot", "a\tUn {mot}", "a\tRien.", "clean\tUn {mot|mots}."} {
		if _, err := parse(bad); err == nil {
			t.Errorf("%q is taken", bad)
		}
	}
}

func TestCountTellsFalseAlarmsFromSlips(t *testing.T) {
	all, err := parse("a\tla {votre|vôtre} et la nôtre\na\tle {zebra|zèbre} !\n")
	if err != nil {
		t.Fatal(err)
	}
	h := half{families: map[string]*tally{}, alarms: map[string]int{}}
	if mistakes := h.count("fr", all[0]); mistakes != "" {
		t.Error(mistakes)
	}
	if mistakes := h.count("fr", all[1]); mistakes == "" {
		t.Error("a slip that was missed is no mistake")
	}
	if got := h.tally("all"); got != (tally{found: 1, mended: 1, all: 2}) || len(h.alarms) > 0 {
		t.Errorf("%+v %v", got, h.alarms)
	}
	h.count("fr", example{family: "clean", wrong: "la votre", right: "la votre"})
	if h.alarms["fr_votre"] != 1 {
		t.Errorf("%v", h.alarms)
	}
}
