package calendar

import (
	"context"
	"slices"
	"time"

	"parvis/data"
	"parvis/data/calendar"
)

// around is what stands beside the posts of a period: hours that are kept and
// key dates. It is the answer for the days from first on.
type around struct {
	first    string
	days     int
	openings []calendar.Opening
	dates    []calendar.KeyDate
}

// readAround reads what stands beside the posts that are shown; in the list
// nothing does.
func (s *Screen) readAround() {
	m := s.m
	bounds, err := m.bounds()
	if err != nil || len(bounds) < 2 || m.mode == listMode {
		return
	}
	brand, days := m.brand.ID, len(bounds)-1
	from, to := bounds[0], bounds[days]
	first, last := m.dayOf(from), m.dayOf(bounds[days-1])
	hours := m.mode == weekMode || m.mode == dayMode
	s.Runner.Go("calendar.around", func(ctx context.Context) (func(), error) {
		a := around{first: first, days: days}
		var err error
		if a.dates, err = s.Ports.KeyDates(ctx, brand, first, last); err != nil {
			return nil, err
		}
		if hours {
			a.openings, err = s.Ports.Openings(ctx, brand, from, to)
		}
		return func() {
			if s.m == m {
				m.around = a
				s.show()
			}
		}, err
	})
}

// readPlan reads what the brand has planned for all periods: its campaigns, its
// pillars and its best hours.
func (s *Screen) readPlan() {
	m := s.m
	brand, accounts := m.brand.ID, m.filter.accounts(m.accounts)
	s.Runner.Go("calendar.plan", func(ctx context.Context) (func(), error) {
		campaigns, err := s.Ports.Campaigns(ctx, brand)
		if err != nil {
			return nil, err
		}
		line, err := s.Ports.Line(ctx, brand)
		if err != nil {
			return nil, err
		}
		best, err := s.Ports.BestHours(ctx, brand, accounts)
		return func() {
			if s.m != m {
				return
			}
			m.campaigns, m.pillars, m.best = campaigns, line.Pillars, best
			if m.forgetCampaign() {
				s.filtered()
				return
			}
			s.show()
		}, err
	})
}

// forgetCampaign stops filtering by a campaign that is gone; it tells whether it
// did.
func (m *model) forgetCampaign() bool {
	if _, there := m.campaign(m.filter.Campaign); there || m.filter.Campaign == 0 {
		return false
	}
	m.filter.Campaign = 0
	return true
}

// free are the places in openings of the hours of a day that nobody has filled
// yet and that are still to come, for the accounts that are shown.
func (m *model) free(day string) (at []int) {
	if !m.filter.showsGroup(drafts) || m.filter.Campaign != 0 {
		return nil
	}
	for i, o := range m.around.openings {
		shown := o.Slot.Account == 0 || m.filter.shows(o.Slot.Account)
		if !o.Taken && shown && m.dayOf(o.When.Instant) == day && o.When.Instant.After(m.clock.Now()) {
			at = append(at, i)
		}
	}
	return at
}

func (m *model) pillarName(id data.PillarID) string {
	for _, p := range m.pillars {
		if p.ID == id {
			return p.Name
		}
	}
	return ""
}

// bestOn are the hours of a day that are proposed.
func (m *model) bestOn(day string) (hours []int) {
	for _, h := range m.best.Hours {
		if h.Weekday == date(day).Weekday() {
			hours = append(hours, h.Hour)
		}
	}
	return hours
}

// datesOn are the key dates of a day whose kinds are shown; those of one day
// before those of many.
func (m *model) datesOn(day string) (found []calendar.KeyDate) {
	for _, d := range m.around.dates {
		if d.From <= day && day <= d.To && !slices.Contains(m.filter.Undated, d.Kind) {
			found = append(found, d)
		}
	}
	slices.SortStableFunc(found, func(a, b calendar.KeyDate) int { return between(a.From, a.To) - between(b.From, b.To) })
	return found
}

// noted are those of datesOn that are named on the day: of many days in a row
// the first one.
func (m *model) noted(day string) (found []calendar.KeyDate) {
	for _, d := range m.datesOn(day) {
		if d.From == day || day == m.around.first && d.From == d.To {
			found = append(found, d)
		}
	}
	return found
}

// otherZone is the computer's where its clock differs from the brand's at noon
// of a day, nil where both show the same.
func (m *model) otherZone(day string) *time.Location {
	if m.local == nil {
		return nil
	}
	noon := date(day)
	at := time.Date(noon.Year(), noon.Month(), noon.Day(), 12, 0, 0, 0, m.zone)
	_, there := at.Zone()
	if _, here := at.In(m.local).Zone(); here == there {
		return nil
	}
	return m.local
}
