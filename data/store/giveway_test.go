package store

import (
	"testing"
	"time"
)

// What can wait goes on when the urgent is over, and in any case soon.
func TestGiveWay(t *testing.T) {
	var g giveWay
	g.pause() // nothing urgent: returns
	g.begin()
	g.begin()
	passed := make(chan bool)
	go func() { g.pause(); close(passed) }()
	g.end()
	select {
	case <-passed:
		// The longest wait may have run out on a busy computer; then the next
		// check tells nothing, and none is wanted.
		g.end()
		return
	case <-time.After(longestWait / 4):
	}
	g.end()
	<-passed
	g.begin()
	defer g.end()
	g.pause() // never for ever
}
