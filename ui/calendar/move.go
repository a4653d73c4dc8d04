package calendar

import (
	"time"

	"parvis/data"
	"parvis/data/calendar"
	"parvis/data/words"
)

// move is a post on its way to another time.
type move struct {
	entry data.Entry
	from  time.Time
	when  data.Schedule
	shift calendar.Shift // what the night's clock change did to the hour
}

// backwards are the moves that take others back.
func backwards(moves []move) (back []move) {
	for _, to := range moves {
		back = append(back, move{entry: to.entry, from: to.when.Instant, when: data.Schedule{Instant: to.from}})
	}
	return back
}

// fixed says why an entry stays where it is, as a key of the catalogue; "" for
// what may be dragged.
func fixed(e data.Entry) string {
	switch e.State {
	case data.Sent:
		return "calendar.fixed.sent"
	case data.Preparing, data.Committing, data.Verifying:
		return "calendar.fixed.sending"
	case data.Unknown:
		return "calendar.fixed.unknown"
	case data.Cancelled:
		return "calendar.fixed.cancelled"
	}
	if e.State == data.Handed && e.Reason == data.BackTap {
		return "calendar.fixed.there"
	}
	if e.Due.IsZero() {
		return "calendar.fixed.undated"
	}
	return ""
}

// shiftOf is the key of the sentence that a person must be told about a wall
// time, "" for the many times that come once.
func shiftOf(s calendar.Shift) string {
	switch s.Kind {
	case calendar.Gap:
		return "date.gap_used"
	case calendar.Overlap:
		return "date.overlap_used"
	}
	return ""
}

// shiftNote says what the night's change of clocks does to a wall time; "" for
// the many that come once.
func shiftNote(b *words.Book, when data.Schedule, s calendar.Shift) string {
	if key := shiftOf(s); key != "" {
		return b.T(key, "Wall", clockOf(when.Wall), "Used", clockOf(s.Used))
	}
	return ""
}

// entry finds what is shown of a delivery; what is out of sight may be older.
func (m *model) entry(id data.DeliveryID) (data.Entry, bool) {
	first, then := m.dayEntry, m.lineEntry
	if m.mode == listMode {
		first, then = then, first
	}
	if e, ok := first(id); ok {
		return e, true
	}
	return then(id)
}

func (m *model) dayEntry(id data.DeliveryID) (data.Entry, bool) {
	for _, d := range m.shownDays() {
		for _, e := range d.Entries {
			if e.Delivery == id {
				return e, true
			}
		}
	}
	return data.Entry{}, false
}

func (m *model) lineEntry(id data.DeliveryID) (data.Entry, bool) {
	for _, l := range m.lines() {
		if l.entry != nil && l.entry.Delivery == id {
			return *l.entry, true
		}
	}
	return data.Entry{}, false
}

// planDay works out the move to another day at the same hour. A reason is a
// key of the catalogue that says why it is not possible; ok is false as well
// when it would change nothing.
func (m *model) planDay(e data.Entry, day string) (to move, reason string, ok bool, err error) {
	return m.plan(e, func(now data.Schedule) (data.Schedule, calendar.Shift, error) {
		return calendar.SameHour(now, day)
	})
}

// planTime is planDay to a time of day, minutes after midnight on the wall.
func (m *model) planTime(e data.Entry, day string, minute int) (to move, reason string, ok bool, err error) {
	return m.plan(e, func(data.Schedule) (data.Schedule, calendar.Shift, error) {
		return calendar.Resolve(wallAt(day, minute), m.zone.String())
	})
}

func (m *model) plan(e data.Entry, resolve func(data.Schedule) (data.Schedule, calendar.Shift, error)) (move, string, bool, error) {
	if reason := fixed(e); reason != "" {
		return move{}, reason, false, nil
	}
	if _, busy := m.moving[e.Post]; busy {
		return move{}, "calendar.fixed.moving", false, nil
	}
	wall, err := calendar.Wall(e.Due, m.zone.String())
	if err != nil {
		return move{}, "", false, err
	}
	when, shift, err := resolve(data.Schedule{Wall: wall, Zone: m.zone.String(), Instant: e.Due})
	if err != nil {
		return move{}, "", false, err
	}
	to := move{entry: e, from: e.Due, when: when, shift: shift}
	switch {
	case when.Instant.Equal(e.Due):
		return move{}, "", false, nil
	case !when.Instant.After(m.clock.Now()):
		return to, "calendar.fixed.past", false, nil
	}
	return to, "", true, nil
}

// begin shows moves before they are stored.
func (m *model) begin(moves []move) {
	for _, to := range moves {
		m.moving[to.entry.Post] = to.when.Instant
	}
}

// keep makes stored moves part of what is shown, until it is read again.
func (m *model) keep(moves []move) {
	m.days = m.shownDays()
	m.drop(moves)
	m.renewChoice()
}

// drop shows posts where they were: their moves were not stored.
func (m *model) drop(moves []move) {
	for _, to := range moves {
		delete(m.moving, to.entry.Post)
	}
}

// shownDays are the days with the moves that are under way. All deliveries of
// a post go together, save those that stay where they are.
func (m *model) shownDays() []data.Day {
	if len(m.moving) == 0 {
		return m.days
	}
	days := make([]data.Day, len(m.days))
	var moved []data.Entry
	for i, d := range m.days {
		days[i] = d
		days[i].Entries = nil
		for _, e := range d.Entries {
			due, goes := m.moving[e.Post]
			if !goes || fixed(e) != "" {
				days[i].Entries = append(days[i].Entries, e)
				continue
			}
			e.Due = due
			days[i].Total--
			moved = append(moved, e)
		}
	}
	for _, e := range moved {
		put(days, e)
	}
	return days
}

// put sets an entry into its day by time, where that day is shown.
func put(days []data.Day, e data.Entry) {
	for i := range days {
		d := &days[i]
		if e.Due.Before(d.From) || !e.Due.Before(d.To) {
			continue
		}
		at := 0
		for at < len(d.Entries) && !d.Entries[at].Due.After(e.Due) {
			at++
		}
		d.Entries = append(d.Entries[:at:at], append([]data.Entry{e}, d.Entries[at:]...)...)
		d.Total++
		return
	}
}
