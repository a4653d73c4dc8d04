package widgets

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// NewRow puts objects side by side, centred on one line. What a spacer leaves
// free is its own; without one, what shrinks or wraps (see [Label]) and what
// was made by [Stretch] shares the rest.
func NewRow(gap float32, objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(&row{gap: gap}, objects...)
}

// Stretch marks an object that takes the free width of a row.
func Stretch(o fyne.CanvasObject) fyne.CanvasObject { return container.New(stretch{}, o) }

type stretch struct{ stackLayout }

// Top marks an object that stays at the top of a row, as beside several lines.
func Top(o fyne.CanvasObject) fyne.CanvasObject { return container.New(topmost{}, o) }

type topmost struct{ stackLayout }

type row struct {
	gap   float32
	width float32 // last given
}

func elastic(o fyne.CanvasObject) bool {
	if l, ok := o.(*Label); ok {
		return l.wraps || l.shrink
	}
	return stretched(o) || spring(o)
}

func stretched(o fyne.CanvasObject) bool { return laidBy[stretch](o) }

// laidBy tells whether an object is laid out in a way.
func laidBy[L fyne.Layout](o fyne.CanvasObject) bool {
	c, ok := o.(*fyne.Container)
	if !ok {
		return false
	}
	_, ok = c.Layout.(L)
	return ok
}

// widths gives each visible object its width: the least it needs, and an equal
// share of the rest to what is elastic. With a spacer in the row, what is
// elastic takes what it would like, and the spacers share the rest.
func (l *row) widths(objects []fyne.CanvasObject, width float32) []float32 {
	w := make([]float32, len(objects))
	free := width - l.gaps(objects)
	var takers []int
	for i, o := range objects {
		switch {
		case !o.Visible():
		case elastic(o):
			takers = append(takers, i)
		default:
			w[i] = o.MinSize().Width
			free -= w[i]
		}
	}
	free = max(0, free)
	if springs(objects) > 0 {
		takers = slices.DeleteFunc(takers, func(i int) bool {
			if spring(objects[i]) {
				return false
			}
			w[i] = min(natural(objects[i]), free)
			free -= w[i]
			return true
		})
	}
	for _, i := range takers {
		w[i] = free / float32(len(takers))
	}
	return w
}

// gaps is the width of all gaps between the visible objects.
func (l *row) gaps(objects []fyne.CanvasObject) float32 {
	n := 0
	for _, o := range objects {
		if o.Visible() && !spring(o) {
			n++
		}
	}
	return l.gap * float32(max(0, n-1))
}

// natural is the width that an elastic object would like.
func natural(o fyne.CanvasObject) float32 {
	if l, ok := o.(*Label); ok {
		return l.natural()
	}
	return o.MinSize().Width
}

func (l *row) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	l.width = size.Width
	widths := l.widths(objects, size.Width)
	x := float32(0)
	for i, o := range objects {
		if !o.Visible() {
			continue
		}
		if spring(o) {
			x += widths[i]
			continue
		}
		h := min(size.Height, HeightFor(o, widths[i]))
		if stretched(o) {
			h = size.Height
		}
		y := whole((size.Height - h) / 2)
		if laidBy[topmost](o) {
			y = 0
		}
		o.Move(fyne.NewPos(whole(x), y))
		o.Resize(fyne.NewSize(whole(x+widths[i])-whole(x), h))
		x += widths[i] + l.gap
	}
}

func (l *row) MinSize(objects []fyne.CanvasObject) fyne.Size {
	min := fyne.NewSize(l.gaps(objects), 0)
	for _, o := range objects {
		if o.Visible() && !spring(o) {
			min.Width += o.MinSize().Width
		}
	}
	min.Height = l.heightFor(objects, max(l.width, min.Width))
	return min
}

func (l *row) heightFor(objects []fyne.CanvasObject, width float32) float32 {
	h := float32(0)
	for i, w := range l.widths(objects, width) {
		if o := objects[i]; o.Visible() && !spring(o) {
			h = max(h, HeightFor(o, w))
		}
	}
	return h
}
