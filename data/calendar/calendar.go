// Package calendar turns the times that people mean into instants and back: a
// time on the wall of a zone, the days of a month, the same hour on another
// day. It reads no clock and decides nothing about publishing.
package calendar

import (
	"errors"
	"fmt"
	"time"

	"parvis/data"
)

// What may be wrong with a question; the errors of this package wrap them.
var (
	// ErrZone: not the name of a zone in the IANA database. The empty name and
	// "Local" are none: what they mean depends on the computer.
	ErrZone = errors.New("calendar: unknown zone")
	// ErrTime: not a time or day in the layout asked for, or no such day.
	ErrTime = errors.New("calendar: not a time")
)

// ShiftKind says whether clocks were moved at a wall time.
type ShiftKind int

const (
	// NoShift: the wall time comes once, as nearly all do.
	NoShift ShiftKind = iota
	// Gap: clocks are put forward over it and it never comes.
	Gap
	// Overlap: clocks are put back and it comes twice.
	Overlap
)

// Shift is what a person must be told about a wall time (reliability R19).
type Shift struct {
	Kind ShiftKind
	By   time.Duration // how far the clocks move; 0 with NoShift
	Used string        // the wall time that its instant reads: another one only in a gap
}

// Resolve finds the instant of a wall time ("2026-11-26T18:30") in a zone, by
// RFC 5545, section 3.3.5: a time in a gap is read with the offset before the
// gap, so that 02:30 becomes 03:30; of a time that comes twice the first is
// meant. The error wraps ErrTime or ErrZone.
func Resolve(wall, zone string) (data.Schedule, Shift, error) {
	loc, err := load(zone)
	if err != nil {
		return data.Schedule{}, Shift{}, err
	}
	asked, err := time.Parse(data.WallLayout, wall)
	if err != nil {
		return data.Schedule{}, Shift{}, fmt.Errorf("%w: %q", ErrTime, wall)
	}
	instant, shift := resolve(asked, loc)
	return data.Schedule{Wall: wall, Zone: zone, Instant: instant}, shift, nil
}

// Wall is what the clock on the wall shows at an instant, "2026-11-26T18:30".
// The error wraps ErrZone.
func Wall(t time.Time, zone string) (string, error) {
	loc, err := load(zone)
	if err != nil {
		return "", err
	}
	return t.In(loc).Format(data.WallLayout), nil
}

// Day is the calendar date of an instant in a zone, "2026-11-26". The error
// wraps ErrZone.
func Day(t time.Time, zone string) (string, error) {
	loc, err := load(zone)
	if err != nil {
		return "", err
	}
	return t.In(loc).Format(data.DayLayout), nil
}

// SameHour moves a schedule to another day ("2026-11-30"), its time on the
// wall and its zone staying as they are. The error wraps ErrTime or ErrZone.
func SameHour(s data.Schedule, day string) (data.Schedule, Shift, error) {
	if _, err := time.Parse(data.WallLayout, s.Wall); err != nil {
		return data.Schedule{}, Shift{}, fmt.Errorf("%w: %q", ErrTime, s.Wall)
	}
	return Resolve(day+s.Wall[len(data.DayLayout):], s.Zone)
}

func load(zone string) (*time.Location, error) {
	if zone == "" || zone == "Local" {
		return nil, fmt.Errorf("%w: %q", ErrZone, zone)
	}
	loc, err := time.LoadLocation(zone)
	if err != nil {
		return nil, fmt.Errorf("%w: %q", ErrZone, zone)
	}
	return loc, nil
}

// period is a stretch of time in which a zone keeps one offset.
type period struct {
	start, end time.Time // zero: open
	offset     time.Duration
}

// resolve finds the instant of a wall time, which is given as if it were UTC.
// time.ParseInLocation cannot be used: it reads a gap in either direction,
// depending on the zone.
func resolve(wall time.Time, loc *time.Location) (time.Time, Shift) {
	periods := around(wall, loc)
	for i, p := range periods {
		instant := wall.Add(-p.offset)
		if !p.holds(instant) {
			continue
		}
		shift := Shift{Used: wall.Format(data.WallLayout)}
		for _, later := range periods[i+1:] {
			if later.holds(wall.Add(-later.offset)) {
				shift.Kind, shift.By = Overlap, p.offset-later.offset
				break
			}
		}
		return instant, shift
	}
	// No period has it: it lies between two of them.
	for i, p := range periods[:len(periods)-1] {
		next := periods[i+1]
		if !wall.Add(-p.offset).Before(p.end) && wall.Add(-next.offset).Before(next.start) {
			by := next.offset - p.offset
			return wall.Add(-p.offset), Shift{Kind: Gap, By: by, Used: wall.Add(by).Format(data.WallLayout)}
		}
	}
	return wall.Add(-periods[0].offset), Shift{Used: wall.Format(data.WallLayout)}
}

// around lists the periods that could hold a wall time: no zone is or was ever
// further than 48 hours from UTC.
func around(wall time.Time, loc *time.Location) []period {
	const reach = 48 * time.Hour
	var periods []period
	at, last := wall.Add(-reach), wall.Add(reach)
	for {
		local := at.In(loc)
		start, end := local.ZoneBounds()
		if !end.IsZero() && !end.After(at) {
			// Beyond the last change that a zone lists, from 2038 on, Go takes every year
			// for 365 days long, and the last day of a leap year for over before it began.
			end = at.Truncate(24 * time.Hour).Add(24 * time.Hour)
		}
		_, seconds := local.Zone()
		p := period{start, end, time.Duration(seconds) * time.Second}
		if n := len(periods); n > 0 && periods[n-1].offset == p.offset {
			periods[n-1].end = end
		} else {
			periods = append(periods, p)
		}
		if end.IsZero() || end.After(last) {
			return periods
		}
		at = end
	}
}

func (p period) holds(t time.Time) bool {
	return (p.start.IsZero() || !t.Before(p.start)) && (p.end.IsZero() || t.Before(p.end))
}
