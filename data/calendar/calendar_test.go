package calendar_test

import (
	"errors"
	"testing"
	"time"
	_ "time/tzdata" // the same rules on every computer

	"parvis/data"
	"parvis/data/calendar"
)

func TestResolve(t *testing.T) {
	tests := []struct {
		wall, zone, instant string
		shift               calendar.Shift
	}{
		{"2026-11-26T18:30", "Europe/Paris", "2026-11-26T17:30:00Z", calendar.Shift{Used: "2026-11-26T18:30"}},
		{"2026-07-01T00:00", "UTC", "2026-07-01T00:00:00Z", calendar.Shift{Used: "2026-07-01T00:00"}},
		// Finding 7 of reliability.md: Go's own parser reads these two differently.
		{"2027-03-28T02:30", "Europe/Madrid", "2027-03-28T01:30:00Z", calendar.Shift{Kind: calendar.Gap, By: time.Hour, Used: "2027-03-28T03:30"}},
		{"2027-03-14T02:30", "America/New_York", "2027-03-14T07:30:00Z", calendar.Shift{Kind: calendar.Gap, By: time.Hour, Used: "2027-03-14T03:30"}},
		{"2027-10-31T02:30", "Europe/Madrid", "2027-10-31T00:30:00Z", calendar.Shift{Kind: calendar.Overlap, By: time.Hour, Used: "2027-10-31T02:30"}},
		{"2027-11-07T01:30", "America/New_York", "2027-11-07T05:30:00Z", calendar.Shift{Kind: calendar.Overlap, By: time.Hour, Used: "2027-11-07T01:30"}},
		// The edges of a gap and of an overlap.
		{"2027-03-28T01:59", "Europe/Madrid", "2027-03-28T00:59:00Z", calendar.Shift{Used: "2027-03-28T01:59"}},
		{"2027-03-28T02:00", "Europe/Madrid", "2027-03-28T01:00:00Z", calendar.Shift{Kind: calendar.Gap, By: time.Hour, Used: "2027-03-28T03:00"}},
		{"2027-03-28T03:00", "Europe/Madrid", "2027-03-28T01:00:00Z", calendar.Shift{Used: "2027-03-28T03:00"}},
		{"2027-10-31T03:00", "Europe/Madrid", "2027-10-31T02:00:00Z", calendar.Shift{Used: "2027-10-31T03:00"}},
		// Half an hour, and a whole day that Samoa left out.
		{"2026-10-04T02:15", "Australia/Lord_Howe", "2026-10-03T15:45:00Z", calendar.Shift{Kind: calendar.Gap, By: 30 * time.Minute, Used: "2026-10-04T02:45"}},
		{"2011-12-30T12:00", "Pacific/Apia", "2011-12-30T22:00:00Z", calendar.Shift{Kind: calendar.Gap, By: 24 * time.Hour, Used: "2011-12-31T12:00"}},
	}
	for _, test := range tests {
		got, shift, err := calendar.Resolve(test.wall, test.zone)
		if err != nil {
			t.Fatal(err)
		}
		if instant := got.Instant.Format(time.RFC3339); instant != test.instant || shift != test.shift {
			t.Errorf("%s in %s is %s, %+v; want %s, %+v", test.wall, test.zone, instant, shift, test.instant, test.shift)
		}
		if got.Wall != test.wall || got.Zone != test.zone {
			t.Errorf("what was promised changed: %+v", got)
		}
		if used, err := calendar.Wall(got.Instant, test.zone); err != nil || used != shift.Used {
			t.Errorf("the wall shows %s at that instant, want %s (%v)", used, shift.Used, err)
		}
	}
}

