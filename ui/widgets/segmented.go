package widgets

import (
	"fyne.io/fyne/v2"

	"parvis/ui/theme"
)

// Segmented is a choice of one among a few, side by side. The arrow keys move
// it while it has the focus.
type Segmented struct {
	control
	options  []string
	selected int
	changed  func(int)
}

// NewSegmented returns the choice; changed is called when a person, not the
// program, chooses another.
func NewSegmented(options []string, selected int, changed func(int)) *Segmented {
	s := &Segmented{options: options, selected: selected, changed: changed}
	s.label = func() string {
		if s.selected < 0 || s.selected >= len(s.options) {
			return ""
		}
		return s.options[s.selected]
	}
	s.ExtendBaseWidget(s)
	return s
}

// Selected returns the place of the chosen option.
func (s *Segmented) Selected() int { return s.selected }

// Select shows another option without calling changed.
func (s *Segmented) Select(i int) { s.selected = i; s.Refresh() }

// SetOptions changes the words, as when the language changes.
func (s *Segmented) SetOptions(options []string) { s.options = options; s.Refresh() }

// Tapped chooses the option below the pointer.
func (s *Segmented) Tapped(ev *fyne.PointEvent) {
	edges := s.edges(s.Size().Width)
	for i := range s.options {
		if ev.Position.X < edges[i+1] {
			s.choose(i)
			return
		}
	}
}

// TypedKey moves the choice, and leaves with Escape where there is something to
// leave.
func (s *Segmented) TypedKey(ev *fyne.KeyEvent) {
	switch ev.Name {
	case fyne.KeyLeft:
		s.choose(s.selected - 1)
	case fyne.KeyRight:
		s.choose(s.selected + 1)
	case fyne.KeyEscape:
		s.control.TypedKey(ev)
	}
}

func (s *Segmented) choose(i int) {
	if s.Disabled() || i < 0 || i >= len(s.options) || i == s.selected {
		return
	}
	s.Select(i)
	if s.changed != nil {
		s.changed(i)
	}
}

// edges are the left edges of the options and the right edge of the last.
func (s *Segmented) edges(width float32) []float32 {
	const padding = 12
	edges := make([]float32, len(s.options)+1)
	for i, o := range s.options {
		edges[i+1] = edges[i] + theme.Measure(o, theme.Strip, theme.SemiBold).Width + 2*padding
	}
	if natural := edges[len(s.options)]; width > 0 && natural > 0 {
		for i := range edges {
			edges[i] = whole(edges[i] * width / natural)
		}
	}
	return edges
}

// CreateRenderer draws the options.
func (s *Segmented) CreateRenderer() fyne.WidgetRenderer {
	return newDrawn(s, func() fyne.Size {
		return fyne.NewSize(ceil(s.edges(0)[len(s.options)]), theme.ControlHeight)
	}, s.paint)
}

func (s *Segmented) paint(sc *scene, size fyne.Size) {
	sc.box(0, 0, size.Width, size.Height, theme.Card, theme.Border, theme.RadiusControl)
	edges := s.edges(size.Width)
	for i, o := range s.options {
		x, w := edges[i], edges[i+1]-edges[i]
		weight, ink := theme.Regular, theme.Muted
		if i == s.selected {
			weight, ink = theme.SemiBold, theme.Accent
			r := sc.fill(x, 0, w, size.Height, theme.AccentSoft, 0)
			r.TopLeftCornerRadius, r.BottomLeftCornerRadius = ends(i == 0)
			r.TopRightCornerRadius, r.BottomRightCornerRadius = ends(i == len(s.options)-1)
		}
		if s.Disabled() {
			ink = theme.Muted
		}
		text := theme.Measure(o, theme.Strip, weight).Width
		sc.textIn(x+(w-text)/2, 0, w, size.Height, o, theme.Strip, weight, ink)
	}
	if s.focused {
		sc.ring(size, theme.RadiusControl)
	}
}

func ends(rounded bool) (top, bottom float32) {
	if rounded {
		return theme.RadiusControl, theme.RadiusControl
	}
	return 0, 0
}
