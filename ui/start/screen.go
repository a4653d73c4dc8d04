// Package start is what is seen first: connect an account, or look around in
// the demonstration.
package start

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"parvis/data"
	"parvis/data/words"
	"parvis/ui/theme"
	"parvis/ui/widgets"
)

// Ports is what the first start asks of the running desk.
type Ports interface {
	// Networks are those that can be connected, in the order to show them.
	Networks() []data.NetworkRow
}

// Shell is what the first start needs of the window around it.
type Shell interface {
	// Connect leads to connecting an account.
	Connect()
	// Demo opens the demonstration.
	Demo()
	// Restore lets the person choose a backup and asks before it is used.
	Restore()
	// ImportPosts shows what takes posts from a table.
	ImportPosts()
	// SetSetting keeps a value under one of the names of package data, which
	// then holds at once.
	SetSetting(name, value string)
}

// Params is what the screen is made of.
type Params struct {
	Ports Ports
	Shell Shell
	Words func() *words.Book
	// Appearance is the value of [data.SettingAppearance] at the moment.
	Appearance func() string
}

// Screen is the first start. It belongs to the UI thread.
type Screen struct {
	p      Params
	column fyne.CanvasObject
	scroll *widgets.Scroll
	object *fyne.Container
}

// New returns the screen.
func New(p Params) *Screen {
	s := &Screen{p: p, scroll: widgets.NewScroll(layout.NewSpacer())}
	s.object = container.New(middle{s}, widgets.NewFill(theme.Ground, 0), s.scroll)
	s.Retranslate()
	return s
}

// Object is the whole window: the first start has no rail.
func (s *Screen) Object() fyne.CanvasObject { return s.object }

// Activate has nothing to read.
func (s *Screen) Activate() {}

// Changed hears of what was committed: a setting changes what the foot says.
func (s *Screen) Changed(c data.Change) {
	if c.Noun == data.Settings {
		s.Retranslate()
	}
}

// Retranslate writes everything anew in the language of the moment.
func (s *Screen) Retranslate() {
	b := s.p.Words()
	s.column = widgets.NewInset(edge, edge, edge, edge, widgets.NewColumn(0,
		mark(),
		widgets.NewInset(14, 0, 2, 0, line(b.T("start.title"), theme.Hero, theme.Bold, theme.Ink)),
		line(b.T("start.text"), theme.Panel, theme.Regular, theme.Muted),
		widgets.NewInset(26, 0, 26, 0, widgets.NewRow(24, widgets.Stretch(s.connectCard()), widgets.Stretch(s.demoCard()))),
		s.foot()))
	s.scroll.SetContent(s.column)
	s.object.Refresh()
}

const (
	// edge keeps outlines off the edge of what scrolls: cut there, the software
	// driver draws them out of place.
	edge   = 8
	widest = 784 + 2*edge
	margin = 16
)

// middle puts its second object, which shows a column, in the middle of the
// window; what does not fit scrolls.
type middle struct{ screen *Screen }

// Layout centres the column.
func (m middle) Layout(o []fyne.CanvasObject, size fyne.Size) {
	o[0].Resize(size)
	width := min(widest, size.Width-2*margin)
	height := min(widgets.HeightFor(m.screen.column, width), size.Height)
	o[1].Move(fyne.NewPos(float32(int(size.Width-width)/2), float32(int(size.Height-height)/2)))
	o[1].Resize(fyne.NewSize(width, height))
}

// MinSize is small: the screen takes what the window gives.
func (middle) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(560, 400) }

func line(text string, size theme.Size, w theme.Weight, c theme.Colour) fyne.CanvasObject {
	return widgets.NewLabel(text, size, w, c).Wrapping().Aligned(fyne.TextAlignCenter)
}

// mark is the sign of Parvis.
func mark() fyne.CanvasObject {
	sign := canvas.NewImageFromResource(theme.AppIcon())
	sign.FillMode = canvas.ImageFillContain
	sign.SetMinSize(fyne.NewSquareSize(56))
	return container.NewCenter(sign)
}

