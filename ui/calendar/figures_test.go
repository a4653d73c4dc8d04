package calendar

import (
	"os"
	"testing"

	"parvis/data"
	"parvis/data/words"
	"parvis/ui/widgets"
)

// book opens the catalogues; a word that is missing fails the test.
func book(t testing.TB, lang string) *words.Book {
	t.Helper()
	c, err := words.Load(os.DirFS("../../assets"))
	if err != nil {
		t.Fatal(err)
	}
	c.OnMissing = func(lang, key string) { t.Errorf("%s: no words for %s", lang, key) }
	return c.In(lang)
}

func measure(v float64) data.Measure { return data.Measure{V: v, Known: true} }

func TestFiguresInWords(t *testing.T) {
	month := make([]data.Measure, 30)
	two := []data.Account{{ID: 1, Network: "bluesky"}, {ID: 2, Network: "mastodon"}, {ID: 3, Network: "mastodon"}}
	tests := []struct {
		name         string
		in           data.Indicator
		accounts     []data.Account
		value, delta string
		tone         widgets.Tone
		note         string
	}{
		{
			"followers in per cent of what they were",
			data.Indicator{Name: data.IndicatorFollowers, Value: measure(8412), Change: measure(173), Points: month, Over: 6, Of: 6},
			two, "8\u202f412", "+2,1\u202f%", widgets.ToneGood, "30 jours · 6 comptes",
		},
		{
			"engagement in points",
			data.Indicator{Name: data.IndicatorEngagement, Value: measure(0.048), Change: measure(-0.006), Points: month, Over: 5, Of: 12},
			two, "4,8\u202f%", "−0,6 pt", widgets.ToneWarm, "30 jours · 5 sur 12 publications",
		},
		{
			"posts are counted",
			data.Indicator{Name: data.IndicatorSent, Value: measure(0), Change: measure(0), Points: month},
			two, "0", "0", widgets.ToneNeutral, "30 jours",
		},
		{
			"from nothing there is no per cent",
			data.Indicator{Name: data.IndicatorFollowers, Value: measure(3), Change: measure(3), Points: month, Over: 1, Of: 2},
			two, "3", "", widgets.ToneNeutral, "30 jours · 1 sur 2 comptes",
		},
		{
			"a change that rounds to nothing goes nowhere",
			data.Indicator{Name: data.IndicatorReach, Value: measure(100000), Change: measure(1), Points: month, Over: 1, Of: 1},
			two, "100\u202f000", "0,0\u202f%", widgets.ToneNeutral, "30 jours · 1 compte",
		},
		{
			"networks without reach are named once",
			data.Indicator{Name: data.IndicatorReach, Points: month},
			two, "–", "", widgets.ToneNeutral, "Bluesky et Mastodon ne la donnent pas",
		},
		{
			"one network alone",
			data.Indicator{Name: data.IndicatorReach},
			two[:1], "–", "", widgets.ToneNeutral, "Bluesky ne la donne pas",
		},
		{
			"reach that may come",
			data.Indicator{Name: data.IndicatorReach},
			append([]data.Account{{Network: "facebook", Can: data.Capabilities{Reach: true}}}, two...), "–", "", widgets.ToneNeutral, "Pas encore relevée",
		},
		{
			"a figure that is new",
			data.Indicator{Name: "engagement_followers"},
			nil, "–", "", widgets.ToneNeutral, "Pas encore de réactions relevées",
		},
	}
	b := book(t, "fr")
	for _, test := range tests {
		f := figureOf(b, test.in, test.accounts)
		if f.Value != test.value || f.Change != test.delta || f.Tone != test.tone || f.Note != test.note {
			t.Errorf("%s: %q %q %v %q", test.name, f.Value, f.Change, f.Tone, f.Note)
		}
		figureOf(book(t, "en"), test.in, test.accounts)
	}
}
