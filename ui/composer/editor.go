package composer

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/layout"

	"parvis/data"
	"parvis/data/text"
	"parvis/ui/theme"
	"parvis/ui/widgets"
)

// editor is the text of the chosen tab, part by part, and its counters.
type editor struct {
	c        *Composer
	block    *fyne.Container
	sheet    *fyne.Container
	areas    []*widgets.TextArea
	counting *fyne.Container
	typeset  *widgets.Link // mends the typography
	insert   *widgets.Link // offers what can be put into the text
	visited  *keeper       // the post whose text had the caret last
	shown    *keeper       // the post whose text the areas show
	twin     *widgets.Link // shows the text in the other language next to this one
	beside   *besideBlock
	counters map[data.AccountID]*widgets.Counter
	tab      data.AccountID // that the areas write to
}

// Rows of a text's box: it grows with the text until it scrolls.
const leastRows, mostRows = 7, 14

func newEditor(c *Composer) *editor {
	e := &editor{c: c, sheet: widgets.NewColumn(theme.Gap), counting: widgets.NewFlow(16, 2)}
	e.typeset = widgets.NewLink(c.m.Words().T("composer.typography"), c.m.mendTypography)
	e.twin, e.beside = widgets.NewLink("", c.m.toggleBeside), newBeside(c)
	e.insert = widgets.NewLink(c.m.Words().T("composer.insert"), func() { c.Insert() }).WithMenu()
	below := widgets.NewRow(theme.Gap, widgets.Stretch(e.counting), e.insert, e.twin, e.typeset)
	texts := widgets.NewHalves(besideRoom, theme.Gap, e.sheet, e.beside.sheet)
	e.block = widgets.NewColumn(theme.Gap, texts, below)
	return e
}

func (e *editor) object() fyne.CanvasObject { return e.block }

// structure shows the tab's parts in the areas that are there already, so that
// caret and undo survive. What the program wrote into a text is taken back like
// what was typed.
func (e *editor) structure() {
	m := e.c.m
	m.stockUp()
	parts := m.parts(m.tab)
	other, as := e.tab != m.tab || e.shown != m.keeper, len(e.areas)
	e.tab, e.shown = m.tab, m.keeper
	for len(e.areas) < len(parts) {
		e.areas = append(e.areas, e.newArea(len(e.areas)))
	}
	e.areas = e.areas[:len(parts)]
	e.sheet.Objects = nil
	if m.besideParts() != nil {
		lang := otherLanguage(otherLanguage(m.post.Lang))
		e.sheet.Add(besideHead(m.Words().T("composer.beside." + lang)))
	}
	for i, part := range parts {
		if len(parts) > 1 {
			e.sheet.Add(e.partHeader(i, len(parts)))
		}
		area := e.areas[i]
		area.SetPlaceholder(e.placeholder(i))
		switch {
		case other:
			area.Begin(part)
		case as == len(parts):
			area.Rewrite(part)
		default:
			area.SetText(part)
		}
		if m.readonly(m.tab) || !m.open {
			area.Disable()
		} else {
			area.Enable()
		}
		e.sheet.Add(area)
	}
	if m.readonly(m.tab) || !m.open {
		e.typeset.Hide()
		e.insert.Hide()
	} else {
		e.typeset.Show()
		e.insert.Show()
	}
	e.counters = map[data.AccountID]*widgets.Counter{}
	e.drawBeside()
	e.figures()
}

// drawBeside offers or shows the text in the other language.
func (e *editor) drawBeside() {
	m := e.c.m
	e.beside.structure()
	if m.post.Twin == 0 || m.beside.on {
		e.twin.Hide()
		return
	}
	e.twin.SetText(m.Words().T("composer.beside.show." + otherLanguage(m.post.Lang)))
	e.twin.Show()
}

func (e *editor) placeholder(part int) string {
	if part > 0 {
		return e.c.m.Words().T("composer.text.part_hint")
	}
	return e.c.m.Words().T("composer.text.hint")
}

func (e *editor) newArea(part int) *widgets.TextArea {
	area := widgets.NewTextArea(leastRows)
	area.Changed = func(s string) { e.c.m.typed(e.tab, part, s) }
	area.Stepped = func(former, now string) { e.c.m.stepped(e.tab, part, former, now) }
	area.Entered = func() {
		e.visited = e.c.m.keeper
		e.c.m.enter(part)
	}
	area.Left, area.Escaped = e.c.m.save, e.c.escape
	area.Asked = func(m widgets.Mark, below fyne.Position) { e.ask(part, m, below) }
	return area
}

func (e *editor) partHeader(i, of int) fyne.CanvasObject {
	m, b := e.c.m, e.c.m.Words()
	name := widgets.NewLabel(b.T("composer.part", "Part", i+1, "Of", of), theme.Label, theme.SemiBold, theme.Muted)
	row := widgets.NewRow(theme.Gap, name, layout.NewSpacer())
	if !m.readonly(m.tab) {
		row.Add(widgets.NewIconButton(theme.IconTrash, b.T("composer.part.remove"), func() { m.dropPart(i) }).As(widgets.Quiet))
	}
	return row
}

// figures counts and colours; it runs a moment after the last key.
func (e *editor) figures() {
	m := e.c.m
	m.proofread()
	counters := m.counters()
	if !e.shows(counters) {
		e.counters = map[data.AccountID]*widgets.Counter{}
		e.counting.Objects = nil
		for _, c := range counters {
			a, _ := m.account(c.account)
			e.counters[c.account] = widgets.NewCounter(a.Network)
			e.counting.Add(e.counters[c.account])
		}
	}
	for _, c := range counters {
		e.counters[c.account].Set(m.counterText(c), c.over > 0)
	}
	e.counting.Refresh()
	parts := m.parts(e.tab)
	least := leastRows
	if len(parts) > 1 {
		least = leastRows / 2
	}
	for i, part := range parts {
		if i < len(e.areas) {
			e.mark(e.areas[i], part)
			e.areas[i].Fit(least, e.c.mostRows())
		}
	}
	e.beside.figures()
}

// shows tells whether there is a counter for each of these accounts and no
// other.
func (e *editor) shows(counters []counter) bool {
	if len(counters) != len(e.counters) {
		return false
	}
	for _, c := range counters {
		if e.counters[c.account] == nil {
			return false
		}
	}
	return true
}

// focus puts the caret into a part.
func (e *editor) focus(part int) {
	if part < len(e.areas) {
		e.areas[part].Focus()
	}
}

// marks colours links, hashtags and mentions.
func marks(s string) []widgets.Mark {
	var out []widgets.Mark
	for _, l := range text.Links(s) {
		out = append(out, markOf(s, l.Span, widgets.Coloured))
	}
	for _, h := range text.Hashtags(s) {
		out = append(out, markOf(s, h.Span, widgets.Coloured))
	}
	for _, m := range text.Mentions(s) {
		out = append(out, markOf(s, m.Span, widgets.Coloured))
	}
	return out
}
