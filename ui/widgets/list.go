package widgets

import (
	"image"
	"slices"
	"sort"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"parvis/data"
)

// ListRow is one line of a [List]: a heading, or a post in words.
type ListRow struct {
	Heading string // not "": a title, the rest is not looked at
	ID      data.DeliveryID
	Post    data.PostID
	Time    string
	Network data.NetworkName
	Title   string
	Note    string // muted, behind the title: the account
	State   string // on a pill, with the icon of Look
	Look    ChipLook
	Chosen  bool // to be acted on together with others
}

// ListEvents is what a person can do on a [List]. Nil is nothing.
type ListEvents struct {
	Open func(row int) // a tap, or Enter
	// Menu is a tap with the other button, at a place in an object.
	Menu func(row int, in fyne.CanvasObject, at fyne.Position)
	Near func() // the end is near: more rows may be read
	// Remove is the Delete key on a row.
	Remove func(row int)
	// Picture gives what stands in the place of time and network, nil for what is
	// not there. It is asked on each drawing, and only for rows in view.
	Picture func(row int) image.Image
	// Range is a tap with Shift held, or Shift with the arrow keys: all posts from
	// one row to another, in either order.
	Range func(from, to int)
	Pick  PickEvents // its Extend is not used
	Point PointEvent
}

// List shows posts one below the other. It draws only the rows in view, so
// that a hundred thousand cost as much as ten. Arrow keys move, Enter opens, and
// what [PickEvents] says.
type List struct {
	widget.BaseWidget
	scroll *container.Scroll
	rows   *listRows
}

// NewList returns an empty list.
func NewList(events ListEvents) *List {
	l := &List{}
	l.rows = &listRows{list: l, events: events, hover: -1, current: -1, anchor: -1, pointing: pointing{tell: events.Point}}
	l.rows.ExtendBaseWidget(l.rows)
	l.scroll = container.NewVScroll(l.rows)
	l.scroll.OnScrolled = func(fyne.Position) {
		l.rows.leave(l.rows)
		l.rows.scrolled()
	}
	l.ExtendBaseWidget(l)
	return l
}

// Set shows rows, ringed the post that is open elsewhere. The view stays where
// it is as far as there are rows.
func (l *List) Set(rows []ListRow, ringed data.PostID) {
	r := l.rows
	r.list.place(rows)
	r.ringed = ringed
	r.hover = -1
	if r.current >= len(rows) {
		r.current = -1
	}
	if r.anchor >= len(rows) {
		r.anchor = -1
	}
	l.scroll.Refresh()
	r.scrolled()
}

func (l *List) place(rows []ListRow) {
	r := l.rows
	r.data = rows
	r.led = r.events.Picture != nil || slices.ContainsFunc(rows, func(row ListRow) bool { return row.Time != "" || row.Network != "" })
	r.edges = make([]float32, len(rows)+1)
	for i, row := range rows {
		r.edges[i+1] = r.edges[i] + row.height()
	}
}

// Redraw draws again, as after a picture came.
func (l *List) Redraw() { l.rows.Refresh() }

// Focus gives the keyboard to the list.
func (l *List) Focus() { Focus(l.rows) }

// ScrollTop shows the first row.
func (l *List) ScrollTop() { l.scroll.ScrollToTop() }

// ScrollTo brings a row into view.
func (l *List) ScrollTo(row int) { l.rows.reveal(row) }

// MinSize is small: a list takes what it is given.
func (l *List) MinSize() fyne.Size { return fyne.NewSize(240, 3*listRow) }

// CreateRenderer shows the rows.
func (l *List) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(l.scroll) }

const (
	listRow     = 44
	listHeading = 40
	listTitle   = 80 // left of the title
)

func (r ListRow) height() float32 {
	if r.Heading != "" {
		return listHeading
	}
	return listRow
}

