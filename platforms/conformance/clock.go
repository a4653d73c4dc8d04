package conformance

import (
	"context"
	"sync"
	"time"

	"parvis/platforms/oauth"
)

// Clock is a clock that stands still until somebody waits: a wait moves it on
// and is over at once. Only the limit of a sign-in (oauth.Limit) never passes:
// whoever agrees on a page here is quick.
type Clock struct {
	mu  sync.Mutex
	ran time.Duration
}

// Start is what a new Clock shows.
func Start() time.Time { return time.Date(2026, 11, 21, 18, 0, 0, 0, time.UTC) }

// Now returns the time it shows.
func (c *Clock) Now() time.Time { return Start().Add(c.Mono()) }

// Mono returns how far it was moved since it was made.
func (c *Clock) Mono() time.Duration {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.ran
}

// Wait moves the clock by d.
func (c *Clock) Wait(ctx context.Context, d time.Duration) error {
	if d == oauth.Limit {
		<-ctx.Done()
		return ctx.Err()
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.ran += max(0, d)
	return ctx.Err()
}
