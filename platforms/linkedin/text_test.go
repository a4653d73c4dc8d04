package linkedin

import (
	"math/rand/v2"
	"regexp"
	"strings"
	"testing"

	"parvis/platforms/rehearsal"
)

func TestEscape(t *testing.T) {
	for text, want := range map[string]string{
		"":                               "",
		"Brioche à 3 € !":                "Brioche à 3 € !",
		"(7 h) [8 h] {9 h} <a> a_b ~ |*": `\(7 h\) \[8 h\] \{9 h\} \<a\> a\_b \~ \|\*`,
		`C:\pain`:                        `C:\\pain`,
		"#brioche et #Pâques2026":        "#brioche et #Pâques2026",
		"C# n° #1 ##a #_ a#b #2026a":     `C\# n° \#1 \#\#a \#\_ a\#b #2026a`,
		"#pain_doré":                     `#pain\_doré`,
		"@camille lea@pain.example":      `\@camille lea\@pain.example`,
		"Merci @[Maison Lenoir (Nantes)](urn:li:organization:12), à demain": `Merci @[Maison Lenoir \(Nantes\)](urn:li:organization:12), à demain`,
		"@[Lenoir](https://a.example)":                                      `\@\[Lenoir\]\(https://a.example\)`,
		"@[Lenoir](urn:li:share:1)":                                         `\@\[Lenoir\]\(urn:li:share:1\)`,
		"{hashtag|\\#|pain}":                                                `\{hashtag\|\\\#\|pain\}`,
	} {
		if got := escape(text); got != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
}

func TestPlain(t *testing.T) {
	for commentary, want := range map[string]string{
		`Brioche {hashtag|\#|dorée} \(7 h\)`:              "Brioche #dorée (7 h)",
		`{hashtag|#|pain}`:                                "#pain",
		`Merci @[Maison \(L\)](urn:li:organization:12) !`: "Merci Maison (L) !",
		`a\z @b {c`: `a\z @b {c`,
		`\`:         `\`,
	} {
		if got := plain(commentary); got != want {
			t.Errorf("%q: got %q, want %q", commentary, got, want)
		}
	}
}

// anywhere is a mention wherever it stands, written again so that a fault of the
// adapter's own pattern shows.
var anywhere = regexp.MustCompile(`@\[([^\[\]\r\n]{1,100})\]\(urn:li:(?:person|organization):[-\w]+\)`)

// survives checks that readers see what was written, by the network's parser
// and by ours.
func survives(t *testing.T, text string) {
	t.Helper()
	text = strings.ToValidUTF8(text, "\uFFFD")
	want := anywhere.ReplaceAllString(text, "$1")
	got, err := rehearsal.LittleText(escape(text))
	if err != nil || got != want {
		t.Errorf("%q as %q: the network reads %q, %v", text, escape(text), got, err)
	}
	if got := plain(escape(text)); got != want {
		t.Errorf("%q as %q: we read %q", text, escape(text), got)
	}
}

func TestAnyTextSurvives(t *testing.T) {
	pieces := []string{
		"(", ")", "[", "]", "{", "}", "<", ">", "#", "@", "\\", "*", "_", "~", "|", "a", "É", "7", " ", "\n", "🥐", "e\u0301", "#pain", "#1",
		"{hashtag|\\#|", "@[Lenoir](urn:li:organization:7)", "@[a](urn:li:person:B-_9)", "@[", "](urn:li:person:a)", "\\#", "\u202f!",
	}
	dice := rand.New(rand.NewPCG(20261121, 5))
	for range 20_000 {
		var text strings.Builder
		for range dice.IntN(12) {
			text.WriteString(pieces[dice.IntN(len(pieces))])
		}
		survives(t, text.String())
	}
}

func FuzzEscape(f *testing.F) {
	for _, seed := range []string{"#a (b)", "@[x](urn:li:person:a)", "\\@[\\](urn:li:person:a)", "\xff#", "{hashtag|\\#|a}"} {
		f.Add(seed)
	}
	f.Fuzz(survives)
}
