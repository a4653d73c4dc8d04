package reports

import (
	"slices"
	"strings"
	"testing"
	"time"

	"parvis/data"
)

func three() *model {
	m := newModel(1)
	m.setAccounts([]data.Account{
		{ID: 1, Network: "bluesky"},
		{ID: 2, Network: "mastodon"},
		{ID: 3, Network: "facebook", Can: data.Capabilities{Reach: true}},
		{ID: 4, Network: "bluesky", State: data.AccountGone},
	})
	return m
}

func TestFilter(t *testing.T) {
	m := three()
	if m.only() != nil {
		t.Fatalf("asks for %v at first, want nil for every account", m.only())
	}
	m.toggle(2)
	if got := m.only(); !slices.Equal(got, []data.AccountID{1, 3}) {
		t.Errorf("without the second: %v", got)
	}
	m.toggle(1)
	m.toggle(3)
	if m.only() != nil {
		t.Errorf("without any: %v, want every account again", m.only())
	}
}

func TestALateAnswerIsNotTaken(t *testing.T) {
	m := three()
	late := m.question()
	m.setDays(90)
	if m.setReport(late, nil) {
		t.Error("took the answer for 30 days while 90 are asked for")
	}
	late = m.question()
	m.toggle(1)
	if m.setReport(late, nil) {
		t.Error("took the answer for all accounts while two are asked for")
	}
	if !m.setReport(m.question(), nil) {
		t.Error("did not take the right answer")
	}
}

func TestMemory(t *testing.T) {
	m := three()
	m.setDays(365)
	m.toggle(3)
	again := three()
	again.recall(m.remember())
	if again.days != 365 || !slices.Equal(again.only(), []data.AccountID{1, 2}) {
		t.Errorf("remembers %d days of %v", again.days, again.only())
	}
	for _, text := range []string{"", "{", `{"days":12}`, `{"days":90,"without":[1,2,3]}`} {
		odd := three()
		odd.recall(text)
		if !slices.Contains(periods(), odd.days) || len(odd.shown()) == 0 {
			t.Errorf("%q: %d days of %v", text, odd.days, odd.shown())
		}
	}
}

func TestNetworksWithoutReachAreNamed(t *testing.T) {
	b, m := book(t, "fr"), three()
	if got := silentWords(b, m); !strings.HasPrefix(got, "Bluesky et Mastodon ne donnent pas de portée") {
		t.Errorf("said %q", got)
	}
	m.toggle(2)
	if got := silentWords(b, m); !strings.HasPrefix(got, "Bluesky ne donne pas de portée") {
		t.Errorf("said %q", got)
	}
	m.toggle(1)
	if got := silentWords(b, m); got != "" {
		t.Errorf("said %q of a network that tells its reach", got)
	}
}

func TestFileNames(t *testing.T) {
	days := []time.Time{time.Date(2026, 11, 15, 0, 0, 0, 0, time.UTC), time.Date(2026, 11, 21, 0, 0, 0, 0, time.UTC)}
	for title, want := range map[string]string{
		"Portée par jour": "Portée par jour 2026-11-15_2026-11-21.png",
		`a/b\c: "d"`:      "a-b-c- -d 2026-11-15_2026-11-21.png",
	} {
		if got := fileName(title, days, ".png"); got != want {
			t.Errorf("%q is called %q, want %q", title, got, want)
		}
	}
	if got := fileName("Un jour", days[:1], ".csv"); got != "Un jour 2026-11-15.csv" {
		t.Errorf("one day is called %q", got)
	}
}

func TestWhatNoAxisCanShowIsAGap(t *testing.T) {
	zero := 0.0
	got := whole([]data.Measure{{V: 3, Known: true}, {V: zero / zero, Known: true}, {V: 1e300, Known: true}, {V: 4, Known: true}, {V: 9}})
	want := []data.Measure{{V: 3, Known: true}, {}, {}, {V: 4, Known: true}, {}}
	if !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}
