package text

import (
	"maps"
	"slices"
	"strings"
	"testing"
)

// samples are words that are of each class.
var samples = map[string]map[string]string{
	"fr": {"any": "terrasse", "number": "18", "er": "réserver", "ez": "réservez", "é": "réservé", "e": "réserve", "es": "réserves", "és": "réservés", "ées": "réservées", "pp": "ouvert"},
	"en": {"number": "300"},
}

// TestEveryPatternFindsWhatItIsWrittenFor writes a text for every word that a
// pattern may begin with or replace, and looks for a slip: of its rule, or of one that
// saw it first.
func TestEveryPatternFindsWhatItIsWrittenFor(t *testing.T) {
	for lang, book := range map[string]patterns{"fr": frenchPatterns(), "en": englishPatterns()} {
		seen := map[*pattern]bool{}
		for _, list := range book {
			for _, p := range list {
				if seen[p] {
					continue
				}
				seen[p] = true
				for _, text := range textsFor(lang, p) {
					if len(Grammar(lang, text, nil)) == 0 {
						t.Errorf("%s: nothing found in %q", p.rule, text)
					}
				}
			}
		}
		if len(seen) < 80 {
			t.Errorf("%s has %d patterns", lang, len(seen))
		}
	}
}

// textsFor writes one text for every first word and for every word that is replaced.
func textsFor(lang string, p *pattern) (texts []string) {
	for at, e := range p.elements {
		choices := e.choices(lang)
		if at > 0 && !e.marked {
			choices = choices[:min(1, len(choices))]
		}
		for _, choice := range choices {
			var words []string
			for i, other := range p.elements {
				switch mine := other.choices(lang); {
				case i == at && !other.optional && !other.absent && !other.end:
					words = append(words, choice)
				case other.optional, other.absent, other.end:
				default:
					words = append(words, mine[0])
				}
			}
			text := strings.Join(words, " ")
			if strings.HasSuffix(text, "'") {
				text += " il" // an elision stands before another word
			}
			if p.where == goesOn {
				text = "ah, " + text
			}
			texts = append(texts, strings.ReplaceAll(text, "' ", "'"))
		}
	}
	return texts
}

// choices are words that an element takes.
func (e element) choices(lang string) []string {
	switch {
	case e.not:
		return []string{"zebra"}
	case e.end:
		return []string{""}
	}
	all := e.words
	for _, name := range slices.Sorted(maps.Keys(samples[lang])) {
		for _, class := range e.classes {
			if word := samples[lang][name]; class(&sentences{}, word) {
				all = append(all, word)
			}
		}
	}
	return all
}
