package settings

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/layout"

	"parvis/data"
	"parvis/data/text"
	"parvis/ui/theme"
	"parvis/ui/widgets"
)

// catalogue are the networks in which the words of a search are found, those
// that are no more last. worded gives what is written of one.
func (m *model) catalogue(worded func(data.NetworkRow) string) []data.NetworkRow {
	var alive, over []data.NetworkRow
	for _, n := range m.networks {
		switch {
		case !found(m.sought, worded(n)):
		case n.Card.Setup == data.SetupClosed:
			over = append(over, n)
		default:
			alive = append(alive, n)
		}
	}
	return append(alive, over...)
}

// found tells whether a text holds every word that is sought, whatever the
// capitals and accents.
func found(sought, in string) bool {
	in = plainWords(in)
	for word := range strings.FieldsSeq(plainWords(sought)) {
		if !strings.Contains(in, word) {
			return false
		}
	}
	return true
}

// newSearch is the field above the catalogue. It outlives a redrawing, so that
// typing goes on.
func newSearch(s *Screen) *widgets.Field {
	field := widgets.NewSearch(s.words().T("settings.networks.search"), "")
	field.SetText(s.m.sought)
	field.Changed = func(text string) {
		s.m.sought = text
		s.draw()
	}
	return field
}

// networksBody is the catalogue of networks.
func (s *Screen) networksBody() fyne.CanvasObject {
	b := s.words()
	all := widgets.NewColumn(12, widgets.NewNote(b.T("settings.networks.why")), s.search)
	rows := s.m.catalogue(func(n data.NetworkRow) string {
		return s.title(n.Name) + " " + s.word("network."+string(n.Name)+".about") + " " + s.setup(n.Card)
	})
	for _, n := range rows {
		all.Add(s.networkCard(n))
	}
	if len(rows) == 0 {
		all.Add(widgets.NewLabel(b.T("settings.networks.none", "Text", s.m.sought), theme.Body, theme.Regular, theme.Muted).Wrapping())
	}
	return all
}

// networkCard is one network: what it asks and costs, what is possible there,
// and when that was last looked up.
func (s *Screen) networkCard(n data.NetworkRow) fyne.CanvasObject {
	b := s.words()
	over := n.Card.Setup == data.SetupClosed
	colour := theme.Ink
	if over {
		colour = theme.Muted
	}
	head := widgets.NewRow(12, widgets.NewInitial(s.title(n.Name), n.Name),
		widgets.NewLabel(s.title(n.Name), theme.Panel, theme.SemiBold, colour).Shrinking())
	if len(n.Ways) > 0 {
		head.Add(widgets.NewButton(b.T("connect.go"), func() { s.connectTo(n) }))
	}
	column := widgets.NewColumn(10, head)
	if about := s.word("network."+string(n.Name)+".about", "connect."+string(n.Name)+".about"); about != "" {
		column.Add(widgets.NewLabel(about, theme.Strip, theme.Regular, theme.Ink).Wrapping().Leading(18))
	}
	if over {
		column.Add(widgets.NewFlow(6, 6, widgets.NewPill(s.closedSince(n.Card), widgets.ToneNeutral).WithIcon(theme.IconMinus)))
		for _, o := range note(s.word("network." + string(n.Name) + ".successor")) {
			column.Add(o)
		}
	} else {
		column.Add(widgets.NewFlow(6, 6, append(s.terms(n), s.abilityPills(n.Card.Can)...)...))
		if n.Card.Cost {
			for _, o := range note(s.word("network." + string(n.Name) + ".cost")) {
				column.Add(o)
			}
		}
	}
	column.Add(s.source(n.Card))
	return widgets.NewCard(column)
}

// terms are what a network asks: of time, and of money.
func (s *Screen) terms(n data.NetworkRow) []fyne.CanvasObject {
	b := s.words()
	kind := n.Card.Setup
	if kind == "" {
		kind = data.SetupNone
	}
	pills := []fyne.CanvasObject{widgets.NewPill(s.word("settings.networks.setup."+string(kind)), widgets.ToneAccent).WithIcon(setupIcon(kind))}
	if n.Card.Cost || !n.Card.Can.Price.Free() {
		return append(pills, widgets.NewPill(b.T("settings.networks.priced"), widgets.ToneCaution).WithIcon(theme.IconBang))
	}
	return append(pills, widgets.NewPill(b.T("settings.networks.free"), widgets.ToneAccent).WithIcon(theme.IconCheck))
}

func setupIcon(kind data.Setup) theme.IconName {
	switch kind {
	case data.SetupToken:
		return theme.IconKey
	case data.SetupOwnApp:
		return theme.IconPlus
	case data.SetupReview:
		return theme.IconClock
	}
	return theme.IconCheck
}

// source says where the facts come from, and how old they are.
func (s *Screen) source(card data.Card) fyne.CanvasObject {
	b := s.words()
	row := widgets.NewRow(12)
	if day, ok := s.day(card.Checked); ok {
		row.Add(widgets.NewLabel(b.T("settings.networks.checked", "Date", day), theme.Label, theme.Regular, theme.Muted))
	}
	if card.Link != "" {
		row.Add(widgets.NewLink(b.T("settings.networks.source"), func() { s.p.Shell.OpenLink(card.Link) }))
	}
	row.Add(layout.NewSpacer())
	return row
}

// connectTo begins to connect an account of a network of the catalogue.
func (s *Screen) connectTo(n data.NetworkRow) {
	s.show(accountsSection)
	s.m.lit = 0
	s.pick(n, data.Account{})
}

// plainWords are words without capitals, accents and signs, to be compared.
func plainWords(words string) string {
	all := strings.Fields(words)
	for i, word := range all {
		all[i] = text.Slug(word)
	}
	return strings.Join(all, " ")
}
