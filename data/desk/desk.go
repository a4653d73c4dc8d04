// Package desk is the running desk without a window: it opens the store, keeps
// the outbox and the synchronisation running, and answers what the screens ask.
// It joins rooms that do not know each other; rules of its own it has none.
package desk

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"path/filepath"
	"strconv"
	stdsync "sync"
	"sync/atomic"
	"time"

	"parvis/data"
	"parvis/data/cost"
	"parvis/data/media"
	"parvis/data/outbox"
	"parvis/data/store"
	"parvis/data/sync"
	"parvis/data/words"
)

// Params is what a desk is made of; all of it is required but Skew, Hosts,
// Closed, Server, Given and Words.
type Params struct {
	Dir      string // data folder
	Clock    data.Clock
	Log      *slog.Logger
	Networks []data.Network
	Secrets  Secrets
	Feeds    data.FeedReader   // nil: no feeds are read
	Closed   []data.NetworkRow // networks that are no more, for the catalogue
	// Server is what stands for a network's own hosts, in the demonstration.
	Server func(data.NetworkName) string
	// Given is what stands in the fields of a way to connect, in the
	// demonstration.
	Given func(n data.NetworkName, way string) map[string]string
	// Skew is how far this computer's clock is from the networks'.
	Skew  func() time.Duration
	Hosts func() []data.HostLine
	// Words names the drafts that are made of photos; nil: they bear the time at
	// which the photos were taken.
	Words *words.Catalogue
	// Restart ends the program and starts it anew, soon, after a restored backup.
	Restart func()
}

// Secrets keeps what accounts sign in with, by [data.Account.SecretName].
type Secrets interface {
	Keys(name string) data.Keys
	Put(ctx context.Context, name string, s data.Secret) error
	Forget(ctx context.Context, name string) error
}

// Desk is one open data folder. Its methods may be called from any goroutine;
// those with a context may block and are not for the UI thread.
type Desk struct {
	p        Params
	store    *store.Store
	journal  *outbox.Journal
	outbox   *outbox.Outbox
	sync     *sync.Sync
	networks map[data.NetworkName]data.Network

	settings atomic.Pointer[outbox.Rules]
	// feedsWake is nudged when a feed was added.
	feedsWake chan struct{}
	// watchWake is nudged when watched folders are to be looked into.
	watchWake chan struct{}
	watchMu   stdsync.Mutex // while what is kept of a watched folder is changed

	// dismissing holds whoever changes which reminders are dismissed.
	dismissing stdsync.Mutex
	// making holds whoever makes the occurrences of series.
	making stdsync.Mutex

	mu      stdsync.Mutex
	offline map[data.AccountID]bool
}

// Open opens the data folder, making it when it is new. Errors are those of
// store.Open and of the journal.
func Open(ctx context.Context, p Params) (*Desk, error) {
	if err := restoreBefore(ctx, p); err != nil {
		return nil, err
	}
	st, err := store.Open(ctx, store.Params{Dir: p.Dir, Clock: p.Clock, Log: p.Log})
	if err != nil {
		return nil, err
	}
	journal, err := outbox.OpenJournal(filepath.Join(p.Dir, "publish.jsonl"))
	if err != nil {
		return nil, errors.Join(err, st.Close())
	}
	d := &Desk{
		p: p, store: st, journal: journal,
		networks: map[data.NetworkName]data.Network{}, offline: map[data.AccountID]bool{},
		feedsWake: make(chan struct{}, 1), watchWake: make(chan struct{}, 1),
	}
	for _, n := range p.Networks {
		d.networks[n.Name()] = n
	}
	d.readRules(ctx)
	st.Subscribe(func(c data.Change) {
		if c.Noun == data.Settings {
			d.readRules(context.WithoutCancel(ctx))
		}
	})
	d.outbox = outbox.New(outbox.Params{
		Ledger: st, Posts: st, Session: d.session, Media: d.picture, Journal: journal,
		Clock: p.Clock, Log: p.Log, Rules: d.rules, Skew: p.Skew, AuthLost: d.authLost, Host: d.host, Cost: cost.Part, Left: d.left,
	})
	d.sync = sync.New(sync.Params{
		Rows: st, Session: d.session, Clock: p.Clock, Log: p.Log, AuthLost: d.authLost, Heard: d.heard,
	})
	return d, nil
}

