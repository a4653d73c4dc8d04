package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// NewMeasure keeps an object to a width that reads well; what is left over
// stays free at its right.
func NewMeasure(widest float32, o fyne.CanvasObject) *fyne.Container {
	return container.New(measure{widest}, o)
}

type measure struct{ widest float32 }

func (l measure) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	stackLayout{}.Layout(objects, fyne.NewSize(min(size.Width, l.widest), size.Height))
}

func (l measure) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return stackLayout{}.MinSize(objects)
}

func (l measure) heightFor(objects []fyne.CanvasObject, width float32) float32 {
	return stackLayout{}.heightFor(objects, min(width, l.widest))
}

// NewFixed gives an object a width of its own, as in a row.
func NewFixed(width float32, o fyne.CanvasObject) *fyne.Container {
	return container.New(ofWidth{width}, o)
}

type ofWidth struct{ width float32 }

func (ofWidth) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	stackLayout{}.Layout(objects, size)
}

func (l ofWidth) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(l.width, stackLayout{}.heightFor(objects, l.width))
}

func (ofWidth) heightFor(objects []fyne.CanvasObject, width float32) float32 {
	return stackLayout{}.heightFor(objects, width)
}

// NewHigh gives an object a height of its own, as in a column.
func NewHigh(height float32, o fyne.CanvasObject) *fyne.Container {
	return container.New(ofHeight{height}, o)
}

type ofHeight struct{ height float32 }

func (ofHeight) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	stackLayout{}.Layout(objects, size)
}

func (l ofHeight) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(stackLayout{}.MinSize(objects).Width, l.height)
}

func (l ofHeight) heightFor([]fyne.CanvasObject, float32) float32 { return l.height }
