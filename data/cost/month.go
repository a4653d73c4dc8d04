package cost

import (
	"time"

	"parvis/data"
)

// Kind says what an entry is.
type Kind string

const (
	Posted  Kind = "posted"  // went out, or was taken back again
	Read    Kind = "read"    // posts and messages that were read
	Planned Kind = "planned" // will go out
)

// Entry is one thing that costs.
type Entry struct {
	Account data.AccountID
	Kind    Kind
	At      time.Time // when it was or will be done
	Cost    data.Micros
}

// Bill is what an account costs in a month.
type Bill struct {
	data.Spending
	Planned data.Micros // what the posts still to come will cost
}

// Month adds up the entries of one account in a calendar month, "2026-11", UTC
// as the networks bill. Entries of other accounts and months are left out. most
// is what the person allows for a month; 0: no limit.
func Month(account data.AccountID, month string, most data.Micros, entries ...Entry) Bill {
	b := Bill{Spending: data.Spending{Account: account, Month: month, Cap: most}}
	for _, e := range entries {
		if e.Account != account || e.At.UTC().Format("2006-01") != month {
			continue
		}
		switch e.Kind {
		case Posted:
			b.Posts += e.Cost
		case Read:
			b.Reads += e.Cost
		case Planned:
			b.Planned += e.Cost
		}
	}
	return b
}

// Foreseen is what the month will have cost in the end, as far as is planned.
func (b Bill) Foreseen() data.Micros { return b.Sum() + b.Planned }

// Over is by how much the month as planned is beyond the limit; 0 when it is
// within, or when there is none.
func (b Bill) Over() data.Micros {
	if b.Cap == 0 {
		return 0
	}
	return max(0, b.Foreseen()-b.Cap)
}

// Allows tells whether one more thing may be paid now: what was spent and it
// stay within the limit. What is only planned does not count.
func (b Bill) Allows(cost data.Micros) bool {
	return cost == 0 || b.Cap == 0 || b.Sum()+cost <= b.Cap
}
