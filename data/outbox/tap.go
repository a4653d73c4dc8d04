package outbox

import (
	"context"
	"fmt"
	"time"

	"parvis/data"
)

// lookAtDraft is how often a draft that lies in a network's own application is
// looked at, to see whether the person finished it.
const lookAtDraft = 15 * time.Minute

// Done records a person's word that they published a post by hand. url is
// where it can be seen, "" when they do not say. data.ErrChanged for a delivery
// that is no person's to publish: see [data.ByHand].
func (o *Outbox) Done(ctx context.Context, id data.DeliveryID, url string) error {
	d, err := o.Posts.Delivery(ctx, id)
	if err != nil {
		return fmt.Errorf("outbox: done by hand: %w", err)
	}
	if !data.ByHand(d.State, d.Reason) || len(d.Parts) == 0 {
		return fmt.Errorf("outbox: done by hand: %w", data.ErrChanged)
	}
	receipt := data.Receipt{ID: "hand:" + d.Parts[0].Key, URL: url}
	line := Line{
		At: o.Clock.Now(), Event: EventSent, Delivery: d.ID, Post: d.Post, Account: d.Account,
		Key: d.Parts[0].Key, ID: receipt.ID, URL: url,
	}
	if err := o.Journal.Write(line); err != nil {
		o.Log.Error("outbox: journal", "err", err)
	}
	err = o.Ledger.Finish(ctx, data.Outcome{
		Delivery: id, From: d.State, Was: d.Reason, To: data.Sent, Receipt: receipt, At: o.Clock.Now(),
		Late: late(d, o.Clock.Now(), o.Rules()),
	})
	if err != nil {
		return fmt.Errorf("outbox: done by hand: %w", err)
	}
	return nil
}

// handKey is the key of a part that no network ever sees.
func handKey(post data.PostID, account data.AccountID, due time.Time, part int) string {
	return fmt.Sprintf("hand-%d-%d-%d-%d", post, account, due.Unix(), part)
}

// affordable tells whether the account's limit for the month leaves room for a
// part. What a person asked for in so many words is not kept back.
func (o *Outbox) affordable(ctx context.Context, job *task, i int) bool {
	if o.Left == nil || job.Delivery.Asked {
		return true
	}
	left, limited := o.Left(ctx, job.Account)
	return !limited || o.cost(job, i) <= left
}

// cost is what publishing a part costs.
func (o *Outbox) cost(job *task, i int) data.Micros {
	if o.Cost == nil {
		return 0
	}
	return o.Cost(job.Post, job.Account, job.Delivery.Parts[i].Part)
}
