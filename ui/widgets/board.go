package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// BoardCard is one card of a [Board], in words.
type BoardCard struct {
	Title  string
	Note   string // muted, below the title
	Label  string // at the foot, behind a dot of Colour
	Colour string // "#RRGGBB"
	Images int    // how many pictures come with it
}

// BoardColumn is one column of a [Board], its cards from top to bottom.
type BoardColumn struct {
	Title string
	Count string // behind the title
	Empty string // said where there is no card
	Cards []BoardCard
}

// BoardSpot is a place on a [Board], counted from 0.
type BoardSpot struct{ Column, Row int }

// BoardEvents is what a person can do on a [Board]. Nil is nothing.
type BoardEvents struct {
	Open func(at BoardSpot) // a tap on a card, or Enter
	// Menu is a tap with the other button on a card, at a place in an object.
	Menu func(at BoardSpot, in fyne.CanvasObject, place fyne.Position)
	// Drop is a card that was dragged, or moved with Shift and the arrow keys. Its
	// new row is counted without it.
	Drop   func(from, to BoardSpot)
	Remove func(at BoardSpot) // Delete
}

// Board shows columns of cards that are dragged from one to another and up and
// down. It is one widget that draws the cards in view. Arrow keys move from card
// to card, with Shift they move the card, Enter opens it.
type Board struct {
	widget.BaseWidget
	scroll *container.Scroll
	cards  *boardCards
}

// NewBoard returns a board without columns.
func NewBoard(events BoardEvents) *Board {
	b := &Board{}
	b.cards = &boardCards{board: b, events: events}
	b.cards.ExtendBaseWidget(b.cards)
	b.scroll = container.NewVScroll(b.cards)
	b.scroll.OnScrolled = func(fyne.Position) { b.cards.Refresh() }
	b.ExtendBaseWidget(b)
	return b
}

// Set shows something else; the view stays where it is.
func (b *Board) Set(columns []BoardColumn) {
	c := b.cards
	c.columns, c.dragging = columns, false
	c.current = c.nearest(c.current)
	b.scroll.Refresh()
	c.Refresh()
}

// Focus gives the keyboard to the board.
func (b *Board) Focus() { Focus(b.cards) }

// Select puts the keyboard's mark on a card.
func (b *Board) Select(at BoardSpot) {
	b.cards.current = b.cards.nearest(at)
	b.cards.reveal()
}

// MinSize is small: a board takes what it is given.
func (b *Board) MinSize() fyne.Size { return fyne.NewSize(420, 240) }

// CreateRenderer shows the columns.
func (b *Board) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(b.scroll) }

// boardCards is what scrolls.
type boardCards struct {
	widget.BaseWidget
	board   *Board
	events  BoardEvents
	columns []BoardColumn
	current BoardSpot // of the keyboard
	focused bool
	shift   bool
	hover   BoardSpot
	over    bool // the pointer is on the card at hover

	dragging bool
	from     BoardSpot
	grip     fyne.Position // of the pointer in the card that is dragged
	at       fyne.Position // of the pointer
}

// column returns a column's cards, nil where there is none.
func (c *boardCards) column(i int) []BoardCard {
	if i < 0 || i >= len(c.columns) {
		return nil
	}
	return c.columns[i].Cards
}

// nearest returns the place of the card that is nearest to one in its column.
func (c *boardCards) nearest(at BoardSpot) BoardSpot {
	at.Column = min(max(at.Column, 0), max(0, len(c.columns)-1))
	at.Row = min(max(at.Row, 0), max(0, len(c.column(at.Column))-1))
	return at
}

func (c *boardCards) has(at BoardSpot) bool {
	return at.Row >= 0 && at.Row < len(c.column(at.Column))
}

// spotAt returns the card below a position.
func (c *boardCards) spotAt(p fyne.Position) (BoardSpot, bool) {
	for i := range c.columns {
		x, w := c.edge(i)
		if p.X < x+boardPad || p.X >= x+w-boardPad {
			continue
		}
		row := int((p.Y - boardHead) / boardPitch)
		at := BoardSpot{i, row}
		return at, p.Y >= boardHead && c.has(at) && p.Y-boardHead-float32(row)*boardPitch < boardCard
	}
	return BoardSpot{}, false
}

// target is where the card would go that is dragged, counted without it.
func (c *boardCards) target() BoardSpot {
	to := BoardSpot{Column: c.from.Column}
	for i := range c.columns {
		if x, w := c.edge(i); c.at.X >= x && c.at.X < x+w {
			to.Column = i
		}
	}
	n := len(c.column(to.Column))
	if to.Column == c.from.Column {
		n--
	}
	top := c.at.Y - c.grip.Y
	to.Row = min(max(int((top-boardHead)/boardPitch+0.5), 0), n)
	return to
}

