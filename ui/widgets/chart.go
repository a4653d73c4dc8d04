package widgets

import (
	"image/color"
	"strings"

	"fyne.io/fyne/v2"

	"parvis/data"
	"parvis/ui/theme"
)

// ChartData is what a chart shows, in the words of the language. Its values
// are those of Series, one for each of Marks; what is not known is a gap and
// is drawn as one.
type ChartData struct {
	Title  string // for those who cannot see it
	Marks  []ChartMark
	Series []ChartSeries // bars draw the first one
	Ticks  []ChartTick   // of the axis of numbers, ascending, two or more
	Format func(float64) string
	Last   bool   // the last bar stands out
	Empty  string // not "": said in place of the picture
}

// ChartMark is a place along the axis that is not of numbers: a day, a week, a
// network.
type ChartMark struct {
	Name   string      // in full, for pointing at it
	Label  string      // on the axis; "" where there is no room for all
	Colour color.NRGBA // of its bar; zero: of the series
}

// ChartTick is a value at which the axis of numbers is marked.
type ChartTick struct {
	Value float64
	Label string
}

// ChartSeries is a course of values.
type ChartSeries struct {
	Name   string
	Colour color.NRGBA // zero: the accent colour
	Points []data.Measure
}

// plot is where values are drawn inside a chart, in units.
type plot struct {
	left, top, right, bottom float32
	low, high                float64 // the values at bottom and top
}

// height is where a value stands.
func (p plot) height(v float64) float32 {
	return p.bottom - float32((v-p.low)/(p.high-p.low))*(p.bottom-p.top)
}

// spanned returns the plot with the range of the ticks. Fewer than two ticks
// span from zero to one.
func (p plot) spanned(ticks []ChartTick) plot {
	p.low, p.high = 0, 1
	if n := len(ticks); n > 1 && ticks[n-1].Value > ticks[0].Value {
		p.low, p.high = ticks[0].Value, ticks[n-1].Value
	}
	return p
}

const (
	axisGap   = 12 // between the numbers and the plot
	axisRow   = 16
	marksRoom = 24 // below the plot
)

// leastChart is the width and height below which nothing could be read.
const leastChart = 100

func tooSmall(size fyne.Size) bool { return size.Width < leastChart || size.Height < leastChart }

// axis draws the level lines with their values and returns the plot right of
// the values.
func (s *scene) axis(p plot, ticks []ChartTick) plot {
	widest := float32(0)
	for _, t := range ticks {
		widest = max(widest, theme.Measure(t.Label, theme.Small, theme.Regular).Width)
	}
	left := p.left
	p.left = whole(left + widest + axisGap)
	for _, t := range ticks {
		y := p.height(t.Value)
		s.textIn(left, y-axisRow/2, widest+1, axisRow, t.Label, theme.Small, theme.Regular, theme.Muted)
		s.fill(p.left, y, p.right-p.left, 1, theme.Line, 0)
	}
	return p
}

// marks writes the labels below the plot: all of them, or every second, third
// and so on, so that none touches another.
func (s *scene) marks(p plot, marks []ChartMark, x func(int) float32) {
	var labelled []int
	for i, m := range marks {
		if m.Label != "" {
			labelled = append(labelled, i)
		}
	}
	for step := 1; step <= len(labelled); step++ {
		places, all := markPlaces(p, marks, labelled, step, x)
		if !all {
			continue
		}
		for n, at := range places {
			label := marks[labelled[n*step]].Label
			s.textIn(at, p.bottom+6, p.right-at+1, axisRow, label, theme.Small, theme.Regular, theme.Muted)
		}
		return
	}
}

// markPlaces gives the left end of every step-th label; all is false when two
// of them would touch.
func markPlaces(p plot, marks []ChartMark, labelled []int, step int, x func(int) float32) (places []float32, all bool) {
	const apart = 10
	free := p.left
	for n := 0; n < len(labelled); n += step {
		w := theme.Measure(marks[labelled[n]].Label, theme.Small, theme.Regular).Width
		at := max(p.left, min(x(labelled[n])-w/2, p.right-w))
		if at < free {
			return nil, false
		}
		places = append(places, at)
		free = at + w + apart
	}
	return places, true
}

// empty says in the middle of a chart why there is no picture.
func (s *scene) empty(size fyne.Size, text string) {
	const row = 18
	rows := wrap(text, theme.Strip, theme.Regular, size.Width-2*theme.Inset)
	y := (size.Height - row*float32(len(rows))) / 2
	for i, line := range rows {
		w := theme.Measure(line, theme.Strip, theme.Regular).Width
		s.textIn((size.Width-w)/2, y+row*float32(i), w+1, row, line, theme.Strip, theme.Regular, theme.Muted)
	}
}

// mixed lays a share of one colour over another.
func mixed(top, below theme.Colour, share float64) color.NRGBA {
	a, b := top.Now(), below.Now()
	mix := func(x, y uint8) uint8 { return uint8(float64(x)*share + float64(y)*(1-share) + 0.5) }
	return color.NRGBA{R: mix(a.R, b.R), G: mix(a.G, b.G), B: mix(a.B, b.B), A: 0xFF}
}

// colourOr is a colour, or the accent colour where there is none.
func colourOr(c color.NRGBA) color.NRGBA {
	if c.A == 0 {
		return theme.Accent.Now()
	}
	return c
}

// at returns the value of a series at a mark, a gap beyond its end.
func (c ChartSeries) at(i int) data.Measure {
	if i < 0 || i >= len(c.Points) {
		return data.Measure{}
	}
	return c.Points[i]
}

// said puts a mark's values into words.
func (d ChartData) said(mark int) string {
	words := []string{d.Marks[mark].Name}
	for _, s := range d.Series {
		words = append(words, s.Name, d.word(s.at(mark)))
	}
	return strings.Join(words, " ")
}

// word is a value as it is read; a gap is a dash.
func (d ChartData) word(m data.Measure) string {
	if !m.Known {
		return "–"
	}
	return d.Format(m.V)
}
