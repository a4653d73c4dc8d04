package outbox

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"runtime/debug"
	"time"

	"parvis/data"
	"parvis/data/text"
)

// How long the network is given: to take pictures, and to answer the one
// request that counts. A longer answer is a lost one.
const (
	prepareLimit = 5 * time.Minute
	commitLimit  = time.Minute
	lookLimit    = 30 * time.Second
	// slowestUpload is in bytes a second.
	slowestUpload = 32 << 10
	// lastPiece is the most of a video that a network takes with the request
	// that counts (TikTok: 10 MiB).
	lastPiece = 10 << 20
)

// send takes one due delivery through preparing and committing. It answers
// false when the account as a whole has to wait.
func (o *Outbox) send(ctx context.Context, d data.Delivery) (goOn bool) {
	job, err := o.Ledger.Claim(ctx, d.ID, data.Scheduled, data.Preparing)
	if errors.Is(err, data.ErrChanged) {
		return true
	}
	if err != nil {
		o.Log.Error("outbox: claim", "delivery", d.ID, "err", err)
		return true
	}
	t := &task{Job: job, till: holdTill(job, o.Clock.Now())}
	if t.till.IsZero() && job.Delivery.Due.After(o.Clock.Now()) {
		// It was to be handed over and the time for that has just passed: it goes
		// out from here, at its hour and not before.
		return o.move(ctx, d.ID, data.Preparing, data.Scheduled, "", "") == nil
	}
	if job.Account.State != data.AccountReady {
		return o.move(ctx, d.ID, data.Preparing, data.Blocked, data.BlockSignIn, "") != nil
	}
	publisher, ok := o.Session(job.Account).(data.Publisher)
	if !ok {
		_ = o.move(ctx, d.ID, data.Preparing, data.Refused, string(data.Unsupported), "")
		return true
	}
	for i := range job.Delivery.Parts {
		if !job.Delivery.Parts[i].Remote.Zero() {
			continue
		}
		if done, goOn := o.part(ctx, publisher, t, i); !done {
			return goOn
		}
	}
	return true
}

// task is a job while it is worked on. till is set when the network is asked to
// hold it until then rather than to publish it.
type task struct {
	data.Job
	till time.Time
}

// part makes one part of a job public. done is false when the delivery has
// left the road, in which case its state is written already.
func (o *Outbox) part(ctx context.Context, p data.Publisher, job *task, i int) (done, goOn bool) {
	part := &job.Delivery.Parts[i]
	if !o.affordable(ctx, job, i) {
		return false, o.move(ctx, job.Delivery.ID, data.Preparing, data.Blocked, data.BlockBudget, "") == nil
	}
	payload, err := o.prepare(ctx, p, job, i)
	if err != nil {
		return false, o.fail(ctx, job, i, 0, data.Preparing, err)
	}
	sum := sha256.Sum256(payload)
	hash := hex.EncodeToString(sum[:])
	attempt, err := o.Ledger.Begin(ctx, job.Delivery.ID, part.Part, payload, hash, o.Clock.Now())
	if errors.Is(err, data.ErrChanged) {
		// Edited: kept back until the change is confirmed. Cancelled or deleted:
		// the move fails, and rightly so.
		_ = o.Ledger.Finish(context.WithoutCancel(ctx), data.Outcome{
			Delivery: job.Delivery.ID, From: data.Preparing, To: data.Held,
			Reason: data.HoldEdited, At: o.Clock.Now(),
		})
		return false, true
	}
	if err != nil {
		o.Log.Error("outbox: begin", "delivery", job.Delivery.ID, "err", err)
		return false, o.move(ctx, job.Delivery.ID, data.Preparing, data.Scheduled, data.WaitRetry, "") == nil
	}
	part.Payload, part.Hash, part.Begun = payload, hash, true
	if err := o.note(job, i, EventBegin, ""); err != nil {
		return false, o.fail(ctx, job, i, attempt, data.Committing,
			&data.Failure{Kind: data.Transient, Op: "outbox: journal", Err: err})
	}
	receipt, err := o.commit(ctx, p, job, i)
	if err != nil {
		return false, o.fail(ctx, job, i, attempt, data.Committing, err)
	}
	if owner, err := o.Ledger.Owner(ctx, job.Account.ID, receipt.ID); err == nil && owner != 0 && owner != job.Delivery.ID {
		// The network took it for a repetition of another post and names that one.
		return false, o.fail(ctx, job, i, attempt, data.Committing, &data.Failure{
			Kind: data.Invalid, Op: "outbox: commit", Code: data.CodeDuplicate, Raw: receipt.URL,
		})
	}
	if !job.till.IsZero() || job.Account.Can.Tap == data.TapThere {
		return false, o.handed(ctx, job, i, attempt, data.Committing, receipt) == nil
	}
	return o.sent(ctx, job, i, attempt, data.Committing, receipt) == nil, true
}

func (o *Outbox) prepare(ctx context.Context, p data.Publisher, job *task, i int) (payload []byte, err error) {
	defer caught("outbox: prepare", data.Transient, &err)
	out, err := o.outgoing(job, i)
	if err != nil {
		return nil, err
	}
	ctx, stop := context.WithTimeout(ctx, prepareTime(out))
	defer stop()
	if err := o.host(ctx, job.Account, out.Media); err != nil {
		return nil, err
	}
	payload, err = p.Prepare(ctx, out)
	if err != nil && data.AsFailure("", err).Kind == data.Ambiguous {
		// Preparing makes nothing public: whatever became of it, it may be repeated.
		f := *data.AsFailure("outbox: prepare", err)
		f.Kind = data.Transient
		return nil, &f
	}
	return payload, err
}

