package settings

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"parvis/data"
	"parvis/ui/theme"
	"parvis/ui/widgets"
)

// widestPane is how wide its fields grow where it stands alone.
const widestPane = 520

// pane is where an account is connected, one page after the other, the same for
// every network: what differs is data. What is typed lives in its fields; a
// secret nowhere else.
type pane struct {
	screen *Screen
	fields map[string]*widgets.Field
	of     data.NetworkName // whose fields they are
	pasted *widgets.Field   // what the browser ended on
	answer func(string)     // takes it to the network that waits
	choice func([]int)      // takes the ticked accounts to the network that waits
	scroll *widgets.Scroll
	page   fyne.CanvasObject
	sheet  *fyne.Container
	foot   *fyne.Container
	object fyne.CanvasObject
}

func newPane(s *Screen) *pane {
	p := &pane{screen: s, fields: map[string]*widgets.Field{}, sheet: widgets.NewColumn(12), foot: widgets.NewRow(8)}
	p.page = widgets.NewInset(16, 18, 16, 18, widgets.NewMeasure(widestPane, p.sheet))
	p.scroll = widgets.NewScroll(p.page)
	foot := widgets.NewInset(8, 18, 16, 18, widgets.NewMeasure(widestPane, p.foot))
	p.object = container.NewBorder(nil, foot, nil, nil, p.scroll)
	return p
}

// drawPane shows the pane as the model has it, or puts it away.
func (s *Screen) drawPane() {
	s.pane.draw()
	s.frame.showPane(s.m.connect.stage != closed)
}

// turn gives the pane another page, shown from its top with the keyboard where
// one goes on. An attempt under way is given up; what was typed stays.
func (s *Screen) turn(to func()) {
	s.p.Runner.Cancel("settings.connect")
	to()
	s.drawPane()
	s.pane.scroll.SetContent(s.pane.page)
	s.pane.focus()
}

// abandon puts the pane away and forgets what was typed.
func (s *Screen) abandon() {
	s.pane.forget()
	s.turn(s.m.connect.close)
}

// back goes one page back.
func (s *Screen) back() { s.turn(s.m.connect.back) }

// forget drops the fields with all that was typed into them.
func (p *pane) forget() {
	for _, f := range p.fields {
		f.SetText("")
	}
	p.fields, p.of = map[string]*widgets.Field{}, ""
	p.letGo()
}

// letGo drops what an attempt was waiting for.
func (p *pane) letGo() {
	if p.pasted != nil {
		p.pasted.SetText("")
	}
	p.pasted, p.answer, p.choice = nil, nil, nil
}

func (p *pane) draw() {
	c := &p.screen.m.connect
	p.sheet.Objects, p.foot.Objects = nil, nil
	switch c.stage {
	case choosing:
		p.sheet.Objects = p.networks()
	case choosingWay:
		p.sheet.Objects = p.ways()
	case stepping:
		p.sheet.Objects = p.stepPage()
	case filling, working:
		p.sheet.Objects = p.form()
	case picking:
		p.sheet.Objects = p.accounts()
	case done:
		p.sheet.Objects = p.result()
	}
	if c.stage != closed {
		p.foot.Objects = p.buttons()
	}
	p.sheet.Refresh()
	p.foot.Refresh()
	p.object.Refresh()
	p.scroll.Refresh()
	if c.stage == working || c.err != nil {
		p.scroll.ToEnd()
	}
}

// buttons are the foot of the page: away, back, and on.
func (p *pane) buttons() []fyne.CanvasObject {
	s, b, c := p.screen, p.screen.words(), &p.screen.m.connect
	if c.stage == done {
		return []fyne.CanvasObject{layout.NewSpacer(), p.onButton()}
	}
	all := []fyne.CanvasObject{widgets.NewButton(b.T("common.cancel"), s.abandon)}
	if c.before() != closed {
		all = append(all, widgets.NewButton(b.T("common.back"), s.back))
	}
	all = append(all, layout.NewSpacer())
	if on := p.onButton(); on != nil {
		all = append(all, on)
	}
	return all
}

