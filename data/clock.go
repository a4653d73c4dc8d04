package data

import (
	"context"
	"time"
)

// Clock is the only source of time outside main. Now is wall time in UTC and
// may jump either way; Mono never goes back but may stand still while the
// computer sleeps. A jump of Now against Mono is how waking up is noticed.
type Clock interface {
	// Now returns wall time without a monotonic reading.
	Now() time.Time
	// Mono returns the time since some fixed start, unaffected by clock changes.
	Mono() time.Duration
	// Wait returns nil after d of this clock, or ctx.Err() when ctx ends first.
	Wait(ctx context.Context, d time.Duration) error
}

// WaitOr returns when d of the clock has passed, when wake gives something or is
// closed, or when ctx ends.
func WaitOr[T any](ctx context.Context, c Clock, d time.Duration, wake <-chan T) {
	wait, stop := context.WithCancel(ctx)
	defer stop()
	passed := make(chan struct{})
	go func() {
		defer close(passed)
		_ = c.Wait(wait, d)
	}()
	select {
	case <-wake:
	case <-passed:
	}
}
