// Package rehearsal is a set of simulated networks that speak the real
// dialects over HTTP on loopback, with state and faults. It shares no encoding
// code with the adapters: a mistake must not cancel itself out.
package rehearsal

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"math/rand/v2"
	"net"
	"net/http"
	"strings"
	"sync"
	"time"

	"parvis/data"
)

const maxRequest = 16 << 20 // bytes

// Options is what a server needs. Clock is required.
type Options struct {
	Clock  data.Clock
	Seed   uint64 // of faults, keys and popularity: the same seed, the same course
	Listen string // "" is 127.0.0.1:0, a free port
	// Site is the address that a WordPress site believes it has, as behind a
	// proxy: "https://blog.example". "" is the server's own.
	Site string
	// Guest stands in the fields of the pages of consent, for a visitor who has
	// no account to try them with.
	Guest Account
	// Watch is called for every exchange with the network, from the goroutine of
	// its request and before its answer leaves, so several at once. It must not
	// change what it is given. nil: nobody watches.
	Watch func(Exchange)
}

// Server is one simulated network. Its methods may be called while it runs,
// from any goroutine. Over HTTP it also answers, for a harness in another
// process:
//
//	GET  /rehearsal/log     the [Log] as JSON
//	POST /rehearsal/faults  a [Faults] as JSON, replacing those there were
type Server struct {
	network  data.NetworkName
	clock    data.Clock
	listener net.Listener
	http     *http.Server
	dialect  dialect
	watch    func(Exchange)
	guest    Account
	done     chan struct{}

	mu     sync.Mutex // guards what follows, and the dialect's state
	faults Faults
	dice   *rand.Rand
	log    Log
}

// dialect is how one network speaks. Every method is called with the server's
// lock held.
type dialect interface {
	// publishes tells whether a request asks for something to be made public.
	publishes(r *http.Request) bool
	// answer carries a request out.
	answer(r *http.Request, body []byte) answer
	// refusal is how the network words a fault.
	refusal(f fault) answer
	// expire forgets access tokens; with all, also what renews them.
	expire(all bool)
	// signsIn tells whether a request signs in or renews a token, which no
	// expiry touches.
	signsIn(r *http.Request) bool

	addAccount(a Account)
	seed(handle string, p Past)
	say(handle string, m Remark)
}

// holder is a dialect that publishes by itself what it was given to hold.
type holder interface {
	// release makes public what has come due by the server's clock. It is called
	// with the server's lock held, before each request and each look at the log.
	release()
}

func (s *Server) release() {
	if h, ok := s.dialect.(holder); ok {
		h.release()
	}
}

// answer is what goes back to the caller.
type answer struct {
	status int
	header map[string]string
	body   []byte
	// accepted: the request was carried out and something became public, now
	// or by the same request earlier.
	accepted bool
}

func jsonAnswer(status int, v any) answer {
	body, err := json.Marshal(v)
	if err != nil {
		return answer{status: http.StatusInternalServerError, body: []byte(err.Error())}
	}
	return answer{status: status, header: map[string]string{"Content-Type": "application/json; charset=utf-8"}, body: body}
}

