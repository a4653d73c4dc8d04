package widgets

import (
	"fyne.io/fyne/v2"

	"parvis/ui/theme"
)

// NavItem is one entry of a list of sections at the side of a screen.
type NavItem struct {
	control
	text     string
	selected bool
}

// NewNavItem returns an entry.
func NewNavItem(text string, selected bool, tapped func()) *NavItem {
	n := &NavItem{text: text, selected: selected}
	n.tap = tapped
	n.label = func() string { return n.text }
	n.ExtendBaseWidget(n)
	return n
}

// Set changes the words and whether it is the section that is shown.
func (n *NavItem) Set(text string, selected bool) {
	n.text, n.selected = text, selected
	n.Refresh()
}

// Selected tells whether it is the section that is shown.
func (n *NavItem) Selected() bool { return n.selected }

// CreateRenderer draws the entry.
func (n *NavItem) CreateRenderer() fyne.WidgetRenderer {
	return newDrawn(n, func() fyne.Size { return fyne.NewSize(60, theme.ControlHeight) }, n.paint)
}

func (n *NavItem) paint(s *scene, size fyne.Size) {
	weight := theme.Regular
	switch {
	case n.selected:
		weight = theme.SemiBold
		s.fill(0, 0, size.Width, size.Height, theme.AccentSoft, theme.RadiusControl)
	case n.hovered:
		s.fill(0, 0, size.Width, size.Height, theme.Hover, theme.RadiusControl)
	}
	const padding = 10
	s.textIn(padding, 0, size.Width-2*padding, size.Height, n.text, theme.Strip, weight, theme.Ink)
	if n.focused {
		s.ring(size, theme.RadiusControl)
	}
}
