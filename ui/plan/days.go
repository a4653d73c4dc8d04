package plan

import (
	"time"

	"parvis/data"
	"parvis/data/words"
	"parvis/ui/widgets"
)

// dayBox chooses a day of a calendar or none, "" in *day; took, if any, is called
// once it is chosen.
func (s *Screen) dayBox(name string, day *string, took ...func()) *widgets.PressBox {
	b := s.Words()
	var box *widgets.PressBox
	show := func() { box.Set(name, dayText(b, *day), "", false) }
	box = widgets.NewPressBox(name, func() {
		chosen, err := time.Parse(data.DayLayout, *day)
		if err != nil {
			now := s.Clock.Now().In(s.zone())
			chosen = time.Date(now.Year(), now.Month(), now.Day(), 0, 0, 0, 0, time.UTC)
		}
		var over *widgets.Overlay
		days := widgets.NewDayPicker(widgets.DayWords{
			Month: b.MonthTitle, Weekdays: b.Weekdays(),
			Earlier: b.T("plan.earlier"), Later: b.T("plan.later"),
		}, time.Time{}, chosen)
		take := func(text string) {
			*day = text
			show()
			over.Close()
			for _, f := range took {
				f()
			}
		}
		days.Chosen = func(at time.Time) { take(at.Format(data.DayLayout)) }
		over = widgets.ShowPopover(box, widgets.NewColumn(8, days, widgets.NewButton(b.T("plan.no_day"), func() { take("") })), nil)
	})
	show()
	return box
}

// dayText words a day, "2026-11-26"; none is a dash.
func dayText(b *words.Book, day string) string {
	at, err := time.Parse(data.DayLayout, day)
	if err != nil {
		return b.T("common.unknown_number")
	}
	return b.DateRange(at, at)
}
