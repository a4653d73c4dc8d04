package data

import "time"

// State is where one delivery stands. The names hold everywhere: in the
// database, the journal and the catalogues ("state.scheduled").
type State string

const (
	Draft      State = "draft"
	Scheduled  State = "scheduled"
	Preparing  State = "preparing"  // uploads; may be repeated at will
	Committing State = "committing" // the request may be on its way: cannot be undone
	Verifying  State = "verifying"  // the answer was lost; looking whether it is online
	Sent       State = "sent"
	Handed     State = "handed"    // the network holds it and will publish it
	Refused    State = "refused"   // the network will not have it as it is
	Unknown    State = "unknown"   // looking did not settle it: a person decides
	Blocked    State = "blocked"   // something here must be mended first
	Held       State = "held"      // kept back on purpose
	Missed     State = "missed"    // its time passed; a person decides
	Cancelled  State = "cancelled" // will never be sent
)

// Reasons that come with a state. A refusal's reason is [Failure.Code].
const (
	// With Scheduled, which is then shown as waiting.
	WaitConnection = "connection"
	WaitRate       = "rate"
	WaitPace       = "pace"
	WaitRetry      = "retry"
	WaitComputer   = "computer" // the network would not hold it: it goes out from here
	// With Blocked.
	BlockSignIn   = "sign_in"
	BlockKeychain = "keychain"
	BlockMedia    = "media"
	BlockHost     = "host"   // the network wants a public address for what is attached
	BlockBudget   = "budget" // the month's limit for what posting costs is reached
	// With Held.
	HoldCrisis   = "crisis"
	HoldApproval = "approval"
	HoldRestore  = "restore"
	HoldEdited   = "edited" // changed after scheduling, the change not confirmed
	HoldTap      = "tap"    // its hour has come: the person publishes it by hand
	// With Handed: what becomes of it once the network has given it back. Until
	// then the network still holds the former version.
	BackReplace = "replace" // sent anew, as it was armed since
	BackDraft   = "draft"
	BackCancel  = "cancel"
	// BackTap is no taking back: it lies as a draft in the network's own
	// application, where the person finishes it.
	BackTap = "tap"
	// With Missed.
	MissedLate  = "late"  // further behind than the grace
	MissedBurst = "burst" // too many at once on one account
	MissedGone  = "gone"  // the network no longer holds it and did not publish it
)

// Final tells whether the outbox has nothing left to do for a delivery.
func (s State) Final() bool {
	return s == Sent || s == Refused || s == Cancelled
}

// OnItsWay tells whether the delivery was confirmed and has not come to its end.
func (s State) OnItsWay() bool { return s != Draft && !s.Final() }

// NeedsPerson tells whether the delivery stands still until somebody acts.
func (s State) NeedsPerson() bool {
	switch s {
	case Refused, Unknown, Blocked, Held, Missed:
		return true
	}
	return false
}

// Badge says who makes a scheduled post public.
type Badge string

const (
	BadgeNetwork  Badge = "network"  // the network publishes it
	BadgeComputer Badge = "computer" // this computer must be on
	BadgePerson   Badge = "person"   // you will tap
)

// Delivery is one post on its way to one account.
type Delivery struct {
	ID       DeliveryID
	Post     PostID
	Account  AccountID
	State    State
	Reason   string    // see the reasons above
	Detail   string    // the network's raw answer, for "details"
	Revision int64     // the post's revision that it was armed with
	Due      time.Time // UTC
	// NotBefore holds it back after a failure or a rate limit; zero when free.
	NotBefore time.Time
	// Asked: a person said "publish now" or "send it all the same", so that
	// neither the grace nor the overdue rule applies.
	Asked    bool
	Attempts int // commits begun
	Late     time.Duration
	Held     string // the network's id of what it holds for us, with Handed
	Remote   Receipt
	SentAt   time.Time
	Parts    []DeliveryPart // filled where a function says so
}

// Badge says who makes the delivery public as things stand: the network only
// once it holds it. Until then this computer must be on, if only to hand it
// over.
func (d *Delivery) Badge(c *Capabilities) Badge {
	switch {
	case c.Tap != TapNone:
		return BadgePerson
	case d.State == Handed:
		return BadgeNetwork
	}
	return BadgeComputer
}

// DeliveryPart is one part of a thread (a plain post has one). Its key and
// stamp are fixed when the post is scheduled, its payload before the first
// request leaves, so that a repetition is the same request.
type DeliveryPart struct {
	Part    int
	Key     string    // record key, idempotency key or slug, made by the network's adapter
	Stamp   time.Time // the creation time that the network will show
	Payload []byte    // what Commit sends; empty until prepared, and again once the outcome is known
	Hash    string    // SHA-256 of Payload, hex
	Begun   bool      // a commit of this part has begun at least once
	Remote  Receipt   // filled when the part is known to be online
}

// Receipt is how the network names what it published.
type Receipt struct {
	ID  string // the network's id
	Ref string // what a following part needs besides the id (Bluesky: the cid)
	URL string // where a person can see it; may be empty
}

// Zero tells whether there is no receipt.
func (r Receipt) Zero() bool { return r.ID == "" }

// Attempt is one line of a delivery's history.
type Attempt struct {
	ID       int64
	Delivery DeliveryID
	Part     int
	Begun    time.Time
	Ended    time.Time // zero while unknown
	Outcome  State
	Code     string
	Detail   string
}
