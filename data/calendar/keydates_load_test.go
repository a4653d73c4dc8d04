package calendar_test

import (
	"encoding/json"
	"errors"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"parvis/assets"
	"parvis/data/calendar"
	"parvis/data/words"
)

// small is the least that can be loaded; a test spoils one file of it.
func small() fstest.MapFS {
	files := map[string]string{
		"places":  `[{"id": "FR", "regions": ["57"], "zones": [{"id": "B", "regions": ["57"]}]}]`,
		"holiday": `[{"id": "christmas", "in": ["FR"], "on": {"fixed": "12-25"}, "source": "law"}]`,
		"sales":   `[{"id": "sales", "on": {"weekday": "wednesday", "on_or_before": "01-12"}, "days": 28, "source": "law"}]`,
		"trade":   `[{"id": "mothers_day", "on": {"nth": -1, "weekday": "sunday", "month": 5, "unless": {"easter": 49}, "then": {"nth": 1, "weekday": "sunday", "month": 6}}, "source": "law"}]`,
		"world":   `[{"id": "book_day", "on": {"fixed": "04-23", "years": {"2030": "2030-04-24"}}, "source": "UNESCO"}]`,
		"school":  `[{"country": "FR", "zone": "B", "from": "2026-09-01", "to": "2027-07-03", "source": "order", "dates": [{"id": "school_back", "from": "2026-09-01"}]}]`,
		"packs":   `[{"id": "bakery", "dates": [{"id": "christmas", "lead": 35}, {"id": "school_back", "lead": 7}]}]`,
	}
	all := fstest.MapFS{}
	for name, content := range files {
		all["keydates/"+name+".json"] = &fstest.MapFile{Data: []byte(content)}
	}
	return all
}

func TestASmallFileOfRules(t *testing.T) {
	dates, err := calendar.LoadKeyDates(small())
	if err != nil {
		t.Fatal(err)
	}
	found, err := dates.Between("2030-04-01", "2030-04-30", calendar.Scope{})
	if err != nil || len(found) != 1 || found[0].From != "2030-04-24" {
		t.Errorf("a year set by hand: %+v (%v)", found, err)
	}
}

func TestSinceAndUntilAreYearsOfTheRule(t *testing.T) {
	files := small()
	files["keydates/world.json"] = &fstest.MapFile{Data: []byte(`[{"id": "x", "since": 2001, "until": 2003, "on": {"fixed": "06-01"}, "source": "s"}]`)}
	dates, err := calendar.LoadKeyDates(files)
	if err != nil {
		t.Fatal(err)
	}
	found, err := dates.Between("1990-06-01", "2010-06-01", calendar.Scope{})
	var years []string
	for _, d := range found {
		if d.ID == "x" {
			years = append(years, d.From[:4])
		}
	}
	if err != nil || strings.Join(years, " ") != "2001 2002 2003" {
		t.Errorf("the years are %v (%v)", years, err)
	}
}

