package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// NewGrid lays cards out in three columns, in two where it is narrow and in
// one where it is narrower still. The cards of one row are equally high.
func NewGrid(gap float32, cards ...fyne.CanvasObject) *fyne.Container {
	return container.New(&grid{gap: gap}, cards...)
}

// Wide marks a card of a [NewGrid] that takes two columns.
func Wide(o fyne.CanvasObject) fyne.CanvasObject { return container.New(wide{}, o) }

type wide struct{ stackLayout }

type grid struct{ gap, width float32 }

// Widths from which there are three and two columns.
const (
	threeColumns = 1000
	twoColumns   = 560
)

func (l *grid) columns(width float32) int {
	switch {
	case width >= threeColumns:
		return 3
	case width >= twoColumns:
		return 2
	}
	return 1
}

func spanOf(o fyne.CanvasObject) int {
	if c, ok := o.(*fyne.Container); ok {
		if _, ok := c.Layout.(wide); ok {
			return 2
		}
	}
	return 1
}

// place calls at with the place of each visible card and returns the height.
// Edges are rounded one by one, so that columns differ by a unit at most.
func (l *grid) place(objects []fyne.CanvasObject, width float32, at func(o fyne.CanvasObject, x, y, w, h float32)) float32 {
	n := l.columns(width)
	edge := func(i int) float32 { return whole((width + l.gap) * float32(i) / float32(n)) }
	y := float32(0)
	var row []fyne.CanvasObject
	var starts []int
	used := 0
	flush := func() {
		if len(row) == 0 {
			return
		}
		high := float32(0)
		widthOf := func(i int) float32 {
			return edge(min(n, starts[i]+spanOf(row[i]))) - l.gap - edge(starts[i])
		}
		for i, o := range row {
			high = max(high, HeightFor(o, widthOf(i)))
		}
		for i, o := range row {
			at(o, edge(starts[i]), y, widthOf(i), high)
		}
		y += high + l.gap
		row, starts, used = nil, nil, 0
	}
	for _, o := range objects {
		if !o.Visible() {
			continue
		}
		if used+min(n, spanOf(o)) > n {
			flush()
		}
		row, starts = append(row, o), append(starts, used)
		used += min(n, spanOf(o))
	}
	flush()
	return max(0, y-l.gap)
}

func (l *grid) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	l.width = size.Width
	l.place(objects, size.Width, func(o fyne.CanvasObject, x, y, w, h float32) {
		o.Move(fyne.NewPos(x, whole(y)))
		o.Resize(fyne.NewSize(w, whole(y+h)-whole(y)))
	})
}

func (l *grid) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(240, l.heightFor(objects, max(l.width, 240)))
}

func (l *grid) heightFor(objects []fyne.CanvasObject, width float32) float32 {
	return l.place(objects, width, func(fyne.CanvasObject, float32, float32, float32, float32) {})
}

// NewFrame puts head above and foot below, each as high as it needs to be, and
// gives body all that lies between. foot may be nil.
func NewFrame(gap float32, head, body, foot fyne.CanvasObject) *fyne.Container {
	objects := []fyne.CanvasObject{head, body}
	if foot != nil {
		objects = append(objects, foot)
	}
	return container.New(frame{gap}, objects...)
}

type frame struct{ gap float32 }

func (l frame) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	top, bottom := HeightFor(objects[0], size.Width), size.Height
	objects[0].Move(fyne.Position{})
	objects[0].Resize(fyne.NewSize(size.Width, top))
	if len(objects) > 2 {
		h := HeightFor(objects[2], size.Width)
		objects[2].Move(fyne.NewPos(0, whole(size.Height-h)))
		objects[2].Resize(fyne.NewSize(size.Width, h))
		bottom = whole(size.Height-h) - l.gap
	}
	objects[1].Move(fyne.NewPos(0, whole(top+l.gap)))
	objects[1].Resize(fyne.NewSize(size.Width, max(0, bottom-whole(top+l.gap))))
}

func (l frame) MinSize(objects []fyne.CanvasObject) fyne.Size {
	min := stackLayout{}.MinSize(objects)
	min.Height = l.gap * float32(len(objects)-1)
	for _, o := range objects {
		min.Height += o.MinSize().Height
	}
	return min
}

func (l frame) heightFor(objects []fyne.CanvasObject, width float32) float32 {
	h := l.gap * float32(len(objects)-1)
	for _, o := range objects {
		h += HeightFor(o, width)
	}
	return h
}
