package widgets

import (
	"image"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"parvis/ui/theme"
)

// Print is one picture of a [ContactSheet], in words.
type Print struct {
	Name string         // below the picture
	Icon theme.IconName // in the place of a picture that cannot be drawn
	Tags []PrintTag     // in its corner
}

// PrintTag is a small word on a picture.
type PrintTag struct {
	Text string
	Warn bool // it says that something is missing or wrong
}

// ContactSheetEvents is what a person can do on a [ContactSheet]. Nil is nothing.
type ContactSheetEvents struct {
	// Picture gives what is to be drawn, nil for what is not there yet. It is asked
	// on each drawing, and only for what is in view.
	Picture func(i int) image.Image
	Chosen  func(i int) // a tap, or the arrow keys
	Open    func(i int) // Enter
	// Menu is a tap with the other button, at a place in an object.
	Menu   func(i int, in fyne.CanvasObject, at fyne.Position)
	Remove func(i int) // Delete
	Near   func()      // the end is near: more may be read
}

// ContactSheet shows pictures side by side, going on below where the width ends.
// It is one widget that draws the pictures in view, so that ten thousand cost as
// much as thirty. Arrow keys choose, Enter opens.
type ContactSheet struct {
	widget.BaseWidget
	scroll *container.Scroll
	prints *prints
}

// NewContactSheet returns an empty sheet.
func NewContactSheet(events ContactSheetEvents) *ContactSheet {
	c := &ContactSheet{}
	c.prints = newPrints(c, events)
	c.scroll = container.NewVScroll(c.prints)
	c.scroll.OnScrolled = func(fyne.Position) { c.prints.scrolled() }
	c.ExtendBaseWidget(c)
	return c
}

// Set shows pictures, of which one is chosen, -1 for none. The view stays where
// it is as far as there are pictures.
func (c *ContactSheet) Set(all []Print, chosen int) {
	p := c.prints
	p.all, p.hover, p.chosen = all, -1, min(chosen, len(all)-1)
	c.scroll.Refresh()
	p.scrolled()
}

// Redraw draws again, as after a picture came.
func (c *ContactSheet) Redraw() { c.prints.Refresh() }

// Choose marks a picture and brings it into view, without calling Chosen.
func (c *ContactSheet) Choose(i int) {
	c.prints.chosen = i
	c.prints.reveal()
}

// Focus gives the keyboard to the sheet.
func (c *ContactSheet) Focus() { Focus(c.prints) }

// MinSize is small: a sheet takes what it is given.
func (c *ContactSheet) MinSize() fyne.Size { return fyne.NewSize(printLeast, printHeight) }

// CreateRenderer shows the pictures.
func (c *ContactSheet) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(c.scroll)
}

// prints is what scrolls.
type prints struct {
	widget.BaseWidget
	sheet    *ContactSheet
	events   ContactSheetEvents
	all      []Print
	chosen   int // -1: none
	hover    int
	asked    int // pictures there were when Near was called
	focused  bool
	pictures pool
}

func newPrints(c *ContactSheet, events ContactSheetEvents) *prints {
	p := &prints{sheet: c, events: events, chosen: -1, hover: -1}
	p.ExtendBaseWidget(p)
	return p
}

// scrolled draws what came into view and asks for more near the end.
func (p *prints) scrolled() {
	p.Refresh()
	const near = 40
	if _, last := p.view(); last > len(p.all)-near && p.asked != len(p.all) {
		p.asked = len(p.all)
		run(p.events.Near)
	}
}

// printAt is the picture below a position, -1 for none.
func (p *prints) printAt(pos fyne.Position) int {
	first, behind := p.view()
	for i := first; i < behind; i++ {
		x, y, w := p.place(i)
		if pos.X >= x && pos.X < x+w && pos.Y >= y && pos.Y < y+printHeight {
			return i
		}
	}
	return -1
}

func (p *prints) choose(i int) {
	if i < 0 || i >= len(p.all) {
		return
	}
	changed := i != p.chosen
	p.chosen = i
	p.reveal()
	if changed {
		call(p.events.Chosen, i)
	}
}

// Tapped chooses a picture.
func (p *prints) Tapped(ev *fyne.PointEvent) {
	Focus(p)
	p.choose(p.printAt(ev.Position))
}

// TappedSecondary asks for what can be done with a picture.
func (p *prints) TappedSecondary(ev *fyne.PointEvent) {
	if i := p.printAt(ev.Position); i >= 0 && p.events.Menu != nil {
		p.choose(i)
		p.events.Menu(i, p, ev.Position)
	}
}

// MouseIn marks the picture below the pointer.
func (p *prints) MouseIn(ev *desktop.MouseEvent) { p.MouseMoved(ev) }

// MouseMoved marks the picture below the pointer.
func (p *prints) MouseMoved(ev *desktop.MouseEvent) {
	if i := p.printAt(ev.Position); i != p.hover {
		p.hover = i
		p.Refresh()
	}
}

// MouseOut marks none.
func (p *prints) MouseOut() { p.hover = -1; p.Refresh() }

// Cursor is a hand over a picture.
func (p *prints) Cursor() desktop.Cursor {
	if p.hover >= 0 {
		return desktop.PointerCursor
	}
	return desktop.DefaultCursor
}

// FocusGained shows where the keyboard is.
func (p *prints) FocusGained() { p.focused = true; p.Refresh() }

// FocusLost hides where the keyboard was.
func (p *prints) FocusLost() { p.focused = false; p.Refresh() }

// TypedRune takes no text.
func (p *prints) TypedRune(rune) {}

// TypedKey goes from picture to picture, opens or removes.
func (p *prints) TypedKey(ev *fyne.KeyEvent) {
	n := p.columns()
	page := n * max(1, int(p.sheet.scroll.Size().Height/printPitch)-1)
	switch ev.Name {
	case fyne.KeyLeft:
		p.step(-1)
	case fyne.KeyRight:
		p.step(1)
	case fyne.KeyUp:
		p.step(-n)
	case fyne.KeyDown:
		p.step(n)
	case fyne.KeyPageUp:
		p.step(-page)
	case fyne.KeyPageDown:
		p.step(page)
	case fyne.KeyHome:
		p.choose(0)
	case fyne.KeyEnd:
		p.choose(len(p.all) - 1)
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
		if p.chosen >= 0 {
			call(p.events.Open, p.chosen)
		}
	case fyne.KeyDelete:
		if p.chosen >= 0 {
			call(p.events.Remove, p.chosen)
		}
	case fyne.KeyEscape:
		Unclaimed(p, ev)
	}
}

// step goes so many pictures on; beyond the ends it stays, but for a last row
// that is not full.
func (p *prints) step(by int) {
	to := p.chosen + by
	switch n := p.columns(); {
	case p.chosen < 0:
		to = 0
	case to < 0:
		return
	case to >= len(p.all) && p.chosen/n == (len(p.all)-1)/n:
		return
	}
	p.choose(min(to, len(p.all)-1))
}

// AccessibilityLabel is the chosen picture with what is said on it.
func (p *prints) AccessibilityLabel() string {
	if p.chosen < 0 || p.chosen >= len(p.all) {
		return ""
	}
	label := p.all[p.chosen].Name
	for _, tag := range p.all[p.chosen].Tags {
		label += ", " + tag.Text
	}
	return label
}

// AccessibilityRole is a container.
func (p *prints) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleContainer }
