package data

import (
	"errors"
	"time"
)

// ErrChanged is returned by a compare-and-set whose row has moved on: somebody
// edited, cancelled or claimed the delivery first. Nothing was written.
var ErrChanged = errors.New("delivery changed meanwhile")

// Armed is one delivery to schedule: what the outbox asks the ledger to keep.
type Armed struct {
	Account AccountID
	Due     time.Time
	Asked   bool
	Parts   []DeliveryPart // Part, Key and Stamp
}

// Job is a claimed delivery with all that is needed to work on it.
type Job struct {
	Delivery Delivery // with Parts, in order
	Post     Post
	Account  Account
}

// Outcome is the end of a step of a delivery.
type Outcome struct {
	Delivery  DeliveryID
	From      State  // compared
	Was       string // with From Handed: the reason it had, compared too
	To        State
	Reason    string
	Detail    string
	NotBefore time.Time
	Attempt   int64 // 0: no attempt was begun
	Part      int
	Receipt   Receipt // not zero: the part is online (or held, with To Handed)
	Late      time.Duration
	At        time.Time
	Cost      Micros // what it cost, counted in the month of At
}
