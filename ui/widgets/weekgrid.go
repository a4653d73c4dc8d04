package widgets

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"parvis/data"
	"parvis/ui/theme"
)

// weekGrid is the part of a week that scrolls: hours, chips and the now line.
type weekGrid struct {
	widget.BaseWidget
	picking
	pointing
	week    *Week
	events  WeekEvents
	focused bool
	shift   bool
	marked  data.DeliveryID // by the space bar; 0: none
	hover   data.DeliveryID
	tapped  weekPlace // the last tap, until the pointer leaves its place
	tapAt   fyne.Position
	drag    *weekDrag
	aimed   weekPlace // where something that comes from elsewhere would go
}

// weekPlace is an hour of a day; ok is false for none.
type weekPlace struct {
	day    int
	minute int
	ok     bool
}

// weekDrag is a chip on its way.
type weekDrag struct {
	from slot
	grip fyne.Position
	at   fyne.Position
	to   weekPlace
	dead bool // began where there is nothing to drag
}

// aim finds the day and the time that a drop would mean. Close to where it
// came from a chip keeps its time, whatever the step.
func (d *weekDrag) aim(day int) {
	const still = 6
	d.to = weekPlace{day, snapped(d.at.Y), true}
	if d.at.Y > d.from.y-still && d.at.Y < d.from.y+still {
		d.to.minute = d.from.chip.Minute
	}
}

// CreateRenderer draws the hours.
func (g *weekGrid) CreateRenderer() fyne.WidgetRenderer {
	return newDrawn(g, func() fyne.Size { return fyne.NewSize(weekGutter+7*40, 24*weekHour) }, g.paint)
}

func (g *weekGrid) paint(s *scene, size fyne.Size) {
	d := &g.week.data
	for hour, label := range d.Hours {
		y := float32(hour) * weekHour
		if hour > 0 {
			s.fill(weekGutter, y, size.Width-weekGutter-1, 1, theme.Line, 0)
		}
		s.textIn(12, y+3, weekGutter-12, 16, label, theme.Small, theme.Regular, theme.Muted)
		s.textIn(12, y+19, weekGutter-12, 16, d.OtherHours[hour], theme.Tiny, theme.Regular, theme.Muted)
	}
	for day := range d.Days {
		s.fill(weekEdge(day, len(d.Days), size.Width), 0, 1, size.Height, theme.Line, 0)
	}
	g.paintBest(s, size)
	g.paintSelected(s, size)
	g.paintNow(s, size)
	for _, slot := range d.slots(size.Width) {
		if g.drag != nil && !g.drag.dead && g.drag.from.chip.ID == slot.chip.ID {
			s.dashed(slot.x, slot.y, slot.w, slot.h, theme.Card, theme.Dash, theme.RadiusChip)
			continue
		}
		ringed := slot.chip.ID == g.marked || d.Chosen[slot.chip.Post] || slot.chip.Post == d.Ringed && d.Ringed != 0
		slot.chip.paint(s, slot.x, slot.y, slot.w, slot.h, ringed, g.hover == slot.chip.ID)
	}
	if g.drag != nil && !g.drag.dead {
		g.paintGhost(s, size)
	}
	if g.aimed.ok && g.aimed.day < len(d.Days) {
		g.paintAim(s, size, g.aimed)
	}
}

// paintAim outlines where something would go, with its time.
func (g *weekGrid) paintAim(s *scene, size fyne.Size, to weekPlace) {
	days := len(g.week.data.Days)
	x := weekEdge(to.day, days, size.Width)
	w, y := weekEdge(to.day+1, days, size.Width)-x, weekTop(to.minute)
	s.dashed(x+2, y, w-3, weekChip, theme.AccentSoft, theme.Accent, theme.RadiusChip)
	s.textIn(x+9, y+6, w-16, 16, timeOf(to.minute), theme.Label, theme.SemiBold, theme.Accent)
}

// paintSelected outlines the hour that the keyboard is on.
func (g *weekGrid) paintSelected(s *scene, size fyne.Size) {
	d := &g.week.data
	day := d.selected()
	if !g.focused || g.marked != 0 || day < 0 {
		return
	}
	last := day // a day may have several columns
	for last+1 < len(d.Days) && d.Days[last+1].Day == d.Selected {
		last++
	}
	x := weekEdge(day, len(d.Days), size.Width)
	w := weekEdge(last+1, len(d.Days), size.Width) - x
	s.box(x+2, float32(d.Minute)/60*weekHour+2, w-3, weekHour-3, theme.Card, theme.Accent, 4).StrokeWidth = 2
}