// Tapped opens a card.
func (c *boardCards) Tapped(ev *fyne.PointEvent) {
	Focus(c)
	if at, ok := c.spotAt(ev.Position); ok {
		c.current = at
		c.Refresh()
		call(c.events.Open, at)
	}
}

// TappedSecondary asks for what can be done with a card.
func (c *boardCards) TappedSecondary(ev *fyne.PointEvent) {
	if at, ok := c.spotAt(ev.Position); ok && c.events.Menu != nil {
		c.current = at
		c.events.Menu(at, c, ev.Position)
	}
}

// Dragged carries a card along.
func (c *boardCards) Dragged(ev *fyne.DragEvent) {
	if !c.dragging {
		start := ev.Position.Subtract(ev.Dragged)
		at, ok := c.spotAt(start)
		if !ok {
			return
		}
		x, _ := c.edge(at.Column)
		c.dragging, c.from = true, at
		c.grip = start.SubtractXY(x+boardPad, boardHead+float32(at.Row)*boardPitch)
	}
	c.at = ev.Position
	c.Refresh()
}

// DragEnd puts the card where the pointer is.
func (c *boardCards) DragEnd() {
	if !c.dragging {
		return
	}
	to := c.target()
	c.dragging = false
	c.Refresh()
	c.drop(c.from, to)
}

func (c *boardCards) drop(from, to BoardSpot) {
	if to != from && c.events.Drop != nil {
		c.current = to
		c.events.Drop(from, to)
	}
}

// MouseIn marks the card below the pointer.
func (c *boardCards) MouseIn(ev *desktop.MouseEvent) { c.MouseMoved(ev) }

// MouseMoved marks the card below the pointer.
func (c *boardCards) MouseMoved(ev *desktop.MouseEvent) {
	at, ok := c.spotAt(ev.Position)
	if at != c.hover || ok != c.over {
		c.hover, c.over = at, ok
		c.Refresh()
	}
}

// MouseOut marks none.
func (c *boardCards) MouseOut() { c.over = false; c.Refresh() }

// Cursor is a hand over a card.
func (c *boardCards) Cursor() desktop.Cursor {
	if c.over {
		return desktop.PointerCursor
	}
	return desktop.DefaultCursor
}

// FocusGained shows where the keyboard is.
func (c *boardCards) FocusGained() { c.focused = true; c.Refresh() }

// FocusLost hides where the keyboard was.
func (c *boardCards) FocusLost() { c.focused, c.shift = false, false; c.Refresh() }

// KeyDown notes Shift.
func (c *boardCards) KeyDown(ev *fyne.KeyEvent) { c.shift = c.shift || isShift(ev) }

// KeyUp forgets Shift.
func (c *boardCards) KeyUp(ev *fyne.KeyEvent) { c.shift = c.shift && !isShift(ev) }

// TypedRune takes no text.
func (c *boardCards) TypedRune(rune) {}

// TypedKey goes from card to card, moves, opens or removes.
func (c *boardCards) TypedKey(ev *fyne.KeyEvent) {
	switch ev.Name {
	case fyne.KeyLeft:
		c.step(-1, 0)
	case fyne.KeyRight:
		c.step(1, 0)
	case fyne.KeyUp:
		c.step(0, -1)
	case fyne.KeyDown:
		c.step(0, 1)
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
		if c.has(c.current) {
			call(c.events.Open, c.current)
		}
	case fyne.KeyDelete:
		if c.has(c.current) {
			call(c.events.Remove, c.current)
		}
	}
}

// step goes to a neighbour, or takes the card there.
func (c *boardCards) step(columns, rows int) {
	to := BoardSpot{c.current.Column + columns, c.current.Row + rows}
	if to.Column < 0 || to.Column >= len(c.columns) {
		return
	}
	if !c.shift {
		c.current = c.nearest(to)
		c.reveal()
		return
	}
	most := len(c.column(to.Column))
	if columns == 0 {
		most--
	}
	to.Row = min(max(to.Row, 0), most)
	if c.has(c.current) {
		c.drop(c.current, to)
	}
}

// AccessibilityLabel is the card that the keyboard is on, with its column.
func (c *boardCards) AccessibilityLabel() string {
	if !c.has(c.current) {
		return ""
	}
	column := c.columns[c.current.Column]
	return column.Title + ", " + column.Cards[c.current.Row].Title
}

// AccessibilityRole is a container.
func (c *boardCards) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleContainer }
