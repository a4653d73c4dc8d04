package widgets

import (
	"image"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"parvis/data"
	"parvis/ui/theme"
)

// FocusPicture shows a whole picture and the place in it that no crop may lose.
// A tap or a drag moves that place, and so do the arrow keys.
type FocusPicture struct {
	widget.BaseWidget
	img      image.Image
	name     string
	focus    data.Focus
	focused  bool
	dragging bool
	pictures pool

	// Moved is called while a person moves the place; settled is true at the end.
	Moved func(f data.Focus, settled bool)
	// Escaped is called when the Escape key is pressed.
	Escaped func()
}

// NewFocusPicture returns a picture with pixels; name says what it shows.
func NewFocusPicture(img image.Image, name string, focus data.Focus) *FocusPicture {
	p := &FocusPicture{img: img, name: name, focus: focus}
	p.ExtendBaseWidget(p)
	return p
}

// SetFocus shows another place without calling Moved.
func (p *FocusPicture) SetFocus(f data.Focus) { p.focus = f; p.Refresh() }

// SetImage shows other pixels of the same picture.
func (p *FocusPicture) SetImage(img image.Image) { p.img = img; p.Refresh() }

const (
	focusHighest float32 = 240
	focusStep            = 0.02 // of an arrow key
	focusRing    float32 = 26
)

// HeightFor returns the height that the picture takes in a width.
func (p *FocusPicture) HeightFor(width float32) float32 {
	size := p.img.Bounds().Size()
	return whole(min(focusHighest, width*float32(size.Y)/float32(max(1, size.X))))
}

// MinSize is small: a picture takes what it is given.
func (p *FocusPicture) MinSize() fyne.Size { return fyne.NewSize(60, 40) }

// frame is where the picture lies in the widget, whole.
func (p *FocusPicture) frame(size fyne.Size) (x, y, w, h float32) {
	pixels := p.img.Bounds().Size()
	ratio := float32(max(1, pixels.X)) / float32(max(1, pixels.Y))
	w, h = size.Width, size.Height
	if w > h*ratio {
		w = whole(h * ratio)
	} else {
		h = whole(w / ratio)
	}
	return whole((size.Width - w) / 2), whole((size.Height - h) / 2), w, h
}

// move takes the place below a position; one outside is the nearest inside.
func (p *FocusPicture) move(at fyne.Position, settled bool) {
	x, y, w, h := p.frame(p.Size())
	p.set(data.Focus{X: float64((at.X - x) / max(1, w)), Y: float64((at.Y - y) / max(1, h))}, settled)
}

func (p *FocusPicture) set(f data.Focus, settled bool) {
	p.focus = data.Focus{X: min(max(f.X, 0), 1), Y: min(max(f.Y, 0), 1)}
	p.Refresh()
	if p.Moved != nil {
		p.Moved(p.focus, settled)
	}
}

// Tapped moves the place below the pointer.
func (p *FocusPicture) Tapped(ev *fyne.PointEvent) {
	Focus(p)
	p.move(ev.Position, true)
}

// Dragged carries the place along.
func (p *FocusPicture) Dragged(ev *fyne.DragEvent) {
	p.dragging = true
	p.move(ev.Position, false)
}

// DragEnd leaves the place where it is.
func (p *FocusPicture) DragEnd() {
	if p.dragging {
		p.dragging = false
		p.set(p.focus, true)
	}
}

// Cursor is a cross.
func (p *FocusPicture) Cursor() desktop.Cursor { return desktop.CrosshairCursor }

// FocusGained shows where the keyboard is.
func (p *FocusPicture) FocusGained() { p.focused = true; p.Refresh() }

// FocusLost hides where the keyboard was.
func (p *FocusPicture) FocusLost() { p.focused = false; p.Refresh() }

// TypedRune takes no text.
func (p *FocusPicture) TypedRune(rune) {}

// TypedKey moves the place a little.
func (p *FocusPicture) TypedKey(ev *fyne.KeyEvent) {
	to := p.focus
	switch ev.Name {
	case fyne.KeyLeft:
		to.X -= focusStep
	case fyne.KeyRight:
		to.X += focusStep
	case fyne.KeyUp:
		to.Y -= focusStep
	case fyne.KeyDown:
		to.Y += focusStep
	case fyne.KeyEscape:
		if p.Escaped != nil {
			p.Escaped()
		}
		return
	default:
		return
	}
	p.set(to, true)
}

// AccessibilityLabel is what it shows.
func (p *FocusPicture) AccessibilityLabel() string { return p.name }

// AccessibilityRole is a button.
func (p *FocusPicture) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// CreateRenderer draws the picture and the place.
func (p *FocusPicture) CreateRenderer() fyne.WidgetRenderer {
	return newDrawn(p, func() fyne.Size { return fyne.NewSize(60, 40) }, p.paint)
}

func (p *FocusPicture) paint(s *scene, size fyne.Size) {
	x, y, w, h := p.frame(size)
	s.fill(0, 0, size.Width, size.Height, theme.Neutral, theme.RadiusControl)
	s.add(p.pictures.take(p.img, 0), x, y, w, h)
	p.pictures.sweep()
	at := fyne.NewPos(x+w*float32(p.focus.X), y+h*float32(p.focus.Y))
	for _, ring := range []struct {
		side, thick float32
		colour      theme.Colour
	}{{focusRing + 4, 6, theme.Plate}, {focusRing, 2, theme.OnPlate}} {
		c := canvas.NewCircle(ring.colour.Now())
		clear := ring.colour.Now()
		clear.A = 1 // fully clear would darken the stroke in the window
		c.FillColor, c.StrokeColor, c.StrokeWidth = clear, ring.colour.Now(), ring.thick
		s.add(c, at.X-ring.side/2, at.Y-ring.side/2, ring.side, ring.side)
	}
	s.fill(at.X-2, at.Y-2, 4, 4, theme.OnPlate, 2)
	if p.focused {
		s.ring(size, theme.RadiusControl)
	}
}
