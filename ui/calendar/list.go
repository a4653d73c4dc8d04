package calendar

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"parvis/data"
	"parvis/data/words"
	"parvis/ui/theme"
	"parvis/ui/widgets"
)

// list shows one post below the other, by day, and says what it is for while
// there is none.
type list struct {
	screen *Screen
	rows   *widgets.List
	lines  []line
	card   *fyne.Container
	empty  *fyne.Container // holds the words of a language
	from   string          // the day that the rows began with
	object *fyne.Container
}

func newList(s *Screen) *list {
	l := &list{screen: s}
	l.rows = widgets.NewList(widgets.ListEvents{
		Open:  l.open,
		Menu:  l.menu,
		Near:  func() { s.readList(true) },
		Range: l.choose,
		Pick:  s.pickEvents(),
		Point: s.pointed,
	})
	l.card = widgets.NewPanel(widgets.NewBox(theme.Card, theme.Border, theme.RadiusCard), 2, l.rows)
	l.empty = container.NewStack()
	l.object = container.NewStack(l.card, l.empty)
	return l
}

func (l *list) open(row int) {
	if row < len(l.lines) && l.lines[row].entry != nil {
		l.screen.open(l.lines[row].entry.Post)
	}
}

func (l *list) menu(row int, in fyne.CanvasObject, at fyne.Position) {
	if row < len(l.lines) && l.lines[row].entry != nil {
		widgets.ShowMenuAt(in, at, l.screen.entryItems(*l.lines[row].entry, in, at))
	}
}

// choose chooses all posts from one row to another, in either order.
func (l *list) choose(from, to int) {
	var all []data.Entry
	for _, line := range l.lines[max(0, min(from, to)):min(len(l.lines), max(from, to)+1)] {
		if line.entry != nil {
			all = append(all, *line.entry)
		}
	}
	l.screen.m.chooseEach(all)
	l.screen.show()
}

func (l *list) focus() { l.rows.Focus() }

func (l *list) show(b *words.Book, m *model) {
	l.lines = m.lines()
	none := m.listRead() && len(l.lines) == 0
	show(l.card, !none)
	show(l.empty, none)
	if none {
		l.empty.Objects = []fyne.CanvasObject{l.nothing(b, m)}
		l.empty.Refresh()
		return
	}
	rows := make([]widgets.ListRow, len(l.lines))
	for i, each := range l.lines {
		rows[i] = listRow(b, m, each)
	}
	l.rows.Set(rows, m.ringed())
	if l.from != m.day {
		l.from = m.day
		l.rows.ScrollTop()
	}
}

func (l *list) nothing(b *words.Book, m *model) fyne.CanvasObject {
	if !m.filter.usual(m.accounts) {
		return widgets.NewEmptyState(theme.IconFilter, b.T("calendar.empty.list.title"), b.T("calendar.empty.filtered"),
			b.T("calendar.filter.reset"), l.screen.showEverything)
	}
	return widgets.NewEmptyState(theme.IconCalendarPlus, b.T("calendar.empty.list.title"), b.T("calendar.empty.list"),
		b.T("calendar.empty.action"), func() { l.screen.write(m.day) },
		widgets.NewButton(b.T("calendar.empty.import"), l.screen.Shell.ImportPosts).As(widgets.Quiet))
}

// listRow words one line of the list.
func listRow(b *words.Book, m *model, l line) widgets.ListRow {
	if l.entry == nil {
		return widgets.ListRow{Heading: heading(b, m, l.day)}
	}
	e := *l.entry
	row := widgets.ListRow{
		ID:      e.Delivery,
		Post:    e.Post,
		Network: e.Network,
		Title:   titleOf(b, e),
		Note:    accountName(b, m, e.Account),
		State:   stateOf(b, e),
		Look:    widgets.LookOf(e),
		Chosen:  m.chosen.index(e.Post) >= 0,
	}
	if !e.Due.IsZero() {
		row.Time = b.Clock(e.Due.In(m.zone))
	}
	return row
}

// stateOf says how an entry stands; a post that went out late says by how much.
func stateOf(b *words.Book, e data.Entry) string {
	if e.State == data.Sent && e.Late > 0 {
		return b.T("common.pair", "A", b.State(e.State, ""), "B", b.T("state.late", "By", b.Span(e.Late)))
	}
	return b.Standing(e)
}

// heading names a day of the list: "Aujourd’hui · Samedi 21 novembre", with
// its year where that is not this one.
func heading(b *words.Book, m *model, day string) string {
	if day == "" {
		return b.T("calendar.undated")
	}
	today, name := m.today(), b.DayTitle(date(day))
	switch {
	case day == today:
		return b.T("common.pair", "A", b.T("date.today"), "B", name)
	case day == plusDays(today, 1):
		return b.T("common.pair", "A", b.T("date.tomorrow"), "B", name)
	case day[:4] != today[:4]:
		return b.T("common.pair", "A", name, "B", strconv.Itoa(date(day).Year()))
	}
	return name
}
