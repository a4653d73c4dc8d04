package store

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"path/filepath"
	"runtime"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"parvis/data"
	"parvis/data/outbox"
)

var _ outbox.Ledger = (*Store)(nil)

// clock stands still unless a test moves it.
type clock struct {
	mu  sync.Mutex
	now time.Time
}

func (c *clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *clock) move(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
}

func (c *clock) Mono() time.Duration                             { return 0 }
func (c *clock) Wait(ctx context.Context, _ time.Duration) error { <-ctx.Done(); return ctx.Err() }

// noon is when the tests begin.
var noon = time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)

func params(dir string) Params {
	return Params{Dir: dir, Clock: &clock{now: noon}, Log: slog.New(slog.DiscardHandler)}
}

// desk is an open store with a brand and two accounts.
type desk struct {
	*Store
	t             *testing.T
	clock         *clock
	brand         data.BrandID
	first, second data.AccountID
}

func openDesk(t *testing.T) *desk {
	t.Helper()
	p := params(t.TempDir())
	d := &desk{Store: reopen(t, p), t: t, clock: p.Clock.(*clock)}
	t.Cleanup(func() { must(t, d.Close()) })
	d.brand = d.addBrand("Maison Lenoir")
	d.first = d.addAccount(d.brand, "bluesky", "did:plc:1")
	d.second = d.addAccount(d.brand, "mastodon", "2")
	return d
}

func reopen(t *testing.T, p Params) *Store {
	t.Helper()
	s, err := Open(t.Context(), p)
	must(t, err)
	return s
}

func (d *desk) addBrand(name string) data.BrandID {
	d.t.Helper()
	b := data.Brand{Name: name, Sector: "Boulangerie", Colour: "#1F5C57", Zone: "Europe/Paris", Lang: "fr"}
	must(d.t, d.SaveBrand(d.t.Context(), &b))
	return b.ID
}

func (d *desk) addAccount(brand data.BrandID, network data.NetworkName, remote string) data.AccountID {
	d.t.Helper()
	a := data.Account{Brand: brand, Network: network, Server: "https://reseau.example", Remote: remote, State: data.AccountReady}
	must(d.t, d.SaveAccount(d.t.Context(), &a))
	return a.ID
}

// addPost saves a post for accounts, due at an instant.
func (d *desk) addPost(text string, due time.Time, accounts ...data.AccountID) *data.Post {
	d.t.Helper()
	p := &data.Post{Brand: d.brand, Parts: []string{text}, Lang: "fr"}
	if !due.IsZero() {
		p.When = data.Schedule{Wall: due.Format(data.WallLayout), Zone: "UTC", Instant: due}
	}
	for _, a := range accounts {
		p.Variants = append(p.Variants, data.Variant{Account: a})
	}
	must(d.t, d.SavePost(d.t.Context(), p))
	return p
}

// arm schedules a post on all its accounts, with one part each.
func (d *desk) arm(p *data.Post) {
	d.t.Helper()
	var armed []data.Armed
	for _, v := range p.Variants {
		armed = append(armed, data.Armed{
			Account: v.Account, Due: p.When.Instant,
			Parts: []data.DeliveryPart{{Key: "key", Stamp: noon}},
		})
	}
	must(d.t, d.Arm(d.t.Context(), p.ID, p.Revision, armed))
}

// delivery reads the delivery of a post to an account.
func (d *desk) delivery(p *data.Post, a data.AccountID) data.Delivery {
	d.t.Helper()
	all, err := d.Deliveries(d.t.Context(), p.ID)
	must(d.t, err)
	i := slices.IndexFunc(all, func(x data.Delivery) bool { return x.Account == a })
	if i < 0 {
		d.t.Fatalf("post %d has no delivery for account %d", p.ID, a)
	}
	full, err := d.Delivery(d.t.Context(), all[i].ID)
	must(d.t, err)
	return full
}

// force puts a delivery into a state, whatever the rules say.
func (d *desk) force(id data.DeliveryID, state data.State) {
	d.t.Helper()
	_, err := d.core.write.Exec(`UPDATE deliveries SET state = ? WHERE id = ?`, state, id)
	must(d.t, err)
}

