package outbox

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"parvis/data"
)

// ErrNothingToSend is returned when a post has no account, or no text and no
// picture for one of them.
var ErrNothingToSend = errors.New("outbox: nothing to send")

// Schedule arms every delivery of a post for the hour that the post has, with
// keys made now (R3). A post that was armed before is armed anew, under its
// present revision. What is already on its way or online is left alone.
func (o *Outbox) Schedule(ctx context.Context, id data.PostID) error {
	return o.arm(ctx, id, time.Time{}, nil)
}

// PublishNow arms every delivery of a post for this moment.
func (o *Outbox) PublishNow(ctx context.Context, id data.PostID) error {
	return o.arm(ctx, id, o.Clock.Now(), nil)
}

// Retry sends one delivery now that was missed, held, blocked or refused; the
// others of its post are left as they are (R7).
func (o *Outbox) Retry(ctx context.Context, id data.DeliveryID) error {
	d, err := o.Posts.Delivery(ctx, id)
	if err != nil {
		return fmt.Errorf("outbox: retry: %w", err)
	}
	return o.arm(ctx, d.Post, o.Clock.Now(), []data.AccountID{d.Account})
}

// Unschedule makes a draft of a post again. Deliveries that are on their way
// stay what they are.
func (o *Outbox) Unschedule(ctx context.Context, id data.PostID) error {
	if err := o.Ledger.Disarm(ctx, id); err != nil {
		return fmt.Errorf("outbox: unschedule: %w", err)
	}
	return nil
}

// Decide settles a delivery that looking could not: a person says whether it is
// online. If it is not, it is sent again.
func (o *Outbox) Decide(ctx context.Context, id data.DeliveryID, online bool) error {
	d, err := o.Posts.Delivery(ctx, id)
	if err != nil {
		return fmt.Errorf("outbox: decide: %w", err)
	}
	i := inDoubt(d)
	if i < 0 {
		return fmt.Errorf("outbox: decide: %w", data.ErrChanged)
	}
	out := data.Outcome{Delivery: id, From: data.Unknown, To: data.Scheduled, Part: d.Parts[i].Part, At: o.Clock.Now()}
	if online {
		out.Receipt = data.Receipt{ID: "seen:" + d.Parts[i].Key}
		if i == len(d.Parts)-1 {
			out.To = data.Sent
		}
	}
	if err := o.Ledger.Finish(ctx, out); err != nil {
		return fmt.Errorf("outbox: decide: %w", err)
	}
	o.mu.Lock()
	delete(o.looks, id)
	o.mu.Unlock()
	o.Nudge()
	return nil
}

// LookAgain looks once more whether a delivery is online that looking did not
// settle, or that a restored backup made doubtful.
func (o *Outbox) LookAgain(ctx context.Context, id data.DeliveryID) error {
	d, err := o.Posts.Delivery(ctx, id)
	if err != nil {
		return fmt.Errorf("outbox: look again: %w", err)
	}
	o.mu.Lock()
	delete(o.looks, id)
	o.mu.Unlock()
	if err := o.Ledger.Finish(ctx, data.Outcome{Delivery: id, From: d.State, To: data.Verifying, At: o.Clock.Now()}); err != nil {
		return fmt.Errorf("outbox: look again: %w", err)
	}
	o.Nudge()
	return nil
}

// Reconnected puts back what waited for an account to be signed in again.
func (o *Outbox) Reconnected(ctx context.Context, blocked []data.Delivery) error {
	var errs []error
	for _, d := range blocked {
		if d.State == data.Blocked && d.Reason != data.BlockMedia {
			errs = append(errs, o.move(ctx, d.ID, data.Blocked, data.Scheduled, "", ""))
		}
	}
	o.Nudge()
	return errors.Join(errs...)
}

// arm schedules a post's deliveries. A zero now means the post's own hour;
// otherwise a person asked for this moment. only limits it to some accounts.
func (o *Outbox) arm(ctx context.Context, id data.PostID, now time.Time, only []data.AccountID) error {
	post, err := o.Posts.Post(ctx, id)
	if err != nil {
		return fmt.Errorf("outbox: schedule: %w", err)
	}
	due, asked := post.When.Instant, !now.IsZero()
	if asked {
		due = now
	}
	if due.IsZero() || len(post.Variants) == 0 {
		return fmt.Errorf("outbox: schedule post %d: %w", id, ErrNothingToSend)
	}
	var armed []data.Armed
	for _, v := range post.Variants {
		if only != nil && !slices.Contains(only, v.Account) {
			continue
		}
		account, err := o.Posts.Account(ctx, v.Account)
		if err != nil {
			return fmt.Errorf("outbox: schedule post %d: %w", id, err)
		}
		parts, err := o.parts(post, account, due)
		if err != nil {
			return err
		}
		if err := o.checkMedia(post, account); err != nil {
			return fmt.Errorf("outbox: schedule post %d: %w", id, err)
		}
		armed = append(armed, data.Armed{Account: v.Account, Due: due, Asked: asked, Parts: parts})
	}
	if err := o.Ledger.Arm(ctx, id, post.Revision, armed); err != nil {
		return fmt.Errorf("outbox: schedule post %d: %w", id, err)
	}
	o.Nudge()
	return nil
}

// checkMedia reads every picture as it will be sent, so that one that is missing
// or altered is told now and not at the post's hour (R12).
func (o *Outbox) checkMedia(post data.Post, account data.Account) error {
	for _, a := range post.Media {
		if _, _, err := o.Media(a, post.CropFor(account.ID, a), account.Can.Media); err != nil {
			return err
		}
	}
	return nil
}

// parts gives every part of a post its key and stamp. Stamps of a thread are a
// second apart, so that no network can order its parts otherwise.
func (o *Outbox) parts(post data.Post, account data.Account, due time.Time) ([]data.DeliveryPart, error) {
	byHand := account.Can.Tap == data.TapHere
	publisher, ok := o.Session(account).(data.Publisher)
	if !ok && !byHand {
		return nil, &data.Failure{Kind: data.Unsupported, Op: "outbox: schedule"}
	}
	texts := post.PartsFor(account.ID)
	parts := make([]data.DeliveryPart, len(texts))
	for i, text := range texts {
		if text == "" && len(post.MediaFor(account.ID, i)) == 0 {
			return nil, fmt.Errorf("outbox: schedule post %d, part %d: %w", post.ID, i+1, ErrNothingToSend)
		}
		stamp := due.Add(time.Duration(i) * time.Second)
		key := handKey(post.ID, account.ID, due, i)
		if !byHand {
			key = publisher.NewKey(stamp)
		}
		parts[i] = data.DeliveryPart{Part: i, Key: key, Stamp: stamp}
	}
	return parts, nil
}
