package store

import (
	"fmt"
	"log/slog"
	"maps"
	"slices"
	"sync"

	"parvis/data"
)

// feed tells subscribers what changed.
type feed struct {
	log         *slog.Logger
	mu          sync.Mutex
	next        int
	subscribers map[int]func(data.Change)
}

// Subscribe calls f after every commit that changed something, on the goroutine
// that wrote, with no lock held: f may read the store, and must return quickly.
// Changes of different goroutines may arrive in another order than they were
// committed, so f reads again rather than counting. A panic of f is logged and
// harms nobody else. cancel ends it; a call that is under way may still finish.
func (s *Store) Subscribe(f func(data.Change)) (cancel func()) {
	return s.feed.subscribe(f)
}

func (d *feed) subscribe(f func(data.Change)) (cancel func()) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.subscribers == nil {
		d.subscribers = map[int]func(data.Change){}
	}
	n := d.next
	d.next++
	d.subscribers[n] = f
	return func() {
		d.mu.Lock()
		defer d.mu.Unlock()
		delete(d.subscribers, n)
	}
}

func (d *feed) announce(changes []data.Change) {
	d.mu.Lock()
	order := slices.Sorted(maps.Keys(d.subscribers))
	listeners := make([]func(data.Change), len(order))
	for i, n := range order {
		listeners[i] = d.subscribers[n]
	}
	d.mu.Unlock()
	for _, c := range changes {
		for _, f := range listeners {
			d.tell(f, c)
		}
	}
}

func (d *feed) tell(f func(data.Change), c data.Change) {
	defer func() {
		if r := recover(); r != nil {
			d.log.Error("store: a subscriber panicked", "noun", c.Noun, "panic", fmt.Sprint(r))
		}
	}()
	f(c)
}
