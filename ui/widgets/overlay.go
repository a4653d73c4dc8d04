package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"parvis/ui/theme"
)

// Overlay is something over the whole window: a menu, a popover, a question.
type Overlay struct {
	widget.BaseWidget
	canvas  fyne.Canvas
	content fyne.CanvasObject
	place   func(window, least fyne.Size) (fyne.Position, fyne.Size)
	modal   bool
	leaves  bool // Escape closes it, modal or not
	closed  func()
}

// ShowPopover shows content on a raised card by an object of the window, below
// it where there is room. A tap elsewhere or Close ends it; closed may be nil.
// It returns nil when the object is not shown.
func ShowPopover(at, content fyne.CanvasObject, closed func()) *Overlay {
	return showBy(at, NewPanel(NewBox(theme.Card, theme.Border, theme.RadiusCard).Raised(), 12, content), closed)
}

// ShowPopoverAt is ShowPopover at a place in the object, as below the pointer.
func ShowPopoverAt(at fyne.CanvasObject, place fyne.Position, content fyne.CanvasObject, closed func()) *Overlay {
	return showIn(at, place, fyne.Size{}, NewPanel(NewBox(theme.Card, theme.Border, theme.RadiusCard).Raised(), 12, content), closed)
}

func showBy(at, content fyne.CanvasObject, closed func()) *Overlay {
	return showIn(at, fyne.Position{}, at.Size(), content, closed)
}

// showIn shows content by a part of an object: at a place in it, of a size.
func showIn(at fyne.CanvasObject, place fyne.Position, size fyne.Size, content fyne.CanvasObject, closed func()) *Overlay {
	driver := fyne.CurrentApp().Driver()
	c := CanvasOf(at)
	if c == nil {
		return nil
	}
	from := driver.AbsolutePositionForObject(at).Add(place)
	o := &Overlay{canvas: c, content: content, closed: closed}
	o.place = func(window, least fyne.Size) (fyne.Position, fyne.Size) {
		const margin, gap = 8, 4
		least = least.Min(window.SubtractWidthHeight(2*margin, 2*margin))
		x := min(from.X, window.Width-least.Width-margin)
		y := from.Y + size.Height + gap
		if y+least.Height > window.Height-margin {
			y = max(margin, from.Y-gap-least.Height)
			if y+least.Height > from.Y { // room neither below nor above
				y = window.Height - margin - least.Height
			}
		}
		return fyne.NewPos(whole(max(margin, x)), whole(y)), least
	}
	o.show()
	return o
}

func (o *Overlay) show() {
	o.ExtendBaseWidget(o)
	o.canvas.Overlays().Add(o)
	o.Resize(o.canvas.Size())
}

// Close takes it away. Closing twice is no error.
func (o *Overlay) Close() {
	for _, shown := range o.canvas.Overlays().List() {
		if shown == o {
			o.canvas.Overlays().Remove(o)
			if o.closed != nil {
				o.closed()
			}
			return
		}
	}
}

// Relay gives the content the room that it takes now, as after a message
// appeared in it.
func (o *Overlay) Relay() {
	pos, size := o.place(o.canvas.Size(), o.content.MinSize())
	o.content.Move(pos)
	o.content.Resize(size)
	o.content.Refresh()
}

// Tapped closes what is no question.
func (o *Overlay) Tapped(*fyne.PointEvent) {
	if !o.modal {
		o.Close()
	}
}

// Leave is Escape where the control with the keyboard makes nothing of it: it closes
// what is no question, and a question with no for an answer.
func (o *Overlay) Leave() {
	if !o.modal || o.leaves {
		o.Close()
	}
}

// TappedSecondary does as Tapped.
func (o *Overlay) TappedSecondary(ev *fyne.PointEvent) { o.Tapped(ev) }

// CreateRenderer lays the content over the window.
func (o *Overlay) CreateRenderer() fyne.WidgetRenderer {
	ground := NewFill(theme.Clear, 0)
	if o.modal {
		ground = NewFill(theme.Veil, 0)
	}
	return widget.NewSimpleRenderer(container.New(overlayLayout{o}, ground, o.content))
}

type overlayLayout struct{ overlay *Overlay }

func (l overlayLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	objects[0].Resize(size)
	pos, inner := l.overlay.place(size, objects[1].MinSize())
	objects[1].Move(pos)
	objects[1].Resize(inner)
}

func (l overlayLayout) MinSize([]fyne.CanvasObject) fyne.Size { return least() }
