package rehearsal

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"sync"
	"testing"
	"time"
)

// testClock stands still unless it is moved; a wait moves it.
type testClock struct {
	mu  sync.Mutex
	now time.Time
}

func (c *testClock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *testClock) Mono() time.Duration { return c.Now().Sub(time.Unix(0, 0)) }

func (c *testClock) Wait(ctx context.Context, d time.Duration) error {
	c.add(d)
	return ctx.Err()
}

func (c *testClock) add(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
}

func started(t *testing.T, seed uint64) (*Server, *testClock) {
	t.Helper()
	clock := &testClock{now: time.Date(2026, 11, 21, 18, 0, 0, 0, time.UTC)}
	s, err := Start("bluesky", Options{Clock: clock, Seed: seed})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s, clock
}

// plain is a client without anything of ours, with a connection per request.
func plain() *http.Client {
	return &http.Client{Timeout: 20 * time.Second, Transport: &http.Transport{DisableKeepAlives: true}}
}

func TestUnknownNetwork(t *testing.T) {
	if _, err := Start("viadeo", Options{Clock: &testClock{}}); err == nil {
		t.Error("a network that closed was started")
	}
}

// publishes sends n posts and tells which ones were answered with 200.
func publishes(t *testing.T, s *Server, n int) (answered int) {
	t.Helper()
	s.AddAccount(Account{Handle: "lenoir.test", Password: "abcd-efgh"})
	c := &caller{t: t, url: s.URL()}
	c.signIn("lenoir.test", "abcd-efgh")
	client := plain()
	for i := range n {
		key := fmt.Sprintf("3k2k2k2k2k%c%c%c", 'a'+i/400%20, 'a'+i/20%20, 'a'+i%20)
		body, err := json.Marshal(c.put(key, record(fmt.Sprint("post ", i)), nil))
		if err != nil {
			t.Fatal(err)
		}
		req, err := http.NewRequest("POST", s.URL()+"/xrpc/com.atproto.repo.putRecord", bytes.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		req.GetBody = nil
		req.Header.Set("Authorization", "Bearer "+c.access)
		resp, err := client.Do(req)
		if err != nil {
			continue
		}
		resp.Body.Close()
		if resp.StatusCode == http.StatusOK {
			answered++
		}
	}
	return answered
}

func TestFaultsAreCountedAndFollowTheSeed(t *testing.T) {
	course := func(seed uint64) (int, Log) {
		s, _ := started(t, seed)
		s.SetFaults(Faults{FailBefore: 0.1, Refuse: 0.1, LostAnswer: 0.2, FailAfter: 0.1})
		return publishes(t, s, 300), s.Log()
	}
	answered, log := course(3)
	if answered+log.Lost != len(log.Published) {
		t.Errorf("%d answered, %d lost, %d published", answered, log.Lost, len(log.Published))
	}
	if log.Lost < 50 || log.Refused < 10 || len(log.Published)+log.Refused >= 300 {
		t.Errorf("%d lost, %d refused, %d published of 300", log.Lost, log.Refused, len(log.Published))
	}
	again, same := course(3)
	if again != answered || same.Lost != log.Lost || same.Refused != log.Refused {
		t.Errorf("the same seed took another course: %d/%d/%d, then %d/%d/%d", answered, log.Lost, log.Refused, again, same.Lost, same.Refused)
	}
	if other, _ := course(4); other == answered {
		t.Errorf("another seed answered the same %d", other)
	}
}

func TestFaultsAndLogOverHTTP(t *testing.T) {
	s, _ := started(t, 1)
	set := func(body string) int {
		resp, err := plain().Post(s.URL()+"/rehearsal/faults", "application/json", bytes.NewReader([]byte(body)))
		if err != nil {
			t.Fatal(err)
		}
		defer resp.Body.Close()
		return resp.StatusCode
	}
	want := Faults{LostAnswer: 0.5, Latency: time.Second, Expire: ExpireOnce}
	text, err := json.Marshal(want)
	if err != nil {
		t.Fatal(err)
	}
	if status := set(string(text)); status != http.StatusOK || s.Faults() != want {
		t.Errorf("status %d, faults %+v", status, s.Faults())
	}
	for _, bad := range []string{`{"LostAnswers":1}`, `[]`, ``, `{} {}`} {
		if status := set(bad); status != http.StatusBadRequest || s.Faults() != want {
			t.Errorf("%s: status %d, faults %+v", bad, status, s.Faults())
		}
	}
	s.SetFaults(Faults{})
	publishes(t, s, 3)
	resp, err := plain().Get(s.URL() + "/rehearsal/log")
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	var log Log
	if err := json.NewDecoder(resp.Body).Decode(&log); err != nil || len(log.Published) != 3 || log.Published[2].Text != "post 2" {
		t.Errorf("log %+v, %v", log, err)
	}
}

func TestDateIsThatOfTheClock(t *testing.T) {
	s, clock := started(t, 1)
	s.SetFaults(Faults{Latency: 90 * time.Second})
	resp, err := plain().Get(s.URL() + "/xrpc/com.atproto.identity.resolveHandle?handle=a.test")
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
	want := time.Date(2026, 11, 21, 18, 1, 30, 0, time.UTC)
	if got := resp.Header.Get("Date"); got != want.Format(http.TimeFormat) || !clock.Now().Equal(want) {
		t.Errorf("Date %s, clock %v", got, clock.Now())
	}
}
