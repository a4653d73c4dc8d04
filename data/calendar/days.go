package calendar

import (
	"fmt"
	"time"

	"parvis/data"
)

// Days returns the n+1 instants (UTC) that separate n days of a zone, from the
// day first ("2026-11-26") on. A day begins at midnight, or, where clocks skip
// midnight, at the first instant that bears its date; a day that a zone left
// out altogether has no length. The error wraps ErrTime or ErrZone.
func Days(first string, n int, zone string) ([]time.Time, error) {
	date, err := time.Parse(data.DayLayout, first)
	if err != nil || n < 0 {
		return nil, fmt.Errorf("%w: %d days from %q", ErrTime, n, first)
	}
	loc, err := load(zone)
	if err != nil {
		return nil, err
	}
	return days(date, n, loc), nil
}

// Month returns the bounds, as Days does, of the whole weeks in which a month
// lies: five weeks or six, never four, so that the page keeps its height. The
// error wraps ErrTime or ErrZone.
func Month(year int, month time.Month, zone string, weekStart time.Weekday) ([]time.Time, error) {
	loc, err := load(zone)
	if err != nil {
		return nil, err
	}
	if year < 1 || year > 9998 || month < time.January || month > time.December {
		return nil, fmt.Errorf("%w: month %d of %d", ErrTime, month, year)
	}
	first := time.Date(year, month, 1, 0, 0, 0, 0, time.UTC)
	lead := sinceWeekStart(first, weekStart)
	length := first.AddDate(0, 1, -1).Day()
	weeks := max((lead+length+6)/7, 5)
	return days(first.AddDate(0, 0, -lead), weeks*7, loc), nil
}

// Week returns the bounds, as Days does, of the week in which an instant lies.
// The error wraps ErrZone.
func Week(t time.Time, zone string, weekStart time.Weekday) ([]time.Time, error) {
	loc, err := load(zone)
	if err != nil {
		return nil, err
	}
	year, month, day := t.In(loc).Date()
	date := time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
	return days(date.AddDate(0, 0, -sinceWeekStart(date, weekStart)), 7, loc), nil
}

func sinceWeekStart(date time.Time, weekStart time.Weekday) int {
	return (int(date.Weekday()) - int(weekStart) + 7) % 7
}

// days takes its first day as midnight UTC of the date.
func days(first time.Time, n int, loc *time.Location) []time.Time {
	bounds := make([]time.Time, n+1)
	for i := range bounds {
		bounds[i] = startOfDay(first.AddDate(0, 0, i), loc)
	}
	return bounds
}

func startOfDay(date time.Time, loc *time.Location) time.Time {
	instant, shift := resolve(date, loc)
	if shift.Kind == Gap {
		// Midnight does not exist: the day begins where the clocks move.
		start, _ := instant.In(loc).ZoneBounds()
		return start.UTC()
	}
	return instant
}
