package calendar

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"parvis/data"
)

func TestKeyDatesAsABrandKeepsThem(t *testing.T) {
	found := []KeyDate{
		{ID: "black_friday", Key: "keydate.black_friday", Kind: Trade, From: "2026-11-27", To: "2026-11-27", Lead: 14},
		{ID: "christmas", Key: "keydate.christmas", Kind: Holiday, From: "2026-12-25", To: "2026-12-25"},
		{ID: "advent", Key: "keydate.advent", Kind: Trade, From: "2026-11-29", To: "2026-12-24", Lead: 10},
	}
	kept := data.Dates{
		Own: []data.OwnDate{
			{ID: "own-1", Name: "Anniversaire de la boutique", Day: "11-27", Angle: "Dix ans"},
			{ID: "own-2", Name: "Inauguration", Day: "2027-01-15"},
			{ID: "own-3", Name: "Bissextile", Day: "02-29"},
			{ID: "own-4", Name: "Faux", Day: "13-45"},
		},
		Hidden: []string{"black_friday"},
		Leads:  map[string]int{"holiday": 7, "trade": 5},
		Lead:   map[string]int{"advent": 0, "own-1": 30},
	}
	all, err := Keep(found, kept, "2026-11-01", "2027-10-31")
	if err != nil {
		t.Fatal(err)
	}
	text := ""
	for _, d := range all {
		text += fmt.Sprintf("%s %s %d; ", d.From, d.ID, d.Lead)
	}
	if want := "2026-11-27 own-1 30; 2026-11-29 advent 0; 2026-12-25 christmas 7; 2027-01-15 own-2 0; 2027-02-28 own-3 0; "; text != want {
		t.Errorf("%s, want %s", text, want)
	}
	if len(found) != 3 || found[0].ID != "black_friday" || found[0].Lead != 14 {
		t.Errorf("what was found is changed: %+v", found)
	}
	words := func(key string, _ ...any) string { return strings.ToUpper(key) }
	if all[0].Title(words) != "Anniversaire de la boutique" || all[0].Note != "Dix ans" || all[1].Title(words) != "KEYDATE.ADVENT" {
		t.Errorf("%+v", all)
	}
	for day, want := range map[string]string{"2026-11-20": "own-1", "2026-12-17": "", "2026-12-18": "christmas", "2026-12-25": "christmas", "2026-12-26": ""} {
		near, err := Approaching(all, day)
		var ids []string
		for _, d := range near {
			ids = append(ids, d.ID)
		}
		if got := strings.Join(ids, " "); got != want || err != nil {
			t.Errorf("%s: %q, %v; want %q", day, got, err, want)
		}
	}
	if _, err := Keep(nil, kept, "2026-11-01", "2026-10-01"); !errors.Is(err, ErrTime) {
		t.Errorf("%v", err)
	}
	if _, err := Approaching(nil, "demain"); !errors.Is(err, ErrTime) {
		t.Errorf("%v", err)
	}
}
