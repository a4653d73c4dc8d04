package sheet

import (
	"errors"
	"slices"
	"testing"
	"time"

	"parvis/data"
)

func accounts() []data.Account {
	return []data.Account{
		{ID: 1, Network: "facebook", Handle: "Maison Lenoir", Name: "Maison Lenoir", Remote: "1001"},
		{ID: 2, Network: "mastodon", Handle: "@maisonlenoir@reseau.example", Name: "Maison Lenoir"},
		{ID: 3, Network: "bluesky", Handle: "@lenoir.example", Name: "Lenoir"},
		{ID: 4, Network: "instagram", Handle: "@lenoir.pains", Name: "Les pains"},
		{ID: 5, Network: "instagram", Handle: "@lenoir.gateaux", Name: "Les gâteaux"},
		{ID: 6, Network: "x", Handle: "@ancien", State: data.AccountGone},
	}
}

func options() PostOptions {
	return PostOptions{Brand: 7, Lang: "fr", Zone: "Europe/Paris", Accounts: accounts(), Now: time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)}
}

// posts reads a table as it is guessed.
func posts(t testing.TB, table *Table, o PostOptions) (rows []PlannedRow, bad []RowError) {
	t.Helper()
	sum, err := table.Posts(t.Context(), table.GuessPosts(), o, func(p PlannedRow) error {
		rows = append(rows, p)
		return nil
	}, func(e RowError) { bad = append(bad, e) })
	if err != nil {
		t.Fatal(err)
	}
	if sum.Good != len(rows) || sum.Bad != len(bad) || sum.Rows != sum.Good+sum.Bad {
		t.Errorf("%+v of %d and %d", sum, len(rows), len(bad))
	}
	return rows, bad
}

func codes(notes []Note) (codes []string) {
	for _, n := range notes {
		codes = append(codes, n.Code)
	}
	return codes
}

func TestPostsOfAPlanningTable(t *testing.T) {
	table := open(t, `Planning de Noël;;;;;;;;;
;;;;;;;;;
Date;Heure;Titre;Texte;Hashtags;Lien;Images;Texte alternatif;Comptes;Campagne
26/11/2026;18h30;Bûches;"Les bûches
arrivent";noel bio;https://lenoir.example/buches;buche.jpg;Une bûche au chocolat;Facebook, @lenoir.example;Noël
27/11/2026;;Sans heure;Texte;;;;;;
;;;Un brouillon;;;;;;
31/02/2026;10:00;;Texte;;;;;;
28/11/2026;25:00;;Texte;;;;;;
;10:00;;Texte;;;;;;
28/11/2026;10:00;;;;;;;;
`)
	rows, bad := posts(t, table, options())
	wantBad := []RowError{
		{5, "Date", CodeHour, "27/11/2026"},
		{7, "Date", CodeDate, "31/02/2026"},
		{8, "Heure", CodeTime, "25:00"},
		{9, "Heure", CodeDay, "10:00"},
		{10, "Texte", CodeNothing, ""},
	}
	if !slices.Equal(bad, wantBad) {
		t.Errorf("bad: %+v", bad)
	}
	if len(rows) != 2 {
		t.Fatalf("%d posts", len(rows))
	}
	p := rows[0]
	if p.Line != 4 || p.Post.Brand != 7 || p.Post.Title != "Bûches" || p.Post.Lang != "fr" || p.Campaign != "Noël" || len(p.Notes) > 0 {
		t.Errorf("%+v", p)
	}
	if want := []string{"Les bûches\narrivent\n\nhttps://lenoir.example/buches\n\n#noel #bio"}; !slices.Equal(p.Post.Parts, want) {
		t.Errorf("%q", p.Post.Parts)
	}
	at := time.Date(2026, 11, 26, 17, 30, 0, 0, time.UTC)
	if p.Post.When.Wall != "2026-11-26T18:30" || p.Post.When.Zone != "Europe/Paris" || !p.Post.When.Instant.Equal(at) {
		t.Errorf("%+v", p.Post.When)
	}
	if !slices.Equal(p.Files, []File{{Name: "buche.jpg", Alt: "Une bûche au chocolat"}}) {
		t.Errorf("%+v", p.Files)
	}
	if len(p.Post.Variants) != 2 || p.Post.Variants[0].Account != 1 || p.Post.Variants[1].Account != 3 {
		t.Errorf("%+v", p.Post.Variants)
	}
	if !rows[1].Post.When.Zero() || rows[1].Post.Parts[0] != "Un brouillon" {
		t.Errorf("%+v", rows[1])
	}
	o := options()
	o.Hour = "09:00"
	if rows, _ := posts(t, table, o); len(rows) != 3 || rows[1].Post.When.Wall != "2026-11-27T09:00" {
		t.Errorf("with an hour for days: %d", len(rows))
	}
}

