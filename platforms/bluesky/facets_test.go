package bluesky

import (
	"math/rand/v2"
	"net/url"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

func TestFindTokens(t *testing.T) {
	for text, want := range map[string][]string{
		"Rien à marquer, 100 % beurre !":                              nil,
		"https://maison.example":                                      {"https://maison.example"},
		"🥐 voir https://maison.example/menu?a=1#b.":                   {"https://maison.example/menu?a=1#b"},
		"(www.maison.example)":                                        {"www.maison.example"},
		"« https://maison.example/été » !":                            {"https://maison.example/été"},
		"https://fr.wikipedia.org/wiki/Pain_(aliment), bon":           {"https://fr.wikipedia.org/wiki/Pain_(aliment)"},
		"HTTPS://Maison.Example":                                      {"HTTPS://Maison.Example"},
		"https:// https://x http://user:pw@a.example ftp://a.example": nil,
		"xhttps://maison.example":                                     nil,
		"javascript://a.example":                                      nil,
		"#brioche #Été2026, l’#atelier (#pain)":                       {"#brioche", "#Été2026", "#atelier", "#pain"},
		"#2026 # #! a#b ##":                                           nil,
		"#e\u0301te\u0301":                                            {"#e\u0301te\u0301"},
		"#日本語 #a_b-c":                                                 {"#日本語", "#a_b"},
		"@awa.bsky.social, merci @jo.example.":                        {"@awa.bsky.social", "@jo.example"},
		"awa@maison.example @awa @ @-a.example @a..b @1.2":            nil,
		"@a.example@b.example":                                        {"@a.example"},
		"#" + strings.Repeat("a", 65):                                 nil,
	} {
		var got []string
		for _, token := range findTokens(text) {
			got = append(got, text[token.Start:token.End])
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%q (-want +got):\n%s", text, diff)
		}
	}
}

func TestTokenValues(t *testing.T) {
	got := findTokens("@awa.example #pain www.maison.example/é")
	want := []token{
		{span{0, 12}, mentionFeature, "awa.example"},
		{span{13, 18}, tagFeature, "pain"},
		{span{19, 40}, linkFeature, "https://www.maison.example/%C3%A9"},
	}
	if !slices.Equal(got, want) {
		t.Errorf("got %+v", got)
	}
}

// checkTokens holds what every facet must: whole characters, in order, without
// overlap, and the text under it is what it says.
func checkTokens(t *testing.T, text string) {
	t.Helper()
	end := 0
	for _, token := range findTokens(text) {
		if token.Start < end || token.End <= token.Start || token.End > len(text) {
			t.Fatalf("%q: span %+v after %d", text, token.span, end)
		}
		end = token.End
		under := text[token.Start:token.End]
		if !utf8.RuneStart(text[token.Start]) || (end < len(text) && !utf8.RuneStart(text[end])) || !utf8.ValidString(under) {
			t.Fatalf("%q: %q is not whole characters", text, under)
		}
		switch token.kind {
		case mentionFeature:
			if under != "@"+token.value {
				t.Fatalf("%q is no mention of %q", under, token.value)
			}
		case tagFeature:
			if under != "#"+token.value {
				t.Fatalf("%q is no tag %q", under, token.value)
			}
		case linkFeature:
			u, err := url.Parse(token.value)
			if err != nil || (u.Scheme != "https" && u.Scheme != "http") || u.Hostname() == "" {
				t.Fatalf("%q is no link to %q", under, token.value)
			}
		}
	}
}

func TestTokensOfRandomTexts(t *testing.T) {
	pieces := []string{
		"a", "é", "e\u0301", "🥐", "👩‍🍳", "🇫🇷", " ", "\u00a0", "\u202f", "\n", "#", "@", "https://", "www.",
		".", "-", "_", "(", ")", "«", "»", "’", "b.example", "/", "?", "9", "日", "ا", "\u200d", "\uFFFD",
	}
	dice := rand.New(rand.NewPCG(1, 2))
	found := 0
	for range 50_000 {
		var text strings.Builder
		for range dice.IntN(14) {
			text.WriteString(pieces[dice.IntN(len(pieces))])
		}
		checkTokens(t, text.String())
		found += len(findTokens(text.String()))
	}
	if found < 1000 {
		t.Errorf("only %d tokens in all: the texts are too plain to prove anything", found)
	}
}

func FuzzFindTokens(f *testing.F) {
	f.Add("Voir https://maison.example #été @awa.example")
	f.Fuzz(func(t *testing.T, text string) { checkTokens(t, strings.ToValidUTF8(text, "\uFFFD")) })
}