// listRows is what scrolls.
type listRows struct {
	widget.BaseWidget
	picking
	pointing
	list    *List
	events  ListEvents
	data    []ListRow
	led     bool      // something stands before the titles
	edges   []float32 // top of each row, and the bottom of the last
	hover   int
	current int // of the keyboard, -1: none
	anchor  int // where a range begins, -1: none
	asked   int // rows there were when Near was called
	ringed  data.PostID
	focused bool
	shift   bool

	pictures pool
}

// scrolled draws what came into view and asks for more near the end.
func (r *listRows) scrolled() {
	r.Refresh()
	const near = 20
	if _, last := r.view(); last > len(r.data)-near && r.asked != len(r.data) && r.events.Near != nil {
		r.asked = len(r.data)
		r.events.Near()
	}
}

// view returns the first row in view and the one behind the last.
func (r *listRows) view() (first, behind int) {
	top := r.list.scroll.Offset.Y
	bottom := top + r.list.scroll.Size().Height
	first = max(0, sort.Search(len(r.edges), func(i int) bool { return r.edges[i] > top })-1)
	behind = sort.Search(len(r.edges), func(i int) bool { return r.edges[i] >= bottom })
	return first, min(behind, len(r.data))
}

// rowAt returns the row at a height, -1 for headings and beyond.
func (r *listRows) rowAt(y float32) int {
	i := sort.Search(len(r.edges), func(i int) bool { return r.edges[i] > y }) - 1
	if i < 0 || i >= len(r.data) || r.data[i].Heading != "" {
		return -1
	}
	return i
}

// Tapped opens the row, or adds it or all up to it to what is chosen.
func (r *listRows) Tapped(ev *fyne.PointEvent) {
	Focus(r)
	r.leave(r)
	held := r.let()
	i := r.rowAt(ev.Position.Y)
	if i < 0 {
		return
	}
	from := r.anchor
	r.current, r.anchor = i, i
	switch {
	case held&fyne.KeyModifierShortcutDefault != 0 && r.events.Pick.Toggle != nil:
		r.events.Pick.Toggle(r.data[i].ID)
	case held&fyne.KeyModifierShift != 0 && from >= 0 && r.events.Range != nil:
		r.anchor = from
		r.choose()
	default:
		call(r.events.Open, i)
	}
	r.Refresh()
}

// choose takes all from the anchor to the current row.
func (r *listRows) choose() {
	if r.events.Range != nil && r.anchor >= 0 && r.current >= 0 {
		r.events.Range(r.anchor, r.current)
	}
}

// marked is the post of the current row, 0 for none.
func (r *listRows) marked() data.DeliveryID {
	if r.current < 0 || r.current >= len(r.data) {
		return 0
	}
	return r.data[r.current].ID
}

// TappedSecondary asks for what can be done with the row.
func (r *listRows) TappedSecondary(ev *fyne.PointEvent) {
	r.leave(r)
	if i := r.rowAt(ev.Position.Y); i >= 0 && r.events.Menu != nil {
		r.events.Menu(i, r, ev.Position)
	}
}

// MouseIn marks the row below the pointer.
func (r *listRows) MouseIn(ev *desktop.MouseEvent) { r.MouseMoved(ev) }

// MouseMoved marks the row below the pointer.
func (r *listRows) MouseMoved(ev *desktop.MouseEvent) {
	i := r.rowAt(ev.Position.Y)
	if i != r.hover {
		r.hover = i
		r.Refresh()
	}
	r.pointRow(i, ev.Position)
}

// pointRow points at a post, or at nothing for -1.
func (r *listRows) pointRow(i int, at fyne.Position) {
	if i < 0 || i >= len(r.data) {
		r.leave(r)
		return
	}
	r.point(Pointed{Chip: r.data[i].ID}, r, at)
}

// MouseOut marks none.
func (r *listRows) MouseOut() {
	r.hover = -1
	r.leave(r)
	r.Refresh()
}

// FocusGained shows the current row.
func (r *listRows) FocusGained() { r.focused = true; r.move(0); r.Refresh() }

