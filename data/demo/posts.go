package demo

import (
	"bytes"
	"context"
	"fmt"
	"time"

	"parvis/data"
	"parvis/data/media"
)

// sent writes the posts of the past with the receipts that the networks gave
// for them. Each is written a day before it goes out.
func (b *builder) sent(ctx context.Context, brand data.Brand, past []piece, online map[string]map[int64]data.Receipt) error {
	for _, one := range past {
		if one.Elsewhere {
			continue
		}
		*b.now = one.at.AddDate(0, 0, -1)
		post, err := b.write(ctx, brand, one)
		if err != nil {
			return err
		}
		*b.now = one.at.Add(2 * time.Second)
		deliveries, err := b.store.Deliveries(ctx, post.ID)
		if err != nil {
			return err
		}
		for _, d := range deliveries {
			receipt, ok := online[b.keyOf(d.Account)][one.at.Unix()]
			if !ok {
				return fmt.Errorf("%s %s: not online on %s", one.Day, one.Title, b.keyOf(d.Account))
			}
			if err := b.store.Finish(ctx, data.Outcome{
				Delivery: d.ID, From: data.Draft, To: data.Sent, Receipt: receipt, At: *b.now,
			}); err != nil {
				return err
			}
		}
	}
	return nil
}

func (b *builder) keyOf(id data.AccountID) string {
	for key, a := range b.accounts {
		if a.ID == id {
			return key
		}
	}
	return ""
}

// write stores a piece as a draft.
func (b *builder) write(ctx context.Context, brand data.Brand, one piece) (data.Post, error) {
	post := data.Post{Brand: brand.ID, Title: one.Title, Parts: one.parts(), Lang: brand.Lang}
	var err error
	if post.When, err = one.when(brand.Zone); err != nil {
		return post, err
	}
	for _, key := range one.To {
		account, ok := b.accounts[key]
		if !ok {
			return post, fmt.Errorf("%s: no account %q", one.Title, key)
		}
		post.Variants = append(post.Variants, data.Variant{Account: account.ID, Parts: one.Own[key]})
	}
	for _, pic := range one.Pictures {
		content, err := draw(pic.Motif)
		if err != nil {
			return post, err
		}
		m, err := media.Inspect(pic.Motif+".jpg", content)
		if err != nil {
			return post, err
		}
		if err := b.store.PutMedia(ctx, &m, bytes.NewReader(content)); err != nil {
			return post, err
		}
		post.Media = append(post.Media, data.Attachment{Media: m, Part: pic.Part, Alt: pic.Alt})
	}
	return post, b.store.SavePost(ctx, &post)
}

// ahead writes what is on the desk now: drafts, what is scheduled, and what
// went wrong.
func (b *builder) ahead(ctx context.Context, brand data.Brand, pieces []piece) error {
	for i, one := range pieces {
		*b.now = b.Clock.Now().Add(time.Duration(i-len(pieces)) * 10 * time.Minute)
		if err := one.date(b.zone); err != nil {
			return err
		}
		if early := one.at.Add(-2 * time.Hour); one.Day != "" && early.Before(*b.now) {
			*b.now = early
		}
		post, err := b.write(ctx, brand, one)
		if err != nil {
			return err
		}
		if one.State == data.Draft {
			continue
		}
		for _, v := range post.Variants {
			if err := b.bring(ctx, post, b.accounts[b.keyOf(v.Account)], one); err != nil {
				return fmt.Errorf("%s: %w", one.Title, err)
			}
		}
	}
	*b.now = b.Clock.Now()
	return nil
}

