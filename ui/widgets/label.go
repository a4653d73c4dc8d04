package widgets

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"parvis/ui/theme"
)

// Label is a text that follows the theme. Alone it is as wide as its words; it
// is cut with "…" where it gets less, or wrapped when asked to.
type Label struct {
	widget.BaseWidget
	text   string
	size   theme.Size
	weight theme.Weight
	colour theme.Colour
	align  fyne.TextAlign
	wraps  bool
	shrink bool
	leads  float32 // height of a row, 0: the font's own
	width  float32 // last given
}

// NewLabel returns a line of text.
func NewLabel(text string, size theme.Size, w theme.Weight, c theme.Colour) *Label {
	l := &Label{text: text, size: size, weight: w, colour: c}
	l.ExtendBaseWidget(l)
	return l
}

// NewTitle returns the title of a section: panel size, bold.
func NewTitle(text string) *Label {
	return NewLabel(text, theme.Panel, theme.Bold, theme.Ink).Shrinking()
}

// NewNote returns a muted, wrapped sentence.
func NewNote(text string) *Label {
	return NewLabel(text, theme.Label, theme.Regular, theme.Muted).Wrapping()
}

// Wrapping lets the text take as many rows as it needs and returns the label.
func (l *Label) Wrapping() *Label { l.wraps = true; l.Refresh(); return l }

// Shrinking lets a layout give the label less than its words need; they end in
// "…" then. It returns the label.
func (l *Label) Shrinking() *Label { l.shrink = true; l.Refresh(); return l }

// Aligned sets the alignment and returns the label.
func (l *Label) Aligned(a fyne.TextAlign) *Label { l.align = a; l.Refresh(); return l }

// Leading sets the height of a row and returns the label.
func (l *Label) Leading(row float32) *Label { l.leads = row; l.Refresh(); return l }

// SetText changes the words.
func (l *Label) SetText(s string) {
	if s != l.text {
		l.text = s
		l.Refresh()
	}
}

// SetColour changes the colour.
func (l *Label) SetColour(c theme.Colour) { l.colour = c; l.Refresh() }

// Text returns the words.
func (l *Label) Text() string { return l.text }

// AccessibilityLabel is the words.
func (l *Label) AccessibilityLabel() string { return l.text }

// AccessibilityRole is text.
func (l *Label) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

func (l *Label) row() float32 {
	if l.leads > 0 {
		return l.leads
	}
	return ceil(lineHeight(l.size, l.weight)) + 2
}

// HeightFor returns the height that the text takes in a width.
func (l *Label) HeightFor(width float32) float32 {
	if !l.wraps {
		return l.row()
	}
	return float32(len(wrap(l.text, l.size, l.weight, width))) * l.row()
}

// Resize keeps the width for MinSize, which is not told one.
func (l *Label) Resize(size fyne.Size) {
	l.width = size.Width
	l.BaseWidget.Resize(size)
}

// CreateRenderer draws the text.
func (l *Label) CreateRenderer() fyne.WidgetRenderer {
	return newDrawn(l, l.min, l.paint)
}

// natural is the width that the whole text takes on one row.
func (l *Label) natural() float32 { return ceil(theme.Measure(l.text, l.size, l.weight).Width) }

func (l *Label) min() fyne.Size {
	if l.wraps {
		return fyne.NewSize(40, l.HeightFor(max(l.width, 40)))
	}
	if l.shrink {
		return fyne.NewSize(24, l.row())
	}
	return fyne.NewSize(l.natural(), l.row())
}

func (l *Label) paint(s *scene, size fyne.Size) {
	rows := []string{l.text}
	if l.wraps {
		rows = wrap(l.text, l.size, l.weight, size.Width)
	}
	row := l.row()
	y := max(0, whole((size.Height-row*float32(len(rows)))/2))
	if l.wraps {
		y = 0
	}
	for i, line := range rows {
		line = Cut(line, l.size, l.weight, size.Width+0.5)
		x := float32(0)
		if l.align != fyne.TextAlignLeading {
			x = size.Width - theme.Measure(line, l.size, l.weight).Width
			if l.align == fyne.TextAlignCenter {
				x /= 2
			}
		}
		s.textIn(x, y+float32(i)*row, size.Width+0.5, row, line, l.size, l.weight, l.colour)
	}
}

// wrap breaks a text into rows no wider than width, between words where it
// can. A no-break space is none to break at. It returns at least one row.
func wrap(text string, size theme.Size, w theme.Weight, width float32) []string {
	var rows []string
	for line := range strings.SplitSeq(text, "\n") {
		row := ""
		for word := range strings.SplitSeq(line, " ") {
			longer := word
			if row != "" {
				longer = row + " " + word
			}
			if row != "" && theme.Measure(longer, size, w).Width > width {
				rows = append(rows, row)
				longer = word
			}
			row = longer
		}
		rows = append(rows, row)
	}
	return rows
}
