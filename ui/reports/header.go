package reports

import (
	"fyne.io/fyne/v2"

	"parvis/data/words"
	"parvis/ui/theme"
	"parvis/ui/widgets"
)

// header is the bar above the reports: the period, the accounts, and what
// saves everything.
type header struct {
	title   *widgets.Label
	periods *widgets.Segmented
	dates   *widgets.Pill
	filter  *widgets.PillButton
	all     *widgets.Button
	export  *widgets.Button
	object  *fyne.Container
}

func newHeader(s *Screen) *header {
	h := &header{
		title: widgets.NewLabel("", theme.Title, theme.Bold, theme.Ink).Shrinking(),
		dates: widgets.NewPill("", widgets.ToneNeutral),
		all:   widgets.NewButton("", s.saveAll),
	}
	h.periods = widgets.NewSegmented(nil, 0, func(i int) { s.setDays(periods()[i]) })
	h.filter = widgets.NewPillButton("", func() { s.openFilter(h.filter) })
	h.export = widgets.NewPrimary("", func() { s.openExport(h.export) }).WithMenu()
	h.object = widgets.NewTopBar(h.title, []fyne.CanvasObject{h.periods, h.dates, h.filter}, s.Corner, h.all, h.export)
	return h
}

// show words the header for what the model shows.
func (h *header) show(b *words.Book, m *model, savable bool) {
	h.title.SetText(b.T("reports.title"))
	var options []string
	for i, days := range periods() {
		options = append(options, b.N("reports.days", days))
		if days == m.days {
			h.periods.Select(i)
		}
	}
	h.periods.SetOptions(options)
	if m.report != nil {
		h.dates.Set(periodOf(b, m.report), widgets.ToneNeutral, theme.IconNone)
	}
	setVisible(h.dates, m.report != nil)
	tone := widgets.ToneNeutral
	if m.only() != nil {
		tone = widgets.ToneAccent
	}
	h.filter.Set(filterName(b, m), tone)
	setVisible(h.filter, len(m.accounts) > 1)
	h.all.SetText(b.T("reports.all"))
	h.export.SetText(b.T("reports.export"))
	for _, button := range []*widgets.Button{h.all, h.export} {
		if savable {
			button.Enable()
		} else {
			button.Disable()
		}
	}
	h.object.Refresh()
}

func setVisible(o fyne.CanvasObject, visible bool) {
	switch {
	case visible && !o.Visible():
		o.Show()
	case !visible && o.Visible():
		o.Hide()
	}
}
