package widgets_test

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"parvis/data"
	"parvis/ui/widgets"
)

// dropped is what a week said of a drop.
type dropped struct {
	id     data.DeliveryID
	day    string
	minute int
}

func weekOf(chips ...widgets.WeekChip) widgets.WeekData {
	d := widgets.WeekData{Selected: "2026-11-18", Minute: 9 * 60}
	for _, day := range []string{"2026-11-16", "2026-11-17", "2026-11-18", "2026-11-19", "2026-11-20", "2026-11-21", "2026-11-22"} {
		d.Days = append(d.Days, widgets.WeekDay{Day: day, Number: day[8:]})
	}
	d.Days[2].Chips = chips
	return d
}

func weekChipAt(id data.DeliveryID, minute int) widgets.WeekChip {
	return widgets.WeekChip{Chip: widgets.Chip{ID: id, Post: data.PostID(id), Time: "12:00", Title: "Tarte"}, Minute: minute}
}

// shownWeek is 756 wide, so that a day is 100, begins its view at 7:00 below a
// head of 58, and an hour is 50 high.
func shownWeek(t *testing.T, events widgets.WeekEvents, d widgets.WeekData) fyne.Window {
	t.Helper()
	app(t)
	w := widgets.NewWeek(events)
	w.Set(d)
	win := test.NewWindow(w)
	t.Cleanup(win.Close)
	win.SetPadded(false)
	win.Resize(fyne.NewSize(756, 700))
	return win
}

// hour is the place of a time in the column of a day.
func hour(day int, minute int) fyne.Position {
	return fyne.NewPos(56+100*float32(day)+50, 58+float32(minute-7*60)/60*50)
}

func pull(win fyne.Window, from, to fyne.Position) {
	test.Drag(win.Canvas(), to, to.X-from.X, to.Y-from.Y)
}

func TestADragOnTheWeekSnapsToTheQuarter(t *testing.T) {
	var got []dropped
	win := shownWeek(t, widgets.WeekEvents{Drop: func(id data.DeliveryID, day string, minute int) {
		got = append(got, dropped{id, day, minute})
	}}, weekOf(weekChipAt(1, 12*60+37)))
	grip := hour(2, 12*60+37).AddXY(0, 20)
	pull(win, grip, grip.AddXY(200, 30)) // two days and 36 minutes on
	pull(win, grip, grip.AddXY(100, 3))  // a day on, by an unsteady hand
	pull(win, grip, grip.AddXY(10, -4))  // nowhere
	want := []dropped{{1, "2026-11-20", 13*60 + 15}, {1, "2026-11-19", 12*60 + 37}}
	if len(got) != len(want) || got[0] != want[0] || got[1] != want[1] {
		t.Errorf("dropped %v, want %v", got, want)
	}
}

func TestADragOnTheWeekStaysInsideTheDay(t *testing.T) {
	var got dropped
	win := shownWeek(t, widgets.WeekEvents{Drop: func(id data.DeliveryID, day string, minute int) {
		got = dropped{id, day, minute}
	}}, weekOf(weekChipAt(1, 8*60)))
	grip := hour(2, 8*60).AddXY(0, 20)
	pull(win, grip, grip.AddXY(-200, 0))
	if got.day != "2026-11-16" || got.minute != 8*60 {
		t.Errorf("dropped on %v", got)
	}
	pull(win, grip, fyne.NewPos(grip.X, 695))
	if got.minute >= 24*60 || got.day != "2026-11-18" {
		t.Errorf("dropped on %v", got)
	}
}

func TestAFixedChipOfTheWeekSaysSo(t *testing.T) {
	chip := weekChipAt(1, 12*60)
	chip.Fixed = true
	var fixed []data.DeliveryID
	win := shownWeek(t, widgets.WeekEvents{
		Fixed: func(id data.DeliveryID) { fixed = append(fixed, id) },
		Drop:  func(data.DeliveryID, string, int) { t.Error("it was dropped") },
	}, weekOf(chip))
	grip := hour(2, 12*60).AddXY(0, 20)
	pull(win, grip, grip.AddXY(100, 100))
	if len(fixed) != 1 {
		t.Errorf("fixed was said %d times", len(fixed))
	}
}

