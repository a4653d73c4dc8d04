package data

import (
	"slices"
	"time"
)

// Evergreen is a post that comes back in free slots ([Again]), with how it went
// so far: itself and all that came back of it.
type Evergreen struct {
	Post     PostID
	Headline string
	Pillar   PillarID
	Accounts []AccountID // that it is written for
	Days     int         // its cool-down
	Times    int         // how often it went out
	Last     time.Time   // when it last did; zero: never
	Planned  []Entry     // what is on its way, without a date first, then by time
	// Engagement is what all of it brought, over so many deliveries of which the
	// networks tell; a gap when they tell of none.
	Engagement Count
	Over       int
	Of         int // deliveries that went out
}

// Near tells whether the post is out, or on its way, less than its cool-down
// before or after an instant.
func (e Evergreen) Near(t time.Time) bool {
	rest := time.Duration(e.Days) * 24 * time.Hour
	if !e.Last.IsZero() && t.Before(e.Last.Add(rest)) {
		return true
	}
	return slices.ContainsFunc(e.Planned, func(p Entry) bool { return !p.Due.IsZero() && t.Sub(p.Due).Abs() < rest })
}

// Latest is when the post is out or planned for the last time as things stand;
// zero: never.
func (e Evergreen) Latest() time.Time {
	last := e.Last
	for _, p := range e.Planned {
		if p.Due.After(last) {
			last = p.Due
		}
	}
	return last
}

// Ready is from when on the post may come back: after the cool-down of all that is
// out or on its way. It is zero when it has yet to go out for the first time.
func (e Evergreen) Ready() time.Time {
	if e.Latest().IsZero() {
		return time.Time{}
	}
	return e.Latest().Add(time.Duration(e.Days) * 24 * time.Hour)
}
