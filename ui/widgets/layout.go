package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
)

// HeightFor returns the height that an object takes in a width. What wraps
// (labels, flows, columns of them) knows it before it is laid out; everything
// else takes its least height.
func HeightFor(o fyne.CanvasObject, width float32) float32 {
	switch o := o.(type) {
	case interface{ HeightFor(float32) float32 }:
		return o.HeightFor(width)
	case *fyne.Container:
		if l, ok := o.Layout.(interface {
			heightFor([]fyne.CanvasObject, float32) float32
		}); ok {
			return l.heightFor(o.Objects, width)
		}
	}
	return o.MinSize().Height
}

// least is what a layout asks for that takes whatever room there is. It is not
// nothing: of what was hidden for a minute Fyne's window forgets how it was laid
// out, and does it again only where something in it asks for room (2.8.0,
// internal/driver/common, EnsureMinSize).
func least() fyne.Size { return fyne.NewSize(1, 1) }

// NewColumn stacks objects from top to bottom, each as wide as the column and
// as high as it needs to be at that width. A spacer takes what height is left.
func NewColumn(gap float32, objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(&column{gap: gap}, objects...)
}

type column struct {
	gap   float32
	width float32 // last given
}

func (l *column) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	l.width = size.Width
	spare, springs := size.Height-l.heightFor(objects, size.Width), springs(objects)
	y := float32(0)
	for _, o := range objects {
		if !o.Visible() {
			continue
		}
		if spring(o) {
			y += max(0, spare) / float32(springs)
			continue
		}
		h := HeightFor(o, size.Width)
		o.Move(fyne.NewPos(0, whole(y)))
		o.Resize(fyne.NewSize(size.Width, h))
		y += h + l.gap
	}
}

func (l *column) MinSize(objects []fyne.CanvasObject) fyne.Size {
	min := fyne.Size{}
	for _, o := range objects {
		if o.Visible() && !spring(o) {
			min.Width = max(min.Width, o.MinSize().Width)
		}
	}
	min.Height = l.heightFor(objects, max(l.width, min.Width))
	return min
}

func (l *column) heightFor(objects []fyne.CanvasObject, width float32) float32 {
	h, n := float32(0), 0
	for _, o := range objects {
		if o.Visible() && !spring(o) {
			h += HeightFor(o, width)
			n++
		}
	}
	return h + l.gap*float32(max(0, n-1))
}

func spring(o fyne.CanvasObject) bool {
	_, ok := o.(layout.SpacerObject)
	return ok
}

func springs(objects []fyne.CanvasObject) int {
	n := 0
	for _, o := range objects {
		if o.Visible() && spring(o) {
			n++
		}
	}
	return n
}

// NewFlow puts objects side by side and goes on below where the width ends.
func NewFlow(gap, rowGap float32, objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(&flow{gap: gap, rowGap: rowGap}, objects...)
}

type flow struct{ gap, rowGap, width float32 }

// place calls at with the place of each visible object, centred in its line,
// and returns the height.
func (l *flow) place(objects []fyne.CanvasObject, width float32, at func(o fyne.CanvasObject, x, y, w, h float32)) float32 {
	y := float32(0)
	for rest := objects; len(rest) > 0; {
		n, high := l.line(rest, width)
		x := float32(0)
		for _, o := range rest[:n] {
			if o.Visible() {
				m := o.MinSize()
				w := min(m.Width, width)
				at(o, x, y+(high-m.Height)/2, w, m.Height)
				x += w + l.gap
			}
		}
		rest = rest[n:]
		y += high
		if len(rest) > 0 {
			y += l.rowGap
		}
	}
	return y
}

// line returns how many objects fit on the next line, and its height.
func (l *flow) line(objects []fyne.CanvasObject, width float32) (n int, high float32) {
	x := float32(0)
	for i, o := range objects {
		if !o.Visible() {
			continue
		}
		m := o.MinSize()
		if x > 0 && x+m.Width > width {
			return i, high
		}
		x += m.Width + l.gap
		high = max(high, m.Height)
	}
	return len(objects), high
}

func (l *flow) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	l.width = size.Width
	l.place(objects, size.Width, func(o fyne.CanvasObject, x, y, w, h float32) {
		o.Move(fyne.NewPos(whole(x), whole(y)))
		o.Resize(fyne.NewSize(w, h))
	})
}

func (l *flow) MinSize(objects []fyne.CanvasObject) fyne.Size {
	widest := float32(0)
	for _, o := range objects {
		if o.Visible() {
			widest = max(widest, min(o.MinSize().Width, 200))
		}
	}
	return fyne.NewSize(widest, l.heightFor(objects, max(l.width, widest)))
}

func (l *flow) heightFor(objects []fyne.CanvasObject, width float32) float32 {
	return l.place(objects, width, func(fyne.CanvasObject, float32, float32, float32, float32) {})
}

// NewInset puts an object at distances from its edges.
func NewInset(top, right, bottom, left float32, o fyne.CanvasObject) *fyne.Container {
	return container.New(inset{top, right, bottom, left}, o)
}

type inset struct{ top, right, bottom, left float32 }

func (l inset) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, o := range objects {
		o.Move(fyne.NewPos(l.left, l.top))
		o.Resize(fyne.NewSize(size.Width-l.left-l.right, size.Height-l.top-l.bottom))
	}
}

func (l inset) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return stackLayout{}.MinSize(objects).AddWidthHeight(l.left+l.right, l.top+l.bottom)
}

func (l inset) heightFor(objects []fyne.CanvasObject, width float32) float32 {
	return stackLayout{}.heightFor(objects, width-l.left-l.right) + l.top + l.bottom
}

// stackLayout lays everything over everything.
type stackLayout struct{}

func (stackLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, o := range objects {
		o.Move(fyne.Position{})
		o.Resize(size)
	}
}

func (stackLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	min := fyne.Size{}
	for _, o := range objects {
		min = min.Max(o.MinSize())
	}
	return min
}

func (stackLayout) heightFor(objects []fyne.CanvasObject, width float32) float32 {
	h := float32(0)
	for _, o := range objects {
		h = max(h, HeightFor(o, width))
	}
	return h
}
