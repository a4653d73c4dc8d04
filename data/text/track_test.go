package text_test

import (
	"strings"
	"testing"

	"parvis/data"
	"parvis/data/text"
)

func noel() data.Tracking {
	return data.Tracking{Campaign: "noel", Hosts: []string{"maison-lenoir.example", "bücher.example"}}
}

const noelMarks = "utm_source=mastodon&utm_medium=social&utm_campaign=noel"

func TestTrack(t *testing.T) {
	for in, want := range map[string]string{
		"Sans lien":                                                  "Sans lien",
		"https://maison-lenoir.example/buche":                        "https://maison-lenoir.example/buche?" + noelMarks,
		"https://maison-lenoir.example":                              "https://maison-lenoir.example/?" + noelMarks,
		"https://MAISON-Lenoir.example/A":                            "https://MAISON-Lenoir.example/A?" + noelMarks,
		"https://www.maison-lenoir.example/x.":                       "https://www.maison-lenoir.example/x?" + noelMarks + ".",
		"(https://maison-lenoir.example/a_(b))\u202f!":               "(https://maison-lenoir.example/a_(b)?" + noelMarks + ")\u202f!",
		"[la bûche](https://maison-lenoir.example/b)":                "[la bûche](https://maison-lenoir.example/b?" + noelMarks + ")",
		"https://maison-lenoir.example:8443/a":                       "https://maison-lenoir.example:8443/a?" + noelMarks,
		"https://maison-lenoir.example/a?id=3&b=%C3%A9#prix":         "https://maison-lenoir.example/a?id=3&b=%C3%A9&" + noelMarks + "#prix",
		"https://maison-lenoir.example#prix":                         "https://maison-lenoir.example/?" + noelMarks + "#prix",
		"https://maison-lenoir.example/a?id=3&":                      "https://maison-lenoir.example/a?id=3&" + noelMarks,
		"https://maison-lenoir.example/a?utm_source=affiche":         "https://maison-lenoir.example/a?utm_source=affiche&utm_medium=social&utm_campaign=noel",
		"https://maison-lenoir.example/a?utm%5Fcampaign=ete&x=1":     "https://maison-lenoir.example/a?utm%5Fcampaign=ete&x=1&utm_source=mastodon&utm_medium=social",
		"https://bücher.example/a https://xn--bcher-kva.example/a":   "https://bücher.example/a?" + noelMarks + " https://xn--bcher-kva.example/a?" + noelMarks,
		"https://pas-maison-lenoir.example https://ailleurs.example": "https://pas-maison-lenoir.example https://ailleurs.example",
		"https://maison-lenoir.example.voleur.com/a":                 "https://maison-lenoir.example.voleur.com/a",
		"https://maison-lenoir.example@voleur.com/a":                 "https://maison-lenoir.example@voleur.com/a",
		"écrire à lea@maison-lenoir.example":                         "écrire à lea@maison-lenoir.example",
	} {
		if got := text.Track(in, noel(), "mastodon"); got != want {
			t.Errorf("%q:\n got %q\nwant %q", in, got, want)
		}
	}
}

func TestTrackSaysWhatTheCampaignSays(t *testing.T) {
	full := data.Tracking{
		Campaign: "Noël 2026 & co.", Medium: "story", Source: "insta", Content: "bleu", Hosts: []string{" https://maison-lenoir.example/boutique "},
	}
	want := "https://maison-lenoir.example/?utm_source=insta&utm_medium=story&utm_campaign=No%C3%ABl+2026+%26+co%2E&utm_content=bleu"
	if got := text.Track("https://maison-lenoir.example", full, "instagram"); got != want {
		t.Errorf("got %q", got)
	}
	for _, nothing := range []data.Tracking{{}, {Campaign: "noel"}, {Campaign: "noel", Hosts: []string{"", "autre.example"}}, {Hosts: noel().Hosts}} {
		if got := text.Track("https://maison-lenoir.example", nothing, "x"); got != "https://maison-lenoir.example" {
			t.Errorf("%+v: %q", nothing, got)
		}
	}
	nobody := data.Tracking{Campaign: "noel", Hosts: noel().Hosts}
	if got := text.Track("https://maison-lenoir.example/", nobody, ""); strings.Contains(got, "utm_source") {
		t.Errorf("a source of nothing: %q", got)
	}
}

// TestABareAddressIsLeftAlone: it is there to be read aloud or typed.
func TestABareAddressIsLeftAlone(t *testing.T) {
	shop := data.Tracking{Campaign: "noel", Hosts: []string{"boulangerie.fr"}}
	if got := text.Track("Voyez boulangerie.fr/noel", shop, "x"); got != "Voyez boulangerie.fr/noel" {
		t.Errorf("got %q", got)
	}
}

func FuzzTrack(f *testing.F) {
	for _, seed := range []string{
		"https://maison-lenoir.example/a?b=c#d.", "(https://maison-lenoir.example)", "https://maison-lenoir.example?#", "https://maison-lenoir.example/?&&=",
		"https://a@maison-lenoir.example:1/%zz?%zz=1…", "https://bücher.example’s", "deux https://x.example https://maison-lenoir.example/é",
	} {
		f.Add(seed, "noel.")
	}
	f.Fuzz(func(t *testing.T, in, campaign string) {
		tracking := noel()
		tracking.Campaign = campaign
		once := text.Track(in, tracking, "mastodon")
		if twice := text.Track(once, tracking, "mastodon"); twice != once {
			t.Errorf("%q\nonce  %q\ntwice %q", in, once, twice)
		}
		if before, after := len(text.Links(in)), len(text.Links(once)); before != after {
			t.Errorf("%q had %d links, %q has %d", in, before, once, after)
		}
		if elsewhere := strings.ReplaceAll(in, "example", "test"); text.Track(elsewhere, tracking, "mastodon") != elsewhere {
			t.Errorf("%q was changed", elsewhere)
		}
	})
}
