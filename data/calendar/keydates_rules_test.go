package calendar_test

import (
	"fmt"
	"slices"
	"strconv"
	"testing"
	"time"

	"parvis/data"
	"parvis/data/calendar"
)

// everywhere are all scopes without trades: no country, each country, each
// region.
func everywhere(dates *calendar.KeyDates) []calendar.Scope {
	scopes := []calendar.Scope{{}}
	for _, country := range dates.Countries() {
		scopes = append(scopes, calendar.Scope{Country: country})
		for _, region := range dates.Regions(country) {
			scopes = append(scopes, calendar.Scope{Country: country, Region: region})
		}
	}
	return scopes
}

// TestAnyYearIsInOrderAndOnce looks at each day and each pair of days from 1900
// to 2200, in places whose rules differ.
func TestAnyYearIsInOrderAndOnce(t *testing.T) {
	dates := keyDates(t)
	for _, place := range []string{"world", "FR", "FR-57", "FR-974", "FR-2A", "BE-VAN", "BE-DG", "CH-GE", "CH-NE", "CH-JU", "CA-QC"} {
		for year := 1900; year <= 2200; year++ {
			first, last := fmt.Sprintf("%d-01-01", year), fmt.Sprintf("%d-12-31", year)
			found, err := dates.Between(first, last, at(place))
			if err != nil || len(found) == 0 {
				t.Fatalf("%s %d: %d dates, %v", place, year, len(found), err)
			}
			if !slices.IsSortedFunc(found, func(a, b calendar.KeyDate) int { return compare(a.From, b.From) }) {
				t.Errorf("%s %d is not in order", place, year)
			}
			seen := map[string]bool{}
			for _, d := range found {
				switch name := d.ID + " " + d.From; {
				case seen[name]:
					t.Errorf("%s %d: %s twice", place, year, name)
				case d.To < d.From, d.From > last, d.To < first:
					t.Errorf("%s %d: %+v", place, year, d)
				default:
					seen[name] = true
				}
			}
		}
	}
}

func compare(a, b string) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

// TestEasterIsThatOfTheTables finds Easter as the church does, from the epact of
// the golden number: the Sunday after the fourteenth day of the moon that falls
// on 21 March or later (D. Knuth, The Art of Computer Programming, 1.3.2, exercise
// 14, after Clavius).
func TestEasterIsThatOfTheTables(t *testing.T) {
	dates := keyDates(t)
	for year := 1583; year <= 4000; year++ {
		golden, century := year%19+1, year/100+1
		epact := (11*golden + 20 + (8*century+5)/25 - 5 - (3*century/4 - 12)) % 30
		if epact == 25 && golden > 11 || epact == 24 {
			epact++
		}
		day := 44 - epact // of March
		if day < 21 {
			day += 30
		}
		want := time.Date(year, 3, day+1, 0, 0, 0, 0, time.UTC)
		for want.Weekday() != time.Sunday {
			want = want.AddDate(0, 0, 1)
		}
		first := fmt.Sprintf("%d-03-20", year)
		found, err := dates.Between(first, fmt.Sprintf("%d-04-30", year), calendar.Scope{})
		if err != nil {
			t.Fatal(err)
		}
		at := slices.IndexFunc(found, func(d calendar.KeyDate) bool { return d.ID == "easter" })
		if at < 0 || found[at].From != want.Format(data.DayLayout) {
			t.Errorf("Easter %d is %s in the tables, the rule has %+v", year, want.Format(data.DayLayout), found)
		}
	}
}

func TestAPeriodReachesIntoTheNextYear(t *testing.T) {
	found, err := keyDates(t).Between("2027-02-01", "2027-02-01", at("CA-QC"))
	if err != nil || len(found) != 1 || found[0].From != "2026-12-01" || found[0].To != "2027-03-15" {
		t.Errorf("1 February in Québec: %+v (%v)", found, err)
	}
}

