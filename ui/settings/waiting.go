package settings

import (
	"fyne.io/fyne/v2"

	"parvis/ui/theme"
	"parvis/ui/widgets"
)

// waiting says what is going on, and how to open the sign-in page again.
func (p *pane) waiting() fyne.CanvasObject {
	s, b, c := p.screen, p.screen.words(), &p.screen.m.connect
	text := b.T("connect.working", "Network", s.title(c.network.Name))
	switch {
	case c.asking:
		text = b.T("connect.paste")
	case c.page != "":
		text = b.T("connect.browser")
	}
	column := widgets.NewColumn(8, widgets.NewProgress(), widgets.NewNote(text))
	if c.asking {
		column.Add(p.pasteField())
	}
	links := widgets.NewRow(16)
	if page := c.page; page != "" {
		links.Add(widgets.NewLink(b.T("connect.browser_again"), func() { s.p.Shell.OpenLink(page) }))
	}
	links.Add(widgets.NewLink(b.T("connect.stop"), s.stopConnecting))
	column.Add(links)
	return column
}

// pasteField takes what the browser ended on.
func (p *pane) pasteField() fyne.CanvasObject {
	b := p.screen.words()
	if p.pasted == nil {
		p.pasted = widgets.NewField("")
		p.pasted.SetPlaceholder("https://")
		p.pasted.Changed = func(string) { p.pasted.SetError("") }
		p.pasted.Submitted = func(string) { p.screen.bring() }
	}
	p.pasted.SetLabel(b.T("connect.paste.label"))
	return widgets.NewColumn(8, p.pasted, widgets.NewFlow(0, 0, widgets.NewPrimary(b.T("common.continue"), p.screen.bring)))
}

// accounts is the choice among those that the sign-in opens.
func (p *pane) accounts() []fyne.CanvasObject {
	s, b, c := p.screen, p.screen.words(), &p.screen.m.connect
	all := []fyne.CanvasObject{
		p.title(),
		widgets.NewLabel(b.N("connect.pick", len(c.offered)), theme.Body, theme.Regular, theme.Ink).Wrapping().Leading(theme.RowHeight),
	}
	for i, a := range c.offered {
		name, handle := a.Name, a.Handle
		if name == "" || name == handle {
			name, handle = a.Handle, ""
		}
		all = append(all, widgets.NewTick(name, handle, c.wanted[i], func(on bool) {
			c.wanted[i] = on
			p.foot.Objects = p.buttons()
			p.foot.Refresh()
			p.object.Refresh()
		}))
	}
	all = append(all, widgets.NewNote(b.T("connect.pick.one")))
	return append(all, widgets.NewRow(0, widgets.NewLink(b.T("connect.stop"), s.stopConnecting)))
}

// result is what was connected, and what each account's credentials allow.
func (p *pane) result() []fyne.CanvasObject {
	s, b, c := p.screen, p.screen.words(), &p.screen.m.connect
	all := []fyne.CanvasObject{
		widgets.NewColumn(4, widgets.NewTitle(b.T("connect.done", "Network", s.title(c.network.Name))), widgets.NewNote(b.T("connect.secret.kept"))),
	}
	for _, a := range c.found {
		who := widgets.NewColumn(1,
			widgets.NewLabel(a.Handle, theme.Body, theme.SemiBold, theme.Ink).Shrinking(),
			widgets.NewNote(s.lasts(a)))
		card := widgets.NewColumn(12, widgets.NewRow(10, widgets.NewInitial(s.title(a.Network), a.Network), widgets.Stretch(who)))
		if text := s.otherAccount(a); text != "" {
			card.Add(widgets.NewNote(text))
		}
		card.Add(s.probeLines(a))
		all = append(all, widgets.NewCard(card))
	}
	return all
}
