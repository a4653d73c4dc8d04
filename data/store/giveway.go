package store

import (
	"sync"
	"time"
)

// giveWay lets the durable note before a request to a network pass before
// messages that pour in: both want the same disk and the same cores, and only
// the first has somebody waiting for it (P6).
type giveWay struct {
	mu     sync.Mutex
	urgent int
	over   chan struct{} // closed when nothing is urgent any more
	waited chan struct{} // the over that was waited for in vain
}

// longestWait is how long what can wait gives way to one stretch of urgency, in
// all: it never starves.
const longestWait = 20 * time.Millisecond

// begin says that something urgent is under way, until end.
func (g *giveWay) begin() {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.urgent == 0 {
		g.over = make(chan struct{})
	}
	g.urgent++
}

func (g *giveWay) end() {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.urgent--; g.urgent == 0 {
		close(g.over)
	}
}

// pause returns at once when nothing is urgent, else when that is over.
func (g *giveWay) pause() {
	g.mu.Lock()
	over := g.over
	if g.urgent == 0 || over == g.waited {
		over = nil
	}
	g.mu.Unlock()
	if over == nil {
		return
	}
	late := time.NewTimer(longestWait)
	defer late.Stop()
	select {
	case <-over:
	case <-late.C:
		g.mu.Lock()
		g.waited = over
		g.mu.Unlock()
	}
}
