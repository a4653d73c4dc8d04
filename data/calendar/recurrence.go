package calendar

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"parvis/data"
)

// Frequency is how often something comes back, as RFC 5545 names it.
type Frequency string

const (
	Daily   Frequency = "DAILY"
	Weekly  Frequency = "WEEKLY"
	Monthly Frequency = "MONTHLY" // on the same day of the month
)

// Frequencies lists them in the order in which they are offered.
func Frequencies() []Frequency { return []Frequency{Daily, Weekly, Monthly} }

// Recurrence is a rule as people say it: every two weeks, on Monday and Thursday,
// ten times.
type Recurrence struct {
	Every int // at least 1
	Unit  Frequency
	Days  []time.Weekday // of a week, from Monday on; none: that of the first time
	Times int            // in all, the first one included; 0: as long as Until says
	Until string         // the last day, "2026-12-31"; "" with Times
}

// Rule is the recurrence as an RRULE of RFC 5545, section 3.3.10. The error wraps
// ErrRule.
func (r Recurrence) Rule() (string, error) {
	if r.Every < 1 || r.Times < 0 || r.Times == 0 && r.Until == "" {
		return "", fmt.Errorf("%w: %+v", ErrRule, r)
	}
	parts := []string{"FREQ=" + string(r.Unit)}
	if r.Every != 1 {
		parts = append(parts, "INTERVAL="+strconv.Itoa(r.Every))
	}
	if r.Unit == Weekly && len(r.Days) > 0 {
		var names []string
		for _, d := range r.Days {
			names = append(names, strings.ToUpper(d.String()[:2]))
		}
		parts = append(parts, "BYDAY="+strings.Join(names, ","))
	}
	if r.Times > 0 {
		parts = append(parts, "COUNT="+strconv.Itoa(r.Times))
	} else {
		parts = append(parts, "UNTIL="+strings.ReplaceAll(r.Until, "-", ""))
	}
	rule := strings.Join(parts, ";")
	return rule, CheckRule(rule)
}

// ReadRecurrence reads a rule that people can say in such words. The error wraps
// ErrRule; a rule may be one that is followed all the same ([CheckRule]).
func ReadRecurrence(rule string) (Recurrence, error) {
	r := Recurrence{Every: 1}
	if err := CheckRule(rule); err != nil {
		return r, err
	}
	for part := range strings.SplitSeq(strings.TrimPrefix(strings.ToUpper(strings.TrimSpace(rule)), "RRULE:"), ";") {
		name, value, _ := strings.Cut(part, "=")
		if err := r.take(name, value); err != nil {
			return r, fmt.Errorf("%w: %q: %v", ErrRule, rule, err)
		}
	}
	if len(r.Days) > 0 && r.Unit != Weekly {
		return r, fmt.Errorf("%w: %q: days of a week by another unit", ErrRule, rule)
	}
	return r, nil
}

// take reads one part of a rule.
func (r *Recurrence) take(name, value string) (err error) {
	switch name {
	case "FREQ":
		if r.Unit = Frequency(value); !slices.Contains(Frequencies(), r.Unit) {
			err = errors.New("another frequency")
		}
	case "INTERVAL":
		r.Every, err = strconv.Atoi(value)
	case "COUNT":
		r.Times, err = strconv.Atoi(value)
	case "UNTIL":
		var day time.Time
		if len(value) < len("20060102") {
			return ErrTime
		}
		day, err = time.Parse("20060102", value[:len("20060102")])
		r.Until = day.Format(data.DayLayout)
	case "BYDAY":
		r.Days, err = weekdays(value)
	case "WKST":
	default:
		err = errors.New("more than is said in words")
	}
	return err
}

// weekdays reads "MO,TH", and puts Monday first.
func weekdays(list string) (days []time.Weekday, err error) {
	for name := range strings.SplitSeq(list, ",") {
		found := false
		for d := time.Sunday; d <= time.Saturday; d++ {
			if strings.ToUpper(d.String()[:2]) == name {
				days, found = append(days, d), true
			}
		}
		if !found {
			return nil, fmt.Errorf("no day of every week: %q", name)
		}
	}
	fromMonday(days)
	return slices.Compact(days), nil
}

// WithDay is a set of days of a week with one more, or with one less where it was
// there, from Monday on.
func WithDay(days []time.Weekday, day time.Weekday) []time.Weekday {
	if i := slices.Index(days, day); i >= 0 {
		return slices.Delete(slices.Clone(days), i, i+1)
	}
	out := append(slices.Clone(days), day)
	fromMonday(out)
	return out
}

func fromMonday(days []time.Weekday) {
	slices.SortFunc(days, func(a, b time.Weekday) int { return (int(a)+6)%7 - (int(b)+6)%7 })
}
