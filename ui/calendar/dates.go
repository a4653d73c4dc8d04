package calendar

import (
	"strconv"

	"fyne.io/fyne/v2"

	"parvis/data/calendar"
	"parvis/data/words"
	"parvis/ui/theme"
	"parvis/ui/widgets"
)

// note names the key dates of a day for its cell: "Armistice", "Avent +1".
func note(b *words.Book, m *model, day string) string {
	noted := m.noted(day)
	if len(noted) == 0 {
		return ""
	}
	name := noted[0].Title(b.T)
	if rest := len(noted) - 1; rest > 0 {
		name += " +" + strconv.Itoa(rest)
	}
	return name
}

// showDates opens what there is to know of a day's key dates, with the way to a
// post.
func (s *Screen) showDates(day string, in fyne.CanvasObject, at fyne.Position) {
	dates := s.m.datesOn(day)
	if len(dates) == 0 {
		s.Shell.Toast(s.Words().T("calendar.dates.none", "Date", s.Words().DayMonth(date(day))), nil)
		return
	}
	column := widgets.NewColumn(10)
	var shown *widgets.Overlay
	for i, d := range dates {
		if i > 0 {
			column.Add(widgets.NewDivider(false))
		}
		column.Add(dateBlock(s.Words(), d))
	}
	leave := func() {
		if shown != nil {
			shown.Close()
		}
	}
	write := widgets.NewPrimary(s.Words().T("calendar.dates.write"), func() {
		leave()
		s.write(day)
	})
	write.SetEscape(leave)
	column.Add(write)
	shown = widgets.ShowPopoverAt(in, at, widgets.NewFixed(datesWidth, column), nil)
	widgets.Focus(write)
}

const datesWidth float32 = 320

// dateBlock says what a key date is, when, what one may say on it, and who sets
// it.
func dateBlock(b *words.Book, d calendar.KeyDate) fyne.CanvasObject {
	when := b.DayTitle(date(d.From))
	if d.From != d.To {
		when = b.DateRange(date(d.From), date(d.To))
	}
	block := widgets.NewColumn(4,
		widgets.NewLabel(d.Title(b.T), theme.Body, theme.SemiBold, theme.Ink).Wrapping(),
		widgets.NewLabel(b.T("common.pair", "A", b.T("keydate.kind."+string(d.Kind)), "B", when), theme.Label, theme.Regular, theme.Muted).Wrapping(),
	)
	for _, angle := range d.Angles {
		block.Add(widgets.NewLabel(b.T(angle), theme.Strip, theme.Regular, theme.Ink).Wrapping())
	}
	if d.Note != "" {
		block.Add(widgets.NewLabel(d.Note, theme.Strip, theme.Regular, theme.Ink).Wrapping())
	}
	if d.Source == "" { // the brand's own
		return block
	}
	source := b.T("calendar.dates.source", "Source", d.Source)
	if d.Unsure {
		source = b.T("calendar.dates.unsure", "Source", d.Source)
	}
	block.Add(widgets.NewLabel(source, theme.Small, theme.Regular, theme.Muted).Wrapping())
	return block
}
