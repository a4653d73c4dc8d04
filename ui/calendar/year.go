package calendar

import (
	"strconv"

	"parvis/data/words"
	"parvis/ui/widgets"
)

func newYear(s *Screen) *widgets.Year {
	return widgets.NewYear(widgets.YearEvents{
		Open:  s.openMonth,
		Step:  func(days int) { s.selectDay(plusDays(s.m.day, days)) },
		Page:  s.step,
		Today: s.toToday,
		Point: s.pointed,
	})
}

// openMonth shows the month of a day.
func (s *Screen) openMonth(day string) {
	s.m.day = day
	s.setMode(monthMode)
}

// openHours shows a day by the hour.
func (s *Screen) openHours(day string) {
	s.m.day = day
	s.setMode(dayMode)
}

// yearData words what the model shows.
func yearData(b *words.Book, m *model) widgets.YearData {
	d := widgets.YearData{Weekdays: b.Weekdays(), Selected: m.day}
	bounds, _ := m.bounds()
	shown, today := m.shownDays(), m.today()
	posts := 0
	for i := range max(len(bounds)-1, 0) {
		name := m.dayOf(bounds[i])
		at := date(name)
		if at.Day() == 1 {
			lead := (int(at.Weekday()) - int(m.start) + 7) % 7
			d.Months = append(d.Months, widgets.YearMonth{Name: b.MonthName(at), Lead: lead})
			posts = 0
		}
		day := widgets.YearDay{Day: name, Number: strconv.Itoa(at.Day()), Today: name == today}
		if i < len(shown) {
			day.Count = shown[i].Total
		}
		day.Label = dayLabel(b, name, day.Count)
		if dates := note(b, m, name); dates != "" {
			day.Note = true
			day.Label = b.T("common.pair", "A", day.Label, "B", dates)
		}
		month := &d.Months[len(d.Months)-1]
		month.Days = append(month.Days, day)
		if posts += day.Count; posts > 0 {
			month.Note = b.N("calendar.entries", posts)
		}
	}
	return d
}
