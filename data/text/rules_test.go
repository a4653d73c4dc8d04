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
			if at, err := url.Parse(r.Read); r.Read != "" && (err != nil || !strings.HasPrefix(at.Scheme, "http") || r.Site() == "") {
				t.Errorf("%s was read at %q", r.ID, r.Read)
			}
			seen[r.ID] = true
			delete(words, r.Why())
		}
		for _, other := range []string{"mend.write", "mend.remove", "mend.close", "mend.fixed", "mend.space", "source.read", "source.open", "source.memory"} {
			if key := "slips." + other; words[key] == "" {
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

// TestSourcesKeepTheRules: who cites a rule writes by it.
func TestSourcesKeepTheRules(t *testing.T) {
	for _, r := range text.Rules() {
		if slips := text.Typography(r.ID[:2], r.Source); len(slips) > 0 {
			t.Errorf("%s: %q has %+v", r.ID, r.Source, slips)
		}
	}
}

func TestTheSiteOfARule(t *testing.T) {
	for read, want := range map[string]string{"https://www.larousse.fr/a/1": "larousse.fr", "http://ub.edu:80/x?y=1": "ub.edu", "": "", "://": ""} {
		if got := (text.Rule{Read: read}).Site(); got != want {
			t.Errorf("%q is at %q, want %q", read, got, want)
		}
	}
}
