package httpx

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"parvis/data"
)

// fakeClock stands still unless somebody waits: a wait moves it and is over.
type fakeClock struct {
	mu  sync.Mutex
	now time.Time
	ran time.Duration
}

func newClock() *fakeClock {
	return &fakeClock{now: time.Date(2026, 11, 21, 18, 0, 0, 0, time.UTC)}
}

func (c *fakeClock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *fakeClock) Mono() time.Duration {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.ran
}

func (c *fakeClock) Wait(ctx context.Context, d time.Duration) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now, c.ran = c.now.Add(d), c.ran+d
	return ctx.Err()
}

func serve(t *testing.T, h http.HandlerFunc) string {
	t.Helper()
	s := httptest.NewServer(h)
	t.Cleanup(s.Close)
	return s.URL
}

func client(p Params) *Client {
	if p.Clock == nil {
		p.Clock = newClock()
	}
	p.Loopback = true
	return New(p)
}

func get(url string) Request { return Request{Op: "test: get", Method: "GET", URL: url} }

func publish(url string) Request {
	return Request{
		Op: "test: publish", Method: "POST", URL: url, Body: []byte(`{"a":1}`), Publishes: true,
		Header: http.Header{"Idempotency-Key": {"k"}, "Authorization": {"Bearer canary-token"}},
	}
}

// wantFailure checks kind and code, and that the error is a Failure at all.
func wantFailure(t *testing.T, err error, kind data.Kind, code string) *data.Failure {
	t.Helper()
	var f *data.Failure
	if !errors.As(err, &f) {
		t.Fatalf("error %v (%T), want a Failure", err, err)
	}
	if f.Kind != kind || f.Code != code {
		t.Fatalf("failure %v code %q, want %s code %q", f, f.Code, kind, code)
	}
	return f
}

func TestAnswerIsReturnedWhateverItsStatus(t *testing.T) {
	for _, status := range []int{200, 404, 500} {
		url := serve(t, func(w http.ResponseWriter, r *http.Request) {
			body, _ := io.ReadAll(r.Body)
			w.WriteHeader(status)
			w.Write(body)
		})
		resp, err := client(Params{}).Do(t.Context(), publish(url))
		if err != nil {
			t.Fatal(err)
		}
		if resp.Status != status || string(resp.Body) != `{"a":1}` {
			t.Errorf("got %d %q", resp.Status, resp.Body)
		}
	}
}

// silent accepts connections, reads a request of each and closes without a
// word, except for the first answer of each connection when keep is set.
func silent(t *testing.T, keep bool) (url string, requests *atomic.Int32) {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	requests = new(atomic.Int32)
	go func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			go func() {
				defer conn.Close()
				in := bufio.NewReader(conn)
				for first := keep; ; first = false {
					r, err := http.ReadRequest(in)
					if err != nil {
						return
					}
					io.Copy(io.Discard, r.Body)
					requests.Add(1)
					if !first {
						return
					}
					io.WriteString(conn, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
				}
			}()
		}
	}()
	return "http://" + l.Addr().String(), requests
}

func TestPublishIsNeverSentTwiceByTheTransport(t *testing.T) {
	url, requests := silent(t, true)
	c := client(Params{})
	if _, err := c.Do(t.Context(), get(url)); err != nil {
		t.Fatal(err) // leaves a kept connection behind
	}
	// On a connection of its own each is answered; on a kept one the server
	// would be silent, and the transport would send a request without a body
	// again.
	for range 2 {
		r := publish(url)
		r.Body = nil
		if _, err := c.Do(t.Context(), r); err != nil {
			t.Fatal(err)
		}
	}
	if n := requests.Load(); n != 3 {
		t.Fatalf("the server saw %d requests, want 3", n)
	}

	// A plain transport repeats a request with an Idempotency-Key by itself on
	// a kept connection: this shows that the server above would notice.
	url, requests = silent(t, true)
	req, _ := http.NewRequest("POST", url, strings.NewReader("x"))
	req.Header.Set("Idempotency-Key", "k")
	naive := &http.Transport{}
	defer naive.CloseIdleConnections()
	for range 2 {
		req := req.Clone(t.Context())
		req.Body, _ = req.GetBody()
		if resp, err := naive.RoundTrip(req); err == nil {
			io.Copy(io.Discard, resp.Body)
			resp.Body.Close()
		}
	}
	if n := requests.Load(); n <= 2 {
		t.Fatalf("the naive transport sent %d requests, want a repetition", n)
	}
}

