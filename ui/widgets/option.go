package widgets

import "parvis/ui/theme"

// NewOption returns a card with an icon, a title and a note that wraps: one of
// several ways to do something.
func NewOption(icon theme.IconName, title, note string, tapped func()) *Choice {
	c := NewChoice("", title, note, tapped)
	c.icon = icon
	return c
}

// badge draws an icon on a tinted square as large as a network's letter.
func (s *scene) badge(x, y float32, icon theme.IconName) {
	const side = 18
	s.fill(x, y, initialSize, initialSize, theme.AccentSoft, theme.RadiusControl)
	s.icon(x+(initialSize-side)/2, y+(initialSize-side)/2, side, icon, theme.Accent)
}
