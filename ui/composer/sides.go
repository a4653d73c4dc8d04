package composer

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"parvis/ui/theme"
)

// newSides puts an object of a width left of another one; both scroll within a
// height.
func newSides(width, height float32, left, right fyne.CanvasObject) *fyne.Container {
	return container.New(sides{width, height}, left, right)
}

type sides struct{ width, height float32 }

func (l sides) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	objects[0].Move(fyne.Position{})
	objects[0].Resize(fyne.NewSize(l.width, size.Height))
	x := l.width + 2*theme.Gap
	objects[1].Move(fyne.NewPos(x, 0))
	objects[1].Resize(fyne.NewSize(max(0, size.Width-x), size.Height))
}

func (l sides) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(2*l.width, l.height) }
