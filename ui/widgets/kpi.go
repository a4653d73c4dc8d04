package widgets

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"parvis/data"
	"parvis/ui/theme"
)

// Figure is what a [KPI] shows, in words. Its change carries its sign, so that
// the tone never speaks alone.
type Figure struct {
	Label  string
	Value  string // "–" where nothing is known
	Change string // "+2,1 %"; "" where it cannot be told
	Tone   Tone   // of the change
	Note   string // over what it counts, or why there is none
	Points []data.Measure
}

// KPI is one figure above the calendar: label, number, change and course.
type KPI struct {
	widget.BaseWidget
	figure Figure
	line   *Sparkline
}

// NewKPI returns an empty tile.
func NewKPI() *KPI {
	k := &KPI{line: NewSparkline(theme.Accent)}
	k.ExtendBaseWidget(k)
	return k
}

// Set changes the figure.
func (k *KPI) Set(f Figure) {
	k.figure = f
	k.line.Set(f.Points)
	k.Refresh()
}

// AccessibilityLabel says the figure in full.
func (k *KPI) AccessibilityLabel() string {
	f := k.figure
	return f.Label + " " + f.Value + " " + f.Change + " " + f.Note
}

// AccessibilityRole is text.
func (k *KPI) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// Lengths of a tile.
const (
	kpiHeight = 88
	kpiInset  = 14
	kpiLine   = 84 // width of the course
	// kpiLeastLine is the width below which the course is left out.
	kpiLeastLine = 48
)

// CreateRenderer draws the tile.
func (k *KPI) CreateRenderer() fyne.WidgetRenderer {
	return newDrawn(k, func() fyne.Size { return fyne.NewSize(120, kpiHeight) }, k.paint)
}

func (k *KPI) paint(s *scene, size fyne.Size) {
	f, right := k.figure, size.Width-kpiInset
	s.box(0, 0, size.Width, size.Height, theme.Card, theme.Border, theme.RadiusCard)
	label := theme.Measure(f.Label, theme.Label, theme.Regular).Width
	room := right - kpiInset - label - 8
	if _, _, known := bounds(f.Points); known && room >= kpiLeastLine {
		w := min(kpiLine, room)
		s.add(k.line, right-w, 14, w, 20)
	}
	s.textIn(kpiInset, 9, right-kpiInset, 18, f.Label, theme.Label, theme.Regular, theme.Muted)
	value := s.textIn(kpiInset, 28, right-kpiInset, 26, f.Value, theme.Title, theme.Bold, theme.Ink)
	if f.Change != "" {
		_, ink := f.Tone.colours()
		if w := theme.Measure(f.Change, theme.Label, theme.Regular).Width; w+value+8 <= right-kpiInset {
			s.textIn(right-w, 34, w+1, 18, f.Change, theme.Label, theme.Regular, ink)
		}
	}
	k.note(s, wrap(f.Note, theme.Small, theme.Regular, right-kpiInset), right-kpiInset)
}

// note draws the first two rows of the note; what is left of it is cut.
func (k *KPI) note(s *scene, rows []string, width float32) {
	const row, top = 13, 54
	if len(rows) > 2 {
		rows = []string{rows[0], strings.Join(rows[1:], " ")}
	}
	y := float32(top)
	if len(rows) == 1 {
		y += 7
	}
	for i, line := range rows {
		s.textIn(kpiInset, y+row*float32(i), width+1, row, line, theme.Small, theme.Regular, theme.Muted)
	}
}
