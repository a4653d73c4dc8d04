package calendar

import (
	"strconv"

	"parvis/data"
	"parvis/data/calendar"
	"parvis/data/words"
	"parvis/ui/widgets"
)

// hours tells whether the days are shown by the hour.
func (m *model) hours() bool { return m.mode == weekMode || m.mode == dayMode }

// weekData words what the model shows by the hour: the days of a week, or the
// accounts of one day.
func weekData(b *words.Book, m *model) widgets.WeekData {
	now := m.now()
	d := widgets.WeekData{
		Selected: m.day,
		Minute:   m.minute,
		Ringed:   m.ringed(),
		Chosen:   m.chosen.ringed(),
		Warn:     func(day string, minute int) string { return warnTime(b, m, day, minute) },
		Now:      now.Hour()*60 + now.Minute(),
	}
	for i := range d.Hours {
		d.Hours[i] = b.T("calendar.hour", "Hour", i)
	}
	otherHours(b, m, &d)
	shown := m.shownDays()
	bounds, _ := m.bounds()
	names, today := b.Weekdays(), m.today()
	for i := range max(len(bounds)-1, 0) {
		from := bounds[i].In(m.zone)
		day := widgets.WeekDay{Day: m.dayOf(from), Number: strconv.Itoa(from.Day())}
		day.Today = day.Day == today
		day.Note, day.Best = note(b, m, day.Day), m.bestOn(day.Day)
		day.Name = names[(int(from.Weekday())-int(m.start)+7)%7]
		var entries []data.Entry
		if i < len(shown) {
			entries = shown[i].Entries
		}
		if m.mode == dayMode {
			d.Days = append(d.Days, dayColumns(b, m, day, entries)...)
			continue
		}
		d.Days = append(d.Days, column(b, m, day, entries, m.free(day.Day)))
	}
	return d
}

// column is a day with what is on it: posts, and the openings at some places.
func column(b *words.Book, m *model, day widgets.WeekDay, entries []data.Entry, free []int) widgets.WeekDay {
	day.Chips = weekChips(b, m, entries)
	day.Label = dayLabel(b, day.Day, len(day.Chips))
	for _, i := range free {
		day.Chips = append(day.Chips, freeChip(b, m, i))
	}
	return day
}

// mostColumns is how many accounts have a column each in a day; of more all
// stand in one.
const mostColumns = 6

// dayColumns are the accounts of a day side by side, and at the end what is for
// none yet.
func dayColumns(b *words.Book, m *model, day widgets.WeekDay, entries []data.Entry) []widgets.WeekDay {
	accounts, free := m.shownAccounts(), m.free(day.Day)
	if len(accounts) < 2 || len(accounts) > mostColumns {
		return []widgets.WeekDay{column(b, m, day, entries, free)}
	}
	var all []widgets.WeekDay
	add := func(name, number string, account data.AccountID) {
		one := day
		one.Name, one.Number, one.Note = name, number, ""
		if len(all) == 0 {
			one.Note = day.Note
		}
		var mine []data.Entry
		for _, e := range entries {
			if e.Account == account {
				mine = append(mine, e)
			}
		}
		var open []int
		for _, i := range free {
			if m.around.openings[i].Slot.Account == account {
				open = append(open, i)
			}
		}
		if account != 0 || len(mine)+len(open) > 0 {
			all = append(all, column(b, m, one, mine, open))
		}
	}
	for _, a := range accounts {
		add(networkName(b, a.Network), accountName(b, m, a.ID), a.ID)
	}
	add("", b.T("calendar.any_account"), 0)
	return all
}

// freeChip is an hour that is kept for a post, by its place in the openings.
func freeChip(b *words.Book, m *model, i int) widgets.WeekChip {
	o := m.around.openings[i]
	c := widgets.WeekChip{Free: true, Minute: m.minuteOf(o.When.Instant)}
	c.ID, c.Fixed = data.DeliveryID(-1-i), true
	c.Time, c.Title = b.Clock(o.When.Instant.In(m.zone)), b.T("calendar.free")
	if name := m.pillarName(o.Slot.Pillar); name != "" {
		c.Title = b.T("common.pair", "A", c.Title, "B", name)
	}
	if a, ok := m.account(o.Slot.Account); ok {
		c.Networks = []data.NetworkName{a.Network}
	}
	return c
}

// otherHours adds the hours of this computer where they are not the brand's.
// Clocks that are moved that day are told by the hours themselves.
func otherHours(b *words.Book, m *model, d *widgets.WeekData) {
	zone := m.otherZone(m.day)
	if zone == nil {
		return
	}
	d.Zone, d.Other = placeOf(m.zone), placeOf(zone)
	for hour := range d.OtherHours {
		when, _, err := calendar.Resolve(wallAt(m.day, hour*60), m.zone.String())
		if err != nil {
			continue
		}
		there := when.Instant.In(zone)
		d.OtherHours[hour] = b.T("calendar.hour", "Hour", there.Hour())
		if there.Minute() != 0 {
			d.OtherHours[hour] = b.Clock(there)
		}
	}
}

// bestNote says where the tinted hours come from, and how sure that is.
func bestNote(b *words.Book, m *model) string {
	if len(m.best.Hours) == 0 {
		return ""
	}
	for _, h := range m.best.Hours {
		if h.Own {
			return b.N("calendar.best.own", m.best.Posts,
				"Day", b.Weekdays()[(int(h.Weekday)-int(m.start)+7)%7],
				"Hour", b.T("calendar.hour", "Hour", h.Hour),
				"Lift", b.SignedPercent(h.Lift, 0), "Low", b.SignedPercent(h.Low, 0), "High", b.SignedPercent(h.High, 0),
				"Over", h.N)
		}
	}
	return b.N("calendar.best.general", m.best.Posts)
}
