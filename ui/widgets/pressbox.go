package widgets

import (
	"fyne.io/fyne/v2"

	"parvis/ui/theme"
)

// PressBox is an outlined box that names something and shows its value; a
// press changes it: "Quand  jeu. 26 nov. · 18:30".
type PressBox struct {
	control
	name  string
	value string
	note  string
	fault bool
}

// NewPressBox returns a box without a value.
func NewPressBox(name string, tapped func()) *PressBox {
	p := &PressBox{name: name}
	p.tap = tapped
	p.label = func() string { return p.name + " " + p.value + " " + p.note }
	p.ExtendBaseWidget(p)
	return p
}

// Set changes the value, the muted note behind it, and whether something is
// wrong with it.
func (p *PressBox) Set(name, value, note string, fault bool) {
	p.name, p.value, p.note, p.fault = name, value, note, fault
	p.Refresh()
}

const pressPadding = 12

// CreateRenderer draws the box.
func (p *PressBox) CreateRenderer() fyne.WidgetRenderer {
	return newDrawn(p, func() fyne.Size { return fyne.NewSize(140, theme.FieldHeight) }, p.paint)
}

func (p *PressBox) paint(s *scene, size fyne.Size) {
	fill, line, ink := theme.Card, theme.Border, theme.Ink
	if p.hovered && !p.Disabled() {
		fill = theme.Hover
	}
	if p.fault {
		line, ink = theme.Warm, theme.Warm
	}
	s.box(0, 0, size.Width, size.Height, fill, line, theme.RadiusControl)
	x := float32(pressPadding)
	right := size.Width - pressPadding
	x += s.textIn(x, 0, right-x, size.Height, p.name, theme.Label, theme.Regular, theme.Muted) + 8
	if p.fault {
		s.icon(x, (size.Height-pillIcon)/2, pillIcon, theme.IconWarning, theme.Warm)
		x += pillIcon + 5
	}
	x += s.textIn(x, 0, right-x, size.Height, p.value, theme.Label, theme.SemiBold, ink) + 8
	if p.note != "" && x < right {
		s.textIn(x, 0, right-x, size.Height, p.note, theme.Label, theme.Regular, theme.Muted)
	}
	if p.focused {
		s.ring(size, theme.RadiusControl)
	}
}
