package house

import (
	"context"
	"math"
	"slices"
	"sync"
	"time"
)

// Clock stands still until it is told to go on.
type Clock struct {
	mu    sync.Mutex
	start time.Time
	now   time.Time
	waits []*wait
	human int // how many wait for a person instead
}

type wait struct {
	until time.Time
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
	w := &wait{until: c.now.Add(d), over: make(chan struct{})}
	c.waits = append(c.waits, w)
	c.mu.Unlock()
	select {
	case <-w.over:
		return nil
	case <-ctx.Done():
		c.mu.Lock()
		defer c.mu.Unlock()
		c.waits = slices.DeleteFunc(c.waits, func(other *wait) bool { return other == w })
		return ctx.Err()
	}
}

// Pass lets the clock go on by d.
func (c *Clock) Pass(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
	c.waits = slices.DeleteFunc(c.waits, func(w *wait) bool {
		if w.until.After(c.now) {
			return false
		}
		close(w.over)
		return true
	})
}

// atPerson counts one more who waits for a person, until it is called off.
func (c *Clock) atPerson() (off func()) {
	add := func(n int) {
		c.mu.Lock()
		defer c.mu.Unlock()
		c.human += n
	}
	add(1)
	return func() { add(-1) }
}

// waiting is how many wait, and how long the first of them still has to: for
// ever, where only a person can end it.
func (c *Clock) waiting() (n int, first time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	first = math.MaxInt64
	for _, w := range c.waits {
		first = min(first, w.until.Sub(c.now))
	}
	return len(c.waits) + c.human, first
}
