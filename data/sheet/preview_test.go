package sheet

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"parvis/data"
)

func TestReadAsAPersonSays(t *testing.T) {
	const content = "Texte;Note\nCaf\xe9, th\xe9;a\n"
	found := open(t, content)
	if found.Encoding != Windows1252 || found.Separator != ';' {
		t.Errorf("found %q and %q", found.Encoding, found.Separator)
	}
	in := strings.NewReader(content)
	asked, err := OpenAs("a.csv", in, in.Size(), Reading{Encoding: MacRoman, Separator: ','})
	if err != nil {
		t.Fatal(err)
	}
	rows, _ := all(t, asked)
	if asked.Encoding != MacRoman || len(rows) != 1 || rows[0].Cells[0] != "CafÈ" || rows[0].Cells[1] != " thÈ;a" {
		t.Errorf("%q: %v", asked.Encoding, rows)
	}
	for _, wrong := range []Reading{{Encoding: "ebcdic"}, {Separator: 'x'}} {
		if _, err := OpenAs("a.csv", in, in.Size(), wrong); codeOf(t, err) != CodeFormat {
			t.Errorf("%+v: %v", wrong, err)
		}
	}
}

func TestClosingATableClosesItsFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.csv")
	if err := os.WriteFile(path, []byte("Texte\na\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	file, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	table, err := Open("a.csv", file, 8)
	if err != nil {
		t.Fatal(err)
	}
	if err := table.Close(); err != nil {
		t.Fatal(err)
	}
	if err := file.Close(); !errors.Is(err, os.ErrClosed) {
		t.Errorf("the file was left open: %v", err)
	}
}

func TestNamesAreTakenForAccounts(t *testing.T) {
	table := open(t, "Texte,Date,Comptes\na,2026-02-01 10:00,La page\nb,2026-02-01 10:00,Instagram\nc,2026-02-01 10:00,\nd,,Ancien\ne,2025-02-01 10:00,La page\n")
	o := options()
	o.Arm = true
	var before Preview
	rows, _ := posts(t, table, o)
	for _, r := range rows {
		before.Add(Line{Notes: r.Notes})
	}
	want := []Name{{"La page", 2, false}, {"Instagram", 1, true}, {"Ancien", 1, false}}
	if !slices.Equal(before.Names, want) {
		t.Errorf("not known: %+v", before.Names)
	}
	o.Called = map[string]data.AccountID{"La page": 1, "Instagram": 5, "Ancien": 0}
	o.Else = []data.AccountID{2}
	var got []data.AccountID
	var ready []bool
	rows, _ = posts(t, table, o)
	for _, r := range rows {
		id := data.AccountID(0)
		if len(r.Post.Variants) > 0 {
			id = r.Post.Variants[0].Account
		}
		got, ready = append(got, id), append(ready, r.Ready)
		if slices.Contains(codes(r.Notes), CodeAccount) || slices.Contains(codes(r.Notes), CodeAccounts) {
			t.Errorf("row %d: %v", r.Line, r.Notes)
		}
	}
	if !slices.Equal(got, []data.AccountID{1, 5, 2, 0, 1}) || !slices.Equal(ready, []bool{true, true, true, false, false}) {
		t.Errorf("accounts %v, ready %v", got, ready)
	}
}

func TestAPreviewCounts(t *testing.T) {
	var p Preview
	p.Add(Line{Line: 2, Fate: FateThere, When: data.Schedule{Instant: options().Now}})
	p.Add(Line{Line: 3, Fate: FateDraft, When: data.Schedule{Instant: options().Now.AddDate(0, 0, 3)}, Notes: []Note{{Code: CodePast}}})
	p.Add(Line{Line: 4, Fate: FateScheduled, When: data.Schedule{Instant: options().Now.AddDate(0, 0, 2)}})
	p.AddBad(RowError{Line: 5, Code: CodeDate, Value: "31/02"})
	if p.Taken() != 2 || p.Noted != 1 || !p.First.Equal(options().Now.AddDate(0, 0, 2)) || p.Count[FateBad] != 1 || p.Bad()[0].Line != 5 {
		t.Errorf("%+v", p)
	}
	for range MaxLines {
		p.Add(Line{Fate: FateDraft})
	}
	if len(p.Lines) != MaxLines || p.Count[FateDraft] != MaxLines+1 {
		t.Errorf("%d lines of %d", len(p.Lines), p.Count[FateDraft])
	}
}

// What was left over is mended and read again: the rows say the same.
func TestBadRowsAreWrittenAndReadAgain(t *testing.T) {
	table := open(t, "Date;Texte\n31/02/2026 10:00;=1+1\n26/02/2026 10:00;bon\n32/02/2026 10:00;\"b;\nc\"\n27/02/2026 10:00;\"jamais fermé\n")
	_, bad := posts(t, table, options())
	if len(bad) != 3 {
		t.Fatalf("%+v", bad)
	}
	var out strings.Builder
	why := func(e RowError) string { return "raison " + e.Code }
	if err := table.WriteBad(t.Context(), &out, bad, "Ligne", "Raison", why); err != nil {
		t.Fatal(err)
	}
	again := open(t, out.String())
	rows, broken := all(t, again)
	if len(rows) != 3 || len(broken) != 0 || !slices.Equal(again.Heads, []string{"Ligne", "Raison", "Date", "Texte"}) {
		t.Fatalf("%v, %v of %q", rows, again.Heads, out.String())
	}
	if rows[0].Cells[3] != "'=1+1" || rows[1].Cells[3] != "b;\nc" || rows[2].Cells[1] != "raison "+CodeQuote || rows[1].Cells[0] != "4" {
		t.Errorf("%v", rows)
	}
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	if err := table.WriteBad(ended, &out, bad, "Ligne", "Raison", why); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
}

func TestAMappingIsRemembered(t *testing.T) {
	m := Memory{
		Columns: []Column{{Field: FieldText}, {}, {FieldNetwork, "facebook"}},
		Called:  map[string]data.AccountID{"La page": 1}, Else: []data.AccountID{2}, Hour: "09:00",
	}
	stored, err := m.Text()
	if err != nil {
		t.Fatal(err)
	}
	got, ok := Recall(stored, 3, PostFields())
	if !ok || !slices.Equal(got.Columns, m.Columns) || got.Called["La page"] != 1 || got.Else[0] != 2 || got.Hour != "09:00" {
		t.Errorf("%+v, %t", got, ok)
	}
	for _, stored := range []string{"", "{", `{"columns":[{}]}`, `{"columns":[{"field":"password"},{},{}]}`} {
		if _, ok := Recall(stored, 3, PostFields()); ok {
			t.Errorf("recalled %q", stored)
		}
	}
	one, other := open(t, "Date;Texte\n2026-01-01;a\n"), open(t, "date,TEXTE\n2026-05-05,b\n")
	if one.Key() != other.Key() || one.Key() == open(t, "Texte;Date\na;2026-01-01\n").Key() {
		t.Error("a layout is not known by its columns")
	}
}

func TestAProductKeepsWhatARowLeavesOut(t *testing.T) {
	there := data.Product{ID: 3, Brand: 7, Name: "Bûche", Link: "https://a.example", Photo: "f", Ended: true, Shown: data.Showing{Times: 2}}
	got := Onto(there, data.Product{Name: "bûche", Price: data.Amount{Micros: 5, Currency: "EUR"}})
	want := there
	want.Name, want.Price = "bûche", data.Amount{Micros: 5, Currency: "EUR"}
	if got != want {
		t.Errorf("%+v", got)
	}
}

func TestADayIsReadInAnOrder(t *testing.T) {
	for written, want := range map[string][2]string{
		"03/04/2026 10:00": {"2026-04-03", "2026-03-04"}, "le 3 avril 2026": {"2026-04-03", "2026-04-03"},
		"13/04/2026": {"2026-04-13", ""}, "bientôt": {"", ""},
	} {
		for i, order := range []DateOrder{DayFirst, MonthFirst} {
			day, ok := ReadDay(written, order)
			if ok != (want[i] != "") || ok && day != want[i] {
				t.Errorf("%q, %s: %q, %t", written, order, day, ok)
			}
		}
	}
}
