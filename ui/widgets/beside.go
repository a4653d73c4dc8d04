package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// NewBeside puts an object of a width at the right of another one, which takes
// the rest. Both are as high as their place.
func NewBeside(width, gap float32, rest, right fyne.CanvasObject) *fyne.Container {
	return container.New(beside{width, gap}, rest, right)
}

type beside struct{ width, gap float32 }

func (l beside) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	right := min(l.width, size.Width)
	objects[0].Move(fyne.Position{})
	objects[0].Resize(fyne.NewSize(max(0, size.Width-right-l.gap), size.Height))
	objects[1].Move(fyne.NewPos(whole(size.Width-right), 0))
	objects[1].Resize(fyne.NewSize(right, size.Height))
}

func (l beside) MinSize(objects []fyne.CanvasObject) fyne.Size {
	a, b := objects[0].MinSize(), objects[1].MinSize()
	return fyne.NewSize(a.Width+l.gap+l.width, max(a.Height, b.Height))
}