func TestChipsOfTheSameHourStandSideBySide(t *testing.T) {
	var opened []data.DeliveryID
	win := shownWeek(t, widgets.WeekEvents{Open: func(id data.DeliveryID) { opened = append(opened, id) }},
		weekOf(weekChipAt(1, 12*60), weekChipAt(2, 12*60+30), weekChipAt(3, 13*60)))
	test.TapCanvas(win.Canvas(), hour(2, 12*60+40).AddXY(-25, 0)) // left: the first
	test.TapCanvas(win.Canvas(), hour(2, 12*60+45).AddXY(25, 0))  // right: the second
	test.TapCanvas(win.Canvas(), hour(2, 13*60+30).AddXY(-25, 0)) // left again: the third
	if len(opened) != 3 || opened[0] != 1 || opened[1] != 2 || opened[2] != 3 {
		t.Errorf("opened %v", opened)
	}
}

func TestAnEmptyHourIsChosenAndThenWrittenIn(t *testing.T) {
	var chosen, wrote []dropped
	win := shownWeek(t, widgets.WeekEvents{
		Choose: func(day string, minute int) { chosen = append(chosen, dropped{0, day, minute}) },
		Write:  func(day string, minute int) { wrote = append(wrote, dropped{0, day, minute}) },
	}, weekOf())
	at := hour(4, 15*60+20)
	test.TapCanvas(win.Canvas(), at)
	test.TapCanvas(win.Canvas(), at)
	test.TapCanvas(win.Canvas(), hour(5, 15*60+20))
	want := dropped{0, "2026-11-20", 15 * 60}
	if len(chosen) != 2 || chosen[0] != want || len(wrote) != 1 || wrote[0] != want {
		t.Errorf("chosen %v, wrote %v", chosen, wrote)
	}
}

func TestTheOtherButtonAsksForTheMenuOfAChip(t *testing.T) {
	var asked []data.DeliveryID
	win := shownWeek(t, widgets.WeekEvents{Menu: func(id data.DeliveryID, in fyne.CanvasObject, _ fyne.Position) {
		asked = append(asked, id)
		if widgets.ShowMenuAt(in, fyne.NewPos(10, 10), []widgets.MenuItem{{Text: "Ouvrir"}}) == nil {
			t.Error("no menu is shown")
		}
		win := fyne.CurrentApp().Driver().CanvasForObject(in)
		win.Overlays().Remove(win.Overlays().Top())
	}}, weekOf(weekChipAt(1, 12*60)))
	grid := secondary(win.Content())
	if grid == nil {
		t.Fatal("nothing on the week takes the other button")
	}
	origin := fyne.CurrentApp().Driver().AbsolutePositionForObject(grid.(fyne.CanvasObject))
	for _, at := range []fyne.Position{hour(2, 12*60).AddXY(0, 10), hour(3, 12*60)} {
		grid.TappedSecondary(&fyne.PointEvent{Position: at.Subtract(origin)})
	}
	if len(asked) != 1 || asked[0] != 1 {
		t.Errorf("asked for the menu of %v", asked)
	}
}

// secondary finds what takes a tap with the other button.
func secondary(o fyne.CanvasObject) fyne.SecondaryTappable {
	if found, ok := o.(fyne.SecondaryTappable); ok {
		return found
	}
	var below []fyne.CanvasObject
	switch o := o.(type) {
	case *fyne.Container:
		below = o.Objects
	case fyne.Widget:
		below = test.WidgetRenderer(o).Objects()
	}
	for _, child := range below {
		if found := secondary(child); found != nil {
			return found
		}
	}
	return nil
}
