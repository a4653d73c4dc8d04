// Package demo is the sample brand: a bakery in Nantes with a year behind it and
// a few weeks ahead, on networks that are simulated on this computer. What it
// says is in content/, how its figures went comes from a fixed seed: two builds
// hold the same rows. Nothing here draws the window or speaks with the internet.
package demo

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"time"

	"parvis/data"
	"parvis/data/store"
	"parvis/platforms/rehearsal"
)

// seed is the source of everything that looks like chance.
const seed = 1889

// Start is the instant at which every demonstration begins: Saturday
// 2026-11-21, 14:05 in Paris.
func Start() time.Time { return time.Date(2026, 11, 21, 13, 5, 0, 0, time.UTC) }

// Clock returns a clock that stands at [Start] now and goes on as base does.
func Clock(base data.Clock) data.Clock {
	return shifted{Clock: base, by: Start().Sub(base.Now())}
}

type shifted struct {
	data.Clock
	by time.Duration
}

func (c shifted) Now() time.Time { return c.Clock.Now().Add(c.by) }

// CodeLink is the code of a link that leads nowhere, because it belongs to the
// sample brand.
const CodeLink = "demo_link"

// CheckLink returns an Unsupported failure for a page that no server has, since
// it would belong to the sample brand.
func CheckLink(url string) error {
	if strings.Contains(url, ".example") {
		return &data.Failure{Kind: data.Unsupported, Op: "demo: open link", Code: CodeLink}
	}
	return nil
}

// Params is what a demonstration is made of; all of it is required.
type Params struct {
	Dir      string     // the world is built in a folder of its own in it
	Clock    data.Clock // from [Clock]
	Log      *slog.Logger
	Networks []data.Network // must speak with servers on this computer
	Secrets  Secrets
}

// Secrets is where the sample accounts' secrets go: into memory only.
type Secrets interface {
	Keys(name string) data.Keys
	Put(ctx context.Context, name string, s data.Secret) error
}

// World is a running demonstration: the simulated networks, and a data folder
// that knows them.
type World struct {
	dir     string
	servers map[string]*rehearsal.Server // by the name that the cast gives them
	tokens  map[data.NetworkName]string  // of the guests who have one only
}

// folder is the only thing in Params.Dir that Open replaces.
const folder = "demonstration"

// Open starts the simulated networks and builds the data folder anew, so that
// what a former demonstration left is gone. On an error nothing keeps running.
func Open(ctx context.Context, p Params) (*World, error) {
	w := &World{dir: filepath.Join(p.Dir, folder), servers: map[string]*rehearsal.Server{}, tokens: map[data.NetworkName]string{}}
	if err := os.RemoveAll(w.dir); err != nil {
		return nil, fmt.Errorf("demo: %w", err)
	}
	if err := w.build(ctx, p); err != nil {
		return nil, errors.Join(fmt.Errorf("demo: %w", err), w.Close())
	}
	return w, nil
}

// Dir is the data folder, ready for desk.Open.
func (w *World) Dir() string { return w.dir }

// Servers are the simulated networks that are running.
func (w *World) Servers() []*rehearsal.Server {
	var servers []*rehearsal.Server
	for _, s := range stages() {
		servers = append(servers, w.servers[s.name])
	}
	return servers
}

// Server is the address that stands for a network's own hosts here; "" when the
// network is not simulated.
func (w *World) Server(network data.NetworkName) string {
	for _, s := range stages() {
		if s.network == network {
			return w.servers[s.name].URL()
		}
	}
	return ""
}

// Close stops the simulated networks.
func (w *World) Close() error {
	var errs []error
	for _, s := range w.servers {
		errs = append(errs, s.Close())
	}
	return errors.Join(errs...)
}

func (w *World) build(ctx context.Context, p Params) (err error) {
	if err := w.start(p.Clock); err != nil {
		return err
	}
	w.invite()
	now := p.Clock.Now()
	st, err := store.Open(ctx, store.Params{Dir: w.dir, Clock: &dated{Clock: p.Clock, now: &now}, Log: p.Log})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, st.Close()) }()
	b := &builder{Params: p, world: w, store: st, now: &now, accounts: map[string]data.Account{}}
	for _, one := range brands() {
		if err := b.brand(ctx, one); err != nil {
			return fmt.Errorf("%s: %w", one.Name, err)
		}
	}
	return nil
}

func (w *World) start(clock data.Clock) error {
	for _, s := range stages() {
		server, err := rehearsal.Start(s.network, rehearsal.Options{Clock: clock, Seed: seed, Site: s.site, Guest: guestOf(s.network)})
		if err != nil {
			return err
		}
		w.servers[s.name] = server
	}
	return nil
}

// dated is the clock of the store while the year is written: it stands where
// the builder puts it.
type dated struct {
	data.Clock
	now *time.Time
}

func (d *dated) Now() time.Time { return *d.now }

// builder fills one data folder.
type builder struct {
	Params
	world    *World
	store    *store.Store
	now      *time.Time     // of the store's clock
	zone     *time.Location // of the brand that is built
	accounts map[string]data.Account
}

// brand builds one brand with everything that belongs to it.
func (b *builder) brand(ctx context.Context, one sample) error {
	said, err := read(one.file)
	if err != nil {
		return err
	}
	zone, err := time.LoadLocation(one.Zone)
	if err != nil {
		return err
	}
	said.zone, said.until, b.zone = zone, b.Clock.Now(), zone
	past, err := said.past()
	if err != nil {
		return err
	}
	remarks, err := said.remarks(one.members, past)
	if err != nil {
		return err
	}
	if err := b.store.SaveBrand(ctx, &one.Brand); err != nil {
		return err
	}
	for _, m := range one.members {
		b.play(m, past, remarks[m.key])
		if err := b.connect(ctx, one.ID, m); err != nil {
			return fmt.Errorf("%s: %w", m.key, err)
		}
	}
	online, err := b.figures(ctx, one, zone)
	if err != nil {
		return err
	}
	if err := b.sent(ctx, one.Brand, past, online); err != nil {
		return err
	}
	if err := b.ahead(ctx, one.Brand, said.Now); err != nil {
		return err
	}
	if one.planned {
		if err := b.plan(ctx, one.ID); err != nil {
			return err
		}
		if err := errors.Join(b.evergreens(ctx, one.Brand), b.series(ctx, one.Brand)); err != nil {
			return err
		}
	}
	if one.file == "bakery" {
		if err := b.library(ctx, one.Brand); err != nil {
			return err
		}
		if err := b.photos(ctx, one.Brand); err != nil {
			return err
		}
	}
	return b.messages(ctx, one.ID)
}
