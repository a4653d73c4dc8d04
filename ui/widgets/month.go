package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"parvis/data"
)

// MonthData is what a [Month] shows, in the words of the language.
type MonthData struct {
	Weekdays []string   // seven
	Days     []MonthDay // whole weeks, in order
	Selected string     // the day that the arrow keys start from
	Ringed   data.PostID
	Chosen   map[data.PostID]bool // ringed too: what is chosen to be acted on together
	More     func(n int) string   // "+3"
	// Warn says what is to be known of a day before a chip is dropped on it; ""
	// where there is nothing. May be nil.
	Warn func(id data.DeliveryID, day string) string
}

// MonthDay is one cell.
type MonthDay struct {
	Day    string // names it in the events: "2026-11-21"
	Number string // "21"
	Label  string // in full, for those who cannot see it
	Other  bool   // of the month before or after
	Today  bool
	Note   string // a key date
	Chips  []Chip // the first ones, by time
	Total  int    // how many there are
}

// MonthEvents is what a person can do on a [Month]. Nil is nothing.
type MonthEvents struct {
	Choose func(day string)         // a tap on a day
	Write  func(day string)         // two taps or Enter where there is nothing
	Open   func(id data.DeliveryID) // a tap on a chip, or Enter
	More   func(day string)         // a tap on "+3"
	// Note is a tap on a day's key date, at a place in an object.
	Note func(day string, in fyne.CanvasObject, at fyne.Position)
	// Menu is a tap with the other button on a chip, at a place in an object.
	Menu  func(id data.DeliveryID, in fyne.CanvasObject, at fyne.Position)
	Drop  func(id data.DeliveryID, day string) // a chip was dragged to another day
	Fixed func(id data.DeliveryID)             // a chip was dragged that must not be
	Step  func(days int)                       // arrow keys
	Page  func(months int)                     // Page Up and Page Down
	Today func()                               // Home
	Shift func(id data.DeliveryID, days int)   // Shift and arrow keys on the marked chip
	Pick  PickEvents
	Point PointEvent
}

// Month shows five or six weeks with three posts a day. It is one widget, drawn
// whole: a widget a chip would take a thousand times as long.
//
// Keys: arrows move the day, space marks its chips one after the other, Enter
// opens the marked chip or writes, Shift with the arrows moves the marked chip,
// and what [PickEvents] says.
type Month struct {
	widget.BaseWidget
	picking
	pointing
	data   MonthData
	events MonthEvents

	focused bool
	shift   bool
	marked  data.DeliveryID // by the space bar; 0: none
	hover   spot
	tapped  spot // the last tap, until the pointer leaves its place
	tapAt   fyne.Position
	drag    *monthDrag
	aimed   int // the day on which something from elsewhere would go, -1: none
}

// monthDrag is a chip on its way.
type monthDrag struct {
	chip Chip
	from int // day
	to   int // day below the pointer, -1: none
	grip fyne.Position
	at   fyne.Position
	dead bool // began where there is nothing to drag
}

// NewMonth returns a month without days.
func NewMonth(events MonthEvents) *Month {
	m := &Month{events: events, hover: nowhere(), tapped: nowhere(), aimed: -1, pointing: pointing{tell: events.Point}}
	m.ExtendBaseWidget(m)
	return m
}

// Set shows something else. A drag goes on over it.
func (m *Month) Set(d MonthData) {
	m.data = d
	if m.drag != nil && (m.drag.from >= len(d.Days) || m.drag.to >= len(d.Days)) {
		m.drag = nil
	}
	if _, _, ok := m.chip(m.marked); !ok {
		m.marked = 0
	}
	m.Refresh()
}

// DayAt is the day at a place in the month, "" where there is none.
func (m *Month) DayAt(p fyne.Position) string {
	if at := m.spotAt(p); at.day >= 0 {
		return m.data.Days[at.day].Day
	}
	return ""
}

// Aim shows the day on which something from elsewhere would go that is let go at
// a place in the month, and names it; "" where there is none.
func (m *Month) Aim(p fyne.Position) string {
	if at := m.spotAt(p).day; at != m.aimed {
		m.aimed = at
		m.Refresh()
	}
	return m.DayAt(p)
}

// Focus gives the keyboard to the month.
func (m *Month) Focus() { focusOn(m) }

