package report

import (
	"bytes"
	"errors"
	"fmt"
	"image/color"
	"image/png"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	ics "github.com/arran4/golang-ical"
	"github.com/yuin/goldmark"

	"parvis/data"
	"parvis/data/sheet"
)

func paris(t testing.TB) *time.Location {
	t.Helper()
	zone, err := time.LoadLocation("Europe/Paris")
	if err != nil {
		t.Fatal(err)
	}
	return zone
}

func planAccounts() []data.Account {
	return []data.Account{
		{ID: 1, Network: "facebook", Handle: "Maison Lenoir", Name: "Maison Lenoir"},
		{ID: 2, Network: "mastodon", Handle: "@maisonlenoir@reseau.example", Name: "Maison Lenoir"},
	}
}

// nasty are texts that a spreadsheet, a calendar or Markdown could take for
// something else.
func nasty() []string {
	return []string{
		"Les bûches arrivent, dès samedi ; réservez !", "=SOMME(A1:A9)", "+33 1 23 45 67 89", "- un\n- deux", "@lea bonjour", "'=déjà gardé", "'tis the season",
		"\"Guillemets\" et, virgules; points-virgules\\barre", "ligne\n\nvide\n# titre ?\n1. un", "<b>gras</b> *étoile* _trait_ `code`", "🎄 Noël 🎄",
		strings.Repeat("long ", 200) + "mot" + strings.Repeat("x", 300), "…", "a\tb",
	}
}

func samplePlan(t testing.TB) *Plan {
	zone := paris(t)
	plan := &Plan{
		Title: "Maison Lenoir", Zone: "Europe/Paris",
		Month: time.Date(2026, 12, 1, 0, 0, 0, 0, zone), Made: time.Date(2026, 11, 22, 9, 0, 0, 0, zone),
	}
	for i, words := range nasty() {
		at := time.Date(2026, 12, 1+i*2, 8+i%12, 30, 0, 0, zone)
		post := data.Post{
			ID: data.PostID(i + 1), Brand: 1, Parts: []string{words}, Lang: "fr", Revision: int64(i), Created: at.AddDate(0, -1, 0), Updated: at.AddDate(0, 0, -7),
			Variants: []data.Variant{{Account: 1}, {Account: 2}},
		}
		plan.Posts = append(plan.Posts, PlannedPost{
			Post: post, At: at, State: "Programmé", Campaign: "Noël", Pillar: "Coulisses",
			Accounts: []PlannedAccount{{1, "Facebook Maison Lenoir"}, {2, "Mastodon @maisonlenoir@reseau.example"}},
		})
	}
	thread := &plan.Posts[0].Post
	thread.Title, thread.Parts = "Bûches", []string{"Première partie", "Deuxième", "Troisième"}
	thread.Media = []data.Attachment{{Media: data.Media{Name: "buche.jpg"}, Alt: "Une bûche"}, {Media: data.Media{Name: "four.png"}}}
	plan.Posts[1].Post.Variants[1].Parts = []string{"=à part pour Mastodon"}
	plan.Posts[2].Colour = color.NRGBA{R: 0xB0, G: 0x44, B: 0x2B, A: 0xFF}
	draft := PlannedPost{Post: data.Post{ID: 99, Brand: 1, Parts: []string{"Sans date"}, Lang: "fr"}, State: "Brouillon"}
	plan.Posts = append(plan.Posts, draft)
	for i := range 9 {
		busy := plan.Posts[3]
		busy.Post.ID, busy.At = data.PostID(200+i), time.Date(2026, 12, 24, 8+i, 0, 0, 0, zone)
		busy.Post.Parts, busy.Post.Title = []string{fmt.Sprintf("Menu de fête numéro %d, avec tout ce qu’il faut", i+1)}, ""
		plan.Posts = append(plan.Posts, busy)
	}
	return plan
}

// wanted is what a plan says, row by row, as it must come back.
func wanted(p *Plan) (rows []string) {
	for _, post := range p.inOrder() {
		for _, v := range post.versions() {
			wall := ""
			if !post.At.IsZero() {
				wall = post.At.Format(data.WallLayout)
			}
			var ids []data.AccountID
			for _, a := range v.accounts {
				ids = append(ids, a.ID)
			}
			var files []string
			for _, m := range post.Post.Media {
				files = append(files, m.Name+"="+m.Alt)
			}
			rows = append(rows, fmt.Sprintf("%s|%s|%q|%v|%s|%s|%s|%v", wall, post.Post.Title, v.parts, ids, post.Campaign, post.Pillar, post.Post.Lang, files))
		}
	}
	return rows
}

