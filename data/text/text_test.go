package text_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"parvis/data/text"
)

func TestNormalise(t *testing.T) {
	tests := map[string]string{
		"":                           "",
		"a\r\nb\rc\nd":               "a\nb\nc\nd",
		"fin  \nsuite\t\n\n":         "fin\nsuite",
		"e\u0301t\u00e9":             "été",
		"  début gardé":              "  début gardé",
		"ligne\n\nvide":              "ligne\n\nvide",
		"a\xffb":                     "a\uFFFDb",
		"👩\u200d🍳":                   "👩\u200d🍳",
		"espace\u00a0!\u202f\nsuite": "espace\u00a0!\nsuite",
	}
	for in, want := range tests {
		if got := text.Normalise(in); got != want {
			t.Errorf("%q becomes %q, want %q", in, got, want)
		}
	}
}

func FuzzNormaliseTwiceIsOnce(f *testing.F) {
	for _, seed := range []string{"", "a \r\n", "e\u0301 ", "\xff\xfe", "\u202f\n\u00a0"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, s string) {
		once := text.Normalise(s)
		if twice := text.Normalise(once); twice != once {
			t.Errorf("%q becomes %q, then %q", s, once, twice)
		}
		if !utf8.ValidString(once) || !norm.NFC.IsNormalString(once) || strings.Contains(once, "\r") {
			t.Errorf("%q becomes %q", s, once)
		}
	})
}

func TestSlug(t *testing.T) {
	long := strings.TrimSpace(strings.Repeat("galette ", 30))
	tests := map[string]string{
		"Galette des rois : précommande": "galette-des-rois-precommande",
		"Bûche & œuf, ça va ?":           "buche-oeuf-ca-va",
		"L’été à la plage":               "l-ete-a-la-plage",
		"  -- 2026 --  ":                 "2026",
		"ÉLÈVE Ægir Straße":              "eleve-aegir-strasse",
		"Łódź":                           "lodz",
		"日本 🥐":                           "",
		"":                               "",
		long:                             strings.TrimSuffix(strings.Repeat("galette-", 10), "-"),
		strings.Repeat("x", 200):         strings.Repeat("x", text.MaxSlug),
	}
	for in, want := range tests {
		if got := text.Slug(in); got != want {
			t.Errorf("%q becomes %q, want %q", in, got, want)
		}
	}
}

func FuzzSlug(f *testing.F) {
	f.Add("Bûche 2026 !")
	f.Add("İstanbul\xff")
	f.Fuzz(func(t *testing.T, title string) {
		slug := text.Slug(title)
		if len(slug) > text.MaxSlug || strings.Trim(slug, "abcdefghijklmnopqrstuvwxyz0123456789-") != "" {
			t.Errorf("%q becomes %q", title, slug)
		}
		if strings.HasPrefix(slug, "-") || strings.HasSuffix(slug, "-") || strings.Contains(slug, "--") {
			t.Errorf("%q becomes %q", title, slug)
		}
		if text.Slug(slug) != slug {
			t.Errorf("%q is not its own slug", slug)
		}
	})
}
