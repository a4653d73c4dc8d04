package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"parvis/ui/theme"
)

// NewEmptyState says what a screen is for while it has nothing to show, and
// offers the first step; do "" offers none. Other ways to begin stand beside it.
func NewEmptyState(icon theme.IconName, title, text, do string, run func(), others ...*Button) *fyne.Container {
	objects := []fyne.CanvasObject{
		newDisc(icon),
		NewLabel(title, theme.Panel, theme.Bold, theme.Ink).Wrapping().Aligned(fyne.TextAlignCenter),
		NewLabel(text, theme.Body, theme.Regular, theme.Muted).Wrapping().Aligned(fyne.TextAlignCenter).Leading(theme.RowHeight),
	}
	if do != "" {
		others = append([]*Button{NewPrimary(do, run)}, others...)
	}
	if len(others) > 0 {
		ways := NewRow(10)
		for _, way := range others {
			ways.Add(way)
		}
		objects = append(objects, NewInset(8, 0, 0, 0, container.NewCenter(ways)))
	}
	return container.New(middle{420}, NewColumn(10, objects...))
}

// newDisc is an icon on a tinted disc.
func newDisc(icon theme.IconName) fyne.CanvasObject {
	const side = 56
	return newPicture(side, side, func(s *scene, size fyne.Size) {
		s.fill((size.Width-side)/2, 0, side, side, theme.AccentSoft, side/2)
		s.icon((size.Width-26)/2, (side-26)/2, 26, icon, theme.Accent)
	})
}

// middle lays its only object in the middle, no wider than widest.
type middle struct{ widest float32 }

func (l middle) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, o := range objects {
		w := min(l.widest, size.Width)
		h := HeightFor(o, w)
		o.Move(fyne.NewPos(whole((size.Width-w)/2), whole(max(0, (size.Height-h)/2))))
		o.Resize(fyne.NewSize(w, h))
	}
}

func (l middle) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(120, l.heightFor(objects, l.widest))
}

func (l middle) heightFor(objects []fyne.CanvasObject, width float32) float32 {
	return stackLayout{}.heightFor(objects, min(l.widest, width))
}
