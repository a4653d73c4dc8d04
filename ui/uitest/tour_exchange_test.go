package uitest_test

import (
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"parvis/data"
	"parvis/data/approval"
	"parvis/data/approval/reader"
	"parvis/ui/widgets"
)

// saves makes files be saved in a folder of the test.
func (v *visit) saves() (folder string) {
	v.t.Helper()
	folder = v.t.TempDir()
	v.ok(v.house.Desk.SaveSetting(v.ctx, "save.folder", folder))
	return folder
}

// save agrees to the name that is proposed and waits for the file.
func (v *visit) save(path string) []byte {
	v.t.Helper()
	v.until("question for a name", glance, func() bool { return v.says(v.Book.T("shell.save.title")) })
	v.tapWord("common.save")
	v.until(filepath.Base(path), glance, func() bool { _, err := os.Stat(path); return err == nil })
	content, err := os.ReadFile(path)
	v.ok(err)
	return content
}

// TestAMonthIsExported writes November as a table.
func TestAMonthIsExported(t *testing.T) {
	v := newVisit(t)
	folder := v.saves()
	v.ok(v.Do(v.ctx, "exchange.action.export"))
	v.tapWord("planned.form.csv")
	got := string(v.save(filepath.Join(folder, "maison-lenoir-novembre-2026.csv")))
	if !strings.HasPrefix(got, "\uFEFFDate;Heure;Titre;Texte") || !strings.Contains(got, "Galette des rois") || !strings.Contains(got, "2026-11-26") {
		t.Errorf("wrote %q", got)
	}
}

// march stores a post of March 2027 as it would be planned.
func (v *visit) march(day, text string) data.Post {
	v.t.Helper()
	at, err := time.Parse(data.WallLayout, "2027-03-"+day+"T10:00")
	v.ok(err)
	p := data.Post{
		Brand: v.brand, Parts: []string{text}, Lang: "fr", Variants: []data.Variant{{Account: v.accounts()[0].ID}},
		When: data.Schedule{Wall: at.Format(data.WallLayout), Zone: "Europe/Paris", Instant: at.Add(-time.Hour)},
	}
	v.ok(v.house.Desk.SavePost(v.ctx, &p))
	return p
}

// TestPostsAreApprovedByFile gives two posts to be approved; one comes back
// approved, the other rewritten while it was rewritten here: that conflict leads to
// its post, and the answer is taken all the same.
func TestPostsAreApprovedByFile(t *testing.T) {
	v := newVisit(t)
	folder := v.saves()
	first, second := v.march("02", "La bûche de printemps"), v.march("09", "La galette de mars")
	v.ok(v.Do(v.ctx, "exchange.action.ask"))
	for range 4 {
		v.tapWord("exchange.month.later")
	}
	v.until("March", glance, func() bool { return v.says("Mars 2027") && v.says("La galette de mars") })
	v.into("exchange.ask.reader")
	v.write("Odile")
	v.tap("Écrire le fichier (2 publications)")
	file := v.save(filepath.Join(folder, "relecture-maison-lenoir-mars-2027.html"))
	v.until("the file's toast", glance, func() bool { return v.says("Le fichier est écrit.") })

	second.Parts = []string{"La galette du printemps"}
	latest, err := v.house.Desk.Post(v.ctx, second.ID)
	v.ok(err)
	latest.Parts = second.Parts
	v.ok(v.house.Desk.SavePost(v.ctx, &latest))
	path := filepath.Join(folder, "reponse"+approval.Extension)
	v.ok(os.WriteFile(path, v.answer(file, first, second, "La galette de mars, aux amandes"), 0o600))
	v.ok(v.Drop(v.ctx, fyne.NewPos(700, 500), path))
	v.until("the answer", glance, func() bool { return v.says(v.Book.T("exchange.answer.title", "Reader", "Odile")) })
	if !v.says(v.Book.T("exchange.verdict.approved")) || !v.says(v.Book.T("exchange.verdict.conflict")) {
		t.Fatalf("the answer says\n%s", v.words())
	}
	v.tapWord("exchange.answer.open")
	open := func(a *widgets.TextArea) bool { return a.Text() == "La galette du printemps" }
	v.until("the post", glance, func() bool { return slices.ContainsFunc(shown[*widgets.TextArea](v), open) })
	if v.Frame.Canvas().Overlays().Top() != nil {
		t.Error("the answer lies over the post")
	}
	v.ok(v.Drop(v.ctx, fyne.NewPos(300, 500), path))
	v.tapWord("exchange.answer.take")
	v.until("the answer is taken", glance, func() bool { return v.says("Réponse prise\u202f: 1 publication approuvée.") })
	if got, err := v.house.Desk.Post(v.ctx, second.ID); err != nil || got.Parts[0] != "La galette du printemps" {
		t.Errorf("the conflict was settled without a person: %q, %v", got.Parts, err)
	}
}

// answer is what the file's reader sends back: the first post approved, the second
// with another text.
func (v *visit) answer(file []byte, first, second data.Post, wanted string) []byte {
	v.t.Helper()
	page, err := reader.Open(file)
	v.ok(err)
	says := func(p data.Post, decision data.Decision, texts ...map[string]any) reader.Reply {
		return reader.Say(strconv.FormatInt(int64(p.ID), 10), string(decision), "", texts...)
	}
	back, err := page.Seal(page.Body(strings.Repeat("ab", 16), "Odile", v.house.Clock.Now(),
		says(first, data.DecisionApprove), says(second, data.DecisionChange, reader.Wording("0", 0, wanted))))
	v.ok(err)
	return back
}
