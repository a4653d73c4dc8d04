package text_test

import (
	"strings"
	"testing"

	"github.com/rivo/uniseg"

	"parvis/data"
	"parvis/data/text"
)

var (
	bluesky  = data.TextRule{Max: 300, Unit: data.Graphemes, MaxBytes: 3000}
	mastodon = data.TextRule{Max: 500, Unit: data.Graphemes, URL: 23, LocalMentions: true}
	x        = data.TextRule{Max: 280, Unit: data.Weighted, URL: 23}
)

func TestUnits(t *testing.T) {
	const family = "👨\u200d👩\u200d👧\u200d👦" // one person's character: 7 runes, 11 UTF-16 units
	tests := []struct {
		unit data.CountUnit
		text string
		want int
	}{
		{data.Graphemes, "", 0},
		{data.Graphemes, "Été", 3},
		{data.Graphemes, "E\u0301te\u0301", 3},
		{data.Graphemes, family, 1},
		{data.Graphemes, "🇫🇷🇧🇪", 2},
		{data.Graphemes, "👍🏽1️⃣", 2},
		{data.Graphemes, "a\r\nb", 3},
		{data.UTF16, family, 11},
		{data.UTF16, "é🥐", 3},
		{data.UTF16, "\xff", 1},
		{data.Runes, family, 7},
		{data.Runes, "é🥐", 2},
		{data.EmojiBytes, "", 0},
		{data.EmojiBytes, "Été →", 5},
		{data.EmojiBytes, "é🥐", 1 + 4},
		{data.EmojiBytes, family, len(family)},
		{data.EmojiBytes, "🇫🇷", 8},
		{data.EmojiBytes, "👍🏽1️⃣", 8 + 7},
		{data.EmojiBytes, "☺ ☺️ ☕", 1 + 1 + 6 + 1 + 3},
		{data.EmojiBytes, "故人 🀄", 2 + 1 + 4},
	}
	for _, test := range tests {
		if got := text.Count(data.TextRule{Unit: test.unit}, test.text); got != test.want {
			t.Errorf("%s of %q: %d, want %d", test.unit, test.text, got, test.want)
		}
	}
}

// Values of twitter-text's conformance/validate.yml (Twitter, Apache-2.0), the
// sections for configuration version 3.
func TestXWeights(t *testing.T) {
	const poem = "故人西辞黄鹤楼，烟花三月下扬州。孤帆远影碧空尽，唯见长江天际流。"
	long := strings.Repeat("somesuperlongurl", 25)
	tests := map[string]int{
		"Hi http://test.co": 26,
		"http://test.co":    23,
		strings.Repeat("https://www.twitter.com/aloha ", 10): 240,
		poem:                     64,
		"the" + poem:             67,
		strings.Repeat("😷", 160): 320,
		"A\u0301B":               2,
		"A\ufb2c":                4,
		"H🐱☺👨\u200d👩\u200d👧\u200d👦": 7,
		"😷👾😡🔥💩":                     10,
		"🙋🏽👨\u200d🎤":                4,
		"ZWJ: क्ष -> क्\u200Dष; ZWNJ: क्ष -> क्\u200Cष": 35,
		"This is a tweet with general punctuation characters: \u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200A\u200B\u200C\u200D ‐ ‑ ‒ – — ― ‖  ‗ ‘ ’ ‚ ‛ “ ” „ ‟ ′ ″ ‴ ‵ ‶ ‷": 112,
		"Test https://test.com test https://test.com test.com test": 86,
		"This is a test.":              15,
		"https://" + long + ".com/foo": len("https://"+long) + len(".com/foo"), // a label of over 63 is no domain
		"#️⃣ ©️ © 1️⃣":                 2 + 1 + 2 + 1 + 1 + 1 + 2,
	}
	for in, want := range tests {
		if got := text.Count(x, in); got != want {
			t.Errorf("%q weighs %d, want %d", in, got, want)
		}
	}
}

func TestMastodonCountsLinksAndMentionsItsOwnWay(t *testing.T) {
	tests := map[string]int{
		"https://exemple.example/une/page/bien/longue?avec=tout": 23,
		"http://a.fr":                           23,
		"exemple.fr":                            10, // without a scheme it is text
		"@lea@reseau.example":                   4,
		"@lea":                                  4,
		"Merci @lea@reseau.example !":           12,
		"lea@reseau.example":                    18, // an e-mail address
		"(voir https://exemple.fr/a_(b)).":      6 + 23 + 2,
		"https://exemple.fr/@lea@reseau.social": 23,
	}
	for in, want := range tests {
		if got := text.Count(mastodon, in); got != want {
			t.Errorf("%q counts %d, want %d", in, got, want)
		}
	}
	if got := text.Count(mastodon, "texte", "avertissement"); got != 18 {
		t.Errorf("with its warning it counts %d, want 18", got)
	}
}

func TestOver(t *testing.T) {
	tests := []struct {
		name string
		rule data.TextRule
		text string
		want int
	}{
		{"fits exactly", bluesky, strings.Repeat("a", 300), 0},
		{"three too many", bluesky, strings.Repeat("é", 303), 3},
		{"too many bytes", bluesky, strings.Repeat("👨\u200d👩\u200d👧\u200d👦", 121), 121*25 - 3000},
		{"no limit", data.TextRule{Unit: data.Graphemes}, strings.Repeat("a", 10_000), 0},
		{"bytes only", data.TextRule{Unit: data.Graphemes, MaxBytes: 3}, "éé", 1},
	}
	for _, test := range tests {
		if got := text.Over(test.rule, test.text); got != test.want {
			t.Errorf("%s: over by %d, want %d", test.name, got, test.want)
		}
	}
	if got := text.Over(data.TextRule{Max: 5, Unit: data.Runes}, "abc", "def"); got != 1 {
		t.Errorf("with a warning over by %d, want 1", got)
	}
}

func FuzzCount(f *testing.F) {
	for _, seed := range []string{"", "a@b.fr", "https://[::1]/", "1\ufe0f\u20e3", "@a@b", "\xf0\x9f", "http://a.fr)", "a\r\nb\r", "e\u0301’\u0301", "\u06001 ©\u200d©"} {
		f.Add(seed)
	}
	rules := []data.TextRule{bluesky, mastodon, x, {Unit: data.UTF16}, {Unit: data.EmojiBytes}, {Unit: data.Runes, URL: 1}}
	f.Fuzz(func(t *testing.T, s string) {
		if n, want := text.Count(data.TextRule{Unit: data.Graphemes}, s), uniseg.GraphemeClusterCount(s); n != want {
			t.Errorf("%q has %d characters, want %d", s, n, want)
		}
		for _, rule := range rules {
			// Nothing is longer than its bytes, but for a short link.
			most := len(s) + len(text.Links(s))*rule.URL
			if rule.Unit == data.Weighted {
				most = 3*len(s) + len(text.Links(s))*rule.URL // NFC may take a letter apart
			}
			if n := text.Count(rule, s); n < 0 || n > most || n == 0 && s != "" {
				t.Errorf("%q counts %d by %+v", s, n, rule)
			}
		}
	})
}
