package reputation_test

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"parvis/data/reputation"
)

func said(times int, writer, text string) (all []reputation.Said) {
	for range times {
		all = append(all, reputation.Said{Text: text, Writer: writer})
	}
	return all
}

func TestExplainNamesWordsAndWriters(t *testing.T) {
	before := slices.Concat(said(30, "léa", "Le pain est bon"), said(20, "", "Le site est beau"), said(1, "", "Allergie ?"))
	during := slices.Concat(
		said(6, "marc", "Allergène oublié dans le pain ! #RappelProduit"),
		said(3, "anne", "allergène, allergène : le rappel est où ?"),
		said(3, "léa", "Le pain est bon"), said(2, "", "le site est beau"))
	var s reputation.Spike
	s.Explain(slices.Values(during), slices.Values(before))
	var words []string
	for _, w := range s.Words {
		words = append(words, fmt.Sprintf("%s %d", w.Word, w.Texts))
	}
	if len(words) == 0 || words[0] != "allergène 9" || !slices.Contains(words, "rappelproduit 6") && !slices.Contains(words, "#rappelproduit 6") {
		t.Errorf("words %q", words)
	}
	for _, usual := range []string{"le 14", "pain 9", "est 8"} {
		if slices.Contains(words, usual) {
			t.Errorf("%q stood there before: %q", usual, words)
		}
	}
	want := []reputation.SpikeWriter{{Name: "marc", Texts: 6}, {Name: "anne", Texts: 3}, {Name: "léa", Texts: 3}}
	if !slices.Equal(s.Writers, want) || s.Voices != 3 {
		t.Errorf("%d voices, %+v", s.Voices, s.Writers)
	}
}

// Worked by hand: four texts of the spike have "rappel", of 8 words in all, and one of
// 92 before. The prior is that of 100 words: a = 100·5/100 = 5 of a₀ = 100, so that
// δ = ln(9/99) − ln(6/186) = 1.036 and z = 1.036/√(1/9 + 1/6) = 1.966.
func TestWordsByLogOdds(t *testing.T) {
	var s reputation.Spike
	s.Explain(slices.Values(slices.Concat(said(4, "", "rappel"), said(4, "", "pain"))),
		slices.Values(slices.Concat(said(1, "", "rappel"), said(91, "", "pain"))))
	delta := math.Log(9./99) - math.Log(6./186)
	want := delta / math.Sqrt(1./9+1./6)
	if len(s.Words) != 1 || s.Words[0].Word != "rappel" || math.Abs(s.Words[0].Z-want) > 1e-9 {
		t.Errorf("%+v, want rappel with %v", s.Words, want)
	}
}

func TestExplainOfNothing(t *testing.T) {
	var s reputation.Spike
	none := slices.Values([]reputation.Said(nil))
	s.Explain(none, none)
	s.Explain(slices.Values(said(9, "", "pain")), none)
	s.Explain(slices.Values(said(9, "", "\xff\xfe 🙃 https://lenoir.example @lea")), none)
	if len(s.Words) > 0 || s.Voices != 0 || len(s.Writers) > 0 {
		t.Errorf("%+v", s)
	}
}
