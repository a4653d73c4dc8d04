package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"parvis/ui/theme"
)

// CardEvents is what a person can do on [Cards]; at are places in the window. Nil
// is nothing.
type CardEvents struct {
	Open func(row int, in fyne.CanvasObject, place fyne.Position) // a tap, or Enter
	// Menu is a tap with the other button, at a place in an object.
	Menu  func(row int, in fyne.CanvasObject, place fyne.Position)
	Carry func(row int, at fyne.Position) // a card is carried along by the pointer
	Put   func(row int, at fyne.Position) // and let go there
}

// Cards are cards one below the other, to be carried elsewhere. It is one widget
// that draws the cards in view. Up and down move from card to card, Enter opens
// one.
type Cards struct {
	widget.BaseWidget
	scroll *container.Scroll
	column *cardColumn
}

// NewCards returns no cards.
func NewCards(events CardEvents) *Cards {
	c := &Cards{}
	c.column = &cardColumn{cards: c, events: events, hover: -1, dragged: -1}
	c.column.ExtendBaseWidget(c.column)
	c.scroll = container.NewVScroll(c.column)
	c.scroll.OnScrolled = func(fyne.Position) { c.column.Refresh() }
	c.ExtendBaseWidget(c)
	return c
}

// Set shows other cards; the view stays where it is.
func (c *Cards) Set(cards []BoardCard) {
	c.column.data, c.column.hover, c.column.dragged = cards, -1, -1
	c.column.current = max(0, min(c.column.current, len(cards)-1))
	c.scroll.Refresh()
	c.column.Refresh()
}

// Focus gives the keyboard to the cards.
func (c *Cards) Focus() { Focus(c.column) }

// MinSize is small: cards take what they are given.
func (c *Cards) MinSize() fyne.Size { return fyne.NewSize(160, boardPitch) }

// CreateRenderer shows the cards.
func (c *Cards) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(c.scroll) }

// cardColumn is what scrolls.
type cardColumn struct {
	widget.BaseWidget
	cards   *Cards
	events  CardEvents
	data    []BoardCard
	current int           // of the keyboard
	hover   int           // -1: none
	dragged int           // -1: none
	at      fyne.Position // of the pointer in the window while one is dragged
	focused bool
}

// rowAt is the card at a place, -1 for none.
func (c *cardColumn) rowAt(p fyne.Position) int {
	row := int((p.Y - cardTop) / boardPitch)
	if p.Y < cardTop || p.X < 0 || p.X >= c.Size().Width || row >= len(c.data) || p.Y-cardTop-float32(row)*boardPitch >= boardCard {
		return -1
	}
	return row
}

// Tapped opens a card.
func (c *cardColumn) Tapped(ev *fyne.PointEvent) {
	Focus(c)
	if row := c.rowAt(ev.Position); row >= 0 {
		c.current = row
		c.Refresh()
		c.open(ev.Position)
	}
}

func (c *cardColumn) open(place fyne.Position) {
	if c.events.Open != nil && c.current < len(c.data) {
		c.events.Open(c.current, c, place)
	}
}

// TappedSecondary asks for what can be done with a card.
func (c *cardColumn) TappedSecondary(ev *fyne.PointEvent) {
	if row := c.rowAt(ev.Position); row >= 0 && c.events.Menu != nil {
		c.current = row
		c.events.Menu(row, c, ev.Position)
	}
}

// Dragged carries the card along that was below the pointer at the start.
func (c *cardColumn) Dragged(ev *fyne.DragEvent) {
	if c.dragged < 0 {
		c.dragged = c.rowAt(ev.Position.Subtract(ev.Dragged))
		c.Refresh()
	}
	c.at = fyne.CurrentApp().Driver().AbsolutePositionForObject(c).Add(ev.Position)
	if c.dragged >= 0 && c.events.Carry != nil {
		c.events.Carry(c.dragged, c.at)
	}
}

// DragEnd lets the card go.
func (c *cardColumn) DragEnd() {
	row := c.dragged
	c.dragged = -1
	c.Refresh()
	if row >= 0 && c.events.Put != nil {
		c.events.Put(row, c.at)
	}
}

// MouseIn marks the card below the pointer.
func (c *cardColumn) MouseIn(ev *desktop.MouseEvent) { c.MouseMoved(ev) }

// MouseMoved marks the card below the pointer.
func (c *cardColumn) MouseMoved(ev *desktop.MouseEvent) {
	if row := c.rowAt(ev.Position); row != c.hover {
		c.hover = row
		c.Refresh()
	}
}

// MouseOut marks none.
func (c *cardColumn) MouseOut() { c.hover = -1; c.Refresh() }