// paintBest tints the hours that are proposed.
func (g *weekGrid) paintBest(s *scene, size fyne.Size) {
	d := &g.week.data
	for i, day := range d.Days {
		x := weekEdge(i, len(d.Days), size.Width) + 1
		w := weekEdge(i+1, len(d.Days), size.Width) - x
		for _, hour := range day.Best {
			tint := s.fill(x, float32(hour)*weekHour+1, w, weekHour-1, theme.AccentSoft, 0)
			soft := theme.AccentSoft.Now()
			soft.A = 0x80
			tint.FillColor = soft
		}
	}
}

func (g *weekGrid) paintNow(s *scene, size fyne.Size) {
	d := &g.week.data
	for i, day := range d.Days {
		if !day.Today {
			continue
		}
		y := whole(float32(d.Now) / 60 * weekHour)
		s.fill(weekGutter, y-1, size.Width-weekGutter-1, 2, theme.Warm, 0)
		s.fill(weekEdge(i, len(d.Days), size.Width)-4, y-4, 8, 8, theme.Warm, 4)
		return
	}
}

// paintGhost draws the chip under the pointer, and where it would go.
func (g *weekGrid) paintGhost(s *scene, size fyne.Size) {
	drag, days := g.drag, len(g.week.data.Days)
	if drag.to.ok {
		x := weekEdge(drag.to.day, days, size.Width)
		w := weekEdge(drag.to.day+1, days, size.Width) - x
		s.dashed(x+2, weekTop(drag.to.minute), w-3, weekChip, theme.AccentSoft, theme.Accent, theme.RadiusChip)
	}
	s.lifted(drag.at.X, drag.at.Y, drag.from.w, weekChip, theme.RadiusChip)
	chip := drag.from.chip
	if drag.to.ok {
		chip.Time = timeOf(drag.to.minute)
	}
	chip.paint(s, drag.at.X, drag.at.Y, drag.from.w, weekChip, true, false)
	if warn := g.week.data.Warn; warn != nil && drag.to.ok {
		s.warning(drag.at.X, drag.at.Y+weekChip+6, size.Width, warn(g.week.data.Days[drag.to.day].Day, drag.to.minute))
	}
}

// warning draws a few words below a chip that is dragged, inside a width; "" is
// nothing.
func (s *scene) warning(x, y, width float32, text string) {
	if text == "" {
		return
	}
	w := ceil(theme.Measure(text, theme.Label, theme.Regular).Width) + 18
	x = max(0, min(x, width-w))
	s.box(x, y, w, 26, theme.CautionSoft, theme.Caution, theme.RadiusChip)
	s.textIn(x+9, y, w, 26, text, theme.Label, theme.Regular, theme.Caution)
}

// timeOf writes a time of day as chips do, "18:45", while one is dragged.
func timeOf(minute int) string {
	two := func(n int) string { return string([]byte{byte('0' + n/10), byte('0' + n%10)}) }
	return two(minute/60) + ":" + two(minute%60)
}

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

func (g *weekGrid) placeAt(p fyne.Position) weekPlace {
	days := len(g.week.data.Days)
	if p.X < weekGutter || days == 0 {
		return weekPlace{}
	}
	day := 0
	for day < days-1 && p.X >= weekEdge(day+1, days, g.Size().Width) {
		day++
	}
	return weekPlace{day, min(max(int(p.Y/weekHour), 0), 23) * 60, true}
}

// Tapped opens a chip, chooses an hour, or on the second tap writes there.
func (g *weekGrid) Tapped(ev *fyne.PointEvent) {
	Focus(g)
	g.leave(g)
	adds := g.toggles()
	if s, ok := g.chipAt(ev.Position); ok {
		g.tapped = weekPlace{}
		if adds {
			call(g.events.Pick.Toggle, s.chip.ID)
			return
		}
		g.open(s.chip)
		return
	}
	at, before := g.placeAt(ev.Position), g.tapped
	g.tapped, g.tapAt, g.marked = at, ev.Position, 0
	if !at.ok {
		return
	}
	act := g.events.Choose
	if at == before {
		g.tapped = weekPlace{}
		act = g.events.Write
	}
	if act != nil {
		act(g.week.data.Days[at.day].Day, at.minute)
	}
}

