package widgets

import (
	"fyne.io/fyne/v2"

	"parvis/ui/theme"
)

// spot is a place on the month: a day, one of its chips, its "+3" or its key date.
type spot struct {
	day  int // -1: none
	chip int // -1: none
	more bool
	note bool
}

func nowhere() spot { return spot{day: -1, chip: -1} }

// monthGrid is where everything lies, for a size. Edges are whole, so that
// lines are crisp and dots round.
type monthGrid struct {
	x, y []float32 // edges of columns and rows
}

// Lengths of the month.
const (
	weekdayHeight = 28
	chipTop       = 27 // below the top of a cell
	chipSide      = 6
	chipsShown    = 3
	noteLeft      = 36 // from where a tap is on the key date and not on the number
)

func (m *Month) grid() monthGrid {
	size := m.Size()
	weeks := max(1, len(m.data.Days)/7)
	g := monthGrid{x: make([]float32, 8), y: make([]float32, weeks+1)}
	for i := range g.x {
		g.x[i] = whole(float32(i) * size.Width / 7)
	}
	for i := range g.y {
		g.y[i] = weekdayHeight + whole(float32(i)*(size.Height-weekdayHeight)/float32(weeks))
	}
	return g
}

// cell returns the place of a day, inside its lines.
func (g monthGrid) cell(day int) (x, y, w, h float32) {
	c, r := day%7, day/7
	return g.x[c], g.y[r], g.x[c+1] - g.x[c], g.y[r+1] - g.y[r]
}

func (g monthGrid) chip(day, i int) fyne.Position {
	x, y, _, _ := g.cell(day)
	return fyne.NewPos(x+chipSide, y+chipTop+float32(i)*chipPitch)
}

func (g monthGrid) chipWidth(day int) float32 {
	_, _, w, _ := g.cell(day)
	return w - 2*chipSide
}

// shown returns how many chips of a day have room. Where some have none, the
// last row is left to "+3".
func (g monthGrid) shown(d MonthDay) int {
	rows := int((g.y[1] - g.y[0] - chipTop - 2) / chipPitch)
	n := min(len(d.Chips), chipsShown)
	if max(d.Total, len(d.Chips)) > n {
		return max(0, min(n, rows-1))
	}
	if n > rows {
		return max(0, rows-1)
	}
	return n
}

func (m *Month) spotAt(p fyne.Position) spot {
	g, at := m.grid(), nowhere()
	for day, d := range m.data.Days {
		x, y, w, h := g.cell(day)
		if p.X < x || p.X >= x+w || p.Y < y || p.Y >= y+h {
			continue
		}
		at.day = day
		at.note = d.Note != "" && p.Y < y+chipTop-3 && p.X >= x+noteLeft
		row := int((p.Y - y - chipTop) / chipPitch)
		if p.Y < y+chipTop || p.X < x+chipSide || p.X >= x+w-chipSide || p.Y-y-chipTop-float32(row)*chipPitch > chipHeight {
			return at
		}
		switch shown := g.shown(d); {
		case row < shown:
			at.chip = row
		case row == shown:
			at.more = max(d.Total, len(d.Chips)) > shown
		}
		return at
	}
	return at
}

// CreateRenderer draws the month.
func (m *Month) CreateRenderer() fyne.WidgetRenderer {
	return newDrawn(m, func() fyne.Size {
		return fyne.NewSize(420, weekdayHeight+float32(max(5, len(m.data.Days)/7))*(chipTop+2*chipPitch))
	}, m.paint)
}

func (m *Month) paint(s *scene, size fyne.Size) {
	g := m.grid()
	for i, name := range m.data.Weekdays {
		s.textIn(g.x[i]+8, 0, g.x[1]-12, weekdayHeight-4, name, theme.Label, theme.Regular, theme.Muted)
	}
	s.box(0, weekdayHeight, size.Width, size.Height-weekdayHeight, theme.Card, theme.Border, theme.RadiusCard)
	for day := range m.data.Days {
		m.ground(s, g, day)
	}
	for _, x := range g.x[1:7] {
		s.fill(x, weekdayHeight, 1, size.Height-weekdayHeight, theme.Line, 0)
	}
	for _, y := range g.y[1 : len(g.y)-1] {
		s.fill(0, y, size.Width, 1, theme.Line, 0)
	}
	for day := range m.data.Days {
		m.day(s, g, day)
	}
	if d := m.drag; d != nil && !d.dead {
		s.ghost(d.at, g.chipWidth(d.from), d.chip)
		if d.to >= 0 && m.data.Warn != nil {
			s.warning(d.at.X, d.at.Y+chipHeight+6, size.Width, m.data.Warn(d.chip.ID, m.data.Days[d.to].Day))
		}
	}
}

