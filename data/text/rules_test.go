package text_test

import (
	"encoding/json"
	"net/url"
	"os"
	"strings"
	"testing"

	"parvis/data/text"
)

// TestEveryRuleSaysWhyAndWhere: each rule has a source and a sentence in both
// languages, and each sentence a rule.
func TestEveryRuleSaysWhyAndWhere(t *testing.T) {
	for _, lang := range []string{"fr", "en"} {
		content, err := os.ReadFile("../../assets/words/slips." + lang + ".json")
		if err != nil {
			t.Fatal(err)
		}
		words := map[string]string{}
		if err := json.Unmarshal(content, &words); err != nil {
			t.Fatal(err)
		}
		seen := map[string]bool{}
		for _, r := range text.Rules() {
			if r.Source == "" || words[r.Why()] == "" || seen[r.ID] {
				t.Errorf("%s: %s has no source or no words, or is there twice", lang, r.ID)
			}
			if at, err := url.Parse(r.Read); r.Read != "" && (err != nil || at.Host == "") {
				t.Errorf("%s was read at %q", r.ID, r.Read)
			}
			seen[r.ID] = true
			delete(words, r.Why())
		}
		for _, advice := range []string{"write", "remove", "close", "fixed", "space"} {
			if key := "slips.mend." + advice; words[key] == "" {
				t.Errorf("%s: there is no %s", lang, key)
			} else {
				delete(words, key)
			}
		}
		if len(words) > 0 {
			t.Errorf("%s: nothing says %v", lang, words)
		}
	}
}

// TestEveryRuleIsBroken: a rule that no text breaks might as well be dead.
func TestEveryRuleIsBroken(t *testing.T) {
	broken := map[string]bool{}
	look := func(lang, s string) {
		for _, slip := range append(text.Typography(lang, s), text.Grammar(lang, s, nil)...) {
			broken[slip.Rule] = true
		}
	}
	for _, lang := range []string{"fr", "en"} {
		wrong, _ := posts(t, lang)
		look(lang, strings.Join(wrong, "\n"))
	}
	for _, s := range []string{
		"d' ici ( là ),, aussi", "mes il pleut, ils sont la.", "à le marché, prêt de chez vous", "en terme de goût, de part sa taille",
		"vous êtes sensés pallier à la pluie, une pose café, car en effet", "12000 €, 2.50 €", "à l'attention : un stage à l'attention des petits",
	} {
		look("fr", s)
	}
	for _, s := range []string{"yes -- no, etc... ( so )", "a brake: coffee brake, bare with us, piece of mind"} {
		look("en", s)
	}
	for _, r := range text.Rules() {
		if !broken[r.ID] {
			t.Errorf("no text breaks %s", r.ID)
		}
	}
}
