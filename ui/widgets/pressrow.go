package widgets

import (
	"fyne.io/fyne/v2"

	"parvis/data"
	"parvis/ui/theme"
)

// RowText is what a [PressRow] says, from the left to the right; what is ""
// takes no room.
type RowText struct {
	Lead    string // a time
	Title   string
	Note    string           // muted, behind the title
	Pill    string           // at the right
	Tone    Tone             // of the pill
	Network data.NetworkName // a dot on the pill
	Value   string           // at the right
}

// PressRow is one line of a short list in a card, with a hairline above.
// Pressing it opens what it names; without an act it is only read.
type PressRow struct {
	control
	text  RowText
	dense bool
}

// NewPressRow returns a line.
func NewPressRow(text RowText, tapped func()) *PressRow {
	r := &PressRow{text: text}
	r.tap = tapped
	r.role = fyne.AccessibleRoleLink
	r.label = func() string {
		t := r.text
		return t.Lead + " " + t.Title + " " + t.Note + " " + t.Pill + " " + t.Value
	}
	if tapped == nil {
		r.Disable()
	}
	r.ExtendBaseWidget(r)
	return r
}

// Dense makes the line lower, as in a table, and returns it.
func (r *PressRow) Dense() *PressRow { r.dense = true; r.Refresh(); return r }

// Text returns what the line says.
func (r *PressRow) Text() RowText { return r.text }

const (
	pressRow      = 38
	denseRow      = 31
	pressRowInset = 4
)

// CreateRenderer draws the line.
func (r *PressRow) CreateRenderer() fyne.WidgetRenderer {
	return newDrawn(r, func() fyne.Size {
		if r.dense {
			return fyne.NewSize(120, denseRow)
		}
		return fyne.NewSize(120, pressRow)
	}, r.paint)
}

func (r *PressRow) paint(s *scene, size fyne.Size) {
	t := r.text
	s.fill(0, 0, size.Width, 1, theme.Line, 0)
	if r.hovered && !r.Disabled() {
		s.fill(0, 2, size.Width, size.Height-3, theme.Hover, theme.RadiusChip)
	}
	x, right := float32(pressRowInset), size.Width-pressRowInset
	if t.Value != "" {
		right -= theme.Measure(t.Value, theme.Strip, theme.Regular).Width
		s.textIn(right, 0, size.Width, size.Height, t.Value, theme.Strip, theme.Regular, theme.Ink)
		right -= 12
	}
	if t.Pill != "" {
		w := min(pillWidth(t.Pill, "", t.Network), size.Width*0.4)
		right -= w
		s.pill(right, (size.Height-theme.PillHeight)/2, w, t.Pill, t.Tone, "", t.Network)
		right -= 12
	}
	if t.Lead != "" {
		x += s.textIn(x, 0, right-x, size.Height, t.Lead, theme.Strip, theme.SemiBold, theme.Ink) + 10
	}
	x += s.textIn(x, 0, right-x, size.Height, t.Title, theme.Strip, theme.Regular, theme.Ink) + 10
	if t.Note != "" && right-x > 40 {
		s.textIn(x, 0, right-x, size.Height, t.Note, theme.Strip, theme.Regular, theme.Muted)
	}
	if r.focused {
		s.ring(size, theme.RadiusChip)
	}
}
