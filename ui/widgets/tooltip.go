package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"parvis/data"
	"parvis/ui/theme"
)

// Pointed is what lies below the pointer on a [Month], a [Week], a [Year] or a
// [List], or is marked by the keyboard. The zero value is nothing of which there is more to say.
type Pointed struct {
	Chip data.DeliveryID // a post, or below zero an hour that is kept for one
	Day  string          // of what follows
	Note bool            // its key date
	Best bool            // an hour of it that is proposed,
	Hour int             // this one
	All  bool            // the whole day, on a year
}

// PointEvent tells what is pointed at, at a place in an object; it comes once for
// each thing, and with the zero value when there is none any more, as when
// something is dragged, scrolled or tapped.
type PointEvent func(p Pointed, in fyne.CanvasObject, at fyne.Position)

// pointing is the part of a widget that tells what is pointed at.
type pointing struct {
	tell PointEvent
	last Pointed
}

func (p *pointing) point(to Pointed, in fyne.CanvasObject, at fyne.Position) {
	if to == p.last || p.tell == nil {
		return
	}
	p.last = to
	p.tell(to, in, at)
}

// leave tells that nothing is pointed at any more.
func (p *pointing) leave(in fyne.CanvasObject) { p.point(Pointed{}, in, fyne.Position{}) }

// TipText is what a [Tooltip] says. Lines that are "" are left out.
type TipText struct {
	Title string
	Lines []string
	Text  string // as somebody wrote it, below a line
}

// Tooltip says more of what is pointed at. It lies over what it is about and takes
// no events.
type Tooltip struct {
	widget.BaseWidget
	title []string
	lines []string
	text  []string
}

// NewTooltip returns a tooltip that is not shown.
func NewTooltip() *Tooltip {
	t := &Tooltip{}
	t.ExtendBaseWidget(t)
	t.Hide()
	return t
}

const (
	tooltipWidth = 300 // at most
	tooltipRows  = 3   // of one line, at most
)

// ShowBy says something by a place in the object that the tooltip lies in, which
// has so much room: below it and to the right, or where there is room.
func (t *Tooltip) ShowBy(text TipText, at fyne.Position, room fyne.Size) {
	const inner = tooltipWidth - 2*tipInset
	t.title = few(text.Title, theme.SemiBold, inner)
	t.lines = nil
	for _, line := range text.Lines {
		if line != "" {
			t.lines = append(t.lines, few(line, theme.Regular, inner)...)
		}
	}
	t.text = nil
	if text.Text != "" {
		t.text = few(text.Text, theme.Regular, inner)
	}
	const beside, margin = 14, 6
	size := t.natural()
	x := max(margin, min(at.X+beside, room.Width-size.Width-margin))
	y := at.Y + beside
	if y+size.Height > room.Height-margin {
		y = max(margin, at.Y-beside-size.Height)
	}
	t.Move(fyne.NewPos(whole(x), whole(y)))
	t.Resize(size)
	t.Show()
	t.Refresh()
}

// few are the first rows of a text in a width, the last one with "…" where more
// follows.
func few(text string, weight theme.Weight, width float32) []string {
	rows := wrap(text, theme.Label, weight, width)
	if len(rows) > tooltipRows {
		rows = rows[:tooltipRows]
		rows[tooltipRows-1] = Cut(rows[tooltipRows-1]+" …", theme.Label, weight, width)
	}
	for i, row := range rows {
		rows[i] = Cut(row, theme.Label, weight, width)
	}
	return rows
}

func (t *Tooltip) natural() fyne.Size {
	widest := float32(0)
	for _, row := range t.title {
		widest = max(widest, theme.Measure(row, theme.Label, theme.SemiBold).Width)
	}
	for _, row := range append(t.lines[:len(t.lines):len(t.lines)], t.text...) {
		widest = max(widest, theme.Measure(row, theme.Label, theme.Regular).Width)
	}
	rows := len(t.title) + len(t.lines) + len(t.text)
	h := float32(rows*tipRow + 14)
	if len(t.text) > 0 {
		h += tipGap
	}
	return fyne.NewSize(ceil(widest)+2*tipInset, h)
}

// CreateRenderer draws the tooltip.
func (t *Tooltip) CreateRenderer() fyne.WidgetRenderer {
	return newDrawn(t, func() fyne.Size { return fyne.Size{} }, t.paint)
}

func (t *Tooltip) paint(s *scene, size fyne.Size) {
	r := s.box(0, 0, size.Width, size.Height, theme.Card, theme.Border, theme.RadiusChip)
	r.Shadow.Color, r.Shadow.BlurRadius, r.Shadow.Offset = theme.Shadow.Now(), 8, fyne.NewPos(0, 3)
	y := float32(7)
	rows := func(all []string, weight theme.Weight, c theme.Colour) {
		for _, row := range all {
			s.textIn(tipInset, y, size.Width-2*tipInset+1, tipRow, row, theme.Label, weight, c)
			y += tipRow
		}
	}
	rows(t.title, theme.SemiBold, theme.Ink)
	rows(t.lines, theme.Regular, theme.Muted)
	if len(t.text) > 0 {
		s.fill(tipInset, y+tipGap/2, size.Width-2*tipInset, 1, theme.Line, 0)
		y += tipGap
		rows(t.text, theme.Regular, theme.Ink)
	}
}

// AccessibilityLabel is the first row.
func (t *Tooltip) AccessibilityLabel() string {
	if len(t.title) == 0 {
		return ""
	}
	return t.title[0]
}

// AccessibilityRole is text.
func (t *Tooltip) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }
