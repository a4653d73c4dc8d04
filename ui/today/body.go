package today

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/layout"

	"parvis/data"
	"parvis/data/words"
	"parvis/ui/theme"
	"parvis/ui/widgets"
)

// body is the four cards below the header.
type body struct {
	screen  *Screen
	todo    *card
	leaving *card
	week    *card
	waiting *card
	// reminders are in ahead, which is hidden while there are none.
	reminders *card
	ahead     fyne.CanvasObject
	scroll    *widgets.Scroll
	object    fyne.CanvasObject
}

// cardGap lies between two cards.
const cardGap = 14

func newBody(s *Screen) *body {
	b := &body{screen: s, todo: newCard(nil), leaving: newCard(s.Shell.Calendar), week: newCard(nil), waiting: newCard(nil), reminders: newCard(nil)}
	b.ahead = widgets.Wide(b.reminders.object)
	b.ahead.Hide()
	grid := widgets.NewGrid(cardGap, widgets.Wide(b.todo.object), b.leaving.object, b.week.object, b.ahead, widgets.Wide(b.waiting.object))
	b.scroll = widgets.NewScroll(widgets.NewInset(theme.Inset, theme.Margin, theme.Margin, theme.Margin, grid))
	b.object = b.scroll
	return b
}

func (b *body) show(w *words.Book, m *model) {
	b.showTodo(w, m)
	b.showLeaving(w, m)
	b.showReminders(w, m)
	b.showWeek(w, m)
	b.showWaiting(w, m)
	b.scroll.Refresh()
}

// card has a title, a count or a link at its right, lines, and a sentence
// below them.
type card struct {
	title  *widgets.Label
	count  *widgets.Label
	link   *widgets.Link // nil where there is none
	lines  *fyne.Container
	note   *widgets.Label
	object *fyne.Container
}

func newCard(follow func()) *card {
	c := &card{
		title: widgets.NewLabel("", theme.Body, theme.SemiBold, theme.Ink).Shrinking(),
		count: widgets.NewLabel("", theme.Label, theme.SemiBold, theme.Accent),
		lines: widgets.NewColumn(0),
		note:  widgets.NewNote(""),
	}
	head := widgets.NewRow(theme.Gap, c.title, layout.NewSpacer(), c.count)
	if follow != nil {
		c.link = widgets.NewLink("", follow)
		head.Add(c.link)
	}
	c.note.Hide()
	c.object = widgets.NewCard(widgets.NewColumn(10, head, c.lines, c.note))
	return c
}

// set shows lines, and a sentence below them unless it is "".
func (c *card) set(title, count, note string, lines ...fyne.CanvasObject) {
	c.title.SetText(title)
	c.count.SetText(count)
	c.note.SetText(note)
	setVisible(c.note, note != "")
	setVisible(c.lines, len(lines) > 0)
	c.lines.Objects = lines
	c.object.Refresh()
}

func (b *body) showTodo(w *words.Book, m *model) {
	name := w.T("today.todo")
	switch {
	case !m.known:
		b.todo.set(name, "", w.T("common.loading"))
		return
	case len(m.needs)+len(m.expiring) == 0:
		b.todo.set(name, "", w.T("today.todo.none"))
		return
	}
	var lines []fyne.CanvasObject
	for _, e := range m.expiring {
		lines = append(lines, b.expiry(w, m, e))
	}
	for _, e := range m.shown() {
		lines = append(lines, b.entry(w, m, e))
	}
	count := w.Number(int64(len(m.needs) + len(m.expiring)))
	if more := len(m.needs) - len(m.shown()); more > 0 {
		count = w.T("common.of", "N", len(lines), "Of", len(m.needs)+len(m.expiring))
		lines = append(lines, widgets.NewDivider(false), widgets.NewInset(8, 0, 0, 0, widgets.NewRow(0,
			widgets.NewLink(w.N("today.more", more), func() {
				m.limit += step
				b.screen.show()
			}), layout.NewSpacer())))
	}
	b.todo.set(name, count, "", lines...)
}

// entry is one delivery that needs somebody: how it stands, what it is, what
// is the matter, and what mends it.
func (b *body) entry(w *words.Book, m *model, e data.Entry) fyne.CanvasObject {
	face := widgets.LookOf(e)
	state := w.Standing(e)
	name := widgets.NewLabel(w.T("today.about", "Title", title(w, e), "Network", whose(w, m, e)),
		theme.Strip, theme.SemiBold, theme.Ink).Shrinking()
	head := widgets.NewRow(10, widgets.NewPill(state, face.Tone).WithIcon(face.Icon), name)
	if !e.Due.IsZero() {
		head.Add(layout.NewSpacer())
		head.Add(widgets.NewLabel(hour(w, m, e.Due), theme.Label, theme.Regular, theme.Muted))
	}
	all := remedies(e)
	text := widgets.NewColumn(5, head, widgets.NewNote(trouble(w, e)))
	button := widgets.NewButton(w.T("today.remedy."+string(all[0])), func() { b.screen.mend(e, all[0]) })
	if m.busy[e.Delivery] {
		button.Disable()
	}
	row := widgets.NewRow(16, widgets.Stretch(text))
	if links := b.links(w, m, e, all[1:]); len(links) == 1 {
		row.Add(links[0])
	} else if len(links) > 1 {
		text.Add(widgets.NewFlow(16, 2, links...))
	}
	row.Add(button)
	return widgets.NewColumn(0, widgets.NewDivider(false), widgets.NewInset(10, 0, 10, 0, row))
}

