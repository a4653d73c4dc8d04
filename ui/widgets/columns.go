package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// NewColumns puts two objects side by side where there is room for it, the
// first wider than the second, and else one below the other.
func NewColumns(room, gap float32, first, second fyne.CanvasObject) *fyne.Container {
	return container.New(columns{room, 3 * gap, gap, 0.6}, first, second)
}

// NewHalves is NewColumns for two of the same width; while the second is hidden
// the first has all of it.
func NewHalves(room, gap float32, first, second fyne.CanvasObject) *fyne.Container {
	return container.New(columns{room, gap, gap, 0.5}, first, second)
}

type columns struct {
	room     float32 // from which width on they stand side by side
	gap, row float32 // between two that stand beside and below each other
	share    float32 // what the first takes of the width
}

// widths returns the two widths; side tells that they stand side by side.
func (l columns) widths(objects []fyne.CanvasObject, width float32) (first, second float32, side bool) {
	if width < l.room || !objects[1].Visible() {
		return width, width, false
	}
	first = whole((width - l.gap) * l.share)
	return first, width - l.gap - first, true
}

func (l columns) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	first, second, side := l.widths(objects, size.Width)
	h := HeightFor(objects[0], first)
	objects[0].Move(fyne.Position{})
	objects[0].Resize(fyne.NewSize(first, h))
	at := fyne.NewPos(0, h+l.row)
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
	first, second, side := l.widths(objects, width)
	if !objects[1].Visible() {
		return HeightFor(objects[0], first)
	}
	a, b := HeightFor(objects[0], first), HeightFor(objects[1], second)
	if side {
		return max(a, b)
	}
	return a + l.row + b
}
