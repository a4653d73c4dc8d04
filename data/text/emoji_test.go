package text_test

import (
	"slices"
	"testing"

	"parvis/data/text"
)

func TestEmoji(t *testing.T) {
	for in, want := range map[string][]string{
		"":                          nil,
		"Bonjour !":                 nil,
		"© 2026 Maison Lenoir™ 1 #": nil,
		"Miam 🥐🥐":                   {"🥐", "🥐"},
		"👩‍👩‍👧‍👦 en famille 👍🏽":      {"👩‍👩‍👧‍👦", "👍🏽"},
		"☀️ et ❤️ et 1️⃣":            {"☀️", "❤️", "1️⃣"},
		"🇫🇷 contre 🇧🇪":               {"🇫🇷", "🇧🇪"},
		"⭐ cinq étoiles ✨":           {"⭐", "✨"},
		"é\u0301 n’est pas un emoji": nil,
	} {
		var got []string
		for _, s := range text.Emoji(in) {
			got = append(got, in[s.Start:s.End])
		}
		if !slices.Equal(got, want) {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}
