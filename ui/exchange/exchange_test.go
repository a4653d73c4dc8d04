package exchange

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2/test"

	"parvis/data"
	"parvis/data/approval"
	"parvis/data/report"
	"parvis/data/words"
	"parvis/ui/uitest"
)

// desk has two posts in November and remembers what it was told.
type desk struct {
	tables
	fail     error
	asked    []data.Approval
	exported []string
	outcomes []approval.Outcome
	applied  []data.PostID
	fresh    bool
}

var november = time.Date(2026, 11, 26, 17, 30, 0, 0, time.UTC)

func (d *desk) List(_ context.Context, q data.ListQuery) ([]data.Entry, error) {
	if q.Undated {
		return []data.Entry{{Post: 5, Headline: "Une idée", State: data.Draft}, {Post: 6, Headline: "Une autre", State: data.Draft}}, nil
	}
	all := []data.Entry{
		{Post: 1, Account: 1, Due: november, Headline: "La bûche", State: data.Scheduled},
		{Post: 1, Account: 2, Due: november, Headline: "La bûche", State: data.Scheduled},
		{Post: 2, Account: 1, Due: november, Headline: "La galette", State: data.Draft},
		{Post: 3, Account: 1, Due: november, Headline: "Déjà partie", State: data.Sent},
		{Post: 4, Account: 1, Due: uitest.Noon{}.Now().AddDate(0, 0, -1), Headline: "Trop tard", State: data.Missed},
	}
	return slices.DeleteFunc(all, func(e data.Entry) bool { return e.Due.Before(q.From) || !e.Due.Before(q.To) }), nil
}

func (d *desk) ExportPlan(_ context.Context, _ data.BrandID, day string, form report.PlanForm, _ *words.Book, path string) (int, error) {
	d.exported = append(d.exported, fmt.Sprint(day, " ", form, " ", path))
	return 1, d.fail
}

func (d *desk) AskApproval(_ context.Context, a *data.Approval, _ *words.Book, mail, path string) error {
	d.asked = append(d.asked, *a)
	return d.fail
}

func (d *desk) ReadAnswer(context.Context, string) (approval.Answer, []approval.Outcome, error) {
	return approval.Answer{Reader: "Odile", At: november}, d.outcomes, d.fail
}

func (d *desk) TakeAnswer(_ context.Context, _ approval.Answer, apply []approval.Outcome) (bool, error) {
	for _, o := range apply {
		d.applied = append(d.applied, o.Post.ID)
	}
	return d.fresh, d.fail
}

// trial is the sheets over an empty window. It saves under the name that is
// proposed, in a folder of the test, and chooses the file that the test names.
type trial struct {
	*uitest.Bench
	desk   *desk
	folder string
	file   string
	saved  []string
	days   []string
	opened []data.PostID
	*Sheets
}

func (tr *trial) SaveFile(name string, save func(string) error) {
	tr.saved = append(tr.saved, name)
	if err := save(filepath.Join(tr.folder, name)); err != nil {
		tr.Failed = append(tr.Failed, err)
	}
}

func (tr *trial) ChooseFile(_ []string, chosen func(string)) { chosen(tr.file) }
func (tr *trial) ShowDay(day string)                         { tr.days = append(tr.days, day) }
func (tr *trial) ShowProducts()                              { tr.days = append(tr.days, "products") }
func (tr *trial) OpenPost(id data.PostID)                    { tr.opened = append(tr.opened, id) }

func tryOut(t *testing.T) *trial {
	t.Helper()
	tr := &trial{Bench: uitest.NewBench(t), desk: &desk{fresh: true}, folder: t.TempDir(), file: "/tmp/answer.html"}
	tr.Sheets = New(Params{
		Ports: tr.desk, Shell: tr, Words: tr.Book, Runner: tr.Runner, Clock: uitest.Noon{}, Local: time.UTC,
		Brand:  func() data.Brand { return data.Brand{ID: 1, Name: "Maison Lenoir", Zone: "Europe/Paris", Lang: "fr"} },
		Canvas: tr.Canvas,
	})
	return tr
}

func TestAMonthIsWritten(t *testing.T) {
	tr := tryOut(t)
	tr.Export()
	tr.Press("Mois suivant")
	tr.Press("CSV")
	tr.Until("it is written", func() bool { return len(tr.Toasts) == 1 })
	want := "2026-12-01 csv " + filepath.Join(tr.folder, "maison-lenoir-decembre-2026.csv")
	if len(tr.desk.exported) != 1 || tr.desk.exported[0] != want || !tr.Closed() {
		t.Errorf("wrote %q", tr.desk.exported)
	}
}

func TestPostsAreGivenToBeApproved(t *testing.T) {
	tr := tryOut(t)
	tr.Ask()
	tr.Until("two posts", func() bool { return strings.Contains(tr.Said(), "(2 publications)") })
	if said := tr.Said(); strings.Contains(said, "Déjà partie") || strings.Contains(said, "Trop tard") {
		t.Error("what went out, or should have, is to be approved")
	}
	test.Type(tr.Canvas().Focused(), "Mme Lenoir")
	tr.Press("La galette")
	tr.Press("Écrire le fichier (1 publication)")
	tr.Until("it is written", func() bool { return len(tr.Toasts) == 1 })
	if len(tr.desk.asked) != 1 || tr.desk.asked[0].Reader != "Mme Lenoir" || len(tr.desk.asked[0].Posts) != 1 || tr.desk.asked[0].Posts[0].Post != 1 {
		t.Fatalf("asked %+v", tr.desk.asked)
	}
	if tr.saved[0] != "relecture-maison-lenoir-novembre-2026.html" {
		t.Errorf("saved as %q", tr.saved)
	}
}

