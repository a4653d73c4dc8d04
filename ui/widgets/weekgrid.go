package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"parvis/ui/theme"
)

// weekGrid is the part of a week that scrolls: hours, chips and the now line.
type weekGrid struct {
	widget.BaseWidget
	week    *Week
	events  WeekEvents
	focused bool
	drag    *weekDrag
}

// weekDrag is a chip in the hand.
type weekDrag struct {
	from        slot
	grip        fyne.Position // of the pointer inside the chip
	at          fyne.Position // top left corner of the ghost
	day, minute int
}

// aim finds the day and the time that a drop would mean. Close to where it
// came from a chip keeps its time, whatever the step.
func (d *weekDrag) aim(day int) {
	const still = 6
	d.day, d.minute = day, snapped(d.at.Y)
	if d.at.Y > d.from.y-still && d.at.Y < d.from.y+still {
		d.minute = d.from.chip.Minute
	}
}

func (g *weekGrid) CreateRenderer() fyne.WidgetRenderer {
	return newDrawn(g, func() fyne.Size { return fyne.NewSize(weekGutter+7*40, 24*weekHour) }, g.paint)
}

func (g *weekGrid) paint(s *scene, size fyne.Size) {
	d := &g.week.data
	for hour, label := range d.Hours {
		y := float32(hour) * weekHour
		if hour > 0 {
			s.fill(weekGutter, y, size.Width-weekGutter, 1, theme.Line, 0)
		}
		s.textIn(12, y+3, weekGutter-12, 16, label, theme.Small, theme.Regular, theme.Muted)
	}
	for day := range d.Days {
		s.fill(weekEdge(day, len(d.Days), size.Width), 0, 1, size.Height, theme.Line, 0)
	}
	g.paintPicked(s, size)
	for _, slot := range d.slots(size.Width) {
		if g.drag != nil && g.drag.from.chip.Entry.Delivery == slot.chip.Entry.Delivery {
			s.dashed(slot.x, slot.y, slot.w, slot.h, theme.Card, theme.Dash, theme.RadiusChip)
			continue
		}
		slot.chip.paint(s, slot.x, slot.y, slot.w, slot.h, slot.chip.Entry.Post == d.Open)
	}
	g.paintNow(s, size)
	g.paintGhost(s, size)
}

// paintPicked outlines the place that the keyboard is on.
func (g *weekGrid) paintPicked(s *scene, size fyne.Size) {
	d := &g.week.data
	if !g.focused || d.Selected < 0 || d.Selected >= len(d.Days) {
		return
	}
	x := weekEdge(d.Selected, len(d.Days), size.Width)
	w := weekEdge(d.Selected+1, len(d.Days), size.Width) - x
	s.box(x+1, weekTop(d.Minute)+1, w-1, weekHour-1, theme.Shade, theme.Accent, theme.RadiusChip).StrokeWidth = 2
}

func (g *weekGrid) paintNow(s *scene, size fyne.Size) {
	d := &g.week.data
	if d.NowDay < 0 || d.NowDay >= len(d.Days) {
		return
	}
	y := whole(float32(d.Now) / 60 * weekHour)
	s.fill(weekGutter, y-1, size.Width-weekGutter, 2, theme.Warm, 0)
	s.fill(weekEdge(d.NowDay, len(d.Days), size.Width)-4, y-4, 8, 8, theme.Warm, 4)
}

func (g *weekGrid) paintGhost(s *scene, size fyne.Size) {
	if g.drag == nil {
		return
	}
	days := len(g.week.data.Days)
	x := weekEdge(g.drag.day, days, size.Width)
	w := weekEdge(g.drag.day+1, days, size.Width) - x
	s.fill(x+1, weekTop(g.drag.minute), w-1, weekChip, theme.AccentSoft, theme.RadiusChip)
	shadow := s.fill(g.drag.at.X, g.drag.at.Y, g.drag.from.w, weekChip, theme.Card, theme.RadiusChip)
	shadow.Shadow.Color, shadow.Shadow.BlurRadius, shadow.Shadow.Offset = theme.Shadow.Now(), 10, fyne.NewPos(0, 4)
	chip := g.drag.from.chip
	chip.Time = clockText(g.drag.minute)
	chip.paint(s, g.drag.at.X, g.drag.at.Y, g.drag.from.w, weekChip, false)
}

