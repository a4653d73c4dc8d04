package desk_test

import (
	"context"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"parvis/data"
	"parvis/data/sheet"
)

// table is an opened CSV file in a folder of its own.
func (o *office) table(csv string) (*sheet.Table, string) {
	o.t.Helper()
	folder := o.t.TempDir()
	path := filepath.Join(folder, "plan.csv")
	o.must(os.WriteFile(path, []byte(csv), 0o600))
	table, err := o.OpenTable(o.t.Context(), path, sheet.Reading{})
	o.must(err)
	o.t.Cleanup(func() { o.must(table.Close()) })
	return table, folder
}

func (o *office) planOptions() sheet.PostOptions {
	return sheet.PostOptions{Brand: o.brand.ID, Lang: "fr", Zone: "Europe/Paris", Hour: "09:00"}
}

func (o *office) drafts() int {
	o.t.Helper()
	all, err := o.List(o.t.Context(), data.ListQuery{Brand: o.brand.ID})
	o.must(err)
	undated, err := o.List(o.t.Context(), data.ListQuery{Brand: o.brand.ID, Undated: true})
	o.must(err)
	return len(all) + len(undated)
}

// Ten thousand rows of which one in a hundred is bad: those are told by line and
// reason, the others are in, and all of it can be taken back.
func TestTenThousandPlannedPosts(t *testing.T) {
	o := open(t)
	var csv strings.Builder
	csv.WriteString("Date;Heure;Texte\n")
	for i := range 10_000 {
		day := fmt.Sprintf("%d-%02d-%02d", 2030+i/336, i/28%12+1, i%28+1)
		if i%100 == 7 {
			day = "2030-02-31"
		}
		fmt.Fprintf(&csv, "%s;18:30;Le pain numéro %d\n", day, i)
	}
	table, folder := o.table(csv.String())
	m := table.GuessPosts()

	ctx, cancel := context.WithCancel(t.Context())
	options := o.planOptions()
	options.Progress = func(done, _ int) {
		if done > 5000 {
			cancel()
		}
	}
	if _, err := o.ImportPlan(ctx, table, folder, m, options); !errors.Is(err, context.Canceled) {
		t.Fatalf("cancelled: %v", err)
	}
	if n := o.drafts(); n != 0 {
		t.Fatalf("cancelling left %d posts behind", n)
	}

	before, err := o.PreviewPlan(t.Context(), table, folder, m, o.planOptions())
	o.must(err)
	if before.Taken() != 9900 || before.Count[sheet.FateBad] != 100 || len(before.Lines) != 10_000 || o.drafts() != 0 {
		t.Fatalf("foreseen: %v, %d lines, %d posts", before.Count, len(before.Lines), o.drafts())
	}
	report, err := o.ImportPlan(t.Context(), table, folder, m, o.planOptions())
	o.must(err)
	if report.Good != 9900 || report.Bad[99].Line != 9909 || len(report.Bad) != 100 || o.drafts() != 9900 {
		t.Fatalf("%+v, %d bad, %d posts", report.Summary, len(report.Bad), o.drafts())
	}
	for _, bad := range report.Bad {
		if bad.Code != sheet.CodeDate || bad.Column != "Date" || bad.Value != "2030-02-31" || (bad.Line-2)%100 != 7 {
			t.Fatalf("told %+v", bad)
		}
	}
	if n, err := report.Undo(t.Context()); n != 9900 || err != nil || o.drafts() != 0 {
		t.Errorf("took back %d, %v; %d posts left", n, err, o.drafts())
	}
}

func TestPlannedPostsBelongSomewhere(t *testing.T) {
	o := open(t)
	a := o.connect()
	campaign := data.Campaign{Brand: o.brand.ID, Name: "Fêtes 2030", Aim: data.AimWin, Colour: "#1F5C57"}
	o.must(o.SaveCampaign(t.Context(), &campaign))
	table, folder := o.table("Date,Texte,Comptes,Campagne,Médias,Textes alternatifs\n" +
		"2030-12-01 18:30,Les bûches,bluesky,fêtes 2030,../secret/four.png,Un four\n" +
		"2030-12-02 18:30,Les galettes,bluesky,Autre,https://ailleurs.example/a.png,\n")
	picture, err := os.Create(filepath.Join(folder, "four.png"))
	o.must(err)
	one := image.NewRGBA(image.Rect(0, 0, 8, 8))
	one.Set(1, 1, color.White)
	o.must(errors.Join(png.Encode(picture, one), picture.Close()))
	report, err := o.ImportPlan(t.Context(), table, folder, table.GuessPosts(), o.planOptions())
	o.must(err)
	entries, err := o.List(t.Context(), data.ListQuery{Brand: o.brand.ID})
	o.must(err)
	if report.Good != 2 || len(entries) != 2 || entries[0].Campaign != campaign.ID || entries[1].Campaign != 0 || entries[0].Account != a.ID {
		t.Fatalf("%+v, %+v, %+v", report.Summary, report.Bad, entries)
	}
	first, err := o.Post(t.Context(), entries[0].Post)
	o.must(err)
	if len(first.Media) != 1 || first.Media[0].Alt != "Un four" || first.Media[0].Width != 8 {
		t.Errorf("the file beside the table: %+v", first.Media)
	}
	left := 0
	for _, n := range report.Notes {
		if n.Code == sheet.CodeLeft && n.Line == 3 && n.Value == "https://ailleurs.example/a.png" {
			left++
		}
	}
	if left != 1 {
		t.Errorf("of the file on the web it says %+v", report.Notes)
	}
	// What somebody took up since stays.
	o.must(o.Schedule(t.Context(), first.ID))
	if n, err := report.Undo(t.Context()); n != 1 || err != nil || o.drafts() != 1 {
		t.Errorf("took back %d, %v, and left %d", n, err, o.drafts())
	}
}

