package house_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"parvis/data"
	"parvis/ui/uitest/house"
	"parvis/ui/widgets"
)

// scene is a test's house with its window.
type scene struct {
	*house.Window
	house *house.House
	t     *testing.T
	ctx   context.Context
}

func open(t *testing.T, sample bool) *scene {
	t.Helper()
	ctx, stop := context.WithTimeout(t.Context(), time.Minute)
	t.Cleanup(stop)
	h, err := house.Open(ctx, t.TempDir(), sample)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := h.Close(); err != nil {
			t.Error(err)
		}
	})
	w, err := h.Window(ctx, house.View{Lang: "fr", Appearance: "light", Width: 1440, Height: 900})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		for _, err := range w.Said {
			t.Errorf("said on the screen: %v", err)
		}
		w.Close(context.WithoutCancel(ctx))
	})
	return &scene{w, h, t, ctx}
}

func (s *scene) ok(err error) {
	s.t.Helper()
	if err != nil {
		s.t.Fatal(err)
	}
}

// find is the visible widget of a type.
func find[W fyne.CanvasObject](s *scene) W {
	s.t.Helper()
	var found W
	if house.Walk(s.Frame.Canvas().Content(), func(o fyne.CanvasObject) bool {
		w, ok := o.(W)
		if ok {
			found = w
		}
		return !ok
	}) {
		s.t.Fatalf("no %T is visible", found)
	}
	return found
}

func (s *scene) setting(name string) string {
	s.t.Helper()
	value, err := s.house.Desk.Setting(s.ctx, name)
	s.ok(err)
	return value
}

func (s *scene) post(headline string) data.Post {
	s.t.Helper()
	id, err := s.house.Post(s.ctx, headline)
	s.ok(err)
	p, err := s.house.Desk.Post(s.ctx, id)
	s.ok(err)
	return p
}

func TestEveryScreenOpens(t *testing.T) {
	s := open(t, true)
	screens := s.Screens()
	if len(screens) < 4 {
		t.Fatalf("screens %v", screens)
	}
	for _, screen := range screens {
		s.ok(s.Do(s.ctx, "shell.screen."+screen))
	}
	if s.Do(s.ctx, "shell.screen.nowhere") == nil {
		t.Error("a screen that does not exist opens")
	}
}

func TestTheTitleSaysThatItIsADemonstration(t *testing.T) {
	s := open(t, true)
	if got := s.Frame.Title(); got != "Maison Lenoir · Démonstration · Parvis" {
		t.Error(got)
	}
}

func TestAPostIsWrittenWithoutSaving(t *testing.T) {
	s := open(t, true)
	s.ok(s.Do(s.ctx, "shell.action.write"))
	typed := "Pain de châtaigne demain, le premier de la saison."
	if s.Frame.Canvas().Focused() == nil {
		t.Fatal("nothing has the keyboard")
	}
	test.Type(s.Frame.Canvas().Focused(), typed)
	s.ok(s.Settle(s.ctx))
	s.ok(s.Pass(s.ctx, 2*time.Second))
	if got := s.post("Pain de châtaigne"); got.Parts[0] != typed || got.Revision == 0 {
		t.Errorf("stored %q", got.Parts)
	}
}

func TestWhatIsTypedLastIsStoredOnTheWayOut(t *testing.T) {
	s := open(t, false)
	s.ok(s.Do(s.ctx, "shell.action.write"))
	test.Type(s.Frame.Canvas().Focused(), "Une idée de dernière minute")
	s.Leave(s.ctx)
	if got := s.post("Une idée"); got.Parts[0] != "Une idée de dernière minute" {
		t.Errorf("stored %q", got.Parts)
	}
}

func TestAnotherLanguageAtOnce(t *testing.T) {
	s := open(t, true)
	s.ok(s.Do(s.ctx, "shell.screen.settings"))
	s.ok(s.Do(s.ctx, "shell.action.language"))
	if got := s.setting(data.SettingLanguage); got != "en" {
		t.Errorf("stored language %q", got)
	}
	if got := s.Frame.Title(); got != "Maison Lenoir · Demonstration · Parvis" {
		t.Errorf("title %q", got)
	}
	s.ok(s.Tap(s.ctx, "Connect an account"))
}

func TestDarkAtOnce(t *testing.T) {
	s := open(t, true)
	ground := func() uint32 {
		_, g, _, _ := s.Picture().At(1100, 40).RGBA()
		return g >> 8
	}
	if g := ground(); g < 0xE0 {
		t.Fatalf("light ground has green %#x", g)
	}
	s.ok(s.Do(s.ctx, "shell.action.dark"))
	if got := s.setting(data.SettingAppearance); got != "dark" {
		t.Errorf("stored appearance %q", got)
	}
	if g := ground(); g > 0x30 {
		t.Errorf("dark ground has green %#x", g)
	}
}

// TestADragIsUndone moves a chip with the mouse: the store has the other day at
// the same hour, and the former one after the toast's Undo.
func TestADragIsUndone(t *testing.T) {
	s := open(t, true)
	s.ok(s.Do(s.ctx, "shell.screen.calendar"))
	s.ok(s.Do(s.ctx, "calendar.action.month"))
	before := s.post("Retour au marché").When
	if before.Wall != "2026-11-28T10:00" {
		t.Fatalf("it begins on %s", before.Wall)
	}
	// Saturday 28 is in the sixth column of the fifth of six weeks.
	month := find[*widgets.Month](s)
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(month)
	column := month.Size().Width / 7
	const weekdays, intoChip = 28, 36
	chip := at.AddXY(5.5*column, weekdays+4*(month.Size().Height-weekdays)/6+intoChip)
	test.Drag(s.Frame.Canvas(), chip.AddXY(-2*column, 0), -2*column, 0) // it is given where the mouse arrives
	s.ok(s.Settle(s.ctx))
	if got := s.post("Retour au marché").When; got.Wall != "2026-11-26T10:00" {
		t.Fatalf("dragged to %s", got.Wall)
	}
	s.ok(s.Tap(s.ctx, s.Book.T("common.undo")))
	if got := s.post("Retour au marché").When; got != before {
		t.Errorf("undone to %s", got.Wall)
	}
}

// TestPublishingReachesTheNetwork: what the composer sends now is on the
// simulated network once the desk has run.
func TestPublishingReachesTheNetwork(t *testing.T) {
	s := open(t, true)
	id := s.post("Avis clients").ID
	s.ok(s.house.Desk.PublishNow(s.ctx, id))
	run, stop := context.WithCancel(s.ctx)
	done := make(chan struct{})
	go func() {
		defer close(done)
		s.house.Desk.Run(run)
	}()
	defer func() { stop(); <-done }()
	for s.ctx.Err() == nil {
		deliveries, err := s.house.Desk.Deliveries(s.ctx, id)
		s.ok(err)
		if deliveries[0].State == data.Sent {
			break
		}
		s.house.Clock.Pass(time.Second)
		time.Sleep(time.Millisecond)
	}
	published := s.house.World.Servers()[0].Log().Published
	if len(published) != 1 || !strings.HasPrefix(published[0].Text, "Un mot de Thomas") {
		t.Errorf("the network has %v", published)
	}
}

func TestTheFirstStart(t *testing.T) {
	s := open(t, false)
	s.ok(s.Tap(s.ctx, s.Book.T("start.connect.go")))
	for _, n := range s.house.Desk.Networks() {
		if len(n.Ways) == 0 {
			continue // no more
		}
		s.ok(s.Tap(s.ctx, s.Title(n)+", "))
		s.ok(s.Do(s.ctx, "settings.connect"))
	}
}