func TestOnePostIsGivenToBeApproved(t *testing.T) {
	tr := tryOut(t)
	for _, test := range []struct {
		post     data.PostID
		day      string
		is, isnt string
	}{
		{2, november.Format(data.DayLayout), "La galette", "La bûche"},
		{5, "", "Une idée", "Une autre"},
	} {
		tr.AskAbout(test.post, test.day)
		tr.Until("one post", func() bool { return strings.Contains(tr.Said(), "(1 publication)") })
		if said := tr.Said(); !strings.Contains(said, test.is) || strings.Contains(said, test.isnt) {
			t.Errorf("post %d: it says\n%s", test.post, said)
		}
		if strings.Contains(tr.Said(), "Mois suivant") {
			t.Error("a month can be chosen")
		}
		tr.Press("Annuler")
	}
}

func TestAMonthWithoutPostsSaysSo(t *testing.T) {
	tr := tryOut(t)
	tr.Ask()
	tr.Press("Mois suivant")
	tr.Until("it says so", func() bool { return strings.Contains(tr.Said(), "Rien n’est prévu") })
	tr.Press("Annuler")
	if len(tr.desk.asked) != 0 || !tr.Closed() {
		t.Error("it stays")
	}
}

func outcome(id data.PostID, v approval.Verdict, edits ...approval.Edit) approval.Outcome {
	return approval.Outcome{Verdict: v, Post: data.Post{ID: id, Title: fmt.Sprint("Publication ", id)}, Edits: edits}
}

func TestAnAnswerIsSeenAndTaken(t *testing.T) {
	tr := tryOut(t)
	tr.desk.outcomes = []approval.Outcome{
		outcome(1, approval.Approved), outcome(2, approval.Wanted, approval.Edit{Shown: "Une bûche", Wanted: "La bûche", Now: "Une bûche"}),
		outcome(3, approval.Conflict, approval.Edit{Shown: "a", Wanted: "b", Now: "c", Conflict: true}),
		outcome(4, approval.Wanted, approval.Edit{Shown: "a", Wanted: "b", Now: "a"}), outcome(5, approval.Silent),
	}
	tr.Answer()
	tr.Until("the sheet", func() bool { return strings.Contains(tr.Said(), "Réponse de Odile") })
	for _, part := range []string{"approuvée", "à changer", "conflit", "rien dit", "ouvrez la publication", "Publication 4"} {
		if !strings.Contains(tr.Said(), part) {
			t.Errorf("does not say %q:\n%s", part, tr.Said())
		}
	}
	tr.Press("Prendre ce texte") // of the second post: no
	tr.Press("Prendre la réponse")
	tr.Until("it is taken", func() bool { return len(tr.Toasts) == 1 })
	if !slices.Equal(tr.desk.applied, []data.PostID{4}) || !strings.Contains(tr.Toasts[0], "1 publication approuvée") {
		t.Errorf("applied %v, said %q", tr.desk.applied, tr.Toasts)
	}
}

func TestAConflictLeadsToItsPost(t *testing.T) {
	tr := tryOut(t)
	tr.desk.outcomes = []approval.Outcome{
		outcome(1, approval.Approved), outcome(3, approval.Conflict, approval.Edit{Shown: "a", Wanted: "b", Now: "c", Conflict: true}),
	}
	tr.Answer()
	tr.Until("the sheet", func() bool { return strings.Contains(tr.Said(), "Réponse de Odile") })
	tr.Press("Ouvrir la publication, Publication 3")
	if !slices.Equal(tr.opened, []data.PostID{3}) || !tr.Closed() || len(tr.desk.applied) != 0 {
		t.Errorf("opened %v", tr.opened)
	}
}

func TestAnAnswerThatCannotBeTakenStays(t *testing.T) {
	tr := tryOut(t)
	tr.desk.outcomes = []approval.Outcome{outcome(1, approval.Approved)}
	tr.Answer()
	tr.Until("the sheet", func() bool { return strings.Contains(tr.Said(), "Réponse de Odile") })
	tr.desk.fail = &data.Failure{Kind: data.Invalid, Op: "approval", Code: approval.CodeForeign}
	tr.Press("Prendre la réponse")
	tr.Until("the sheet says that it failed", func() bool { return strings.Contains(tr.Said(), "n’est pas une réponse") })
	tr.desk.fail, tr.desk.fresh = nil, false
	tr.Press("Prendre la réponse")
	tr.Until("it was known", func() bool { return len(tr.Toasts) == 1 })
	if !strings.Contains(tr.Toasts[0], "déjà") {
		t.Errorf("says %q", tr.Toasts)
	}
}

func TestAnAnswerThatIsNoneIsSaid(t *testing.T) {
	tr := tryOut(t)
	tr.desk.fail = &data.Failure{Kind: data.Invalid, Op: "approval", Code: approval.CodeForeign}
	tr.Answer()
	tr.Until("it is said", func() bool { return len(tr.Failed) == 1 })
	if !tr.Closed() {
		t.Error("an empty sheet is shown")
	}
}