// prepareTime is how long preparing may take: what is attached has its time at
// 256 kbit/s.
func prepareTime(out data.Outgoing) time.Duration {
	limit := prepareLimit
	for _, m := range out.Media {
		limit += time.Duration(m.Bytes/slowestUpload) * time.Second
	}
	return limit
}

// host gives what is attached a public address where the network wants one.
func (o *Outbox) host(ctx context.Context, a data.Account, media []data.OutgoingMedia) error {
	for i, m := range media {
		if rule := a.Can.Media; !rule.ByURL && !m.Video() || !rule.VideoByURL && m.Video() {
			continue
		}
		if o.Host == nil {
			return &data.Failure{Kind: data.Invalid, Op: "outbox: host", Code: data.BlockHost}
		}
		url, err := o.Host(ctx, a, m)
		if err != nil {
			return err
		}
		media[i].URL = url
	}
	return nil
}

func (o *Outbox) commit(ctx context.Context, p data.Publisher, job *task, i int) (r data.Receipt, err error) {
	defer caught("outbox: commit", data.Ambiguous, &err)
	ctx, stop := context.WithTimeout(context.WithoutCancel(ctx), commitTime(job, i))
	defer stop()
	part := job.Delivery.Parts[i]
	return p.Commit(ctx, part.Key, part.Payload)
}

// commitTime is how long the request that counts may take: with pictures inside
// it, or with the last piece of a video, it has its time at 256 kbit/s.
func commitTime(job *task, i int) time.Duration {
	part := job.Delivery.Parts[i]
	var attached int64
	for _, m := range job.Post.MediaFor(job.Account.ID, part.Part) {
		attached += m.Bytes
	}
	return commitLimit + time.Duration((int64(len(part.Payload))+min(attached, lastPiece))/slowestUpload)*time.Second
}

// caught turns a panic of an adapter into a failure of the given kind (R48).
func caught(op string, kind data.Kind, err *error) {
	if r := recover(); r != nil {
		*err = &data.Failure{Kind: kind, Op: op, Code: data.CodePanic, Raw: string(debug.Stack()), Err: fmt.Errorf("panic: %v", r)}
	}
}

func (o *Outbox) outgoing(job *task, i int) (data.Outgoing, error) {
	part := job.Delivery.Parts[i]
	texts := job.Post.PartsFor(job.Account.ID)
	if part.Part >= len(texts) {
		return data.Outgoing{}, &data.Failure{
			Kind: data.Invalid, Op: "outbox: prepare", Code: data.CodeAnswer,
			Err: fmt.Errorf("part %d of %d", part.Part, len(texts)),
		}
	}
	variant, _ := job.Post.Variant(job.Account.ID)
	out := data.Outgoing{
		Title: job.Post.Title, Text: text.Track(texts[part.Part], job.Post.Track, string(job.Account.Network)), Lang: job.Post.Lang,
		Options: variant.Options, Key: part.Key, Stamp: part.Stamp, HoldTill: job.till,
	}
	for _, before := range job.Delivery.Parts[:i] {
		out.Previous = append(out.Previous, before.Remote)
	}
	for _, a := range job.Post.MediaFor(job.Account.ID, part.Part) {
		open, fitted, err := o.Media(a, variant.Crop(a), job.Account.Can.Media)
		if err != nil {
			return data.Outgoing{}, err
		}
		out.Media = append(out.Media, data.OutgoingMedia{
			Attachment: fitted, Open: open,
		})
	}
	return out, nil
}

// sent records that a part is public, and the whole delivery with its last.
func (o *Outbox) sent(ctx context.Context, job *task, i int, attempt int64, from data.State, r data.Receipt) error {
	if err := o.noteReceipt(job, i, EventSent, r); err != nil {
		o.Log.Error("outbox: journal", "err", err)
	}
	job.Delivery.Parts[i].Remote = r
	to := data.Sent
	for _, p := range job.Delivery.Parts {
		if p.Remote.Zero() {
			to = data.Preparing
		}
	}
	if from == data.Verifying && to == data.Preparing {
		to = data.Scheduled // another pass takes the thread up at the missing part (R6)
	}
	now := o.Clock.Now()
	return o.finish(ctx, data.Outcome{
		Delivery: job.Delivery.ID, From: from, To: to, Attempt: attempt,
		Part: job.Delivery.Parts[i].Part, Receipt: r, Late: late(job.Delivery, now, o.Rules()), At: now,
		Cost: o.cost(job, i),
	})
}

func (o *Outbox) note(job *task, i int, e Event, code string) error {
	return o.Journal.Write(o.line(job, i, e, code))
}

func (o *Outbox) noteReceipt(job *task, i int, e Event, r data.Receipt) error {
	l := o.line(job, i, e, "")
	l.ID, l.URL = r.ID, r.URL
	return o.Journal.Write(l)
}

func (o *Outbox) line(job *task, i int, e Event, code string) Line {
	p := job.Delivery.Parts[i]
	return Line{
		At: o.Clock.Now(), Event: e, Delivery: job.Delivery.ID, Post: job.Post.ID, Account: job.Account.ID,
		Part: p.Part, Key: p.Key, Hash: p.Hash, Code: code,
	}
}
