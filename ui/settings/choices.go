package settings

import (
	"fyne.io/fyne/v2"

	"parvis/data"
	"parvis/ui/theme"
	"parvis/ui/widgets"
)

// setups are the groups in which networks are offered, the easiest first.
func setups() []data.Setup {
	return []data.Setup{data.SetupNone, data.SetupToken, data.SetupOwnApp, data.SetupReview}
}

// group are the networks of one setup that can be connected, in their order.
func (m *model) group(s data.Setup) []data.NetworkRow {
	var all []data.NetworkRow
	for _, n := range m.networks {
		same := n.Card.Setup == s || s == data.SetupNone && n.Card.Setup == ""
		if same && len(n.Ways) > 0 {
			all = append(all, n)
		}
	}
	return all
}

// gone are the networks that are no more.
func (m *model) gone() []data.NetworkRow {
	var all []data.NetworkRow
	for _, n := range m.networks {
		if n.Card.Setup == data.SetupClosed {
			all = append(all, n)
		}
	}
	return all
}

// networks is the choice of one, by what each asks.
func (p *pane) networks() []fyne.CanvasObject {
	s, b := p.screen, p.screen.words()
	all := []fyne.CanvasObject{
		widgets.NewColumn(4, widgets.NewTitle(b.T("connect.title")), widgets.NewNote(b.T("connect.choose"))),
	}
	for _, kind := range setups() {
		group := s.m.group(kind)
		if len(group) == 0 {
			continue
		}
		all = append(all, heading(s.word("connect.group."+string(kind))))
		for _, n := range group {
			all = append(all, widgets.NewChoice(n.Name, s.title(n.Name), s.about(n.Name), func() { s.pick(n, data.Account{}) }))
		}
	}
	if gone := s.m.gone(); len(gone) > 0 {
		all = append(all, heading(b.T("connect.group.closed")))
		for _, n := range gone {
			all = append(all, s.closedRow(n))
		}
	}
	return all
}

// about says in a sentence what a network is good for.
func (s *Screen) about(n data.NetworkName) string {
	return s.word("connect."+string(n)+".about", "network."+string(n)+".about")
}

// closedRow is a network that cannot be connected any more, since when and what
// is in its place.
func (s *Screen) closedRow(n data.NetworkRow) fyne.CanvasObject {
	column := widgets.NewColumn(2,
		widgets.NewLabel(s.title(n.Name), theme.Body, theme.SemiBold, theme.Muted).Shrinking(),
		widgets.NewNote(s.closedSince(n.Card)))
	for _, o := range note(s.word("network." + string(n.Name) + ".successor")) {
		column.Add(o)
	}
	return widgets.NewPanel(widgets.NewBox(theme.Shade, theme.Border, theme.RadiusCard), 14, column)
}

// closedSince says when a network ended.
func (s *Screen) closedSince(card data.Card) string {
	if day, ok := s.day(card.Closed); ok {
		return s.words().T("connect.closed_since", "Date", day)
	}
	return s.words().T("connect.closed")
}

// pick begins with a network. What was typed for another one is forgotten.
func (s *Screen) pick(n data.NetworkRow, again data.Account) {
	if s.pane.of != n.Name || s.m.connect.again != again.ID {
		s.pane.forget()
	}
	s.turn(func() { s.m.connect.pick(n, again, s.m.last[again.ID]) })
}

// ways is the choice of how to connect.
func (p *pane) ways() []fyne.CanvasObject {
	s, c := p.screen, &p.screen.m.connect
	all := []fyne.CanvasObject{p.title()}
	for i, w := range c.network.Ways {
		all = append(all, widgets.NewOption(wayIcon(w), p.wayTitle(i), p.wayAbout(w), func() {
			s.turn(func() { c.take(i) })
		}))
	}
	return all
}

func wayIcon(w data.Way) theme.IconName {
	switch {
	case w.Paste:
		return theme.IconCopy
	case w.Browser:
		return theme.IconExternal
	}
	return theme.IconKey
}

// wayTitle names a way; where nobody has named it, its number does.
func (p *pane) wayTitle(i int) string {
	s, c := p.screen, &p.screen.m.connect
	if i >= len(c.network.Ways) {
		return ""
	}
	network, key := "connect."+string(c.network.Name)+".", c.network.Ways[i].Key
	if name := s.word(network+"way."+key, network+key, "connect.way."+key); name != "" {
		return name
	}
	return s.words().T("connect.way", "N", i+1)
}

func (p *pane) wayAbout(w data.Way) string {
	network := "connect." + string(p.screen.m.connect.network.Name) + "."
	return p.screen.word(network+"way."+w.Key+".about", network+w.Key+".about", "connect.way."+w.Key+".about")
}
