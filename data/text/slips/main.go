// Command slips measures the rules of data/text for typography and grammar on
// posts with marked slips:
//
//	go run ./data/text/slips
//
// It prints for every language and family how many slips were found, how many of
// their lines were mended word for word, and how many there are; then the false
// alarms per 1,000 words of texts without slips, by rule. Rules are tuned on one
// half of the texts; the other half is held out. With -show it prints what was
// missed and what was wrongly found in the half that rules are tuned on.
package main

import (
	"flag"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"parvis/data/text"
)

func main() {
	folder := flag.String("texts", filepath.Join("data", "text", "testdata"), "the `folder` with slips.fr.tsv and slips.en.tsv")
	show := flag.Bool("show", false, "print the mistakes in the half that rules are tuned on")
	flag.Parse()
	for _, lang := range []string{"fr", "en"} {
		if err := measure(os.Stdout, *folder, lang, *show); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
	}
}

// example is one line of a file.
type example struct {
	family       string
	wrong, right string
	marks        []text.Span // where the slips are in wrong
}

// half is what was counted in one half of the examples.
type half struct {
	name     string
	families map[string]*tally
	words    int            // of the texts as they should be
	alarms   map[string]int // slips found in them, by rule
}

type tally struct{ found, mended, all int }

// measure prints the scores of a language.
func measure(out io.Writer, folder, lang string, show bool) error {
	content, err := os.ReadFile(filepath.Join(folder, "slips."+lang+".tsv"))
	if err != nil {
		return err
	}
	examples, err := parse(string(content))
	if err != nil {
		return fmt.Errorf("slips: %s: %w", lang, err)
	}
	halves := [2]half{{name: "tuned"}, {name: "held out"}}
	for i := range halves {
		halves[i].families, halves[i].alarms = map[string]*tally{}, map[string]int{}
	}
	for i, e := range examples {
		mistakes := halves[i%2].count(lang, e)
		if show && i%2 == 0 && mistakes != "" {
			fmt.Fprintln(out, mistakes)
		}
	}
	write(out, lang, halves)
	return nil
}

// parse reads "family<TAB>text with {wrong|right}" lines; those that begin with #
// say what the file is.
func parse(content string) (all []example, err error) {
	for line := range strings.Lines(content) {
		line = strings.TrimSuffix(line, "\n")
		if line == "" || line[0] == '#' {
			continue
		}
		family, marked, ok := strings.Cut(line, "\t")
		if !ok {
			return nil, fmt.Errorf("%q has no family", line)
		}
		e := example{family: family}
		for {
			before, rest, more := strings.Cut(marked, "{")
			e.wrong, e.right = e.wrong+before, e.right+before
			if !more {
				break
			}
			pair, after, closed := strings.Cut(rest, "}")
			wrong, right, two := strings.Cut(pair, "|")
			if !closed || !two {
				return nil, fmt.Errorf("%q has braces that do not close", line)
			}
			e.marks = append(e.marks, text.Span{Start: len(e.wrong), End: len(e.wrong) + len(wrong)})
			e.wrong, e.right, marked = e.wrong+wrong, e.right+right, after
		}
		if (family == "clean") != (len(e.marks) == 0) {
			return nil, fmt.Errorf("%q: clean texts have no slips, others have one", line)
		}
		all = append(all, e)
	}
	return all, nil
}

// check finds the slips of a text that a reader would see.
func check(lang, s string) []text.Slip {
	unseen := map[string]bool{}
	for _, r := range text.Rules() {
		unseen[r.ID] = r.Invisible
	}
	slips := append(text.Grammar(lang, s, nil), text.Typography(lang, s)...)
	return slices.DeleteFunc(slips, func(s text.Slip) bool { return unseen[s.Rule] })
}

// count counts one example, and says what went wrong with it.
func (h *half) count(lang string, e example) (mistakes string) {
	slips := check(lang, e.wrong)
	if h.families[e.family] == nil {
		h.families[e.family] = &tally{}
	}
	t := h.families[e.family]
	mended := text.Mend(e.wrong, slips)
	for _, mark := range e.marks {
		t.all++
		if slices.ContainsFunc(slips, func(s text.Slip) bool { return s.Start < mark.End && mark.Start < s.End }) {
			t.found++
		}
		if mended == e.right {
			t.mended++
		}
	}
	if mended != e.right {
		mistakes = fmt.Sprintf("%s: %s\n\t%s", e.family, e.wrong, mended)
	}
	h.words += len(strings.Fields(e.right))
	for _, alarm := range check(lang, e.right) {
		h.alarms[alarm.Rule]++
		mistakes += fmt.Sprintf("\nfalse alarm %s: %q in %s", alarm.Rule, e.right[alarm.Start:alarm.End], e.right)
	}
	return mistakes
}

func write(out io.Writer, lang string, halves [2]half) {
	fmt.Fprintf(out, "%-14s", lang)
	for _, h := range halves {
		fmt.Fprintf(out, "  %9s: found mended  of", h.name)
	}
	fmt.Fprintln(out)
	names := slices.Sorted(maps.Keys(halves[0].families))
	for name := range halves[1].families {
		if !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	for _, name := range append(names, "all") {
		if name == "clean" {
			continue
		}
		fmt.Fprintf(out, "%-14s", name)
		for _, h := range halves {
			t := h.tally(name)
			fmt.Fprintf(out, "  %16d %6d %3d", t.found, t.mended, t.all)
		}
		fmt.Fprintln(out)
	}
	for _, h := range halves {
		t, alarms := h.tally("all"), 0
		for _, n := range h.alarms {
			alarms += n
		}
		fmt.Fprintf(out, "%s, %s: recall %.1f %%, mended %.1f %%, %.2f false alarms per 1,000 words (%d in %d words) %v\n",
			lang, h.name, 100*float64(t.found)/float64(max(1, t.all)), 100*float64(t.mended)/float64(max(1, t.all)),
			1000*float64(alarms)/float64(max(1, h.words)), alarms, h.words, h.alarms)
	}
	fmt.Fprintln(out)
}

// tally is what was counted of a family, or of all.
func (h half) tally(name string) tally {
	if t := h.families[name]; t != nil {
		return *t
	}
	var sum tally
	if name == "all" {
		for _, t := range h.families {
			sum.found, sum.mended, sum.all = sum.found+t.found, sum.mended+t.mended, sum.all+t.all
		}
	}
	return sum
}
