package calendar

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/teambition/rrule-go"

	"parvis/data"
)

// ErrRule: not a rule of recurrence that Parvis follows. What it follows are the
// rules of RFC 5545, section 3.3.10, by day, week, month or year, with an end:
// COUNT or UNTIL.
var ErrRule = errors.New("calendar: not a rule of recurrence")

// MostOccurrences is how many times a rule may come at most.
const MostOccurrences = 1000

// Occurrence is one time that a rule comes.
type Occurrence struct {
	When  data.Schedule
	Shift Shift
}

// Occurrences lists the times of a rule that lie after one wall time and not
// after another ("" for either: no bound), in order. The first one possible is
// first itself, which counts whether or not it follows the rule, as RFC 5545,
// section 3.8.5.3, has it. All keep its time on the wall, across changes of the
// clocks too (reliability R20). The error wraps ErrRule, ErrTime or ErrZone.
func Occurrences(rule string, first data.Schedule, after, until string) ([]Occurrence, error) {
	loc, err := load(first.Zone)
	if err != nil {
		return nil, err
	}
	begin, err := time.Parse(data.WallLayout, first.Wall)
	if err != nil {
		return nil, fmt.Errorf("%w: %q", ErrTime, first.Wall)
	}
	walls, err := expand(rule, begin, loc)
	if err != nil {
		return nil, err
	}
	var all []Occurrence
	for _, t := range walls {
		wall := t.Format(data.WallLayout)
		if after != "" && wall <= after || until != "" && wall > until {
			continue
		}
		instant, shift := resolve(t, loc)
		all = append(all, Occurrence{
			When:  data.Schedule{Wall: wall, Zone: first.Zone, Instant: instant.UTC()},
			Shift: shift,
		})
	}
	return all, nil
}

// CheckRule tells whether a rule can be followed; the error wraps ErrRule.
func CheckRule(rule string) error {
	_, err := option(rule)
	return err
}

// expand lists the wall times of a rule, as if they were UTC.
func expand(text string, begin time.Time, loc *time.Location) ([]time.Time, error) {
	opt, err := option(text)
	if err != nil {
		return nil, err
	}
	opt.Dtstart = begin
	if strings.HasSuffix(until(text), "Z") {
		opt.Until = naive(opt.Until.In(loc))
	}
	rule, err := rrule.NewRRule(*opt)
	if err != nil {
		return nil, fmt.Errorf("%w: %q: %v", ErrRule, text, err)
	}
	next := rule.Iterator()
	walls := make([]time.Time, 0, 64)
	for len(walls) < MostOccurrences {
		t, more := next()
		if !more {
			break
		}
		walls = append(walls, t)
	}
	if len(walls) == 0 || !walls[0].Equal(begin) {
		walls = slices.Insert(walls, 0, begin)
		if opt.Count > 0 && len(walls) > opt.Count {
			walls = walls[:opt.Count]
		}
	}
	return walls, nil
}

// option reads a rule and refuses what would come more often than daily or
// without end, or at other hours than the first.
func option(text string) (*rrule.ROption, error) {
	text = strings.TrimPrefix(strings.ToUpper(strings.TrimSpace(text)), "RRULE:")
	refuse := func(why string) (*rrule.ROption, error) { return nil, fmt.Errorf("%w: %q: %s", ErrRule, text, why) }
	if text == "" || len(text) > 500 || strings.ContainsAny(text, "\r\n") || strings.Contains(text, "DTSTART") {
		return refuse("empty, or more than a rule")
	}
	opt, err := rrule.StrToROption(text)
	switch {
	case err != nil:
		return refuse(err.Error())
	case opt.Freq > rrule.DAILY:
		return refuse("more often than daily")
	case opt.Count <= 0 && opt.Until.IsZero():
		return refuse("no end")
	case opt.Count < 0 || opt.Count > MostOccurrences || opt.Interval < 0:
		return refuse("too many")
	case opt.Count > 0 && !opt.Until.IsZero():
		return refuse("two ends")
	case len(opt.Byhour)+len(opt.Byminute)+len(opt.Bysecond)+len(opt.Byeaster) > 0:
		return refuse("the hour is the first one's")
	}
	if at := opt.Until; !at.IsZero() && !strings.Contains(until(text), "T") {
		opt.Until = at.Add(24*time.Hour - time.Second) // a date is a last day, whole
	}
	return opt, nil
}

// until is what a rule says after UNTIL=, "" when it says nothing.
func until(text string) string {
	_, rest, _ := strings.Cut(strings.ToUpper(text), "UNTIL=")
	end, _, _ := strings.Cut(rest, ";")
	return strings.TrimSpace(end)
}

// naive is what the clock on the wall shows, as if it were UTC.
func naive(t time.Time) time.Time {
	year, month, day := t.Date()
	hour, minute, second := t.Clock()
	return time.Date(year, month, day, hour, minute, second, 0, time.UTC)
}