// clockText writes a time of day as the chips do, while it is being dragged.
func clockText(minute int) string {
	digits := func(n int) string { return string([]byte{byte('0' + n/10), byte('0' + n%10)}) }
	return digits(minute/60) + ":" + digits(minute%60)
}

// chipAt finds the chip below a place.
func (g *weekGrid) chipAt(p fyne.Position) (slot, bool) {
	slots := g.week.data.slots(g.Size().Width)
	for i := len(slots) - 1; i >= 0; i-- {
		s := slots[i]
		if p.X >= s.x && p.X < s.x+s.w && p.Y >= s.y && p.Y < s.y+s.h {
			return s, true
		}
	}
	return slot{}, false
}

// placeAt is the day below a place, and the hour that it lies in.
func (g *weekGrid) placeAt(p fyne.Position) (day, minute int, ok bool) {
	days := len(g.week.data.Days)
	if p.X < weekGutter || days == 0 {
		return 0, 0, false
	}
	for day < days-1 && p.X >= weekEdge(day+1, days, g.Size().Width) {
		day++
	}
	return day, min(max(int(p.Y/weekHour), 0), 23) * 60, true
}

// Tapped opens a chip or picks a place.
func (g *weekGrid) Tapped(ev *fyne.PointEvent) {
	focusOn(g)
	if s, ok := g.chipAt(ev.Position); ok {
		if g.events.Open != nil {
			g.events.Open(s.chip)
		}
		return
	}
	if day, minute, ok := g.placeAt(ev.Position); ok && g.events.Pick != nil {
		g.events.Pick(day, minute)
	}
}

// DoubleTapped writes at an empty place; on a chip it opens it.
func (g *weekGrid) DoubleTapped(ev *fyne.PointEvent) {
	if _, ok := g.chipAt(ev.Position); ok {
		g.Tapped(ev)
		return
	}
	if day, minute, ok := g.placeAt(ev.Position); ok && g.events.Write != nil {
		g.events.Write(day, minute)
	}
}

// Dragged takes the chip below the first point along.
func (g *weekGrid) Dragged(ev *fyne.DragEvent) {
	if g.drag == nil {
		start := ev.Position.SubtractXY(ev.Dragged.DX, ev.Dragged.DY)
		s, ok := g.chipAt(start)
		if !ok {
			return
		}
		g.drag = &weekDrag{grip: start.SubtractXY(s.x, s.y), from: s}
	}
	d := g.drag
	d.at = ev.Position.SubtractXY(d.grip.X, d.grip.Y)
	if day, _, ok := g.placeAt(fyne.NewPos(max(ev.Position.X, weekGutter), ev.Position.Y)); ok {
		d.aim(day)
	}
	g.week.ScrollTo(d.minute)
	g.Refresh()
}

// DragEnd drops the chip.
func (g *weekGrid) DragEnd() {
	d := g.drag
	g.drag = nil
	g.Refresh()
	if d != nil && g.events.Move != nil {
		g.events.Move(d.from.chip, d.day, d.minute)
	}
}

// TypedKey hands keys to the screen.
func (g *weekGrid) TypedKey(ev *fyne.KeyEvent) {
	if g.events.Key != nil {
		g.events.Key(ev)
	}
}

// TypedRune takes no text.
func (g *weekGrid) TypedRune(rune) {}

// FocusGained shows where the keyboard is.
func (g *weekGrid) FocusGained() { g.focused = true; g.Refresh() }

// FocusLost hides it.
func (g *weekGrid) FocusLost() { g.focused = false; g.Refresh() }

// Cursor is an arrow: most of the week is empty.
func (g *weekGrid) Cursor() desktop.Cursor { return desktop.DefaultCursor }

// AccessibilityLabel names the days that are shown.
func (g *weekGrid) AccessibilityLabel() string {
	days := g.week.data.Days
	if len(days) == 0 {
		return ""
	}
	return days[0].Name + " " + days[0].Number + " – " + days[len(days)-1].Name + " " + days[len(days)-1].Number
}

// AccessibilityRole is a container of chips.
func (g *weekGrid) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleContainer }
