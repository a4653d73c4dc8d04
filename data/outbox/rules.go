package outbox

import (
	"time"

	"parvis/data"
)

// Rules are the numbers behind the outbox's decisions.
type Rules struct {
	Tick  time.Duration // how often the wall clock is looked at
	Grace time.Duration // how late a post may still go out by itself (R16)
	Pace  time.Duration // least time between two posts of an account (R14)
	Burst int           // so many may be overdue on an account without asking (R14)
	// Late is from when on a post counts as overdue and is marked late.
	Late    time.Duration
	MaxSkew time.Duration // R18
	Looks   int           // looks that tell nothing before a person is asked
}

// DefaultRules are the rules of DESIGN.md, "Publishing".
func DefaultRules() Rules {
	return Rules{
		Tick: 30 * time.Second, Grace: time.Hour, Pace: time.Minute, Burst: 3,
		Late: time.Minute, MaxSkew: 2 * time.Minute, Looks: 6,
	}
}

// verdict says what becomes of a due delivery: it is sent, unless missed names
// why a person has to decide.
type verdict struct {
	delivery data.Delivery
	missed   string
}

// judge applies the missed and overdue rules to one account's due deliveries,
// which are in order of time.
func judge(rows []data.Delivery, now time.Time, r Rules) []verdict {
	overdue := 0
	for _, d := range rows {
		if !d.Asked && now.Sub(owed(d)) > r.Late {
			overdue++
		}
	}
	out := make([]verdict, 0, len(rows))
	for _, d := range rows {
		v := verdict{delivery: d}
		switch {
		case d.Asked || started(d):
		case now.Sub(d.Due) > r.Grace:
			v.missed = data.MissedLate
		case overdue > r.Burst && now.Sub(owed(d)) > r.Late:
			v.missed = data.MissedBurst
		}
		out = append(out, v)
	}
	return out
}

// owed is when a delivery should have gone out: its hour, or the end of a
// pause that the outbox itself imposed to keep the pace.
func owed(d data.Delivery) time.Time {
	if d.Reason == data.WaitPace && d.NotBefore.After(d.Due) {
		return d.NotBefore
	}
	return d.Due
}

// started tells a thread that stopped half-way: its rest belongs to what is
// already public, so neither these rules nor the pace keep it back.
func started(d data.Delivery) bool { return !d.Remote.Zero() }

// late is the delay to mark on a delivery that is sent now.
func late(d data.Delivery, now time.Time, r Rules) time.Duration {
	if l := now.Sub(d.Due); l > r.Late {
		return l
	}
	return 0
}

// pause is how long to hold a delivery back after the nth attempt that the
// network was not ready for: 30 s, doubling, at most half an hour. It never
// gives up: what is too late by then is caught by the grace.
func pause(attempts int) time.Duration {
	d := 30 * time.Second
	for range min(attempts, 10) {
		d *= 2
	}
	return min(d, 30*time.Minute)
}

// connectionPause is how soon to try again without a connection, so that a
// post goes out within a minute of its return (R10).
const connectionPause = 20 * time.Second
