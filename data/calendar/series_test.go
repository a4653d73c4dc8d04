package calendar

import (
	"errors"
	"strings"
	"testing"
	"time"

	"parvis/data"
)

func TestWhatOfASeriesIsDue(t *testing.T) {
	weekly := data.Series{
		Model: data.Post{When: at(t, "2026-11-05T18:30", "Europe/Paris")},
		Rule:  "FREQ=WEEKLY;COUNT=20",
	}
	for name, c := range map[string]struct {
		change func(*data.Series)
		now    string
		want   string // days
	}{
		"ahead":       {func(*data.Series) {}, "2026-11-04T00:00", "11-05 11-12 11-19 11-26 12-03 12-10 12-17 12-24 12-31"},
		"since":       {func(s *data.Series) { s.Made = "2026-12-24T18:30" }, "2026-11-06T00:00", "12-31"},
		"nothing new": {func(s *data.Series) { s.Made = "2026-12-31T18:30" }, "2026-11-06T00:00", ""},
		// Three weeks were slept through: one of them comes, if it is not too old.
		"one catch-up": {func(s *data.Series) { s.Rule = "FREQ=WEEKLY;COUNT=3" }, "2026-11-19T20:00", "11-19"},
		"no catch-up":  {func(s *data.Series) { s.Rule = "FREQ=WEEKLY;COUNT=3" }, "2026-11-20T20:00", ""},
		"days off":     {func(s *data.Series) { s.Except = []string{"2026-11-12", "2026-11-19"}; s.Rule = "FREQ=WEEKLY;COUNT=4" }, "2026-11-10T00:00", "11-26"},
		"ended":        {func(s *data.Series) { s.Ended = true }, "2026-11-04T00:00", ""},
	} {
		s := weekly
		c.change(&s)
		due, err := Due(s, at(t, c.now, "Europe/Paris").Instant)
		var days []string
		for _, w := range walls(due) {
			days = append(days, w[len("2026-"):len(data.DayLayout)])
		}
		if got := strings.Join(days, " "); got != c.want || err != nil {
			t.Errorf("%s: %s, %v; want %s", name, got, err, c.want)
		}
	}
	if _, err := Due(data.Series{Model: weekly.Model, Rule: "no rule"}, time.Unix(0, 0)); !errors.Is(err, ErrRule) {
		t.Errorf("no rule: %v", err)
	}
	n, last, err := Left(weekly, at(t, "2027-02-01T00:00", "Europe/Paris").Instant)
	if n != 7 || last.Wall != "2027-03-18T18:30" || err != nil {
		t.Errorf("left %d, last %s, %v", n, last.Wall, err)
	}
}

func TestSlotsAndWhatFillsThem(t *testing.T) {
	const shop, news data.AccountID = 1, 2
	slots := []data.Slot{
		{ID: 1, Account: shop, Weekday: time.Thursday, Wall: "18:30"},
		{ID: 2, Weekday: time.Thursday, Wall: "18:30"},
		{ID: 3, Weekday: time.Sunday, Wall: "10:00", Pillar: 7},
		{ID: 4, Weekday: time.Sunday, Wall: "02:30"},
	}
	instant := func(wall string) time.Time { return at(t, wall, "Europe/Paris").Instant }
	from, to := instant("2026-11-26T00:00"), instant("2026-12-03T18:30")
	shown := func(bookings ...Booking) string {
		all, err := Openings(slots, bookings, from, to, "Europe/Paris")
		if err != nil {
			t.Fatal(err)
		}
		var out []string
		for _, o := range all {
			mark := "-"
			if o.Taken {
				mark = "+"
			}
			out = append(out, o.When.Wall[len("2026-11-"):]+mark)
		}
		return strings.Join(out, " ")
	}
	for _, c := range []struct {
		want     string
		bookings []Booking
	}{
		{"26T18:30- 26T18:30- 29T02:30- 29T10:00-", nil},
		{"26T18:30+ 26T18:30- 29T02:30- 29T10:00-", []Booking{{shop, instant("2026-11-26T18:40")}}},
		{"26T18:30- 26T18:30+ 29T02:30- 29T10:00-", []Booking{{news, instant("2026-11-26T18:20")}}},
		{"26T18:30+ 26T18:30+ 29T02:30- 29T10:00-", []Booking{{shop, instant("2026-11-26T18:30")}, {shop, instant("2026-11-26T18:30")}, {shop, instant("2026-11-26T18:30")}}},
		{"26T18:30- 26T18:30- 29T02:30- 29T10:00-", []Booking{{news, instant("2026-11-26T18:46")}}},
		{"26T18:30- 26T18:30- 29T02:30- 29T10:00+", []Booking{{0, instant("2026-11-29T10:00")}}},
	} {
		if got := shown(c.bookings...); got != c.want {
			t.Errorf("%v: %s, want %s", c.bookings, got, c.want)
		}
	}
	next := func(after string, account data.AccountID, pillar data.PillarID, bookings ...Booking) string {
		o, ok, err := NextFree(slots, bookings, instant(after), account, pillar, "Europe/Paris")
		if err != nil || !ok {
			return "none"
		}
		return o.When.Wall
	}
	for _, c := range []struct{ got, want string }{
		{next("2026-11-26T18:00", shop, 0), "2026-11-26T18:30"},
		{next("2026-11-26T18:30", shop, 0), "2026-11-29T02:30"},
		{next("2026-11-26T18:00", news, 0, Booking{news, instant("2026-11-26T18:30")}), "2026-11-29T02:30"},
		{next("2026-11-29T03:00", 0, 7), "2026-11-29T10:00"},
		{next("2026-11-29T03:00", 0, 8), "2026-12-03T18:30"},
	} {
		if c.got != c.want {
			t.Errorf("next free: %s, want %s", c.got, c.want)
		}
	}
	// The night on which 02:30 does not come, the slot says so.
	spring, err := Openings(slots, nil, instant("2027-03-28T00:00"), instant("2027-03-28T09:00"), "Europe/Paris")
	if err != nil || len(spring) != 1 || spring[0].Shift.Kind != Gap || spring[0].Shift.Used != "2027-03-28T03:30" {
		t.Errorf("the night of the change: %+v, %v", spring, err)
	}
	slots[0].Wall = "25:00"
	if _, err := Openings(slots, nil, from, to, "Europe/Paris"); !errors.Is(err, ErrTime) {
		t.Errorf("25:00: %v", err)
	}
}
