package outbox

import (
	"context"
	"errors"
	"slices"
	"time"

	"parvis/data"
)

// fail decides what a failure means for a delivery and writes it. It answers
// false when the account as a whole has to wait.
func (o *Outbox) fail(ctx context.Context, job *task, i int, attempt int64, from data.State, err error) (goOn bool) {
	f := classify(err)
	now := o.Clock.Now()
	out := data.Outcome{
		Delivery: job.Delivery.ID, From: from, Attempt: attempt, Part: job.Delivery.Parts[i].Part,
		Reason: f.Code, Detail: f.Raw, At: now,
	}
	goOn = true
	switch f.Kind {
	case data.Ambiguous:
		out.To, out.NotBefore = data.Verifying, now.Add(job.Account.Can.Proof.Settle)
	case data.Auth:
		out.To, out.Reason, goOn = data.Blocked, data.BlockSignIn, false
		if !f.SignedOut() {
			out.Reason = data.BlockKeychain
		}
		o.signedOut(ctx, job.Account.ID, f)
	case data.RateLimited:
		out.To, out.Reason, out.NotBefore, goOn = data.Scheduled, data.WaitRate, f.Until, false
		if !f.Until.After(now) {
			out.NotBefore = now.Add(pause(job.Delivery.Attempts))
		}
	case data.Transient:
		out.To, out.Reason, out.NotBefore = data.Scheduled, data.WaitRetry, now.Add(pause(job.Delivery.Attempts))
		if f.Offline() {
			out.Reason, out.NotBefore, goOn = data.WaitConnection, now.Add(connectionPause), false
		}
	case data.Invalid, data.Unsupported:
		if !job.till.IsZero() { // it goes out from here at its hour
			out.To, out.Reason, out.NotBefore = data.Scheduled, data.WaitComputer, job.Delivery.Due
			break
		}
		fallthrough
	default:
		out.To = data.Refused
		if f.Code == "" {
			out.Reason = string(f.Kind)
		}
		switch f.Code {
		case data.CodeMedia:
			out.To, out.Reason = data.Blocked, data.BlockMedia
		case data.BlockHost:
			out.To, out.Reason = data.Blocked, data.BlockHost
		}
	}
	if attempt != 0 {
		event := EventNothing
		if out.To == data.Verifying {
			event = EventLost
		}
		if err := o.note(job, i, event, f.Code); err != nil {
			o.Log.Error("outbox: journal", "err", err)
		}
	}
	o.Log.Info("outbox: not sent", "delivery", job.Delivery.ID, "to", out.To, "why", f)
	_ = o.finish(ctx, out)
	return goOn
}

// signedOut says that the network refuses the account's credentials, if it is
// that what failed.
func (o *Outbox) signedOut(ctx context.Context, id data.AccountID, f *data.Failure) {
	if f.SignedOut() && o.AuthLost != nil {
		o.AuthLost(context.WithoutCancel(ctx), id)
	}
}

// classify sees to it that trouble with the keychain is never taken for an
// unknown outcome: without the secret no request was made.
func classify(err error) *data.Failure {
	for _, keychain := range []error{data.ErrKeychainLocked, data.ErrKeychainAbsent, data.ErrKeychainSlow} {
		if errors.Is(err, keychain) {
			return &data.Failure{Kind: data.Auth, Op: "outbox", Code: data.CodeKeychain, Err: err}
		}
	}
	if errors.Is(err, data.ErrNoSecret) {
		return &data.Failure{Kind: data.Auth, Op: "outbox", Err: err}
	}
	return data.AsFailure("outbox: commit", err)
}

// lookAgain is how long after a look that told nothing the next one comes.
const lookAgain = time.Minute

