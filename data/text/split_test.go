package text_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"parvis/data"
	"parvis/data/text"
)

func runes(max int) data.TextRule { return data.TextRule{Max: max, Unit: data.Runes} }

func TestSplitPrefersTheEndsOfSentences(t *testing.T) {
	tests := []struct {
		name string
		in   string
		max  int
		want []string
	}{
		{"fits", "Court.", 20, []string{"Court."}},
		{"empty", "", 20, []string{""}},
		{"no limit", "Un deux trois.", 0, []string{"Un deux trois."}},
		{"sentences", "Un deux trois. Quatre cinq six sept.", 25, []string{"Un deux trois.", "Quatre cinq six sept."}},
		{"French marks", "Ça va\u202f? Oui, et toi donc\u202f? Bien.", 24, []string{"Ça va\u202f?", "Oui, et toi donc\u202f? Bien."}},
		{"paragraphs", "Titre ici\n\nLe texte vient ensuite", 26, []string{"Titre ici", "Le texte vient ensuite"}},
		{"a sentence end too early to be worth it", "Oh. Une phrase qui ne finit pas du tout", 30, []string{"Oh. Une phrase qui ne finit", "pas du tout"}},
		{"words", "alpha beta gamma delta", 11, []string{"alpha beta", "gamma delta"}},
		{"a hyphen is inside a word", "aa porte-monnaie", 10, []string{"aa", "porte-monn", "aie"}},
		{"no-break space", "prix\u00a0: dix\u202f€ tout rond", 12, []string{"prix\u00a0: dix\u202f€", "tout rond"}},
		{"Chinese has no spaces", "故人西辞黄鹤楼烟花三月下扬州", 7, []string{"故人西辞黄鹤楼", "烟花三月下扬州"}},
	}
	for _, test := range tests {
		if got := text.Split(test.in, runes(test.max), false); !slices.Equal(got, test.want) {
			t.Errorf("%s: %q, want %q", test.name, got, test.want)
		}
	}
}

func TestSplitKeepsWhatBelongsTogether(t *testing.T) {
	link := "https://exemple.example/une-page/assez-longue"
	parts := text.Split("Voyez "+link+" et @lea@reseau.example #galette 👨\u200d👩\u200d👧\u200d👦 fin", runes(len(link)), false)
	joined := "\n" + strings.Join(parts, "\n") + "\n"
	for _, whole := range []string{link, "@lea@reseau.example", "#galette", "👨\u200d👩\u200d👧\u200d👦"} {
		if !strings.Contains(joined, whole) {
			t.Errorf("%q was cut: %q", whole, parts)
		}
	}
	long := link + strings.Repeat("/x", 100)
	if parts := text.Split("a "+long+" b", runes(50), false); !slices.Equal(parts, []string{"a", long, "b"}) {
		t.Errorf("a link that fits nowhere: %q", parts)
	}
	if parts := text.Split("  "+long, runes(50), true); !slices.Equal(parts, []string{long}) {
		t.Errorf("a single part bears a number: %q", parts)
	}
}

func TestSplitCountsAsTheNetworkDoes(t *testing.T) {
	link := "https://exemple.example/" + strings.Repeat("x", 600)
	if parts := text.Split(link+" "+link, mastodon, false); len(parts) != 1 {
		t.Errorf("two links of 23 make %d parts", len(parts))
	}
	for _, part := range text.Split(strings.Repeat("👨\u200d👩\u200d👧\u200d👦", 290), bluesky, false) {
		if text.Over(bluesky, part) > 0 {
			t.Errorf("a part of %d bytes", len(part))
		}
	}
}

func TestSplitLeavesRoomForWhatIsAddedToLinks(t *testing.T) {
	noel := data.Tracking{Campaign: "noel", Hosts: []string{"exemple.fr"}}
	const in = "Un mot. https://exemple.fr/a Deux mots. https://exemple.fr/b Trois mots. https://exemple.fr/c Fin."
	marked := len("?utm_source=bluesky&utm_medium=social&utm_campaign=noel")
	rule := runes(len("https://exemple.fr/b Trois mots.") + marked)
	parts := text.SplitTracked(in, rule, noel, "bluesky")
	for _, part := range parts {
		if n := text.Over(rule, text.Track(part, noel, "bluesky")); n > 0 {
			t.Errorf("%q is too long by %d once its link is marked", part, n)
		}
	}
	if len(parts) < 3 || strings.Join(parts, " ") != in {
		t.Errorf("%q", parts)
	}
	if got, want := text.SplitTracked(in, rule, data.Tracking{}, "bluesky"), text.Split(in, rule, false); !slices.Equal(got, want) {
		t.Errorf("without a campaign %q, want %q", got, want)
	}
}

func TestSplitNumbersItsParts(t *testing.T) {
	sentence := "Une phrase tout à fait ordinaire. "
	for _, repeat := range []int{1, 2, 30, 200} {
		parts := text.Split(strings.Repeat(sentence, repeat), runes(60), true)
		for i, part := range parts {
			want := fmt.Sprintf(" (%d/%d)", i+1, len(parts))
			if len(parts) > 1 && !strings.HasSuffix(part, want) {
				t.Errorf("part %d of %d is %q", i+1, len(parts), part)
			}
			if text.Over(runes(60), part) > 0 {
				t.Errorf("%q is too long", part)
			}
		}
	}
}

func FuzzSplit(f *testing.F) {
	f.Add("Un. Deux ! https://exemple.fr/x @a@b.fr #c 🇫🇷\n\nTrois", uint8(20), true)
	f.Add(strings.Repeat("mot ", 200), uint8(40), false)
	f.Add(strings.Repeat("é", 500), uint8(30), true)
	f.Add("a\u200db\u0301\u0301 \u202f!", uint8(1), false)
	f.Fuzz(func(t *testing.T, s string, max uint8, numbered bool) {
		if len(s) > 4000 {
			return
		}
		rule := data.TextRule{Max: 20 + int(max), Unit: data.Graphemes}
		parts := text.Split(s, rule, numbered)
		for i, part := range parts {
			if numbered && len(parts) > 1 {
				parts[i] = strings.TrimSuffix(part, fmt.Sprintf(" (%d/%d)", i+1, len(parts)))
			}
			onlyLink := len(text.Links(part)) > 0 && len(strings.Fields(parts[i])) == 1
			if text.Over(rule, part) > 0 && !onlyLink {
				t.Errorf("%q is too long for %d", part, rule.Max)
			}
		}
		got := strings.Join(strings.Fields(strings.Join(parts, "")), "")
		want := strings.Join(strings.Fields(text.Normalise(s)), "")
		if got != want {
			t.Errorf("%q lost something: %q", s, parts)
		}
	})
}
