package start

import "testing"

func TestListed(t *testing.T) {
	and := func(a, b string) string { return a + " et " + b }
	for want, names := range map[string][]string{
		"":                               nil,
		"Bluesky":                        {"Bluesky"},
		"Bluesky et Mastodon":            {"Bluesky", "Mastodon"},
		"Bluesky, Mastodon et WordPress": {"Bluesky", "Mastodon", "WordPress"},
		"A, B, C et D":                   {"A", "B", "C", "D"},
	} {
		if got := listed(names, and); got != want {
			t.Errorf("%v: %q, want %q", names, got, want)
		}
	}
}

func TestUnknownAppearanceIsTheSystems(t *testing.T) {
	for value, want := range map[string]string{"": "system", "light": "light", "dark": "dark", "sepia": "system"} {
		if got := appearanceWord(value); got != want {
			t.Errorf("%q: %q, want %q", value, got, want)
		}
	}
}