// chip finds a chip that is shown, with its day.
func (m *Month) chip(id data.DeliveryID) (Chip, int, bool) {
	for i, d := range m.data.Days {
		for _, c := range d.Chips {
			if c.ID == id && id != 0 {
				return c, i, true
			}
		}
	}
	return Chip{}, 0, false
}

// selected returns the place of the selected day, -1 when it is not shown.
func (m *Month) selected() int {
	for i, d := range m.data.Days {
		if d.Day == m.data.Selected {
			return i
		}
	}
	return -1
}

// Tapped opens a chip, chooses a day, or on the second tap writes there.
func (m *Month) Tapped(ev *fyne.PointEvent) {
	focusOn(m)
	m.leave(m)
	at, before, adds := m.spotAt(ev.Position), m.tapped, m.toggles()
	m.tapped, m.tapAt = at, ev.Position
	switch {
	case at.day < 0:
	case at.chip >= 0 && adds:
		call(m.events.Pick.Toggle, m.data.Days[at.day].Chips[at.chip].ID)
	case at.chip >= 0:
		call(m.events.Open, m.data.Days[at.day].Chips[at.chip].ID)
	case at.note && m.events.Note != nil:
		m.events.Note(m.data.Days[at.day].Day, m, ev.Position)
	case at.more:
		call(m.events.More, m.data.Days[at.day].Day)
	case at == before:
		m.tapped = nowhere()
		call(m.events.Write, m.data.Days[at.day].Day)
	default:
		m.marked = 0
		call(m.events.Choose, m.data.Days[at.day].Day)
	}
}

// TappedSecondary asks for what can be done with a chip.
func (m *Month) TappedSecondary(ev *fyne.PointEvent) {
	m.leave(m)
	if at := m.spotAt(ev.Position); at.day >= 0 && at.chip >= 0 && m.events.Menu != nil {
		m.events.Menu(m.data.Days[at.day].Chips[at.chip].ID, m, ev.Position)
	}
}

// Dragged moves the chip that was below the pointer at the start.
func (m *Month) Dragged(ev *fyne.DragEvent) {
	m.leave(m)
	if m.drag == nil {
		m.begin(ev.Position.Subtract(ev.Dragged))
	}
	if m.drag.dead {
		return
	}
	m.drag.at = ev.Position.Subtract(m.drag.grip)
	m.drag.to = m.spotAt(ev.Position).day
	m.Refresh()
}

func (m *Month) begin(at fyne.Position) {
	from := m.spotAt(at)
	m.drag = &monthDrag{from: from.day, to: from.day, dead: true}
	if from.chip < 0 {
		return
	}
	m.drag.chip = m.data.Days[from.day].Chips[from.chip]
	if m.drag.chip.Fixed {
		call(m.events.Fixed, m.drag.chip.ID)
		return
	}
	m.drag.dead = false
	m.drag.grip = at.Subtract(m.grid().chip(from.day, from.chip))
}

// DragEnd drops the chip on the day below the pointer.
func (m *Month) DragEnd() {
	d := m.drag
	m.drag = nil
	m.Refresh()
	if d != nil && !d.dead && d.to >= 0 && d.to != d.from && m.events.Drop != nil {
		m.events.Drop(d.chip.ID, m.data.Days[d.to].Day)
	}
}

// MouseIn shows what is below the pointer.
func (m *Month) MouseIn(ev *desktop.MouseEvent) { m.MouseMoved(ev) }

// MouseMoved shows what is below the pointer.
func (m *Month) MouseMoved(ev *desktop.MouseEvent) {
	if d := ev.Position.Subtract(m.tapAt); d.X*d.X+d.Y*d.Y > 36 {
		m.tapped = nowhere()
	}
	at := m.spotAt(ev.Position)
	if at != m.hover {
		m.hover = at
		m.Refresh()
	}
	m.point(m.pointed(at), m, ev.Position)
}

// pointed is what there is more to say of at a spot.
func (m *Month) pointed(at spot) Pointed {
	switch {
	case at.chip >= 0:
		return Pointed{Chip: m.data.Days[at.day].Chips[at.chip].ID}
	case at.note:
		return Pointed{Day: m.data.Days[at.day].Day, Note: true}
	}
	return Pointed{}
}

// MouseOut shows nothing as below the pointer.
func (m *Month) MouseOut() {
	m.hover, m.tapped = nowhere(), nowhere()
	m.leave(m)
	m.Refresh()
}

