package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"parvis/ui/theme"
)

// ShareBar shows a share of a whole as a bar, with a mark at the share that is
// aimed at. Words beside it say the same.
type ShareBar struct {
	widget.BaseWidget
	share, target float64
}

// NewShareBar returns a bar; both are from 0 to 1, and a target of 0 is none.
func NewShareBar(share, target float64) *ShareBar {
	b := &ShareBar{share: min(max(share, 0), 1), target: min(max(target, 0), 1)}
	b.ExtendBaseWidget(b)
	return b
}

const (
	shareBarHeight = 14
	shareBarThick  = 8
	shareBarLeast  = 80
)

// CreateRenderer draws the bar.
func (b *ShareBar) CreateRenderer() fyne.WidgetRenderer {
	return newDrawn(b, func() fyne.Size { return fyne.NewSize(shareBarLeast, shareBarHeight) }, b.paint)
}

func (b *ShareBar) paint(s *scene, size fyne.Size) {
	y := whole((size.Height - shareBarThick) / 2)
	s.fill(0, y, size.Width, shareBarThick, theme.Line, shareBarThick/2)
	if w := whole(size.Width * float32(b.share)); w > 0 {
		s.fill(0, y, max(w, shareBarThick), shareBarThick, theme.Accent, shareBarThick/2)
	}
	if b.target > 0 {
		s.fill(whole(min(size.Width-2, size.Width*float32(b.target))), whole((size.Height-shareBarHeight)/2), 2, shareBarHeight, theme.Ink, 0)
	}
}