// FocusLost hides the current row.
func (r *listRows) FocusLost() {
	r.focused, r.shift = false, false
	r.leave(r)
	r.Refresh()
}

// TypedRune adds the current row to what is chosen, with "x".
func (r *listRows) TypedRune(ch rune) { r.events.Pick.rune(ch, r.marked()) }

// TypedShortcut copies, pastes and chooses all.
func (r *listRows) TypedShortcut(s fyne.Shortcut) { r.events.Pick.shortcut(s, r.marked()) }

// KeyDown notes Shift.
func (r *listRows) KeyDown(ev *fyne.KeyEvent) { r.shift = r.shift || isShift(ev) }

// KeyUp forgets Shift.
func (r *listRows) KeyUp(ev *fyne.KeyEvent) { r.shift = r.shift && !isShift(ev) }

// TypedKey moves, chooses or opens.
func (r *listRows) TypedKey(ev *fyne.KeyEvent) {
	if ev.Name == fyne.KeyDelete && r.events.Remove != nil {
		if r.current >= 0 {
			r.events.Remove(r.current)
		}
		return
	}
	if ev.Name == fyne.KeyEscape && r.events.Pick.Clear == nil {
		Unclaimed(r, ev)
		return
	}
	if r.events.Pick.key(ev.Name, r.marked()) {
		return
	}
	before := r.current
	r.typed(ev)
	switch {
	case r.current == before:
	case r.shift:
		if r.anchor < 0 {
			r.anchor = before
		}
		r.leave(r)
		r.choose()
	default:
		r.anchor = r.current
		r.pointRow(r.current, fyne.NewPos(listTitle, r.edges[r.current]+listRow/2))
	}
}

func (r *listRows) typed(ev *fyne.KeyEvent) {
	page := max(1, int(r.list.scroll.Size().Height/listRow)-1)
	switch ev.Name {
	case fyne.KeyUp:
		r.move(-1)
	case fyne.KeyDown:
		r.move(1)
	case fyne.KeyPageUp:
		r.move(-page)
	case fyne.KeyPageDown:
		r.move(page)
	case fyne.KeyHome:
		r.move(-len(r.data))
	case fyne.KeyEnd:
		r.move(len(r.data))
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
		if r.current >= 0 {
			call(r.events.Open, r.current)
		}
	}
}

// move goes some rows on, over headings, as far as there are rows.
func (r *listRows) move(by int) {
	isPost := func(row ListRow) bool { return row.Heading == "" }
	at := min(max(r.current+by, 0), len(r.data)-1)
	if at < 0 {
		return
	}
	next := slices.IndexFunc(r.data[at:], isPost)
	if by < 0 || next < 0 {
		for at >= 0 && !isPost(r.data[at]) {
			at--
		}
		if at < 0 { // only a heading is above: stay on the first post
			at = max(0, slices.IndexFunc(r.data, isPost))
		}
	} else {
		at += next
	}
	if isPost(r.data[at]) {
		r.current = at
		r.reveal(at)
		r.Refresh()
	}
}

func (r *listRows) reveal(i int) {
	if i < 0 || i >= len(r.data) {
		return
	}
	view := r.list.scroll.Size().Height
	switch top, bottom := r.edges[i], r.edges[i+1]; {
	case top < r.list.scroll.Offset.Y:
		if i > 0 && r.data[i-1].Heading != "" {
			top = r.edges[i-1]
		}
		r.list.scroll.ScrollToOffset(fyne.NewPos(0, top))
	case bottom > r.list.scroll.Offset.Y+view:
		r.list.scroll.ScrollToOffset(fyne.NewPos(0, bottom-view))
	}
	r.scrolled() // Fyne tells only what a person scrolls
}

// AccessibilityLabel is the current row.
func (r *listRows) AccessibilityLabel() string {
	if r.current < 0 {
		return ""
	}
	d := r.data[r.current]
	return d.Time + " " + d.Title + " " + d.State
}

// AccessibilityRole is a container.
func (r *listRows) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleContainer }
