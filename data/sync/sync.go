// Package sync is the only code that decides to fetch: it reads the accounts'
// profiles, counters and messages into the store, on its own clock or when
// asked, and never writes anything on a network. What it cannot read it leaves
// as a gap.
package sync

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"sync"
	"time"

	"parvis/data"
)

// Rows is where what was fetched goes.
type Rows interface {
	// Accounts lists the accounts of every brand.
	AllAccounts(ctx context.Context) ([]data.Account, error)
	Brand(ctx context.Context, id data.BrandID) (data.Brand, error)
	AccountDays(ctx context.Context, accounts []data.AccountID, from, to string) ([]data.AccountDay, error)
	SaveAccountDays(ctx context.Context, days []data.AccountDay) error
	SavePostCounts(ctx context.Context, counts []data.PostCounts) error
	PostCounts(ctx context.Context, accounts []data.AccountID, from, to time.Time) ([]data.PostCounts, error)
	SaveMessages(ctx context.Context, messages []data.Message) error
	Cursor(ctx context.Context, account data.AccountID, name string) (string, error)
	SaveCursor(ctx context.Context, account data.AccountID, name, cursor string) error
	SetSynced(ctx context.Context, account data.AccountID, at time.Time) error
	// DescribeAccount keeps what the network says anew of an account: names, what
	// it can do, when its credentials end.
	DescribeAccount(ctx context.Context, id data.AccountID, a data.Account) error
	SpendOnReading(ctx context.Context, account data.AccountID, at time.Time, cost data.Micros) error
}

// Params is what sync works with; all of it is required.
type Params struct {
	Rows     Rows
	Session  func(data.Account) data.Session
	Clock    data.Clock
	Log      *slog.Logger
	AuthLost func(context.Context, data.AccountID)
	// Heard is told after each account whether its network answered.
	Heard func(account data.AccountID, err error)
}

const (
	every     = 15 * time.Minute // between two readings of an account
	everyPaid = 2 * time.Hour    // of one whose network asks money for it
	afterFail = 2 * time.Minute  // after a failed one, doubling up to every
	tick      = 30 * time.Second // how often the wall clock is looked at
	atOnce    = 4                // accounts read at the same time
	ownPosts  = 200              // counters are refreshed for so many posts
	ownDays   = 90 * 24 * time.Hour
	pages     = 10 // of messages at the most, per reading
	limit     = 3 * time.Minute
)

// Sync keeps the store up to date while Run runs.
type Sync struct {
	Params
	nudge chan struct{}

	mu   sync.Mutex
	next map[data.AccountID]time.Time
	fail map[data.AccountID]int
}

// New returns a Sync that does nothing until Run.
func New(p Params) *Sync {
	return &Sync{
		Params: p, nudge: make(chan struct{}, 1),
		next: map[data.AccountID]time.Time{}, fail: map[data.AccountID]int{},
	}
}

// Now asks for every account to be read at once.
func (s *Sync) Now() {
	s.mu.Lock()
	clear(s.next)
	clear(s.fail)
	s.mu.Unlock()
	select {
	case s.nudge <- struct{}{}:
	default:
	}
}

// Run reads accounts as they fall due until ctx ends.
func (s *Sync) Run(ctx context.Context) error {
	for ctx.Err() == nil {
		if err := s.pass(ctx); err != nil && ctx.Err() == nil {
			s.Log.Error("sync pass", "err", err)
		}
		data.WaitOr(ctx, s.Clock, tick, s.nudge)
	}
	return ctx.Err()
}

func (s *Sync) pass(ctx context.Context) error {
	accounts, err := s.Rows.AllAccounts(ctx)
	if err != nil {
		return fmt.Errorf("sync: %w", err)
	}
	var group sync.WaitGroup
	slots := make(chan struct{}, atOnce)
	for _, a := range accounts {
		if a.State != data.AccountReady || !s.due(a.ID) {
			continue
		}
		slots <- struct{}{}
		group.Go(func() {
			defer func() { <-slots }()
			s.done(ctx, a, s.Account(ctx, a))
		})
	}
	group.Wait()
	return nil
}

func (s *Sync) due(id data.AccountID) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return !s.next[id].After(s.Clock.Now())
}

func (s *Sync) done(ctx context.Context, a data.Account, err error) {
	id := a.ID
	s.mu.Lock()
	pause := every
	if !a.Can.Price.Free() {
		pause = everyPaid
	}
	if err == nil {
		s.fail[id] = 0
	} else {
		pause = min(every, afterFail<<min(s.fail[id], 3))
		s.fail[id]++
		s.Log.Info("sync: account not read", "account", id, "err", err)
	}
	jitter := time.Duration(rand.Int64N(int64(pause / 10)))
	s.next[id] = s.Clock.Now().Add(pause + jitter)
	if f := data.AsFailure("", err); err != nil && f.Kind == data.RateLimited && f.Until.After(s.next[id]) {
		s.next[id] = f.Until
	}
	s.mu.Unlock()
	if s.Heard != nil {
		s.Heard(id, err)
	}
	if f := data.AsFailure("", err); f != nil && f.SignedOut() && s.AuthLost != nil && ctx.Err() == nil {
		s.AuthLost(ctx, id)
	}
}

