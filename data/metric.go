package data

import "time"

// Count is a number that a network may not give: a gap is a gap and never zero.
type Count struct {
	N     int64
	Known bool
}

// Known wraps a number that was read.
func Known(n int64) Count { return Count{N: n, Known: true} }

// Told wraps a number that a network may leave out: nil, or one below zero, is
// a gap.
func Told(n *int64) Count {
	if n == nil || *n < 0 {
		return Count{}
	}
	return Known(*n)
}

// Plus adds two counts; the sum of a number and a gap is the number, of two
// gaps a gap.
func (c Count) Plus(d Count) Count {
	return Count{N: c.N + d.N, Known: c.Known || d.Known}
}

// PostCounts are the public counters of one own post at one moment.
type PostCounts struct {
	Account AccountID
	Remote  string    // Receipt.ID
	Posted  time.Time // when the network says it was published
	Read    time.Time
	Likes   Count
	Replies Count
	Shares  Count
	Quotes  Count
	Views   Count // impressions, where the network tells
	Reach   Count // people, where the network tells
	Clicks  Count // on the post or its link, where the network tells
	Saves   Count // kept for later, where the network tells
	Text    string
	URL     string
}

// Engagement is reactions + replies + shares + quotes. It is a gap when none
// of them is known.
func (p PostCounts) Engagement() Count {
	return p.Likes.Plus(p.Replies).Plus(p.Shares).Plus(p.Quotes)
}

// AccountDay is the one wide row that an account gets each day, as read. Day is
// the calendar date in the brand's zone, "2026-11-21".
type AccountDay struct {
	Account    AccountID
	Day        string
	Followers  Count
	Following  Count
	Posts      Count // published so far, as the network counts
	Reach      Count // people reached that day
	Views      Count
	Engagement Count // gained that day on own posts
	Read       time.Time
}

// DayLayout is the layout of [AccountDay.Day].
const DayLayout = time.DateOnly

// Profile is what a network says of the connected account.
type Profile struct {
	Remote    string
	Handle    string
	Name      string
	URL       string
	Followers Count
	Following Count
	Posts     Count
}
