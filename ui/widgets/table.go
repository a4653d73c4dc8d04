package widgets

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"parvis/ui/theme"
)

// TableColumn is one column of a [Table]. Those of width 0 share what the others
// leave.
type TableColumn struct {
	Title string
	Width float32
}

// TableRow is one line of a [Table].
type TableRow struct {
	Heading string   // not "": a title over all columns, the rest is not looked at
	Cells   []string // one for each column
	Choice  bool     // the last cell is a box with a choice to open
	Pill    string   // in the last column, in the place of its cell
	Tone    Tone     // of the pill and of the note
	Icon    theme.IconName
	Note    string // below the cells, from the second column on
}

// Table shows rows of cells under the names of the columns. It asks only for the
// rows in view, so that a hundred thousand cost as much as ten. Arrow keys move,
// Enter opens.
type Table struct {
	widget.BaseWidget
	// Moved is called when another row is the current one; may be nil.
	Moved func(row int)
	// Escaped is called with Escape; may be nil.
	Escaped func()

	columns []TableColumn
	scroll  *container.Scroll
	rows    *tableRows
}

// NewTable returns a table without columns and rows. open is called for a row
// that is tapped, or with Enter, with a place in an object for what is shown by
// it; nil does nothing.
func NewTable(open func(row int, in fyne.CanvasObject, at fyne.Position)) *Table {
	t := &Table{}
	t.rows = &tableRows{table: t, open: open, hover: -1, current: -1}
	t.rows.ExtendBaseWidget(t.rows)
	t.scroll = container.NewVScroll(t.rows)
	t.scroll.OnScrolled = func(fyne.Position) { t.rows.Refresh() }
	t.ExtendBaseWidget(t)
	return t
}

// Set shows n rows under columns, from the first on; row gives one of them when
// it comes into view.
func (t *Table) Set(columns []TableColumn, n int, row func(i int) TableRow) {
	t.columns = columns
	t.rows.n, t.rows.row, t.rows.hover, t.rows.current = n, row, -1, -1
	t.scroll.ScrollToTop()
	t.Refresh()
}

// Update shows the rows anew where they are, as after one of them changed. There
// must be as many as before.
func (t *Table) Update() { t.rows.Refresh() }

// Focus gives the keyboard to the rows.
func (t *Table) Focus() { Focus(t.rows) }

// GoTo makes a row the current one and brings it into view.
func (t *Table) GoTo(row int) { t.rows.goTo(row) }

// Current is the row of the keyboard, -1 for none.
func (t *Table) Current() int { return t.rows.current }

// MinSize is small: a table takes what it is given.
func (t *Table) MinSize() fyne.Size { return fyne.NewSize(240, tableHead+2*tableRow) }

// CreateRenderer puts the names of the columns above the rows.
func (t *Table) CreateRenderer() fyne.WidgetRenderer {
	head := newPicture(60, tableHead, func(s *scene, size fyne.Size) {
		edges := t.edges(size.Width)
		for i, c := range t.columns {
			s.textIn(edges[i], 0, edges[i+1]-edges[i]-tableGap, tableHead, c.Title, theme.Label, theme.Regular, theme.Muted)
		}
		s.fill(0, tableHead-1, size.Width, 1, theme.Line, 0)
	})
	return widget.NewSimpleRenderer(NewFrame(0, head, t.scroll, nil))
}

// Refresh shows columns and rows anew.
func (t *Table) Refresh() {
	t.rows.Refresh()
	t.scroll.Refresh()
	t.BaseWidget.Refresh()
}

const (
	tableHead = 28
	tableRow  = 44
	tableSide = 14
	tableGap  = 14
)

// edges are the left edges of the columns and the right edge of the last.
func (t *Table) edges(width float32) []float32 {
	fixed, shares := float32(2*tableSide-tableGap), 0
	for _, c := range t.columns {
		fixed += tableGap + c.Width
		if c.Width == 0 {
			shares++
		}
	}
	edges := []float32{tableSide}
	for _, c := range t.columns {
		w := c.Width
		if w == 0 {
			w = max(40, (width-fixed)/float32(shares))
		}
		edges = append(edges, edges[len(edges)-1]+whole(w)+tableGap)
	}
	return edges
}

// tableRows is what scrolls.
type tableRows struct {
	widget.BaseWidget
	table   *Table
	open    func(row int, in fyne.CanvasObject, at fyne.Position)
	n       int
	row     func(i int) TableRow
	hover   int
	current int // of the keyboard, -1: none
	focused bool
}

