package uitest_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"parvis/data"
	"parvis/ui/uitest/house"
)

// TestTour goes through the demonstration as a person does who has accounts
// everywhere: every network is connected by its usual way, with what stands in
// the fields, and by every other way that needs nothing to be set up; then a
// picture and a video are published on all of them, and every simulated network
// is asked what it got.
func TestTour(t *testing.T) {
	v := newVisit(t)
	networks := v.house.Desk.Networks()
	for _, n := range networks {
		if n.Card.Setup == data.SetupClosed {
			continue
		}
		t.Run(string(n.Name), func(t *testing.T) {
			v.t = t
			for i, way := range n.Ways {
				if i == 0 || n.Card.Setup == data.SetupNone {
					v.connect(n, i)
					v.log.way(n.Name, way.Key)
				}
			}
		})
	}
	v.t = t
	if t.Failed() {
		return
	}
	t.Run("picture", func(t *testing.T) {
		v.t = t
		v.publish(thePicture(t))
	})
	t.Run("video", func(t *testing.T) {
		v.t = t
		v.publish(theVideo(t))
	})
	for _, n := range networks {
		if n.Card.Setup == data.SetupClosed {
			continue
		}
		line := v.log[n.Name]
		if line == nil || line.accounts == 0 || line.published == 0 {
			t.Errorf("%s is missing from the tour: %+v", n.Name, line)
			continue
		}
		fmt.Printf("tour network=%s way=%s accounts=%d published=%d\n", n.Name, strings.Join(line.ways, ","), line.accounts, line.published)
	}
}

// record is what the tour saw of one network.
type record struct {
	ways      []string
	accounts  int // that the last post went to
	published int // on the simulated networks, or by hand
}

type records map[data.NetworkName]*record

func (r records) of(n data.NetworkName) *record {
	if r[n] == nil {
		r[n] = &record{}
	}
	return r[n]
}

func (r records) way(n data.NetworkName, key string) {
	r.of(n).ways = append(r.of(n).ways, key)
}

// visit is a person at the window of the demonstration, whose desk runs.
type visit struct {
	*house.Window
	house *house.House
	t     *testing.T
	ctx   context.Context
	brand data.BrandID
	log   records

	mu      sync.Mutex
	browser error  // why the last page could not be agreed to
	code    string // that the last page showed
}

func newVisit(t *testing.T) *visit {
	ctx, stop := context.WithTimeout(t.Context(), 2*time.Minute)
	t.Cleanup(stop)
	h, err := house.Open(ctx, t.TempDir(), true)
	if err != nil {
		t.Fatal(err)
	}
	v := &visit{house: h, t: t, ctx: ctx, log: records{}}
	run, end := context.WithCancel(ctx)
	done := make(chan struct{})
	go func() {
		defer close(done)
		h.Desk.Run(run)
	}()
	t.Cleanup(func() {
		end()
		<-done
		if err := h.Close(); err != nil {
			t.Error(err)
		}
	})
	v.Window, err = h.Window(ctx, house.View{Lang: "fr", Appearance: "light", Width: 1440, Height: 900, OpenLink: v.open})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		for _, err := range v.Said {
			t.Errorf("said on the screen: %v", err)
		}
		v.Close(context.WithoutCancel(ctx))
	})
	brands, err := h.Desk.Brands(ctx)
	v.ok(err)
	v.brand = brands[0].ID
	return v
}

func (v *visit) ok(err error) {
	v.t.Helper()
	if err != nil {
		v.t.Fatal(err)
	}
}

// until lets the window and the desk work until done says so; the clock goes on
// by step with each look.
func (v *visit) until(what string, step time.Duration, done func() bool) {
	v.t.Helper()
	for {
		err := v.Settle(v.ctx)
		if err == nil && done() {
			return
		}
		if len(v.Said) > 0 || err != nil {
			v.t.Fatalf("no %s: %v %v; the screen says:\n%s", what, err, v.Said, v.words())
		}
		time.Sleep(2 * time.Millisecond)
		v.house.Clock.Pass(step)
	}
}

// glance is how far the clock goes on while a person waits for a page.
const glance = 10 * time.Millisecond

// tap taps what says label, as soon as it is there.
func (v *visit) tap(label string) {
	v.t.Helper()
	v.until(fmt.Sprintf("%q", label), glance, func() bool { return v.Tap(v.ctx, label) == nil })
	if lost := v.Forgettable(); lost != nil {
		v.t.Fatalf("after %q the window would forget the layout of %q", label, lost)
	}
}

// tapWord taps what says a word of the catalogues.
func (v *visit) tapWord(key string, with ...any) {
	v.t.Helper()
	v.tap(v.Book.T(key, with...))
}

// write types into what has the keyboard.
func (v *visit) write(text string) {
	v.t.Helper()
	focused := v.Frame.Canvas().Focused()
	if focused == nil {
		v.t.Fatalf("nothing has the keyboard to type %q; the screen says:\n%s", text, v.words())
	}
	test.Type(focused, text)
	v.ok(v.Settle(v.ctx))
}

// says tells whether a word of the screen begins so.
func (v *visit) says(text string) bool { return strings.Contains(v.words(), "\n"+text) }

// words are all those on the screen, a line each.
func (v *visit) words() string {
	var b strings.Builder
	b.WriteString("\n")
	canvas := v.Frame.Canvas()
	for _, root := range append([]fyne.CanvasObject{canvas.Content()}, canvas.Overlays().List()...) {
		house.Walk(root, func(o fyne.CanvasObject) bool {
			if w, ok := o.(interface{ AccessibilityLabel() string }); ok && w.AccessibilityLabel() != "" {
				b.WriteString(w.AccessibilityLabel() + "\n")
			}
			return true
		})
	}
	return b.String()
}

// shown are the visible widgets of a type, those on top first.
func shown[W fyne.CanvasObject](v *visit) (all []W) {
	canvas := v.Frame.Canvas()
	roots := append([]fyne.CanvasObject{canvas.Content()}, canvas.Overlays().List()...)
	for _, root := range slices.Backward(roots) {
		house.Walk(root, func(o fyne.CanvasObject) bool {
			if w, ok := o.(W); ok {
				all = append(all, w)
			}
			return true
		})
	}
	return all
}

// accounts are the brand's that can be published on.
func (v *visit) accounts() []data.Account {
	v.t.Helper()
	all, err := v.house.Desk.Accounts(v.ctx, v.brand)
	v.ok(err)
	return slices.DeleteFunc(all, func(a data.Account) bool { return a.State != data.AccountReady })
}
