package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"parvis/data"
)

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
func (m *Month) Focus() { Focus(m) }

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
	Focus(m)
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
