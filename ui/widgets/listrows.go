package widgets

import (
	"fyne.io/fyne/v2"

	"parvis/ui/theme"
)

// CreateRenderer draws the rows in view.
func (r *listRows) CreateRenderer() fyne.WidgetRenderer {
	return newDrawn(r, func() fyne.Size {
		if len(r.edges) == 0 {
			return fyne.Size{}
		}
		return fyne.NewSize(200, r.edges[len(r.edges)-1])
	}, r.paint)
}

func (r *listRows) paint(s *scene, size fyne.Size) {
	first, behind := r.view()
	for i := first; i < behind; i++ {
		row, y := r.data[i], r.edges[i]
		if row.Heading != "" {
			s.textIn(14, y+8, size.Width-28, listHeading-10, row.Heading, theme.Label, theme.SemiBold, theme.Muted)
			continue
		}
		r.row(s, i, y, size.Width)
	}
	r.pictures.sweep()
}

// lead draws what a row begins with: time and network, or a picture.
func (r *listRows) lead(s *scene, i int, y float32) {
	if r.events.Picture == nil {
		s.textIn(14, y, 44, listRow, r.data[i].Time, theme.Strip, theme.SemiBold, theme.Ink)
		s.networkDot(62, y+(listRow-dotSize)/2, r.data[i].Network)
		return
	}
	const width, high, side, radius = 54, 34, 16, 4
	s.fill(14, y+(listRow-high)/2, width, high, theme.Neutral, radius)
	if img := r.events.Picture(i); img != nil {
		s.add(r.pictures.take(img, radius), 14, y+(listRow-high)/2, width, high)
		return
	}
	s.icon(14+(width-side)/2, y+(listRow-side)/2, side, theme.IconImage, theme.Muted)
}

// row draws time, dot, title, note and state. The pill keeps its place; the
// title and the note share what is left.
func (r *listRows) row(s *scene, i int, y, width float32) {
	row := r.data[i]
	switch {
	case row.Chosen:
		s.box(4, y+1, width-8, listRow-2, theme.AccentSoft, theme.Accent, 6).StrokeWidth = 2
	case row.Post != 0 && row.Post == r.ringed:
		s.box(4, y+1, width-8, listRow-2, theme.Card, theme.Accent, 6)
	case r.hover == i:
		s.fill(4, y+1, width-8, listRow-2, theme.Hover, 6)
	}
	if !row.Chosen {
		s.fill(14, y+listRow-1, width-28, 1, theme.Line, 0)
	}
	x := float32(14)
	if r.led {
		r.lead(s, i, y)
		x = listTitle
	}
	right := width - 14
	if row.State != "" {
		w := min(pillWidth(row.State, row.Look.Icon, ""), width/3)
		right -= w
		s.pill(right, y+(listRow-theme.PillHeight)/2, w, row.State, row.Look.Tone, row.Look.Icon, "")
		right -= 12
	}
	x += s.textIn(x, y, right-x, listRow, row.Title, theme.Strip, theme.SemiBold, theme.Ink) + 10
	if right-x > 40 {
		s.textIn(x, y, right-x, listRow, row.Note, theme.Strip, theme.Regular, theme.Muted)
	}
	if r.focused && r.current == i {
		s.ringAt(5, y+2, width-10, listRow-4, 6)
	}
}
