package plan

import (
	"context"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"parvis/assets"
	"parvis/data"
	"parvis/data/words"
	"parvis/ui/theme"
	"parvis/ui/uitest"
	"parvis/ui/widgets"
	"parvis/ui/work"
)

// desk answers what a test asks of it; a test embeds the ports that its section
// calls.
type desk struct {
	Ports
	line data.Line
}

func (d *desk) Accounts(context.Context, data.BrandID) ([]data.Account, error) {
	return []data.Account{
		{ID: 1, Network: "bluesky", Handle: "maison-lenoir.example", State: data.AccountReady},
		{ID: 2, Network: "x", Handle: "maisonlenoir", State: data.AccountReady},
	}, nil
}

func (d *desk) Line(context.Context, data.BrandID) (data.Line, error) { return d.line, nil }

// shell is the window: it notes what it was asked.
type shell struct {
	toasts []string
	undo   func()
	opened []data.PostID
	begun  []string
}

func (s *shell) Toast(text string, undo func()) { s.toasts, s.undo = append(s.toasts, text), undo }
func (s *shell) ShowCampaign(data.CampaignID)   {}
func (s *shell) OpenPost(id data.PostID)        { s.opened = append(s.opened, id) }
func (s *shell) NewPostFor(wall string, _ data.AccountID, _ data.PillarID) {
	s.begun = append(s.begun, wall)
}

// still is a clock that stands on a Saturday in Nantes; waiting is over at once.
type still struct{}

func (still) Now() time.Time                                  { return time.Date(2026, 11, 21, 13, 5, 0, 0, time.UTC) }
func (still) Mono() time.Duration                             { return 0 }
func (still) Wait(ctx context.Context, _ time.Duration) error { return ctx.Err() }

// scene is the plan in a headless window.
type scene struct {
	t      *testing.T
	shell  *shell
	screen *Screen
	queue  *work.Queue
	window fyne.Window
}

// newScene shows one section of the plan.
func newScene(t *testing.T, ports Ports, section string) *scene {
	t.Helper()
	app, err := uitest.NewApp(theme.Light)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(app.Quit)
	all, err := words.Load(assets.Words)
	if err != nil {
		t.Fatal(err)
	}
	all.OnMissing = func(lang, key string) { t.Errorf("%s has no %s", lang, key) }
	s := &scene{t: t, shell: &shell{}, queue: work.NewQueue()}
	runner := work.New(s.queue.Do, still{}, func(key string, err error) { t.Errorf("%s: %v", key, err) })
	t.Cleanup(runner.Close)
	s.screen = New(Params{
		Ports: ports, Shell: s.shell, Runner: runner, Clock: still{},
		Words:  func() *words.Book { return all.In("fr") },
		Brand:  func() data.Brand { return data.Brand{ID: 1, Zone: "Europe/Paris", Lang: "fr"} },
		Canvas: func() fyne.Canvas { return s.window.Canvas() },
	})
	s.window = test.NewWindow(s.screen.Object())
	t.Cleanup(s.window.Close)
	s.window.Resize(fyne.NewSize(1232, 900))
	for i, one := range s.screen.sections {
		if one.key() == section {
			s.screen.parts.Turn(i)
		}
	}
	s.settle()
	return s
}

// settle runs what comes back until nothing is under way.
func (s *scene) settle() {
	s.t.Helper()
	ctx, cancel := context.WithTimeout(s.t.Context(), 20*time.Second)
	defer cancel()
	if err := s.queue.Until(ctx, func() bool { return s.screen.Runner.Running() == 0 && s.queue.Run() == 0 }); err != nil {
		s.t.Fatalf("waited in vain: %v", err)
	}
}

// walk visits what is visible in the window, what lies on top last.
func (s *scene) walk(see func(fyne.CanvasObject)) {
	for _, root := range append([]fyne.CanvasObject{s.screen.Object()}, s.window.Canvas().Overlays().List()...) {
		walk(root, see)
	}
}

func walk(o fyne.CanvasObject, see func(fyne.CanvasObject)) {
	if !o.Visible() {
		return
	}
	see(o)
	switch o := o.(type) {
	case *fyne.Container:
		for _, child := range o.Objects {
			walk(child, see)
		}
	case fyne.Widget:
		for _, child := range test.WidgetRenderer(o).Objects() {
			walk(child, see)
		}
	}
}

// said is every word in the window.
func (s *scene) said() string {
	var b strings.Builder
	s.walk(func(o fyne.CanvasObject) {
		if w, ok := o.(interface{ AccessibilityLabel() string }); ok {
			b.WriteString(w.AccessibilityLabel() + "\n")
		}
	})
	return b.String()
}

// says complains of words that are not in the window.
func (s *scene) says(all ...string) {
	s.t.Helper()
	said := strings.ReplaceAll(s.said(), "\u202f", " ")
	for _, want := range all {
		if !strings.Contains(said, want) {
			s.t.Errorf("%q is not said in:\n%s", want, said)
		}
	}
}

// press presses what begins with the words; what lies on top comes first.
func (s *scene) press(text string) {
	s.t.Helper()
	var found fyne.Tappable
	s.walk(func(o fyne.CanvasObject) {
		w, named := o.(interface{ AccessibilityLabel() string })
		if tap, ok := o.(fyne.Tappable); ok && named && strings.HasPrefix(strings.TrimSpace(strings.ReplaceAll(w.AccessibilityLabel(), "\u202f", " ")), text) {
			found = tap
		}
	})
	if found == nil {
		s.t.Fatalf("nothing to press says %q; the window says:\n%s", text, s.said())
	}
	test.Tap(found)
	s.settle()
}

// fill makes a text the whole of the field with that label.
func (s *scene) fill(label, text string) {
	s.t.Helper()
	var found *widgets.Field
	s.walk(func(o fyne.CanvasObject) {
		if f, ok := o.(*widgets.Field); ok && strings.HasPrefix(f.AccessibilityLabel(), label) {
			found = f
		}
	})
	if found == nil {
		s.t.Fatalf("no field %q; the window says:\n%s", label, s.said())
	}
	found.SetText("")
	found.Focus()
	test.Type(s.window.Canvas().Focused(), text)
	s.settle()
}
