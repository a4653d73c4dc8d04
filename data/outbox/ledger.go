package outbox

import (
	"context"
	"time"

	"parvis/data"
)

// Ledger is the durable side of the outbox. Each method is one transaction,
// durable (FULL) when it returns nil, and announces the change afterwards.
type Ledger interface {
	// Arm schedules deliveries of a post under the revision it has now:
	// data.ErrChanged when the post has another one. Armed deliveries become
	// Scheduled whatever state they stood in, except Handed, which keeps its
	// state and gets the reason BackReplace when it is held otherwise than armed
	// now, and Committing, Verifying, Unknown, Sent, Preparing with a part that has begun or is online,
	// and Held(restore) unless Asked, which are left alone; a part that has begun
	// or is online keeps key, stamp, payload and receipt.
	Arm(ctx context.Context, post data.PostID, revision int64, armed []data.Armed) error
	// Disarm makes drafts again of the post's deliveries that wait
	// (Scheduled, Held, Missed, Blocked, Refused); Handed ones get BackDraft.
	Disarm(ctx context.Context, post data.PostID) error
	// Recover is called once at start, before anything runs: what was
	// Preparing is Scheduled again, what was Committing is Verifying. It
	// returns the latter.
	Recover(ctx context.Context) ([]data.Delivery, error)
	// Runnable lists deliveries in the given states with Due and NotBefore at
	// or before now, in order of Due, then ID.
	Runnable(ctx context.Context, now time.Time, states ...data.State) ([]data.Delivery, error)
	// Ahead lists, in order of Due, then ID, what is due after now and held back
	// by no NotBefore: Scheduled, or on its way to be handed over (Preparing,
	// Committing, Verifying); and whatever its hour the Handed ones whose
	// NotBefore has come.
	Ahead(ctx context.Context, now time.Time) ([]data.Delivery, error)
	// Claim moves a delivery from one state to another and returns all that
	// is needed to work on it, read in the same transaction. data.ErrChanged when
	// it is not in from. Once a part has begun or is online the post is given as
	// it was under the armed revision, so that a thread ends as it started.
	Claim(ctx context.Context, id data.DeliveryID, from, to data.State) (data.Job, error)
	// Begin records that a part is about to be sent: state Committing, payload,
	// hash, Begun, one more attempt. In the same transaction it compares the
	// delivery's state with Preparing and, unless a part of it has begun
	// before, the post's revision with the armed one; data.ErrChanged when either
	// differs or the post is deleted.
	Begin(ctx context.Context, id data.DeliveryID, part int, payload []byte, hash string, at time.Time) (attempt int64, err error)
	// Finish ends an attempt, or with Attempt 0 just moves the delivery.
	// data.ErrChanged when the delivery is not in From. A receipt is kept with
	// its part, that of the first part with the delivery too (Delivery.Remote).
	// From Committing, Verifying, Handed or Unknown, without a receipt, to
	// anything but Verifying, Unknown and Handed means that the part is certainly not online:
	// its Begun and Payload are cleared, its key stays until it is armed anew.
	Finish(ctx context.Context, o data.Outcome) error
	// Owner is the delivery of the account that has the receipt's ID for one of
	// its parts; 0: none.
	Owner(ctx context.Context, account data.AccountID, receipt string) (data.DeliveryID, error)
	// Begun is when the last attempt of a delivery began; zero: never.
	Begun(ctx context.Context, id data.DeliveryID) (time.Time, error)
	// LastSent is when something was last begun on the account; zero: never.
	LastSent(ctx context.Context, account data.AccountID) (time.Time, error)
}