// Cursor is a hand over a card.
func (c *cardColumn) Cursor() desktop.Cursor {
	if c.hover >= 0 {
		return desktop.PointerCursor
	}
	return desktop.DefaultCursor
}

// FocusGained shows where the keyboard is.
func (c *cardColumn) FocusGained() { c.focused = true; c.Refresh() }

// FocusLost hides where the keyboard was.
func (c *cardColumn) FocusLost() { c.focused = false; c.Refresh() }

// TypedRune takes no text.
func (c *cardColumn) TypedRune(rune) {}

// TypedKey goes from card to card, or opens one.
func (c *cardColumn) TypedKey(ev *fyne.KeyEvent) {
	switch ev.Name {
	case fyne.KeyUp:
		c.move(-1)
	case fyne.KeyDown:
		c.move(1)
	case fyne.KeyHome:
		c.move(-len(c.data))
	case fyne.KeyEnd:
		c.move(len(c.data))
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
		c.open(fyne.NewPos(12, float32(c.current)*boardPitch+boardCard))
	}
}

// move goes some cards on and brings the one there into view.
func (c *cardColumn) move(by int) {
	c.current = max(0, min(c.current+by, len(c.data)-1))
	scroll := c.cards.scroll
	top := float32(c.current) * boardPitch
	switch view := scroll.Size().Height; {
	case top < scroll.Offset.Y:
		scroll.ScrollToOffset(fyne.NewPos(0, top))
	case top+boardPitch > scroll.Offset.Y+view:
		scroll.ScrollToOffset(fyne.NewPos(0, top+boardPitch-view))
	}
	c.Refresh()
}

// AccessibilityLabel is the card that the keyboard is on.
func (c *cardColumn) AccessibilityLabel() string {
	if c.current >= len(c.data) {
		return ""
	}
	return c.data[c.current].Title
}

// AccessibilityRole is a container.
func (c *cardColumn) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleContainer }

// CreateRenderer draws the cards in view.
func (c *cardColumn) CreateRenderer() fyne.WidgetRenderer {
	return newDrawn(c, func() fyne.Size { return fyne.NewSize(160, cardTop+float32(len(c.data))*boardPitch) }, c.paint)
}

// What lies beside the cards: their outline, and the bar of what scrolls.
const (
	cardLeft  = 1
	cardRight = 7
	cardTop   = 2
)

func (c *cardColumn) paint(s *scene, size fyne.Size) {
	top := c.cards.scroll.Offset.Y
	bottom := top + c.cards.scroll.Size().Height
	width := size.Width - cardLeft - cardRight
	for row, card := range c.data {
		y := float32(row)*boardPitch + cardTop
		switch {
		case y+boardPitch <= top || y >= bottom:
			continue
		case row == c.dragged:
			s.dashed(cardLeft, y, width, boardCard, theme.Shade, theme.Dash, theme.RadiusControl)
			continue
		}
		s.boardCard(card, cardLeft, y, width, row == c.hover)
		if c.focused && row == c.current {
			s.ringAt(cardLeft, y, width, boardCard, theme.RadiusControl)
		}
	}
}

// Carried is a card below the pointer, over everything else. It takes no events.
type Carried struct {
	widget.BaseWidget
	card BoardCard
}

// NewCarried returns a card that is not shown.
func NewCarried() *Carried {
	c := &Carried{}
	c.ExtendBaseWidget(c)
	c.Hide()
	return c
}

// carriedWidth is that of a card in the hand: narrower than where it lay, so that
// what is below can be seen.
const carriedWidth float32 = 180

// Carry shows a card with its corner by a place in the object that it lies in.
func (c *Carried) Carry(card BoardCard, at fyne.Position) {
	c.card = card
	c.Move(fyne.NewPos(whole(at.X+8), whole(at.Y+8)))
	c.Resize(fyne.NewSize(carriedWidth, boardCard))
	c.Show()
	c.Refresh()
}

// CreateRenderer draws the card with its shadow.
func (c *Carried) CreateRenderer() fyne.WidgetRenderer {
	return newDrawn(c, func() fyne.Size { return fyne.Size{} }, func(s *scene, size fyne.Size) {
		s.lifted(0, 0, size.Width, size.Height, theme.RadiusControl)
		s.boardCard(c.card, 0, 0, size.Width, false)
	})
}

// lifted draws the shadow of what is in the hand.
func (s *scene) lifted(x, y, w, h, radius float32) {
	shade := s.fill(x, y, w, h, theme.Card, radius)
	shade.Shadow.Color, shade.Shadow.BlurRadius, shade.Shadow.Offset = theme.Shadow.Now(), 10, fyne.NewPos(0, 4)
}