func TestLostAnswer(t *testing.T) {
	url, requests := silent(t, false)
	c := client(Params{})
	_, err := c.Do(t.Context(), publish(url))
	wantFailure(t, err, data.Ambiguous, CodeNoAnswer)
	if n := requests.Load(); n != 1 {
		t.Errorf("sent %d times", n)
	}
	_, err = c.Do(t.Context(), get(url))
	wantFailure(t, err, data.Transient, CodeNoAnswer)
}

func TestHalfAnAnswerIsLost(t *testing.T) {
	url := serve(t, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Length", "100")
		io.WriteString(w, `{"id":`)
	})
	_, err := client(Params{}).Do(t.Context(), publish(url))
	wantFailure(t, err, data.Ambiguous, CodeNoAnswer)
}

func TestNoAnswerInTime(t *testing.T) {
	done := make(chan struct{})
	url := serve(t, func(_ http.ResponseWriter, r *http.Request) { <-done })
	defer close(done)
	_, err := client(Params{Timeout: 50 * time.Millisecond}).Do(t.Context(), publish(url))
	wantFailure(t, err, data.Ambiguous, CodeNoAnswer)
}

func TestNothingLeft(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	closed := "http://" + l.Addr().String()
	l.Close()
	c := client(Params{})
	_, err = c.Do(t.Context(), publish(closed))
	if f := wantFailure(t, err, data.Transient, data.CodeOffline); !f.Offline() {
		t.Error("not Offline()")
	}
	_, err = c.Do(t.Context(), publish("https://no-such-host.invalid/"))
	wantFailure(t, err, data.Transient, data.CodeOffline)

	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err = c.Do(ctx, publish(closed))
	wantFailure(t, err, data.Transient, CodeCancelled)
}

func TestOfflineStopsAllButThisComputer(t *testing.T) {
	var requests atomic.Int32
	url := serve(t, func(http.ResponseWriter, *http.Request) { requests.Add(1) })
	c := client(Params{Offline: func() bool { return true }})
	if _, err := c.Do(t.Context(), get(url)); err != nil {
		t.Error(err)
	}
	_, err := c.Do(t.Context(), publish("https://example.com/"))
	wantFailure(t, err, data.Transient, data.CodeOffline)
}

func TestCertificates(t *testing.T) {
	s := httptest.NewTLSServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {}))
	defer s.Close()
	s.Config.ErrorLog = slog.NewLogLogger(slog.DiscardHandler, slog.LevelError)
	_, err := client(Params{}).Do(t.Context(), publish(s.URL))
	wantFailure(t, err, data.Transient, data.CodeTLS)

	roots := s.Client().Transport.(*http.Transport).TLSClientConfig.RootCAs
	if _, err := client(Params{Roots: roots}).Do(t.Context(), publish(s.URL)); err != nil {
		t.Errorf("a good certificate: %v", err)
	}
	// The certificate is for 127.0.0.1 and example.com, not for localhost.
	_, err = client(Params{Roots: roots}).Do(t.Context(), publish(strings.Replace(s.URL, "127.0.0.1", "localhost", 1)))
	wantFailure(t, err, data.Transient, data.CodeTLS)
	// A peer that speaks no TLS at all.
	plain := serve(t, func(http.ResponseWriter, *http.Request) {})
	_, err = client(Params{}).Do(t.Context(), publish(strings.Replace(plain, "http:", "https:", 1)))
	wantFailure(t, err, data.Transient, data.CodeTLS)
}

func TestAddresses(t *testing.T) {
	strict := New(Params{Clock: newClock()})
	for _, url := range []string{
		"http://example.com/", "ftp://example.com/", "https://", "https://a:b@example.com/", "::",
		"https://10.0.0.1/", "https://192.168.1.1/", "https://169.254.169.254/", "https://[::1]/",
		"https://[fe80::1]/", "https://[fc00::1]/", "https://0.0.0.0/", "https://100.64.0.1/",
		"https://[::ffff:10.0.0.1]/", "https://[64:ff9b::a00:1]/", "https://127.0.0.1/", "https://localhost/",
	} {
		_, err := strict.Do(t.Context(), publish(url))
		wantFailure(t, err, data.Invalid, CodeAddress)
	}
	for addr, want := range map[string]bool{
		"1.1.1.1": true, "2606:4700::1111": true, "64:ff9b::101:101": true,
		"172.16.0.1": false, "2002:a00:1::1": false, "224.0.0.1": false, "240.0.0.1": false, "::a00:1": false,
	} {
		if got := isPublic(netip.MustParseAddr(addr)); got != want {
			t.Errorf("isPublic(%s) = %v", addr, got)
		}
	}
}