// Start starts a simulated network and returns when it listens. Besides the
// networks there is "mastodon-like": a server that speaks Mastodon's API and
// ignores idempotency keys, as GoToSocial does; "x-before": X before "post" took
// the place of "tweet" in its names; and "feed": sites with feeds.
func Start(network data.NetworkName, o Options) (*Server, error) {
	if o.Listen == "" {
		o.Listen = "127.0.0.1:0"
	}
	s := &Server{
		network: network, clock: o.Clock, watch: o.Watch, guest: o.Guest, done: make(chan struct{}),
		dice: rand.New(rand.NewPCG(o.Seed, 1)),
	}
	switch network {
	case "bluesky":
		s.dialect = newBluesky(s, o.Seed)
	case "mastodon":
		s.dialect = newMastodon(s, o.Seed, false)
	case "mastodon-like":
		s.dialect = newMastodon(s, o.Seed, true)
	case "instagram":
		s.dialect = newInstagram(s, o.Seed)
	case "threads":
		s.dialect = newThreads(s, o.Seed)
	case "linkedin":
		s.dialect = newLinkedIn(s, o.Seed)
	case "pinterest":
		s.dialect = newPinterest(s, o.Seed)
	case "facebook":
		s.dialect = newFacebook(s, o.Seed)
	case "telegram":
		s.dialect = newTelegram(s, o.Seed)
	case "wordpress":
		s.dialect = newWordPress(s, o.Site)
	case "tiktok":
		s.dialect = newTikTok(s, o.Seed)
	case "feed":
		s.dialect = newFeeds(s)
	case "x", "x-before":
		s.dialect = newX(s, o.Seed, network == "x-before")
	case "youtube":
		s.dialect = newYouTube(s, o.Seed)
	case "googlebusiness":
		s.dialect = newGoogleBusiness(s, o.Seed)
	default:
		return nil, fmt.Errorf("rehearsal: no network %q", network)
	}
	listener, err := net.Listen("tcp", o.Listen)
	if err != nil {
		return nil, fmt.Errorf("rehearsal: %w", err)
	}
	s.listener = listener
	s.http = &http.Server{
		Handler:           s,
		ReadHeaderTimeout: 10 * time.Second,
		ErrorLog:          slog.NewLogLogger(slog.DiscardHandler, slog.LevelError),
	}
	go func() {
		defer close(s.done)
		s.http.Serve(listener) // returns http.ErrServerClosed after Close
	}()
	return s, nil
}

// URL is the server's base URL, without a slash at its end.
func (s *Server) URL() string { return "http://" + s.listener.Addr().String() }

// Network is the network that it simulates.
func (s *Server) Network() data.NetworkName { return s.network }

// Close stops the server and cuts what is under way.
func (s *Server) Close() error {
	err := s.http.Close()
	<-s.done
	return err
}

// ServeHTTP answers one request, with the faults that are set.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(io.LimitReader(r.Body, maxRequest))
	if err != nil {
		return
	}
	switch r.URL.Path {
	case "/rehearsal/log":
		s.send(w, jsonAnswer(http.StatusOK, s.Log()))
		return
	case "/rehearsal/faults":
		s.takeFaults(w, r, body)
		return
	}
	a, course := s.decide(r, body)
	s.show(r, body, a, course)
	if course.latency > 0 {
		if s.clock.Wait(r.Context(), course.latency) != nil {
			return
		}
	}
	if course.cut {
		panic(http.ErrAbortHandler) // net/http closes the connection without a word
	}
	s.send(w, a)
}

func (s *Server) takeFaults(w http.ResponseWriter, r *http.Request, body []byte) {
	var f Faults
	if err := decodeStrictly(body, &f); err != nil || r.Method != http.MethodPost {
		s.send(w, jsonAnswer(http.StatusBadRequest, map[string]string{"error": "not a set of faults"}))
		return
	}
	s.SetFaults(f)
	s.send(w, jsonAnswer(http.StatusOK, map[string]bool{"ok": true}))
}

func decodeStrictly(body []byte, v any) error {
	d := json.NewDecoder(strings.NewReader(string(body)))
	d.DisallowUnknownFields()
	if err := d.Decode(v); err != nil {
		return err
	}
	if d.More() {
		return errors.New("more than one value")
	}
	return nil
}

func (s *Server) send(w http.ResponseWriter, a answer) {
	// net/http would give the real time; the clock may be another.
	w.Header().Set("Date", s.clock.Now().UTC().Format(http.TimeFormat))
	for k, v := range a.header {
		w.Header().Set(k, v)
	}
	w.WriteHeader(a.status)
	w.Write(a.body) // an error means that the caller is gone
}