// Run publishes, fetches and backs up until ctx ends, and returns when all of
// it has stopped.
func (d *Desk) Run(ctx context.Context) {
	var all stdsync.WaitGroup
	all.Go(func() { d.logEnd("outbox", d.outbox.Run(ctx)) })
	all.Go(func() { d.logEnd("sync", d.sync.Run(ctx)) })
	all.Go(func() { d.runFeeds(ctx) })
	all.Go(func() { d.backups(ctx) })
	all.Go(func() { d.runSeries(ctx) })
	all.Go(func() { d.runWatch(ctx) })
	all.Wait()
}

func (d *Desk) logEnd(what string, err error) {
	if err != nil && !errors.Is(err, context.Canceled) {
		d.p.Log.Error("desk: stopped", "what", what, "err", err)
	}
}

// Close closes the store and the journal. Run must have returned.
func (d *Desk) Close() error {
	return errors.Join(d.journal.Close(), d.store.Close())
}

// Subscribe has f called after each change, from any goroutine.
func (d *Desk) Subscribe(f func(data.Change)) (cancel func()) { return d.store.Subscribe(f) }

// session speaks for an account; an unknown network gives a session that can
// do nothing.
func (d *Desk) session(a data.Account) data.Session {
	n, ok := d.networks[a.Network]
	if !ok {
		return noSession{a.Network}
	}
	return n.Open(a, d.p.Secrets.Keys(a.SecretName()))
}

type noSession struct{ network data.NetworkName }

func (s noSession) Profile(context.Context) (data.Profile, error) {
	return data.Profile{}, &data.Failure{
		Kind: data.Unsupported, Op: "desk", Err: fmt.Errorf("no network %q in this version", s.network),
	}
}

// picture opens an attached file, checked, and fits it to the account it goes to:
// a picture cropped, small enough, of a type it takes, upright; a video as it is or not at
// all; neither with what a camera wrote into it, such as where it was taken (R12).
func (d *Desk) picture(a data.Attachment, crop data.Crop, rule data.MediaRule) (func() (data.MediaFile, error), data.Attachment, error) {
	open, fitted, err := media.CropFor(rule, a.Media, crop, func() (data.MediaFile, error) {
		f, _, err := d.store.OpenMedia(a.Hash)
		return f, err
	})
	a.Media = fitted
	return open, a, err
}

func (d *Desk) authLost(ctx context.Context, id data.AccountID) {
	err := d.store.SetAccountState(ctx, id, data.AccountReconnect)
	if err != nil && !errors.Is(err, data.ErrNoSuch) {
		d.p.Log.Error("desk: account state", "account", id, "err", err)
	}
}

// heard keeps in mind which accounts' networks could not be reached.
func (d *Desk) heard(id data.AccountID, err error) {
	f := data.AsFailure("", err)
	d.mu.Lock()
	defer d.mu.Unlock()
	d.offline[id] = f != nil && f.Offline()
}

// rules are the outbox's with what the person set.
func (d *Desk) rules() outbox.Rules { return *d.settings.Load() }

func (d *Desk) readRules(ctx context.Context) {
	r := outbox.DefaultRules()
	r.Grace = d.minutes(ctx, data.SettingGrace, r.Grace)
	r.Pace = d.minutes(ctx, data.SettingPace, r.Pace)
	d.settings.Store(&r)
}

func (d *Desk) minutes(ctx context.Context, setting string, otherwise time.Duration) time.Duration {
	text, err := d.store.Setting(ctx, setting)
	n, numberErr := strconv.Atoi(text)
	if err != nil || numberErr != nil || n < 0 {
		return otherwise
	}
	return time.Duration(n) * time.Minute
}

// backupLook is how often it is asked whether a day has passed since the last
// backup; a laptop sleeps through any longer timer.
const backupLook = 10 * time.Minute

func (d *Desk) backups(ctx context.Context) {
	for ctx.Err() == nil {
		if d.backupDue() {
			if _, err := d.store.Backup(ctx); err != nil && ctx.Err() == nil {
				d.p.Log.Error("desk: backup", "err", err)
			}
		}
		_ = d.p.Clock.Wait(ctx, backupLook)
	}
}

func (d *Desk) backupDue() bool {
	for _, b := range d.store.Backups() {
		if !b.Migration && d.p.Clock.Now().Sub(b.At) < 24*time.Hour {
			return false
		}
	}
	return true
}