// ground tints a cell, with the rounded corners of the whole where it has one.
func (m *Month) ground(s *scene, g monthGrid, day int) {
	d, tint := m.data.Days[day], theme.Card
	switch {
	case m.drag != nil && !m.drag.dead && m.drag.to == day && day != m.drag.from:
		tint = theme.AccentSoft
	case m.aimed == day:
		tint = theme.AccentSoft
	case d.Today:
		tint = theme.TodayShade
	case d.Other:
		tint = theme.Shade
	default:
		return
	}
	x, y, w, h := g.cell(day)
	r := s.fill(x+1, y+1, w-1, h-1, tint, 0)
	const inner = theme.RadiusCard - 1
	last := len(m.data.Days) - 7
	switch day {
	case 0:
		r.TopLeftCornerRadius = inner
	case 6:
		r.TopRightCornerRadius = inner
	case last:
		r.BottomLeftCornerRadius = inner
	case last + 6:
		r.BottomRightCornerRadius = inner
	}
	if day%7 == 6 || day >= last {
		r.Resize(fyne.NewSize(whole(w)-1-edge(day%7 == 6), whole(h)-1-edge(day >= last)))
	}
}

// edge is 1 at the outline of the whole, which is drawn inside it.
func edge(at bool) float32 {
	if at {
		return 1
	}
	return 0
}

// day draws number, key date, chips and what shows where the keyboard is.
func (m *Month) day(s *scene, g monthGrid, day int) {
	d := m.data.Days[day]
	x, y, w, h := g.cell(day)
	left := m.number(s, d, x, y)
	if d.Note != "" {
		note := Cut(d.Note, theme.Tiny, theme.Regular, x+w-chipSide-left-4)
		s.textIn(x+w-chipSide-theme.Measure(note, theme.Tiny, theme.Regular).Width, y+5, w, 18, note, theme.Tiny, theme.Regular, theme.Warm)
	}
	shown := g.shown(d)
	for i, c := range d.Chips[:shown] {
		at := g.chip(day, i)
		if m.drag != nil && !m.drag.dead && m.drag.chip.ID == c.ID {
			s.dashed(at.X, at.Y, w-2*chipSide, chipHeight, theme.Card, theme.Dash, theme.RadiusChip)
			continue
		}
		ringed := c.ID == m.marked || m.data.Chosen[c.Post] || c.Post == m.data.Ringed && c.Post != 0
		s.chip(at.X, at.Y, w-2*chipSide, c, ringed, m.hover == spot{day: day, chip: i})
	}
	if rest := max(d.Total, len(d.Chips)) - shown; rest > 0 && m.data.More != nil {
		ink := theme.Muted
		if m.hover.day == day && m.hover.more {
			ink = theme.Accent
		}
		at := g.chip(day, shown)
		s.textIn(at.X+5, at.Y, w-2*chipSide-5, chipHeight, m.data.More(rest), theme.Small, theme.SemiBold, ink)
	}
	if m.focused && m.marked == 0 && d.Day == m.data.Selected {
		s.ringAt(x+2, y+2, w-3, h-3, 4)
	}
}

// number draws the day's number, on a pill today, and returns its right edge.
func (m *Month) number(s *scene, d MonthDay, x, y float32) float32 {
	if !d.Today {
		return x + 7 + s.textIn(x+7, y+5, 40, 18, d.Number, theme.Label, theme.Regular, theme.Muted)
	}
	text := theme.Measure(d.Number, theme.Label, theme.SemiBold).Width
	w := max(26, ceil(text)+12)
	s.fill(x+6, y+6, w, 18, theme.TodayPill, 9)
	s.textIn(x+6+(w-text)/2, y+6, w, 18, d.Number, theme.Label, theme.SemiBold, theme.OnTodayPill)
	return x + 6 + w
}