// TestHostileFiles spoils one file at a time: each is refused, and the error
// names the file and the trouble.
func TestHostileFiles(t *testing.T) {
	rule := func(on string) string { return `[{"id": "x", "on": ` + on + `, "source": "s"}]` }
	school := func(from, to, dates string) string {
		return `{"country": "FR", "zone": "B", "from": "` + from + `", "to": "` + to + `", "source": "s", "dates": [` + dates + `]}`
	}
	tests := []struct{ file, content, says string }{
		{"world", ``, "unexpected end"},
		{"world", "[\n{\"id\": ", "line 2"},
		{"world", `{"id": "x"}`, "cannot unmarshal"},
		{"world", `[7]`, "entry 1"},
		{"world", `[]`, "nothing"},
		{"world", `[{"id": "x", "on": {"fixed": "01-01"}, "source": "s"}] []`, "after top-level value"},
		{"world", `[{"id": "x", "om": {"fixed": "01-01"}, "source": "s"}]`, "unknown field"},
		{"world", `[{"id": "X Y", "on": {"fixed": "01-01"}, "source": "s"}]`, "small letters"},
		{"world", `[{"id": "x", "on": {"fixed": "01-01"}}]`, "no source"},
		{"world", `[{"id": "x", "on": {"fixed": "01-01"}, "since": 2000, "until": 1999, "source": "s"}]`, "before it begins"},
		{"world", `[{"id": "x", "on": {"fixed": "01-01"}, "days": 400, "source": "s"}]`, "1 to 366"},
		{"world", `[{"id": "x", "on": {"fixed": "01-01"}, "days": 2, "to": {"fixed": "01-02"}, "source": "s"}]`, "1 to 366"},
		{"world", `[{"id": "x", "on": {"fixed": "01-01"}, "to": {}, "source": "s"}]`, "last day"},
		{"world", `[{"id": "x", "in": ["FR-20"], "on": {"fixed": "01-01"}, "source": "s"}]`, `no place "FR-20"`},
		{"world", `[{"id": "x", "not_in": ["DE"], "on": {"fixed": "01-01"}, "source": "s"}]`, `no place "DE"`},
		{"world", rule(`{}`), "here are 0"},
		{"world", rule(`{"fixed": "01-01", "easter": 0}`), "here are 2"},
		{"world", rule(`{"fixed": "02-29"}`), "every year"},
		{"world", rule(`{"fixed": "25/12"}`), "every year"},
		{"world", rule(`{"fixed": "01-01", "weekday": "sunday"}`), "a weekday goes with"},
		{"world", rule(`{"nth": 1, "month": 5}`), "a weekday goes with"},
		{"world", rule(`{"on_or_after": "05-01"}`), "a weekday goes with"},
		{"world", rule(`{"nth": 6, "weekday": "sunday", "month": 5}`), "number 6"},
		{"world", rule(`{"nth": 1, "weekday": "sunday", "month": 13}`), "is 13"},
		{"world", rule(`{"fixed": "01-01", "month": 1}`), "is 1"},
		{"world", rule(`{"nth": 1, "weekday": "dimanche", "month": 5}`), "dimanche"},
		{"world", rule(`{"fixed": "01-01", "move": {"someday": 1}}`), "someday"},
		{"world", rule(`{"fixed": "01-01", "move": {"sunday": 5000}}`), "more than"},
		{"world", rule(`{"easter": -99999999}`), "more than"},
		{"world", rule(`{"fixed": "01-01", "plus": 101}`), "more than"},
		{"world", rule(`{"easter": 1e99}`), "cannot unmarshal"},
		{"world", rule(`{"fixed": "01-01", "unless": {"easter": 0}}`), "go together"},
		{"world", rule(`{"fixed": "01-01", "unless": {"easter": 0}, "then": {}}`), "here are 0"},
		{"world", rule(`{"fixed": "01-01", "unless": {"easter": 0, "unless": {"easter": 1}, "then": {"easter": 1}}, "then": {"easter": 2}}`), "inside another"},
		{"world", rule(`{"fixed": "01-01", "years": {"2026": "2027-01-01"}}`), "2027-01-01"},
		{"world", rule(`{"fixed": "01-01", "years": {"2026": "demain"}}`), "demain"},
		{"places", `[{"id": "France"}]`, "code of a country"},
		{"places", `[{"id": "FR", "regions": ["57"], "zones": [{"id": "B", "regions": ["58"]}]}]`, `"58"`},
		{"packs", `[{"id": "bakery", "dates": [{"id": "chrismas", "lead": 35}]}]`, `"chrismas"`},
		{"packs", `[{"id": "bakery", "dates": [{"id": "christmas", "lead": 0}]}]`, "0 days ahead"},
		{"packs", `[{"id": "bakery", "dates": [{"id": "christmas", "lead": 5000}]}]`, "5000 days ahead"},
		{"packs", `[{"id": "bakery", "dates": [{"id": "christmas", "lead": 1}, {"id": "christmas", "lead": 2}]}]`, "twice"},
		{"packs", `[{"id": "", "dates": []}]`, "small letters"},
		{"school", `[{"country": "FR", "zone": "D", "from": "2026-09-01", "to": "2027-07-03", "source": "s", "dates": []}]`, `zone "D"`},
		{"school", `[{"country": "FR", "zone": "B", "from": "2026-09-01", "to": "2027-07-03", "dates": []}]`, "no source"},
		{"school", "[" + school("2026-09-01", "2027-07-03", `{"id": "a b", "from": "2026-10-01"}`) + "]", "small letters"},
		{"school", "[" + school("2026-09-01", "2027-07-03", `{"id": "b", "from": "2026-10-05", "to": "2026-10-01"}`) + "]", "out of order"},
		{"school", "[" + school("2026-09-01", "2027-07-03", `{"id": "b", "from": "2027-10-05"}`) + "]", "out of order"},
		{"school", "[" + school("2026-09-01", "2027-07-03", "") + "," + school("2027-07-03", "2028-07-03", "") + "]", "meet"},
		{"school", "[" + school("2026-09-01", "2026-13-03", "") + "]", "2026-13-03"},
	}
	for _, test := range tests {
		files := small()
		name := "keydates/" + test.file + ".json"
		files[name] = &fstest.MapFile{Data: []byte(test.content)}
		_, err := calendar.LoadKeyDates(files)
		if !errors.Is(err, calendar.ErrKeyDates) || !strings.Contains(err.Error(), test.says) {
			t.Errorf("%s\n\tgives %v\n\twant an error about %s", test.content, err, test.says)
			continue
		}
		if test.says != "meet" && !strings.Contains(err.Error(), name) {
			t.Errorf("%v does not name %s", err, name)
		}
	}
}

