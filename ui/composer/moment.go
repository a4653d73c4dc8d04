package composer

import (
	"slices"

	"parvis/data"
	"parvis/data/calendar"
)

// choice is what day and typed hour come to.
type choice struct {
	when data.Schedule
	note string // the clocks change that night
	err  string // why it cannot be, in words
}

// weigh turns a day, "2026-11-26", and an hour as somebody typed it into a
// moment of the brand's zone, or says why it cannot be one.
func (m *model) weigh(day, typed string) choice {
	b := m.Words()
	hour, minute, err := parseHour(typed)
	if err != nil {
		return choice{err: b.T("composer.when.bad_hour")}
	}
	clock := clockText(hour, minute)
	s, shift, err := calendar.Resolve(day+"T"+clock, m.Brand().Zone)
	if err != nil {
		return choice{err: b.T("composer.when.bad_hour")}
	}
	c := choice{when: s}
	at := s.Instant.In(m.zone())
	if !s.Instant.After(m.Clock.Now()) {
		c.err = b.T("composer.when.past", "When", b.ShortDateTime(at))
		return c
	}
	c.note = m.shiftNote(s, shift)
	return c
}

// shiftNote says what the clocks do at a moment, "" when nothing.
func (m *model) shiftNote(s data.Schedule, shift calendar.Shift) string {
	b, clock := m.Words(), s.Wall[len(data.DayLayout)+1:]
	switch shift.Kind {
	case calendar.Gap:
		return b.T("composer.when.gap", "Hour", clock, "Used", b.Clock(s.Instant.In(m.zone())))
	case calendar.Overlap:
		return b.T("composer.when.overlap", "Hour", clock)
	}
	return ""
}

// clockNote says what the clocks do in the night of the post's hour.
func (m *model) clockNote() string {
	if m.post.When.Zero() {
		return ""
	}
	s, shift, err := calendar.Resolve(m.post.When.Wall, m.post.When.Zone)
	if err != nil {
		return ""
	}
	return m.shiftNote(s, shift)
}

// badged lists the accounts, among those still to be reached, that wear a badge.
func (m *model) badged(b data.Badge) []data.Account {
	var out []data.Account
	for _, v := range m.pending().Variants {
		if a, ok := m.account(v.Account); ok && m.badgeOf(&a) == b {
			out = append(out, a)
		}
	}
	return out
}

// badgeOf says who makes the post public on an account: as things stand once it
// is scheduled, as is foreseen before.
func (m *model) badgeOf(a *data.Account) data.Badge {
	i := slices.IndexFunc(m.deliveries, func(d data.Delivery) bool { return d.Account == a.ID && d.State != data.Draft })
	if i >= 0 {
		return m.deliveries[i].Badge(&a.Can)
	}
	return a.Can.Badge(m.post.When.Instant.Sub(m.Clock.Now()), len(m.parts(a.ID)))
}
