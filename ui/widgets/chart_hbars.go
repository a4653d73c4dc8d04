package widgets

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"parvis/ui/theme"
)

// HBarChart draws the first series as lying bars, each with its name at its
// left and its value at its end.
type HBarChart struct {
	widget.BaseWidget
	data ChartData
}

// NewHBarChart returns a chart without bars.
func NewHBarChart() *HBarChart {
	c := &HBarChart{}
	c.ExtendBaseWidget(c)
	return c
}

// Set shows something else.
func (c *HBarChart) Set(d ChartData) {
	c.data = d
	c.Refresh()
}

// AccessibilityLabel is the title with every value.
func (c *HBarChart) AccessibilityLabel() string {
	words := []string{c.data.Title}
	for i := range c.data.Marks {
		words = append(words, c.data.said(i))
	}
	return strings.Join(words, " ")
}

// AccessibilityRole is text.
func (c *HBarChart) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

const (
	hbarPitch = 45
	hbarHigh  = 20
)

// CreateRenderer draws the chart.
func (c *HBarChart) CreateRenderer() fyne.WidgetRenderer {
	return newDrawn(c, func() fyne.Size {
		return fyne.NewSize(160, max(168, hbarHigh*float32(len(c.data.Marks))))
	}, c.paint)
}

func (c *HBarChart) paint(s *scene, size fyne.Size) {
	d := c.data
	if tooSmall(size) {
		return
	}
	if d.Empty != "" || len(d.Marks) == 0 || len(d.Series) == 0 {
		s.empty(size, d.Empty)
		return
	}
	names, values, highest := float32(0), float32(0), 0.0
	for i, m := range d.Marks {
		names = max(names, min(theme.Measure(m.Label, theme.Label, theme.Regular).Width, size.Width*0.4))
		value := d.Series[0].at(i)
		values = max(values, theme.Measure(d.word(value), theme.Label, theme.Regular).Width)
		if value.Known {
			highest = max(highest, value.V)
		}
	}
	left := max(whole(names+16), 82)
	room := max(0, size.Width-left-values-12)
	pitch := min(hbarPitch, size.Height/float32(len(d.Marks)))
	high := min(hbarHigh, pitch-2)
	for i, m := range d.Marks {
		y, value := pitch*float32(i)+min(6, (pitch-high)/2), d.Series[0].at(i)
		s.textIn(0, y, names+1, high, m.Label, theme.Label, theme.Regular, theme.Ink)
		w := float32(0)
		if value.Known && highest > 0 {
			w = float32(max(0, value.V)/highest) * room
		}
		if w > 0 {
			r := canvas.NewRectangle(colourOr(m.Colour))
			r.CornerRadius = min(4, w/2)
			s.add(r, left, y, w, high)
		}
		s.textIn(left+w+8, y, values+1, high, d.word(value), theme.Label, theme.Regular, theme.Ink)
	}
}