func TestBadQuestions(t *testing.T) {
	for _, wall := range []string{"", "2026-11-26", "2026-11-26T18:30:00", "2026-02-30T10:00", "2026-11-26T24:00", "26/11/2026 18:30", "2026-11-26T18:30Z"} {
		if _, _, err := calendar.Resolve(wall, "Europe/Paris"); !errors.Is(err, calendar.ErrTime) {
			t.Errorf("%q: %v", wall, err)
		}
		if _, _, err := calendar.SameHour(data.Schedule{Wall: wall, Zone: "UTC"}, "2026-11-26"); !errors.Is(err, calendar.ErrTime) {
			t.Errorf("%q moved: %v", wall, err)
		}
	}
	for _, zone := range []string{"", "Local", "Europe/Nantes", "../etc/passwd", "GMT+2"} {
		_, _, err := calendar.Resolve("2026-11-26T18:30", zone)
		_, errWall := calendar.Wall(time.Unix(0, 0), zone)
		_, errDay := calendar.Day(time.Unix(0, 0), zone)
		_, errDays := calendar.Days("2026-11-26", 1, zone)
		_, errMonth := calendar.Month(2026, 11, zone, time.Monday)
		_, errWeek := calendar.Week(time.Unix(0, 0), zone, time.Monday)
		for _, err := range []error{err, errWall, errDay, errDays, errMonth, errWeek} {
			if !errors.Is(err, calendar.ErrZone) {
				t.Errorf("zone %q: %v", zone, err)
			}
		}
	}
	for _, day := range []string{"", "2026-13-01", "hier"} {
		if _, err := calendar.Days(day, 1, "UTC"); !errors.Is(err, calendar.ErrTime) {
			t.Errorf("day %q: %v", day, err)
		}
	}
	if _, err := calendar.Month(2026, 13, "UTC", time.Monday); !errors.Is(err, calendar.ErrTime) {
		t.Errorf("month 13: %v", err)
	}
}

func TestSameHourOnAnotherDay(t *testing.T) {
	winter, _, err := calendar.Resolve("2027-03-20T02:30", "Europe/Paris")
	if err != nil {
		t.Fatal(err)
	}
	summer, shift, err := calendar.SameHour(winter, "2027-07-14")
	if err != nil || shift.Kind != calendar.NoShift || summer.Wall != "2027-07-14T02:30" || summer.Instant.Hour() != 0 {
		t.Errorf("moved to summer: %+v, %+v, %v", summer, shift, err)
	}
	_, shift, err = calendar.SameHour(winter, "2027-03-28")
	if err != nil || shift.Kind != calendar.Gap || shift.Used != "2027-03-28T03:30" {
		t.Errorf("moved into the gap: %+v, %v", shift, err)
	}
}

func TestDay(t *testing.T) {
	late := time.Date(2026, 11, 26, 23, 30, 0, 0, time.UTC)
	for zone, want := range map[string]string{"UTC": "2026-11-26", "Europe/Paris": "2026-11-27", "America/New_York": "2026-11-26"} {
		if got, err := calendar.Day(late, zone); err != nil || got != want {
			t.Errorf("%s: %s, want %s (%v)", zone, got, want, err)
		}
	}
}

// After 2037 zones are told by a rule and not by a list; the last days of leap
// years are where Go's own bounds go wrong.
func TestTheFarFutureHasItsHours(t *testing.T) {
	for _, zone := range []string{"Europe/Paris", "America/Montreal", "Asia/Tokyo", "Pacific/Auckland", "Africa/Casablanca"} {
		loc, err := time.LoadLocation(zone)
		if err != nil {
			t.Fatal(err)
		}
		for day := time.Date(2037, 1, 1, 12, 30, 0, 0, time.UTC); day.Year() < 2110; day = day.AddDate(0, 0, 1) {
			wall := day.Format(data.WallLayout)
			s, shift, err := calendar.Resolve(wall, zone)
			if err != nil || shift.Kind != calendar.NoShift || s.Instant.In(loc).Format(data.WallLayout) != wall {
				t.Fatalf("%s in %s is %s, %+v, %v", wall, zone, s.Instant, shift, err)
			}
		}
	}
}
