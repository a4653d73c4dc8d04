package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// NewColumns puts two objects side by side where there is room for it, the
// first wider than the second, and else one below the other.
func NewColumns(room, gap float32, first, second fyne.CanvasObject) *fyne.Container {
	return container.New(columns{room, gap}, first, second)
}

type columns struct{ room, gap float32 }

// share is what the first of two columns takes of the width.
const share = 0.6

// widths returns the two widths; side tells that they stand side by side.
func (l columns) widths(width float32) (first, second float32, side bool) {
	if width < l.room {
		return width, width, false
	}
	first = whole((width - 3*l.gap) * share)
	return first, width - 3*l.gap - first, true
}

func (l columns) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	first, second, side := l.widths(size.Width)
	h := HeightFor(objects[0], first)
	objects[0].Move(fyne.Position{})
	objects[0].Resize(fyne.NewSize(first, h))
	at := fyne.NewPos(0, h+l.gap)
	if side {
		at = fyne.NewPos(size.Width-second, 0)
	}
	objects[1].Move(at)
	objects[1].Resize(fyne.NewSize(second, HeightFor(objects[1], second)))
}

func (l columns) MinSize(objects []fyne.CanvasObject) fyne.Size {
	min := stackLayout{}.MinSize(objects)
	return fyne.NewSize(min.Width, l.heightFor(objects, min.Width))
}

func (l columns) heightFor(objects []fyne.CanvasObject, width float32) float32 {
	first, second, side := l.widths(width)
	a, b := HeightFor(objects[0], first), HeightFor(objects[1], second)
	if side {
		return max(a, b)
	}
	return a + l.gap + b
}
