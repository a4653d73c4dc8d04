package uitest

import (
	"context"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"

	"parvis/assets"
	"parvis/data/words"
	"parvis/ui/theme"
	"parvis/ui/widgets"
	"parvis/ui/work"
)

// Bench is an empty window without a display on which a sheet is tried, and the
// part of the window that sheets speak with: it remembers what it was told. It
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

// NewBench opens the window, in French and light. It is the only one until the
// test ends.
func NewBench(t testing.TB) *Bench {
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
	b.Runner = work.New(b.queue.Do, Noon{}, func(key string, err error) { t.Errorf("%s: %v", key, err) })
	t.Cleanup(b.Runner.Close)
	b.Window = test.NewWindow(container.NewStack(widgets.NewFill(theme.Ground, 0)))
	t.Cleanup(b.Window.Close)
	b.Window.SetPadded(false)
	b.Window.Resize(fyne.NewSize(1100, 700))
	return b
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
	ctx, cancel := context.WithTimeout(b.Context(), 10*time.Second)
	defer cancel()
	if err := b.queue.Until(ctx, done); err != nil {
		b.Fatalf("never: %s (%v)\n%s", what, b.Failed, b.Said())
	}
}

// Run does what waits for the UI thread, and returns how much that was.
func (b *Bench) Run() int { return b.queue.Run() }

// labelled is something on the screen that has a name.
type labelled interface{ AccessibilityLabel() string }

// Said are the names of all that lies over the window, a line each.
func (b *Bench) Said() string {
	var out []string
	for _, o := range ShownOn[fyne.CanvasObject](b) {
		if l, ok := o.(labelled); ok {
			out = append(out, l.AccessibilityLabel())
		}
	}
	return strings.Join(out, "\n")
}

// Press taps the first thing over the window whose name is so, or else begins so.
func (b *Bench) Press(name string) {
	b.Helper()
	var found fyne.Tappable
	for _, o := range ShownOn[fyne.Tappable](b) {
		l, ok := o.(labelled)
		switch {
		case ok && l.AccessibilityLabel() == name:
			test.Tap(o)
			return
		case ok && found == nil && strings.HasPrefix(l.AccessibilityLabel(), name):
			found = o
		}
	}
	if found == nil {
		b.Fatalf("nothing is called %q:\n%s", name, b.Said())
	}
	test.Tap(found)
}

// ShownOn lists what lies over a bench's window and is of a kind.
func ShownOn[W any](b *Bench) (all []W) {
	var walk func(o fyne.CanvasObject)
	walk = func(o fyne.CanvasObject) {
		if o == nil || !o.Visible() {
			return
		}
		if w, ok := o.(W); ok {
			all = append(all, w)
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
	walk(b.Top())
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
