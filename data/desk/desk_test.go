package desk_test

import (
	"bytes"
	"context"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"parvis/data"
	"parvis/data/desk"
	"parvis/platforms"
	"parvis/platforms/httpx"
	"parvis/platforms/keychain"
	"parvis/platforms/oauth"
	"parvis/platforms/rehearsal"
)

// quick is a clock that runs five hundred times as fast as the world.
type quick struct{ start time.Time }

const speed = 500

func (q quick) Now() time.Time      { return q.start.Add(q.Mono()).Round(0).UTC() }
func (q quick) Mono() time.Duration { return time.Since(q.start) * speed }

func (q quick) Wait(ctx context.Context, d time.Duration) error {
	select {
	case <-time.After(d / speed):
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// office is a running desk with a network to publish on.
type office struct {
	*desk.Desk
	t      *testing.T
	clock  quick
	dir    string
	server *rehearsal.Server
	keys   data.Keychain
	brand  data.Brand
	log    *pages

	params   desk.Params
	restarts int
	stop     func()
}

// start opens the desk and runs it until stop.
func (o *office) start() {
	o.t.Helper()
	var err error
	o.Desk, err = desk.Open(o.t.Context(), o.params)
	o.must(err)
	ctx, cancel := context.WithCancel(context.Background())
	var running sync.WaitGroup
	running.Go(func() { o.Run(ctx) })
	o.stop = func() {
		cancel()
		running.Wait()
		o.must(o.Close())
	}
}

// pages is a log that may be read while it is written.
type pages struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (p *pages) Write(b []byte) (int, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.text.Write(b)
}

func (p *pages) String() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.text.String()
}

const password = "abcd-efgh-ijkl-mnop"

func open(t *testing.T) *office {
	t.Helper()
	o := &office{t: t, clock: quick{time.Now()}, dir: t.TempDir(), keys: keychain.Memory(), log: &pages{}}
	var err error
	o.server, err = rehearsal.Start("bluesky", rehearsal.Options{Clock: o.clock, Seed: 1})
	o.must(err)
	t.Cleanup(func() { o.must(o.server.Close()) })
	o.server.AddAccount(rehearsal.Account{Handle: "maison-lenoir.example", Password: password, Name: "Maison Lenoir"})
	o.server.Seed("maison-lenoir.example", rehearsal.Past{Followers: 812})
	log := slog.New(slog.NewTextHandler(o.log, &slog.HandlerOptions{Level: slog.LevelDebug}))
	client := httpx.New(httpx.Params{Clock: o.clock, Log: log, Loopback: true, PerSecond: 10_000, AtOnce: 16})
	o.params = desk.Params{
		Dir: o.dir, Clock: o.clock, Log: log, Networks: platforms.All(client, func() oauth.Page { return oauth.Page{} }),
		Secrets: oauth.NewKeeper(o.keys, o.dir), Hosts: client.Hosts, Restart: func() { o.restarts++ },
	}
	o.start()
	t.Cleanup(func() { o.stop() })
	o.brand = data.Brand{Name: "Maison Lenoir", Zone: "Europe/Paris", Lang: "fr"}
	o.must(o.SaveBrand(t.Context(), &o.brand))
	return o
}

func (o *office) must(err error) {
	o.t.Helper()
	if err != nil {
		o.t.Fatal(err)
	}
}

func (o *office) connect() data.Account {
	o.t.Helper()
	all, err := o.Connect(o.t.Context(), o.brand.ID, "bluesky", data.Connecting{Answers: map[string]string{
		"server": o.server.URL(), "identifier": "maison-lenoir.example", "password": password,
	}}, nil)
	o.must(err)
	return all[0]
}

func (o *office) write(text string, at time.Time, accounts ...data.Account) data.Post {
	o.t.Helper()
	p := data.Post{
		Brand: o.brand.ID, Parts: []string{text}, Lang: "fr",
		When: data.Schedule{Wall: at.Format(data.WallLayout), Zone: "UTC", Instant: at.Truncate(time.Second)},
	}
	for _, a := range accounts {
		p.Variants = append(p.Variants, data.Variant{Account: a.ID})
	}
	o.must(o.SavePost(o.t.Context(), &p))
	return p
}

// until waits for something to become true, as long as a test may take.
func (o *office) until(what string, holds func() bool) {
	o.t.Helper()
	for end := time.Now().Add(20 * time.Second); !holds(); time.Sleep(5 * time.Millisecond) {
		if time.Now().After(end) {
			o.t.Fatalf("not within 20 s: %s\n%s", what, o.log)
		}
	}
}

func (o *office) state(p data.Post) data.State {
	o.t.Helper()
	d, err := o.Deliveries(o.t.Context(), p.ID)
	o.must(err)
	return d[0].State
}

// The main job, without its window: write, connect, schedule, publish, see the
// numbers come back.
func TestFromWritingToNumbers(t *testing.T) {
	o := open(t)
	a := o.connect()
	p := o.write("Les galettes sortent samedi #Nantes", o.clock.Now().Add(10*time.Minute), a)
	o.must(o.Schedule(t.Context(), p.ID))
	o.until("published", func() bool { return o.state(p) == data.Sent })
	if log := o.server.Log(); len(log.Published) != 1 || log.Published[0].Text != "Les galettes sortent samedi #Nantes" {
		t.Fatalf("the network saw %+v", log.Published)
	}
	o.SyncNow()
	o.until("counted", func() bool {
		figures, err := o.Indicators(t.Context(), o.brand.ID, nil)
		o.must(err)
		return figures[0].Value.Known && figures[0].Value.V >= 812 && figures[3].Value.V == 1
	})
	status, err := o.Status(t.Context(), o.brand.ID)
	o.must(err)
	if !status.Online || status.Synced.IsZero() || status.Needs != 0 {
		t.Errorf("status %+v", status)
	}
	if hosts := o.Hosts(); len(hosts) != 1 || hosts[0].Requests == 0 {
		t.Errorf("hosts %+v", hosts)
	}
}

// A move arms the post for its new hour, and undo for the former one.
func TestMoveAndUndo(t *testing.T) {
	o := open(t)
	a := o.connect()
	first := o.clock.Now().Add(1000 * time.Hour)
	p := o.write("Bûche", first, a)
	o.must(o.Schedule(t.Context(), p.ID))
	later := data.Schedule{Wall: "2031-01-01T09:00", Zone: "UTC", Instant: time.Date(2031, 1, 1, 9, 0, 0, 0, time.UTC)}
	undo, err := o.Move(t.Context(), p.ID, later)
	o.must(err)
	due := func() time.Time {
		d, err := o.Deliveries(t.Context(), p.ID)
		o.must(err)
		if d[0].State != data.Scheduled {
			t.Fatalf("state %s", d[0].State)
		}
		return d[0].Due
	}
	if !due().Equal(later.Instant) {
		t.Fatalf("due %s", due())
	}
	o.must(undo(t.Context()))
	if !due().Equal(p.When.Instant) {
		t.Fatalf("due %s after undo, want %s", due(), p.When.Instant)
	}
}

// A withdrawn password blocks posts; signing in again sends them.
func TestReconnectGoesOn(t *testing.T) {
	o := open(t)
	a := o.connect()
	o.server.SetFaults(rehearsal.Faults{Expire: rehearsal.Revoke})
	p := o.write("Porte ouverte", o.clock.Now(), a)
	o.must(o.PublishNow(t.Context(), p.ID))
	o.until("blocked", func() bool { return o.state(p) == data.Blocked })
	accounts, err := o.Accounts(t.Context(), o.brand.ID)
	o.must(err)
	if accounts[0].State != data.AccountReconnect {
		t.Fatalf("account %s", accounts[0].State)
	}
	o.server.SetFaults(rehearsal.Faults{})
	if again := o.connect(); again.ID != a.ID {
		t.Fatalf("another account: %d, was %d", again.ID, a.ID)
	}
	o.until("published", func() bool { return o.state(p) == data.Sent })
}

// Removing an account forgets its secret and cancels what waits.
func TestRemoveForgets(t *testing.T) {
	o := open(t)
	a := o.connect()
	p := o.write("Plus tard", o.clock.Now().Add(1000*time.Hour), a)
	o.must(o.Schedule(t.Context(), p.ID))
	if n, err := o.WaitingFor(t.Context(), a.ID); err != nil || n != 1 {
		t.Fatalf("%d waiting, %v", n, err)
	}
	o.must(o.Remove(t.Context(), a.ID))
	if _, err := o.keys.Get(t.Context(), a.SecretName()); err == nil {
		t.Error("the secret is still there")
	}
	if s := o.state(p); s != data.Cancelled {
		t.Errorf("the post is %s", s)
	}
}

// R40: what accounts sign in with is nowhere but in the keychain.
func TestSecretsAreOnlyInTheKeychain(t *testing.T) {
	o := open(t)
	a := o.connect()
	p := o.write("Secret de fabrication", o.clock.Now(), a)
	o.must(o.PublishNow(t.Context(), p.ID))
	o.until("published", func() bool { return o.state(p) == data.Sent })
	_, err := o.Backup(t.Context())
	o.must(err)
	secret, err := o.keys.Get(t.Context(), a.SecretName())
	o.must(err)
	canaries := []string{password, secret.Reveal()}
	for _, piece := range strings.Split(secret.Reveal(), `"`) {
		if len(piece) > 20 {
			canaries = append(canaries, piece)
		}
	}
	if len(canaries) < 4 {
		t.Fatalf("%d canaries: the secret has no tokens", len(canaries))
	}
	o.must(filepath.WalkDir(o.dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		raw, err := os.ReadFile(path)
		for i, c := range canaries {
			if bytes.Contains(raw, []byte(c)) {
				t.Errorf("canary %d is in %s", i, e.Name())
			}
		}
		return err
	}))
	for i, c := range canaries {
		if strings.Contains(o.log.String(), c) {
			t.Errorf("canary %d is in the log", i)
		}
	}
}