func TestRedirects(t *testing.T) {
	var other string
	var leaked atomic.Bool
	second := func(w http.ResponseWriter, r *http.Request) {
		leaked.Store(r.Header.Get("Authorization") != "")
		io.WriteString(w, "there")
	}
	other = serve(t, second)
	url := serve(t, func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/away":
			http.Redirect(w, r, other, http.StatusFound)
		case "/loop":
			http.Redirect(w, r, "/loop", http.StatusFound)
		case "/inside":
			http.Redirect(w, r, "http://portal.example/login", http.StatusFound)
		}
	})
	c := client(Params{PerSecond: 1000})
	r := get(url + "/away")
	r.Header = http.Header{"Authorization": {"Bearer x"}}
	resp, err := c.Do(t.Context(), r)
	if err != nil || string(resp.Body) != "there" {
		t.Fatalf("%v %v", resp, err)
	}
	if leaked.Load() {
		t.Error("credentials went to another host")
	}
	_, err = c.Do(t.Context(), get(url+"/loop"))
	wantFailure(t, err, data.Transient, data.CodeAnswer)
	_, err = c.Do(t.Context(), get(url+"/inside"))
	wantFailure(t, err, data.Transient, data.CodeCaptive)

	resp, err = c.Do(t.Context(), publish(url+"/away"))
	if err != nil || resp.Status != http.StatusFound {
		t.Fatalf("a publish was sent on: %v %v", resp, err)
	}
	wantFailure(t, resp.Refusal("op"), data.Ambiguous, data.CodeCaptive)
}

func TestAnswerTooLarge(t *testing.T) {
	url := serve(t, func(w http.ResponseWriter, _ *http.Request) {
		io.WriteString(w, strings.Repeat("a", 1<<20))
	})
	r := get(url)
	r.MaxBytes = 1<<20 - 1
	_, err := client(Params{}).Do(t.Context(), r)
	wantFailure(t, err, data.Transient, data.CodeAnswer)
	r.MaxBytes++
	if _, err := client(Params{}).Do(t.Context(), r); err != nil {
		t.Error(err)
	}
}

func TestPaceOfAHost(t *testing.T) {
	url := serve(t, func(http.ResponseWriter, *http.Request) {})
	clock := newClock()
	c := client(Params{Clock: clock, PerSecond: 2})
	for range 8 + 6 {
		if _, err := c.Do(t.Context(), get(url)); err != nil {
			t.Fatal(err)
		}
	}
	if waited := clock.Mono(); waited != 3*time.Second {
		t.Errorf("waited %v for 6 requests beyond the burst, want 3s", waited)
	}
}

func TestRequestsAtOnce(t *testing.T) {
	var now, most atomic.Int32
	url := serve(t, func(http.ResponseWriter, *http.Request) {
		n := now.Add(1)
		for m := most.Load(); n > m && !most.CompareAndSwap(m, n); m = most.Load() {
		}
		time.Sleep(5 * time.Millisecond)
		now.Add(-1)
	})
	c := client(Params{AtOnce: 2, PerSecond: 1000})
	var wg sync.WaitGroup
	for range 12 {
		wg.Go(func() { c.Do(t.Context(), get(url)) })
	}
	wg.Wait()
	if m := most.Load(); m > 2 {
		t.Errorf("%d requests at once", m)
	}
}

func TestLedgerSkewAndLog(t *testing.T) {
	clock := newClock()
	url := serve(t, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Date", clock.Now().Add(-5*time.Minute).Format(http.TimeFormat))
		io.WriteString(w, "canary-answer")
	})
	var log bytes.Buffer
	c := client(Params{Clock: clock, Log: slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug}))})
	r := publish(url + "/canary-path?canary-query")
	if _, err := c.Do(t.Context(), r); err != nil {
		t.Fatal(err)
	}
	lines := c.Hosts()
	if len(lines) != 1 || lines[0].Requests != 1 || lines[0].Sent != 7 || lines[0].Received != 13 || !lines[0].Last.Equal(clock.Now()) {
		t.Errorf("ledger %+v", lines)
	}
	if c.Skew() != -5*time.Minute {
		t.Errorf("skew %v", c.Skew())
	}
	if !strings.Contains(log.String(), "test: publish") || strings.Contains(log.String(), "canary") {
		t.Errorf("log %s", log.String())
	}
}

func TestGzipBombIsCut(t *testing.T) {
	url := serve(t, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Encoding", "gzip")
		w.Write(gzipped(t, bytes.Repeat([]byte{0}, 10<<20)))
	})
	_, err := client(Params{}).Do(t.Context(), get(url))
	wantFailure(t, err, data.Transient, data.CodeAnswer)
}
