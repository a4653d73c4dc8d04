package settings

import (
	"fyne.io/fyne/v2"

	"parvis/data"
	"parvis/ui/theme"
	"parvis/ui/widgets"
)

// mostNamed is how many of the posts that would fall after the end are named.
const mostNamed = 3

// afterExpiry names the posts that are planned for when the account's
// credentials have ended; nothing where there are none.
func (s *Screen) afterExpiry(a data.Account) []fyne.CanvasObject {
	after := s.m.after[a.ID]
	if len(after) == 0 {
		return nil
	}
	b := s.words()
	_, t := s.m.expiry(a)
	column := widgets.NewColumn(3, widgets.NewLabel(b.N("settings.after", len(after)), theme.Label, theme.Bold, theme.Ink).Wrapping())
	for _, e := range after[:min(mostNamed, len(after))] {
		title := e.Headline
		if title == "" {
			title = b.T("settings.untitled")
		}
		column.Add(widgets.NewRow(8,
			widgets.NewLabel(b.ShortDateTime(e.Due.In(s.zone())), theme.Label, theme.Regular, theme.Ink),
			widgets.Stretch(widgets.NewLink(title, func() { s.p.Shell.OpenPost(e.Post) }))))
	}
	if rest := len(after) - mostNamed; rest > 0 {
		column.Add(widgets.NewLabel(b.N("settings.after.more", rest), theme.Label, theme.Regular, theme.Ink))
	}
	column.Add(widgets.NewLabel(b.N("settings.after.safe", len(after)), theme.Label, theme.Regular, theme.Ink).Wrapping())
	return []fyne.CanvasObject{widgets.NewNotice(look(t), column)}
}
