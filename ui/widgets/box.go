package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"parvis/ui/theme"
)

// Box is a coloured ground that follows the theme. It has no size of its own.
type Box struct {
	widget.BaseWidget
	fill, line theme.Colour
	radius     float32
	outlined   bool
	raised     bool
}

// NewFill returns a ground without outline.
func NewFill(c theme.Colour, radius float32) *Box {
	b := &Box{fill: c, radius: radius}
	b.ExtendBaseWidget(b)
	return b
}

// NewBox returns a ground with an outline.
func NewBox(fill, line theme.Colour, radius float32) *Box {
	b := NewFill(fill, radius)
	b.line, b.outlined = line, true
	return b
}

// Raised gives the box a shadow and returns it. The shadow lies outside the
// box: what clips has to leave 12 units around it.
func (b *Box) Raised() *Box { b.raised = true; b.Refresh(); return b }

// SetFill changes the ground.
func (b *Box) SetFill(c theme.Colour) { b.fill = c; b.Refresh() }

// SetLine changes the outline.
func (b *Box) SetLine(c theme.Colour) { b.line, b.outlined = c, true; b.Refresh() }

// CreateRenderer draws the box.
func (b *Box) CreateRenderer() fyne.WidgetRenderer {
	return newDrawn(b, func() fyne.Size { return fyne.Size{} }, func(s *scene, size fyne.Size) {
		r := s.fill(0, 0, size.Width, size.Height, b.fill, b.radius)
		if b.outlined {
			r.StrokeColor, r.StrokeWidth = b.line.Now(), 1
		}
		if b.raised {
			r.Shadow.Color, r.Shadow.BlurRadius, r.Shadow.Offset = theme.Shadow.Now(), 8, fyne.NewPos(0, 3)
		}
	})
}

// NewCard returns content on a white, outlined card with the usual inset.
func NewCard(content fyne.CanvasObject) *fyne.Container {
	return NewPanel(NewBox(theme.Card, theme.Border, theme.RadiusCard), theme.Inset, content)
}

// NewNotice returns content on a tinted card: something went wrong or wants care.
func NewNotice(tone Tone, content fyne.CanvasObject) *fyne.Container {
	soft, ink := tone.colours()
	if tone == ToneNeutral {
		ink = theme.Border
	}
	return NewPanel(NewBox(soft, ink, theme.RadiusCard), theme.Inset, content)
}

// NewPanel returns content on a ground, inset on all sides.
func NewPanel(ground fyne.CanvasObject, inset float32, content fyne.CanvasObject) *fyne.Container {
	return container.New(stack{inset}, ground, content)
}

// NewDivider returns a straight hairline, across or, with upright, down.
func NewDivider(upright bool) fyne.CanvasObject {
	d := &divider{upright: upright}
	d.ExtendBaseWidget(d)
	return d
}

type divider struct {
	widget.BaseWidget
	upright bool
}

func (d *divider) CreateRenderer() fyne.WidgetRenderer {
	return newDrawn(d, func() fyne.Size { return fyne.NewSize(1, 1) }, func(s *scene, size fyne.Size) {
		if d.upright {
			s.fill(0, 0, 1, size.Height, theme.Line, 0)
			return
		}
		s.fill(0, 0, size.Width, 1, theme.Line, 0)
	})
}

// stack lays the first object over everything and the others inset.
type stack struct{ inset float32 }

func (l stack) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for i, o := range objects {
		inset := l.inset
		if i == 0 {
			inset = 0
		}
		o.Move(fyne.NewPos(inset, inset))
		o.Resize(fyne.NewSize(size.Width-2*inset, size.Height-2*inset))
	}
}

func (l stack) MinSize(objects []fyne.CanvasObject) fyne.Size {
	min := fyne.Size{}
	for _, o := range objects[1:] {
		min = min.Max(o.MinSize())
	}
	return min.AddWidthHeight(2*l.inset, 2*l.inset)
}

func (l stack) heightFor(objects []fyne.CanvasObject, width float32) float32 {
	h := float32(0)
	for _, o := range objects[1:] {
		h = max(h, HeightFor(o, width-2*l.inset))
	}
	return h + 2*l.inset
}
