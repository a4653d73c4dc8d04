package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

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
