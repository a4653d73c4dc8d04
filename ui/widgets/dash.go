package widgets

import "parvis/ui/theme"

const (
	dashOn  = 4
	dashOff = 3
)

// dashed adds a filled box with a dashed outline of one unit. The dashes are
// straight, so they stay sharp at every scale; the corners are left open.
func (s *scene) dashed(x, y, w, h float32, fill, line theme.Colour, radius float32) {
	s.fill(x, y, w, h, fill, radius)
	for at := x + radius; at < x+w-radius; at += dashOn + dashOff {
		length := min(dashOn, x+w-radius-at)
		s.fill(at, y, length, 1, line, 0)
		s.fill(at, y+h-1, length, 1, line, 0)
	}
	for at := y + radius; at < y+h-radius; at += dashOn + dashOff {
		length := min(dashOn, y+h-radius-at)
		s.fill(x, at, 1, length, line, 0)
		s.fill(x+w-1, at, 1, length, line, 0)
	}
}
