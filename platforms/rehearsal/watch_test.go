package rehearsal

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"testing"
	"time"
)

// watched is a Bluesky server that keeps what it shows.
type watched struct {
	*Server
	seen Record
}

func (w *watched) last(t *testing.T) Exchange {
	t.Helper()
	seen := w.seen.Since(0)
	if len(seen) == 0 {
		t.Fatal("nothing was shown")
	}
	return seen[len(seen)-1]
}

func startWatched(t *testing.T) *watched {
	t.Helper()
	w := &watched{}
	clock := &testClock{now: time.Date(2026, 11, 21, 18, 0, 0, 0, time.UTC)}
	s, err := Start("bluesky", Options{Clock: clock, Seed: 1, Watch: w.seen.Hear})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	w.Server = s
	return w
}

func TestWatchSeesEveryExchange(t *testing.T) {
	w := startWatched(t)
	resp, err := plain().Get(w.URL() + "/xrpc/com.atproto.identity.resolveHandle?handle=a.test")
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	e := w.last(t)
	if e.Method != "GET" || e.URL.Path != "/xrpc/com.atproto.identity.resolveHandle" || e.URL.RawQuery != "handle=a.test" || e.URL.Host != "" {
		t.Errorf("shown %s %v", e.Method, e.URL)
	}
	if e.Status != resp.StatusCode || !bytes.Equal(e.Answer, body) || e.AnswerHeader.Get("Content-Type") != resp.Header.Get("Content-Type") {
		t.Errorf("answered %d %s, shown %d %s %v", resp.StatusCode, body, e.Status, e.Answer, e.AnswerHeader)
	}
	log, err := plain().Get(w.URL() + "/rehearsal/log")
	if err != nil {
		t.Fatal(err)
	}
	log.Body.Close()
	if n := w.seen.Len(); n != 1 {
		t.Errorf("%d exchanges with the network", n)
	}
}

func TestWatchSeesNoAnswerThatAFaultGave(t *testing.T) {
	for name, c := range map[string]struct {
		faults Faults
		status int
	}{
		"good health": {Faults{}, 200},
		"late":        {Faults{LateAnswer: 1, Late: time.Hour, Latency: time.Second}, 200},
		"expired":     {Faults{Expire: ExpireAlways}, 400},
		"captive":     {Faults{Captive: true}, 0},
		"too many":    {Faults{RateLimit: 1}, 0},
		"5xx before":  {Faults{FailBefore: 1}, 0},
		"refused":     {Faults{Refuse: 1}, 0},
		"lost":        {Faults{LostAnswer: 1}, 0},
		"5xx after":   {Faults{FailAfter: 1}, 0},
		"cut":         {Faults{Spoil: SpoiltCut}, 0},
		"types":       {Faults{Spoil: SpoiltTypes}, 0},
	} {
		t.Run(name, func(t *testing.T) {
			w := startWatched(t)
			w.AddAccount(Account{Handle: "lenoir.test", Password: "abcd-efgh"})
			caller := &caller{t: t, url: w.URL()}
			caller.signIn("lenoir.test", "abcd-efgh")
			body, err := json.Marshal(caller.put("3k2k2k2k2kaaa", record("Brioche"), nil))
			if err != nil {
				t.Fatal(err)
			}
			w.SetFaults(c.faults)
			req, err := http.NewRequest("POST", w.URL()+"/xrpc/com.atproto.repo.putRecord", bytes.NewReader(body))
			if err != nil {
				t.Fatal(err)
			}
			req.GetBody = nil
			req.Header.Set("Authorization", "Bearer "+caller.access)
			if resp, err := plain().Do(req); err == nil {
				resp.Body.Close()
			}
			e := w.last(t)
			if e.Status != c.status || (len(e.Answer) > 0) != (c.status > 0) {
				t.Errorf("shown %d %s, want %d", e.Status, e.Answer, c.status)
			}
			if !bytes.Equal(e.Body, body) || e.Header.Get("Authorization") == "" {
				t.Errorf("the request was shown as %v %s", e.Header, e.Body)
			}
		})
	}
}
