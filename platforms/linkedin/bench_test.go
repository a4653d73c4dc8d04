package linkedin

import (
	"encoding/json"
	"errors"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"parvis/data"
	"parvis/platforms/conformance"
	"parvis/platforms/httpx"
	"parvis/platforms/oauth"
	"parvis/platforms/rehearsal"
)

// bench is a server with one account on it.
type bench struct {
	t       *testing.T
	clock   *conformance.Clock
	server  *rehearsal.Server
	network *Network
	seen    rehearsal.Record
}

func newBench(t *testing.T, a rehearsal.Account) *bench {
	t.Helper()
	b := &bench{t: t, clock: &conformance.Clock{}}
	server, err := rehearsal.Start(Name, rehearsal.Options{Clock: b.clock, Seed: 5, Watch: b.seen.Hear})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { server.Close() })
	server.AddAccount(a)
	b.server = server
	client := httpx.New(httpx.Params{Clock: b.clock, Loopback: true, PerSecond: 10_000})
	t.Cleanup(client.Close)
	b.network = New(client, thePage)
	return b
}

// connect connects by the usual way.
func (b *bench) connect(pages string) ([]data.Connection, error) {
	return b.network.Connect(b.t.Context(), data.Connecting{
		Way: wayPage, Answers: answers(pages)("", lenoir()), Open: rehearsal.Consent(b.server, lenoir()), Server: b.server.URL(),
	})
}

// opened are the member and the page.
func opened(t *testing.T) (*bench, *member, *page) {
	t.Helper()
	b := newBench(t, lenoir())
	all, err := b.connect(pagesYes)
	if err != nil || len(all) != 2 {
		t.Fatalf("%d accounts, %v", len(all), err)
	}
	open := func(c data.Connection) data.Session { return b.network.Open(c.Account, oauth.Lent(c.Secret)) }
	return b, open(all[0]).(*member), open(all[1]).(*page)
}

func part(b *bench, text string) data.Outgoing {
	return data.Outgoing{Text: text, Key: "key", Stamp: b.clock.Now(), Options: map[string]string{}}
}

func prepared(t *testing.T, s data.Publisher, o data.Outgoing) []byte {
	t.Helper()
	payload, err := s.Prepare(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	return payload
}

func published(t *testing.T, s data.Publisher, o data.Outgoing) data.Receipt {
	t.Helper()
	r, err := s.Commit(t.Context(), o.Key, prepared(t, s, o))
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func failsWith(t *testing.T, err error, kind data.Kind, code string) *data.Failure {
	t.Helper()
	var f *data.Failure
	if !errors.As(err, &f) || f.Kind != kind || f.Code != code {
		t.Fatalf("failure %v, want %s (%s)", err, kind, code)
	}
	return f
}

// answering is a session with a server that always gives one answer.
func answering(t testing.TB, remote string, status int, header map[string]string, body []byte) data.Session {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		for name, value := range header {
			w.Header().Set(name, value)
		}
		w.WriteHeader(status)
		w.Write(body)
	}))
	t.Cleanup(server.Close)
	client := httpx.New(httpx.Params{Clock: &conformance.Clock{}, Loopback: true, PerSecond: 1e6})
	t.Cleanup(client.Close)
	secret, err := oauth.Credentials{Access: "token-token"}.Keep()
	if err != nil {
		t.Fatal(err)
	}
	account := data.Account{Server: server.URL, Remote: remote, Name: "Maison Lenoir", Can: capabilities(isPage(remote), nil)}
	return New(client, thePage).Open(account, oauth.Lent(secret))
}

// sent is a payload that was prepared at the beginning of every test's time.
func sent(t testing.TB, text string, stamp time.Time) []byte {
	t.Helper()
	payload, err := json.Marshal(payload{Stamp: stamp, Prepared: conformance.Start(), Request: post{Author: "urn:li:person:a", Commentary: escape(text)}})
	if err != nil {
		t.Fatal(err)
	}
	return payload
}
