package house

import (
	"context"
	"testing"
	"time"

	"parvis/ui/work"
)

func TestSettledIsWhenEveryJobEndedOrWaits(t *testing.T) {
	ctx, stop := context.WithTimeout(t.Context(), 20*time.Second)
	defer stop()
	clock := NewClock(time.Date(2026, 5, 4, 9, 0, 0, 0, time.UTC))
	w := &Window{house: &House{Clock: clock}, queue: work.NewQueue()}
	w.runner = work.New(w.queue.Do, clock, func(key string, err error) { t.Errorf("%s: %v", key, err) })
	defer w.runner.Close()
	for range 3 { // what waits elsewhere stands for no job
		go func() { _ = clock.Wait(ctx, time.Hour) }()
	}
	for clockWaits(clock) < 3 {
		time.Sleep(time.Millisecond)
	}

	var got []string
	after := func(key string, until func(context.Context) error) {
		w.runner.Go(key, func(ctx context.Context) (func(), error) {
			err := until(ctx)
			return func() { got = append(got, key) }, err
		})
	}
	busy := make(chan struct{})
	after("busy", func(context.Context) error { <-busy; return nil })
	after("short", func(ctx context.Context) error { return clock.Wait(ctx, pause) })
	after("long", func(ctx context.Context) error { return clock.Wait(ctx, time.Minute) })
	person := make(chan struct{})
	after("person", func(ctx context.Context) error {
		off := clock.atPerson(ctx)
		<-person
		off()
		return nil
	})
	go func() {
		time.Sleep(30 * time.Millisecond)
		close(busy)
	}()
	if err := w.Settle(ctx); err != nil {
		t.Fatal(err)
	}
	if len(got) != 2 || got[0] != "busy" || got[1] != "short" {
		t.Errorf("settled after %v", got)
	}
	close(person)
	for w.runner.Busy("person") {
		w.queue.Run()
		time.Sleep(time.Millisecond)
	}
	if err := w.Pass(ctx, time.Minute); err != nil {
		t.Fatal(err)
	}
	if len(got) != 4 || w.runner.Running() != 0 {
		t.Errorf("in the end %v, %d run", got, w.runner.Running())
	}
}

func clockWaits(c *Clock) int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return len(c.waits)
}