// open opens a post, or fills an hour that is kept for one.
func (g *weekGrid) open(c WeekChip) {
	if c.Free {
		call(g.events.Fill, c.ID)
		return
	}
	call(g.events.Open, c.ID)
}

// TappedSecondary asks for what can be done with a chip.
func (g *weekGrid) TappedSecondary(ev *fyne.PointEvent) {
	g.leave(g)
	if s, ok := g.chipAt(ev.Position); ok && g.events.Menu != nil {
		g.events.Menu(s.chip.ID, g, ev.Position)
	}
}

// Dragged moves the chip that was below the pointer at the start.
func (g *weekGrid) Dragged(ev *fyne.DragEvent) {
	g.leave(g)
	if g.drag == nil {
		g.begin(ev.Position.Subtract(ev.Dragged))
	}
	if g.drag.dead {
		return
	}
	g.drag.at = ev.Position.Subtract(g.drag.grip)
	if at := g.placeAt(fyne.NewPos(max(ev.Position.X, weekGutter), ev.Position.Y)); at.ok {
		g.drag.aim(at.day)
		g.week.ScrollTo(g.drag.to.minute)
	}
	g.Refresh()
}

func (g *weekGrid) begin(at fyne.Position) {
	g.drag = &weekDrag{dead: true}
	s, ok := g.chipAt(at)
	if !ok {
		return
	}
	if s.chip.Fixed {
		call(g.events.Fixed, s.chip.ID)
		return
	}
	g.drag.dead, g.drag.from, g.drag.grip = false, s, at.SubtractXY(s.x, s.y)
}

// DragEnd drops the chip on the time below it.
func (g *weekGrid) DragEnd() {
	d := g.drag
	g.drag = nil
	g.Refresh()
	if d == nil || d.dead || !d.to.ok || d.to.day >= len(g.week.data.Days) || g.events.Drop == nil {
		return
	}
	if d.to.day != d.from.day || d.to.minute != d.from.chip.Minute {
		g.events.Drop(d.from.chip.ID, g.week.data.Days[d.to.day].Day, d.to.minute)
	}
}

// MouseIn shows what is below the pointer.
func (g *weekGrid) MouseIn(ev *desktop.MouseEvent) { g.MouseMoved(ev) }

// MouseMoved shows what is below the pointer.
func (g *weekGrid) MouseMoved(ev *desktop.MouseEvent) {
	if d := ev.Position.Subtract(g.tapAt); d.X*d.X+d.Y*d.Y > 36 {
		g.tapped = weekPlace{}
	}
	s, _ := g.chipAt(ev.Position)
	if s.chip.ID != g.hover {
		g.hover = s.chip.ID
		g.Refresh()
	}
	if s.chip.ID != 0 {
		g.point(Pointed{Chip: s.chip.ID}, g, ev.Position)
		return
	}
	g.point(g.bestAt(g.placeAt(ev.Position)), g, ev.Position)
}

// bestAt is an hour if it is one that is proposed.
func (g *weekGrid) bestAt(at weekPlace) Pointed {
	if at.ok && slices.Contains(g.week.data.Days[at.day].Best, at.minute/60) {
		return Pointed{Day: g.week.data.Days[at.day].Day, Best: true, Hour: at.minute / 60}
	}
	return Pointed{}
}

// MouseOut shows nothing as below the pointer.
func (g *weekGrid) MouseOut() {
	g.hover, g.tapped = 0, weekPlace{}
	g.leave(g)
	g.Refresh()
}

// Cursor is a hand over what a tap opens.
func (g *weekGrid) Cursor() desktop.Cursor {
	if g.hover != 0 {
		return desktop.PointerCursor
	}
	return desktop.DefaultCursor
}

// FocusGained shows the selected hour.
func (g *weekGrid) FocusGained() { g.focused = true; g.Refresh() }

// FocusLost hides the selected hour.
func (g *weekGrid) FocusLost() {
	g.focused, g.shift, g.marked = false, false, 0
	g.leave(g)
	g.Refresh()
}
