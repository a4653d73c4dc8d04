package telegram

import (
	"bytes"
	"image"
	"image/png"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"path"
	"testing"

	"parvis/data"
	"parvis/platforms/conformance"
	"parvis/platforms/httpx"
	"parvis/platforms/oauth"
	"parvis/platforms/rehearsal"
)

func lenoir(lacks ...string) rehearsal.Account {
	return rehearsal.Account{Handle: "lenoir", Password: password, Name: "Lenoir", Lacks: lacks}
}

// bench is a channel that is connected to a rehearsal server.
type bench struct {
	*session
	network *Network
	server  *rehearsal.Server
	clock   *conformance.Clock
	token   string
}

// started is a server with an account that is not connected. Every exchange is
// held against the official file.
func started(t *testing.T, a rehearsal.Account) bench {
	t.Helper()
	b := bench{clock: &conformance.Clock{}}
	var err error
	b.server, err = rehearsal.Start(Name, rehearsal.Options{
		Clock: b.clock, Seed: 1, Watch: conformance.Judged(t, []string{"telegram"}, nil),
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { b.server.Close() })
	b.server.AddAccount(a)
	b.network = New(httpx.New(httpx.Params{Clock: b.clock, Loopback: true, PerSecond: 10_000}))
	return b
}

// signedIn connects an account. With front its requests go through that
// handler, which is given the way to the server.
func signedIn(t *testing.T, a rehearsal.Account, front func(server http.Handler) http.Handler) bench {
	t.Helper()
	b := started(t, a)
	typed := answers(b.server, a)
	b.token = typed["token"]
	c, err := b.network.connect(t.Context(), data.Connecting{Answers: typed, Server: b.server.URL()})
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
	b.session = b.network.Open(c.Account, conformance.NewKeys(c.Secret)).(*session)
	return b
}

func (b bench) part(text string, media ...data.OutgoingMedia) data.Outgoing {
	return data.Outgoing{Text: text, Key: b.NewKey(b.clock.Now()), Stamp: b.clock.Now(), Media: media, Options: map[string]string{}}
}

func (b bench) published(t *testing.T, o data.Outgoing) data.Receipt {
	t.Helper()
	sent, err := b.Prepare(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	r, err := b.Commit(t.Context(), o.Key, sent)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// picture is one that the network takes.
func picture(t *testing.T, width, height int) data.OutgoingMedia {
	t.Helper()
	var out bytes.Buffer
	if err := png.Encode(&out, image.NewGray(image.Rect(0, 0, width, height))); err != nil {
		t.Fatal(err)
	}
	return data.OutgoingMedia{
		Attachment: data.Attachment{Media: data.Media{MIME: "image/png", Bytes: int64(out.Len()), Width: width, Height: height}},
		Open:       data.InMemory(out.Bytes()),
	}
}

// film is a file that is taken for a video.
func film() data.OutgoingMedia {
	content := "\x00\x00\x00\x0cftypisom and a bit more"
	return data.OutgoingMedia{
		Attachment: data.Attachment{Media: data.Media{MIME: "video/mp4", Bytes: int64(len(content)), Width: 720, Height: 1280}},
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

// answering answers every request whose method is that with a status and a
// body.
func answering(method string, status int, body string) func(http.Handler) http.Handler {
	return func(server http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if path.Base(r.URL.Path) != method {
				server.ServeHTTP(w, r)
				return
			}
			w.Header().Set("Content-Type", "application/json")
			w.WriteHeader(status)
			w.Write([]byte(body))
		})
	}
}

// sessionAt is a channel on a server that knows nothing of it.
func sessionAt(t testing.TB, server string) *session {
	t.Helper()
	secret, err := oauth.Credentials{Access: "1:AAE-canary-token"}.Keep()
	if err != nil {
		t.Fatal(err)
	}
	client := httpx.New(httpx.Params{Clock: &conformance.Clock{}, Loopback: true, PerSecond: 10_000})
	t.Cleanup(client.Close) // a connection kept for each try would take every port
	return New(client).Open(data.Account{Network: Name, Server: server, Remote: "-1001"}, conformance.NewKeys(secret)).(*session)
}