func TestNotes(t *testing.T) {
	table := open(t, `Date,Texte,Comptes,Images,Langue,Lien
2026-03-29 02:30,heure d'été,,,,
2026-10-25 02:30,heure d'hiver,,,,
2025-12-31 10:00,passé,,,,
2026-11-26 18:30,deux fois,,,,
2026-11-26 18:30,deux fois,,,,
2026-11-27 18:30,deux fois,,,,
2026-11-28 18:30,comptes,"TikTok, Instagram, Maison Lenoir, @ancien",,,
2026-11-29 18:30,fichiers,,"javascript://x.example/a.png; notes.docx; a.png",klingon,pas un lien
2026-10-25T02:30+01:00,instant sûr,,,,
`)
	rows, bad := posts(t, table, options())
	if len(bad) > 0 || len(rows) != 9 {
		t.Fatalf("%d rows, bad %v", len(rows), bad)
	}
	want := [][]string{
		{CodeGap},
		{CodeOverlap},
		{CodePast},
		nil,
		{CodeAgain},
		nil,
		{CodeAccount, CodeAccounts, CodeAccount},
		{CodeLink, CodeMedia, CodeMedia, CodeLang},
		nil,
	}
	for i, r := range rows {
		if got := codes(r.Notes); !slices.Equal(got, want[i]) {
			t.Errorf("line %d: %+v", r.Line, r.Notes)
		}
	}
	if n := rows[0].Notes[0]; n.Value != "2026-03-29 02:30" || n.Used != "2026-03-29 03:30" || n.Column != "Date" || n.Line != 2 {
		t.Errorf("%+v", n)
	}
	if got := rows[8].Post.When.Instant; !got.Equal(time.Date(2026, 10, 25, 1, 30, 0, 0, time.UTC)) {
		t.Errorf("the second 02:30 is %v", got)
	}
	if !slices.Equal(rows[7].Files, []File{{Name: "a.png"}}) || rows[7].Post.Parts[0] != "fichiers\n\npas un lien" {
		t.Errorf("%+v", rows[7])
	}
}

func TestDateOrder(t *testing.T) {
	for content, want := range map[string]Survey{
		"Date,Texte\n03/04/2026 10:00,a\n13/04/2026 10:00,b\n":            {2, DayFirst, "03/04/2026 10:00", "03/04/2026 10:00"},
		"Date,Texte\n03/04/2026 10:00,a\n04/13/2026 10:00,b\n":            {2, MonthFirst, "03/04/2026 10:00", "03/04/2026 10:00"},
		"Date,Texte\n03/04/2026 10:00,a\n04/04/2026 10:00,b\n":            {2, OrderUnknown, "03/04/2026 10:00", "03/04/2026 10:00"},
		"Date,Texte\n13/04/2026 10:00,a\n04/13/2026 10:00,b\n":            {2, OrderUnknown, "", "13/04/2026 10:00"},
		"Date,Texte\n2026-04-03 10:00,a\n4.4.2026 10:00,b\n5/5/2026 9h,c": {3, DayFirst, "", "2026-04-03 10:00"},
	} {
		table := open(t, content)
		got, err := table.Survey(t.Context(), table.GuessPosts())
		if err != nil || got != want {
			t.Errorf("%q: %+v (%v)", content, got, err)
		}
		_, err = table.Posts(t.Context(), table.GuessPosts(), options(), func(PlannedRow) error { return nil }, nil)
		if (err != nil) != (want.Order == OrderUnknown) || err != nil && codeOf(t, err) != CodeOrder {
			t.Errorf("%q: %v", content, err)
		}
	}
	o := options()
	o.Order = MonthFirst
	rows, bad := posts(t, open(t, "Date,Texte\n03/04/2026 10:00,a\n13/04/2026 10:00,b\n"), o)
	if len(rows) != 1 || rows[0].Post.When.Wall != "2026-03-04T10:00" || len(bad) != 1 || bad[0].Code != CodeDate {
		t.Errorf("as asked: %+v, %+v", rows, bad)
	}
}

