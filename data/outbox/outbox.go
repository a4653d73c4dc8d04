// Package outbox is the only code that decides to publish. Whatever happens —
// a kill in mid-send, a lost answer, a night asleep — a post goes out once or
// says why it did not (reliability R1 to R18). What it promises rests on three
// things: an intent that is durable before the request leaves, a key that makes
// a repetition recognisable, and looking before any second attempt. It never
// draws, never fetches, and never reads the wall clock.
package outbox

import (
	"context"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"parvis/data"
)

// Params is what the outbox works with. All of it is required but Skew,
// AuthLost, Host, Cost and Left.
type Params struct {
	Ledger  Ledger
	Posts   Posts
	Session func(data.Account) data.Session
	// Media returns the bytes of an attached file after checking them, and
	// crops and fits them to what the account accepts.
	Media   func(data.Attachment, data.Crop, data.MediaRule) (func() (data.MediaFile, error), data.Attachment, error)
	Journal *Journal
	Clock   data.Clock
	Log     *slog.Logger
	Rules   func() Rules // asked each time, so that a change holds at once
	// Skew is how far the networks' clocks are ahead of this computer's; beyond
	// Rules.MaxSkew nothing is sent (R18).
	Skew func() time.Duration
	// AuthLost hears that a network no longer accepts an account's credentials.
	AuthLost func(context.Context, data.AccountID)
	// Host shows what is attached under a public address, for an account whose
	// network fetches it. A failure with data.BlockHost as its code says that no
	// account of the brand can.
	Host func(context.Context, data.Account, data.OutgoingMedia) (url string, err error)
	// Cost is what publishing a part of a post costs on an account; nil:
	// nothing anywhere.
	Cost func(p data.Post, a data.Account, part int) data.Micros
	// Left is what the account may still cost this month; nil: no limits.
	Left func(context.Context, data.Account) (left data.Micros, limited bool)
}

// Posts reads what is to be scheduled.
type Posts interface {
	Post(context.Context, data.PostID) (data.Post, error)
	Account(context.Context, data.AccountID) (data.Account, error)
	Deliveries(context.Context, data.PostID) ([]data.Delivery, error)
	Delivery(context.Context, data.DeliveryID) (data.Delivery, error)
}

// Outbox publishes what is due. Run does the work; the other methods may be
// called from any goroutine, before and during Run.
type Outbox struct {
	Params
	nudge chan struct{}

	mu    sync.Mutex
	lanes map[data.AccountID]bool // accounts somebody is working on
	looks map[data.DeliveryID]int // looks that told nothing, since the start
	work  sync.WaitGroup
}

// New returns an outbox that does nothing until Run.
func New(p Params) *Outbox {
	return &Outbox{
		Params: p,
		nudge:  make(chan struct{}, 1),
		lanes:  map[data.AccountID]bool{},
		looks:  map[data.DeliveryID]int{},
	}
}

// quitPatience is how long Run waits at its end for a request that is under
// way (R15); what is not answered by then is looked for at the next start.
const quitPatience = 3 * time.Second

// Run settles what a former run left, then publishes what falls due, until ctx
// ends. It polls the wall clock every Rules.Tick, so that sleep, a changed
// clock or a missed timer cannot lose a post.
func (o *Outbox) Run(ctx context.Context) error {
	if err := o.recover(ctx); err != nil {
		return err
	}
	for ctx.Err() == nil {
		if err := o.pass(ctx); err != nil && ctx.Err() == nil {
			o.Log.Error("outbox pass", "err", err)
		}
		data.WaitOr(ctx, o.Clock, o.Rules().Tick, o.nudge)
	}
	o.quit()
	return ctx.Err()
}

// Nudge makes Run look at once for what is due.
func (o *Outbox) Nudge() {
	select {
	case o.nudge <- struct{}{}:
	default:
	}
}

// quit waits for requests that are under way, and not for ever.
func (o *Outbox) quit() {
	done := make(chan struct{})
	go func() {
		o.work.Wait()
		close(done)
	}()
	data.WaitOr(context.Background(), o.Clock, quitPatience, done)
}

// recover settles what a former run left: the ledger turns interrupted commits
// into verifying ones, and whatever the journal knows to have been sent while
// the database does not (a restored backup) is kept back for a person.
func (o *Outbox) recover(ctx context.Context) error {
	lost, err := o.Ledger.Recover(ctx)
	if err != nil {
		return fmt.Errorf("outbox: recover: %w", err)
	}
	for _, d := range lost {
		_ = o.finish(ctx, data.Outcome{
			Delivery: d.ID, From: data.Verifying, To: data.Verifying, NotBefore: o.settled(ctx, d.Account), At: o.Clock.Now(),
		})
	}
	waiting, err := o.Ledger.Runnable(ctx, endOfTime, data.Scheduled)
	if err != nil {
		return fmt.Errorf("outbox: recover: %w", err)
	}
	for _, d := range waiting {
		full, err := o.Posts.Delivery(ctx, d.ID)
		if err != nil {
			return fmt.Errorf("outbox: recover: %w", err)
		}
		if o.Journal.Knows(full) {
			_ = o.move(ctx, d.ID, data.Scheduled, data.Held, data.HoldRestore, "")
		}
	}
	return nil
}

// endOfTime lies beyond anything that can be scheduled.
var endOfTime = time.Date(9999, 1, 1, 0, 0, 0, 0, time.UTC)

