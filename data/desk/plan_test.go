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
	table, err := o.OpenTable(o.t.Context(), path, "")
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
	if _, err := o.OpenTable(t.Context(), filepath.Join(t.TempDir(), "nothing.csv"), ""); data.AsFailure("", err).Code != sheet.CodeFile {
		t.Errorf("no file: %v", err)
	}
	path := filepath.Join(t.TempDir(), "empty.csv")
	o.must(os.WriteFile(path, nil, 0o600))
	if _, err := o.OpenTable(t.Context(), path, ""); data.AsFailure("", err).Code != sheet.CodeEmpty {
		t.Errorf("an empty file: %v", err)
	}
}
