package today

import (
	"strings"
	"testing"
	"time"

	"parvis/data"
	"parvis/ui/widgets"
)

func november(t *testing.T) *model {
	t.Helper()
	m, err := newModel(noon(), lenoir())
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func TestRemediesHaveWords(t *testing.T) {
	for _, lang := range []string{"fr", "en"} {
		b := book(t, lang)
		for _, state := range []data.State{data.Refused, data.Unknown, data.Blocked, data.Held, data.Missed} {
			for _, reason := range []string{
				"", data.BlockSignIn, data.BlockKeychain, data.BlockMedia, data.HoldCrisis, data.HoldRestore, data.HoldEdited, data.MissedBurst,
				data.HoldTap, data.BlockHost, data.BlockBudget, data.CodeAudit, data.CodeReplyPolicy,
			} {
				for _, stale := range []bool{false, true} {
					e := data.Entry{State: state, Reason: reason, Network: "bluesky", Stale: stale}
					all := remedies(e)
					if len(all) == 0 || trouble(b, e) == "" {
						t.Errorf("%s %s: nothing mends it, or nothing says what it is", state, reason)
					}
					for _, r := range all {
						b.T("today.remedy." + string(r))
						if r != read && r != correct && r != reconnect && r != hand && r != host && r != budget {
							b.T("today.done."+string(r), "Title", "Pain")
						}
					}
				}
			}
		}
	}
}

func TestUnconfirmedWordsAreNotSentFromHere(t *testing.T) {
	for _, state := range []data.State{data.Refused, data.Blocked, data.Held, data.Missed} {
		for _, r := range remedies(data.Entry{State: state, Stale: true}) {
			if r == retry || r == sendNow {
				t.Errorf("%s and changed since: offers %s", state, r)
			}
		}
	}
	for _, r := range remedies(data.Entry{State: data.Held, Reason: data.HoldRestore}) {
		if r == retry || r == sendNow {
			t.Errorf("perhaps online already: offers %s", r)
		}
	}
}

func TestGrace(t *testing.T) {
	m := november(t)
	for text, want := range map[string]time.Duration{"": time.Hour, "90": 90 * time.Minute, "0": 0, "-3": time.Hour, "soon": time.Hour} {
		if m.setGrace(text); m.grace != want {
			t.Errorf("%q is %v, want %v", text, m.grace, want)
		}
	}
	b := book(t, "fr")
	m.setGrace("0")
	if got := offline(b, m); strings.Contains(got, "min") {
		t.Errorf("no grace at all is said as %q", got)
	}
}

func TestAnUnknownZoneIsAnError(t *testing.T) {
	brand := lenoir()
	brand.Zone = "Europe/Nantes"
	m, err := newModel(noon(), brand)
	if err == nil || m.zone != time.UTC || m.day != "2026-11-21" {
		t.Errorf("zone %v, day %s, error %v", m.zone, m.day, err)
	}
}

func TestAccountsAreNamedWhereANetworkHasSeveral(t *testing.T) {
	b, m := book(t, "fr"), november(t)
	m.accounts = []data.Account{{ID: 1, Network: "bluesky", Handle: "@a.example"}, {ID: 2, Network: "mastodon", Handle: "@b"}}
	e := data.Entry{Account: 1, Network: "bluesky"}
	if got := whose(b, m, e); got != "Bluesky" {
		t.Errorf("the only one is called %q", got)
	}
	m.accounts = append(m.accounts, data.Account{ID: 3, Network: "bluesky", Handle: "@c.example"})
	if got := whose(b, m, e); got != "@a" {
		t.Errorf("one of two is called %q", got)
	}
}

func TestFigures(t *testing.T) {
	b := book(t, "fr")
	known := func(v float64) data.Measure { return data.Measure{V: v, Known: true} }
	for _, c := range []struct {
		in                  data.Indicator
		value, change, note string
		tone                widgets.Tone
	}{
		{data.Indicator{Name: "engagement", Value: known(0.048), Change: known(0.006), Over: 5, Of: 7}, "4,8\u202f%", "+0,6 pt", "5 sur 7 publications", widgets.ToneGood},
		{data.Indicator{Name: "engagement", Value: known(0.05), Change: known(0.0001), Over: 1, Of: 1}, "5,0\u202f%", "0,0 pt", "1 publication", widgets.ToneNeutral},
		{data.Indicator{Name: "followers", Value: known(8412), Change: known(-12), Over: 2, Of: 2}, "8\u202f412", "−12", "2 comptes", widgets.ToneWarm},
		{data.Indicator{Name: "sent", Value: known(0), Change: known(0)}, "0", "0", "", widgets.ToneNeutral},
		{data.Indicator{Name: "followers"}, "–", "", "Pas encore de chiffres", widgets.ToneNeutral},
	} {
		got := figureOf(b, c.in)
		if got.value != c.value || got.change != c.change || got.note != c.note || got.tone != c.tone {
			t.Errorf("%+v is said as %q %q %q %v", c.in, got.value, got.change, got.note, got.tone)
		}
	}
}

func TestWarningsComeNearer(t *testing.T) {
	const day = 24 * time.Hour
	for left, want := range map[time.Duration]warning{14 * day: early, 7*day + 1: early, 7 * day: near, day + 1: near, day: last, -day: last} {
		if got := warningOf(left); got != want {
			t.Errorf("%v before the end: %v, want %v", left, got, want)
		}
	}
}