// links are the other things that mend an entry.
func (b *body) links(w *words.Book, m *model, e data.Entry, others []remedy) []fyne.CanvasObject {
	var links []fyne.CanvasObject
	for _, r := range others {
		link := widgets.NewLink(w.T("today.remedy."+string(r)), func() { b.screen.mend(e, r) })
		if m.busy[e.Delivery] {
			link.Disable()
		}
		links = append(links, link)
	}
	return links
}

// mostLines is how many lines the shorter lists show; the calendar has them all.
const mostLines = 8

func (b *body) showLeaving(w *words.Book, m *model) {
	b.leaving.link.SetText(w.T("today.calendar"))
	name, leaving := w.T("today.leaving"), m.leaving()
	var lines []fyne.CanvasObject
	for _, e := range leaving[:min(mostLines, len(leaving))] {
		text := widgets.RowText{Pill: whose(w, m, e), Network: e.Network}
		if e.Stale {
			text = widgets.RowText{Note: whose(w, m, e), Pill: w.Standing(e), Tone: widgets.ToneCaution}
		}
		lines = append(lines, b.line(w, m, e, text))
	}
	note := strings.TrimSpace(beyond(w, len(leaving)) + " " + gone(w, m))
	switch {
	case !m.known:
		note = w.T("common.loading")
	case len(leaving) == 0:
		lines = append(lines, widgets.NewColumn(10, widgets.NewNote(w.T("today.leaving.none")),
			widgets.NewRow(0, widgets.NewButton(w.T("today.write"), func() { b.screen.Shell.NewPost(m.day) }), layout.NewSpacer())))
	case m.needsComputer():
		note = strings.TrimSpace(note + " " + offline(w, m))
	}
	b.leaving.set(name, "", note, lines...)
}

// beyond counts the lines that a short list leaves out.
func beyond(w *words.Book, n int) string {
	if n <= mostLines {
		return ""
	}
	return w.N("today.beyond", n-mostLines)
}

func gone(w *words.Book, m *model) string {
	if m.gone() == 0 {
		return ""
	}
	return w.N("today.gone", m.gone())
}

// line is one post of a short list, completed with its hour and its first
// words; a press opens it.
func (b *body) line(w *words.Book, m *model, e data.Entry, text widgets.RowText) fyne.CanvasObject {
	text.Lead, text.Title = hour(w, m, e.Due), title(w, e)
	return widgets.NewPressRow(text, func() { b.screen.Shell.OpenPost(e.Post) })
}

func (b *body) showWaiting(w *words.Book, m *model) {
	name := w.T("today.waiting")
	switch {
	case !m.known:
		b.waiting.set(name, "", w.T("common.loading"))
		return
	case len(m.waiting) == 0:
		b.waiting.set(name, "", w.T("today.waiting.none"))
		return
	}
	var lines []fyne.CanvasObject
	for _, e := range m.waiting[:min(mostLines, len(m.waiting))] {
		lines = append(lines, b.line(w, m, e, widgets.RowText{Note: whose(w, m, e), Pill: w.State(e.State, e.Reason)}))
	}
	b.waiting.set(name, w.Number(int64(len(m.waiting))), beyond(w, len(m.waiting)), lines...)
}

// showWeek compares the last seven days with those before. Without an account
// there is nothing to compare, and no card.
func (b *body) showWeek(w *words.Book, m *model) {
	setVisible(b.week.object, !m.known || len(m.accounts) > 0)
	if m.figures == nil {
		b.week.set(w.T("today.week"), "", w.T("common.loading"))
		return
	}
	var lines []fyne.CanvasObject
	for _, i := range m.weekFigures() {
		lines = append(lines, figureLine(figureOf(w, i)))
	}
	b.week.set(w.T("today.week"), "", w.T("today.week.note"), lines...)
}

// figureLine keeps course, value and change in columns of their own.
func figureLine(f figure) fyne.CanvasObject {
	name := widgets.NewColumn(0, widgets.NewLabel(f.label, theme.Strip, theme.Regular, theme.Ink).Wrapping())
	if f.note != "" {
		name.Add(widgets.NewLabel(f.note, theme.Small, theme.Regular, theme.Muted).Wrapping())
	}
	course := widgets.NewSparkline(theme.Accent)
	course.Set(f.points)
	value := widgets.NewLabel(f.value, theme.Panel, theme.Bold, theme.Ink).Aligned(fyne.TextAlignTrailing)
	change := widgets.NewRow(0)
	if f.change != "" {
		change.Add(widgets.NewPill(f.change, f.tone))
	}
	row := widgets.NewRow(10, widgets.Stretch(name), widgets.NewFixed(52, course), widgets.NewFixed(60, value), widgets.NewFixed(68, change))
	return widgets.NewColumn(0, widgets.NewDivider(false), widgets.NewInset(9, 0, 9, 0, row))
}
