package uitest

import (
	"context"
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
	"parvis/ui/widgets"
	"parvis/ui/work"
)

// Bench is a window without a display on which a screen or a sheet is tried, and
// the part of the window that sheets speak with: it remembers what it was told. It
// fails the test over words that there are not and over work that fails.
type Bench struct {
	testing.TB
	Window fyne.Window
	Runner *work.Runner
	Toasts []string // said in passing
	Undo   func()   // offered with the last one; nil: none
	Failed []error  // said to have gone wrong

	catalogue *words.Catalogue
	book      *words.Book
	queue     *work.Queue
}

// NewBench opens an empty window, in French and light, in which waiting ends only
// with the work: see [Noon]. It is the only one until the test ends.
func NewBench(t testing.TB) *Bench {
	t.Helper()
	return NewBenchBy(t, Noon{})
}

// NewBenchBy is [NewBench] with another clock for what is done in the background.
func NewBenchBy(t testing.TB, clock data.Clock) *Bench {
	t.Helper()
	app, err := NewApp(theme.Light)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(app.Quit)
	b := &Bench{TB: t, queue: work.NewQueue()}
	if b.catalogue, err = words.Load(assets.Words); err != nil {
		t.Fatal(err)
	}
	b.catalogue.OnMissing = func(lang, key string) { t.Errorf("no words for %s in %s", key, lang) }
	b.Speak("fr")
	b.Runner = work.New(b.queue.Do, clock, func(key string, err error) { t.Errorf("%s: %v", key, err) })
	t.Cleanup(b.Runner.Close)
	b.Window = test.NewWindow(container.NewStack(widgets.NewFill(theme.Ground, 0)))
	t.Cleanup(b.Window.Close)
	b.Window.SetPadded(false)
	b.Window.Resize(fyne.NewSize(1100, 700))
	return b
}

// Show puts a screen in the window, as large as it is beside the rail of a window
// of 1440×900.
func (b *Bench) Show(screen fyne.CanvasObject) {
	b.Window.SetContent(screen)
	b.Window.Resize(fyne.NewSize(1232, 900))
}

// Speak changes the language; what is shown keeps its own.
func (b *Bench) Speak(lang string) { b.book = b.catalogue.In(lang) }

// Book is the words of the moment.
func (b *Bench) Book() *words.Book { return b.book }

// Canvas is the window's.
func (b *Bench) Canvas() fyne.Canvas { return b.Window.Canvas() }

// Toast remembers what was said in passing.
func (b *Bench) Toast(text string, undo func()) { b.Toasts, b.Undo = append(b.Toasts, text), undo }

// Fail remembers what was said to have gone wrong.
func (b *Bench) Fail(_ string, err error) { b.Failed = append(b.Failed, err) }

// Top is what lies over the window, nil for nothing.
func (b *Bench) Top() fyne.CanvasObject { return b.Canvas().Overlays().Top() }

// Closed tells whether nothing lies over the window.
func (b *Bench) Closed() bool { return b.Top() == nil }

// Until runs what comes to the UI thread until done says so.
func (b *Bench) Until(what string, done func() bool) {
	b.Helper()
	ctx, cancel := context.WithTimeout(b.Context(), 20*time.Second)
	defer cancel()
	if err := b.queue.Until(ctx, done); err != nil {
		b.Fatalf("never: %s (%v)\n%s", what, b.Failed, b.Said())
	}
}

// Run does what waits for the UI thread, and returns how much that was.
func (b *Bench) Run() int { return b.queue.Run() }

// Settle runs what comes to the UI thread until nothing is under way.
func (b *Bench) Settle() {
	b.Helper()
	b.Until("everything is done", func() bool { return b.Runner.Running() == 0 && b.queue.Run() == 0 })
}

// named is the name of what has one on the screen, "" for what has none.
func named(o any) string {
	if l, ok := o.(interface{ AccessibilityLabel() string }); ok {
		return strings.TrimSpace(l.AccessibilityLabel())
	}
	return ""
}

