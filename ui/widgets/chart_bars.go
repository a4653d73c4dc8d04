package widgets

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"parvis/ui/theme"
)

// BarChart draws the first series as upright bars. Few bars bear their values;
// many stand on an axis. A gap has no bar, and among few a dash.
type BarChart struct {
	pointed
}

// NewBarChart returns a chart without bars.
func NewBarChart() *BarChart {
	c := &BarChart{}
	c.find, c.where = c.slotAt, c.middle
	c.begin(c)
	return c
}

// fewBars is how many bars still bear their values.
const fewBars = 14

func (c *BarChart) few() bool { return len(c.data.Marks) <= fewBars }

func (c *BarChart) slot() float32 {
	return (c.plot.right - c.plot.left) / float32(max(1, len(c.data.Marks)))
}

func (c *BarChart) middle(mark int) float32 { return c.plot.left + c.slot()*(float32(mark)+0.5) }

func (c *BarChart) slotAt(at fyne.Position) int {
	if at.X < c.plot.left || at.X >= c.plot.right || c.slot() <= 0 {
		return -1
	}
	return int((at.X - c.plot.left) / c.slot())
}

// CreateRenderer draws the chart.
func (c *BarChart) CreateRenderer() fyne.WidgetRenderer {
	return newDrawn(c, func() fyne.Size { return fyne.NewSize(160, 168) }, c.paint)
}

const valueRow = 18 // a value above its bar

func (c *BarChart) paint(s *scene, size fyne.Size) {
	d := c.data
	if tooSmall(size) {
		return
	}
	if d.Empty != "" || len(d.Marks) == 0 || len(d.Series) == 0 {
		s.empty(size, d.Empty)
		return
	}
	around := plot{left: 0, top: axisRow / 2, right: size.Width, bottom: size.Height - marksRoom}
	if c.few() {
		around.top = valueRow + 2
		c.plot = around.spanned(d.Ticks)
		s.fill(0, c.plot.height(0), size.Width, 1, theme.Line, 0)
	} else {
		c.plot = s.axis(around.spanned(d.Ticks), d.Ticks)
	}
	for i := range d.Marks {
		c.bar(s, i)
	}
	s.marks(c.plot, d.Marks, c.middle)
	s.add(c.tip, 0, 0, size.Width, size.Height)
}

func (c *BarChart) bar(s *scene, mark int) {
	m, p, x := c.data.Series[0].at(mark), c.plot, c.middle(mark)
	text := c.data.word(m)
	if !m.Known {
		if c.few() {
			w := theme.Measure(text, theme.Label, theme.Regular).Width
			s.textIn(x-w/2, p.height(0)-valueRow, w+1, valueRow, text, theme.Label, theme.Regular, theme.Muted)
		}
		return
	}
	width := min(c.slot()*0.6, 72)
	if !c.few() {
		width = max(1, c.slot()*0.72)
	}
	top, bottom := min(p.height(m.V), p.height(0)), max(p.height(m.V), p.height(0))
	r := canvas.NewRectangle(c.colour(mark))
	radius := min(3, width/2, bottom-top)
	r.TopLeftCornerRadius, r.TopRightCornerRadius = radius, radius
	s.add(r, x-width/2, top, width, max(1, bottom-top)) // nothing is a line, a gap is none
	if c.few() {
		w := theme.Measure(text, theme.Label, theme.Regular).Width
		s.textIn(x-w/2, top-valueRow, w+1, valueRow, text, theme.Label, theme.Regular, theme.Ink)
	}
}

// colour of a bar: its own, or a tint of the accent from which the last one
// stands out where the data say so.
func (c *BarChart) colour(mark int) color.NRGBA {
	switch own := c.data.Marks[mark].Colour; {
	case own.A != 0:
		return own
	case c.data.Last && mark == len(c.data.Marks)-1:
		return theme.Accent.Now()
	case c.few():
		return mixed(theme.Accent, theme.Card, 0.26)
	}
	return mixed(theme.Accent, theme.Card, 0.44)
}
