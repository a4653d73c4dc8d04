package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"parvis/data"
	"parvis/ui/theme"
)

// Week shows seven days by the hour. Chips are dragged to another day and time
// in steps of a quarter of an hour.
//
// Keys: arrows move the day and the hour, space marks the chips of the day one
// after the other, Enter opens the marked chip or writes, Shift with the arrows
// moves the marked chip, and what [PickEvents] says.
type Week struct {
	widget.BaseWidget
	data   WeekData
	grid   *weekGrid
	scroll *container.Scroll
	card   *Box
}

// WeekEvents is what a person can do on a [Week]; times are minutes after
// midnight. Nil is nothing.
type WeekEvents struct {
	Choose func(day string, minute int) // a tap on an hour
	Write  func(day string, minute int) // two taps or Enter where there is nothing
	Open   func(id data.DeliveryID)     // a tap on a chip, or Enter
	Fill   func(id data.DeliveryID)     // the same on a free one
	Head   func(day string)             // a tap on the name of a day
	// Note is a tap on a day's key date, at a place in an object.
	Note func(day string, in fyne.CanvasObject, at fyne.Position)
	// Menu is a tap with the other button on a chip, at a place in an object.
	Menu  func(id data.DeliveryID, in fyne.CanvasObject, at fyne.Position)
	Drop  func(id data.DeliveryID, day string, minute int) // a chip was dragged to another time
	Fixed func(id data.DeliveryID)                         // a chip was dragged that must not be
	Step  func(days, minutes int)                          // arrow keys
	Page  func(weeks int)                                  // Page Up and Page Down
	Today func()                                           // Home
	Shift func(id data.DeliveryID, days, minutes int)      // Shift and arrow keys on the marked chip
	Pick  PickEvents
	Point PointEvent
}

// NewWeek returns an empty week that begins its view at seven in the morning.
func NewWeek(events WeekEvents) *Week {
	w := &Week{card: NewBox(theme.Card, theme.Border, theme.RadiusCard)}
	w.grid = &weekGrid{week: w, events: events, pointing: pointing{tell: events.Point}}
	w.grid.ExtendBaseWidget(w.grid)
	w.scroll = container.NewVScroll(w.grid)
	w.scroll.Offset.Y = 7 * weekHour
	w.scroll.OnScrolled = func(fyne.Position) { w.grid.leave(w.grid) }
	w.ExtendBaseWidget(w)
	return w
}

// Set shows something else. A drag goes on over it.
func (w *Week) Set(d WeekData) {
	w.data = d
	if _, _, ok := d.find(w.grid.marked); !ok {
		w.grid.marked = 0
	}
	w.Refresh()
	w.grid.Refresh()
}

// Tapped on the head opens a day or its key date; below, the hours take it.
func (w *Week) Tapped(ev *fyne.PointEvent) {
	day, note := w.headAt(ev.Position)
	w.grid.leave(w)
	switch {
	case day < 0:
	case note && w.grid.events.Note != nil:
		w.grid.events.Note(w.data.Days[day].Day, w, ev.Position)
	default:
		call(w.grid.events.Head, w.data.Days[day].Day)
	}
}

// headAt is the column of which a place is the head, -1 for none, and whether it
// is on its key date.
func (w *Week) headAt(p fyne.Position) (day int, note bool) {
	days := len(w.data.Days)
	for i, d := range w.data.Days {
		left, right := weekEdge(i, days, w.Size().Width), weekEdge(i+1, days, w.Size().Width)
		if p.Y < weekHead && p.X >= left && p.X < right {
			return i, d.Note != "" && p.Y >= weekHead/2-4 && p.X >= w.noteLeft(i)
		}
	}
	return -1, false
}

// MouseIn points at what is below the pointer in the head.
func (w *Week) MouseIn(ev *desktop.MouseEvent) { w.MouseMoved(ev) }

// MouseMoved points at what is below the pointer in the head.
func (w *Week) MouseMoved(ev *desktop.MouseEvent) {
	to := Pointed{}
	if day, note := w.headAt(ev.Position); note {
		to = Pointed{Day: w.data.Days[day].Day, Note: true}
	}
	w.grid.point(to, w, ev.Position)
}

// MouseOut points at nothing.
func (w *Week) MouseOut() { w.grid.leave(w) }

// noteLeft is where the key date of a day begins, beside its number.
func (w *Week) noteLeft(day int) float32 {
	left := weekEdge(day, len(w.data.Days), w.Size().Width)
	return left + 9 + ceil(theme.Measure(w.data.Days[day].Number, theme.Panel, theme.Bold).Width) + 8
}