// view returns the first row in view and the one behind the last.
func (r *tableRows) view() (first, behind int) {
	top := r.table.scroll.Offset.Y
	first = max(0, int(top/tableRow))
	return first, min(r.n, int((top+r.table.scroll.Size().Height)/tableRow)+1)
}

// at returns the row at a height, -1 for headings and beyond.
func (r *tableRows) at(y float32) int {
	if i := int(y / tableRow); y >= 0 && i < r.n && r.row(i).Heading == "" {
		return i
	}
	return -1
}

// Tapped opens the row.
func (r *tableRows) Tapped(ev *fyne.PointEvent) {
	Focus(r)
	if i := r.at(ev.Position.Y); i >= 0 {
		r.goTo(i)
		r.press()
	}
}

// press opens the current row, below its last cell.
func (r *tableRows) press() {
	if r.open == nil || r.current < 0 {
		return
	}
	edges := r.table.edges(r.Size().Width)
	r.open(r.current, r, fyne.NewPos(edges[max(0, len(edges)-2)], float32(r.current+1)*tableRow-4))
}

// MouseIn marks the row below the pointer.
func (r *tableRows) MouseIn(ev *desktop.MouseEvent) { r.MouseMoved(ev) }

// MouseMoved marks the row below the pointer.
func (r *tableRows) MouseMoved(ev *desktop.MouseEvent) {
	if i := r.at(ev.Position.Y); i != r.hover {
		r.hover = i
		r.Refresh()
	}
}

// MouseOut marks none.
func (r *tableRows) MouseOut() { r.hover = -1; r.Refresh() }

// FocusGained shows the current row, the first where there was none.
func (r *tableRows) FocusGained() {
	r.focused = true
	if r.current < 0 {
		r.step(1)
	}
	r.Refresh()
}

// FocusLost hides the current row.
func (r *tableRows) FocusLost() { r.focused = false; r.Refresh() }

// TypedRune takes no text.
func (r *tableRows) TypedRune(rune) {}

// TypedKey moves, opens or leaves.
func (r *tableRows) TypedKey(ev *fyne.KeyEvent) {
	page := max(1, int(r.table.scroll.Size().Height/tableRow)-1)
	steps := map[fyne.KeyName]int{
		fyne.KeyUp: -1, fyne.KeyDown: 1, fyne.KeyPageUp: -page, fyne.KeyPageDown: page, fyne.KeyHome: -r.n, fyne.KeyEnd: r.n,
	}
	switch {
	case steps[ev.Name] != 0:
		r.step(steps[ev.Name])
	case slices.Contains([]fyne.KeyName{fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace}, ev.Name):
		r.press()
	case ev.Name == fyne.KeyEscape && r.table.Escaped != nil:
		r.table.Escaped()
	case ev.Name == fyne.KeyEscape:
		Unclaimed(r, ev)
	}
}

// step goes some rows on, over headings, as far as there are rows.
func (r *tableRows) step(by int) {
	from := min(max(r.current+by, 0), r.n-1)
	way := 1
	if by < 0 {
		way = -1
	}
	for _, way := range []int{way, -way} { // above the first row may be only a heading
		for at := from; at >= 0 && at < r.n; at += way {
			if r.row(at).Heading == "" {
				r.goTo(at)
				return
			}
		}
	}
}

// goTo makes a row the current one and brings it into view.
func (r *tableRows) goTo(i int) {
	moved := i != r.current
	r.current = i
	scroll := r.table.scroll
	top, high := float32(i)*tableRow, scroll.Size().Height
	switch {
	case top < scroll.Offset.Y:
		scroll.ScrollToOffset(fyne.NewPos(0, top))
	case top+tableRow > scroll.Offset.Y+high:
		scroll.ScrollToOffset(fyne.NewPos(0, top+tableRow-high))
	}
	r.Refresh() // Fyne tells only what a person scrolls
	if moved && r.table.Moved != nil {
		r.table.Moved(i)
	}
}

// AccessibilityLabel is the current row.
func (r *tableRows) AccessibilityLabel() string {
	if r.current < 0 || r.current >= r.n {
		return ""
	}
	return r.row(r.current).label()
}

// AccessibilityRole is a container.
func (r *tableRows) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleContainer }
