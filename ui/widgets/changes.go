package widgets

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"parvis/data/text"
	"parvis/ui/theme"
)

// Changes is a wrapped text that shows how it became another one: what went is
// struck through on a warm ground, what came underlined on a green one.
type Changes struct {
	widget.BaseWidget
	changes []text.Change
	width   float32 // last given
}

// NewChanges returns the text in body size.
func NewChanges(changes []text.Change) *Changes {
	c := &Changes{changes: changes}
	c.ExtendBaseWidget(c)
	return c
}

// AccessibilityLabel is the text as it became.
func (c *Changes) AccessibilityLabel() string {
	var out strings.Builder
	for _, one := range c.changes {
		if one.Kind != text.Removed {
			out.WriteString(one.Text)
		}
	}
	return out.String()
}

// AccessibilityRole is text.
func (c *Changes) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// HeightFor returns the height that the text takes in a width.
func (c *Changes) HeightFor(width float32) float32 {
	rows := 1
	c.flow(width, func(_ string, _ text.ChangeKind, _, _ float32, row int) { rows = row + 1 })
	return float32(rows) * theme.RowHeight
}

// Resize keeps the width for MinSize, which is not told one.
func (c *Changes) Resize(size fyne.Size) {
	c.width = size.Width
	c.BaseWidget.Resize(size)
}

// flow calls put with each word or blank, where it begins, how wide it is and on
// which row.
func (c *Changes) flow(width float32, put func(word string, kind text.ChangeKind, x, wide float32, row int)) {
	x, row := float32(0), 0
	for _, one := range c.changes {
		for line := range strings.Lines(one.Text) {
			for _, word := range strings.SplitAfter(strings.TrimSuffix(line, "\n"), " ") {
				wide := theme.Measure(word, theme.Body, theme.Writing).Width
				if x > 0 && x+wide > width {
					x, row = 0, row+1
				}
				if word != "" {
					put(word, one.Kind, x, wide, row)
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
func (c *Changes) CreateRenderer() fyne.WidgetRenderer {
	return newDrawn(c, func() fyne.Size {
		return fyne.NewSize(40, c.HeightFor(max(c.width, 40)))
	}, func(s *scene, size fyne.Size) {
		c.flow(size.Width, func(word string, kind text.ChangeKind, x, wide float32, row int) {
			y := float32(row) * theme.RowHeight
			ink := theme.Ink
			switch kind {
			case text.Removed:
				ink = theme.Warm
				s.fill(x, y, wide, theme.RowHeight, theme.WarmSoft, 0)
			case text.Added:
				ink = theme.Good
				s.fill(x, y, wide, theme.RowHeight, theme.GoodSoft, 0)
			}
			s.textIn(x, y, wide+1, theme.RowHeight, word, theme.Body, theme.Writing, ink)
			switch kind {
			case text.Removed:
				s.fill(x, y+theme.RowHeight/2, wide, 1, ink, 0)
			case text.Added:
				s.fill(x, y+theme.RowHeight-2, wide, 2, ink, 0)
			}
		})
	})
}