// verify looks whether a part whose answer was lost is online (R2, R4). It
// answers whether it could be claimed.
func (o *Outbox) verify(ctx context.Context, d data.Delivery) bool {
	claimed, err := o.Ledger.Claim(ctx, d.ID, data.Verifying, data.Verifying)
	if err != nil {
		return false
	}
	job := &task{Job: claimed, till: holdTill(claimed, o.Clock.Now())}
	i := inDoubt(job.Delivery)
	if i < 0 {
		_ = o.move(ctx, d.ID, data.Verifying, data.Sent, "", "")
		return true
	}
	publisher, ok := o.Session(job.Account).(data.Publisher)
	if !ok || job.Account.Can.Proof.Proof == data.ProofNone {
		_ = o.move(ctx, d.ID, data.Verifying, data.Unknown, "", "")
		return true
	}
	part := &job.Delivery.Parts[i]
	if len(part.Payload) == 0 { // a restored backup forgot it
		if part.Payload, err = o.prepare(ctx, publisher, job, i); err != nil {
			o.unclear(ctx, job, data.Finding{}, err)
			return true
		}
	}
	found, err := o.find(ctx, publisher, part.Key, part.Payload)
	if err == nil && found.Verdict == data.Unclear && o.known(ctx, job) {
		found, err = o.again(ctx, publisher, job, i)
	}
	if err == nil && found.Verdict == data.Online {
		found = o.unclaimed(ctx, job, found)
	}
	switch {
	case err == nil && found.Verdict == data.Online:
		_ = o.sent(ctx, job, i, 0, data.Verifying, found.Receipt)
	case err == nil && found.Verdict == data.OnHold:
		_ = o.handed(ctx, job, i, 0, data.Verifying, found.Receipt)
	case err == nil && found.Verdict == data.Absent:
		if err := o.note(job, i, EventNothing, ""); err != nil {
			o.Log.Error("outbox: journal", "err", err)
		}
		_ = o.finish(ctx, data.Outcome{
			Delivery: d.ID, From: data.Verifying, To: data.Scheduled, Reason: data.WaitRetry,
			Part: part.Part, At: o.Clock.Now(),
		})
	default:
		o.unclear(ctx, job, found, err)
	}
	return true
}

// known tells whether the network still knows our key, so that the same request
// is the same post (R2). Sending it again begins no new attempt, so that the time
// runs from when it first left.
func (o *Outbox) known(ctx context.Context, job *task) bool {
	rule := job.Account.Can.Proof
	if rule.Proof != data.ProofIdempotent {
		return false
	}
	begun, err := o.Ledger.Begun(ctx, job.Delivery.ID)
	return err == nil && !begun.IsZero() && o.Clock.Now().Sub(begun) < rule.Life
}

// again sends a request once more that the network knows by its key, where
// looking tells nothing. Whatever but success comes of it leaves things as
// unclear as they were.
func (o *Outbox) again(ctx context.Context, p data.Publisher, job *task, i int) (data.Finding, error) {
	if err := o.note(job, i, EventBegin, ""); err != nil {
		return data.Finding{}, err
	}
	receipt, err := o.commit(ctx, p, job, i)
	if err != nil {
		f := *classify(err)
		if f.Kind == data.Invalid || f.Kind == data.Unsupported || f.Kind == data.NotFound {
			f.Kind = data.Transient // of the first request nothing is known all the same
		}
		return data.Finding{}, &f
	}
	found := data.Finding{Verdict: data.Online, Receipt: receipt}
	if !job.till.IsZero() {
		found.Verdict = data.OnHold
	}
	return found, nil
}

// unclaimed doubts a finding that is known to be another post of ours: of two
// with the same words, one that was lost must not pass for the other.
func (o *Outbox) unclaimed(ctx context.Context, job *task, found data.Finding) data.Finding {
	owner, err := o.Ledger.Owner(ctx, job.Account.ID, found.Receipt.ID)
	if err != nil || owner != 0 && owner != job.Delivery.ID {
		return data.Finding{Verdict: data.Unclear, Evidence: found.Receipt.URL}
	}
	return found
}

// unclear waits for a better look, or asks a person after too many. Looks that
// failed for want of a connection or credentials are not counted.
func (o *Outbox) unclear(ctx context.Context, job *task, found data.Finding, err error) {
	d := job.Delivery
	out := data.Outcome{
		Delivery: d.ID, From: data.Verifying, To: data.Verifying, Reason: d.Reason,
		Detail: found.Evidence, NotBefore: o.Clock.Now().Add(lookAgain), At: o.Clock.Now(),
	}
	f := data.AsFailure("outbox: look", err)
	switch {
	case f != nil && f.Kind == data.RateLimited && f.Until.After(out.NotBefore):
		out.NotBefore = f.Until
	case f != nil && f.Kind == data.Auth:
		o.signedOut(ctx, d.Account, f)
	case f != nil && f.Offline():
		out.NotBefore = o.Clock.Now().Add(connectionPause)
	default:
		o.mu.Lock()
		o.looks[d.ID]++
		tooMany := o.looks[d.ID] >= o.Rules().Looks
		o.mu.Unlock()
		if tooMany {
			out.To, out.NotBefore = data.Unknown, time.Time{}
		}
	}
	_ = o.finish(ctx, out)
}

func (o *Outbox) find(ctx context.Context, p data.Publisher, key string, payload []byte) (f data.Finding, err error) {
	defer caught("outbox: look", data.Transient, &err)
	ctx, stop := context.WithTimeout(ctx, lookLimit)
	defer stop()
	return p.Find(ctx, key, payload)
}

// inDoubt is the index of the first part that is not known to be online, -1
// when all are. Parts leave in order: no later one can have left.
func inDoubt(d data.Delivery) int {
	return slices.IndexFunc(d.Parts, func(p data.DeliveryPart) bool { return p.Remote.Zero() })
}
