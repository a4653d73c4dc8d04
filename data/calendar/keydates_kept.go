package calendar

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"parvis/data"
)

// Own is the kind of the dates that a brand keeps for itself.
const Own DateKind = "own"

// Kinds lists what a key date may be, the brand's own first, in the order in which
// they stand on one day; "keydate.kind.<kind>" names each.
func Kinds() []DateKind { return append([]DateKind{Own}, kinds()...) }

// Title is the name of a key date: its own, or that of the catalogues, by T of
// which it is found.
func (d KeyDate) Title(t func(key string, args ...any) string) string {
	if d.Name != "" {
		return d.Name
	}
	return t(d.Key)
}

// Keep has key dates that touch the days between two as a brand keeps them: its own
// among them, those it hides left out, each reminded of as it wants. A day that is
// in no calendar of the year, 29 February, comes the day before. The error wraps
// ErrTime.
func Keep(found []KeyDate, kept data.Dates, from, to string) ([]KeyDate, error) {
	first, last, err := span(from, to)
	if err != nil {
		return nil, err
	}
	all := slices.DeleteFunc(slices.Clone(found), func(d KeyDate) bool { return slices.Contains(kept.Hidden, d.ID) })
	for _, o := range kept.Own {
		for year := first.Year(); year <= last.Year(); year++ {
			day, ok := ownDay(o, year)
			if ok && from <= day && day <= to {
				all = append(all, KeyDate{ID: o.ID, Name: o.Name, Note: o.Angle, Kind: Own, From: day, To: day})
			}
		}
	}
	for i, d := range all {
		if days, ok := kept.Leads[string(d.Kind)]; ok {
			all[i].Lead = days
		}
		if days, ok := kept.Lead[d.ID]; ok {
			all[i].Lead = days
		}
	}
	slices.SortStableFunc(all, func(a, b KeyDate) int {
		return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(slices.Index(Kinds(), a.Kind), slices.Index(Kinds(), b.Kind)))
	})
	return all, nil
}

// ownDay is the day of a brand's date in a year, false when it does not come then
// or is no day.
func ownDay(o data.OwnDate, year int) (string, bool) {
	if !o.Yearly() {
		day, err := parseDay(o.Day)
		return o.Day, err == nil && day.Year() == year
	}
	day, err := parseDay(fmt.Sprintf("%04d-%s", year, o.Day))
	if err != nil && o.Day == "02-29" {
		day, err = parseDay(fmt.Sprintf("%04d-02-28", year))
	}
	return format(day), err == nil
}

// Approaching are the key dates of which somebody is to be reminded on a day: it
// lies within their lead, or they begin that very day. They keep their order. The
// error wraps ErrTime.
func Approaching(all []KeyDate, day string) ([]KeyDate, error) {
	today, err := parseDay(day)
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(slices.Clone(all), func(d KeyDate) bool { return !d.approaches(today) }), nil
}

func (d KeyDate) approaches(today time.Time) bool {
	begins, err := parseDay(d.From)
	return err == nil && d.Lead > 0 && !begins.Before(today) && !begins.AddDate(0, 0, -d.Lead).After(today)
}

// LongestLead is the most days ahead by which anybody may be reminded.
const LongestLead = 120
