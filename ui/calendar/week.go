package calendar

import (
	"slices"

	"parvis/data"
	"parvis/data/words"
	"parvis/ui/widgets"
)

func newWeek(s *Screen) *widgets.Week {
	return widgets.NewWeek(widgets.WeekEvents{
		Choose: s.selectTime,
		Write:  s.writeAt,
		Open:   s.openDelivery,
		Fill:   s.fill,
		Head:   s.openHours,
		Note:   s.showDates,
		Menu:   s.openMenu,
		Drop:   s.moveToTime,
		Fixed:  s.sayFixed,
		Step:   s.stepTime,
		Page:   s.step,
		Today:  s.toToday,
		Point:  s.pointed,
		Shift:  s.shiftTime,
		Pick:   s.pickEvents(),
	})
}

// weekChips puts the deliveries of a post that leave at the same minute on one
// chip, which stands for the one that needs a person first.
func weekChips(b *words.Book, m *model, entries []data.Entry) []widgets.WeekChip {
	type place struct {
		post data.PostID
		time string
	}
	var chips []widgets.WeekChip
	var stands []data.Entry
	at := map[place]int{}
	for _, e := range entries {
		c := widgets.WeekChip{Chip: chip(b, m, e)}
		due := e.Due.In(m.zone)
		c.Minute = due.Hour()*60 + due.Minute()
		p := place{e.Post, c.Time}
		i, known := at[p]
		if !known {
			i = len(chips)
			at[p] = i
			chips, stands = append(chips, c), append(stands, e)
		}
		if known && urgency(e) > urgency(stands[i]) {
			c.Networks = chips[i].Networks
			chips[i], stands[i] = c, e
		}
		if e.Network != "" && !slices.Contains(chips[i].Networks, e.Network) {
			chips[i].Networks = append(chips[i].Networks, e.Network)
		}
	}
	return chips
}

// urgency orders the states of one post: what a person must see wins, then
// what can still be moved.
func urgency(e data.Entry) int {
	switch {
	case e.State.NeedsPerson(), data.ByHand(e.State, e.Reason):
		return 3
	case e.Stale:
		return 2
	case fixed(e) == "":
		return 1
	}
	return 0
}

// selectTime moves the selection of the week.
func (s *Screen) selectTime(day string, minute int) {
	s.m.minute = minute
	s.chooseDay(day)
}

// stepTime moves it by the arrow keys; beyond midnight it stays.
func (s *Screen) stepTime(days, minutes int) {
	s.m.minute = min(max(s.m.minute+minutes, 0), 23*60)
	s.selectDay(plusDays(s.m.day, days))
	s.body.week.ScrollTo(s.m.minute)
}

// shiftTime moves a chip by the keyboard.
func (s *Screen) shiftTime(id data.DeliveryID, days, minutes int) {
	e, ok := s.m.entry(id)
	if !ok {
		return
	}
	due := e.Due.In(s.m.zone)
	minute := due.Hour()*60 + due.Minute() + minutes
	if minute < 0 || minute >= 24*60 {
		return
	}
	s.moveToTime(id, plusDays(s.m.dayOf(e.Due), days), minute)
}
