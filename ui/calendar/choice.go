package calendar

import (
	"fmt"
	"iter"
	"slices"
	"time"

	"parvis/data"
	"parvis/data/calendar"
)

// choice are the posts that the next act is about, each by one of its entries.
type choice []data.Entry

func (c choice) index(post data.PostID) int {
	return slices.IndexFunc(c, func(e data.Entry) bool { return e.Post == post })
}

// ringed is the choice as the widgets take it.
func (c choice) ringed() map[data.PostID]bool {
	all := map[data.PostID]bool{}
	for _, e := range c {
		all[e.Post] = true
	}
	return all
}

// ringed is the post that is open, unless rings mean what is chosen.
func (m *model) ringed() data.PostID {
	if len(m.chosen) > 0 {
		return 0
	}
	return m.open
}

// toggle adds a post to the choice, or takes it out.
func (m *model) toggle(e data.Entry) {
	if i := m.chosen.index(e.Post); i >= 0 {
		m.chosen = slices.Delete(slices.Clone(m.chosen), i, i+1)
		return
	}
	m.chosen = append(slices.Clone(m.chosen), m.standsFor(e))
}

// standsFor is the entry by which a post is moved: one that may be, if any.
func (m *model) standsFor(e data.Entry) data.Entry {
	for o := range m.entries() {
		if o.Post == e.Post && fixed(o) == "" {
			return o
		}
	}
	return e
}

// entries are those that are shown, whatever the layout.
func (m *model) entries() iter.Seq[data.Entry] {
	return func(yield func(data.Entry) bool) {
		if m.mode == listMode {
			for _, all := range [][]data.Entry{m.listing.dated.entries, m.listing.undated.entries} {
				for _, e := range all {
					if !yield(e) {
						return
					}
				}
			}
			return
		}
		for _, d := range m.shownDays() {
			for _, e := range d.Entries {
				if !yield(e) {
					return
				}
			}
		}
	}
}

// chooseEach chooses posts, and nothing else.
func (m *model) chooseEach(all []data.Entry) {
	m.chosen = nil
	for _, e := range all {
		if m.chosen.index(e.Post) < 0 {
			m.chosen = append(m.chosen, m.standsFor(e))
		}
	}
}

// chooseDays chooses what is shown of the days from one to another, in either
// order, and nothing else.
func (m *model) chooseDays(from, to string) {
	if to < from {
		from, to = to, from
	}
	var all []data.Entry
	for _, d := range m.shownDays() {
		if day := m.dayOf(d.From); day >= from && day <= to {
			all = append(all, d.Entries...)
		}
	}
	m.chooseEach(all)
}

// extend moves the selected day and chooses what lies between where that began
// and there. It stays inside what is shown.
func (m *model) extend(days int) {
	to := plusDays(m.day, days)
	if !m.shown(to) {
		return
	}
	if m.origin == "" {
		m.origin = m.day
	}
	m.day = to
	m.chooseDays(m.origin, m.day)
}

func (m *model) clearChoice() { m.chosen, m.origin = nil, "" }

// renewChoice takes the entries as they are read now; what is gone is no longer
// chosen.
func (m *model) renewChoice() {
	var still []data.Entry
	for _, e := range m.chosen {
		for o := range m.entries() {
			if o.Post == e.Post {
				still = append(still, o)
				break
			}
		}
	}
	m.chooseEach(still)
}

// subjects is what an act on an entry is about: all that is chosen when the
// entry is, otherwise the entry by itself.
func (m *model) subjects(e data.Entry) choice {
	if m.chosen.index(e.Post) >= 0 {
		return m.chosen
	}
	return choice{e}
}

// between is how many days lie from one to another.
func between(from, to string) int {
	return int(date(to).Sub(date(from)) / (24 * time.Hour))
}

// minuteOf is the time of day of an instant on the brand's wall, in minutes
// after midnight.
func (m *model) minuteOf(t time.Time) int {
	local := t.In(m.zone)
	return local.Hour()*60 + local.Minute()
}

// plan is how several posts move together.
type plan struct {
	moves []move
	stay  int   // how many stay where they are
	past  *move // one that would go into the past, so that none goes
}

// planBy moves posts by days and minutes on the wall.
func (m *model) planBy(all []data.Entry, days, minutes int) (plan, error) {
	var p plan
	for _, e := range all {
		if fixed(e) != "" {
			p.stay++
			continue
		}
		when, shift, err := m.shifted(e.Due, days, minutes)
		if err != nil {
			return plan{}, err
		}
		to := move{entry: e, from: e.Due, when: when, shift: shift}
		if when.Instant.Equal(e.Due) {
			continue
		}
		if !when.Instant.After(m.clock.Now()) {
			return plan{past: &to}, nil
		}
		p.moves = append(p.moves, to)
	}
	return p, nil
}

// shifted is an instant moved on the wall, not on the clock: an hour stays the
// same hour across a change of clocks.
func (m *model) shifted(t time.Time, days, minutes int) (data.Schedule, calendar.Shift, error) {
	wall := t.In(m.zone)
	moved := time.Date(wall.Year(), wall.Month(), wall.Day()+days, wall.Hour(), wall.Minute()+minutes, 0, 0, time.UTC)
	return calendar.Resolve(moved.Format(data.WallLayout), m.zone.String())
}

// firstDay is the day of the earliest of some posts, "" where none has one.
func (m *model) firstDay(all []data.Entry) string {
	first := time.Time{}
	for _, e := range all {
		if !e.Due.IsZero() && (first.IsZero() || e.Due.Before(first)) {
			first = e.Due
		}
	}
	if first.IsZero() {
		return ""
	}
	return m.dayOf(first)
}

// planCopies is when copies are due of which the first goes to a day: all keep
// their hours and the days between them; what has none yet goes to nine o'clock.
// past tells that one of them would lie in the past.
func (m *model) planCopies(all []data.Entry, day string) (to []data.Schedule, past bool, err error) {
	first := m.firstDay(all)
	for _, e := range all {
		var when data.Schedule
		if e.Due.IsZero() {
			when, _, err = calendar.Resolve(fmt.Sprintf("%sT09:00", day), m.zone.String())
		} else {
			when, _, err = m.shifted(e.Due, between(first, day), 0)
		}
		if err != nil {
			return nil, false, err
		}
		past = past || !when.Instant.After(m.clock.Now())
		to = append(to, when)
	}
	return to, past, nil
}

// undeletable says why a post stays, as a key of the catalogue; "" for what may
// be deleted.
func undeletable(e data.Entry) string {
	switch e.State {
	case data.Sent:
		return "calendar.kept.sent"
	case data.Preparing, data.Committing, data.Verifying:
		return "calendar.kept.sending"
	case data.Unknown:
		return "calendar.fixed.unknown"
	}
	return ""
}
