package house

import (
	"context"
	"math"
	"net/http"
	"slices"
	"sync"
	"time"

	"parvis/ui/work"
)

// Clock stands still until it is told to go on.
type Clock struct {
	mu    sync.Mutex
	start time.Time
	now   time.Time
	waits []*wait
}

type wait struct {
	ctx   context.Context
	until time.Time // zero: for a person, not for a time
	over  chan struct{}
}

// NewClock returns a clock that stands at an instant.
func NewClock(at time.Time) *Clock { return &Clock{start: at, now: at} }

// Now is where it stands.
func (c *Clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

// Mono is how far it went.
func (c *Clock) Mono() time.Duration { return c.Now().Sub(c.start) }

// Wait returns when the clock went on by d.
func (c *Clock) Wait(ctx context.Context, d time.Duration) error {
	if d <= 0 {
		return ctx.Err()
	}
	c.mu.Lock()
	w := c.begin(ctx, c.now.Add(d))
	c.mu.Unlock()
	select {
	case <-w.over:
		return nil
	case <-ctx.Done():
		c.end(w)
		return ctx.Err()
	}
}

// begin is called with the clock held.
func (c *Clock) begin(ctx context.Context, until time.Time) *wait {
	w := &wait{ctx: ctx, until: until, over: make(chan struct{})}
	c.waits = append(c.waits, w)
	return w
}

func (c *Clock) end(w *wait) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.waits = slices.DeleteFunc(c.waits, func(other *wait) bool { return other == w })
}

// Pass lets the clock go on by d.
func (c *Clock) Pass(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
	c.waits = slices.DeleteFunc(c.waits, func(w *wait) bool {
		if w.until.IsZero() || w.until.After(c.now) {
			return false
		}
		close(w.over)
		return true
	})
}

// atPerson says that the job of ctx waits for a person, until it is called off.
func (c *Clock) atPerson(ctx context.Context) (off func()) {
	c.mu.Lock()
	defer c.mu.Unlock()
	w := c.begin(ctx, time.Time{})
	return func() { c.end(w) }
}

// still is what waits for the clock.
type still struct {
	jobs   int           // jobs of the window that wait, for a time or a person
	first  time.Duration // how long the first wait still has to, for ever where only a person can end it
	server time.Duration // the same, of simulated servers that let somebody wait
}

func (c *Clock) still() still {
	c.mu.Lock()
	defer c.mu.Unlock()
	s, jobs := still{first: math.MaxInt64, server: math.MaxInt64}, map[any]bool{}
	for _, w := range c.waits {
		if w.ctx.Err() != nil {
			continue // it only has not noticed yet
		}
		if job := work.Job(w.ctx); job != nil {
			jobs[job] = true
		}
		if w.until.IsZero() {
			continue
		}
		left := w.until.Sub(c.now)
		s.first = min(s.first, left)
		if w.ctx.Value(http.ServerContextKey) != nil {
			s.server = min(s.server, left)
		}
	}
	s.jobs = len(jobs)
	return s
}
