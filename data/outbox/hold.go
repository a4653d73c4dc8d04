package outbox

import (
	"context"
	"errors"
	"time"

	"parvis/data"
)

// How often a post that the network holds is read back: daily, and after its
// hour until it is seen to be out.
const (
	readBack  = 24 * time.Hour
	afterHour = 2 * time.Minute
	// Around its hour a network may hold a post no longer and not show it yet.
	aroundHour = 10 * time.Minute
)

// split parts what is due from what lies ahead or is held by the network.
func split(rows []data.Delivery, now time.Time) (due, ahead []data.Delivery) {
	for _, d := range rows {
		switch {
		case d.State == data.Handed || d.State == data.Scheduled && d.Due.After(now):
			ahead = append(ahead, d)
		case d.State == data.Scheduled:
			due = append(due, d)
		}
	}
	return due, ahead
}

// holdTill is until when the network shall hold the post of a job; zero when it
// is to be published at once, or from here at its hour.
func holdTill(job data.Job, now time.Time) time.Time {
	if !job.Account.Can.Hold.Takes(job.Delivery.Due.Sub(now), len(job.Delivery.Parts)) {
		return time.Time{}
	}
	return job.Delivery.Due
}

// holdAhead hands over what the network can hold, and looks after what it
// holds. It answers whether there may be more to do at once.
func (o *Outbox) holdAhead(ctx context.Context, id data.AccountID, rows []data.Delivery) (again bool) {
	if len(rows) == 0 {
		return false
	}
	account, err := o.Posts.Account(ctx, id)
	if err != nil || !account.Can.Hold.Native && account.Can.Tap != data.TapThere {
		return false
	}
	for _, d := range rows {
		if ctx.Err() != nil {
			return false
		}
		if d.State == data.Handed {
			again = o.lookAfter(ctx, account, d) || again
			continue
		}
		if !o.holdable(ctx, account, d) {
			continue
		}
		if !o.send(ctx, d) {
			return false
		}
	}
	return again
}

// holdable tells whether a scheduled delivery can be handed over now. One whose
// post is being edited is left alone until the change is confirmed.
func (o *Outbox) holdable(ctx context.Context, account data.Account, d data.Delivery) bool {
	full, err := o.Posts.Delivery(ctx, d.ID)
	if err != nil || holdTill(data.Job{Delivery: full, Account: account}, o.Clock.Now()).IsZero() {
		return false
	}
	post, err := o.Posts.Post(ctx, d.Post)
	return err == nil && post.Revision == d.Revision
}

// handed records that the network holds a post.
func (o *Outbox) handed(ctx context.Context, job *task, i int, attempt int64, from data.State, r data.Receipt) error {
	if err := o.noteReceipt(job, i, EventHanded, r); err != nil {
		o.Log.Error("outbox: journal", "err", err)
	}
	return o.finish(ctx, data.Outcome{
		Delivery: job.Delivery.ID, From: from, To: data.Handed, Attempt: attempt, Part: job.Delivery.Parts[i].Part,
		Reason: held(job.Account), Receipt: r, Cost: o.cost(job, i), At: o.Clock.Now(),
		NotBefore: nextLook(held(job.Account), job.Delivery.Due, o.Clock.Now()),
	})
}

// held is the reason with which a post lies at the network.
func held(a data.Account) string {
	if a.Can.Tap == data.TapThere {
		return data.BackTap
	}
	return ""
}

// nextLook is when a held post is read back next.
func nextLook(reason string, due, now time.Time) time.Time {
	if reason == data.BackTap {
		return now.Add(lookAtDraft)
	}
	if tomorrow := now.Add(readBack); due.After(tomorrow) {
		return tomorrow
	}
	if after := due.Add(afterHour); after.After(now) {
		return after
	}
	return now.Add(2 * afterHour)
}

// lookAfter reads back what the network holds, or takes it back when somebody
// wants it otherwise. It answers whether the delivery may be sent anew.
func (o *Outbox) lookAfter(ctx context.Context, account data.Account, d data.Delivery) (again bool) {
	holder, ok := o.Session(account).(data.Holder)
	if !ok {
		return false
	}
	if d.Reason == "" || d.Reason == data.BackTap {
		o.readBack(ctx, holder, d)
		return false
	}
	err := o.cancelHeld(ctx, holder, d.Held)
	if data.KindOf(err) == data.NotFound {
		// Too late, or taken back there before: what became of it tells.
		held, lookErr := o.held(ctx, holder, d.Held)
		if lookErr == nil && !held.Receipt.Zero() {
			o.publishedThere(ctx, d, held.Receipt)
			return false
		}
		err = lookErr
		if data.KindOf(err) == data.NotFound {
			err = nil
		}
	}
	if err != nil {
		o.holdLater(ctx, d, err)
		return false
	}
	return o.givenBack(ctx, d)
}

