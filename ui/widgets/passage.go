package widgets

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"parvis/ui/theme"
)

// Passage is a wrapped sentence of which some words are bold: those between
// two pairs of asterisks, as in "open **App passwords**".
type Passage struct {
	widget.BaseWidget
	text  string
	width float32 // last given
}

// NewPassage returns the sentence in body size.
func NewPassage(text string) *Passage {
	p := &Passage{text: text}
	p.ExtendBaseWidget(p)
	return p
}

// AccessibilityLabel is the sentence without its asterisks.
func (p *Passage) AccessibilityLabel() string { return strings.ReplaceAll(p.text, "**", "") }

// AccessibilityRole is text.
func (p *Passage) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// HeightFor returns the height that the sentence takes in a width.
func (p *Passage) HeightFor(width float32) float32 {
	rows := 1
	p.flow(width, func(_ string, _ theme.Weight, _ float32, row int) { rows = row + 1 })
	return float32(rows) * theme.RowHeight
}

// Resize keeps the width for MinSize, which is not told one.
func (p *Passage) Resize(size fyne.Size) {
	p.width = size.Width
	p.BaseWidget.Resize(size)
}

// flow calls put with each word, where it begins and on which row.
func (p *Passage) flow(width float32, put func(word string, w theme.Weight, x float32, row int)) {
	x, row := float32(0), 0
	space := theme.Measure(" ", theme.Body, theme.Regular).Width
	glued := true // nothing stands between this word and the one before
	for i, run := range strings.Split(p.text, "**") {
		weight := theme.Regular
		if i%2 == 1 {
			weight = theme.Bold
		}
		for j, word := range strings.Split(run, " ") {
			glued = glued && j == 0
			if word == "" {
				glued = false
				continue
			}
			if !glued && x > 0 {
				x += space
			}
			w := theme.Measure(word, theme.Body, weight).Width
			if x > 0 && !glued && x+w > width {
				x, row = 0, row+1
			}
			put(word, weight, x, row)
			x, glued = x+w, false
		}
		glued = !strings.HasSuffix(run, " ")
	}
}

// CreateRenderer draws the words.
func (p *Passage) CreateRenderer() fyne.WidgetRenderer {
	return newDrawn(p, func() fyne.Size {
		return fyne.NewSize(40, p.HeightFor(max(p.width, 40)))
	}, func(s *scene, size fyne.Size) {
		p.flow(size.Width, func(word string, w theme.Weight, x float32, row int) {
			s.textIn(x, float32(row)*theme.RowHeight, size.Width, theme.RowHeight, word, theme.Body, w, theme.Ink)
		})
	})
}
