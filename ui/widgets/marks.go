package widgets

import (
	"sort"
	"strings"
	"unicode"

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
	text, starts := []rune(m.entry.Text), rowStarts(m.entry)
	for _, mark := range m.list {
		m.pieces(text, starts, mark, func(line string, at fyne.Position) { m.piece(s, line, at, mark.Kind) })
	}
}

// pieces calls put with what of a mark lies on each row, and where that begins.
func (m *marks) pieces(text []rune, starts []int, mark Mark, put func(line string, at fyne.Position)) {
	from, to := max(0, mark.From), min(mark.To, len(text))
	for from < to {
		row := sort.SearchInts(starts, from+1) - 1
		end := to
		if row+1 < len(starts) {
			end = min(end, starts[row+1])
		}
		if line := strings.TrimRight(string(text[from:end]), "\n "); line != "" {
			put(line, placeOf(m.entry, row, from-starts[row]))
		}
		from = end
	}
}

// piece draws the part of a mark that lies on one row.
func (m *marks) piece(s *scene, line string, at fyne.Position, kind MarkKind) {
	width := theme.Measure(line, theme.Body, theme.Writing).Width
	switch kind {
	case Coloured:
		s.fill(at.X, at.Y, width, theme.RowHeight, theme.Card, 0)
		m.word(s, at, line, theme.Accent)
	case Struck:
		s.fill(at.X, at.Y, width, theme.RowHeight, theme.WarmSoft, 0)
		m.word(s, at, line, theme.Ink)
	case Wavy, Dashed:
		const high = 4
		tone := theme.Warm
		if kind == Dashed {
			tone = theme.Caution
		}
		s.add(m.waves.next(tone.Now(), kind == Dashed), at.X, at.Y+theme.RowHeight-high-1, width, high)
	}
}

// at returns the mark that may be asked about at a place inside the entry, and
// where its last row ends.
func (m *marks) at(pos fyne.Position) (found Mark, below fyne.Position, ok bool) {
	text, starts := []rune(m.entry.Text), rowStarts(m.entry)
	for _, mark := range m.list {
		if !mark.Kind.asks() {
			continue
		}
		m.pieces(text, starts, mark, func(line string, at fyne.Position) {
			width := theme.Measure(line, theme.Body, theme.Writing).Width
			if at.X <= pos.X && pos.X <= at.X+width && at.Y <= pos.Y && pos.Y < at.Y+theme.RowHeight {
				found, below, ok = mark, at.AddXY(0, theme.RowHeight), true
			}
		})
	}
	return found, below, ok
}

// placed is where a mark ends on its last row, inside the entry.
func (m *marks) placed(mark Mark) (below fyne.Position) {
	m.pieces([]rune(m.entry.Text), rowStarts(m.entry), mark, func(_ string, at fyne.Position) {
		below = at.AddXY(0, theme.RowHeight)
	})
	return below
}

// move keeps the marks on their words when a text became another one; those of
// words that changed go.
func (m *marks) move(old, now string) {
	if len(m.list) == 0 {
		return
	}
	a, b := []rune(old), []rune(now)
	same, end := alike(a, b)
	var kept []Mark
	for _, mark := range m.list {
		switch {
		case mark.To < same || mark.To == same && (same == len(b) || !partOfWord(b[same])):
		case mark.From >= len(a)-end:
			mark.From, mark.To = mark.From+len(b)-len(a), mark.To+len(b)-len(a)
		default:
			continue
		}
		kept = append(kept, mark)
	}
	m.list = kept
}

func partOfWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

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