// indexed waits until cache.db has the words of every post.
func (d *desk) indexed() {
	for !d.index.idle() {
		runtime.Gosched()
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func wantErr(t *testing.T, err, want error) {
	t.Helper()
	if !errors.Is(err, want) {
		t.Fatalf("got error %v, want %v", err, want)
	}
}

func same(t *testing.T, got, want any) {
	t.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Fatalf("-want +got\n%s", diff)
	}
}

func TestSQLiteHasNoWALResetBug(t *testing.T) {
	d := openDesk(t)
	var version string
	must(t, d.core.read.QueryRow(`SELECT sqlite_version()`).Scan(&version))
	if compareVersions(t, version, "3.51.3") < 0 {
		t.Fatalf("SQLite %s can corrupt a database (R33)", version)
	}
}

func TestEachFileIsAsDurableAsPromised(t *testing.T) {
	d := openDesk(t)
	for name, c := range map[string]struct {
		db    *database
		level int
	}{"core": {d.core, 2}, "cache": {d.cache.db, 1}} {
		var synchronous, full, timeout int
		var journal string
		must(t, c.db.write.QueryRow(`PRAGMA synchronous`).Scan(&synchronous))
		must(t, c.db.write.QueryRow(`PRAGMA fullfsync`).Scan(&full))
		must(t, c.db.write.QueryRow(`PRAGMA busy_timeout`).Scan(&timeout))
		must(t, c.db.write.QueryRow(`PRAGMA journal_mode`).Scan(&journal))
		if synchronous != c.level || full != 1 || timeout != 10000 || journal != "wal" {
			t.Errorf("%s: synchronous %d, fullfsync %d, busy_timeout %d, journal_mode %s", name, synchronous, full, timeout, journal)
		}
	}
}

func TestWriteOutlivesItsContext(t *testing.T) {
	d := openDesk(t)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	p := data.Post{Brand: d.brand, Parts: []string{"pain"}, Variants: []data.Variant{{Account: d.first}}}
	must(t, d.SavePost(ctx, &p))
	if _, err := d.Post(ctx, p.ID); !errors.Is(err, context.Canceled) {
		t.Fatalf("a cancelled read gave %v", err)
	}
	got, err := d.Post(t.Context(), p.ID)
	must(t, err)
	same(t, got, p)
}

func TestFeed(t *testing.T) {
	d := openDesk(t)
	var heard []data.Change
	d.feed.log = slog.New(slog.NewTextHandler(&bytes.Buffer{}, nil))
	cancelBad := d.Subscribe(func(data.Change) { panic("bad subscriber") })
	cancel := d.Subscribe(func(c data.Change) {
		if _, err := d.Brands(t.Context()); err != nil { // the commit is over: reading does not block
			t.Error(err)
		}
		heard = append(heard, c)
	})
	p := d.addPost("pain", time.Time{}, d.first)
	del := d.delivery(p, d.first)
	same(t, heard, []data.Change{
		{Noun: data.Posts, IDs: []int64{int64(p.ID)}},
		{Noun: data.Deliveries, IDs: []int64{int64(del.ID)}},
	})
	heard = nil
	must(t, d.SavePost(t.Context(), p))
	stale := *p
	stale.Revision = 9
	wantErr(t, d.SavePost(t.Context(), &stale), data.ErrStale)
	same(t, heard, []data.Change(nil))
	cancel()
	cancelBad()
	d.addPost("pain", time.Time{})
	same(t, heard, []data.Change(nil))
}

func TestFolderNameMayHoldAnySign(t *testing.T) {
	p := params(filepath.Join(t.TempDir(), "l'été 50% #1?mode=ro&x"))
	s := reopen(t, p)
	must(t, s.SaveSetting(t.Context(), "a", "1"))
	must(t, s.Close())
	s = reopen(t, p)
	got, err := s.Setting(t.Context(), "a")
	must(t, err)
	same(t, got, "1")
	must(t, s.Close())
	if fileSize(filepath.Join(p.Dir, coreFile)) == 0 {
		t.Fatal("core.db is somewhere else")
	}
}
