package report

import (
	"cmp"
	"image"
	"image/color"
	"slices"
)

// Width and Height are the size of a picture at scale 1, in pixels.
const (
	Width  = 800
	Height = 450
)

const (
	regular  = "fonts/Inter-Regular.otf"
	semibold = "fonts/Inter-SemiBold.otf"
)

// drawer is the canvas with what every chart shares. A kept picture is always
// light: it is pasted into documents.
type drawer struct {
	*canvas
	chart *Chart

	ink, muted, line, accent, pale, mid color.NRGBA

	title, small, label style
	plot                rectangle
}

// rectangle is in units.
type rectangle struct{ left, top, right, bottom float64 }

const margin = 28

// draw paints the whole picture; scale is 1 or 2.
func (c *Chart) draw(scale int) (*image.RGBA, error) {
	canvas, err := newCanvas(Width, Height, scale, color.NRGBA{R: 0xFF, G: 0xFF, B: 0xFF, A: 0xFF})
	if err != nil {
		return nil, err
	}
	d := &drawer{
		canvas: canvas,
		chart:  c,
		ink:    color.NRGBA{R: 0x20, G: 0x26, B: 0x2E, A: 0xFF},
		muted:  color.NRGBA{R: 0x5B, G: 0x63, B: 0x70, A: 0xFF},
		line:   color.NRGBA{R: 0xE4, G: 0xE0, B: 0xD7, A: 0xFF},
		accent: color.NRGBA{R: 0x1F, G: 0x5C, B: 0x57, A: 0xFF},
		pale:   color.NRGBA{R: 0xC8, G: 0xDD, B: 0xD8, A: 0xFF},
		mid:    color.NRGBA{R: 0x9F, G: 0xC3, B: 0xBB, A: 0xFF},
		title:  style{semibold, 20},
		small:  style{regular, 12},
		label:  style{regular, 12.5},
		plot:   rectangle{margin, 112, Width - margin, Height - 76},
	}
	d.words()
	switch {
	case c.Blank():
		d.centred(c.Empty, Width/2, (d.plot.top+d.plot.bottom)/2, style{regular, 14}, d.muted, margin, Width-margin)
	case c.Kind == Lines:
		d.lines()
	case c.Kind == Bars:
		d.bars()
	default:
		d.lyingBars()
	}
	return canvas.img, nil
}

// words writes what must be read with the picture: what, when, from where,
// over how many.
func (d *drawer) words() {
	const width = Width - 2*margin
	d.text(d.fitted(d.chart.Title, d.title, width), margin, 46, d.title, d.ink)
	d.text(d.fitted(d.chart.Period, d.label, width), margin, 70, d.label, d.muted)
	lines := d.wrapped(d.chart.Footer(), d.small, width, 2)
	for i, line := range lines {
		d.text(line, margin, Height-float64(18+18*(len(lines)-1-i)), d.small, d.muted)
	}
}

// lines draws the axis, every run of every series, and at the end of each its
// name: the colours of two networks may be nearly the same.
func (d *drawer) lines() {
	const gap, most = 12, 160
	widest := 0.0
	for _, s := range d.chart.Series {
		widest = max(widest, min(d.measure(s.Name, d.label), most))
	}
	d.plot.right -= widest + gap
	y := d.axis()
	x := d.middles(len(d.chart.Marks), false)
	var ends []ending
	for _, s := range d.chart.Series {
		ink := d.colour(s.Colour)
		runs := Runs(s.Points[:min(len(s.Points), len(d.chart.Marks))])
		for n, run := range runs {
			var points [][2]float64
			for i := run.From; i < run.To; i++ {
				points = append(points, [2]float64{x(i), y(s.Points[i].V)})
			}
			d.polyline(points, 2, ink)
			end := points[len(points)-1]
			d.dot(end[0], end[1], 1, ink) // a line stops square, a single point has none
			if len(points) == 1 {
				d.dot(end[0], end[1], 2.5, ink)
			}
			if n == len(runs)-1 {
				ends = append(ends, ending{name: s.Name, y: end[1]})
			}
		}
	}
	for _, e := range spread(ends, 16, d.plot.bottom) {
		d.text(d.fitted(e.name, d.label, most), d.plot.right+gap, e.y+4.5, d.label, d.ink)
	}
	d.marks(x)
}

// ending is a name at the height where its line ends.
type ending struct {
	name string
	y    float64
}

// spread moves names apart that would stand on one another, and keeps them
// above the floor.
func spread(ends []ending, apart, floor float64) []ending {
	slices.SortFunc(ends, func(a, b ending) int { return cmp.Compare(a.y, b.y) })
	for i := 1; i < len(ends); i++ {
		ends[i].y = max(ends[i].y, ends[i-1].y+apart)
	}
	for i := len(ends) - 1; i >= 0; i-- {
		ends[i].y = min(ends[i].y, floor-apart*float64(len(ends)-1-i))
	}
	return ends
}