// bring takes the delivery to an account to where the piece says it is, on the
// road that the outbox takes.
func (b *builder) bring(ctx context.Context, post data.Post, a data.Account, one piece) error {
	publisher, err := b.publisher(a)
	if err != nil {
		return err
	}
	armed := data.Armed{Account: a.ID, Due: post.When.Instant}
	for i := range post.PartsFor(a.ID) {
		stamp := armed.Due.Add(time.Duration(i) * time.Second)
		armed.Parts = append(armed.Parts, data.DeliveryPart{Part: i, Key: publisher.NewKey(stamp), Stamp: stamp})
	}
	if err := b.store.Arm(ctx, post.ID, post.Revision, []data.Armed{armed}); err != nil {
		return err
	}
	if one.State == data.Scheduled && !holds(a, post, b.Clock.Now()) {
		return nil
	}
	id, err := b.delivery(ctx, post.ID, a.ID)
	if err != nil {
		return err
	}
	if one.State == data.Missed {
		return b.store.Finish(ctx, data.Outcome{
			Delivery: id, From: data.Scheduled, To: data.Missed, Reason: one.Reason, At: armed.Due.Add(90 * time.Minute),
		})
	}
	return b.attempt(ctx, id, publisher, armed, post, one)
}

// holds tells whether the network takes a post now and publishes it by itself.
func holds(a data.Account, post data.Post, now time.Time) bool {
	rule, ahead := a.Can.Hold, post.When.Instant.Sub(now)
	return rule.Native && len(post.PartsFor(a.ID)) == 1 && ahead > rule.Min+time.Minute && (rule.Max == 0 || ahead < rule.Max)
}

// attempt sends what the network is to hold, or makes the one attempt after
// which a delivery was refused or is not known to be online.
func (b *builder) attempt(ctx context.Context, id data.DeliveryID, p data.Publisher, armed data.Armed, post data.Post, one piece) error {
	if _, err := b.store.Claim(ctx, id, data.Scheduled, data.Preparing); err != nil {
		return err
	}
	part := armed.Parts[0]
	out := data.Outgoing{
		Title: post.Title, Text: post.PartsFor(armed.Account)[0], Lang: post.Lang, Key: part.Key, Stamp: part.Stamp,
	}
	begun := armed.Due.Add(time.Second)
	if one.State == data.Scheduled {
		out.HoldTill, begun = armed.Due, *b.now
	}
	payload, err := p.Prepare(ctx, out)
	if err != nil {
		return err
	}
	number, err := b.store.Begin(ctx, id, 0, payload, hash(payload), begun)
	if err != nil {
		return err
	}
	end := data.Outcome{
		Delivery: id, From: data.Committing, To: one.State, Reason: one.Reason, Detail: one.Detail,
		Attempt: number, At: begun.Add(time.Minute),
	}
	switch one.State {
	case data.Scheduled:
		end.To, end.NotBefore = data.Handed, b.Clock.Now().Add(24*time.Hour)
		end.Receipt, err = p.Commit(ctx, part.Key, payload)
	case data.Unknown:
		end.Detail, err = lookedFor(ctx, p, part.Key, payload)
	}
	if err != nil {
		return err
	}
	return b.store.Finish(ctx, end)
}

// lookedFor is what a look finds that settles nothing.
func lookedFor(ctx context.Context, p data.Publisher, key string, payload []byte) (evidence string, err error) {
	found, err := p.Find(ctx, key, payload)
	if err == nil && found.Verdict != data.Unclear {
		err = fmt.Errorf("it is %s, which leaves no doubt", found.Verdict)
	}
	return found.Evidence, err
}

func (b *builder) delivery(ctx context.Context, post data.PostID, account data.AccountID) (data.DeliveryID, error) {
	deliveries, err := b.store.Deliveries(ctx, post)
	for _, d := range deliveries {
		if d.Account == account {
			return d.ID, err
		}
	}
	return 0, fmt.Errorf("post %d does not go to account %d: %w", post, account, err)
}

func (b *builder) publisher(a data.Account) (data.Publisher, error) {
	if p, ok := b.session(a).(data.Publisher); ok {
		return p, nil
	}
	return nil, fmt.Errorf("%s cannot publish", a.Network)
}