func TestAMissingFileIsAnError(t *testing.T) {
	for name := range small() {
		files := small()
		delete(files, name)
		_, err := calendar.LoadKeyDates(files)
		if !errors.Is(err, calendar.ErrKeyDates) || !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("without %s: %v", name, err)
		}
	}
}

// FuzzLoadKeyDates: whatever stands in a file, loading and asking end well.
func FuzzLoadKeyDates(f *testing.F) {
	for name, file := range small() {
		f.Add(name, string(file.Data))
	}
	f.Add("keydates/world.json", `[{"id": "x", "on": {"nth": 5, "weekday": "monday", "month": 2, "plus": -100}, "source": "s"}]`)
	f.Fuzz(func(t *testing.T, name, content string) {
		files := small()
		files[name] = &fstest.MapFile{Data: []byte(content)}
		dates, err := calendar.LoadKeyDates(files)
		if err != nil {
			if !errors.Is(err, calendar.ErrKeyDates) {
				t.Fatal(err)
			}
			return
		}
		for _, scope := range everywhere(dates) {
			if _, err := dates.Between("0001-01-01", "0003-12-31", scope); err != nil {
				t.Fatal(err)
			}
			if _, err := dates.Reminders("9999-12-01", scope); err != nil && !errors.Is(err, calendar.ErrTime) {
				t.Fatal(err)
			}
		}
	})
}

// TestEveryKeyDateHasWords asks for the words of all that can be shown, in both
// languages, and wants no words for what cannot.
func TestEveryKeyDateHasWords(t *testing.T) {
	catalogue, err := words.Load(assets.Words)
	if err != nil {
		t.Fatal(err)
	}
	used := map[string]bool{"keydate.source": true, "keydate.unsure": true, "keydate.unpublished": true, "keydate.unpublished.all": true}
	dates := keyDates(t)
	for _, scope := range everywhere(dates) {
		place := scope.Country
		if scope.Region != "" {
			place += "-" + scope.Region
		}
		if place != "" {
			used["keydate.place."+place] = true
		}
		for _, packs := range [][]string{nil, dates.Packs()} {
			scope.Packs = packs
			found, err := dates.Between("2024-01-01", "2030-12-31", scope)
			if err != nil {
				t.Fatal(err)
			}
			for _, d := range found {
				used[d.Key], used["keydate.kind."+string(d.Kind)] = true, true
				for _, angle := range d.Angles {
					used[angle] = true
				}
			}
		}
		for _, zone := range dates.SchoolZones(scope.Country) {
			used["keydate.zone."+scope.Country+"-"+zone] = true
		}
	}
	used["keydate.kind."+string(calendar.Own)] = true
	for _, p := range dates.Packs() {
		used["keydate.pack."+p] = true
	}
	missing := map[string]bool{}
	catalogue.OnMissing = func(lang, key string) { missing[lang+" "+key] = true }
	for _, lang := range words.Languages() {
		for key := range used {
			catalogue.In(lang).T(key, "Source", "s", "Date", "d")
		}
	}
	for key := range missing {
		t.Errorf("there are no words for %s", key)
	}
	for key := range written(t) {
		if !used[key] {
			t.Errorf("%s has words and is never shown", key)
		}
	}
}

// written are the keys of the catalogues of key dates.
func written(t *testing.T) map[string]string {
	t.Helper()
	all := map[string]string{}
	for _, area := range []string{"keydates", "keydates_angle", "keydates_place"} {
		content, err := fs.ReadFile(assets.Words, "words/"+area+".fr.json")
		if err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal(content, &all); err != nil {
			t.Fatal(err)
		}
	}
	return all
}
