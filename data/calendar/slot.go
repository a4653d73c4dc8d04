package calendar

import (
	"fmt"
	"slices"
	"time"

	"parvis/data"
)

// slotReach is how near to the hour of a slot a post lies that fills it.
const slotReach = 15 * time.Minute

// Opening is an hour of the week as it comes on one day.
type Opening struct {
	Slot  data.Slot
	When  data.Schedule
	Shift Shift
	Taken bool
}

// Booking is a post that has its hour.
type Booking struct {
	Account data.AccountID // 0: none chosen yet
	Due     time.Time
}

// Openings lists when slots come between two instants, the first one included,
// in order of time, and whether each is taken: by a post of its account, or, when
// it is open to any, by one post that no slot of its account takes. One post
// fills one slot. The error wraps ErrTime or ErrZone.
func Openings(slots []data.Slot, bookings []Booking, from, to time.Time, zone string) ([]Opening, error) {
	loc, err := load(zone)
	if err != nil {
		return nil, err
	}
	var all []Opening
	last := to.In(loc).Format(data.DayLayout)
	for day := civil(from.In(loc)); day.Format(data.DayLayout) <= last; day = day.AddDate(0, 0, 1) {
		for _, s := range slots {
			if s.Weekday != day.Weekday() {
				continue
			}
			wall, err := time.Parse(data.WallLayout, day.Format(data.DayLayout)+"T"+s.Wall)
			if err != nil {
				return nil, fmt.Errorf("%w: %q", ErrTime, s.Wall)
			}
			at, shift := resolve(wall, loc)
			if at.Before(from) || !at.Before(to) {
				continue
			}
			all = append(all, Opening{
				Slot: s, Shift: shift,
				When: data.Schedule{Wall: wall.Format(data.WallLayout), Zone: zone, Instant: at.UTC()},
			})
		}
	}
	slices.SortStableFunc(all, func(a, b Opening) int { return a.When.Instant.Compare(b.When.Instant) })
	fill(all, bookings)
	return all, nil
}

// civil is a day as a date without a zone.
func civil(t time.Time) time.Time {
	year, month, day := t.Date()
	return time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
}

// fill gives every post the nearest slot: those of its account first.
func fill(all []Opening, bookings []Booking) {
	for _, own := range []bool{true, false} {
		rest := bookings[:0:0]
		for _, b := range bookings {
			best := -1
			for i := range all {
				if o := &all[i]; !o.Taken && own == (o.Slot.Account != 0) && (!own || o.Slot.Account == b.Account) &&
					off(o, b) <= slotReach && (best < 0 || off(o, b) < off(&all[best], b)) {
					best = i
				}
			}
			if best < 0 {
				rest = append(rest, b)
				continue
			}
			all[best].Taken = true
		}
		bookings = rest
	}
}

func off(o *Opening, b Booking) time.Duration { return o.When.Instant.Sub(b.Due).Abs() }

// slotsAhead is how far NextFree looks.
const slotsAhead = 26 * 7 * 24 * time.Hour

// NextFree is the first opening after an instant that is not taken and may have
// a post of a pillar for an account; 0 for either means any. There is none when
// every slot of half a year is taken. The error wraps ErrTime or ErrZone.
func NextFree(slots []data.Slot, bookings []Booking, after time.Time, account data.AccountID, pillar data.PillarID, zone string) (Opening, bool, error) {
	fits := slices.DeleteFunc(slices.Clone(slots), func(s data.Slot) bool {
		return s.Account != 0 && account != 0 && s.Account != account ||
			s.Pillar != 0 && s.Pillar != pillar
	})
	all, err := Openings(slots, bookings, after.Add(1), after.Add(slotsAhead), zone)
	if err != nil {
		return Opening{}, false, err
	}
	for _, o := range all {
		if !o.Taken && slices.ContainsFunc(fits, func(s data.Slot) bool { return s == o.Slot }) {
			return o, true, nil
		}
	}
	return Opening{}, false, nil
}
