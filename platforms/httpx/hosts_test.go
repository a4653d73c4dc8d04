package httpx

import (
	"net/http"
	"testing"
	"time"
)

// R18: one server with a wrong clock is not believed against two.
func TestSkewIsTheMiddleOne(t *testing.T) {
	clock := newClock()
	h := newHosts(clock, 0, 0)
	if h.skew() != 0 {
		t.Fatalf("skew %s before any answer", h.skew())
	}
	says := func(name string, ahead time.Duration) {
		h.heard(name, clock.Now().Add(ahead).Truncate(time.Second).Format(http.TimeFormat))
	}
	says("a.example", time.Second)
	says("wrong.example", 9*time.Minute)
	says("b.example", 2*time.Second)
	if s := h.skew(); s.Abs() > 3*time.Second {
		t.Fatalf("skew %s", s)
	}
	says("a.example", 5*time.Minute)
	says("b.example", 5*time.Minute)
	if s := h.skew(); s < 4*time.Minute {
		t.Fatalf("skew %s when all agree", s)
	}
	h.heard("a.example", "yesterday")
}
