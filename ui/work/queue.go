package work

import (
	"context"
	"sync"
)

// Queue stands in for the UI thread where there is no window: what is done on
// it waits until its owner runs it, so that a test has one thread too.
type Queue struct {
	mu    sync.Mutex
	wait  []func()
	added chan struct{}
}

// NewQueue returns an empty queue.
func NewQueue() *Queue { return &Queue{added: make(chan struct{}, 1)} }

// Do keeps f for the owner. It may be called from any goroutine.
func (q *Queue) Do(f func()) {
	q.mu.Lock()
	q.wait = append(q.wait, f)
	q.mu.Unlock()
	select {
	case q.added <- struct{}{}:
	default:
	}
}

// Run runs what waits, in order, with what that adds, and returns how much it was.
func (q *Queue) Run() int {
	for n := 0; ; n++ {
		q.mu.Lock()
		if len(q.wait) == 0 {
			q.mu.Unlock()
			return n
		}
		f := q.wait[0]
		q.wait = q.wait[1:]
		q.mu.Unlock()
		f()
	}
}

// Until runs what comes until done says so. It returns the error of ctx when
// that ends first.
func (q *Queue) Until(ctx context.Context, done func() bool) error {
	for {
		q.Run()
		if done() {
			return nil
		}
		select {
		case <-q.added:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}
