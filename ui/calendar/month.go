package calendar

import (
	"strconv"

	"parvis/data"
	"parvis/data/calendar"
	"parvis/data/words"
	"parvis/ui/widgets"
)

func newMonth(s *Screen) *widgets.Month {
	return widgets.NewMonth(widgets.MonthEvents{
		Choose: s.chooseDay,
		Write:  s.write,
		Open:   s.openDelivery,
		Menu:   s.openMenu,
		More:   s.openDay,
		Note:   s.showDates,
		Drop:   s.moveToDay,
		Fixed:  s.sayFixed,
		Step:   func(days int) { s.selectDay(plusDays(s.m.day, days)) },
		Page:   s.step,
		Today:  s.toToday,
		Point:  s.pointed,
		Shift:  s.shiftDays,
		Pick:   s.pickEvents(),
	})
}

// monthData words what the model shows.
func monthData(b *words.Book, m *model) widgets.MonthData {
	d := widgets.MonthData{
		Weekdays: b.Weekdays(),
		Selected: m.day,
		Ringed:   m.ringed(),
		Chosen:   m.chosen.ringed(),
		Warn:     func(id data.DeliveryID, day string) string { return warnDay(b, m, id, day) },
		More:     func(n int) string { return b.T("common.more", "N", n) },
	}
	shown := m.shownDays()
	bounds, _ := m.bounds()
	today := m.today()
	for i := range max(len(bounds)-1, 0) {
		from := bounds[i].In(m.zone)
		day := widgets.MonthDay{
			Day:    m.dayOf(from),
			Number: strconv.Itoa(from.Day()),
			Other:  from.Format("2006-01") != m.anchor[:7],
		}
		day.Today = day.Day == today
		day.Note = note(b, m, day.Day)
		if i < len(shown) {
			for _, e := range shown[i].Entries {
				day.Chips = append(day.Chips, chip(b, m, e))
			}
			day.Total = shown[i].Total
		}
		day.Label = dayLabel(b, day.Day, day.Total)
		d.Days = append(d.Days, day)
	}
	return d
}

// warnDay says what a change of clocks does to an entry's hour on another day.
func warnDay(b *words.Book, m *model, id data.DeliveryID, day string) string {
	e, ok := m.entry(id)
	if !ok || e.Due.IsZero() {
		return ""
	}
	return warnTime(b, m, day, m.minuteOf(e.Due))
}

// warnTime says what a change of clocks does to a time.
func warnTime(b *words.Book, m *model, day string, minute int) string {
	when, shift, err := calendar.Resolve(wallAt(day, minute), m.zone.String())
	if err != nil {
		return ""
	}
	return shiftNote(b, when, shift)
}

// dayLabel says a day for those who cannot see it: "Jeudi 26 novembre · 3
// publications".
func dayLabel(b *words.Book, day string, total int) string {
	name := b.DayTitle(date(day))
	if total == 0 {
		return name
	}
	return b.T("common.pair", "A", name, "B", b.N("calendar.entries", total))
}

// chip words one entry. On the month and the week a post that is late says so
// nowhere but in the composer: its time is the one it was meant for.
func chip(b *words.Book, m *model, e data.Entry) widgets.Chip {
	return widgets.Chip{
		ID:      e.Delivery,
		Post:    e.Post,
		Network: e.Network,
		Time:    b.Clock(e.Due.In(m.zone)),
		Title:   titleOf(b, e),
		Look:    widgets.LookOf(e),
		Bar:     m.bar(e),
		Fixed:   fixed(e) != "",
	}
}

// openDelivery opens the post of a chip.
func (s *Screen) openDelivery(id data.DeliveryID) {
	if e, ok := s.m.entry(id); ok {
		s.open(e.Post)
	}
}

// sayFixed says why a chip stays where it is.
func (s *Screen) sayFixed(id data.DeliveryID) {
	if e, ok := s.m.entry(id); ok {
		if reason := fixed(e); reason != "" {
			s.Shell.Toast(s.Words().T(reason), nil)
		}
	}
}

// shiftDays moves a chip by the keyboard.
func (s *Screen) shiftDays(id data.DeliveryID, days int) {
	if e, ok := s.m.entry(id); ok {
		s.moveToDay(id, plusDays(s.m.dayOf(e.Due), days))
	}
}