// TestTablesAreReadBack: whatever stands in a plan comes back from its tables as
// it was.
func TestTablesAreReadBack(t *testing.T) {
	plan := samplePlan(t)
	for _, lang := range []string{"fr", "en"} {
		var text, workbook bytes.Buffer
		count, err := plan.CSV(&text, book(t, lang))
		if err != nil || count != 6 {
			t.Errorf("%s: %d texts kept from being formulas: %v", lang, count, err)
		}
		if err := plan.XLSX(&workbook, book(t, lang)); err != nil {
			t.Error(err)
		}
		for kind, content := range map[string][]byte{"CSV": text.Bytes(), "XLSX": workbook.Bytes()} {
			table, err := sheet.Open("plan", bytes.NewReader(content), int64(len(content)))
			if err != nil {
				t.Fatal(err)
			}
			m := table.GuessPosts()
			o := sheet.PostOptions{Zone: "Europe/Paris", Accounts: planAccounts(), Now: plan.Made}
			var got []string
			_, err = table.Posts(t.Context(), m, o, func(p sheet.PlannedRow) error {
				if len(p.Notes) > 0 {
					t.Errorf("%s %s: %+v", lang, kind, p.Notes)
				}
				var ids []data.AccountID
				for _, v := range p.Post.Variants {
					ids = append(ids, v.Account)
				}
				var files []string
				for _, f := range p.Files {
					files = append(files, f.Name+"="+f.Alt)
				}
				got = append(got, fmt.Sprintf("%s|%s|%q|%v|%s|%s|%s|%v", p.Post.When.Wall, p.Post.Title, p.Post.Parts, ids, p.Campaign, p.Pillar, p.Post.Lang, files))
				return nil
			}, func(e sheet.RowError) { t.Error(e) })
			if want := wanted(plan); err != nil || m.Layout != sheet.LayoutParvis || !slices.Equal(got, want) {
				t.Errorf("%s %s, layout %q: %v\n got %q\nwant %q", lang, kind, m.Layout, err, got, want)
			}
			if err := table.Close(); err != nil {
				t.Error(err)
			}
		}
	}
}

func TestNoCellBeginsAFormula(t *testing.T) {
	var out bytes.Buffer
	if _, err := samplePlan(t).CSV(&out, book(t, "en")); err != nil {
		t.Fatal(err)
	}
	for _, begin := range []string{",=", ",+", ",-", ",@", "\"=", "\"+", "\"-", "\"@"} {
		if strings.Contains(out.String(), begin) {
			t.Errorf("a cell begins with %q", begin)
		}
	}
	for _, text := range append(nasty(), "\tx", "''=x", "'") {
		if safe, was := guard(text); was != (safe != text) || was && safe[1:] != text {
			t.Errorf("%q becomes %q", text, safe)
		}
	}
}

func TestWorkbookRefusesWhatACellCannotHold(t *testing.T) {
	plan := samplePlan(t)
	plan.Posts[0].Post.Parts = []string{strings.Repeat("é", 32768)}
	if err := plan.XLSX(&bytes.Buffer{}, book(t, "fr")); !errors.Is(err, ErrCell) {
		t.Error(err)
	}
}

func TestICS(t *testing.T) {
	plan := samplePlan(t)
	// Half past two comes twice that night: as an instant it is one of them.
	plan.Posts[0].At = time.Date(2026, 10, 25, 1, 30, 0, 0, time.UTC).In(paris(t))
	write := func() string {
		var out bytes.Buffer
		if err := plan.ICS(&out, book(t, "fr")); err != nil {
			t.Fatal(err)
		}
		return out.String()
	}
	content := write()
	for _, line := range strings.Split(strings.TrimSuffix(content, "\r\n"), "\r\n") {
		if len(line) > 75 || strings.ContainsAny(line, "\r\n") {
			t.Errorf("%d bytes: %q", len(line), line)
		}
	}
	read, err := ics.ParseCalendar(strings.NewReader(content))
	if err != nil {
		t.Fatal(err)
	}
	events := read.Events()
	if len(events) != len(plan.Posts)-1 {
		t.Errorf("%d events", len(events))
	}
	value := func(e *ics.VEvent, p ics.ComponentProperty) string {
		if found := e.GetProperty(p); found != nil {
			return found.Value
		}
		return ""
	}
	if got := value(events[0], ics.ComponentPropertyDtStart); got != "20261025T013000Z" {
		t.Errorf("begins %q", got)
	}
	seen := map[string]bool{}
	for i, post := range plan.inOrder()[:len(events)] {
		e := events[i]
		if seen[e.Id()] {
			t.Errorf("%s twice", e.Id())
		}
		seen[e.Id()] = true
		if got := value(e, ics.ComponentPropertySummary); got != post.headline(book(t, "fr")) {
			t.Errorf("summary %q of %q", got, post.Post.Parts)
		}
		for _, v := range post.versions() {
			if got := value(e, ics.ComponentPropertyDescription); !strings.Contains(got, strings.Join(v.parts, "\n\n")) {
				t.Errorf("description %q of %q", got, v.parts)
			}
		}
	}
	before := events[3].Id()
	plan.Posts[3].At, plan.Posts[3].Post.Parts = plan.Posts[3].At.Add(time.Hour), []string{"changé"}
	if again := write(); !strings.Contains(again, "UID:"+before+"\r\n") {
		t.Errorf("%s is gone", before)
	}
}

