package calendar_test

import (
	"testing"
	"time"

	"parvis/data"
	"parvis/data/calendar"
)

func TestMonthShowsWholeWeeks(t *testing.T) {
	tests := []struct {
		year        int
		month       time.Month
		start       time.Weekday
		first, last string // the first and the last visible day
		weeks       int
	}{
		{2026, time.November, time.Monday, "2026-10-26", "2026-12-06", 6},
		{2026, time.November, time.Sunday, "2026-11-01", "2026-12-05", 5},
		{2027, time.February, time.Monday, "2027-02-01", "2027-03-07", 5}, // four would do
		{2026, time.December, time.Monday, "2026-11-30", "2027-01-03", 5},
		{2028, time.January, time.Monday, "2027-12-27", "2028-02-06", 6},
	}
	for _, test := range tests {
		bounds, err := calendar.Month(test.year, test.month, "Europe/Paris", test.start)
		if err != nil {
			t.Fatal(err)
		}
		if len(bounds) != test.weeks*7+1 {
			t.Errorf("%d-%d has %d bounds, want %d weeks", test.year, test.month, len(bounds), test.weeks)
		}
		first, _ := calendar.Day(bounds[0], "Europe/Paris")
		last, _ := calendar.Day(bounds[len(bounds)-2], "Europe/Paris")
		if first != test.first || last != test.last {
			t.Errorf("%d-%d shows %s to %s, want %s to %s", test.year, test.month, first, last, test.first, test.last)
		}
	}
}

func TestDaysOfOddLengths(t *testing.T) {
	tests := []struct {
		day, zone string
		hours     float64
	}{
		{"2027-03-28", "Europe/Paris", 23},
		{"2027-10-31", "Europe/Paris", 25},
		{"2026-10-04", "Australia/Lord_Howe", 23.5},
		{"2026-11-26", "Asia/Kolkata", 24},
		{"2026-04-24", "Africa/Cairo", 23},     // midnight does not exist
		{"2026-10-29", "Africa/Cairo", 25},     // 23:00 comes twice
		{"2026-09-06", "America/Santiago", 23}, // midnight does not exist
		{"2026-11-01", "America/Havana", 25},   // midnight comes twice
		{"2011-12-30", "Pacific/Apia", 0},      // left out
		{"2011-12-31", "Pacific/Apia", 24},
	}
	for _, test := range tests {
		bounds, err := calendar.Days(test.day, 1, test.zone)
		if err != nil {
			t.Fatal(err)
		}
		if got := bounds[1].Sub(bounds[0]).Hours(); got != test.hours {
			t.Errorf("%s in %s lasts %v hours, want %v", test.day, test.zone, got, test.hours)
		}
	}
}

func TestADayBeginsWithItsFirstInstant(t *testing.T) {
	for _, zone := range zones() {
		bounds, err := calendar.Days("2024-01-01", 7*366, zone)
		if err != nil {
			t.Fatal(err)
		}
		date := time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC)
		for _, bound := range bounds {
			before, _ := calendar.Day(bound.Add(-time.Second), zone)
			at, _ := calendar.Day(bound, zone)
			if want := date.Format(data.DayLayout); at != want || before >= want {
				t.Fatalf("%s: %s begins at %s, which is %s after %s", zone, want, bound, at, before)
			}
			date = date.AddDate(0, 0, 1)
		}
	}
}

func TestWeek(t *testing.T) {
	// Sunday evening in UTC is Monday in Paris.
	bounds, err := calendar.Week(time.Date(2026, 11, 22, 23, 30, 0, 0, time.UTC), "Europe/Paris", time.Monday)
	if err != nil || len(bounds) != 8 {
		t.Fatal(bounds, err)
	}
	if first, _ := calendar.Wall(bounds[0], "Europe/Paris"); first != "2026-11-23T00:00" {
		t.Errorf("the week begins %s", first)
	}
	if last, _ := calendar.Wall(bounds[7], "Europe/Paris"); last != "2026-11-30T00:00" {
		t.Errorf("the week ends %s", last)
	}
}

func TestNoDays(t *testing.T) {
	if bounds, err := calendar.Days("2026-11-26", 0, "UTC"); err != nil || len(bounds) != 1 {
		t.Errorf("no days have bounds %v (%v)", bounds, err)
	}
}
