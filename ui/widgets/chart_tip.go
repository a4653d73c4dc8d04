package widgets

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"parvis/ui/theme"
)

// pointed is a chart of which one mark can be pointed at, by the pointer or by
// the arrow keys; a tip says its values. The tip is a widget of its own, so
// that moving it draws no line and no bar again.
type pointed struct {
	widget.BaseWidget
	data    ChartData
	current int // mark that is pointed at, -1: none
	tip     *tip
	plot    plot                    // of the last drawing
	find    func(fyne.Position) int // the mark at a place, -1: none
	where   func(mark int) float32  // the middle of a mark, across
	points  bool                    // values are marked by dots
}

func (p *pointed) begin(of fyne.Widget) {
	p.current = -1
	p.tip = &tip{of: p}
	p.tip.ExtendBaseWidget(p.tip)
	p.ExtendBaseWidget(of)
}

// Set shows something else.
func (p *pointed) Set(d ChartData) {
	p.data = d
	p.current = -1
	p.Refresh()
	p.tip.Refresh()
}

// Pointed returns the mark that is pointed at, -1 for none.
func (p *pointed) Pointed() int { return p.current }

func (p *pointed) point(mark int) {
	if mark >= len(p.data.Marks) || p.data.Empty != "" {
		mark = -1
	}
	if mark != p.current {
		p.current = mark
		p.tip.Refresh()
	}
}

// MouseIn points at the mark below the pointer.
func (p *pointed) MouseIn(ev *desktop.MouseEvent) { p.MouseMoved(ev) }

// MouseMoved points at the mark below the pointer.
func (p *pointed) MouseMoved(ev *desktop.MouseEvent) { p.point(p.find(ev.Position)) }

// MouseOut points at nothing.
func (p *pointed) MouseOut() { p.point(-1) }

// FocusGained points at the last mark: the newest values.
func (p *pointed) FocusGained() {
	p.tip.focused = true
	p.point(len(p.data.Marks) - 1)
	p.tip.Refresh()
}

// FocusLost points at nothing.
func (p *pointed) FocusLost() {
	p.tip.focused = false
	p.point(-1)
	p.tip.Refresh()
}

// TypedRune takes no text.
func (p *pointed) TypedRune(rune) {}

// TypedKey moves from mark to mark.
func (p *pointed) TypedKey(ev *fyne.KeyEvent) {
	last := len(p.data.Marks) - 1
	switch ev.Name {
	case fyne.KeyLeft:
		p.point(max(p.current-1, min(0, last)))
	case fyne.KeyRight:
		p.point(min(p.current+1, last))
	case fyne.KeyHome:
		p.point(min(0, last))
	case fyne.KeyEnd:
		p.point(last)
	}
}

// AccessibilityLabel is the title, with the values that are pointed at.
func (p *pointed) AccessibilityLabel() string {
	if p.current < 0 {
		return p.data.Title
	}
	return p.data.Title + " " + p.data.said(p.current)
}

// AccessibilityRole is text.
func (p *pointed) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// tip says the values of the mark that is pointed at. It takes no events.
type tip struct {
	widget.BaseWidget
	of      *pointed
	focused bool
}

// CreateRenderer draws the tip.
func (t *tip) CreateRenderer() fyne.WidgetRenderer {
	return newDrawn(t, func() fyne.Size { return fyne.Size{} }, t.paint)
}

const (
	tipInset = 10
	tipRow   = 17
	tipGap   = 10 // between the mark and the box, and between name and value
)

func (t *tip) paint(s *scene, size fyne.Size) {
	if t.focused {
		s.ring(size, theme.RadiusChip)
	}
	p := t.of
	if p.current < 0 {
		return
	}
	x := p.where(p.current)
	if p.points {
		s.fill(x, p.plot.top, 1, p.plot.bottom-p.plot.top, theme.Dash, 0)
		t.dots(s, x)
	} else {
		s.fill(x-8, p.plot.bottom+2, 16, 2, theme.Accent, 1)
	}
	t.box(s, x, size)
}

func (t *tip) dots(s *scene, x float32) {
	for _, series := range t.of.data.Series {
		if m := series.at(t.of.current); m.Known {
			c := canvas.NewCircle(colourOr(series.Colour))
			c.StrokeColor, c.StrokeWidth = theme.Card.Now(), 1
			s.dot(x-4, t.of.plot.height(m.V)-4, 8, c)
		}
	}
}

// box is put right of the mark, or left of it where there is no room.
func (t *tip) box(s *scene, x float32, size fyne.Size) {
	d, mark := t.of.data, t.of.current
	title := d.Marks[mark].Name
	widest := theme.Measure(title, theme.Label, theme.SemiBold).Width
	for i := range d.Series {
		name, value := d.Series[i].Name, d.word(d.Series[i].at(mark))
		w := theme.Measure(name, theme.Label, theme.Regular).Width + theme.Measure(value, theme.Label, theme.SemiBold).Width
		widest = max(widest, w+tipGap+dotSize+6)
	}
	w, h := ceil(widest)+2*tipInset, float32(tipRow*(1+len(d.Series))+12)
	left := x + tipGap
	if left+w > size.Width {
		left = max(0, x-tipGap-w)
	}
	top := max(0, min(t.of.plot.top, size.Height-h))
	r := s.box(left, top, w, h, theme.Card, theme.Border, theme.RadiusChip)
	r.Shadow.Color, r.Shadow.BlurRadius, r.Shadow.Offset = theme.Shadow.Now(), 8, fyne.NewPos(0, 3)
	s.textIn(left+tipInset, top+6, w, tipRow, title, theme.Label, theme.SemiBold, theme.Ink)
	for i, series := range d.Series {
		y := top + 6 + float32(tipRow*(i+1))
		s.sign(left+tipInset, y+(tipRow-dotSize)/2, t.of.sign(i), colourOr(series.Colour))
		s.textIn(left+tipInset+dotSize+6, y, w, tipRow, series.Name, theme.Label, theme.Regular, theme.Muted)
		value := d.word(series.at(mark))
		at := left + w - tipInset - theme.Measure(value, theme.Label, theme.SemiBold).Width
		s.textIn(at, y, w, tipRow, value, theme.Label, theme.SemiBold, theme.Ink)
	}
}

// sign is the place of a series among the signs; bars have only one.
func (p *pointed) sign(series int) int {
	if !p.points {
		return 0
	}
	return series
}

// sign draws the sign of a series: disc, square, ring and frame in turn, since
// the colours of two networks may be nearly the same.
func (s *scene) sign(x, y float32, n int, c color.NRGBA) {
	fill := c
	if n%4 > 1 {
		fill = theme.Card.Now()
	}
	if n%2 == 0 {
		disc := canvas.NewCircle(fill)
		disc.StrokeColor, disc.StrokeWidth = c, 2
		s.dot(x, y, dotSize, disc)
		return
	}
	square := canvas.NewRectangle(fill)
	square.StrokeColor, square.StrokeWidth = c, 2
	s.add(square, x, y, dotSize, dotSize)
}
