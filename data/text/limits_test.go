package text_test

import (
	"strings"
	"testing"

	"parvis/data"
	"parvis/data/text"
)

// everyRule is how each network counts, as its package says it.
func everyRule() map[string]data.TextRule {
	return map[string]data.TextRule{
		"bluesky":        bluesky,
		"mastodon":       mastodon,
		"x":              x,
		"threads":        {Max: 500, Unit: data.EmojiBytes, Links: 5},
		"instagram":      {Max: 2200, Unit: data.Runes, Hashtags: 30, Mentions: 20},
		"facebook":       {Max: 63_206, Unit: data.Runes},
		"googlebusiness": {Max: 1500, Unit: data.Runes},
		"pinterest":      {Max: 800, Unit: data.Runes},
		"linkedin":       {Max: 3000, Unit: data.UTF16},
		"tiktok":         {Max: 2200, Unit: data.UTF16},
		"telegram":       {Max: 4096, Unit: data.UTF16, Beside: 1024},
		"youtube":        {Unit: data.Runes, MaxBytes: 5000},
		"wordpress":      {Unit: data.Graphemes},
	}
}

// BenchmarkLimits goes once through the 3,000 characters of a post, and measures
// it by every network's rule: how long, how much too long, how many hashtags,
// mentions and links. The first is what the second is judged by.
func BenchmarkLimits(b *testing.B) {
	const line = "Nos galettes sortent du four samedi, « venez\u202f! » @lea@reseau.example #Nantes 🥐 https://maison-lenoir.example/galettes\u202f: l’été…\n"
	post := string([]rune(strings.Repeat(line, 30))[:3000])
	rules := everyRule()
	b.Run("range", func(b *testing.B) {
		lines := 0
		for b.Loop() {
			for _, r := range post {
				if r == '\n' {
					lines++
				}
			}
		}
		if lines < strings.Count(post, "\n") {
			b.Fatal("the characters were not gone through")
		}
	})
	b.Run("networks", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			for _, rule := range rules {
				found := text.Count(rule, post) + text.Over(rule, post)
				found += len(text.Hashtags(post)) + len(text.Mentions(post)) + len(text.Links(post))
				if found < 2000 {
					b.Fatal("too little was counted")
				}
			}
		}
	})
}