func TestAccounts(t *testing.T) {
	find := directory(accounts()).find
	for name, want := range map[string][]data.AccountID{
		"Facebook": {1}, "fb": {1}, "1001": {1}, "@maisonlenoir@reseau.example": {2}, "maisonlenoir": {2}, "@MaisonLenoir": {2}, "Mastodon": {2},
		"Mastodon (@maisonlenoir)": {2}, "Maison Lenoir (Facebook)": {1}, "Facebook : Maison Lenoir": {1}, "mastodon Maison Lenoir": {2},
		"lenoir.example": {3}, "Lenoir": {3}, "Instagram": {4, 5}, "Les gateaux": {5}, "Instagram @lenoir.pains": {4},
		"": nil, "日本": nil, "X": nil, "@ancien": nil, "TikTok": nil,
	} {
		got := find(name)
		slices.Sort(got)
		if !slices.Equal(got, want) {
			t.Errorf("%q: %v, want %v", name, got, want)
		}
	}
	// The handle of one is the display name of both: the handle counts.
	if got := find("Maison Lenoir"); !slices.Equal(got, []data.AccountID{1}) {
		t.Errorf("%v", got)
	}
}

func TestEachMayStop(t *testing.T) {
	stop := errors.New("enough")
	table := open(t, "Texte\na\nb\nc\n")
	n := 0
	sum, err := table.Posts(t.Context(), table.GuessPosts(), options(), func(PlannedRow) error {
		n++
		return stop
	}, nil)
	if !errors.Is(err, stop) || n != 1 || sum.Good != 1 {
		t.Errorf("%+v: %v", sum, err)
	}
}

func TestPostsAreRefusedAsAWhole(t *testing.T) {
	table := open(t, "Texte,Date\na,2026-11-26 10:00\n")
	for code, c := range map[string]struct {
		mapping Mapping
		zone    string
	}{
		CodeMapping: {Mapping{Columns: []Column{{}, {Field: FieldWhen}}}, "Europe/Paris"},
		CodeTwice:   {Mapping{Columns: []Column{{Field: FieldTitle}, {Field: FieldTitle}}}, "Europe/Paris"},
		CodeZone:    {table.GuessPosts(), "Paris"},
	} {
		o := options()
		o.Zone = c.zone
		if _, err := table.Posts(t.Context(), c.mapping, o, nil, nil); codeOf(t, err) != code {
			t.Errorf("%s: %v", code, err)
		}
	}
}

func TestFormulaGuardsAreTakenOff(t *testing.T) {
	rows, _ := posts(t, open(t, "Titre,Texte\n'=1,\"'- un\n- deux\"\n''@lea,'tis\n"), options())
	if rows[0].Post.Title != "=1" || rows[0].Post.Parts[0] != "- un\n- deux" || rows[1].Post.Title != "'@lea" || rows[1].Post.Parts[0] != "'tis" {
		t.Errorf("%+v", rows)
	}
}

func TestFilesOfACell(t *testing.T) {
	for cell, want := range map[string][]string{
		"a.jpg, b.png": {"a.jpg", "b.png"}, "a.jpg;b.png|c.mp4\nd.gif": {"a.jpg", "b.png", "c.mp4", "d.gif"}, "Noël, la bûche.jpg": {"Noël, la bûche.jpg"},
		"https://a.example/x,y.jpg": {"https://a.example/x,y.jpg"}, `C:\Photos\a.JPG`: {`C:\Photos\a.JPG`}, "https://a.example/1,https://a.example/2": {"https://a.example/1", "https://a.example/2"},
	} {
		if got := splitFiles(cell); !slices.Equal(got, want) {
			t.Errorf("%q: %q", cell, got)
		}
	}
}
