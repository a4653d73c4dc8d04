package calendar

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"parvis/data"
)

func at(t *testing.T, wall, zone string) data.Schedule {
	t.Helper()
	s, _, err := Resolve(wall, zone)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func walls(all []Occurrence) (out []string) {
	for _, o := range all {
		out = append(out, o.When.Wall)
	}
	return out
}

// The examples are those of RFC 5545, section 3.8.5.3, at their hour.
func TestRulesComeAsTheStandardSays(t *testing.T) {
	for _, c := range []struct {
		first, rule string
		want        string // days
	}{
		{"1997-09-02", "FREQ=DAILY;COUNT=4", "09-02 09-03 09-04 09-05"},
		{"1997-09-02", "FREQ=DAILY;INTERVAL=10;COUNT=5", "09-02 09-12 09-22 10-02 10-12"},
		{"1997-09-02", "RRULE:FREQ=WEEKLY;UNTIL=19970923;WKST=SU;BYDAY=TU,TH", "09-02 09-04 09-09 09-11 09-16 09-18 09-23"},
		{"1997-09-02", "FREQ=WEEKLY;INTERVAL=2;COUNT=4;WKST=SU;BYDAY=TU,TH", "09-02 09-04 09-16 09-18"},
		{"1997-09-05", "FREQ=MONTHLY;COUNT=4;BYDAY=1FR", "09-05 10-03 11-07 12-05"},
		{"1997-09-22", "FREQ=MONTHLY;COUNT=3;BYDAY=-2MO", "09-22 10-20 11-17"},
		{"1997-09-28", "FREQ=MONTHLY;BYMONTHDAY=-3;COUNT=3", "09-28 10-29 11-28"},
		{"1997-09-30", "FREQ=MONTHLY;BYMONTHDAY=1,-1;COUNT=4", "09-30 10-01 10-31 11-01"},
		{"1997-09-04", "FREQ=MONTHLY;COUNT=3;BYDAY=TU,WE,TH;BYSETPOS=3", "09-04 10-07 11-06"},
		{"1997-08-05", "FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO", "08-05 08-10 08-19 08-24"},
		{"1997-08-05", "FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU", "08-05 08-17 08-19 08-31"},
		{"1997-01-31", "FREQ=MONTHLY;COUNT=3", "01-31 03-31 05-31"},
		// The first one counts though it follows no rule.
		{"1997-09-03", "FREQ=WEEKLY;BYDAY=TU;COUNT=3", "09-03 09-09 09-16"},
	} {
		all, err := Occurrences(c.rule, at(t, c.first+"T09:00", "America/New_York"), "", "")
		if err != nil {
			t.Errorf("%s: %v", c.rule, err)
			continue
		}
		var days []string
		for _, w := range walls(all) {
			days = append(days, strings.TrimSuffix(strings.TrimPrefix(w, "1997-"), "T09:00"))
		}
		if got := strings.Join(days, " "); got != c.want {
			t.Errorf("%s from %s: %s, want %s", c.rule, c.first, got, c.want)
		}
	}
}

// R20: three years in twenty zones, and the wall never moves.
func TestARuleKeepsItsHourAcrossChangesOfTheClocks(t *testing.T) {
	zones := strings.Fields(`Europe/Paris Europe/Brussels Europe/Zurich Europe/London Europe/Lisbon America/Montreal
		America/New_York America/St_Johns America/Sao_Paulo America/Santiago Africa/Casablanca Africa/Cairo Asia/Beirut
		Asia/Tokyo Asia/Kathmandu Australia/Sydney Australia/Lord_Howe Pacific/Auckland Pacific/Chatham America/Guadeloupe`)
	for _, zone := range zones {
		loc, err := time.LoadLocation(zone)
		if err != nil {
			t.Fatal(err)
		}
		gaps := 0
		all, err := Occurrences("FREQ=DAILY;UNTIL=20281231", at(t, "2026-01-01T02:30", zone), "", "")
		if err != nil || len(all) < 1000 {
			t.Fatalf("%s: %d, %v", zone, len(all), err)
		}
		for _, o := range all {
			read := o.When.Instant.In(loc).Format(data.WallLayout)
			if o.Shift.Kind == Gap {
				gaps++
				if read != o.Shift.Used {
					t.Errorf("%s %s: reads %s, says %s", zone, o.When.Wall, read, o.Shift.Used)
				}
			} else if read != o.When.Wall {
				t.Errorf("%s %s: reads %s", zone, o.When.Wall, read)
			}
		}
		if zone == "Europe/Paris" && gaps != 3 {
			t.Errorf("Paris: %d nights without 02:30 in three years", gaps)
		}
	}
}

func TestBoundsOfARule(t *testing.T) {
	first := at(t, "2026-11-26T18:30", "Europe/Paris")
	for _, c := range []struct{ rule, after, until, want string }{
		{"FREQ=WEEKLY;COUNT=5", "2026-12-03T18:30", "2026-12-17T18:30", "2026-12-10T18:30 2026-12-17T18:30"},
		{"FREQ=WEEKLY;UNTIL=20261203T173000Z", "", "", "2026-11-26T18:30 2026-12-03T18:30"},
		{"FREQ=WEEKLY;UNTIL=20261203T172959Z", "", "", "2026-11-26T18:30"},
		{"FREQ=WEEKLY;UNTIL=20261203T183000", "", "", "2026-11-26T18:30 2026-12-03T18:30"},
		{"FREQ=WEEKLY;UNTIL=20260101", "", "", "2026-11-26T18:30"},
	} {
		all, err := Occurrences(c.rule, first, c.after, c.until)
		if got := strings.Join(walls(all), " "); got != c.want || err != nil {
			t.Errorf("%s: %s, %v; want %s", c.rule, got, err, c.want)
		}
	}
}

func TestRulesThatAreNone(t *testing.T) {
	for _, rule := range []string{
		"", "weekly", "FREQ=WEEKLY", "FREQ=HOURLY;COUNT=3", "FREQ=DAILY;COUNT=0", "FREQ=DAILY;COUNT=-1", "FREQ=DAILY;COUNT=5000",
		"FREQ=DAILY;COUNT=3;UNTIL=20270101", "FREQ=DAILY;COUNT=2;BYHOUR=3,4", "FREQ=DAILY;COUNT=2;INTERVAL=-1",
		"FREQ=DAILY;COUNT=2\nDTSTART:20260101", "FREQ=YEARLY;BYMONTHDAY=99;COUNT=1", "FREQ=DAILY;COUNT=2;NOISE=1",
		"FREQ=DAILY;UNTIL=tomorrow", strings.Repeat("FREQ=DAILY;", 100),
	} {
		if err := CheckRule(rule); !errors.Is(err, ErrRule) {
			if _, err := Occurrences(rule, at(t, "2026-11-26T18:30", "Europe/Paris"), "", ""); !errors.Is(err, ErrRule) {
				t.Errorf("%.60q passes: %v", rule, err)
			}
		}
	}
}

func FuzzRule(f *testing.F) {
	f.Add("FREQ=MONTHLY;BYDAY=-1FR;BYSETPOS=1;UNTIL=20301231")
	f.Add("FREQ=YEARLY;BYWEEKNO=53;BYDAY=SU;COUNT=3")
	f.Fuzz(func(t *testing.T, rule string) {
		first := data.Schedule{Wall: "2026-11-26T18:30", Zone: "Europe/Paris"}
		all, err := Occurrences(rule, first, "", "")
		if err == nil && (len(all) == 0 || len(all) > MostOccurrences || !slices.IsSorted(walls(all))) {
			t.Errorf("%q comes %d times", rule, len(all))
		}
	})
}
