package work_test

import (
	"context"
	"errors"
	"sync"
	"testing"
	"time"

	"parvis/ui/work"
)

// clock waits until it is told to go on.
type clock struct {
	mu      sync.Mutex
	waiting []chan struct{}
}

func (c *clock) Now() time.Time      { return time.Time{} }
func (c *clock) Mono() time.Duration { return 0 }

func (c *clock) Wait(ctx context.Context, _ time.Duration) error {
	over := make(chan struct{})
	c.mu.Lock()
	c.waiting = append(c.waiting, over)
	c.mu.Unlock()
	select {
	case <-over:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// pass ends every wait once n have begun.
func (c *clock) pass(t *testing.T, n int) {
	t.Helper()
	for range 5000 {
		c.mu.Lock()
		if len(c.waiting) >= n {
			for _, w := range c.waiting {
				close(w)
			}
			c.waiting = nil
			c.mu.Unlock()
			return
		}
		c.mu.Unlock()
		time.Sleep(time.Millisecond)
	}
	t.Fatalf("fewer than %d waits began", n)
}

type desk struct {
	*work.Runner
	queue *work.Queue
	clock *clock
	fails []error
}

func newDesk(t *testing.T) *desk {
	d := &desk{queue: work.NewQueue(), clock: &clock{}}
	d.Runner = work.New(d.queue.Do, d.clock, func(_ string, err error) { d.fails = append(d.fails, err) })
	t.Cleanup(d.Close)
	return d
}

func (d *desk) until(t *testing.T, done func() bool) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	if err := d.queue.Until(ctx, done); err != nil {
		t.Fatal("it did not happen")
	}
}

func TestTheAnswerIsApplied(t *testing.T) {
	d, got := newDesk(t), ""
	d.Go("k", func(context.Context) (func(), error) { return func() { got = "answer" }, nil })
	if got != "" || !d.Busy("k") {
		t.Fatal("applied before the UI thread ran")
	}
	d.until(t, func() bool { return got == "answer" })
	if d.Busy("k") {
		t.Error("still busy")
	}
}

func TestALateAnswerIsDropped(t *testing.T) {
	d := newDesk(t)
	var got []string
	ended := make(chan error, 1)
	release := make(chan struct{})
	d.Go("k", func(ctx context.Context) (func(), error) {
		<-ctx.Done()
		ended <- ctx.Err()
		<-release
		return func() { got = append(got, "old") }, nil
	})
	d.Go("k", func(context.Context) (func(), error) { return func() { got = append(got, "new") }, nil })
	if err := <-ended; !errors.Is(err, context.Canceled) {
		t.Fatalf("the first job's ctx ended with %v", err)
	}
	d.until(t, func() bool { return len(got) == 1 })
	close(release)
	d.Go("other", func(context.Context) (func(), error) { return func() { got = append(got, "other") }, nil })
	d.until(t, func() bool { return len(got) == 2 })
	d.Close()
	d.queue.Run()
	if got[0] != "new" || len(got) != 2 || len(d.fails) != 0 {
		t.Errorf("applied %v, failed %v", got, d.fails)
	}
}

func TestAnAnswerThatWaitsIsDroppedToo(t *testing.T) {
	d := newDesk(t)
	var got []string
	done := make(chan struct{})
	d.Go("k", func(context.Context) (func(), error) {
		close(done)
		return func() { got = append(got, "old") }, nil
	})
	<-done
	d.Go("k", func(context.Context) (func(), error) { return func() { got = append(got, "new") }, nil })
	d.until(t, func() bool { return len(got) > 0 })
	if got[0] != "new" {
		t.Errorf("applied %v", got)
	}
}

func TestAfterRunsOnceAfterTheLastCall(t *testing.T) {
	d, n := newDesk(t), 0
	for range 5 {
		d.After(time.Second, "save", func() { n++ })
	}
	d.clock.pass(t, 5)
	d.until(t, func() bool { return n > 0 })
	d.Close()
	d.queue.Run()
	if n != 1 || len(d.fails) != 0 {
		t.Errorf("ran %d times, failed %v", n, d.fails)
	}
}

func TestErrorsAndPanicsAreTold(t *testing.T) {
	d, lost := newDesk(t), errors.New("lost")
	d.Go("a", func(context.Context) (func(), error) { return nil, lost })
	d.until(t, func() bool { return len(d.fails) == 1 })
	d.Go("b", func(context.Context) (func(), error) { panic("oops") })
	d.until(t, func() bool { return len(d.fails) == 2 })
	d.Go("c", func(context.Context) (func(), error) { return func() { panic("late") }, nil })
	d.until(t, func() bool { return len(d.fails) == 3 })
	var p *work.Panic
	if !errors.Is(d.fails[0], lost) || !errors.As(d.fails[1], &p) || p.Value != "oops" || !errors.As(d.fails[2], &p) {
		t.Errorf("failed %v", d.fails)
	}
}

func TestCancelIsSilent(t *testing.T) {
	d := newDesk(t)
	ended := make(chan struct{})
	d.Go("k", func(ctx context.Context) (func(), error) {
		defer close(ended)
		<-ctx.Done()
		return func() { t.Error("applied") }, ctx.Err()
	})
	d.Cancel("k")
	<-ended
	d.Close()
	d.queue.Run()
	if len(d.fails) != 0 {
		t.Errorf("failed %v", d.fails)
	}
}

func TestAStoppedJobStillAnswers(t *testing.T) {
	d, got := newDesk(t), 0
	stop := d.GoStoppable("k", func(ctx context.Context) (func(), error) {
		<-ctx.Done()
		return func() { got++ }, nil
	})
	stop()
	stop()
	d.until(t, func() bool { return !d.Busy("k") })
	if got != 1 || len(d.fails) > 0 {
		t.Errorf("%d answers, %v", got, d.fails)
	}
}

func TestProgressIsToldUntilTheEnd(t *testing.T) {
	d := newDesk(t)
	var got []work.Progress
	d.Watch(func(_ string, p work.Progress) { got = append(got, p) })
	d.Go("k", func(ctx context.Context) (func(), error) {
		work.Report(ctx, 1, 2)
		work.Report(ctx, 2, 2)
		return nil, nil
	})
	d.until(t, func() bool { return len(got) > 0 && got[len(got)-1].Ended })
	if len(got) != 3 || got[0] != (work.Progress{Done: 1, Total: 2}) || got[1].Done != 2 {
		t.Errorf("told %+v", got)
	}
	work.Report(t.Context(), 1, 1)
}

func TestAJobIsKnownByItsContexts(t *testing.T) {
	d, jobs := newDesk(t), make(chan any, 4)
	for _, key := range []string{"a", "b"} {
		d.Go(key, func(ctx context.Context) (func(), error) {
			below, end := context.WithCancel(ctx)
			defer end()
			jobs <- work.Job(ctx)
			jobs <- work.Job(below)
			return nil, nil
		})
		d.until(t, func() bool { return len(jobs) == cap(jobs) || !d.Busy("b") && !d.Busy("a") })
	}
	a, belowA, b, belowB := <-jobs, <-jobs, <-jobs, <-jobs
	if a == nil || a != belowA || b != belowB || a == b {
		t.Errorf("jobs %v %v %v %v", a, belowA, b, belowB)
	}
	if j := work.Job(t.Context()); j != nil {
		t.Errorf("the test is job %v", j)
	}
}

func TestClosedStartsNothing(t *testing.T) {
	d := newDesk(t)
	d.Close()
	d.Go("k", func(context.Context) (func(), error) { t.Error("started"); return nil, nil })
	if d.Busy("k") {
		t.Error("busy")
	}
}
