package calendar

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"parvis/data"
	"parvis/ui/widgets"
)

// withIdeas is a desk with three ideas and one post.
func withIdeas(t *testing.T) *desk {
	d := november5(t)
	d.line.Pillars = []data.Pillar{{ID: 3, Name: "Coulisses", Colour: "#7B4FB3"}}
	d.ideas = []data.Idea{
		{ID: 1, Brand: 1, Title: "Le levain chante", Text: "Filmer la croûte.", Stage: data.StageNew},
		{ID: 2, Brand: 1, Title: "Pain perdu salé", Pillar: 3, Stage: data.StageWork},
		{ID: 3, Brand: 1, Title: "Une nuit au fournil", Stage: data.StageReady},
	}
	return d
}

// drawn opens the drawer.
func (tr *trial) drawn() *drawer {
	tr.t.Helper()
	tr.screen.toggleIdeas()
	tr.until("the ideas are read", func() bool { return len(tr.screen.drawer.shown) == len(tr.desk.ideas) })
	return tr.screen.drawer
}

// carry takes a card of the drawer to a place of the window, in two moves.
func (tr *trial) carry(row int, to fyne.Position) {
	tr.t.Helper()
	column, ok := test.WidgetRenderer(tr.screen.drawer.cards).Objects()[0].(fyne.Widget)
	if !ok {
		tr.t.Fatal("no cards are drawn")
	}
	cards := test.WidgetRenderer(column).Objects()[0]
	from := fyne.CurrentApp().Driver().AbsolutePositionForObject(cards)
	hand, ok := cards.(fyne.Draggable)
	if !ok {
		tr.t.Fatal("cards cannot be dragged")
	}
	grip := fyne.NewPos(20, float32(row)*92+20)
	for _, part := range []float32{0.5, 1} {
		way := to.Subtract(from).Subtract(grip)
		at := grip.AddXY(way.X*part, way.Y*part)
		delta := at.Subtract(grip)
		hand.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: at}, Dragged: fyne.NewDelta(delta.X, delta.Y)})
	}
	tr.picture("drawer-carried")
	hand.DragEnd()
}

func TestAnIdeaIsDraggedToADayAndBack(t *testing.T) {
	tr := tryOut(t, withIdeas(t), 1232, 900)
	d := tr.drawn()
	if got := d.shown[0].Title; got != "Une nuit au fournil" {
		t.Errorf("first comes %q, not the one that is ready", got)
	}
	tr.carry(1, tr.cell("2026-11-26", 1))
	tr.until("it is a draft", func() bool { return len(on(tr.screen.m, "2026-11-26")) == 1 && !tr.runner.Busy(deedKey) })
	if e := tr.screen.m.days[31].Entries[0]; e.Headline != "Pain perdu salé" || e.Pillar != 3 || e.Due.In(tr.screen.m.zone).Hour() != 9 {
		t.Errorf("on the day is %+v", e)
	}
	if len(tr.desk.ideas) != 2 || d.carried.Visible() || tr.shell.undo == nil {
		t.Fatalf("%d ideas stay, carried %v", len(tr.desk.ideas), d.carried.Visible())
	}
	tr.shell.undo()
	tr.until("it is back", func() bool { return len(tr.desk.ideas) == 3 && len(on(tr.screen.m, "2026-11-26")) == 0 })
	if !tr.screen.Redo() {
		t.Fatal("it cannot be done again")
	}
	tr.until("it is a draft again", func() bool { return len(on(tr.screen.m, "2026-11-26")) == 1 })
}

func TestAnIdeaIsDraggedToAnHour(t *testing.T) {
	tr := tryOut(t, withIdeas(t), 1232, 900)
	tr.to(weekMode, "2026-11-26")
	tr.drawn()
	week := tr.screen.body.week
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(week)
	column := (week.Size().Width - 56) / 7
	tr.carry(0, at.AddXY(56+3.5*column, 58+3*50+13)) // the view begins at seven
	tr.until("it is a draft", func() bool { return len(on(tr.screen.m, "2026-11-26")) == 1 })
	if due := tr.desk.entries[len(tr.desk.entries)-1].Due.In(tr.screen.m.zone); due.Format("15:04") != "10:15" {
		t.Errorf("it is due at %v", due)
	}
}

