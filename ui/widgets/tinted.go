package widgets

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"parvis/ui/theme"
)

// Run is a stretch of a [Tinted] text.
type Run struct {
	Text   string
	Accent bool // in the colour of links
}

// Tinted is a wrapped text with its line breaks, of which some stretches have the
// colour of links.
type Tinted struct {
	widget.BaseWidget
	runs  []Run
	width float32 // last given
}

// NewTinted returns the text in body size.
func NewTinted(runs []Run) *Tinted {
	t := &Tinted{runs: runs}
	t.ExtendBaseWidget(t)
	return t
}

// AccessibilityLabel is the text.
func (t *Tinted) AccessibilityLabel() string {
	var out strings.Builder
	for _, r := range t.runs {
		out.WriteString(r.Text)
	}
	return out.String()
}

// AccessibilityRole is text.
func (t *Tinted) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// HeightFor returns the height that the text takes in a width.
func (t *Tinted) HeightFor(width float32) float32 {
	rows := 1
	t.flow(width, func(_ string, _ bool, _ float32, row int) { rows = row + 1 })
	return float32(rows) * theme.RowHeight
}

// Resize keeps the width for MinSize, which is not told one.
func (t *Tinted) Resize(size fyne.Size) {
	t.width = size.Width
	t.BaseWidget.Resize(size)
}

// flow calls put with each word, where it begins and on which row.
func (t *Tinted) flow(width float32, put func(word string, accent bool, x float32, row int)) {
	x, row := float32(0), 0
	for _, r := range t.runs {
		for line := range strings.Lines(r.Text) {
			for _, word := range strings.SplitAfter(strings.TrimSuffix(line, "\n"), " ") {
				wide := theme.Measure(word, theme.Body, theme.Writing).Width
				if x > 0 && x+theme.Measure(strings.TrimRight(word, " "), theme.Body, theme.Writing).Width > width {
					x, row = 0, row+1
				}
				if word != "" {
					put(word, r.Accent, x, row)
				}
				x += wide
			}
			if strings.HasSuffix(line, "\n") {
				x, row = 0, row+1
			}
		}
	}
}

// CreateRenderer draws the words.
func (t *Tinted) CreateRenderer() fyne.WidgetRenderer {
	return newDrawn(t, func() fyne.Size {
		return fyne.NewSize(40, t.HeightFor(max(t.width, 40)))
	}, func(s *scene, size fyne.Size) {
		t.flow(size.Width, func(word string, accent bool, x float32, row int) {
			ink := theme.Ink
			if accent {
				ink = theme.Accent
			}
			s.textIn(x, float32(row)*theme.RowHeight, size.Width-x+1, theme.RowHeight, strings.TrimRight(word, " "), theme.Body, theme.Writing, ink)
		})
	})
}