// pass gives every account that has something due a lane of its own, unless it
// has one already: a slow account never delays another (R11).
func (o *Outbox) pass(ctx context.Context) error {
	if o.Skew != nil && o.Skew().Abs() > o.Rules().MaxSkew {
		o.Log.Warn("outbox: this computer's clock is wrong, nothing is sent", "skew", o.Skew())
		return nil
	}
	due, err := o.Ledger.Runnable(ctx, o.Clock.Now(), data.Scheduled, data.Verifying, data.Preparing, data.Committing)
	if err != nil {
		return fmt.Errorf("outbox: list what is due: %w", err)
	}
	ahead, err := o.Ledger.Ahead(ctx, o.Clock.Now())
	if err != nil {
		return fmt.Errorf("outbox: list what lies ahead: %w", err)
	}
	byAccount := map[data.AccountID][]data.Delivery{}
	for _, d := range append(due, ahead...) {
		byAccount[d.Account] = append(byAccount[d.Account], d)
	}
	for account, rows := range byAccount {
		o.open(ctx, account, rows)
	}
	return nil
}

func (o *Outbox) open(ctx context.Context, account data.AccountID, rows []data.Delivery) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.lanes[account] {
		return
	}
	o.lanes[account] = true
	o.work.Add(1)
	go func() {
		defer o.work.Done()
		again := o.lane(ctx, account, rows)
		o.mu.Lock()
		delete(o.lanes, account)
		o.mu.Unlock()
		if again {
			o.Nudge()
		}
	}()
}

// lane works on one account's rows in order. It answers whether there may be
// more to do at once.
func (o *Outbox) lane(ctx context.Context, account data.AccountID, rows []data.Delivery) (again bool) {
	for _, d := range rows {
		if ctx.Err() != nil {
			return false
		}
		again = o.takeUp(ctx, d) || again
	}
	if again {
		return true
	}
	due, ahead := split(rows, o.Clock.Now())
	if len(due) > 0 && o.byHand(ctx, account) {
		for _, d := range due {
			_ = o.move(ctx, d.ID, data.Scheduled, data.Held, data.HoldTap, "")
		}
		return false
	}
	for _, v := range judge(due, o.Clock.Now(), o.Rules()) {
		if ctx.Err() != nil {
			return false
		}
		if v.missed != "" {
			_ = o.move(ctx, v.delivery.ID, data.Scheduled, data.Missed, v.missed, "")
			continue
		}
		if free := o.freeAt(ctx, account); !started(v.delivery) && free.After(o.Clock.Now()) {
			_ = o.finish(ctx, data.Outcome{
				Delivery: v.delivery.ID, From: data.Scheduled, To: data.Scheduled,
				Reason: data.WaitPace, NotBefore: free, At: o.Clock.Now(),
			})
			continue
		}
		if !o.send(ctx, v.delivery) {
			return false
		}
	}
	return o.holdAhead(ctx, account, ahead)
}

// byHand tells whether posts of the account are published by the person.
func (o *Outbox) byHand(ctx context.Context, id data.AccountID) bool {
	account, err := o.Posts.Account(ctx, id)
	return err == nil && account.Can.Tap == data.TapHere
}

// takeUp goes on with what was left half-way: a part whose answer was lost is
// looked for, and what nobody works on any more, because its outcome could not
// be written, is where a crash would have left it. The account's lane being
// open, nobody else can be working on it. It answers whether anything moved.
func (o *Outbox) takeUp(ctx context.Context, d data.Delivery) (moved bool) {
	left := map[data.State]data.State{data.Preparing: data.Scheduled, data.Committing: data.Verifying}
	to, abandoned := left[d.State]
	switch {
	case d.State == data.Verifying:
		return o.verify(ctx, d)
	case abandoned:
		out := data.Outcome{Delivery: d.ID, From: d.State, To: to, At: o.Clock.Now()}
		if to == data.Verifying {
			out.NotBefore = o.settled(ctx, d.Account)
		}
		return o.Ledger.Finish(ctx, out) == nil
	}
	return false
}

// settled is when a look for a request that may just have left is worth
// something.
func (o *Outbox) settled(ctx context.Context, id data.AccountID) time.Time {
	now := o.Clock.Now()
	account, err := o.Posts.Account(ctx, id)
	if err != nil {
		return now.Add(lookAgain)
	}
	return now.Add(account.Can.Proof.Settle)
}

// freeAt is when the account may send again.
func (o *Outbox) freeAt(ctx context.Context, account data.AccountID) time.Time {
	last, err := o.Ledger.LastSent(ctx, account)
	if err != nil || last.IsZero() {
		return time.Time{}
	}
	return last.Add(o.Rules().Pace)
}

func (o *Outbox) move(ctx context.Context, id data.DeliveryID, from, to data.State, reason, detail string) error {
	return o.finish(ctx, data.Outcome{
		Delivery: id, From: from, To: to, Reason: reason, Detail: detail, At: o.Clock.Now(),
	})
}

// finish writes an outcome; a quitting application still writes it.
func (o *Outbox) finish(ctx context.Context, out data.Outcome) error {
	err := o.Ledger.Finish(context.WithoutCancel(ctx), out)
	if err != nil {
		o.Log.Error("outbox: outcome not written", "delivery", out.Delivery, "to", out.To, "err", err)
	}
	return err
}