// onButton is what one goes on with, nil where a choice does it.
func (p *pane) onButton() *widgets.Button {
	s, b, c := p.screen, p.screen.words(), &p.screen.m.connect
	switch c.stage {
	case stepping:
		return widgets.NewPrimary(b.T("common.next"), func() { s.turn(c.next) })
	case filling, working:
		key := "connect.go"
		if c.way().Browser || c.way().Paste {
			key = "connect.go_browser"
		}
		button := widgets.NewPrimary(b.T(key), p.submit)
		if c.stage == working {
			button.Disable()
		}
		return button
	case picking:
		button := widgets.NewPrimary(b.T("common.continue"), s.picked)
		if len(c.places()) == 0 {
			button.Disable()
		}
		return button
	case done:
		return widgets.NewPrimary(b.T("common.done"), s.abandon)
	}
	return nil
}

// focus gives the keyboard to where one goes on.
func (p *pane) focus() {
	c := &p.screen.m.connect
	switch c.stage {
	case choosing, choosingWay:
		for _, o := range p.sheet.Objects {
			if first, ok := o.(*widgets.Choice); ok {
				widgets.Focus(first)
				return
			}
		}
	case filling:
		for _, row := range c.fields() {
			if f := p.fields[row.Key]; f != nil && f.Text() == "" && !row.Optional {
				f.Focus()
				return
			}
		}
	}
	if n := len(p.foot.Objects); n > 0 {
		if on, ok := p.foot.Objects[n-1].(*widgets.Button); ok {
			widgets.Focus(on)
		}
	}
}

// title heads a page: what is going on, and in a few words what it takes.
func (p *pane) title() fyne.CanvasObject {
	s, b, c := p.screen, p.screen.words(), &p.screen.m.connect
	title := s.word("connect." + string(c.network.Name) + ".title")
	switch {
	case c.again != 0:
		title = b.T("connect.title_again", "Network", s.title(c.network.Name))
	case title == "":
		title = b.T("connect.title_network", "Network", s.title(c.network.Name))
	}
	column := widgets.NewColumn(4, widgets.NewTitle(title))
	switch name := p.wayTitle(c.chosen); {
	case c.again != 0:
		column.Add(widgets.NewNote(b.T("connect.again")))
	case len(c.network.Ways) > 1 && c.stage != choosingWay && name != "":
		column.Add(widgets.NewNote(name))
	default:
		column.Add(widgets.NewNote(s.setup(c.network.Card)))
	}
	if first := c.stage == choosingWay || c.stage == stepping && c.step == 0; first && c.network.Card.Cost {
		for _, o := range note(s.word("network." + string(c.network.Name) + ".cost")) {
			column.Add(o)
		}
	}
	return column
}

// word is the first of the keys that has words, "" for none: a network that
// nobody has worded yet is drawn without them.
func (s *Screen) word(keys ...string) string {
	for _, key := range keys {
		if b := s.words(); b.Has(key) {
			return b.T(key)
		}
	}
	return ""
}

// title is the name by which people know a network.
func (s *Screen) title(n data.NetworkName) string {
	if name := s.word("network." + string(n)); name != "" {
		return name
	}
	return s.m.network(n).Title
}

// setup says what a network asks before the first post.
func (s *Screen) setup(card data.Card) string {
	kind := card.Setup
	if kind == "" {
		kind = data.SetupNone
	}
	return s.word("connect.setup." + string(kind))
}

// note is a muted sentence, or nothing where there are no words.
func note(text string) []fyne.CanvasObject {
	if text == "" {
		return nil
	}
	return []fyne.CanvasObject{widgets.NewNote(text)}
}

// heading names a group of a page.
func heading(text string) fyne.CanvasObject {
	return widgets.NewInset(6, 0, 0, 0, widgets.NewLabel(text, theme.Label, theme.SemiBold, theme.Muted).Shrinking())
}
