package calendar

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"parvis/data"
)

const paris = "Europe/Paris"

// free is an opening of a slot at a time on the wall of Paris.
func free(t *testing.T, slot data.Slot, wall string) Opening {
	t.Helper()
	return Opening{Slot: slot, When: at(t, wall, paris)}
}

// returning is a post that was last out on a day, and says so much on accounts.
func returning(t *testing.T, id data.PostID, days int, last, says string, accounts ...data.AccountID) Returning {
	t.Helper()
	r := Returning{Evergreen: data.Evergreen{Post: id, Days: days, Times: 1, Last: at(t, last+"T09:00", paris).Instant}, Says: map[data.AccountID]string{}}
	for _, a := range accounts {
		r.Says[a] = says
	}
	return r
}

func refills(t *testing.T, openings []Opening, posts []Returning, heard ...Said) string {
	t.Helper()
	all, err := Refills(openings, posts, Surroundings{Said: heard}, paris)
	if err != nil {
		t.Fatal(err)
	}
	return said(all)
}

// said words refills: day, post and accounts.
func said(all []Refill) (text string) {
	for _, r := range all {
		text += fmt.Sprintf("%s %d %v; ", r.When.Wall[5:10], r.Post, r.Accounts)
	}
	return text
}

func TestWhatComesBackInFreeHours(t *testing.T) {
	anyone := data.Slot{ID: 1}
	two := []Opening{free(t, anyone, "2026-11-23T09:00"), free(t, anyone, "2026-11-30T09:00")}
	old := returning(t, 1, 30, "2026-01-01", "Nos horaires", 1, 2)
	newer := returning(t, 2, 30, "2026-05-01", "Le levain", 1)
	for name, c := range map[string]struct {
		openings []Opening
		posts    []Returning
		said     []Said
		want     string
	}{
		"the oldest first":            {two, []Returning{newer, old}, nil, "11-23 1 [1 2]; 11-30 2 [1]; "},
		"not again within its rest":   {two, []Returning{old}, nil, "11-23 1 [1 2]; "},
		"a rest that is over by then": {two, []Returning{returning(t, 3, 60, "2026-09-30", "x", 1)}, nil, "11-30 3 [1]; "},
		"never out yet":               {two, []Returning{{Evergreen: data.Evergreen{Post: 4, Days: 1}, Says: map[data.AccountID]string{1: "x"}}}, nil, ""},
		"no account is left":          {two, []Returning{returning(t, 5, 30, "2026-01-01", "x")}, nil, ""},
		"taken":                       {[]Opening{{Slot: anyone, When: two[0].When, Taken: true}}, []Returning{old}, nil, ""},
		"an account of its own":       {[]Opening{free(t, data.Slot{Account: 2}, "2026-11-23T09:00")}, []Returning{newer, old}, nil, "11-23 1 [2]; "},
		"a pillar of its own":         {[]Opening{free(t, data.Slot{Pillar: 7}, "2026-11-23T09:00")}, []Returning{old}, nil, ""},
		"said that day already": {
			two[:1],
			[]Returning{old},
			[]Said{{1, at(t, "2026-11-23T23:30", paris).Instant, " nos  HORAIRES"}},
			"11-23 1 [2]; ",
		},
		"said the day before": {
			two[:1],
			[]Returning{old},
			[]Said{{1, at(t, "2026-11-22T23:30", paris).Instant, "Nos horaires"}},
			"11-23 1 [1 2]; ",
		},
		"two of the same words on one day": {
			[]Opening{two[0], free(t, anyone, "2026-11-23T18:00")},
			[]Returning{returning(t, 1, 30, "2026-01-01", "Pareil", 1), returning(t, 2, 30, "2026-02-01", "pareil", 1)},
			nil, "11-23 1 [1]; ",
		},
		"planned soon": {two[:1], []Returning{{Evergreen: data.Evergreen{
			Post: 1, Days: 30, Times: 1, Planned: []data.Entry{{Due: at(t, "2026-12-15T09:00", paris).Instant}},
		}, Says: old.Says}}, nil, ""},
	} {
		if got := refills(t, c.openings, c.posts, c.said...); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
	if _, err := Refills(nil, nil, Surroundings{}, "Nowhere"); !errors.Is(err, ErrZone) {
		t.Errorf("%v", err)
	}
}

// TestRefillsKeepTheirPromises holds proposals for random posts against the rules
// that Refills promises.
func TestRefillsKeepTheirPromises(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	start := at(t, "2026-11-23T00:00", paris).Instant
	proposed := 0
	for range 200 {
		var posts []Returning
		for id := range random.IntN(12) {
			p := Returning{Evergreen: data.Evergreen{Post: data.PostID(id + 1), Days: 1 + random.IntN(20), Times: random.IntN(3)}, Says: map[data.AccountID]string{}}
			p.Last = start.Add(-time.Duration(random.IntN(40*24)) * time.Hour)
			for a := range data.AccountID(3) {
				if random.IntN(2) == 0 {
					p.Says[a+1] = fmt.Sprint(random.IntN(4))
				}
			}
			posts = append(posts, p)
		}
		var openings []Opening
		for hour := range 60 {
			instant := start.Add(time.Duration(hour*9) * time.Hour)
			wall, err := Wall(instant, paris)
			if err != nil {
				t.Fatal(err)
			}
			openings = append(openings, free(t, data.Slot{Account: data.AccountID(random.IntN(4))}, wall))
		}
		all, err := Refills(openings, posts, Surroundings{}, paris)
		if err != nil {
			t.Fatal(err)
		}
		proposed += len(all)
		out, spoke := map[data.PostID]time.Time{}, map[string]bool{}
		for _, r := range all {
			p := posts[r.Post-1]
			last := p.Last
			if before, ok := out[r.Post]; ok {
				last = before
			}
			if p.Times == 0 || r.When.Instant.Sub(last) < time.Duration(p.Days)*24*time.Hour {
				t.Fatalf("%+v comes back at %v", p.Evergreen, r.When)
			}
			out[r.Post] = r.When.Instant
			for _, a := range r.Accounts {
				key := fmt.Sprint(a, r.When.Wall[:10], p.Says[a])
				if spoke[key] {
					t.Fatalf("said twice: %s", key)
				}
				spoke[key] = true
			}
		}
	}
	if proposed < 500 {
		t.Fatalf("only %d proposals were looked at", proposed)
	}
}
