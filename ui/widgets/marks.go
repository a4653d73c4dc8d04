package widgets

import (
	"sort"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"parvis/ui/theme"
)

// marks lies over an entry and shows parts of its text differently. It takes
// no events, so clicks and typing reach the entry.
type marks struct {
	widget.BaseWidget
	entry *entry
	list  []Mark
	waves wavePool
}

func newMarks(e *entry) *marks {
	m := &marks{entry: e}
	m.ExtendBaseWidget(m)
	return m
}

// CreateRenderer draws the marks.
func (m *marks) CreateRenderer() fyne.WidgetRenderer {
	return newDrawn(m, func() fyne.Size { return fyne.Size{} }, m.paint)
}

func (m *marks) paint(s *scene, _ fyne.Size) {
	m.waves.restart()
	if len(m.list) == 0 || m.entry.SelectedText() != "" {
		return
	}
	text := []rune(m.entry.Text)
	starts := rowStarts(m.entry)
	for _, mark := range m.list {
		from, to := max(0, mark.From), min(mark.To, len(text))
		for from < to {
			row := sort.SearchInts(starts, from+1) - 1
			end := to
			if row+1 < len(starts) {
				end = min(end, starts[row+1])
			}
			m.piece(s, text[from:end], row, from-starts[row], mark.Kind)
			from = end
		}
	}
}

// piece draws the part of a mark that lies on one row.
func (m *marks) piece(s *scene, text []rune, row, column int, kind MarkKind) {
	for len(text) > 0 && (text[len(text)-1] == '\n' || text[len(text)-1] == ' ') {
		text = text[:len(text)-1]
	}
	if len(text) == 0 {
		return
	}
	at := placeOf(m.entry, row, column)
	line := string(text)
	width := theme.Measure(line, theme.Body, theme.Writing).Width
	switch kind {
	case Coloured:
		s.fill(at.X, at.Y, width, theme.RowHeight, theme.Card, 0)
		m.word(s, at, line, theme.Accent)
	case Struck:
		s.fill(at.X, at.Y, width, theme.RowHeight, theme.WarmSoft, 0)
		m.word(s, at, line, theme.Ink)
	case Wavy:
		const high = 4
		s.add(m.waves.next(theme.Warm.Now()), at.X, at.Y+theme.RowHeight-high-1, width, high)
	}
}

// word draws text exactly over the entry's, which is at a fraction of a unit.
func (m *marks) word(s *scene, at fyne.Position, line string, c theme.Colour) {
	t := theme.Text(line, theme.Body, theme.Writing, c)
	t.Move(at)
	t.Resize(t.MinSize())
	s.objects = append(s.objects, t)
}

// rowStarts returns, for each row as the entry wraps it now, the runes before
// it. The entry tells it only through its cursor, which is put back; writing
// the fields draws nothing.
func rowStarts(e *entry) []int {
	row, column := e.CursorRow, e.CursorColumn
	defer func() { e.CursorRow, e.CursorColumn = row, column }()
	starts := []int{0}
	e.CursorColumn = 0
	for {
		e.CursorRow = len(starts)
		offset := e.CursorTextOffset()
		if offset <= starts[len(starts)-1] {
			return starts
		}
		starts = append(starts, offset)
	}
}

// placeOf returns where a column of a row begins, inside the entry.
func placeOf(e *entry, row, column int) fyne.Position {
	r, c := e.CursorRow, e.CursorColumn
	defer func() { e.CursorRow, e.CursorColumn = r, c }()
	e.CursorRow, e.CursorColumn = row, column
	return e.CursorPosition().AddXY(caretWidth/2, caretWidth)
}
