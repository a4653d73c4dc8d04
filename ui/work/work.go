// Package work runs what takes time beside the window and brings the answer
// back to it. It is the only place under ui/ that starts goroutines.
package work

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"sync"
	"time"

	"parvis/data"
)

// Runner starts jobs. A key names what a job is for, "calendar.month": a new
// job under a key cancels the one before it, whose answer is never applied.
// Its methods may be called from any goroutine.
type Runner struct {
	do     func(func())
	clock  data.Clock
	failed func(key string, err error)

	root    context.Context
	stop    context.CancelFunc
	running sync.WaitGroup

	mu     sync.Mutex
	latest map[string]*job
	alive  int // goroutines
	watch  func(key string, p Progress)
	closed bool
}

// Progress is how far a long job has come.
type Progress struct {
	Done, Total int  // Total 0: not known
	Ended       bool // finished, failed or cancelled
}

type job struct {
	runner   *Runner
	key      string
	cancel   context.CancelFunc
	reported bool // guarded by Runner.mu
}

// New returns a runner. do runs a function on the UI thread, soon, in the order
// of the calls: fyne.Do in the window, [Queue.Do] in tests. failed is told, on
// the UI thread, the error of a job that was not cancelled; a panic in a job is
// such an error.
func New(do func(func()), clock data.Clock, failed func(key string, err error)) *Runner {
	root, stop := context.WithCancel(context.Background())
	return &Runner{do: do, clock: clock, failed: failed, root: root, stop: stop, latest: map[string]*job{}}
}

// Go runs a job on a goroutine. What it returns is called on the UI thread,
// unless a newer job took its key or it was cancelled; nil is nothing to call.
// The job has to end when its ctx does.
func (r *Runner) Go(key string, run func(ctx context.Context) (apply func(), err error)) {
	r.GoStoppable(key, run)
}

// GoStoppable is [Runner.Go] for a job that a person may stop and whose answer
// then tells what was kept: stop ends its ctx, and what it returns is called.
func (r *Runner) GoStoppable(key string, run func(ctx context.Context) (apply func(), err error)) (stop func()) {
	ctx, j, ok := r.begin(key)
	if !ok {
		return func() {}
	}
	go func() {
		defer r.over()
		apply, err := guard(key, func() (func(), error) { return run(ctx) })
		r.do(func() { r.finish(j, apply, err) })
	}()
	return j.cancel
}

// After calls f on the UI thread when d has passed, unless something newer took
// the key meanwhile: called on each key press it runs f once, after the last.
func (r *Runner) After(d time.Duration, key string, f func()) {
	r.Go(key, func(ctx context.Context) (func(), error) {
		return f, r.clock.Wait(ctx, d)
	})
}

// Cancel ends the job under a key; its answer will not be applied.
func (r *Runner) Cancel(key string) {
	r.mu.Lock()
	j := r.latest[key]
	delete(r.latest, key)
	r.mu.Unlock()
	if j != nil {
		j.cancel()
		r.ended(j)
	}
}

// Busy tells whether a job under the key has not been applied yet.
func (r *Runner) Busy(key string) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.latest[key] != nil
}

// Running is how many jobs have not ended yet, those that were cancelled and
// have not noticed included.
func (r *Runner) Running() int {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.alive
}

// Watch sets who is told, on the UI thread, of what jobs [Report], and of the
// end of each that did.
func (r *Runner) Watch(f func(key string, p Progress)) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.watch = f
}

// Close cancels every job, starts no more and waits for the running ones. What
// they still hand to the UI thread does nothing.
func (r *Runner) Close() {
	r.mu.Lock()
	r.closed = true
	clear(r.latest)
	r.mu.Unlock()
	r.stop()
	r.running.Wait()
}

func (r *Runner) begin(key string) (context.Context, *job, bool) {
	r.mu.Lock()
	if r.closed {
		r.mu.Unlock()
		return nil, nil, false
	}
	ctx, cancel := context.WithCancel(r.root)
	j := &job{runner: r, key: key, cancel: cancel}
	former := r.latest[key]
	r.latest[key] = j
	r.running.Add(1)
	r.alive++
	r.mu.Unlock()
	if former != nil {
		former.cancel()
		r.ended(former)
	}
	return context.WithValue(ctx, jobKey{}, j), j, true
}

func (r *Runner) over() {
	r.mu.Lock()
	r.alive--
	r.mu.Unlock()
	r.running.Done()
}

// finish is on the UI thread.
func (r *Runner) finish(j *job, apply func(), err error) {
	r.mu.Lock()
	current := r.latest[j.key] == j
	if current {
		delete(r.latest, j.key)
	}
	r.mu.Unlock()
	j.cancel()
	if !current {
		return
	}
	r.ended(j)
	if err == nil && apply != nil {
		_, err = guard(j.key, func() (func(), error) { apply(); return nil, nil })
	}
	if err != nil && !errors.Is(err, context.Canceled) && r.failed != nil {
		r.failed(j.key, err)
	}
}

// ended tells the watcher that a job which reported is over.
func (r *Runner) ended(j *job) {
	r.mu.Lock()
	watch, reported := r.watch, j.reported
	j.reported = false
	r.mu.Unlock()
	if watch != nil && reported {
		r.do(func() { watch(j.key, Progress{Ended: true}) })
	}
}

type jobKey struct{}

// Job is what all contexts of one job have in common and those of no other; nil
// of a context outside jobs.
func Job(ctx context.Context) any {
	if j, ok := ctx.Value(jobKey{}).(*job); ok {
		return j
	}
	return nil
}

// Report tells how far the job of ctx has come; elsewhere, and once the job is
// cancelled, it does nothing.
func Report(ctx context.Context, done, total int) {
	j, ok := ctx.Value(jobKey{}).(*job)
	if !ok {
		return
	}
	r := j.runner
	r.mu.Lock()
	watch, current := r.watch, r.latest[j.key] == j
	j.reported = j.reported || current
	r.mu.Unlock()
	if watch == nil || !current {
		return
	}
	r.do(func() {
		r.mu.Lock()
		current := r.latest[j.key] == j
		r.mu.Unlock()
		if current {
			watch(j.key, Progress{Done: done, Total: total})
		}
	})
}

// Panic is the error of a job that panicked.
type Panic struct {
	Key   string
	Value any
	Stack []byte
}

func (p *Panic) Error() string { return fmt.Sprintf("%s: panic: %v", p.Key, p.Value) }

func guard(key string, f func() (func(), error)) (apply func(), err error) {
	defer func() {
		if v := recover(); v != nil {
			apply, err = nil, &Panic{key, v, debug.Stack()}
		}
	}()
	return f()
}