func TestTablesThatAreNone(t *testing.T) {
	o := open(t)
	if _, err := o.OpenTable(t.Context(), filepath.Join(t.TempDir(), "nothing.csv"), sheet.Reading{}); data.AsFailure("", err).Code != sheet.CodeFile {
		t.Errorf("no file: %v", err)
	}
	path := filepath.Join(t.TempDir(), "empty.csv")
	o.must(os.WriteFile(path, nil, 0o600))
	if _, err := o.OpenTable(t.Context(), path, sheet.Reading{}); data.AsFailure("", err).Code != sheet.CodeEmpty {
		t.Errorf("an empty file: %v", err)
	}
}

// What is there already is passed over; a text for another account is not there.
func TestAPlanIsNeverTakenTwice(t *testing.T) {
	o := open(t)
	o.connect()
	table, folder := o.table("Date,Texte,Comptes\n2030-12-01 18:30,Les bûches,bluesky\n2030-12-01 18:30,Les bûches,\n2030-12-01 18:30,Les galettes,\n" +
		"2030-12-01 18:30,Les galettes,bluesky\n,Sans date,\n")
	m := table.GuessPosts()
	before, err := o.PreviewPlan(t.Context(), table, folder, m, o.planOptions())
	o.must(err)
	var fates []sheet.Fate
	for _, l := range before.Lines {
		fates = append(fates, l.Fate)
	}
	want := []sheet.Fate{sheet.FateDraft, sheet.FateThere, sheet.FateDraft, sheet.FateDraft, sheet.FateDraft}
	if !slices.Equal(fates, want) {
		t.Errorf("foreseen: %v", fates)
	}
	first, err := o.ImportPlan(t.Context(), table, folder, m, o.planOptions())
	o.must(err)
	again, err := o.ImportPlan(t.Context(), table, folder, m, o.planOptions())
	o.must(err)
	if first.Count[sheet.FateDraft] != 4 || first.Count[sheet.FateThere] != 1 || again.Count[sheet.FateThere] != 5 || again.Undo != nil || o.drafts() != 4 {
		t.Errorf("%v, then %v; %d posts", first.Count, again.Count, o.drafts())
	}
}

// Posts that are to go out are scheduled once all are stored; what cannot go out
// stays a draft. Taking the table back leaves neither.
func TestAPlanIsScheduled(t *testing.T) {
	o := open(t)
	o.connect()
	table, folder := o.table("Date,Texte,Comptes,Brouillon,Campagne\n2030-12-01 18:30,Les bûches,bluesky,,Inconnue\n2020-12-01 18:30,Trop tard,bluesky,,\n" +
		"2030-12-02 18:30,Plus tard,bluesky,oui,\n2030-12-03 18:30,Pour personne,,,\n2030-12-04 18:30,Les galettes,bluesky,,\n")
	options := o.planOptions()
	options.Arm = true
	m := table.GuessPosts()
	before, err := o.PreviewPlan(t.Context(), table, folder, m, options)
	o.must(err)
	if before.Count[sheet.FateScheduled] != 2 || before.Count[sheet.FateDraft] != 3 || before.Lines[0].Notes[0].Code != sheet.CodeCampaign {
		t.Errorf("foreseen: %v, %+v", before.Count, before.Lines[0])
	}
	states := func() (all []data.State) {
		entries, err := o.List(t.Context(), data.ListQuery{Brand: o.brand.ID})
		o.must(err)
		for _, e := range entries {
			all = append(all, e.State)
		}
		return all
	}
	ended, cancel := context.WithCancel(t.Context())
	options.Progress = func(_, total int) {
		if total == 2*before.Count[sheet.FateScheduled] { // all is stored
			cancel()
		}
	}
	if _, err := o.ImportPlan(ended, table, folder, m, options); !errors.Is(err, context.Canceled) || len(states()) != 0 {
		t.Fatalf("cancelled while it is scheduled: %v, left %v", err, states())
	}
	options.Progress = nil
	result, err := o.ImportPlan(t.Context(), table, folder, m, options)
	o.must(err)
	want := []data.State{data.Draft, data.Scheduled, data.Draft, data.Draft, data.Scheduled}
	if got := states(); !slices.Equal(got, want) || result.Count[sheet.FateScheduled] != 2 || result.First.Year() != 2020 {
		t.Fatalf("%v, %v", got, result.Count)
	}
	entries, err := o.List(t.Context(), data.ListQuery{Brand: o.brand.ID})
	o.must(err)
	changed, err := o.Post(t.Context(), entries[4].Post)
	o.must(err)
	changed.Parts = []string{"Les galettes des rois"}
	o.must(o.SavePost(t.Context(), &changed))
	if n, err := result.Undo(t.Context()); n != 4 || err != nil || !slices.Equal(states(), []data.State{data.Scheduled}) {
		t.Errorf("took back %d, %v; left %v", n, err, states())
	}
}

func TestBadRowsAreSaved(t *testing.T) {
	o := open(t)
	table, folder := o.table("Date;Texte\n2030-02-31;un\n2030-02-01;deux\n")
	before, err := o.PreviewPlan(t.Context(), table, folder, table.GuessPosts(), o.planOptions())
	o.must(err)
	path := filepath.Join(folder, "reste.csv")
	why := func(e sheet.RowError) string { return e.Code + " " + e.Column }
	o.must(o.SaveBadRows(t.Context(), table, before.Bad(), "Ligne", "Raison", why, path))
	got, err := os.ReadFile(path)
	o.must(err)
	if want := "\uFEFFLigne;Raison;Date;Texte\r\n2;sheet_date Date;2030-02-31;un\r\n"; string(got) != want {
		t.Errorf("saved %q", got)
	}
}
