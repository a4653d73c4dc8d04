package composer

import (
	"slices"
	"time"

	"parvis/data"
)

// standing is where a post stands as a whole.
type standing struct {
	state  data.State
	reason string
	stale  bool // changed after it was scheduled, the change not confirmed
	sent   int  // accounts where it is public
	of     int  // accounts it goes to
}

// standing sums the deliveries up: what needs a person comes first, then what
// moves, then what waits.
func (m *model) standing() standing {
	s := standing{state: data.Draft, stale: m.stale(), of: len(m.live())}
	rank := -1
	for _, d := range m.live() {
		if d.State == data.Sent {
			s.sent++
		}
		if r := urgency(d); r > rank {
			rank, s.state, s.reason = r, d.State, d.Reason
		}
	}
	return s
}

func urgency(d data.Delivery) int {
	switch s := d.State; {
	case s.NeedsPerson(), data.ByHand(s, d.Reason):
		return 5
	case s == data.Preparing || s == data.Committing || s == data.Verifying:
		return 4
	case s == data.Scheduled:
		return 3
	case s == data.Handed:
		return 2
	case s == data.Sent:
		return 1
	}
	return 0
}

// live are the deliveries that count: those of accounts the post goes to.
func (m *model) live() []data.Delivery {
	var out []data.Delivery
	for _, d := range m.deliveries {
		if d.Account != 0 && d.State != data.Cancelled {
			out = append(out, d)
		}
	}
	return out
}

// fixed tells that what a delivery says cannot be changed any more: it is on
// its way, online, or maybe online, or it lies in the network's application.
func fixed(d data.Delivery) bool {
	switch d.State {
	case data.Preparing, data.Committing, data.Verifying, data.Sent, data.Unknown:
		return true
	}
	return d.State == data.Handed && d.Reason == data.BackTap
}

// armed tells that a delivery goes out by itself or waits for a person to let
// it.
func armed(d data.Delivery) bool {
	switch d.State {
	case data.Handed:
		return d.Reason != data.BackTap
	case data.Scheduled, data.Held, data.Missed, data.Blocked, data.Refused:
		return true
	}
	return false
}

// readonly tells whether a tab can be written in. The common text is fixed as
// soon as it is public somewhere: what is not out yet is changed in the
// account's own tab.
func (m *model) readonly(tab data.AccountID) bool {
	return slices.ContainsFunc(m.live(), func(d data.Delivery) bool {
		return fixed(d) && (tab == common || d.Account == tab)
	})
}

// finished tells that nothing of the post is left to be changed.
func (m *model) finished() bool {
	live := m.live()
	return len(live) > 0 && !slices.ContainsFunc(live, func(d data.Delivery) bool { return !fixed(d) })
}

// isArmed tells whether some of the post is scheduled.
func (m *model) isArmed() bool {
	return slices.ContainsFunc(m.live(), func(d data.Delivery) bool { return armed(d) })
}

// stale tells that the post was changed after it was scheduled, so that it
// waits until the change is confirmed.
func (m *model) stale() bool {
	if !m.isArmed() {
		return false
	}
	return m.unsaved() || slices.ContainsFunc(m.live(), func(d data.Delivery) bool {
		return d.State == data.Draft || armed(d) && d.Revision != m.post.Revision
	})
}

// delivery is where the post stands on an account.
func (m *model) delivery(a data.AccountID) (data.Delivery, bool) {
	i := slices.IndexFunc(m.live(), func(d data.Delivery) bool { return d.Account == a })
	if i < 0 {
		return data.Delivery{}, false
	}
	return m.live()[i], true
}

// remedy is a button beside a delivery. Its words are "composer.remedy.<name>".
type remedy string

const (
	remedyRetry     remedy = "retry"
	remedyNow       remedy = "now"
	remedyMove      remedy = "move"
	remedyDrop      remedy = "drop"
	remedyReconnect remedy = "reconnect"
	remedyUpdate    remedy = "update"
	remedyOnline    remedy = "online"
	remedyAbsent    remedy = "absent"
	remedyLook      remedy = "look"
	remedySee       remedy = "see"
	remedyHand      remedy = "hand"   // the person publishes it
	remedyHost      remedy = "host"   // connect what shows its files to the network
	remedyBudget    remedy = "budget" // see the limit of the month
	remedyAnyway    remedy = "anyway" // send it beyond that limit
)

// outAt is when the post went out, on the last of its accounts; zero when it
// did on none.
func (m *model) outAt() time.Time {
	var last time.Time
	for _, d := range m.deliveries {
		if d.State == data.Sent && d.SentAt.After(last) {
			last = d.SentAt
		}
	}
	return last
}

// remedies are what mends a delivery, the likeliest first.
func remedies(d data.Delivery) []remedy {
	if data.ByHand(d.State, d.Reason) {
		return byHand(d.State)
	}
	switch d.State {
	case data.Sent:
		if d.Remote.URL != "" {
			return []remedy{remedySee}
		}
	case data.Refused:
		return []remedy{remedyRetry}
	case data.Missed:
		return []remedy{remedyNow, remedyMove, remedyDrop}
	case data.Unknown:
		return []remedy{remedyOnline, remedyAbsent, remedyLook}
	case data.Blocked:
		switch d.Reason {
		case data.BlockSignIn:
			return []remedy{remedyReconnect}
		case data.BlockHost:
			return []remedy{remedyHost, remedyRetry}
		case data.BlockBudget:
			return []remedy{remedyBudget, remedyAnyway}
		}
		return []remedy{remedyRetry}
	case data.Held:
		switch d.Reason {
		case data.HoldEdited:
			return []remedy{remedyUpdate}
		case data.HoldRestore:
			// Sent at once it would get new keys, and might stand there twice.
			return []remedy{remedyLook, remedyDrop}
		}
		return []remedy{remedyNow, remedyDrop}
	}
	return nil
}

// byHand is what mends a delivery that is a person's to publish. A draft in the
// network's application stays there.
func byHand(s data.State) []remedy {
	switch s {
	case data.Held:
		return []remedy{remedyHand, remedyMove, remedyDrop}
	case data.Refused:
		return []remedy{remedyHand, remedyRetry}
	}
	return []remedy{remedyHand}
}

// pending is the post as far as it is still to go out: without the accounts
// where nothing can be changed any more.
func (m *model) pending() data.Post {
	p := m.post
	p.Variants = slices.DeleteFunc(slices.Clone(p.Variants), func(v data.Variant) bool {
		d, placed := m.delivery(v.Account)
		return placed && fixed(d)
	})
	return p
}

// checks is what to know before publishing what is still to go out.
func (m *model) checks() []check {
	out := examine(&draft{post: m.pending()}, m.accounts, m.Clock.Now())
	if len(m.taking) > 0 {
		out = append(out, check{tone: blocking, key: "copying", file: m.taking[0].file})
	}
	return slices.Concat(out, m.examineAround(), m.examineTexts(), m.examineLine())
}

// counters measures the part under the caret, on every account or on that of
// the tab.
func (m *model) counters() []counter {
	var out []counter
	for _, v := range m.post.Variants {
		a, ok := m.account(v.Account)
		if ok && (m.tab == common || m.tab == v.Account) {
			part := min(m.part, len(m.parts(v.Account))-1)
			out = append(out, measure(&m.draft, &a, part))
		}
	}
	return out
}
