package composer

import (
	"fmt"

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
	clock := fmt.Sprintf("%02d:%02d", hour, minute)
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
	switch shift.Kind {
	case calendar.Gap:
		c.note = b.T("composer.when.gap", "Hour", clock, "Used", b.Clock(at))
	case calendar.Overlap:
		c.note = b.T("composer.when.overlap", "Hour", clock)
	}
	return c
}
