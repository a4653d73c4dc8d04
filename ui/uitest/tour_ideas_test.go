package uitest_test

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"parvis/data"
	"parvis/ui/uitest/house"
	"parvis/ui/widgets"
)

// An idea is searched for in the drawer, dragged onto a day of the month, taken
// back, and planned from its menu instead.
func TestTourOfTheIdeasDrawer(t *testing.T) {
	v := newVisit(t)
	v.ok(v.Do(v.ctx, "shell.screen.calendar"))
	before, err := v.house.Desk.Ideas(v.ctx, v.brand)
	v.ok(err)
	left := func() int {
		all, err := v.house.Desk.Ideas(v.ctx, v.brand)
		v.ok(err)
		return len(all)
	}
	v.tapWord("calendar.ideas.some", "N", v.Book.Number(int64(len(before))))
	v.until("the drawer", glance, func() bool { return v.says("Une nuit au fournil") })
	for _, f := range shown[*widgets.Field](v) {
		f.Focus()
	}
	v.write("NUIT")

	v.carryIdea(v.cell(29, 1))
	v.until("a draft on the 29th", glance, func() bool { return left() == len(before)-1 })
	id, err := v.house.Post(v.ctx, "Une nuit au fournil")
	v.ok(err)
	post, err := v.house.Desk.Post(v.ctx, id)
	v.ok(err)
	if post.When.Wall[:10] != "2026-11-29" || post.Parts[0] == "" || len(post.Media) != 1 {
		t.Errorf("it became %+v", post)
	}
	v.tapWord("common.undo")
	v.until("back among the ideas", glance, func() bool { return left() == len(before) })

	v.until("the card", glance, func() bool { return v.says("Une nuit au fournil") })
	for _, c := range shown[*widgets.Cards](v) {
		c.Focus()
	}
	v.ok(v.Press(v.ctx, fyne.KeyReturn, fyne.KeyDown, fyne.KeyDown, fyne.KeyReturn))
	v.until("the days", glance, func() bool { return len(shown[*widgets.DayPicker](v)) == 1 })
	v.tapWord("calendar.idea.plan")
	v.until("a draft of tomorrow", glance, func() bool { return left() == len(before)-1 })
	entries, err := v.house.Desk.List(v.ctx, data.ListQuery{Brand: v.brand, From: v.house.Clock.Now()})
	v.ok(err)
	found := false
	for _, e := range entries {
		found = found || e.Headline == "Une nuit au fournil" && e.Due.Format(data.DayLayout) == "2026-11-22"
	}
	if !found {
		t.Error("nothing is planned for tomorrow")
	}
}

// The drawer folds while a post is open beside the days, and is back afterwards.
func TestTourOfTheDrawerBesideAPost(t *testing.T) {
	v := newVisit(t)
	v.ok(v.Do(v.ctx, "shell.screen.calendar"))
	v.ok(v.Do(v.ctx, "calendar.action.ideas"))
	v.until("the drawer", glance, func() bool { return v.says("Une nuit au fournil") })
	v.tapWord("shell.write")
	v.until("the pane alone", glance, func() bool { return !v.says("Une nuit au fournil") && len(shown[*widgets.Month](v)) == 1 })
	v.tapWord("composer.close")
	v.until("the drawer is back", glance, func() bool { return v.says("Une nuit au fournil") })
}

// carryIdea drags the first card of the drawer to a place of the window.
func (v *visit) carryIdea(to fyne.Position) {
	v.t.Helper()
	var hand fyne.Draggable
	house.Walk(shown[*widgets.Cards](v)[0], func(o fyne.CanvasObject) bool {
		if d, ok := o.(fyne.Draggable); ok && hand == nil {
			if _, scrolls := o.(fyne.Scrollable); !scrolls {
				hand = d
			}
		}
		return true
	})
	column, ok := hand.(fyne.CanvasObject)
	if !ok {
		v.t.Fatalf("no card can be dragged; the screen says\n%s", v.words())
	}
	grip := fyne.NewPos(30, 30)
	at := to.Subtract(fyne.CurrentApp().Driver().AbsolutePositionForObject(column))
	way := at.Subtract(grip)
	hand.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: at}, Dragged: fyne.NewDelta(way.X, way.Y)})
	if test.WidgetRenderer(shown[*widgets.Carried](v)[0]).Objects() == nil {
		v.t.Error("nothing is in the hand")
	}
	hand.DragEnd()
	v.ok(v.Settle(v.ctx))
}