// A post that the network holds is moved there, and back by undo.
func TestHeldPostIsMovedOnItsNetwork(t *testing.T) {
	o := open(t)
	site, err := rehearsal.Start("wordpress", rehearsal.Options{Clock: o.clock, Seed: 1})
	o.must(err)
	t.Cleanup(func() { o.must(site.Close()) })
	site.AddAccount(rehearsal.Account{Handle: "lenoir", Password: "abcd efgh ijkl mnop qrst uvwx", Name: "Maison Lenoir"})
	all, err := o.Connect(t.Context(), o.brand.ID, "wordpress", data.Connecting{Answers: map[string]string{
		"site": site.URL(), "login": "lenoir", "password": "abcd efgh ijkl mnop qrst uvwx",
	}}, nil)
	o.must(err)
	a := all[0]
	p := o.write("Bûche 2026", o.clock.Now().Add(500*time.Hour), a)
	o.must(o.Schedule(t.Context(), p.ID))
	o.until("held", func() bool { return o.state(p) == data.Handed })
	later := data.Schedule{Wall: "2031-01-01T09:00", Zone: "UTC", Instant: time.Date(2031, 1, 1, 9, 0, 0, 0, time.UTC)}
	undo, err := o.Move(t.Context(), p.ID, later)
	o.must(err)
	held := func(at time.Time) func() bool {
		return func() bool {
			d, err := o.Deliveries(t.Context(), p.ID)
			o.must(err)
			return d[0].State == data.Handed && d[0].Reason == "" && d[0].Due.Equal(at)
		}
	}
	o.until("held for the new hour", held(later.Instant))
	o.must(undo(t.Context()))
	o.until("held for the former hour", held(p.When.Instant))
	if n := len(site.Log().Published); n != 0 {
		t.Errorf("%d public before the hour", n)
	}
}
