package widgets

import (
	"strings"

	"fyne.io/fyne/v2"

	"parvis/ui/theme"
)

// label is all that a row says.
func (r TableRow) label() string {
	return strings.Join(append(append([]string{}, r.Cells...), r.Pill, r.Note), " ")
}

// said tells whether a cell after the first says something.
func (r TableRow) said() bool { return strings.Join(r.Cells[min(1, len(r.Cells)):], "") != "" }

// CreateRenderer draws the rows in view.
func (r *tableRows) CreateRenderer() fyne.WidgetRenderer {
	return newDrawn(r, func() fyne.Size { return fyne.NewSize(200, float32(r.n)*tableRow) }, r.paint)
}

func (r *tableRows) paint(s *scene, size fyne.Size) {
	first, behind := r.view()
	edges := r.table.edges(size.Width)
	for i := first; i < behind; i++ {
		row, y := r.row(i), float32(i)*tableRow
		if row.Heading != "" {
			s.textIn(tableSide, y+12, size.Width-2*tableSide, tableRow-12, row.Heading, theme.Label, theme.SemiBold, theme.Muted)
			s.fill(tableSide, y+tableRow-1, size.Width-2*tableSide, 1, theme.Line, 0)
			continue
		}
		if i == r.hover {
			s.fill(4, y+1, size.Width-8, tableRow-2, theme.Hover, 6)
		}
		s.fill(tableSide, y+tableRow-1, size.Width-2*tableSide, 1, theme.Line, 0)
		row.paint(s, y, edges)
		if r.focused && i == r.current {
			s.ringAt(5, y+2, size.Width-10, tableRow-4, 6)
		}
	}
}

// paint draws the cells, and below them what is to be said of the row.
func (r TableRow) paint(s *scene, y float32, edges []float32) {
	const noteHigh = 20
	high, noteTop := float32(tableRow), float32((tableRow-noteHigh)/2)
	if r.Note != "" && r.said() {
		high -= noteHigh - 3
		noteTop = high - 3
	}
	if right := edges[len(edges)-2]; len(edges) > 2 {
		_, ink := r.Tone.colours()
		s.textIn(edges[1], y+noteTop, right-edges[1]-tableGap, noteHigh, r.Note, theme.Label, theme.Regular, ink)
	}
	last := len(r.Cells) - 1
	for i, cell := range r.Cells {
		x, w := edges[i], edges[i+1]-edges[i]-tableGap
		switch {
		case i == last && r.Pill != "":
			s.pill(x, y+(tableRow-theme.PillHeight)/2, w, r.Pill, r.Tone, r.Icon, "")
		case i == last && r.Choice:
			s.box(x, y+6, w, tableRow-12, theme.Card, theme.Border, theme.RadiusControl)
			s.textIn(x+10, y, w-34, tableRow, cell, theme.Strip, theme.Regular, theme.Ink)
			s.icon(x+w-22, y+(tableRow-pillIcon)/2, pillIcon, theme.IconChevronDown, theme.Muted)
		case i == 0:
			s.textIn(x, y, w, tableRow, cell, theme.Strip, theme.SemiBold, theme.Ink)
		default:
			s.textIn(x, y, w, high, cell, theme.Strip, theme.Regular, theme.Ink)
		}
	}
}