// plain is a text with plain spaces, as a test may write it.
func plain(text string) string { return strings.ReplaceAll(text, "\u202f", " ") }

// Said are the names of all that is in the window, a line each.
func (b *Bench) Said() string {
	var out []string
	for _, o := range ShownOn[fyne.CanvasObject](b) {
		if name := named(o); name != "" {
			out = append(out, name)
		}
	}
	return strings.Join(out, "\n")
}

// Says complains of words that are not in the window; any space is as good as
// another.
func (b *Bench) Says(all ...string) {
	b.Helper()
	said := plain(b.Said())
	for _, want := range all {
		if !strings.Contains(said, plain(want)) {
			b.Errorf("nothing says %q:\n%s", want, said)
		}
	}
}

// Press taps the first thing whose name is so, or else begins so; what lies over
// the window comes before what is in it.
func (b *Bench) Press(name string) {
	b.Helper()
	for _, layer := range slices.Backward(b.layers()) {
		all := within[fyne.Tappable](layer)
		exactly := func(o fyne.Tappable) bool { return plain(named(o)) == plain(name) }
		roughly := func(o fyne.Tappable) bool { return strings.HasPrefix(plain(named(o)), plain(name)) }
		for _, fits := range []func(fyne.Tappable) bool{exactly, roughly} {
			if i := slices.IndexFunc(all, fits); i >= 0 {
				test.Tap(all[i])
				return
			}
		}
	}
	b.Fatalf("nothing is called %q:\n%s", name, b.Said())
}

// Fill types a text into the field whose name begins so, in the place of what is
// there.
func (b *Bench) Fill(name, text string) {
	b.Helper()
	all := ShownOn[*widgets.Field](b)
	i := slices.IndexFunc(all, func(f *widgets.Field) bool { return strings.HasPrefix(plain(named(f)), plain(name)) })
	if i < 0 {
		b.Fatalf("no field is called %q:\n%s", name, b.Said())
	}
	all[i].SetText("")
	all[i].Focus()
	test.Type(b.Canvas().Focused(), text)
}

// layers are what is in the window and what lies over it, the topmost last.
func (b *Bench) layers() []fyne.CanvasObject {
	return append([]fyne.CanvasObject{b.Canvas().Content()}, b.Canvas().Overlays().List()...)
}

// ShownOn lists what is visible in a bench's window and of a kind, what lies over
// it last.
func ShownOn[W any](b *Bench) (all []W) {
	for _, layer := range b.layers() {
		all = append(all, within[W](layer)...)
	}
	return all
}

// within lists what is visible in an object and of a kind.
func within[W any](o fyne.CanvasObject) (all []W) {
	if !o.Visible() {
		return nil
	}
	if w, ok := o.(W); ok {
		all = append(all, w)
	}
	var children []fyne.CanvasObject
	switch o := o.(type) {
	case *fyne.Container:
		children = o.Objects
	case fyne.Widget:
		children = test.WidgetRenderer(o).Objects()
	}
	for _, child := range children {
		all = append(all, within[W](child)...)
	}
	return all
}

// Noon is a clock that stands at noon of 21 November 2026, UTC.
type Noon struct{}

// Now is noon and five minutes.
func (Noon) Now() time.Time { return time.Date(2026, 11, 21, 12, 5, 0, 0, time.UTC) }

// Mono stands still.
func (Noon) Mono() time.Duration { return 0 }

// Wait ends only with ctx.
func (Noon) Wait(ctx context.Context, _ time.Duration) error {
	<-ctx.Done()
	return ctx.Err()
}

// Still is a clock that stands, on which waiting is over at once.
type Still struct{ At time.Time }

// Now is always the same.
func (s Still) Now() time.Time { return s.At }

// Mono stands still.
func (Still) Mono() time.Duration { return 0 }

// Wait is over at once, with the error of a ctx that has ended.
func (Still) Wait(ctx context.Context, _ time.Duration) error { return ctx.Err() }
