package composer

import (
	"context"
	"slices"
	"sync"
	"testing"
	"time"
)

// clock is a wall clock that moves when told to.
type clock struct {
	mu    sync.Mutex
	now   time.Time
	waits []wait
	begun int
}

type wait struct {
	until time.Time
	over  chan struct{}
}

func (c *clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *clock) Mono() time.Duration { return time.Duration(c.Now().UnixNano()) }

func (c *clock) Wait(ctx context.Context, d time.Duration) error {
	c.mu.Lock()
	w := wait{c.now.Add(d), make(chan struct{})}
	c.waits = append(c.waits, w)
	c.begun++
	c.mu.Unlock()
	select {
	case <-w.over:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// pass moves the clock once n waits have begun since the start.
func (c *clock) pass(t *testing.T, n int, d time.Duration) {
	t.Helper()
	for range 5000 {
		c.mu.Lock()
		if c.begun >= n {
			c.now = c.now.Add(d)
			c.waits = slices.DeleteFunc(c.waits, func(w wait) bool {
				if w.until.After(c.now) {
					return false
				}
				close(w.over)
				return true
			})
			c.mu.Unlock()
			return
		}
		c.mu.Unlock()
		time.Sleep(time.Millisecond)
	}
	t.Fatalf("fewer than %d waits began", n)
}