func (s *Screen) connectCard() fyne.CanvasObject {
	b := s.p.Words()
	easy, others := parted(s.p.Ports.Networks())
	var titles []string
	pills := widgets.NewFlow(10, 8)
	for _, n := range easy {
		titles = append(titles, s.title(n))
		pills.Add(widgets.NewPill(s.title(n), widgets.ToneNeutral).WithDot(n.Name))
	}
	text := b.T("start.connect.text", "Networks", listed(titles, func(first, last string) string {
		return b.T("start.and", "First", first, "Last", last)
	}))
	if len(others) > 0 {
		text += " " + b.N("start.connect.others", len(others))
	}
	return card(b.T("start.connect.title"), text, pills, widgets.NewPrimary(b.T("start.connect.go"), s.p.Shell.Connect))
}

// title is the name by which people know a network.
func (s *Screen) title(n data.NetworkRow) string {
	if key := "network." + string(n.Name); s.p.Words().Has(key) {
		return s.p.Words().T(key)
	}
	return n.Title
}

func (s *Screen) demoCard() fyne.CanvasObject {
	b := s.p.Words()
	pills := widgets.NewFlow(10, 8, widgets.NewPill(b.T("start.demo.none"), widgets.ToneAccent))
	return card(b.T("start.demo.title"), b.T("start.demo.text"), pills,
		widgets.NewButton(b.T("start.demo.go"), s.p.Shell.Demo))
}

func card(title, text string, pills fyne.CanvasObject, button *widgets.Button) fyne.CanvasObject {
	return widgets.NewPanel(widgets.NewBox(theme.Card, theme.Border, theme.RadiusCard), 26, widgets.NewColumn(10,
		widgets.NewLabel(title, theme.Head, theme.Bold, theme.Ink).Wrapping(),
		widgets.NewLabel(text, theme.Body, theme.Regular, theme.Ink).Wrapping().Leading(theme.RowHeight),
		pills,
		widgets.NewInset(10, 0, 0, 0, widgets.NewRow(0, button, layout.NewSpacer()))))
}

// foot is language, appearance, and what brings in what there is already: a
// backup or a plan.
func (s *Screen) foot() fyne.CanvasObject {
	b := s.p.Words()
	var language, appearance *widgets.Link
	language = widgets.NewLink(b.T("common.language."+b.Lang()), func() { s.languages(language) }).WithMenu()
	value := b.T("start.appearance." + appearanceWord(s.p.Appearance()))
	appearance = widgets.NewLink(b.T("start.appearance", "Value", value), func() { s.appearances(appearance) }).WithMenu()
	restore := widgets.NewLink(b.T("start.restore"), s.p.Shell.Restore)
	table := widgets.NewLink(b.T("start.import"), s.p.Shell.ImportPosts)
	row := widgets.NewRow(8)
	for i, link := range []*widgets.Link{language, appearance, restore, table} {
		if i > 0 {
			row.Add(widgets.NewLabel("·", theme.Label, theme.Regular, theme.Muted))
		}
		row.Add(link.Coloured(theme.Muted))
	}
	return container.NewCenter(row)
}

func (s *Screen) languages(at fyne.CanvasObject) {
	b := s.p.Words()
	var items []widgets.MenuItem
	for _, lang := range words.Languages() {
		items = append(items, widgets.MenuItem{Text: b.T("common.language." + lang), Checked: lang == b.Lang(), Run: func() {
			s.p.Shell.SetSetting(data.SettingLanguage, lang)
		}})
	}
	widgets.ShowMenu(at, items)
}

func (s *Screen) appearances(at fyne.CanvasObject) {
	b, now := s.p.Words(), appearanceWord(s.p.Appearance())
	var items []widgets.MenuItem
	for _, value := range appearances() {
		word := appearanceWord(value)
		items = append(items, widgets.MenuItem{Text: b.T("start.appearance." + word), Checked: word == now, Run: func() {
			s.p.Shell.SetSetting(data.SettingAppearance, value)
		}})
	}
	widgets.ShowMenu(at, items)
}
