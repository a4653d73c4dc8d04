package calendar

import (
	"slices"
	"time"

	"parvis/data"
	"parvis/data/calendar"
)

// mode is how the calendar is laid out.
type mode string

const (
	dayMode   mode = "day"
	monthMode mode = "month"
	weekMode  mode = "week"
	yearMode  mode = "year"
	listMode  mode = "list"
)

// chipsPerDay is how many entries a day of the month shows before "+N".
const chipsPerDay = 3

// model is what the calendar shows and what its keys and drags mean. It never
// draws, never waits and never reads the store: the screen asks its questions
// and brings the answers back.
//
// Days are wall dates in the brand's zone, "2026-11-21".
type model struct {
	clock  data.Clock
	start  time.Weekday
	brand  data.Brand
	zone   *time.Location // the brand's
	mode   mode
	anchor string // a day of the period that is shown
	day    string // the selected day, inside the period
	minute int    // of the selected hour in the week, after midnight
	open   data.PostID
	chosen choice
	origin string // the day from which Shift and arrow keys choose; "": none

	accounts []data.Account
	known    bool // the accounts have been read
	filter   filter

	days   []data.Day
	loaded bool // days answer the question that agenda asks now
	moving map[data.PostID]time.Time

	figures   []data.Indicator
	campaigns []data.Campaign
	pillars   []data.Pillar
	best      calendar.Best
	around    around
	local     *time.Location // the computer's zone; nil: none is shown
	listing   listing
	ideas     ideas
}

// newModel starts at today's month of a brand. A zone that this computer does
// not know is an error; the model then shows UTC.
func newModel(clock data.Clock, start time.Weekday, brand data.Brand) (*model, error) {
	m := &model{
		clock:  clock,
		start:  start,
		brand:  brand,
		zone:   time.UTC,
		mode:   monthMode,
		minute: 9 * 60,
		moving: map[data.PostID]time.Time{},
	}
	zone, err := time.LoadLocation(brand.Zone)
	if err == nil {
		m.zone = zone
	}
	m.toToday()
	return m, err
}

// now is the time on the brand's wall.
func (m *model) now() time.Time { return m.clock.Now().In(m.zone) }

func (m *model) today() string { return m.dayOf(m.clock.Now()) }

// dayOf is the wall date of an instant.
func (m *model) dayOf(t time.Time) string { return t.In(m.zone).Format(data.DayLayout) }

// date reads a wall date as noon UTC, which serves for counting days and for
// writing them, never as an instant.
func date(day string) time.Time {
	t, err := time.Parse(data.DayLayout, day)
	if err != nil {
		return time.Time{}
	}
	return t.Add(12 * time.Hour)
}

func plusDays(day string, n int) string {
	return date(day).AddDate(0, 0, n).Format(data.DayLayout)
}

// plusMonths keeps the day of the month, or takes the last where the month is
// shorter.
func plusMonths(day string, n int) string {
	d := date(day)
	first := time.Date(d.Year(), d.Month()+time.Month(n), 1, 12, 0, 0, 0, time.UTC)
	last := first.AddDate(0, 1, -1).Day()
	return first.AddDate(0, 0, min(d.Day(), last)-1).Format(data.DayLayout)
}

// bounds are the midnights around the days that are shown; in the list, those
// of the selected day's month, which is what the keys move in.
func (m *model) bounds() ([]time.Time, error) {
	d := date(m.anchor)
	switch m.mode {
	case dayMode:
		return calendar.Days(m.anchor, 1, m.zone.String())
	case yearMode:
		first := time.Date(d.Year(), time.January, 1, 0, 0, 0, 0, time.UTC)
		days := first.AddDate(1, 0, -1).YearDay()
		return calendar.Days(first.Format(data.DayLayout), days, m.zone.String())
	case weekMode:
		since := (int(d.Weekday()) - int(m.start) + 7) % 7
		return calendar.Days(plusDays(m.anchor, -since), 7, m.zone.String())
	}
	return calendar.Month(d.Year(), d.Month(), m.zone.String(), m.start)
}

// setMode changes the layout and keeps the selected day in sight. It tells
// whether anything changed.
func (m *model) setMode(to mode) bool {
	if m.mode == to {
		return false
	}
	m.mode = to
	m.show(m.day)
	return true
}