// bars draws the first series upright. Few bars bear their values; many stand
// on an axis.
func (d *drawer) bars() {
	s := d.chart.Series[0]
	n := min(len(s.Points), len(d.chart.Marks))
	few := n <= 14
	var y func(float64) float64
	if few {
		y = d.scale(d.plot.bottom, d.plot.top+20)
		d.hairline(d.plot.left, d.plot.right, y(0), d.line)
	} else {
		y = d.axis()
	}
	x := d.middles(n, true)
	slot := (d.plot.right - d.plot.left) / float64(n)
	width := min(slot*0.66, 72)
	for i, p := range s.Points[:n] {
		if !drawable(p) {
			continue
		}
		top, bottom := min(y(p.V), y(0)), max(y(p.V), y(0))
		d.box(x(i)-width/2, top, width, bottom-top, 3, d.barColour(i, few))
		if few {
			d.centred(d.chart.Format(p.V), x(i), top-8, d.label, d.ink, 0, Width)
		}
	}
	d.marks(x)
}

// barColour makes the last bar stand out where the chart says so.
func (d *drawer) barColour(i int, few bool) color.NRGBA {
	last := i == len(d.chart.Marks)-1
	switch {
	case d.chart.Marks[i].Colour.A != 0:
		return d.chart.Marks[i].Colour
	case d.chart.Last && last:
		return d.accent
	case few:
		return d.pale
	}
	return d.mid
}

// lyingBars draws the first series from the left, each bar with its name and
// value.
func (d *drawer) lyingBars() {
	s := d.chart.Series[0]
	n := min(len(s.Points), len(d.chart.Marks))
	names, values := 0.0, 0.0
	for i, p := range s.Points[:n] {
		names = max(names, min(d.measure(d.chart.Marks[i].Label, d.label), 220))
		if drawable(p) {
			values = max(values, d.measure(d.chart.Format(p.V), d.label))
		}
	}
	d.plot.left += names + 16
	d.plot.right -= values + 12
	highest := 0.0
	for _, p := range s.Points[:n] {
		if drawable(p) {
			highest = max(highest, p.V)
		}
	}
	slot := min((d.plot.bottom-d.plot.top+20)/float64(n), 52)
	height := min(slot*0.5, 22)
	for i, p := range s.Points[:n] {
		middle := d.plot.top - 12 + slot*(float64(i)+0.5)
		d.text(d.fitted(d.chart.Marks[i].Label, d.label, 220), margin, middle+4.5, d.label, d.ink)
		if !drawable(p) {
			continue
		}
		width := 0.0
		if highest > 0 {
			width = max(p.V, 0) / highest * (d.plot.right - d.plot.left)
		}
		d.box(d.plot.left, middle-height/2, width, height, 3, d.colour(d.chart.Marks[i].Colour))
		d.text(d.chart.Format(p.V), d.plot.left+width+8, middle+4.5, d.label, d.ink)
	}
}

// axis draws the level lines with their values, moves the left edge of the plot
// past them and returns the height of a value.
func (d *drawer) axis() func(float64) float64 {
	ticks := d.chart.Ticks()
	y := d.scale(d.plot.bottom, d.plot.top)
	widest := 0.0
	for _, tick := range ticks {
		widest = max(widest, d.measure(d.chart.Format(tick), d.small))
	}
	for _, tick := range ticks {
		d.text(d.chart.Format(tick), d.plot.left, y(tick)+4, d.small, d.muted)
		d.hairline(d.plot.left+widest+12, d.plot.right, y(tick), d.line)
	}
	d.plot.left += widest + 12
	return y
}

// scale maps the range of the ticks onto two heights.
func (d *drawer) scale(bottom, top float64) func(float64) float64 {
	ticks := d.chart.Ticks()
	low, high := ticks[0], ticks[len(ticks)-1]
	return func(v float64) float64 { return bottom - (v-low)/(high-low)*(bottom-top) }
}

// middles gives the middle of each of n marks: in slots for bars, from edge to
// edge for lines. A single one stands in the middle.
func (d *drawer) middles(n int, slots bool) func(int) float64 {
	width := d.plot.right - d.plot.left
	if slots || n < 2 {
		return func(i int) float64 { return d.plot.left + width*(float64(i)+0.5)/float64(max(n, 1)) }
	}
	const inset = 4
	return func(i int) float64 {
		return d.plot.left + inset + (width-2*inset)*float64(i)/float64(n-1)
	}
}

// marks writes the labels below: all of them, or every second, third and so on,
// so that none touches another.
func (d *drawer) marks(x func(int) float64) {
	var labelled []int
	for i, mark := range d.chart.Marks {
		if mark.Label != "" {
			labelled = append(labelled, i)
		}
	}
	for step := 1; ; step++ {
		free := d.plot.left
		var places []float64
		for n := 0; n < len(labelled); n += step {
			i := labelled[n]
			width := d.measure(d.chart.Marks[i].Label, d.small)
			at := max(d.plot.left, min(x(i)-width/2, d.plot.right-width))
			if at < free {
				break
			}
			places = append(places, at)
			free = at + width + 10
		}
		if len(places)*step < len(labelled) {
			continue
		}
		for n, at := range places {
			d.text(d.chart.Marks[labelled[n*step]].Label, at, d.plot.bottom+20, d.small, d.muted)
		}
		return
	}
}

func (d *drawer) colour(c color.NRGBA) color.NRGBA {
	if c.A == 0 {
		return d.accent
	}
	return c
}
