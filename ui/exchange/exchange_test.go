package exchange

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"

	"parvis/assets"
	"parvis/data"
	"parvis/data/approval"
	"parvis/data/report"
	"parvis/data/words"
	"parvis/ui/theme"
	"parvis/ui/uitest"
	"parvis/ui/widgets"
	"parvis/ui/work"
)

// desk has two posts in November and remembers what it was told.
type desk struct {
	fail     error
	asked    []data.Approval
	exported []string
	outcomes []approval.Outcome
	applied  []data.PostID
	fresh    bool
}

var november = time.Date(2026, 11, 26, 17, 30, 0, 0, time.UTC)

func (d *desk) List(_ context.Context, q data.ListQuery) ([]data.Entry, error) {
	all := []data.Entry{
		{Post: 1, Account: 1, Due: november, Headline: "La bûche", State: data.Scheduled},
		{Post: 1, Account: 2, Due: november, Headline: "La bûche", State: data.Scheduled},
		{Post: 2, Account: 1, Due: november, Headline: "La galette", State: data.Draft},
		{Post: 3, Account: 1, Due: november, Headline: "Déjà partie", State: data.Sent},
		{Post: 4, Account: 1, Due: clock{}.Now().AddDate(0, 0, -1), Headline: "Trop tard", State: data.Missed},
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

// shell saves under the name that is proposed and remembers what it was told.
type shell struct {
	toasts []string
	failed []error
	saved  []string
}

func (s *shell) Toast(text string, _ func()) { s.toasts = append(s.toasts, text) }
func (s *shell) Fail(_ string, err error)    { s.failed = append(s.failed, err) }

func (s *shell) SaveFile(name string, save func(string) error) {
	s.saved = append(s.saved, name)
	if err := save("/tmp/" + name); err != nil {
		s.failed = append(s.failed, err)
	}
}

func (s *shell) ChooseFile(endings []string, chosen func(string)) { chosen("/tmp/answer" + endings[0]) }

type clock struct{}

func (clock) Now() time.Time      { return time.Date(2026, 11, 21, 12, 5, 0, 0, time.UTC) }
func (clock) Mono() time.Duration { return 0 }
func (clock) Wait(ctx context.Context, _ time.Duration) error {
	<-ctx.Done()
	return ctx.Err()
}

// trial is the sheets over an empty window.
type trial struct {
	*testing.T
	desk   *desk
	shell  *shell
	queue  *work.Queue
	book   *words.Book
	window fyne.Window
	*Sheets
}

func tryOut(t *testing.T) *trial {
	t.Helper()
	app, err := uitest.NewApp(theme.Light)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(app.Quit)
	tr := &trial{T: t, desk: &desk{fresh: true}, shell: &shell{}, queue: work.NewQueue()}
	catalogue, err := words.Load(assets.Words)
	if err != nil {
		t.Fatal(err)
	}
	catalogue.OnMissing = func(lang, key string) { t.Errorf("no words for %s in %s", key, lang) }
	tr.book = catalogue.In("fr")
	runner := work.New(tr.queue.Do, clock{}, func(key string, err error) { t.Errorf("%s: %v", key, err) })
	t.Cleanup(runner.Close)
	tr.window = test.NewWindow(container.NewStack(widgets.NewFill(theme.Ground, 0)))
	t.Cleanup(tr.window.Close)
	tr.window.SetPadded(false)
	tr.window.Resize(fyne.NewSize(1100, 700))
	tr.Sheets = New(Params{
		Ports: tr.desk, Shell: tr.shell, Words: func() *words.Book { return tr.book }, Runner: runner, Clock: clock{},
		Brand:  func() data.Brand { return data.Brand{ID: 1, Name: "Maison Lenoir", Zone: "Europe/Paris"} },
		Canvas: func() fyne.Canvas { return tr.window.Canvas() },
	})
	return tr
}

// labelled is something on the screen that has a name.
type labelled interface{ AccessibilityLabel() string }

// named lists what lies over the window and has a name.
func (tr *trial) named() (all []fyne.CanvasObject) {
	var walk func(o fyne.CanvasObject)
	walk = func(o fyne.CanvasObject) {
		if o == nil || !o.Visible() {
			return
		}
		if _, ok := o.(labelled); ok {
			all = append(all, o)
		}
		switch o := o.(type) {
		case *fyne.Container:
			for _, child := range o.Objects {
				walk(child)
			}
		case fyne.Widget:
			for _, child := range test.WidgetRenderer(o).Objects() {
				walk(child)
			}
		}
	}
	walk(tr.window.Canvas().Overlays().Top())
	return all
}

// said are the words of what lies over the window.
func (tr *trial) said() string {
	var out []string
	for _, o := range tr.named() {
		out = append(out, o.(labelled).AccessibilityLabel())
	}
	return strings.Join(out, "\n")
}

// tap taps the first thing whose name begins so.
func (tr *trial) tap(label string) {
	tr.Helper()
	for _, o := range tr.named() {
		if one, ok := o.(fyne.Tappable); ok && strings.HasPrefix(o.(labelled).AccessibilityLabel(), label) {
			test.Tap(one)
			return
		}
	}
	tr.Fatalf("nothing is called %q:\n%s", label, tr.said())
}

func (tr *trial) until(what string, done func() bool) {
	tr.Helper()
	ctx, cancel := context.WithTimeout(tr.Context(), 10*time.Second)
	defer cancel()
	if err := tr.queue.Until(ctx, done); err != nil {
		tr.Fatalf("never: %s (%v)\n%s", what, tr.shell.failed, tr.said())
	}
}

func TestAMonthIsWritten(t *testing.T) {
	tr := tryOut(t)
	tr.Export()
	tr.tap("Mois suivant")
	tr.tap("CSV")
	tr.until("it is written", func() bool { return len(tr.shell.toasts) == 1 })
	want := "2026-12-01 csv /tmp/maison-lenoir-decembre-2026.csv"
	if len(tr.desk.exported) != 1 || tr.desk.exported[0] != want || tr.window.Canvas().Overlays().Top() != nil {
		t.Errorf("wrote %q", tr.desk.exported)
	}
}

func TestPostsAreGivenToBeApproved(t *testing.T) {
	tr := tryOut(t)
	tr.Ask()
	tr.until("two posts", func() bool { return strings.Contains(tr.said(), "(2 publications)") })
	if said := tr.said(); strings.Contains(said, "Déjà partie") || strings.Contains(said, "Trop tard") {
		t.Error("what went out, or should have, is to be approved")
	}
	test.Type(tr.window.Canvas().Focused(), "Mme Lenoir")
	tr.tap("La galette")
	tr.tap("Écrire le fichier (1 publication)")
	tr.until("it is written", func() bool { return len(tr.shell.toasts) == 1 })
	if len(tr.desk.asked) != 1 || tr.desk.asked[0].Reader != "Mme Lenoir" || len(tr.desk.asked[0].Posts) != 1 || tr.desk.asked[0].Posts[0].Post != 1 {
		t.Fatalf("asked %+v", tr.desk.asked)
	}
	if tr.shell.saved[0] != "relecture-maison-lenoir-novembre-2026.html" {
		t.Errorf("saved as %q", tr.shell.saved)
	}
}

func TestAMonthWithoutPostsSaysSo(t *testing.T) {
	tr := tryOut(t)
	tr.Ask()
	tr.tap("Mois suivant")
	tr.until("it says so", func() bool { return strings.Contains(tr.said(), "Rien n’est prévu") })
	tr.tap("Annuler")
	if len(tr.desk.asked) != 0 || tr.window.Canvas().Overlays().Top() != nil {
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
	tr.until("the sheet", func() bool { return strings.Contains(tr.said(), "Réponse de Odile") })
	for _, part := range []string{"approuvée", "à changer", "conflit", "rien dit", "ouvrez la publication", "Publication 4"} {
		if !strings.Contains(tr.said(), part) {
			t.Errorf("does not say %q:\n%s", part, tr.said())
		}
	}
	tr.tap("Prendre ce texte") // of the second post: no
	tr.tap("Prendre la réponse")
	tr.until("it is taken", func() bool { return len(tr.shell.toasts) == 1 })
	if !slices.Equal(tr.desk.applied, []data.PostID{4}) || !strings.Contains(tr.shell.toasts[0], "1 publication approuvée") {
		t.Errorf("applied %v, said %q", tr.desk.applied, tr.shell.toasts)
	}
}

func TestAnAnswerThatCannotBeTakenStays(t *testing.T) {
	tr := tryOut(t)
	tr.desk.outcomes = []approval.Outcome{outcome(1, approval.Approved)}
	tr.Answer()
	tr.until("the sheet", func() bool { return strings.Contains(tr.said(), "Réponse de Odile") })
	tr.desk.fail = errors.New("the disk is full")
	tr.tap("Prendre la réponse")
	tr.until("it fails", func() bool { return len(tr.shell.failed) == 1 })
	tr.desk.fail, tr.desk.fresh = nil, false
	tr.tap("Prendre la réponse")
	tr.until("it was known", func() bool { return len(tr.shell.toasts) == 1 })
	if !strings.Contains(tr.shell.toasts[0], "déjà") {
		t.Errorf("says %q", tr.shell.toasts)
	}
}

func TestAnAnswerThatIsNoneIsSaid(t *testing.T) {
	tr := tryOut(t)
	tr.desk.fail = &data.Failure{Kind: data.Invalid, Op: "approval", Code: approval.CodeForeign}
	tr.Answer()
	tr.until("it is said", func() bool { return len(tr.shell.failed) == 1 })
	if tr.window.Canvas().Overlays().Top() != nil {
		t.Error("an empty sheet is shown")
	}
}
