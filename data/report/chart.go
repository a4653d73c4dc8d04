package report

import (
	"image/color"
	"math"
	"slices"

	"parvis/data"
)

// Kind is the shape of a chart.
type Kind int

const (
	Lines Kind = iota // a line for each series
	Bars              // upright bars of the first series
	HBars             // lying bars of the first series, named at their left
)

// Chart is a picture before it is drawn: all its words are in the language of
// the person, all its numbers as they are. A screen draws it with its own
// colours; PNG draws it to be kept.
type Chart struct {
	Title  string
	Period string // the days it is about
	Source string // where the numbers come from, or their formula
	N      string // how many accounts or posts they are over
	Note   string // what is missing, "" when nothing is
	Empty  string // said in place of the picture when nothing is known
	Kind   Kind
	Marks  []Mark
	Series []Series
	// Format words a value of the axis or of a bar. It must be set.
	Format func(float64) string
	// Last makes the last bar stand out: it is the week that still runs.
	Last bool
	// Column heads the first column of the CSV.
	Column string
}

// Mark is a place along the axis that is not of numbers: a day, a week, a
// network.
type Mark struct {
	Name   string      // in full, for the CSV and for pointing at it
	Label  string      // on the axis; "" where there is no room for all
	Colour color.NRGBA // of its bar; zero: that of the series
}

// Series is a course of values, one for each mark. What is not known is a gap,
// and so is what no axis can show: NaN, an infinity, more than 1e15.
type Series struct {
	Name   string
	Colour color.NRGBA // zero: the accent colour
	Points []data.Measure
}

// Run is a stretch of a series without a gap, To being after its last point.
type Run struct{ From, To int }

// Runs cuts a course at its gaps. A line is drawn along each run and never
// between two; a run of one point is a dot.
func Runs(points []data.Measure) []Run {
	var runs []Run
	open := false
	for i, p := range points {
		switch {
		case !drawable(p):
			open = false
		case open:
			runs[len(runs)-1].To = i + 1
		default:
			runs = append(runs, Run{i, i + 1})
			open = true
		}
	}
	return runs
}

func drawable(p data.Measure) bool { return p.Known && math.Abs(p.V) <= 1e15 }

// Blank tells whether there is nothing to draw.
func (c *Chart) Blank() bool {
	return !slices.ContainsFunc(c.Series, func(s Series) bool { return slices.ContainsFunc(s.Points, drawable) })
}

// Ticks are the values at which the axis of numbers is marked, ascending: round
// numbers from zero, or below when a value is, to at least the highest value.
// There are always two or more, whatever the values.
func (c *Chart) Ticks() []float64 {
	low, high := 0.0, 0.0
	for _, s := range c.Series {
		for _, p := range s.Points {
			if drawable(p) {
				low, high = min(low, p.V), max(high, p.V)
			}
		}
	}
	if high-low < 1e-9 { // no step of floating point numbers would be so small
		high = low + 1
	}
	step := roundStep((high - low) / 4)
	var ticks []float64
	for i := math.Floor(low / step); ; i++ {
		ticks = append(ticks, i*step)
		if i*step >= high {
			return ticks
		}
	}
}

// roundStep is the least of 1, 2, 2.5, 5 and 10, times a power of ten, that is
// not below v.
func roundStep(v float64) float64 {
	power := math.Pow(10, math.Floor(math.Log10(v)))
	for _, round := range []float64{1, 2, 2.5, 5} {
		if round*power >= v {
			return round * power
		}
	}
	return 10 * power
}
