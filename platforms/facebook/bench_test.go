package facebook

import (
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"testing"
	"time"

	"parvis/data"
	"parvis/platforms/conformance"
	"parvis/platforms/httpx"
	"parvis/platforms/rehearsal"
)

// scene is one connected Page on a rehearsal server.
type scene struct {
	*session
	t      *testing.T
	server *rehearsal.Server
	clock  *conformance.Clock
}

func networkAt(clock data.Clock) *Network {
	return New(httpx.New(httpx.Params{Clock: clock, Loopback: true, PerSecond: 10_000}), thePage)
}

func started(t *testing.T, a rehearsal.Account, watch func(rehearsal.Exchange)) (*rehearsal.Server, *conformance.Clock) {
	t.Helper()
	clock := &conformance.Clock{}
	server, err := rehearsal.Start(Name, rehearsal.Options{Clock: clock, Seed: 1, Watch: watch})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { server.Close() })
	server.AddAccount(a)
	return server, clock
}

// at connects a Page. With front its requests go through that handler, which is
// given the way to the server.
func at(t *testing.T, front func(server http.Handler) http.Handler) *scene {
	t.Helper()
	server, clock := started(t, lenoir(), nil)
	network := networkAt(clock)
	all, err := network.Connect(t.Context(), data.Connecting{
		Way: wayPage, Answers: ownApplication(), Open: rehearsal.Consent(server, lenoir()), Server: server.URL(),
	})
	if err != nil {
		t.Fatal(err)
	}
	c := all[0]
	if front != nil {
		target, err := url.Parse(server.URL())
		if err != nil {
			t.Fatal(err)
		}
		between := httptest.NewServer(front(httputil.NewSingleHostReverseProxy(target)))
		t.Cleanup(between.Close)
		c.Account.Server = between.URL
	}
	return &scene{network.Open(c.Account, conformance.NewKeys(c.Secret)).(*session), t, server, clock}
}

// saying answers every request with a status and a text.
func saying(status int, text string) func(http.Handler) http.Handler {
	return func(http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "application/json")
			w.WriteHeader(status)
			w.Write([]byte(text))
		})
	}
}

func (s *scene) part(text string) data.Outgoing {
	return data.Outgoing{Text: text, Lang: "fr", Key: s.NewKey(time.Time{}), Stamp: s.clock.Now(), Options: map[string]string{}}
}

func (s *scene) prepared(o data.Outgoing) []byte {
	s.t.Helper()
	sent, err := s.Prepare(s.t.Context(), o)
	if err != nil {
		s.t.Fatal(err)
	}
	return sent
}

func (s *scene) published(o data.Outgoing) data.Receipt {
	s.t.Helper()
	r, err := s.Commit(s.t.Context(), o.Key, s.prepared(o))
	if err != nil {
		s.t.Fatal(err)
	}
	return r
}

func (s *scene) found(sent []byte) data.Finding {
	s.t.Helper()
	f, err := s.Find(s.t.Context(), "", sent)
	if err != nil {
		s.t.Fatal(err)
	}
	return f
}

// file is one to attach, of the given bytes.
func file(mime, content string) data.OutgoingMedia {
	return data.OutgoingMedia{
		Attachment: data.Attachment{Media: data.Media{MIME: mime, Bytes: int64(len(content)), Width: 720, Height: 1280}},
		Open:       data.InMemory([]byte(content)),
	}
}

func picture(name string) data.OutgoingMedia {
	m := file("image/png", "\x89PNG\r\n\x1a\n"+name)
	m.Alt = name
	return m
}

// film is a video of more than one part.
func film() data.OutgoingMedia {
	m := file("video/mp4", "\x00\x00\x00\x10ftypisom\x00\x00\x02\x00"+string(make([]byte, 250_000)))
	m.Length = 12 * time.Second
	return m
}

func failsWith(t *testing.T, err error, kind data.Kind, code string) {
	t.Helper()
	if f := data.AsFailure("", err); err == nil || f.Kind != kind || f.Code != code {
		t.Fatalf("got %v, want %s (%s)", err, kind, code)
	}
}
