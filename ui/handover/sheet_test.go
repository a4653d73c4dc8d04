package handover

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"

	"parvis/assets"
	"parvis/data"
	"parvis/data/words"
	"parvis/ui/theme"
	"parvis/ui/uitest"
	"parvis/ui/widgets"
	"parvis/ui/work"
)

// desk answers with one delivery and remembers what it was told.
type desk struct {
	what  data.HandOver
	fail  error
	done  []string
	saved []string
}

func (d *desk) HandOver(context.Context, data.DeliveryID) (data.HandOver, error) { return d.what, nil }

func (d *desk) SaveMedia(_ context.Context, _ data.DeliveryID, folder string) ([]string, error) {
	d.saved = append(d.saved, folder)
	return []string{filepath.Join(folder, "four.jpg"), filepath.Join(folder, "rue.jpg")}, d.fail
}

func (d *desk) Done(_ context.Context, id data.DeliveryID, url string) error {
	if d.fail != nil {
		return d.fail
	}
	d.done = append(d.done, fmt.Sprintf("%d %s", id, url))
	return nil
}

// shell remembers what the window was asked.
type shell struct {
	toasts, opened, copied []string
	failed                 []error
}

func (s *shell) Toast(text string, _ func())      { s.toasts = append(s.toasts, text) }
func (s *shell) Fail(_ string, err error)         { s.failed = append(s.failed, err) }
func (s *shell) OpenLink(url string)              { s.opened = append(s.opened, url) }
func (s *shell) Copy(text string)                 { s.copied = append(s.copied, text) }
func (s *shell) ChooseFolder(chosen func(string)) { chosen("/tmp/photos") }

type clock struct{}

func (clock) Now() time.Time      { return time.Date(2026, 11, 21, 12, 5, 0, 0, time.UTC) }
func (clock) Mono() time.Duration { return 0 }
func (clock) Wait(ctx context.Context, _ time.Duration) error {
	<-ctx.Done()
	return ctx.Err()
}

// trial is the sheet over an empty window.
type trial struct {
	*testing.T
	desk   *desk
	shell  *shell
	queue  *work.Queue
	book   *words.Book
	sheets *Sheets
	window fyne.Window
}

func tryOut(t *testing.T, h data.HandOver) *trial {
	t.Helper()
	app, err := uitest.NewApp(theme.Light)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(app.Quit)
	tr := &trial{T: t, desk: &desk{what: h}, shell: &shell{}, queue: work.NewQueue()}
	tr.speak("fr")
	runner := work.New(tr.queue.Do, clock{}, func(key string, err error) { t.Errorf("%s: %v", key, err) })
	t.Cleanup(runner.Close)
	tr.window = test.NewWindow(container.NewStack(widgets.NewFill(theme.Ground, 0)))
	t.Cleanup(tr.window.Close)
	tr.window.SetPadded(false)
	tr.window.Resize(fyne.NewSize(1100, 700))
	tr.sheets = New(Params{
		Ports: tr.desk, Shell: tr.shell, Words: func() *words.Book { return tr.book }, Runner: runner,
		Canvas: func() fyne.Canvas { return tr.window.Canvas() },
	})
	tr.open()
	return tr
}

func (tr *trial) speak(lang string) {
	catalogue, err := words.Load(assets.Words)
	if err != nil {
		tr.Fatal(err)
	}
	catalogue.OnMissing = func(lang, key string) { tr.Errorf("no words for %s in %s", key, lang) }
	tr.book = catalogue.In(lang)
}

func (tr *trial) open() {
	tr.Helper()
	tr.sheets.Open(7)
	tr.until("the sheet opens", func() bool { return tr.window.Canvas().Overlays().Top() != nil })
}

func (tr *trial) until(what string, done func() bool) {
	tr.Helper()
	ctx, cancel := context.WithTimeout(tr.Context(), 10*time.Second)
	defer cancel()
	if err := tr.queue.Until(ctx, done); err != nil {
		tr.Fatalf("never: %s (%v)", what, tr.shell.failed)
	}
}

func (tr *trial) closed() bool { return tr.window.Canvas().Overlays().Top() == nil }

