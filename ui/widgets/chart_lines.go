package widgets

import (
	"image"
	"image/color"
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"parvis/ui/theme"
)

// LineChart draws a line for each series, broken at its gaps, with a legend
// above. Pointing at it, or the arrow keys, say the values of a mark.
type LineChart struct {
	pointed
	courses []*course
}

// NewLineChart returns a chart without lines.
func NewLineChart() *LineChart {
	c := &LineChart{}
	c.points = true
	c.find, c.where = c.nearest, c.x
	c.begin(c)
	return c
}

// lineInset keeps the ends of the lines off the edges of the plot.
const lineInset = 4

// x is where a mark stands; a single one stands in the middle.
func (c *LineChart) x(mark int) float32 {
	p, n := c.plot, len(c.data.Marks)
	if n < 2 {
		return whole((p.left + p.right) / 2)
	}
	return p.left + lineInset + (p.right-p.left-2*lineInset)*float32(mark)/float32(n-1)
}

func (c *LineChart) nearest(at fyne.Position) int {
	p, n := c.plot, len(c.data.Marks)
	if n < 2 || p.right-p.left <= 2*lineInset {
		return n - 1
	}
	share := float64((at.X - p.left - lineInset) / (p.right - p.left - 2*lineInset))
	return max(0, min(n-1, int(math.Round(share*float64(n-1)))))
}

const legendRow = 28

// CreateRenderer draws the chart.
func (c *LineChart) CreateRenderer() fyne.WidgetRenderer {
	return newDrawn(c, func() fyne.Size { return fyne.NewSize(200, 226) }, c.paint)
}

func (c *LineChart) paint(s *scene, size fyne.Size) {
	d := c.data
	if tooSmall(size) {
		return
	}
	if d.Empty != "" || len(d.Marks) == 0 {
		s.empty(size, d.Empty)
		return
	}
	c.legend(s, size.Width)
	around := plot{left: 0, top: legendRow + axisRow/2, right: size.Width, bottom: size.Height - marksRoom}
	c.plot = s.axis(around.spanned(d.Ticks), d.Ticks)
	for i, series := range d.Series {
		c.line(s, i, series)
	}
	s.marks(c.plot, d.Marks, c.x)
	s.add(c.tip, 0, 0, size.Width, size.Height)
}

// legend names the series in the middle above, as many as there is room for.
func (c *LineChart) legend(s *scene, width float32) {
	const between = 26
	total := float32(-between)
	var widths []float32
	for _, series := range c.data.Series {
		w := dotSize + 6 + theme.Measure(series.Name, theme.Label, theme.Regular).Width
		widths = append(widths, w)
		total += between + w
	}
	x := max(0, (width-total)/2)
	for i, series := range c.data.Series {
		s.sign(x, 6, i, colourOr(series.Colour))
		s.textIn(x+dotSize+6, 0, width-x-dotSize-6, 20, series.Name, theme.Label, theme.Regular, theme.Ink)
		x += widths[i] + between
	}
}

// line draws a series and puts its sign at its end.
func (c *LineChart) line(s *scene, n int, series ChartSeries) {
	if n == len(c.courses) {
		c.courses = append(c.courses, newCourse())
	}
	p, one := c.plot, c.courses[n]
	size := fyne.NewSize(p.right-p.left, p.bottom-p.top+2*courseMargin)
	one.set(colourOr(series.Colour), size.Width, c.runs(series))
	s.add(one.raster, p.left, p.top-courseMargin, size.Width, size.Height)
	for i := min(len(series.Points), len(c.data.Marks)) - 1; i >= 0; i-- {
		if m := series.Points[i]; m.Known {
			s.sign(c.x(i)-dotSize/2, p.height(m.V)-dotSize/2, n, colourOr(series.Colour))
			return
		}
	}
}

// runs places a series inside its raster, one line for each stretch without a
// gap.
func (c *LineChart) runs(series ChartSeries) [][]point {
	p := c.plot
	var lines [][]point
	joined := false
	for i, m := range series.Points[:min(len(series.Points), len(c.data.Marks))] {
		if m.Known && !joined {
			lines = append(lines, nil)
		}
		joined = m.Known
		if joined {
			at := point{float64(c.x(i) - p.left), float64(p.height(m.V) - p.top + courseMargin)}
			lines[len(lines)-1] = append(lines[len(lines)-1], at)
		}
	}
	return lines
}

// courseMargin is the room above and below a line for its thickness.
const courseMargin = 4

// course is a line as a raster. It outlives the drawings, since its texture
// belongs to it, and is painted again only when the line has changed.
type course struct {
	raster *canvas.Raster
	colour color.NRGBA
	width  float32 // units
	lines  [][]point
}

func newCourse() *course {
	c := &course{}
	c.raster = canvas.NewRaster(c.paint)
	return c
}

func (c *course) set(colour color.NRGBA, width float32, lines [][]point) {
	c.colour, c.width, c.lines = colour, width, lines
	c.raster.Refresh()
}

func (c *course) paint(w, h int) image.Image {
	scale := float64(w) / float64(max(1, c.width))
	var scaled [][]point
	for _, line := range c.lines {
		run := make([]point, len(line))
		for i, p := range line {
			run[i] = point{p.x * scale, p.y * scale}
		}
		scaled = append(scaled, run)
	}
	return stroke(w, h, 2*scale, c.colour, scaled...)
}
