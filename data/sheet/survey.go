package sheet

import (
	"context"
	"errors"

	"parvis/data"
)

// Survey is what all rows of a table tell together.
type Survey struct {
	Rows int // below the names, empty ones aside
	// Order is how the dates are written. It is OrderUnknown when some can be
	// read in two ways and none tells which, or when some are in one order and
	// some in the other: then a person must be asked.
	Order DateOrder
	// Example is a date that can be read in two ways, "" when there is none.
	Example string
	// Date is the first date, as it is written; "" when there is none.
	Date string
}

// Survey reads all rows once. The error is ctx.Err() or a *data.Failure.
func (t *Table) Survey(ctx context.Context, m Mapping) (Survey, error) {
	var s Survey
	evidence := map[DateOrder]bool{}
	columns := append(m.Of(FieldWhen), append(m.Of(FieldPromoFrom), m.Of(FieldPromoUntil)...)...)
	err := t.Rows(ctx, func(row Row) error {
		s.Rows++
		for _, i := range columns {
			cell := row.cell(i)
			d, ok := readDate(cell)
			if !ok {
				before, _, _ := cutClock(cell)
				d, ok = readDate(before)
			}
			if !ok {
				continue
			}
			if s.Date == "" {
				s.Date = shown(cell)
			}
			order, doubtful := d.order()
			if order != OrderUnknown {
				evidence[order] = true
			}
			if doubtful && s.Example == "" {
				s.Example = shown(cell)
			}
		}
		return nil
	}, func(RowError) { s.Rows++ })
	switch {
	case evidence[DayFirst] && evidence[MonthFirst]:
	case evidence[MonthFirst]:
		s.Order = MonthFirst
	case evidence[DayFirst], s.Example == "":
		s.Order = DayFirst
	}
	return s, err
}

// survey is Survey with the order that was asked for, and a failure where it
// must be.
func (t *Table) survey(ctx context.Context, m Mapping, order DateOrder) (Survey, error) {
	s, err := t.Survey(ctx, m)
	switch {
	case err != nil:
		return s, err
	case order != OrderUnknown:
		s.Order = order
	case s.Order == OrderUnknown:
		return s, &data.Failure{Kind: data.Invalid, Op: op, Code: CodeOrder, Raw: s.Example, Err: errors.New("day or month first")}
	}
	return s, nil
}

// ReadDay reads the day in a text that is a date, with a time or without, in an
// order, as data.DayLayout; false where there is no such day.
func ReadDay(written string, order DateOrder) (day string, ok bool) {
	d, found := readDate(written)
	if !found {
		before, _, _ := cutClock(written)
		d, found = readDate(before)
	}
	day, ok = d.in(order)
	return day, found && ok
}
