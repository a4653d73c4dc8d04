package calendar_test

import (
	"errors"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"parvis/assets"
	"parvis/data/calendar"
)

func keyDates(t testing.TB) *calendar.KeyDates {
	t.Helper()
	dates, err := calendar.LoadKeyDates(assets.KeyDates)
	if err != nil {
		t.Fatal(err)
	}
	return dates
}

// at is the scope of "FR-57", "BE" or "world".
func at(place string) calendar.Scope {
	if place == "world" {
		return calendar.Scope{}
	}
	country, region, _ := strings.Cut(place, "-")
	return calendar.Scope{Country: country, Region: region}
}

// lines reads a table without its remarks and its heading.
func lines(t *testing.T, name string) (rows [][]string) {
	t.Helper()
	content, err := os.ReadFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(content)) {
		if !strings.HasPrefix(line, "#") {
			rows = append(rows, strings.Split(strings.TrimSuffix(line, "\n"), "\t"))
		}
	}
	return rows
}

// table is what testdata/keydates.tsv says, by place and kind: "id from to".
func table(t *testing.T) map[[2]string][]string {
	t.Helper()
	rows := lines(t, "keydates.tsv")
	years := rows[0][3:]
	want := map[[2]string][]string{}
	for _, row := range rows[1:] {
		for i, cell := range row[3:] {
			if cell == "-" {
				continue
			}
			from, to, some := strings.Cut(cell, "/")
			if !some {
				to = from
			}
			if len(to) == len("12-25") {
				to = years[i] + "-" + to
			}
			group := [2]string{row[0], row[1]}
			want[group] = append(want[group], row[2]+" "+years[i]+"-"+from+" "+to)
		}
	}
	return want
}

// TestEveryKeyDateOf2024To2035 wants exactly the days of the table.
func TestEveryKeyDateOf2024To2035(t *testing.T) {
	dates := keyDates(t)
	compared := 0
	for group, want := range table(t) {
		got := []string{}
		found, err := dates.Between("2024-01-01", "2035-12-31", at(group[0]))
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range found {
			if string(d.Kind) == group[1] && d.From >= "2024" {
				got = append(got, d.ID+" "+d.From+" "+d.To)
			}
		}
		slices.Sort(got)
		slices.Sort(want)
		for _, missing := range less(want, got) {
			t.Errorf("%v lacks %s", group, missing)
		}
		for _, extra := range less(got, want) {
			t.Errorf("%v has %s, which the table has not", group, extra)
		}
		if len(got) != len(want) {
			t.Errorf("%v has %d days, the table %d", group, len(got), len(want))
		}
		compared += len(want)
	}
	if compared < 7000 {
		t.Errorf("the table has only %d days", compared)
	}
}

// less is what a has and b has not.
func less(a, b []string) []string {
	return slices.DeleteFunc(slices.Clone(a), func(s string) bool { return slices.Contains(b, s) })
}

func TestDaysAreThoseThatWereAnnounced(t *testing.T) {
	dates := keyDates(t)
	for _, row := range lines(t, "keydates_published.tsv")[1:] {
		place, id, from, to := row[0], row[1], row[2], row[3]
		year := from[:4]
		found, err := dates.Between(year+"-01-01", year+"-12-31", at(place))
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		for _, d := range found {
			if d.ID == id && d.From[:4] == year {
				got += " " + d.From + " to " + d.To
			}
		}
		if got != " "+from+" to "+to {
			t.Errorf("%s in %s: %s, but %s announced %s to %s", id, place, got, row[4], from, to)
		}
	}
}

func TestMothersDayGivesWayToPentecost(t *testing.T) {
	dates := keyDates(t)
	moved := 0
	for year := 1950; year <= 2100; year++ {
		y := strconv.Itoa(year)
		found, err := dates.Between(y+"-05-01", y+"-06-30", at("FR"))
		if err != nil {
			t.Fatal(err)
		}
		whitMonday, mothers := "", ""
		for _, d := range found {
			switch d.ID {
			case "whit_monday":
				whitMonday = d.From
			case "mothers_day":
				mothers += d.From
			}
		}
		// Pentecost is the last Sunday of May when the Monday after is 26 May to 1 June.
		meets := whitMonday >= y+"-05-26" && whitMonday <= y+"-06-01"
		if late := mothers >= y+"-06-01"; late != meets || len(mothers) != len("2026-05-31") {
			t.Errorf("%d: mother's day on %s, Whit Monday on %s", year, mothers, whitMonday)
		}
		if meets {
			moved++
		}
	}
	if moved < 20 || moved > 60 {
		t.Errorf("it gave way in %d of 151 years", moved)
	}
}

func TestBadQuestionsAboutKeyDates(t *testing.T) {
	dates := keyDates(t)
	for _, days := range [][2]string{{"", "2026-01-01"}, {"2026-01-01", "hier"}, {"2026-02-30", "2026-03-01"}, {"2026-02-01", "2026-01-31"}} {
		_, err := dates.Between(days[0], days[1], calendar.Scope{})
		_, errGaps := dates.Unpublished(days[0], days[1], calendar.Scope{})
		if !errors.Is(err, calendar.ErrTime) || !errors.Is(errGaps, calendar.ErrTime) {
			t.Errorf("%v: %v, %v", days, err, errGaps)
		}
	}
	for _, scope := range []calendar.Scope{
		{Country: "fr"},
		{Country: "DE"},
		{Region: "57"},
		{Country: "FR", Region: "20"},
		{Country: "BE", Region: "57"},
		{Country: "FR", SchoolZone: "D"},
		{Country: "CH", Region: "GE", SchoolZone: "A"},
		{SchoolZone: "A"},
		{Packs: []string{"bank"}},
	} {
		_, err := dates.Between("2026-01-01", "2026-12-31", scope)
		_, errDay := dates.Reminders("2026-01-01", scope)
		_, errGaps := dates.Unpublished("2026-01-01", "2026-12-31", scope)
		if !errors.Is(err, calendar.ErrScope) || !errors.Is(errDay, calendar.ErrScope) || !errors.Is(errGaps, calendar.ErrScope) {
			t.Errorf("%+v: %v, %v, %v", scope, err, errDay, errGaps)
		}
	}
	if _, err := dates.Reminders("demain", calendar.Scope{}); !errors.Is(err, calendar.ErrTime) {
		t.Errorf("reminders of tomorrow: %v", err)
	}
}