// readBack sees whether the network still holds a post, or has published it.
func (o *Outbox) readBack(ctx context.Context, holder data.Holder, d data.Delivery) {
	held, err := o.held(ctx, holder, d.Held)
	switch {
	case data.KindOf(err) == data.NotFound && o.Clock.Now().Sub(d.Due).Abs() < aroundHour:
		o.holdLater(ctx, d, err)
	case data.KindOf(err) == data.NotFound:
		_ = o.finish(ctx, data.Outcome{
			Delivery: d.ID, From: data.Handed, Was: d.Reason, To: data.Missed, Reason: data.MissedGone, At: o.Clock.Now(),
		})
	case err != nil:
		o.holdLater(ctx, d, err)
	case !held.Receipt.Zero():
		o.publishedThere(ctx, d, held.Receipt)
	default:
		_ = o.finish(ctx, data.Outcome{
			Delivery: d.ID, From: data.Handed, Was: d.Reason, To: data.Handed, Reason: d.Reason,
			NotBefore: nextLook(d.Reason, d.Due, o.Clock.Now()), At: o.Clock.Now(),
		})
	}
}

// publishedThere records that the network published what it held.
func (o *Outbox) publishedThere(ctx context.Context, d data.Delivery, r data.Receipt) {
	_ = o.finish(ctx, data.Outcome{
		Delivery: d.ID, From: data.Handed, Was: d.Reason, To: data.Sent, Receipt: r, At: o.Clock.Now(),
	})
}

// givenBack does what was wanted with a post that the network holds no longer.
func (o *Outbox) givenBack(ctx context.Context, d data.Delivery) (again bool) {
	out := data.Outcome{Delivery: d.ID, From: data.Handed, Was: d.Reason, At: o.Clock.Now()}
	switch d.Reason {
	case data.BackCancel:
		out.To = data.Cancelled
	case data.BackDraft:
		out.To = data.Draft
	default:
		// Held until it is armed with new keys: the former ones name what was
		// taken back.
		out.To, out.Reason = data.Held, data.HoldEdited
	}
	if o.finish(ctx, out) != nil || out.To != data.Held {
		return false
	}
	now := time.Time{}
	if d.Asked {
		now = o.Clock.Now()
	}
	if err := o.armAs(context.WithoutCancel(ctx), d, now); err != nil {
		o.Log.Error("outbox: arm what was given back", "delivery", d.ID, "err", err)
		return false
	}
	return true
}

// armAs arms a delivery anew, unless its post was edited since.
func (o *Outbox) armAs(ctx context.Context, d data.Delivery, now time.Time) error {
	post, err := o.Posts.Post(ctx, d.Post)
	if err != nil {
		return err
	}
	if post.Revision != d.Revision {
		return data.ErrChanged
	}
	return o.arm(ctx, d.Post, now, []data.AccountID{d.Account})
}

// holdLater looks at a held post again when its network may answer.
func (o *Outbox) holdLater(ctx context.Context, d data.Delivery, err error) {
	f := classify(err)
	next := o.Clock.Now().Add(5 * time.Minute)
	switch {
	case f.Offline():
		next = o.Clock.Now().Add(connectionPause)
	case f.Kind == data.RateLimited && f.Until.After(next):
		next = f.Until
	}
	o.signedOut(ctx, d.Account, f)
	_ = o.finish(ctx, data.Outcome{
		Delivery: d.ID, From: data.Handed, Was: d.Reason, To: data.Handed, Reason: d.Reason, NotBefore: next, At: o.Clock.Now(),
	})
}

func (o *Outbox) held(ctx context.Context, h data.Holder, id string) (p data.HeldPost, err error) {
	defer caught("outbox: read back", data.Transient, &err)
	ctx, stop := context.WithTimeout(ctx, lookLimit)
	defer stop()
	return h.Held(ctx, id)
}

func (o *Outbox) cancelHeld(ctx context.Context, h data.Holder, id string) (err error) {
	defer caught("outbox: take back", data.Transient, &err)
	ctx, stop := context.WithTimeout(ctx, lookLimit)
	defer stop()
	err = h.Cancel(ctx, id)
	if errors.Is(err, context.DeadlineExceeded) {
		err = &data.Failure{Kind: data.Transient, Op: "outbox: take back", Err: err}
	}
	return err
}
