package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// NewReading gives an object a width of its own and the height that it takes in
// it: for texts that wrap where nothing else says how wide they are.
func NewReading(width float32, o fyne.CanvasObject) *fyne.Container {
	return container.New(reading{width}, o)
}

type reading struct{ width float32 }

func (l reading) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	objects[0].Move(fyne.Position{})
	objects[0].Resize(size)
}

func (l reading) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(l.width, HeightFor(objects[0], l.width))
}