// TestDaysAddUpToTheYear: what a year shows is what its days show, one by one.
func TestDaysAddUpToTheYear(t *testing.T) {
	dates := keyDates(t)
	for _, place := range []string{"FR-67", "BE-BRU", "CH-VD", "CA-QC"} {
		year, err := dates.Between("2026-01-01", "2026-12-31", at(place))
		if err != nil {
			t.Fatal(err)
		}
		shown := map[string]int{}
		for day := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC); day.Year() == 2026; day = day.AddDate(0, 0, 1) {
			one := day.Format(data.DayLayout)
			found, err := dates.Between(one, one, at(place))
			if err != nil {
				t.Fatal(err)
			}
			for _, d := range found {
				shown[d.ID+" "+d.From]++
			}
		}
		for _, d := range year {
			name := d.ID + " " + d.From
			if want := days(max(d.From, "2026-01-01"), min(d.To, "2026-12-31")); shown[name] != want {
				t.Errorf("%s: %s is shown on %d days of %d", place, name, shown[name], want)
			}
			delete(shown, name)
		}
		if len(shown) > 0 {
			t.Errorf("%s: days show what the year does not: %v", place, shown)
		}
	}
}

// days counts them, the first and the last included.
func days(from, to string) int {
	first, _ := time.Parse(data.DayLayout, from)
	last, _ := time.Parse(data.DayLayout, to)
	return int(last.Sub(first).Hours()/24) + 1
}

// TestRemindersBeginWhenTheyShould goes through a year day by day: each date is
// announced from its lead on, up to the day itself, and never else.
func TestRemindersBeginWhenTheyShould(t *testing.T) {
	dates := keyDates(t)
	scope := calendar.Scope{Country: "FR", Region: "69", Packs: []string{"bakery", "florist", "clothes_shop"}}
	times := map[string]int{}
	for day := time.Date(2025, 9, 1, 0, 0, 0, 0, time.UTC); day.Year() < 2027; day = day.AddDate(0, 0, 1) {
		today := day.Format(data.DayLayout)
		found, err := dates.Reminders(today, scope)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range found {
			if ahead := days(today, d.From) - 1; ahead < 0 || ahead > d.Lead {
				t.Errorf("%s: %s on %s is announced, its lead is %d days", today, d.ID, d.From, d.Lead)
			}
			times[d.ID+" "+d.From]++
		}
	}
	year, err := dates.Between("2026-01-01", "2026-12-31", scope)
	if err != nil {
		t.Fatal(err)
	}
	announced := 0
	for _, d := range year {
		if d.From < "2026" {
			continue
		}
		want := 0
		if d.Lead > 0 {
			want = d.Lead + 1
			announced++
		}
		if got := times[d.ID+" "+d.From]; got != want {
			t.Errorf("%s on %s is announced on %d days, want %d", d.ID, d.From, got, want)
		}
	}
	if announced < 15 {
		t.Errorf("only %d dates are announced in a year", announced)
	}
}

func TestTradesGetTheirDays(t *testing.T) {
	dates := keyDates(t)
	ask := func(packs ...string) map[string]calendar.KeyDate {
		found, err := dates.Between("2026-01-01", "2026-12-31", calendar.Scope{Country: "FR", Packs: packs})
		if err != nil {
			t.Fatal(err)
		}
		all := map[string]calendar.KeyDate{}
		for _, d := range found {
			all[d.ID] = d
		}
		return all
	}
	none, florist, both := ask(), ask("florist"), ask("florist", "bakery")
	if _, ok := florist["saint_honore"]; ok {
		t.Error("a florist is told of the bakers' feast")
	}
	for _, id := range []string{"bastille_day", "winter_sales", "mothers_day"} {
		if _, ok := florist[id]; !ok {
			t.Errorf("a florist does not see %s", id)
		}
	}
	mothers := both["mothers_day"]
	if mothers.Lead != 28 || !slices.Equal(mothers.Angles, []string{"keydate.angle.bakery.mothers_day", "keydate.angle.florist.mothers_day"}) {
		t.Errorf("mother's day of two trades: %+v", mothers)
	}
	if d := none["saint_honore"]; d.From != "2026-05-16" || d.Lead != 0 || d.Angles != nil {
		t.Errorf("without a trade: %+v", d)
	}
	if mother := florist["mothers_day"]; len(mother.Angles) != 1 || mother.Source == "" || mother.Kind != calendar.Trade {
		t.Errorf("mother's day of a florist: %+v", mother)
	}
}