// TestMarkdownSaysOnlyWords: what a reader of the document sees is what was
// written, and no markup comes from a text.
func TestMarkdownSaysOnlyWords(t *testing.T) {
	plan := samplePlan(t)
	var out, page bytes.Buffer
	if err := plan.Markdown(&out, book(t, "fr")); err != nil {
		t.Fatal(err)
	}
	if err := goldmark.Convert(out.Bytes(), &page); err != nil {
		t.Fatal(err)
	}
	html := page.String()
	for _, markup := range []string{"<b>", "<em>", "<strong>", "<code>", "<ol>", "<h4>", "<hr", "raw HTML"} {
		if strings.Contains(html, markup) {
			t.Errorf("%s in it", markup)
		}
	}
	for _, said := range []string{"&lt;b&gt;gras&lt;/b&gt; *étoile* _trait_ `code`", "# titre ?", "- un<br", "1. un", "🎄 Noël 🎄", "<h2>Mardi 1er décembre</h2>", "<h2>Sans date</h2>", "+33 1 23"} {
		if !strings.Contains(html, said) {
			t.Errorf("%q is not in it", said)
		}
	}
	if got := strings.Count(html, "<h1>"); got != 1 {
		t.Errorf("%d first headings", got)
	}
	if t.Failed() {
		t.Log(html)
	}
}

func TestPlanPNG(t *testing.T) {
	plan := samplePlan(t)
	for _, lang := range []string{"fr", "en"} {
		var out bytes.Buffer
		if err := plan.PNG(&out, book(t, lang), 2); err != nil {
			t.Fatal(err)
		}
		keep(t, "plan."+lang+".png", out.Bytes())
		img, err := png.Decode(&out)
		if err != nil || img.Bounds().Dx() != 2*pageWidth || img.Bounds().Dy() != 2*pageHeight {
			t.Fatalf("%v: %v", img.Bounds(), err)
		}
		// The campaign's colour stands at its post and nowhere in a plan without.
		if n := count(img, color.RGBAModel.Convert(plan.Posts[2].Colour)); n < 50 {
			t.Errorf("%s: %d pixels of the campaign's colour", lang, n)
		}
	}
	if err := plan.PNG(&bytes.Buffer{}, book(t, "fr"), 3); !errors.Is(err, ErrScale) {
		t.Error(err)
	}
	plan.Month = time.Time{}
	if err := plan.PNG(&bytes.Buffer{}, book(t, "fr"), 1); !errors.Is(err, ErrMonth) {
		t.Error(err)
	}
}

// TestMonthDays holds the first cell and the number of weeks.
func TestMonthDays(t *testing.T) {
	for month, want := range map[string]struct {
		first string
		n     int
	}{"2026-02": {"2026-01-26", 35}, "2027-02": {"2027-02-01", 28}, "2026-11": {"2026-10-26", 42}, "2026-12": {"2026-11-30", 35}} {
		at, err := time.Parse("2006-01", month)
		if err != nil {
			t.Fatal(err)
		}
		if days := monthDays(at, time.Monday); len(days) != want.n || days[0].Format(data.DayLayout) != want.first {
			t.Errorf("%s: %d days from %v", month, len(days), days[0])
		}
	}
}

// keep writes a file to be looked at when PARVIS_KEEP names a folder.
func keep(t testing.TB, name string, content []byte) {
	t.Helper()
	if folder := os.Getenv("PARVIS_KEEP"); folder != "" {
		if err := os.WriteFile(filepath.Join(folder, name), content, 0o644); err != nil {
			t.Fatal(err)
		}
	}
}