// Account reads one account now: its profile into today's row, the counters of
// its posts, and what people wrote. One part failing leaves the others read;
// the errors are joined.
func (s *Sync) Account(ctx context.Context, a data.Account) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = &data.Failure{Kind: data.Transient, Op: "sync", Code: data.CodePanic, Err: fmt.Errorf("panic: %v", r)}
		}
	}()
	ctx, stop := context.WithTimeout(ctx, limit)
	defer stop()
	session := s.Session(a)
	profile, err := session.Profile(ctx)
	if err != nil {
		return fmt.Errorf("sync: account %d: %w", a.ID, err)
	}
	first, err := s.firstToday(ctx, a)
	if err != nil {
		return err
	}
	var gained data.Count
	var errs []error
	if first || a.Can.Price.Free() {
		var err error
		gained, err = s.counts(ctx, a, session)
		errs = append(errs, err)
	}
	errs = append(errs, s.day(ctx, a, profile, gained), s.messages(ctx, a, session))
	if first {
		errs = append(errs, s.daily(ctx, a, session))
	}
	if err := errors.Join(errs...); err != nil {
		return fmt.Errorf("sync: account %d: %w", a.ID, err)
	}
	return s.Rows.SetSynced(ctx, a.ID, s.Clock.Now())
}

// counts refreshes the counters of recent own posts and returns the engagement
// that came since the last reading, a gap when there was none before.
func (s *Sync) counts(ctx context.Context, a data.Account, session data.Session) (data.Count, error) {
	counter, ok := session.(data.Counter)
	if !ok {
		return data.Count{}, nil
	}
	since := s.Clock.Now().Add(-ownDays)
	most := ownPosts
	if !a.Can.Price.Free() {
		since, most = s.Clock.Now().Add(-paidDays), paidPosts
	}
	fresh, err := counter.OwnPosts(ctx, since, most)
	if err != nil {
		return data.Count{}, err
	}
	if err := s.paid(ctx, a, len(fresh)); err != nil {
		return data.Count{}, err
	}
	before, err := s.Rows.PostCounts(ctx, []data.AccountID{a.ID}, since, s.Clock.Now())
	if err != nil {
		return data.Count{}, err
	}
	for i := range fresh {
		fresh[i].Account, fresh[i].Read = a.ID, s.Clock.Now()
	}
	return gained(before, fresh), s.Rows.SavePostCounts(ctx, fresh)
}

// gained is how much engagement grew between two readings, over the posts that
// both know and the new ones. It never falls below zero: a withdrawn like is
// not negative engagement.
func gained(before, fresh []data.PostCounts) data.Count {
	known := map[string]data.Count{}
	for _, p := range before {
		known[p.Remote] = p.Engagement()
	}
	var sum data.Count
	for _, p := range fresh {
		e := p.Engagement()
		if !e.Known {
			continue
		}
		sum = sum.Plus(data.Known(max(0, e.N-known[p.Remote].N)))
	}
	return sum
}

// day writes today's row, in the brand's zone, adding what was gained to what
// earlier readings of the day gained.
func (s *Sync) day(ctx context.Context, a data.Account, p data.Profile, gained data.Count) error {
	brand, err := s.Rows.Brand(ctx, a.Brand)
	if err != nil {
		return err
	}
	zone, err := time.LoadLocation(brand.Zone)
	if err != nil {
		zone = time.UTC
	}
	now := s.Clock.Now()
	today := now.In(zone).Format(data.DayLayout)
	earlier, err := s.Rows.AccountDays(ctx, []data.AccountID{a.ID}, today, today)
	if err != nil {
		return err
	}
	for _, e := range earlier {
		gained = gained.Plus(e.Engagement)
	}
	return s.Rows.SaveAccountDays(ctx, []data.AccountDay{{
		Account: a.ID, Day: today, Read: now,
		Followers: p.Followers, Following: p.Following, Posts: p.Posts, Engagement: gained,
	}})
}

const stream = "messages"

// messages reads what came since the last time. A broken item is logged and
// the rest goes on; the cursor moves only over pages that were stored (R46).
func (s *Sync) messages(ctx context.Context, a data.Account, session data.Session) error {
	reader, ok := session.(data.Reader)
	if !ok || !a.Can.Messages {
		return nil
	}
	cursor, err := s.Rows.Cursor(ctx, a.ID, stream)
	if err != nil {
		return err
	}
	for range pages {
		page, next, bad, err := reader.Messages(ctx, cursor)
		if err != nil {
			return err
		}
		for _, b := range bad {
			s.Log.Warn("sync: message passed over", "account", a.ID, "err", b)
		}
		for i := range page {
			page[i].Account = a.ID
		}
		if err := s.Rows.SaveMessages(ctx, page); err != nil {
			return err
		}
		if err := s.paid(ctx, a, len(page)); err != nil {
			return err
		}
		if next == "" || next == cursor {
			return nil
		}
		if err := s.Rows.SaveCursor(ctx, a.ID, stream, next); err != nil {
			return err
		}
		cursor = next
	}
	return nil
}