// Cursor is a hand over what a tap opens.
func (m *Month) Cursor() desktop.Cursor {
	if m.hover.chip >= 0 || m.hover.more || m.hover.note {
		return desktop.PointerCursor
	}
	return desktop.DefaultCursor
}

// FocusGained shows the selected day.
func (m *Month) FocusGained() { m.focused = true; m.Refresh() }

// FocusLost hides the selected day.
func (m *Month) FocusLost() {
	m.focused, m.shift, m.marked = false, false, 0
	m.leave(m)
	m.Refresh()
}

// TypedRune adds the marked chip to what is chosen, with "x".
func (m *Month) TypedRune(r rune) { m.events.Pick.rune(r, m.marked) }

// TypedShortcut copies and pastes.
func (m *Month) TypedShortcut(s fyne.Shortcut) { m.events.Pick.shortcut(s, m.marked) }

// KeyDown notes Shift.
func (m *Month) KeyDown(ev *fyne.KeyEvent) { m.shift = m.shift || isShift(ev) }

// KeyUp forgets Shift.
func (m *Month) KeyUp(ev *fyne.KeyEvent) { m.shift = m.shift && !isShift(ev) }

func isShift(ev *fyne.KeyEvent) bool {
	return ev.Name == desktop.KeyShiftLeft || ev.Name == desktop.KeyShiftRight
}

// TypedKey moves, marks and opens.
func (m *Month) TypedKey(ev *fyne.KeyEvent) {
	if m.events.Pick.key(ev.Name, m.marked) {
		return
	}
	switch ev.Name {
	case fyne.KeyLeft:
		m.step(-1)
	case fyne.KeyRight:
		m.step(1)
	case fyne.KeyUp:
		m.step(-7)
	case fyne.KeyDown:
		m.step(7)
	case fyne.KeyPageUp:
		call(m.events.Page, -1)
	case fyne.KeyPageDown:
		call(m.events.Page, 1)
	case fyne.KeyHome:
		if m.events.Today != nil {
			m.events.Today()
		}
	case fyne.KeySpace:
		m.mark()
	case fyne.KeyReturn, fyne.KeyEnter:
		m.enter()
	}
	m.pointByKeys()
}

// pointByKeys points at the marked chip, or at the key date of the selected day.
func (m *Month) pointByKeys() {
	if !m.focused {
		return
	}
	at := nowhere()
	at.day = m.selected()
	if at.day < 0 {
		return
	}
	for i, c := range m.data.Days[at.day].Chips {
		if c.ID == m.marked && m.marked != 0 {
			at.chip = i
		}
	}
	at.note = m.data.Days[at.day].Note != ""
	place := m.grid().chip(at.day, max(at.chip, 0))
	m.point(m.pointed(at), m, place.AddXY(chipSide, chipHeight))
}

func (m *Month) step(days int) {
	switch {
	case m.shift && m.marked == 0:
		call(m.events.Pick.Extend, days)
		return
	case m.marked == 0 || !m.shift:
		m.marked = 0
		call(m.events.Step, days)
		return
	}
	if c, _, ok := m.chip(m.marked); ok && c.Fixed {
		call(m.events.Fixed, c.ID)
	} else if ok && m.events.Shift != nil {
		m.events.Shift(c.ID, days)
	}
}

// mark goes on to the next chip of the selected day, and after the last to none.
func (m *Month) mark() {
	i := m.selected()
	if i < 0 {
		return
	}
	next := 0
	for j, c := range m.data.Days[i].Chips {
		if c.ID == m.marked {
			next = j + 1
		}
	}
	m.marked = 0
	if next < m.grid().shown(m.data.Days[i]) {
		m.marked = m.data.Days[i].Chips[next].ID
	}
	m.Refresh()
}

func (m *Month) enter() {
	if m.marked != 0 {
		call(m.events.Open, m.marked)
	} else if i := m.selected(); i >= 0 {
		call(m.events.Write, m.data.Days[i].Day)
	}
}

// AccessibilityLabel is the marked chip, or the selected day.
func (m *Month) AccessibilityLabel() string {
	if c, _, ok := m.chip(m.marked); ok {
		return c.Time + " " + c.Title
	}
	if i := m.selected(); i >= 0 {
		return m.data.Days[i].Label
	}
	return ""
}

// AccessibilityRole is a container.
func (m *Month) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleContainer }

func call[T any](f func(T), v T) {
	if f != nil {
		f(v)
	}
}
