package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"parvis/ui/theme"
)

// Progress is a slim bar: filled as far as the work has come, or with a piece
// in its middle while that is not known.
type Progress struct {
	widget.BaseWidget
	done, total int
}

// NewProgress returns a bar of which nothing is known yet.
func NewProgress() *Progress {
	p := &Progress{}
	p.ExtendBaseWidget(p)
	return p
}

// Set shows how far the work has come; total 0 is not known.
func (p *Progress) Set(done, total int) {
	p.done, p.total = done, total
	p.Refresh()
}

// CreateRenderer draws the bar.
func (p *Progress) CreateRenderer() fyne.WidgetRenderer {
	const high = 4
	return newDrawn(p, func() fyne.Size { return fyne.NewSize(60, high) }, func(s *scene, size fyne.Size) {
		y := (size.Height - high) / 2
		s.fill(0, y, size.Width, high, theme.AccentSoft, high/2)
		x, w := size.Width/3, size.Width/3
		if p.total > 0 {
			x, w = 0, size.Width*float32(min(p.done, p.total))/float32(p.total)
		}
		s.fill(x, y, w, high, theme.Accent, high/2)
	})
}
