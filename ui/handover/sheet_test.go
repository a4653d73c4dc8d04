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

	"fyne.io/fyne/v2"

	"parvis/data"
	"parvis/ui/theme"
	"parvis/ui/uitest"
	"parvis/ui/widgets"
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

// trial is the sheet over an empty window; it remembers what the window was asked.
type trial struct {
	*uitest.Bench
	desk           *desk
	opened, copied []string
	sheets         *Sheets
}

func (tr *trial) OpenLink(url string)              { tr.opened = append(tr.opened, url) }
func (tr *trial) Copy(text string)                 { tr.copied = append(tr.copied, text) }
func (tr *trial) ChooseFolder(chosen func(string)) { chosen("/tmp/photos") }

func tryOut(t *testing.T, h data.HandOver) *trial {
	t.Helper()
	tr := &trial{Bench: uitest.NewBench(t), desk: &desk{what: h}}
	tr.sheets = New(Params{Ports: tr.desk, Shell: tr, Words: tr.Book, Runner: tr.Runner, Canvas: tr.Canvas})
	tr.open()
	return tr
}

func (tr *trial) open() {
	tr.Helper()
	tr.sheets.Open(7)
	tr.Until("the sheet opens", func() bool { return !tr.Closed() })
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
	tr.Press("Copier et ouvrir la page")
	if want := forum().Parts[0]; !slices.Equal(tr.copied, []string{want}) || !slices.Equal(tr.opened, []string{forum().Page}) {
		t.Errorf("copied %q, opened %q", tr.copied, tr.opened)
	}
	tr.Press("Copier\u202f: Partie 2 sur 2")
	tr.Press("Copier\u202f: Titre")
	tr.Press("Copier\u202f: Texte alternatif 1")
	if got := tr.copied[1:]; !slices.Equal(got, []string{forum().Parts[1], "Bûche 2026", "Trois bûches sur le comptoir"}) {
		t.Errorf("copied %q", got)
	}
	url := uitest.ShownOn[*widgets.Field](tr.Bench)[0]
	url.SetText("javascript:alert(1)")
	tr.Press("C’est publié")
	if tr.Closed() || len(tr.desk.done) > 0 {
		t.Fatal("what is no address was taken for one")
	}
	url.SetText(" https://forum.example/42 ")
	tr.Press("C’est publié")
	tr.Until("it closes", tr.Closed)
	if !slices.Equal(tr.desk.done, []string{"7 https://forum.example/42"}) {
		t.Errorf("the desk heard %q", tr.desk.done)
	}
	if last := tr.Toasts[len(tr.Toasts)-1]; !strings.Contains(last, "Bûche 2026") || !strings.Contains(last, "publié") {
		t.Errorf("said %q", last)
	}
}

func TestTheFormIsThePosts(t *testing.T) {
	h := forum()
	h.Options = map[string]string{"form": "html"}
	tr := tryOut(t, h)
	tr.Press("Copier et ouvrir la page")
	if got := tr.copied[0]; !strings.HasPrefix(got, "<h1>Bûche 2026</h1>\n<p>Trois <strong>parfums</strong>") {
		t.Errorf("copied %q", got)
	}
	choice := uitest.ShownOn[*widgets.Segmented](tr.Bench)[0]
	choice.TypedKey(&fyne.KeyEvent{Name: fyne.KeyLeft})
	tr.Press("Copier\u202f: Markdown")
	if got := tr.copied[1]; !strings.HasPrefix(got, "# Bûche 2026\n\nTrois **parfums**") {
		t.Errorf("copied %q", got)
	}
}

func TestADraftThereIsFinishedThere(t *testing.T) {
	h := forum()
	h.State, h.Title, h.Parts, h.Page = data.Handed, "", h.Parts[:1], ""
	h.Account = data.Account{Network: "tiktok", Name: "Maison Lenoir", Can: data.Capabilities{Tap: data.TapThere}}
	tr := tryOut(t, h)
	if len(uitest.ShownOn[*widgets.Segmented](tr.Bench)) > 0 {
		t.Error("a caption has forms to choose from")
	}
	tr.Press("Copier\u202f: Légende")
	tr.Press("Copier le texte")
	if len(tr.opened) > 0 || len(tr.copied) != 2 {
		t.Errorf("opened %q, copied %q", tr.opened, tr.copied)
	}
	tr.Press("C’est publié")
	tr.Until("it closes", tr.Closed)
	if !slices.Equal(tr.desk.done, []string{"7 "}) {
		t.Errorf("the desk heard %q", tr.desk.done)
	}
}

func TestFilesAreSaved(t *testing.T) {
	tr := tryOut(t, forum())
	tr.Press("Enregistrer les fichiers…")
	tr.Until("it is said", func() bool { return len(tr.Toasts) == 1 })
	if !slices.Equal(tr.desk.saved, []string{"/tmp/photos"}) || !strings.HasPrefix(tr.Toasts[0], "2 fichiers enregistrés dans /tmp/photos") {
		t.Errorf("saved in %q, said %q", tr.desk.saved, tr.Toasts)
	}
}

func TestNotNowAndEscapeChangeNothing(t *testing.T) {
	tr := tryOut(t, forum())
	tr.Press("Pas maintenant")
	if !tr.Closed() {
		t.Fatal("not now does not close it")
	}
	tr.open()
	for range 4 { // wherever the keyboard is
		focused := tr.Canvas().Focused()
		focused.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
		if !tr.Closed() {
			t.Fatalf("Escape on %T does not close it", focused)
		}
		tr.open()
		tr.Canvas().FocusNext()
	}
	if len(tr.desk.done) > 0 {
		t.Errorf("the desk heard %q", tr.desk.done)
	}
}

func TestWhatMovedOnIsNotHandedOver(t *testing.T) {
	tr := tryOut(t, forum())
	tr.Press("Pas maintenant")
	tr.desk.what.State = data.Sent
	tr.sheets.Open(7)
	tr.Until("it is said", func() bool { return len(tr.Toasts) == 1 })
	if !tr.Closed() || len(tr.Failed) > 0 {
		t.Errorf("a sheet is open: %t, failures %v", !tr.Closed(), tr.Failed)
	}
}

func TestAFailureLeavesTheSheetOpen(t *testing.T) {
	tr := tryOut(t, forum())
	tr.desk.fail = errors.New("the disk")
	tr.Press("C’est publié")
	tr.Until("the failure is heard", func() bool { return len(tr.Failed) == 1 })
	if tr.Closed() {
		t.Error("it closed")
	}
	tr.desk.fail = fmt.Errorf("done: %w", data.ErrChanged)
	tr.Press("C’est publié")
	tr.Until("it closes", tr.Closed)
	if len(tr.Failed) != 1 || len(tr.Toasts) != 1 {
		t.Errorf("failures %v, said %q", tr.Failed, tr.Toasts)
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
				tr.Press(tr.Book().T("handover.later"))
				tr.Speak(lang)
				uitest.SetVariant(v)
				tr.open()
				img := tr.Canvas().Capture()
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
