package settings

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/layout"

	"parvis/data"
	"parvis/ui/theme"
	"parvis/ui/widgets"
)

// costs is what an account costs this month, the limit that a person sets, and
// the network's prices.
func (s *Screen) costs(a data.Account) fyne.CanvasObject {
	b, price, spent := s.words(), a.Can.Price, s.m.spent[a.ID]
	money := func(m data.Micros) string { return b.Money(m, price.Currency) }
	column := widgets.NewColumn(8, widgets.NewDivider(false),
		widgets.NewRow(8,
			widgets.NewLabel(b.T("settings.cost.spent", "Sum", money(spent.Sum())), theme.Strip, theme.SemiBold, theme.Ink),
			widgets.NewLabel(b.T("settings.cost.parts", "Posts", money(spent.Posts), "Reads", money(spent.Reads)), theme.Label, theme.Regular, theme.Muted).Shrinking()))
	if spent.Planned > 0 {
		column.Add(widgets.NewNote(b.T("settings.cost.planned", "Sum", money(spent.Planned), "All", money(spent.Foreseen()))))
	}
	if over := spent.Over(); over > 0 {
		column.Add(widgets.NewNotice(widgets.ToneCaution,
			widgets.NewLabel(b.T("settings.cost.over", "Sum", money(over)), theme.Label, theme.Regular, theme.Ink).Wrapping()))
	}
	column.Add(widgets.NewRow(0, widgets.NewFixed(220, s.capField(a)), layout.NewSpacer()))
	column.Add(widgets.NewNote(b.T("settings.cost.limit.why")))
	column.Add(s.prices(price))
	return column
}

// prices is the network's table with its date.
func (s *Screen) prices(price data.Price) fyne.CanvasObject {
	b := s.words()
	flow := widgets.NewFlow(6, 6)
	for _, line := range []struct {
		key   string
		price data.Micros
	}{
		{"post", price.Post}, {"link", price.Link}, {"media", price.Media}, {"delete", price.Delete}, {"read", price.Read},
	} {
		if line.price > 0 {
			flow.Add(widgets.NewPill(b.T("settings.cost.price."+line.key, "Price", b.Money(line.price, price.Currency)), widgets.ToneNeutral))
		}
	}
	column := widgets.NewColumn(6)
	if day, ok := s.day(price.Dated); ok {
		column.Add(widgets.NewNote(b.T("settings.cost.dated", "Date", day)))
	}
	column.Add(flow)
	return column
}

// capField is the limit of a month. It outlives a redrawing of the screen, so
// that typing is never interrupted; what is no amount is said below it and not
// kept.
func (s *Screen) capField(a data.Account) *widgets.Field {
	name, typing := data.SettingCap(a.ID), "settings.typing.cap."+number(a.ID)
	field := s.caps[a.ID]
	if field == nil {
		field = widgets.NewField(s.words().T("settings.cost.limit", "Currency", a.Can.Price.Currency))
		field.SetPlaceholder(s.words().T("settings.cost.limit.none"))
		field.Changed = func(text string) {
			amount, err := parseMoney(text)
			if err != nil {
				s.p.Runner.Cancel(typing)
				field.SetError(s.words().T("settings.cost.limit.bad"))
				s.frame.scroll.Refresh()
				return
			}
			field.SetError("")
			s.p.Runner.After(typingPause, typing, func() { s.keep(name, kept(amount)) })
		}
		s.caps[a.ID] = field
	}
	limit := s.m.spent[a.ID].Cap
	if now, err := parseMoney(field.Text()); err == nil && now != limit && !s.p.Runner.Busy(typing) && !s.writing[name] {
		if limit == 0 {
			field.SetText("")
		} else {
			field.SetText(s.words().Amount(limit))
		}
	}
	return field
}
