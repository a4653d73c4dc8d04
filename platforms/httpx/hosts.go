package httpx

import (
	"context"
	"maps"
	"net/http"
	"slices"
	"sync"
	"time"

	"golang.org/x/time/rate"

	"parvis/data"
)

const (
	defaultPerSecond = 10
	defaultAtOnce    = 4
	// burstSeconds is how many seconds' worth of requests may go at once after
	// a rest.
	burstSeconds = 4
)

// Hosts lists every host that was spoken with, by name: what a person is shown
// when they ask where Parvis connects to.
func (c *Client) Hosts() []data.HostLine { return c.hosts.lines() }

// Skew is how far the clocks of the servers are ahead of ours, by their Date
// headers: the middle one of all hosts, so that one server with a wrong clock
// is not believed against two; 0 before any answer (R18). It is exact to about
// a second, and right at once when our clock is put right.
func (c *Client) Skew() time.Duration { return c.hosts.skew() }

// hosts keeps the limits and the ledger of each host.
type hosts struct {
	clock     data.Clock
	perSecond float64
	atOnce    int

	mu  sync.Mutex
	all map[string]*host
}

type host struct {
	line  data.HostLine
	pace  *rate.Limiter
	slots chan struct{}
	// told is the time that the server said it was, at what our monotonic clock
	// then showed; zero before its first answer.
	told time.Time
	mono time.Duration
}

func newHosts(clock data.Clock, perSecond float64, atOnce int) *hosts {
	if perSecond == 0 {
		perSecond = defaultPerSecond
	}
	if atOnce == 0 {
		atOnce = defaultAtOnce
	}
	return &hosts{clock: clock, perSecond: perSecond, atOnce: atOnce, all: map[string]*host{}}
}

func (h *hosts) get(name string) *host {
	h.mu.Lock()
	defer h.mu.Unlock()
	one := h.all[name]
	if one == nil {
		burst := max(1, int(burstSeconds*h.perSecond))
		one = &host{
			line:  data.HostLine{Host: name},
			pace:  rate.NewLimiter(rate.Limit(h.perSecond), burst),
			slots: make(chan struct{}, h.atOnce),
		}
		h.all[name] = one
	}
	return one
}

// enter waits until a request to the host may begin. The caller must call
// release when it is over.
func (h *hosts) enter(ctx context.Context, name string) (release func(), err error) {
	one := h.get(name)
	select {
	case one.slots <- struct{}{}:
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	release = func() { <-one.slots }
	// Paced by the monotonic clock: wall time may jump.
	now := time.Unix(0, 0).Add(h.clock.Mono())
	turn := one.pace.ReserveN(now, 1)
	if wait := turn.DelayFrom(now); wait > 0 {
		if err := h.clock.Wait(ctx, wait); err != nil {
			turn.CancelAt(now)
			release()
			return nil, err
		}
	}
	return release, nil
}

func (h *hosts) count(name string, sent, received int) {
	one := h.get(name)
	h.mu.Lock()
	defer h.mu.Unlock()
	one.line.Requests++
	one.line.Sent += int64(sent)
	one.line.Received += int64(received)
	one.line.Last = h.clock.Now()
}

// heard notes the Date header of an answer.
func (h *hosts) heard(name, date string) {
	told, err := http.ParseTime(date)
	if err != nil {
		return
	}
	one := h.get(name)
	h.mu.Lock()
	defer h.mu.Unlock()
	one.told, one.mono = told, h.clock.Mono()
}

func (h *hosts) skew() time.Duration {
	h.mu.Lock()
	defer h.mu.Unlock()
	now, mono := h.clock.Now(), h.clock.Mono()
	var all []time.Duration
	for _, one := range h.all {
		if !one.told.IsZero() {
			all = append(all, one.told.Add(mono-one.mono).Sub(now))
		}
	}
	if len(all) == 0 {
		return 0
	}
	slices.Sort(all)
	return all[(len(all)-1)/2]
}

func (h *hosts) lines() []data.HostLine {
	h.mu.Lock()
	defer h.mu.Unlock()
	var lines []data.HostLine
	for _, name := range slices.Sorted(maps.Keys(h.all)) {
		if line := h.all[name].line; line.Requests > 0 {
			lines = append(lines, line)
		}
	}
	return lines
}
