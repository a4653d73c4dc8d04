package calendar

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"parvis/data"
)

// rule is one key date as its file has it.
type rule struct {
	ID     string   `json:"id"`
	In     []string `json:"in"`     // "FR", "CH-GE"; none: everywhere
	NotIn  []string `json:"not_in"` // "FR-2A"
	Since  int      `json:"since"`  // the first year; 0: always
	Until  int      `json:"until"`  // the last year; 0: always
	On     moment   `json:"on"`     // the first day
	Days   int      `json:"days"`   // how many days; 0: one, or up to To
	To     *moment  `json:"to"`     // the last day, of the next year when it comes before the first
	Source string   `json:"source"`
	Unsure bool     `json:"unsure"`

	kind DateKind
}

// moment says on which day of a year something falls: first by one of Fixed,
// Nth, OnOrBefore, OnOrAfter and Easter, then by what is said below them, in that
// order.
type moment struct {
	Fixed      *monthDay `json:"fixed"` // "12-25"
	Nth        int       `json:"nth"`   // the nth weekday of a month; -1: the last
	Month      int       `json:"month"`
	OnOrBefore *monthDay `json:"on_or_before"` // the weekday on or before a day
	OnOrAfter  *monthDay `json:"on_or_after"`
	Weekday    *weekday  `json:"weekday"` // of Nth, OnOrBefore and OnOrAfter
	Easter     *int      `json:"easter"`  // days after Easter Sunday

	Plus   int             `json:"plus"`   // days later
	Move   map[weekday]int `json:"move"`   // days later when it would fall on that weekday
	Only   *weekday        `json:"only"`   // not at all in a year in which it falls on another weekday
	Unless *moment         `json:"unless"` // when it would fall on that day,
	Then   *moment         `json:"then"`   // it falls on this one
	Years  map[int]date    `json:"years"`  // years in which it was set by hand
}

// day finds the day in a year; false when the year has none.
func (m moment) day(year int) (time.Time, bool) {
	if set, ok := m.Years[year]; ok {
		return time.Time(set), true
	}
	day, ok := m.base(year)
	if !ok {
		return day, false
	}
	day = day.AddDate(0, 0, m.Plus)
	day = day.AddDate(0, 0, m.Move[weekday(day.Weekday())])
	if m.Only != nil && day.Weekday() != time.Weekday(*m.Only) {
		return day, false
	}
	if m.Unless != nil {
		if other, ok := m.Unless.day(year); ok && other.Equal(day) {
			return m.Then.day(year)
		}
	}
	return day, true
}

func (m moment) base(year int) (time.Time, bool) {
	switch {
	case m.Fixed != nil:
		return m.Fixed.of(year), true
	case m.Easter != nil:
		return easter(year).AddDate(0, 0, *m.Easter), true
	case m.OnOrBefore != nil:
		day := m.OnOrBefore.of(year)
		return day.AddDate(0, 0, -((int(day.Weekday()) - int(*m.Weekday) + 7) % 7)), true
	case m.OnOrAfter != nil:
		day := m.OnOrAfter.of(year)
		return day.AddDate(0, 0, (int(*m.Weekday)-int(day.Weekday())+7)%7), true
	}
	return nthWeekday(year, time.Month(m.Month), time.Weekday(*m.Weekday), m.Nth)
}

// nthWeekday counts from the end of the month when n is negative; a month may
// have no fifth.
func nthWeekday(year int, month time.Month, weekday time.Weekday, n int) (time.Time, bool) {
	var day time.Time
	if n > 0 {
		first := time.Date(year, month, 1, 0, 0, 0, 0, time.UTC)
		day = first.AddDate(0, 0, (int(weekday)-int(first.Weekday())+7)%7+7*(n-1))
	} else {
		last := time.Date(year, month+1, 0, 0, 0, 0, 0, time.UTC)
		day = last.AddDate(0, 0, -((int(last.Weekday())-int(weekday)+7)%7)+7*(n+1))
	}
	return day, day.Month() == month
}

// easter is Easter Sunday in the Gregorian calendar, which is extended backwards
// before 1583. The steps are those of J. Meeus, Astronomical Algorithms, chapter
// 8, who has them from Butcher's Ecclesiastical Calendar of 1876.
func easter(year int) time.Time {
	golden := year % 19
	century, rest := year/100, year%100
	leapCenturies, leapRest := century/4, century%4
	moonCorrection := (century - (century+8)/25 + 1) / 3
	epact := (19*golden + century - leapCenturies - moonCorrection + 15) % 30
	weekday := (32 + 2*leapRest + 2*(rest/4) - epact - rest%4) % 7
	late := (golden + 11*epact + 22*weekday) / 451
	days := epact + weekday - 7*late + 114
	return time.Date(year, time.Month(days/31), days%31+1, 0, 0, 0, 0, time.UTC)
}

// in finds the first and the last day in a year, or of what begins in it.
func (r rule) in(year int) (begins, ends time.Time, ok bool) {
	if year < r.Since || r.Until != 0 && year > r.Until {
		return begins, ends, false
	}
	begins, ok = r.On.day(year)
	if !ok {
		return begins, ends, false
	}
	if r.To == nil {
		return begins, begins.AddDate(0, 0, max(r.Days, 1)-1), true
	}
	ends, ok = r.To.day(year)
	if ok && ends.Before(begins) {
		ends, ok = r.To.day(year + 1)
	}
	return begins, ends, ok
}

// holdsIn tells whether the rule is one of the scope's place.
func (r rule) holdsIn(scope Scope) bool {
	here := func(place string) bool {
		return place == scope.Country || place == scope.Country+"-"+scope.Region
	}
	return (len(r.In) == 0 || slices.ContainsFunc(r.In, here)) && !slices.ContainsFunc(r.NotIn, here)
}

func (r rule) keyDate(begins, ends time.Time) KeyDate {
	return KeyDate{
		ID: r.ID, Key: "keydate." + r.ID, Kind: r.kind, From: format(begins), To: format(ends),
		Source: r.Source, Unsure: r.Unsure,
	}
}

// monthDay is a day that every year has: "12-25", never "02-29".
type monthDay struct {
	month time.Month
	day   int
}

func (d monthDay) of(year int) time.Time {
	return time.Date(year, d.month, d.day, 0, 0, 0, 0, time.UTC)
}

// UnmarshalText reads "12-25".
func (d *monthDay) UnmarshalText(text []byte) error {
	parsed, err := time.Parse(data.DayLayout, "2001-"+string(text))
	if err != nil {
		return fmt.Errorf("%q is not a day of every year, as 12-25 is", text)
	}
	d.month, d.day = parsed.Month(), parsed.Day()
	return nil
}

// date is one day: "2026-11-26".
type date time.Time

// UnmarshalText reads "2026-11-26".
func (d *date) UnmarshalText(text []byte) error {
	parsed, err := parseDay(string(text))
	*d = date(parsed)
	return err
}

// weekday is written in English and small: "sunday".
type weekday time.Weekday

// UnmarshalText reads "sunday".
func (w *weekday) UnmarshalText(text []byte) error {
	for day := time.Sunday; day <= time.Saturday; day++ {
		if string(text) == strings.ToLower(day.String()) {
			*w = weekday(day)
			return nil
		}
	}
	return fmt.Errorf("%q is not a weekday, as sunday is", text)
}
