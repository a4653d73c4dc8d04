package calendar

import (
	"slices"
	"time"

	"parvis/data"
)

// Due is what of a series is to be made into posts at an instant: the
// occurrences after the last one made that lie within [data.SeriesAhead], those
// of days in Except left out. Of those whose time has passed while nobody looked
// only the last one comes, and only within a day of it: never a burst. The error
// wraps ErrRule, ErrTime or ErrZone.
func Due(s data.Series, now time.Time) ([]Occurrence, error) {
	until, err := Wall(now.Add(data.SeriesAhead), s.Model.When.Zone)
	if err != nil {
		return nil, err
	}
	all, err := Occurrences(s.Rule, s.Model.When, s.Made, until)
	if err != nil || s.Ended || len(all) == 0 {
		return nil, err
	}
	passed := 0
	for passed < len(all) && all[passed].When.Instant.Before(now) {
		passed++
	}
	if passed > 0 && now.Sub(all[passed-1].When.Instant) <= catchUp {
		passed--
	}
	return slices.DeleteFunc(all[passed:], func(o Occurrence) bool { return excepted(s, o) }), nil
}

func excepted(s data.Series, o Occurrence) bool {
	return slices.Contains(s.Except, o.When.Wall[:len(data.DayLayout)])
}

// catchUp is how late an occurrence may still be made.
const catchUp = 24 * time.Hour

// Left is how many occurrences of a series are still to come after an instant,
// and when the last one is; the zero schedule when there is none.
// The error wraps ErrRule, ErrTime or ErrZone.
func Left(s data.Series, now time.Time) (n int, last data.Schedule, err error) {
	all, err := Occurrences(s.Rule, s.Model.When, "", "")
	if err != nil || s.Ended {
		return 0, data.Schedule{}, err
	}
	for _, o := range all {
		if o.When.Instant.After(now) && !excepted(s, o) {
			n, last = n+1, o.When
		}
	}
	return n, last, nil
}