func TestAnIdeaLetGoElsewhereStays(t *testing.T) {
	tr := tryOut(t, withIdeas(t), 1232, 900)
	tr.drawn()
	tr.carry(0, fyne.NewPos(200, 20))
	tr.carry(0, tr.cell("2026-11-12", 1))
	if len(tr.desk.ideas) != 3 || len(tr.shell.toasts) != 1 || tr.shell.undo != nil {
		t.Errorf("%d ideas stay, it says %q", len(tr.desk.ideas), tr.shell.toasts)
	}
}

func TestAnIdeaThatCannotBeStoredStays(t *testing.T) {
	tr := tryOut(t, withIdeas(t), 1232, 900)
	tr.drawn()
	tr.desk.refuse = errRefused
	tr.carry(0, tr.cell("2026-11-26", 1))
	tr.until("it is said", func() bool { return len(tr.shell.failed) == 1 })
	if len(tr.desk.ideas) != 3 || tr.screen.Undo() {
		t.Errorf("%d ideas stay", len(tr.desk.ideas))
	}
}

func TestIdeasAreFoundAndPlannedWithoutAMouse(t *testing.T) {
	tr := tryOut(t, withIdeas(t), 892, 700)
	d := tr.drawn()
	d.search.Changed("SALE pain")
	if len(d.shown) != 1 || d.shown[0].ID != 2 {
		t.Fatalf("found %+v", d.shown)
	}
	d.search.Changed("")
	tr.screen.m.ideas.stage = data.StageNew
	tr.screen.show()
	if len(d.shown) != 1 || d.shown[0].ID != 1 {
		t.Fatalf("of the first stage are %+v", d.shown)
	}
	tr.screen.selectDay("2026-11-27")
	tr.window.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	menu, ok := tr.window.Canvas().Focused().(*widgets.Menu)
	if !ok {
		t.Fatalf("Enter opens no menu but %T", tr.window.Canvas().Focused())
	}
	menu.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
	menu.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	tr.until("it is a draft", func() bool { return len(on(tr.screen.m, "2026-11-27")) == 1 })
}

func TestTheHourOfADayWithoutAnyIsABestOneToCome(t *testing.T) {
	m := november(t)
	if got := m.hourOn("2026-11-26"); got != 9*60 {
		t.Errorf("%d minutes after midnight", got)
	}
	if got := m.hourOn("2026-11-21"); got != 14*60 { // it is 13:05
		t.Errorf("today %d minutes after midnight", got)
	}
}

func TestTheDrawerFoldsWhereDaysGrowNarrowAndComesBack(t *testing.T) {
	tr := tryOut(t, withIdeas(t), 1232, 900)
	d := tr.drawn()
	resize := func(width float32) { tr.window.Resize(fyne.NewSize(width, 900)) }
	is := func(when string, visible bool) {
		t.Helper()
		if d.object.Visible() != visible {
			t.Errorf("%s: the drawer is visible: %v", when, !visible)
		}
	}
	is("with room", true)
	resize(829) // what the pane leaves of 1440
	is("beside the pane", false)
	if w := tr.screen.body.month.Size().Width; w < 780 {
		t.Errorf("the month is %.0f wide", w)
	}
	tr.screen.show()
	is("drawn anew", false)
	resize(1232)
	is("the pane is away", true)
	resize(829)
	tr.screen.toggleIdeas()
	is("asked for all the same", true)
	resize(1232)
	resize(829)
	is("beside the next pane", false)
	tr.screen.toggleIdeas()
	tr.screen.toggleIdeas()
	is("shut by hand", false)
	resize(1232)
	is("shut by hand, with room", false)
}

func TestTheDrawerIsNotOpenedBelowThePane(t *testing.T) {
	tr := tryOut(t, withIdeas(t), 892, 700)
	d := tr.drawn()
	if !d.object.Visible() {
		t.Fatal("there is room for the drawer")
	}
	tr.screen.Covered(403)
	if d.object.Visible() {
		t.Error("it lies below the pane")
	}
	tr.screen.toggleIdeas()
	if d.object.Visible() || len(tr.shell.toasts) != 1 {
		t.Errorf("visible: %v, said %q", d.object.Visible(), tr.shell.toasts)
	}
	tr.screen.Covered(0)
	if !d.object.Visible() {
		t.Error("it does not come back")
	}
}
