package widgets

import (
	"slices"

	"parvis/data"
	"parvis/ui/theme"
)

// WeekData is what a [Week] shows, in the words of the language.
type WeekData struct {
	Days     []WeekDay
	Hours    [24]string // beside the rows: "9 h"
	Selected string     // the day that the arrow keys start from
	Minute   int        // and the time, minutes after midnight
	Ringed   data.PostID
	Chosen   map[data.PostID]bool // ringed too: what is chosen to be acted on together
	// Zone and Other name the brand's zone and another one whose hours stand below
	// those of the first: "Paris"; both are "" where there is one.
	Zone, Other string
	OtherHours  [24]string
	// Warn says what is to be known of a time before a chip is dropped on it; ""
	// where there is nothing. May be nil.
	Warn func(day string, minute int) string
	Now  int // minutes after midnight of the day that is today
}

// WeekDay is one column.
type WeekDay struct {
	Day    string // names it in the events: "2026-11-21"
	Name   string // "sam."
	Number string // "21"; "" on a week of no date
	Label  string // in full, for those who cannot see it
	Note   string // a key date
	Best   []int  // hours that are proposed, tinted: 18
	Today  bool   // has the now line
	Chips  []WeekChip
}

// WeekChip is a post at its time, on all the accounts that get it then; its
// Chip.Network is not looked at.
type WeekChip struct {
	Chip
	// Free is an hour kept for a post that nobody has written yet; the ID is below
	// zero, Fixed is set and a tap is WeekEvents.Fill.
	Free     bool
	Networks []data.NetworkName // a dot each
	Minute   int                // after midnight on the wall
}

const (
	weekHour   float32 = 50 // height of an hour
	weekGutter float32 = 56 // width of the hours
	weekHead   float32 = 58
	weekChip   float32 = 48
	weekInset  float32 = 5
	weekStep           = 15 // minutes that a drag snaps to
	dayMinutes         = 24 * 60
)

// slot is where a chip lies: a day, a place among chips at the same time.
type slot struct {
	chip       WeekChip
	day        int
	lane, of   int
	x, y, w, h float32
}

// slots places the chips for a width. Chips that would cover each other stand
// side by side.
func (d *WeekData) slots(width float32) []slot {
	var all []slot
	for day := range d.Days {
		column := d.column(day)
		left, right := weekEdge(day, len(d.Days), width), weekEdge(day+1, len(d.Days), width)
		for _, s := range column {
			room := (right - left - 2*weekInset) / float32(s.of)
			s.day = day
			s.x = left + weekInset + room*float32(s.lane)
			s.w = room
			if s.of > 1 {
				s.w -= 2
			}
			s.y = weekTop(s.chip.Minute)
			s.h = weekChip
			all = append(all, s)
		}
	}
	return all
}

// column gives the chips of one day their lanes.
func (d *WeekData) column(day int) []slot {
	chips := slices.Clone(d.Days[day].Chips)
	slices.SortStableFunc(chips, func(a, b WeekChip) int { return a.Minute - b.Minute })
	slots := make([]slot, len(chips))
	first := 0
	var ends []int // when each lane is free again
	for i, c := range chips {
		if !slices.ContainsFunc(ends, func(end int) bool { return end > c.Minute }) {
			setLanes(slots[first:i], len(ends))
			first, ends = i, nil
		}
		lane := slices.IndexFunc(ends, func(end int) bool { return end <= c.Minute })
		if lane < 0 {
			lane = len(ends)
			ends = append(ends, 0)
		}
		ends[lane] = c.Minute + 60
		slots[i] = slot{chip: c, lane: lane}
	}
	setLanes(slots[first:], len(ends))
	return slots
}

func setLanes(slots []slot, lanes int) {
	for i := range slots {
		slots[i].of = lanes
	}
}

// weekEdge is the left edge of a day's column.
func weekEdge(day, days int, width float32) float32 {
	return whole(weekGutter + (width-weekGutter)*float32(day)/float32(max(days, 1)))
}

// weekTop is the height of a time, capped so that the last chip stays inside.
func weekTop(minute int) float32 {
	return min(whole(float32(minute)/60*weekHour), 24*weekHour-weekChip)
}

// snapped is the time at a height, on the steps of a drag.
func snapped(y float32) int {
	minute := int(whole(y/weekHour*60/weekStep)) * weekStep
	return min(max(minute, 0), dayMinutes-weekStep)
}

// paint draws the chip into a place.
func (c WeekChip) paint(s *scene, x, y, w, h float32, ringed, hovered bool) {
	soft, ink := c.Look.Tone.colours()
	title := theme.Ink
	switch {
	case ringed:
		s.box(x, y, w, h, soft, theme.Accent, theme.RadiusChip).StrokeWidth = 2
	case c.Free:
		line := theme.Dash
		if hovered {
			line = theme.Accent
		}
		s.dashed(x, y, w, h, theme.Card, line, theme.RadiusChip)
		title = theme.Muted
	case c.Look.Dashed:
		s.dashed(x, y, w, h, soft, ink, theme.RadiusChip)
	case hovered:
		s.box(x, y, w, h, soft, ink, theme.RadiusChip)
	default:
		s.fill(x, y, w, h, soft, theme.RadiusChip)
	}
	const pad, row = 7, 16
	left, right := x+pad, x+w-pad
	s.campaignBar(x, y, h, c.Bar)
	if c.Look.Icon != theme.IconNone && w > 40 {
		right -= chipIcon + 1
		s.icon(right, y+8, chipIcon+1, c.Look.Icon, ink)
		right -= 3
	}
	at := left
	for _, n := range c.Networks {
		if at+dotSize > right {
			break
		}
		s.networkDot(at, y+10, n)
		at += dotSize + 3
	}
	if time := theme.Measure(c.Time, theme.Label, theme.Regular).Width; at+1+time <= right+1 {
		s.textIn(at+1, y+6, time+1, row, c.Time, theme.Label, theme.Regular, title)
	}
	s.textIn(left, y+24, x+w-pad-left, row, c.Title, theme.Label, theme.SemiBold, title)
}
