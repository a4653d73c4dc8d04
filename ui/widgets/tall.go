package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// NewTall gives an object a height of its own where it would take what it is
// given, as on a sheet: there it is as high as that, or as the window allows.
func NewTall(height float32, o fyne.CanvasObject) *fyne.Container {
	return container.New(tall{height: height}, o)
}

type tall struct {
	stackLayout
	height float32
}

func (l tall) heightFor([]fyne.CanvasObject, float32) float32 { return l.height }