// TimeAt is the day and the hour at a place in the week, in minutes after
// midnight; ok is false where there is none.
func (w *Week) TimeAt(p fyne.Position) (day string, minute int, ok bool) {
	at := w.grid.placeAt(p.AddXY(0, w.scroll.Offset.Y-weekHead))
	if !at.ok || p.Y < weekHead || p.X >= w.Size().Width || p.Y >= w.Size().Height {
		return "", 0, false
	}
	return w.data.Days[at.day].Day, at.minute, true
}

// Aim shows where something that comes from elsewhere would go that is let go at
// a place in the week: a quarter of an hour, as chips that are dragged. ok is
// false, and nothing is shown, where there is none.
func (w *Week) Aim(p fyne.Position) (day string, minute int, ok bool) {
	if day, _, ok = w.TimeAt(p); ok {
		y := p.Y + w.scroll.Offset.Y - weekHead
		minute = snapped(y)
		w.grid.aimed = weekPlace{w.grid.placeAt(fyne.NewPos(p.X, y)).day, minute, true}
		w.ScrollTo(minute)
	} else {
		w.grid.aimed = weekPlace{}
	}
	w.grid.Refresh()
	return day, minute, ok
}

// Focus gives the keyboard to the week.
func (w *Week) Focus() { Focus(w.grid) }

// ScrollTo brings a time of day into view.
func (w *Week) ScrollTo(minute int) {
	y := weekTop(minute)
	view := w.scroll.Size().Height
	switch {
	case y < w.scroll.Offset.Y:
		w.scroll.ScrollToOffset(fyne.NewPos(0, max(0, y-weekHour)))
	case view > 0 && y+weekChip > w.scroll.Offset.Y+view:
		w.scroll.ScrollToOffset(fyne.NewPos(0, y+weekChip-view+weekHour/2))
	}
}

// MinSize is narrow: chips are cut before anything else.
func (w *Week) MinSize() fyne.Size { return fyne.NewSize(weekGutter+7*40, weekHead+4*weekHour) }

// CreateRenderer draws the names of the days above the hours.
func (w *Week) CreateRenderer() fyne.WidgetRenderer {
	r := &weekRenderer{week: w}
	r.head = newDrawn(w, w.MinSize, w.paintHead)
	return r
}

// weekRenderer puts the scrolled hours below the drawn head.
type weekRenderer struct {
	week *Week
	head *drawn
}

func (r *weekRenderer) Layout(size fyne.Size) {
	r.week.card.Resize(size)
	r.head.Layout(size)
	r.week.scroll.Move(fyne.NewPos(0, weekHead))
	r.week.scroll.Resize(fyne.NewSize(size.Width, max(0, size.Height-weekHead-1)))
}

func (r *weekRenderer) MinSize() fyne.Size { return r.week.MinSize() }

func (r *weekRenderer) Refresh() {
	r.week.card.Refresh()
	r.head.Refresh()
}

func (r *weekRenderer) Objects() []fyne.CanvasObject {
	objects := append([]fyne.CanvasObject{r.week.card}, r.head.Objects()...)
	return append(objects, r.week.scroll)
}

func (r *weekRenderer) Destroy() {}

// headFont is that of the numbers; names in their place are smaller where one of
// them would not fit.
func (w *Week) headFont(size fyne.Size) (theme.Size, theme.Weight) {
	room := weekEdge(1, len(w.data.Days), size.Width) - weekEdge(0, len(w.data.Days), size.Width) - 12
	for _, d := range w.data.Days {
		if theme.Measure(d.Number, theme.Panel, theme.Bold).Width > room {
			return theme.Strip, theme.SemiBold
		}
	}
	return theme.Panel, theme.Bold
}

func (w *Week) paintHead(s *scene, size fyne.Size) {
	big, weight := w.headFont(size)
	for i, d := range w.data.Days {
		x := weekEdge(i, len(w.data.Days), size.Width)
		room := weekEdge(i+1, len(w.data.Days), size.Width) - x - 12
		ink, name := theme.Ink, theme.Muted
		if d.Today {
			ink, name = theme.Accent, theme.Accent
		}
		if left := w.noteLeft(i); d.Note != "" {
			s.textIn(left, 30, x+9+room-left, 18, d.Note, theme.Tiny, theme.Regular, theme.Warm)
		}
		s.fill(x, 0, 1, weekHead, theme.Line, 0)
		top := float32(10)
		if d.Number == "" {
			top = (weekHead - 16) / 2
		}
		s.textIn(x+9, top, room, 16, d.Name, theme.Label, theme.Regular, name)
		s.textIn(x+9, 28, room, 20, d.Number, big, weight, ink)
	}
	s.textIn(12, weekHead-36, weekGutter-14, 16, w.data.Zone, theme.Small, theme.Regular, theme.Muted)
	s.textIn(12, weekHead-20, weekGutter-14, 16, w.data.Other, theme.Tiny, theme.Regular, theme.Muted)
	s.fill(1, weekHead-1, size.Width-2, 1, theme.Line, 0)
}
