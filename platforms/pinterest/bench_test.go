package pinterest

import (
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"testing"

	"parvis/data"
	"parvis/platforms/conformance"
	"parvis/platforms/httpx"
	"parvis/platforms/oauth"
	"parvis/platforms/rehearsal"
)

func lenoir(lacks ...string) rehearsal.Account {
	return rehearsal.Account{Handle: "lenoir", Password: "abcd-efgh", Name: "Lenoir", Lacks: lacks}
}

// bench is an account that is connected to a rehearsal server.
type bench struct {
	*session
	network *Network
	server  *rehearsal.Server
	clock   *conformance.Clock
	keys    *conformance.Keys
}

// signedIn connects an account. With front its requests go through that
// handler, which is given the way to the server. Every exchange is held against
// the official file.
func signedIn(t *testing.T, a rehearsal.Account, front func(server http.Handler) http.Handler) bench {
	t.Helper()
	b := bench{clock: &conformance.Clock{}}
	var err error
	b.server, err = rehearsal.Start(Name, rehearsal.Options{
		Clock: b.clock, Seed: 1, Watch: conformance.Judged(t, []string{"pinterest"}, outside),
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { b.server.Close() })
	b.server.AddAccount(a)
	b.network = New(httpx.New(httpx.Params{Clock: b.clock, Loopback: true, PerSecond: 10_000}), thePage)
	c, err := b.network.signIn(t.Context(), data.Connecting{
		Way: wayPage, Answers: answers("", a), Open: rehearsal.Consent(b.server, a), Server: b.server.URL(),
	})
	if err != nil {
		t.Fatal(err)
	}
	if front != nil {
		target, err := url.Parse(b.server.URL())
		if err != nil {
			t.Fatal(err)
		}
		between := httptest.NewServer(front(httputil.NewSingleHostReverseProxy(target)))
		t.Cleanup(between.Close)
		c.Account.Server = between.URL
	}
	b.keys = conformance.NewKeys(c.Secret)
	b.session = b.network.Open(c.Account, b.keys).(*session)
	return b
}

// held is what the keychain holds now.
func (b bench) held(t *testing.T) oauth.Credentials {
	t.Helper()
	c, err := oauth.Held(t.Context(), "test", b.session.keys)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// part is a pin with one picture, on the first board.
func (b bench) part(text string) data.Outgoing {
	return data.Outgoing{
		Text: text, Lang: "fr", Key: b.NewKey(b.clock.Now()), Stamp: b.clock.Now(),
		Options: map[string]string{optionBoard: b.account.Can.Options[0].Choices[0]},
		Media:   []data.OutgoingMedia{pixels("Une brioche")},
	}
}

func (b bench) prepared(t *testing.T, o data.Outgoing) []byte {
	t.Helper()
	sent, err := b.Prepare(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	return sent
}

func (b bench) published(t *testing.T, o data.Outgoing) data.Receipt {
	t.Helper()
	r, err := b.Commit(t.Context(), o.Key, b.prepared(t, o))
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func (b bench) found(t *testing.T, sent []byte) data.Finding {
	t.Helper()
	f, err := b.Find(t.Context(), "", sent)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// pixels is a picture that the network takes.
func pixels(alt string) data.OutgoingMedia {
	content := []byte("\x89PNG\r\n\x1a\n" + alt)
	return data.OutgoingMedia{
		Attachment: data.Attachment{Alt: alt, Media: data.Media{MIME: "image/png", Bytes: int64(len(content)), Width: 4, Height: 3}},
		Open:       data.InMemory(content),
	}
}

// film is a file that is taken for a video.
func film(content string) data.OutgoingMedia {
	return data.OutgoingMedia{
		Attachment: data.Attachment{Media: data.Media{MIME: "video/mp4", Bytes: int64(len(content))}},
		Open:       data.InMemory([]byte(content)),
	}
}

// failsWith checks a failure's kind and code.
func failsWith(t *testing.T, err error, kind data.Kind, code string) {
	t.Helper()
	if f := data.AsFailure("", err); err == nil || f.Kind != kind || f.Code != code {
		t.Fatalf("got %v, want %s (%s)", err, kind, code)
	}
}

// answering answers every request whose path ends so with a status and a body.
func answering(path string, status int, body string) func(http.Handler) http.Handler {
	return func(server http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path != path {
				server.ServeHTTP(w, r)
				return
			}
			w.Header().Set("Content-Type", "application/json")
			w.WriteHeader(status)
			w.Write([]byte(body))
		})
	}
}

// serveAll answers every request with what status and body say.
func serveAll(f *testing.F, status *int, body *string) string {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(*status)
		w.Write([]byte(*body))
	}))
	f.Cleanup(server.Close)
	return server.URL
}

// sessionAt is an account on a server that knows nothing of it.
func sessionAt(t testing.TB, server string) *session {
	t.Helper()
	clock := &conformance.Clock{}
	secret, err := oauth.Credentials{Access: "access", Scope: "boards:read pins:read"}.Keep()
	if err != nil {
		t.Fatal(err)
	}
	client := httpx.New(httpx.Params{Clock: clock, Loopback: true, PerSecond: 10_000})
	t.Cleanup(client.Close) // a connection kept for each try would take every port
	return New(client, thePage).Open(data.Account{Network: Name, Server: server, Remote: "1"}, conformance.NewKeys(secret)).(*session)
}
