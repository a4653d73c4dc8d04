package line_test

import (
	"testing"

	"parvis/data"
	"parvis/data/calendar"
	"parvis/data/line"
)

// The days are those of the laws that assets/keydates/sales.json cites, worked
// out by hand.
func TestSalesAreThoseOfThePlace(t *testing.T) {
	all, err := calendar.KnownKeyDates()
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		place     calendar.Scope
		day       string
		in, known bool
	}{
		{calendar.Scope{Country: "FR"}, "2026-01-06", false, true},
		{calendar.Scope{Country: "FR"}, "2026-01-07", true, true}, // the second Wednesday comes after the 12th
		{calendar.Scope{Country: "FR"}, "2026-02-03", true, true},
		{calendar.Scope{Country: "FR"}, "2026-02-04", false, true},
		{calendar.Scope{Country: "FR"}, "2026-06-24", true, true},
		{calendar.Scope{Country: "FR"}, "2024-05-01", false, true},
		{calendar.Scope{Country: "FR"}, "2023-05-01", false, false}, // before the rules that are known
		{calendar.Scope{Country: "FR"}, "2031-05-01", false, false}, // nobody asked so far ahead
		{calendar.Scope{Country: "FR", Region: "57"}, "2026-01-03", false, false},
		{calendar.Scope{Country: "FR", Region: "57"}, "2026-01-15", true, true},
		{calendar.Scope{Country: "FR", Region: "2A"}, "2026-07-01", false, true},
		{calendar.Scope{Country: "BE"}, "2026-01-02", false, true},
		{calendar.Scope{Country: "BE"}, "2026-01-31", true, true},
		{calendar.Scope{Country: "BE"}, "2026-12-15", false, true}, // the wait before them is none
	} {
		dates, err := all.Between("2022-01-01", "2028-12-31", test.place)
		if err != nil {
			t.Fatal(err)
		}
		if in, known := line.Sales(dates)(test.day); in != test.in || known != test.known {
			t.Errorf("%+v on %s: in %v, known %v", test.place, test.day, in, known)
		}
	}
	if line.Sales(nil) != nil {
		t.Error("something is known of a place without key dates")
	}
	if dates, err := all.Between("2022-01-01", "2028-12-31", calendar.Scope{Country: "CH"}); err != nil || line.Sales(dates) != nil {
		t.Errorf("Swiss sales are known (%v)", err)
	}
}

func TestTheWordOfSalesIsHeldAgainstThePeriods(t *testing.T) {
	all, err := calendar.KnownKeyDates()
	if err != nil {
		t.Fatal(err)
	}
	dates, err := all.Between("2025-01-01", "2027-12-31", calendar.Scope{Country: "FR"})
	if err != nil {
		t.Fatal(err)
	}
	for day, want := range map[string]int{"2026-01-20": 0, "2026-11-21": 1} {
		on := line.Context{Line: data.Line{Country: "FR"}, Lang: "fr", Day: day, Sales: line.Sales(dates)}
		count := 0
		for _, f := range line.Check(data.Post{}, []string{"Grands soldes sur les tabliers"}, on) {
			if f.Rule == "sales" {
				count++
			}
		}
		if count != want {
			t.Errorf("on %s it is said %d times", day, count)
		}
	}
}
