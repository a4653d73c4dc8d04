package settings

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

// scene is a screen in a headless window, with its desk and its shell.
type scene struct {
	t      *testing.T
	desk   *desk
	shell  *window
	screen *Screen
	queue  *work.Queue
	window fyne.Window
	lang   string
}

// tick is a clock on which waiting is over at once.
type tick struct{ still }

func (tick) Wait(ctx context.Context, _ time.Duration) error { return ctx.Err() }

func newScene(t *testing.T, d *desk) *scene {
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
	if d.settings == nil {
		d.settings = map[string]string{}
	}
	s := &scene{t: t, desk: d, shell: &window{}, queue: work.NewQueue(), lang: "fr"}
	runner := work.New(s.queue.Do, tick{noon()}, func(key string, err error) { t.Errorf("%s: %v", key, err) })
	t.Cleanup(runner.Close)
	s.screen = New(Params{
		Ports: d, Shell: s.shell, Runner: runner, Clock: noon(),
		Words: func() *words.Book { return all.In(s.lang) },
		Brand: func() data.Brand { return data.Brand{ID: 1, Zone: "Europe/Paris"} },
		About: About{Version: "1.2.3", Notices: assets.Notices},
	})
	s.window = test.NewWindow(s.screen.Object())
	t.Cleanup(s.window.Close)
	s.window.Resize(fyne.NewSize(1232, 900))
	s.screen.Activate()
	s.until(func() bool { return s.screen.m.known && s.screen.m.stored })
	return s
}

// until runs what comes back until done says so.
func (s *scene) until(done func() bool) {
	s.t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	defer cancel()
	if err := s.queue.Until(ctx, done); err != nil {
		s.t.Fatalf("waited in vain: %v", err)
	}
}

// said is every word on the screen.
func (s *scene) said() string {
	var b strings.Builder
	walk(s.screen.Object(), func(o fyne.CanvasObject) {
		if w, ok := o.(interface{ AccessibilityLabel() string }); ok {
			b.WriteString(w.AccessibilityLabel() + "\n")
		}
	})
	return b.String()
}

// press presses the visible button, link or card that begins with the words.
func (s *scene) press(text string) {
	s.t.Helper()
	s.pressWhat(text, func(label string) bool { return strings.HasPrefix(label, text) })
}

// pressExactly presses what carries the words and no others.
func (s *scene) pressExactly(text string) {
	s.t.Helper()
	s.pressWhat(text, func(label string) bool { return label == text })
}

func (s *scene) pressWhat(text string, fits func(label string) bool) {
	s.t.Helper()
	var found fyne.Tappable
	walk(s.screen.Object(), func(o fyne.CanvasObject) {
		w, named := o.(interface{ AccessibilityLabel() string })
		if tap, ok := o.(fyne.Tappable); ok && named && fits(w.AccessibilityLabel()) {
			found = tap
		}
	})
	if found == nil {
		s.t.Fatalf("nothing to press says %q; the screen says:\n%s", text, s.said())
	}
	test.Tap(found)
}

// fill types into the field with that label.
func (s *scene) fill(label, text string) {
	s.t.Helper()
	var found *widgets.Field
	walk(s.screen.Object(), func(o fyne.CanvasObject) {
		if f, ok := o.(*widgets.Field); ok && strings.HasPrefix(f.AccessibilityLabel(), label) {
			found = f
		}
	})
	if found == nil {
		s.t.Fatalf("no field %q; the screen says:\n%s", label, s.said())
	}
	found.Focus()
	test.Type(s.window.Canvas().Focused(), text)
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

func sample() *desk {
	return &desk{
		networks: []data.NetworkRow{bluesky(), {Name: "mastodon", Title: "Mastodon", Ways: []data.Way{{Key: "page", Browser: true, Fields: []data.Field{{Key: "server", Hint: "mastodon.social"}}}}}},
		accounts: []data.Account{{ID: 7, Network: "bluesky", Handle: "maison-lenoir.example", State: data.AccountReady}},
	}
}
