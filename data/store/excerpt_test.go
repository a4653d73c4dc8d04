package store

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestExcerpt(t *testing.T) {
	long := strings.Repeat("mot ", 100)
	for marked, want := range map[string]string{
		"":                                    "",
		"sans":                                "sans",
		"la \x01galette\x02 et\nla fève":      "la \u2068galette\u2069 et la fève",
		"\u2068faux\u2069 \x01vrai\x02":       "faux \u2068vrai\u2069",
		"\x01a\x01b\x02\x02c \x02":            "\u2068ab\u2069c ",
		long + "\x01fin\x02":                  "…" + strings.Repeat("mot ", 9) + "\u2068fin\u2069",
		"\x01" + strings.Repeat("é", 200):     "\u2068" + strings.Repeat("é", 160) + "\u2069…",
		strings.Repeat("é", 50) + "\x01a\x02": "…" + strings.Repeat("é", 40) + "\u2068a\u2069",
	} {
		if got := excerpt(marked); got != want {
			t.Errorf("%q\n got %q\nwant %q", marked, got, want)
		}
	}
}

func FuzzExcerpt(f *testing.F) {
	f.Add("a \x01b\x02 c")
	f.Fuzz(func(t *testing.T, marked string) {
		got := excerpt(marked)
		if strings.Count(got, "\u2068") != strings.Count(got, "\u2069") || utf8.RuneCountInString(got) > 3*excerptRunes+4 {
			t.Errorf("%q", got)
		}
	})
}