// show selects a day and makes its period the one that is shown.
func (m *model) show(day string) {
	m.anchor, m.day = day, day
	m.forget()
}

// forget drops what answered an older question.
func (m *model) forget() {
	m.days, m.loaded = nil, false
	m.clearChoice()
	m.listing = listing{}
}

func (m *model) toToday() { m.show(m.today()) }

// step goes n periods on: days, months, years, or weeks in the two other
// layouts.
func (m *model) step(n int) {
	switch m.mode {
	case dayMode:
		m.show(plusDays(m.day, n))
	case monthMode:
		m.show(plusMonths(m.middle(), n))
	case yearMode:
		m.show(plusMonths(m.day, 12*n))
	default:
		m.show(plusDays(m.day, 7*n))
	}
}

// middle is the selected day, or the anchor when the selected day is one of a
// neighbouring month.
func (m *model) middle() string {
	if m.mode == monthMode && m.day[:7] != m.anchor[:7] {
		return m.anchor
	}
	return m.day
}

// selectDay moves the selection. It tells whether another period is shown now,
// so that its days have to be read.
func (m *model) selectDay(day string) bool {
	if date(day).IsZero() {
		return false
	}
	if m.mode == listMode || !m.shown(day) {
		m.show(day)
		return true
	}
	m.day, m.origin = day, ""
	return false
}

// shown tells whether a day lies in the period on screen.
func (m *model) shown(day string) bool {
	bounds, err := m.bounds()
	if err != nil || len(bounds) < 2 {
		return false
	}
	return day >= m.dayOf(bounds[0]) && day < m.dayOf(bounds[len(bounds)-1])
}

// agenda is the question whose answer the month or the week shows.
func (m *model) agenda() (data.AgendaQuery, error) {
	bounds, err := m.bounds()
	if err != nil {
		return data.AgendaQuery{}, err
	}
	q := data.AgendaQuery{Brand: m.brand.ID, Bounds: bounds, Accounts: m.filter.accounts(m.accounts), States: m.filter.states(), Campaign: m.filter.Campaign}
	switch m.mode {
	case monthMode:
		q.PerDay = chipsPerDay
	case yearMode:
		q.PerDay = 1
	}
	return q, nil
}

// setDays takes an answer, unless another question is asked by now. It tells
// whether it was taken.
func (m *model) setDays(q data.AgendaQuery, days []data.Day) bool {
	now, err := m.agenda()
	if err != nil || m.mode == listMode || !sameAgenda(q, now) {
		return false
	}
	m.days, m.loaded = days, true
	m.renewChoice()
	return true
}

func sameAgenda(a, b data.AgendaQuery) bool {
	return a.Brand == b.Brand && a.PerDay == b.PerDay && a.Campaign == b.Campaign &&
		slices.EqualFunc(a.Bounds, b.Bounds, time.Time.Equal) &&
		slices.Equal(a.Accounts, b.Accounts) && slices.Equal(a.States, b.States)
}

// setAccounts takes the accounts of the brand; those that were removed stay
// out of the filter.
func (m *model) setAccounts(brand data.BrandID, accounts []data.Account) bool {
	if brand != m.brand.ID {
		return false
	}
	m.accounts = slices.DeleteFunc(slices.Clone(accounts), func(a data.Account) bool { return a.State == data.AccountGone })
	m.known = true
	return true
}

// shownAccounts are those that the filter leaves.
func (m *model) shownAccounts() []data.Account {
	return slices.DeleteFunc(slices.Clone(m.accounts), func(a data.Account) bool { return !m.filter.shows(a.ID) })
}

// account returns an account of the brand.
func (m *model) account(id data.AccountID) (data.Account, bool) {
	i := slices.IndexFunc(m.accounts, func(a data.Account) bool { return a.ID == id })
	if i < 0 {
		return data.Account{}, false
	}
	return m.accounts[i], true
}

// empty tells whether the period was read and nothing at all is in it.
func (m *model) empty() bool {
	if !m.loaded {
		return false
	}
	for _, d := range m.days {
		if d.Total > 0 {
			return false
		}
	}
	return true
}
