package line

import (
	"cmp"
	"slices"
	"time"

	"parvis/data"
	"parvis/data/calendar"
)

// Sales tells of a day whether it lies in a legal period of sales, for
// [Context], by the key dates of the brand's place over some years. It is known
// from the first of their periods to the last, but for the week around the ends
// of one that is not sure. Without such periods it is nil.
func Sales(dates []calendar.KeyDate) func(day string) (in, known bool) {
	var periods []calendar.KeyDate
	for _, d := range dates {
		if d.ID == "winter_sales" || d.ID == "summer_sales" {
			periods = append(periods, d)
		}
	}
	if len(periods) == 0 {
		return nil
	}
	slices.SortFunc(periods, func(a, b calendar.KeyDate) int { return cmp.Compare(a.From, b.From) })
	first, last := periods[0].From, periods[len(periods)-1].To
	return func(day string) (in, known bool) {
		known = first <= day && day <= last
		for _, p := range periods {
			in = in || p.From <= day && day <= p.To
			known = known && !(p.Unsure && (daysApart(day, p.From) <= 7 || daysApart(day, p.To) <= 7))
		}
		return in && known, known
	}
}

// daysApart is how many days lie between two, in either order.
func daysApart(a, b string) int {
	one, errOne := time.Parse(data.DayLayout, a)
	other, errOther := time.Parse(data.DayLayout, b)
	if errOne != nil || errOther != nil {
		return 0 // what is no day is near every day
	}
	return int(one.Sub(other).Abs() / (24 * time.Hour))
}
