package widgets

import (
	"fyne.io/fyne/v2"

	"parvis/data"
)

// TypedRune adds the marked chip to what is chosen, with "x".
func (g *weekGrid) TypedRune(r rune) { g.events.Pick.rune(r, g.marked) }

// TypedShortcut copies and pastes.
func (g *weekGrid) TypedShortcut(s fyne.Shortcut) { g.events.Pick.shortcut(s, g.marked) }

// KeyDown notes Shift.
func (g *weekGrid) KeyDown(ev *fyne.KeyEvent) { g.shift = g.shift || isShift(ev) }

// KeyUp forgets Shift.
func (g *weekGrid) KeyUp(ev *fyne.KeyEvent) { g.shift = g.shift && !isShift(ev) }

// TypedKey moves, marks and opens.
func (g *weekGrid) TypedKey(ev *fyne.KeyEvent) {
	if g.events.Pick.key(ev.Name, g.marked) {
		return
	}
	switch ev.Name {
	case fyne.KeyLeft:
		g.step(-1, 0)
	case fyne.KeyRight:
		g.step(1, 0)
	case fyne.KeyUp:
		g.step(0, -1)
	case fyne.KeyDown:
		g.step(0, 1)
	case fyne.KeyPageUp:
		call(g.events.Page, -1)
	case fyne.KeyPageDown:
		call(g.events.Page, 1)
	case fyne.KeyHome:
		if g.events.Today != nil {
			g.events.Today()
		}
	case fyne.KeySpace:
		g.mark()
	case fyne.KeyReturn, fyne.KeyEnter:
		g.enter()
	}
	g.pointByKeys()
}

// pointByKeys points at the marked chip, or at the selected hour if it is one that
// is proposed.
func (g *weekGrid) pointByKeys() {
	if !g.focused {
		return
	}
	d := &g.week.data
	for _, s := range d.slots(g.Size().Width) {
		if s.chip.ID == g.marked && g.marked != 0 {
			g.point(Pointed{Chip: g.marked}, g, fyne.NewPos(s.x, s.y+s.h))
			return
		}
	}
	if day := d.selected(); day >= 0 {
		at := weekPlace{day, d.Minute, true}
		g.point(g.bestAt(at), g, fyne.NewPos(weekEdge(day, len(d.Days), g.Size().Width), weekTop(d.Minute)+weekHour))
	}
}

// step goes days or rows on: an hour for the selection, a step of a drag for
// the marked chip.
func (g *weekGrid) step(days, rows int) {
	if g.shift && g.marked == 0 && days != 0 {
		call(g.events.Pick.Extend, days)
		return
	}
	if !g.shift || g.marked == 0 {
		g.marked = 0
		if g.events.Step != nil {
			g.events.Step(days, rows*60)
		}
		return
	}
	if c, _, ok := g.week.data.find(g.marked); ok && c.Fixed {
		call(g.events.Fixed, c.ID)
	} else if ok && g.events.Shift != nil {
		g.events.Shift(c.ID, days, rows*weekStep)
	}
}

// mark goes on to the next chip of the selected day, and after the last to none.
func (g *weekGrid) mark() {
	d := &g.week.data
	i := d.selected()
	if i < 0 {
		return
	}
	next := 0
	chips := d.column(i)
	for j, s := range chips {
		if s.chip.ID == g.marked {
			next = j + 1
		}
	}
	g.marked = 0
	if next < len(chips) {
		g.marked = chips[next].chip.ID
		g.week.ScrollTo(chips[next].chip.Minute)
	}
	g.Refresh()
}

func (g *weekGrid) enter() {
	d := &g.week.data
	if c, _, ok := d.find(g.marked); ok {
		g.open(c)
	} else if g.events.Write != nil && d.selected() >= 0 {
		g.events.Write(d.Selected, d.Minute)
	}
}

// selected returns the place of the selected day, -1 when it is not shown.
func (d *WeekData) selected() int {
	for i, day := range d.Days {
		if day.Day == d.Selected {
			return i
		}
	}
	return -1
}

// find finds a chip that is shown, with its day.
func (d *WeekData) find(id data.DeliveryID) (WeekChip, int, bool) {
	for i, day := range d.Days {
		for _, c := range day.Chips {
			if c.ID == id && id != 0 {
				return c, i, true
			}
		}
	}
	return WeekChip{}, 0, false
}

// AccessibilityLabel is the marked chip, or the selected day.
func (g *weekGrid) AccessibilityLabel() string {
	d := &g.week.data
	if c, _, ok := d.find(g.marked); ok {
		return c.Time + " " + c.Title
	}
	if i := d.selected(); i >= 0 {
		return d.Days[i].Label
	}
	return ""
}

// AccessibilityRole is a container.
func (g *weekGrid) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleContainer }
