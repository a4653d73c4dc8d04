package today

import (
	"time"

	"fyne.io/fyne/v2"

	"parvis/data"
	"parvis/data/words"
	"parvis/ui/theme"
	"parvis/ui/widgets"
)

// expiry is one account whose connection ends soon: until when it lasts, what
// falls after, and the button that renews it.
func (b *body) expiry(w *words.Book, m *model, e data.Expiring) fyne.CanvasObject {
	pill, tone, icon := w.T("today.expiring.pill"), widgets.ToneNeutral, theme.IconClock
	switch warningOf(e.Left) {
	case near:
		tone = widgets.ToneCaution
	case last:
		tone, icon = widgets.ToneWarm, theme.IconWarning
	}
	if e.Left <= 0 {
		pill = w.T("today.expired.pill")
	}
	head := widgets.NewRow(10, widgets.NewPill(pill, tone).WithIcon(icon),
		widgets.NewLabel(lasting(w, m, e), theme.Strip, theme.SemiBold, theme.Ink).Wrapping())
	text := widgets.NewColumn(5, head, widgets.NewNote(falling(w, e)))
	for _, one := range e.After[:min(mostAfter, len(e.After))] {
		text.Add(widgets.NewRow(10,
			widgets.NewLabel(w.ShortDateTime(one.Due.In(m.zone)), theme.Label, theme.Regular, theme.Muted),
			widgets.Stretch(widgets.NewLink(title(w, one), func() { b.screen.Shell.OpenPost(one.Post) }))))
	}
	if more := len(e.After) - mostAfter; more > 0 {
		text.Add(widgets.NewNote(w.N("today.expiring.more", more)))
	}
	button := widgets.NewButton(w.T("today.remedy."+string(reconnect)), func() { b.screen.Shell.Reconnect(e.Account.ID) })
	row := widgets.NewRow(16, widgets.Stretch(text), button)
	return widgets.NewColumn(0, widgets.NewDivider(false), widgets.NewInset(10, 0, 10, 0, row))
}

// lasting says until when a connection lasts, in whole days.
func lasting(w *words.Book, m *model, e data.Expiring) string {
	account := whose(w, m, data.Entry{Account: e.Account.ID, Network: e.Account.Network})
	const day = 24 * time.Hour
	switch {
	case e.Left <= 0:
		return w.T("today.expired", "Account", account)
	case e.Left < day:
		return w.T("today.expiring.hours", "Account", account)
	}
	return w.N("today.expiring.days", int(e.Left/day), "Account", account)
}

// falling says what becomes of what is planned for later.
func falling(w *words.Book, e data.Expiring) string {
	switch {
	case len(e.After) > 0:
		return w.N("today.expiring.after", len(e.After))
	case e.Left <= 0:
		return w.T("today.expired.none")
	}
	return w.T("today.expiring.none")
}