// shown lists what the sheet shows of a kind.
func shown[W fyne.CanvasObject](tr *trial) (all []W) {
	var walk func(o fyne.CanvasObject)
	walk = func(o fyne.CanvasObject) {
		if o == nil || !o.Visible() {
			return
		}
		if w, ok := o.(W); ok {
			all = append(all, w)
			return
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

func (tr *trial) press(words string) {
	tr.Helper()
	for _, b := range shown[*widgets.Button](tr) {
		if b.Text() == words {
			test.Tap(b)
			return
		}
	}
	for _, l := range shown[*widgets.Link](tr) {
		if l.AccessibilityLabel() == words {
			test.Tap(l)
			return
		}
	}
	tr.Fatalf("nothing says %q", words)
}

// forum is a place that takes nothing from a program.
func forum() data.HandOver {
	return data.HandOver{
		Delivery: 7, State: data.Held, Headline: "Bûche 2026", Title: "Bûche 2026",
		Account: data.Account{
			Network: "byhand", Name: "Forum des gourmands",
			Can: data.Capabilities{Tap: data.TapHere, Title: true, Options: []data.Option{{Key: "form", Kind: data.OptionChoice}}},
		},
		Parts: []string{"Trois **parfums** cette année : marron, poire, chocolat.\n\nÀ réserver avant le 15.", "Les horaires : https://lenoir.example/noel"},
		Media: []data.Attachment{{Alt: "Trois bûches sur le comptoir"}, {Part: 1}},
		Page:  "https://forum.example/nouveau",
	}
}

func TestCopiedOpenedDone(t *testing.T) {
	tr := tryOut(t, forum())
	tr.press("Copier et ouvrir la page")
	if want := forum().Parts[0]; !slices.Equal(tr.shell.copied, []string{want}) || !slices.Equal(tr.shell.opened, []string{forum().Page}) {
		t.Errorf("copied %q, opened %q", tr.shell.copied, tr.shell.opened)
	}
	tr.press("Copier\u202f: Partie 2 sur 2")
	tr.press("Copier\u202f: Titre")
	tr.press("Copier\u202f: Texte alternatif 1")
	if got := tr.shell.copied[1:]; !slices.Equal(got, []string{forum().Parts[1], "Bûche 2026", "Trois bûches sur le comptoir"}) {
		t.Errorf("copied %q", got)
	}
	url := shown[*widgets.Field](tr)[0]
	url.SetText("javascript:alert(1)")
	tr.press("C’est publié")
	if tr.closed() || len(tr.desk.done) > 0 {
		t.Fatal("what is no address was taken for one")
	}
	url.SetText(" https://forum.example/42 ")
	tr.press("C’est publié")
	tr.until("it closes", tr.closed)
	if !slices.Equal(tr.desk.done, []string{"7 https://forum.example/42"}) {
		t.Errorf("the desk heard %q", tr.desk.done)
	}
	if last := tr.shell.toasts[len(tr.shell.toasts)-1]; !strings.Contains(last, "Bûche 2026") || !strings.Contains(last, "publié") {
		t.Errorf("said %q", last)
	}
}

func TestTheFormIsThePosts(t *testing.T) {
	h := forum()
	h.Options = map[string]string{"form": "html"}
	tr := tryOut(t, h)
	tr.press("Copier et ouvrir la page")
	if got := tr.shell.copied[0]; !strings.HasPrefix(got, "<h1>Bûche 2026</h1>\n<p>Trois <strong>parfums</strong>") {
		t.Errorf("copied %q", got)
	}
	choice := shown[*widgets.Segmented](tr)[0]
	choice.TypedKey(&fyne.KeyEvent{Name: fyne.KeyLeft})
	tr.press("Copier\u202f: Markdown")
	if got := tr.shell.copied[1]; !strings.HasPrefix(got, "# Bûche 2026\n\nTrois **parfums**") {
		t.Errorf("copied %q", got)
	}
}

func TestADraftThereIsFinishedThere(t *testing.T) {
	h := forum()
	h.State, h.Title, h.Parts, h.Page = data.Handed, "", h.Parts[:1], ""
	h.Account = data.Account{Network: "tiktok", Name: "Maison Lenoir", Can: data.Capabilities{Tap: data.TapThere}}
	tr := tryOut(t, h)
	if len(shown[*widgets.Segmented](tr)) > 0 {
		t.Error("a caption has forms to choose from")
	}
	tr.press("Copier\u202f: Légende")
	tr.press("Copier le texte")
	if len(tr.shell.opened) > 0 || len(tr.shell.copied) != 2 {
		t.Errorf("opened %q, copied %q", tr.shell.opened, tr.shell.copied)
	}
	tr.press("C’est publié")
	tr.until("it closes", tr.closed)
	if !slices.Equal(tr.desk.done, []string{"7 "}) {
		t.Errorf("the desk heard %q", tr.desk.done)
	}
}

func TestFilesAreSaved(t *testing.T) {
	tr := tryOut(t, forum())
	tr.press("Enregistrer les fichiers…")
	tr.until("it is said", func() bool { return len(tr.shell.toasts) == 1 })
	if !slices.Equal(tr.desk.saved, []string{"/tmp/photos"}) || !strings.HasPrefix(tr.shell.toasts[0], "2 fichiers enregistrés dans /tmp/photos") {
		t.Errorf("saved in %q, said %q", tr.desk.saved, tr.shell.toasts)
	}
}

func TestNotNowAndEscapeChangeNothing(t *testing.T) {
	tr := tryOut(t, forum())
	tr.press("Pas maintenant")
	if !tr.closed() {
		t.Fatal("not now does not close it")
	}
	tr.open()
	for range 4 { // wherever the keyboard is
		focused := tr.window.Canvas().Focused()
		focused.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
		if !tr.closed() {
			t.Fatalf("Escape on %T does not close it", focused)
		}
		tr.open()
		tr.window.Canvas().FocusNext()
	}
	if len(tr.desk.done) > 0 {
		t.Errorf("the desk heard %q", tr.desk.done)
	}
}

func TestWhatMovedOnIsNotHandedOver(t *testing.T) {
	tr := tryOut(t, forum())
	tr.press("Pas maintenant")
	tr.desk.what.State = data.Sent
	tr.sheets.Open(7)
	tr.until("it is said", func() bool { return len(tr.shell.toasts) == 1 })
	if !tr.closed() || len(tr.shell.failed) > 0 {
		t.Errorf("a sheet is open: %t, failures %v", !tr.closed(), tr.shell.failed)
	}
}

func TestAFailureLeavesTheSheetOpen(t *testing.T) {
	tr := tryOut(t, forum())
	tr.desk.fail = errors.New("the disk")
	tr.press("C’est publié")
	tr.until("the failure is heard", func() bool { return len(tr.shell.failed) == 1 })
	if tr.closed() {
		t.Error("it closed")
	}
	tr.desk.fail = fmt.Errorf("done: %w", data.ErrChanged)
	tr.press("C’est publié")
	tr.until("it closes", tr.closed)
	if len(tr.shell.failed) != 1 || len(tr.shell.toasts) != 1 {
		t.Errorf("failures %v, said %q", tr.shell.failed, tr.shell.toasts)
	}
}

func TestAddresses(t *testing.T) {
	for typed, ok := range map[string]bool{
		"": true, " ": true, "https://forum.example/42": true, "http://forum.example": true,
		"forum.example": false, "file:///etc/passwd": false, "https://a:b@forum.example": false, "https://": false,
	} {
		if _, got := address(typed); got != ok {
			t.Errorf("%q is an address: %t", typed, got)
		}
	}
}

// TestPictures writes the sheet as PNG into the folder named by PARVIS_PICTURES,
// to be looked at; without it the pictures are only drawn.
func TestPictures(t *testing.T) {
	out := os.Getenv("PARVIS_PICTURES")
	there := forum()
	there.State, there.Account, there.Title = data.Handed, data.Account{Network: "tiktok", Name: "Maison Lenoir"}, ""
	there.Parts, there.Media = []string{"La bûche se roule à l’aube. #boulangerie #nantes"}, nil
	refused := there
	refused.State, refused.Account.Network, refused.Page = data.Refused, "youtube", "https://studio.youtube.example"
	html := forum()
	html.Options = map[string]string{"form": "html"}
	for name, h := range map[string]data.HandOver{"here": forum(), "html": html, "there": there, "refused": refused} {
		tr := tryOut(t, h)
		for _, lang := range []string{"fr", "en"} {
			for look, v := range map[string]theme.Variant{"light": theme.Light, "dark": theme.Dark} {
				tr.press(tr.book.T("handover.later"))
				tr.speak(lang)
				uitest.SetVariant(v)
				tr.open()
				img := tr.window.Canvas().Capture()
				if out == "" {
					continue
				}
				if err := uitest.Write(filepath.Join(out, fmt.Sprintf("handover-%s-%s-%s.png", name, lang, look)), img); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
}