func TestSchoolCalendarsEndWhereTheyAreNotPublished(t *testing.T) {
	dates := keyDates(t)
	tests := []struct {
		scope    calendar.Scope
		from, to string
		want     []calendar.Span
	}{
		{at("FR-44"), "2025-01-01", "2026-12-31", nil},
		{at("FR-44"), "2027-07-03", "2027-07-03", nil},
		{at("FR-44"), "2026-01-01", "2027-12-31", []calendar.Span{{From: "2027-07-04", To: "2027-12-31"}}},
		{at("FR-44"), "2024-08-01", "2024-09-30", []calendar.Span{{From: "2024-08-01", To: "2024-09-01"}}},
		{at("FR-44"), "2030-01-01", "2030-12-31", []calendar.Span{{From: "2030-01-01", To: "2030-12-31"}}},
		{at("FR-2B"), "2026-01-01", "2026-12-31", []calendar.Span{{From: "2026-07-05", To: "2026-12-31"}}},
		{calendar.Scope{Country: "FR", SchoolZone: "B"}, "2026-01-01", "2026-12-31", nil},
		{at("FR"), "2026-01-01", "2026-01-31", []calendar.Span{{From: "2026-01-01", To: "2026-01-31"}}},
		{at("FR-974"), "2026-01-01", "2026-01-31", []calendar.Span{{From: "2026-01-01", To: "2026-01-31"}}},
		{at("CH-GE"), "2026-01-01", "2026-01-31", []calendar.Span{{From: "2026-01-01", To: "2026-01-31"}}},
	}
	for _, test := range tests {
		got, err := dates.Unpublished(test.from, test.to, test.scope)
		if err != nil || !slices.Equal(got, test.want) {
			t.Errorf("%+v from %s to %s: %v (%v), want %v", test.scope, test.from, test.to, got, err, test.want)
		}
		for _, gap := range got {
			found, err := dates.Between(gap.From, gap.To, test.scope)
			if err != nil || slices.ContainsFunc(found, func(d calendar.KeyDate) bool { return d.Kind == calendar.School }) {
				t.Errorf("%v has school dates after all (%v)", gap, err)
			}
		}
	}
}

// TestSchoolHolidaysAreWeeks: in France all but the bridge and the summer go
// from a Saturday over two whole weeks.
func TestSchoolHolidaysAreWeeks(t *testing.T) {
	dates := keyDates(t)
	for _, zone := range dates.SchoolZones("FR") {
		found, err := dates.Between("2024-01-01", "2030-12-31", calendar.Scope{Country: "FR", SchoolZone: zone})
		if err != nil {
			t.Fatal(err)
		}
		weeks := 0
		for _, d := range found {
			if !slices.Contains([]string{"school_autumn", "school_christmas", "school_winter", "school_spring"}, d.ID) {
				continue
			}
			weeks++
			begins, _ := time.Parse(data.DayLayout, d.From)
			n := days(d.From, d.To)
			// Zone B came back on the Tuesday after Easter Monday in 2025.
			if begins.Weekday() != time.Saturday || n != 16 && !(n == 17 && d.To == "2025-04-21") {
				t.Errorf("zone %s: %+v has %d days from a %s", zone, d, n, begins.Weekday())
			}
		}
		if want := map[string]int{"corse": 8}[zone]; weeks != max(want, 12) && weeks != want {
			t.Errorf("zone %s has %d holidays", zone, weeks)
		}
	}
}

func TestEveryDepartmentOfMainlandFranceHasItsZone(t *testing.T) {
	dates := keyDates(t)
	count := map[string]int{}
	for _, region := range dates.Regions("FR") {
		count[dates.SchoolZone("FR", region)]++
	}
	if count["A"] != 32 || count["B"] != 41 || count["C"] != 21 || count["corse"] != 2 || count[""] != 8 {
		t.Errorf("departments by zone: %v", count)
	}
	for region, want := range map[string]string{"33": "A", "44": "B", "75": "C", "2A": "corse", "971": "", "20": ""} {
		if got := dates.SchoolZone("FR", region); got != want {
			t.Errorf("department %s is in zone %q, want %q", region, got, want)
		}
	}
}

func TestYearsWithoutARuleAreEmptyOfIt(t *testing.T) {
	dates := keyDates(t)
	for year, want := range map[int]bool{1949: false, 1950: true, 2026: true} {
		y := strconv.Itoa(year)
		found, err := dates.Between(y+"-01-01", y+"-12-31", at("FR"))
		got := slices.ContainsFunc(found, func(d calendar.KeyDate) bool { return d.ID == "mothers_day" })
		if err != nil || got != want {
			t.Errorf("mother's day in %d: %v (%v)", year, got, err)
		}
	}
}
