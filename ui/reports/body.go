package reports

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"parvis/data/report"
	"parvis/data/words"
	"parvis/ui/theme"
	"parvis/ui/widgets"
)

// body is everything below the header: the cards, or what to do first.
type body struct {
	screen *Screen
	cards  map[kind]*card
	best   *best
	scroll *widgets.Scroll
	empty  *fyne.Container // holds the words of a language
	object *fyne.Container
}

// cardGap lies between two cards.
const cardGap = 14

func newBody(s *Screen) *body {
	b := &body{screen: s, cards: map[kind]*card{}, best: newBest(s.Shell.OpenLink), empty: container.NewStack()}
	for _, k := range kinds() {
		b.cards[k] = newCard(s, k)
	}
	grid := widgets.NewGrid(cardGap, widgets.Wide(b.cards[followersKind].object), b.cards[postsKind].object,
		b.cards[engagementKind].object, b.cards[reachKind].object, b.best.object)
	b.scroll = widgets.NewScroll(widgets.NewInset(theme.Inset, theme.Margin, theme.Margin, theme.Margin, grid))
	b.object = container.NewStack(b.scroll, b.empty)
	return b
}

func (b *body) show(w *words.Book, m *model) {
	none := m.known && len(m.accounts) == 0
	setVisible(b.scroll, !none)
	setVisible(b.empty, none)
	if none {
		b.empty.Objects = []fyne.CanvasObject{widgets.NewEmptyState(theme.IconReport, w.T("reports.first.title"),
			w.T("reports.first.text"), w.T("reports.first.action"), b.screen.Shell.Connect)}
		b.empty.Refresh()
		return
	}
	for _, k := range kinds() {
		b.cards[k].show(w, m)
	}
	b.best.show(w, m)
	b.scroll.Refresh()
}

// chart is what draws one kind of chart.
type chart interface {
	fyne.CanvasObject
	Set(widgets.ChartData)
}

func newChart(k kind) chart {
	switch k {
	case followersKind:
		return widgets.NewLineChart()
	case postsKind:
		return widgets.NewHBarChart()
	}
	return widgets.NewBarChart()
}

// card is one chart with its title, what must be read with it, and the links
// that save it.
type card struct {
	kind   kind
	title  *widgets.Label
	links  *fyne.Container
	small  *widgets.Link
	large  *widgets.Link
	chart  chart
	foot   *widgets.Label
	object *fyne.Container
}

func newCard(s *Screen, k kind) *card {
	c := &card{
		kind:  k,
		title: widgets.NewLabel("", theme.Body, theme.SemiBold, theme.Ink).Shrinking(),
		small: widgets.NewLink("", func() { s.savePNG(k, 1) }),
		large: widgets.NewLink("", func() { s.savePNG(k, 2) }),
		chart: newChart(k),
		foot:  widgets.NewLabel("", theme.Small, theme.Regular, theme.Muted).Wrapping(),
	}
	c.links = widgets.NewRow(5, c.small, widgets.NewLabel("·", theme.Label, theme.Medium, theme.Accent), c.large)
	head := widgets.NewRow(theme.Gap, c.title, layout.NewSpacer(), c.links)
	c.object = widgets.NewCard(widgets.NewFrame(10, head, c.chart, c.foot))
	return c
}

func (c *card) show(w *words.Book, m *model) {
	c.small.SetText(w.T("reports.png.1"))
	c.large.SetText(w.T("reports.png.2"))
	if m.report == nil {
		c.title.SetText("")
		c.foot.SetText("")
		c.links.Hide()
		c.chart.Set(widgets.ChartData{Empty: w.T("common.loading")})
		return
	}
	picture := chartOf(w, m, c.kind)
	c.title.SetText(picture.Title)
	c.foot.SetText("")
	if !picture.Blank() {
		c.foot.SetText(picture.Footer())
	}
	setVisible(c.links, !picture.Blank())
	c.chart.Set(drawn(w, c.kind, picture))
	c.object.Refresh()
}

// best is the list of the posts that were received best.
type best struct {
	open   func(url string)
	title  *widgets.Label
	rows   *fyne.Container
	foot   *widgets.Label
	object *fyne.Container
}

func newBest(open func(string)) *best {
	b := &best{
		open:  open,
		title: widgets.NewLabel("", theme.Body, theme.SemiBold, theme.Ink).Shrinking(),
		rows:  widgets.NewColumn(0),
		foot:  widgets.NewLabel("", theme.Small, theme.Regular, theme.Muted).Wrapping(),
	}
	b.object = widgets.NewCard(widgets.NewFrame(10, b.title, b.rows, b.foot))
	return b
}

func (b *best) show(w *words.Book, m *model) {
	b.title.SetText(w.T("report.best.title"))
	b.foot.SetText("")
	b.rows.Objects = nil
	if m.report == nil {
		return
	}
	ranked := m.report.Best(bestPosts)
	if len(ranked) == 0 {
		b.rows.Add(widgets.NewNote(w.T("reports.best.none")))
		return
	}
	rate := w.T("indicator." + string(m.report.Basis()))
	b.rows.Add(widgets.NewInset(0, 4, 7, 4, widgets.NewRow(theme.Gap,
		widgets.NewNote(w.T("reports.best.post")), layout.NewSpacer(), widgets.NewLabel(rate, theme.Label, theme.Regular, theme.Muted))))
	for _, r := range ranked {
		b.rows.Add(b.row(w, r))
	}
	b.foot.SetText(w.T("report." + string(m.report.Basis()) + ".source"))
	b.object.Refresh()
}

// row opens the post where people see it, when its address is known.
func (b *best) row(w *words.Book, r report.Ranked) fyne.CanvasObject {
	var open func()
	if url := r.Post.URL; url != "" {
		open = func() { b.open(url) }
	}
	return widgets.NewPressRow(widgets.RowText{Title: headline(w, r.Post), Value: w.Percent(r.Rate, 1)}, open).Dense()
}
