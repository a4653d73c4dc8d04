package googlebusiness

import (
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

// bench is the first place of one person, connected on a rehearsal server.
type bench struct {
	*session
	server  *rehearsal.Server
	clock   *conformance.Clock
	network *Network
	all     []data.Connection
	seen    rehearsal.Record
}

func lenoir(lacks ...string) rehearsal.Account {
	return rehearsal.Account{Handle: "Maison Lenoir", Password: "abcd-efgh-ijkl", Name: "Maison Lenoir", Lacks: lacks}
}

// start starts a server; nobody is connected yet.
func start(t *testing.T) *bench {
	t.Helper()
	b := &bench{clock: &conformance.Clock{}}
	server, err := rehearsal.Start(Name, rehearsal.Options{Clock: b.clock, Seed: 1, Watch: b.seen.Hear})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { server.Close() })
	client := httpx.New(httpx.Params{Clock: b.clock, Loopback: true, PerSecond: 10_000})
	t.Cleanup(client.Close)
	b.server, b.network = server, New(client, thePage)
	return b
}

func (b *bench) connect(t *testing.T, a rehearsal.Account) ([]data.Connection, error) {
	t.Helper()
	b.server.AddAccount(a)
	return b.network.Connect(t.Context(), data.Connecting{
		Way: "page", Answers: answers("", a), Open: rehearsal.Consent(b.server, a), Server: b.server.URL(),
	})
}

// connected is start and somebody who is signed in and lacks something.
func connected(t *testing.T, lacks ...string) *bench {
	t.Helper()
	b := start(t)
	all, err := b.connect(t, lenoir(lacks...))
	if err != nil {
		t.Fatal(err)
	}
	b.all = all
	b.session = b.network.open(all[0].Account, conformance.NewKeys(all[0].Secret))
	b.session.account.ID = 7
	return b
}

// sent are the requests that were made by a method to addresses that end so.
func (b *bench) sent(method string, ends func(path string) bool) (all []rehearsal.Exchange) {
	for _, e := range b.seen.Since(0) {
		if e.Method == method && ends(e.URL.Path) {
			all = append(all, e)
		}
	}
	return all
}

const here = "accounts/1/locations/2"

// answering is a session whose network answers every request in one way.
func answering(t testing.TB, handle http.HandlerFunc) *session {
	t.Helper()
	server := httptest.NewServer(handle)
	t.Cleanup(server.Close)
	clock := &conformance.Clock{}
	client := httpx.New(httpx.Params{Clock: clock, Loopback: true, PerSecond: 1e9})
	t.Cleanup(client.Close)
	kept, err := oauth.Credentials{Access: "access-token", Scope: scope, ID: "id", Secret: "app-secret"}.Keep()
	if err != nil {
		t.Fatal(err)
	}
	a := data.Account{ID: 7, Network: Name, Server: server.URL, Remote: here, Can: capabilities(metadata{Posts: true, Verified: true})}
	return New(client, thePage).open(a, oauth.Lent(kept))
}

func says(t testing.TB, answer string) *session {
	return answering(t, func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte(answer)) })
}

func (b *bench) post(text string) data.Outgoing {
	return data.Outgoing{Text: text, Lang: "fr", Key: b.NewKey(time.Time{}), Stamp: b.clock.Now(), Options: map[string]string{}}
}

func (b *bench) prepared(t *testing.T, o data.Outgoing) []byte {
	t.Helper()
	sent, err := b.Prepare(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	return sent
}

func (b *bench) published(t *testing.T, o data.Outgoing) data.Receipt {
	t.Helper()
	r, err := b.Commit(t.Context(), o.Key, b.prepared(t, o))
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func (b *bench) found(t *testing.T, sent []byte) data.Finding {
	t.Helper()
	f, err := b.Find(t.Context(), "", sent)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// failsWith checks a failure's kind and code.
func failsWith(t *testing.T, err error, kind data.Kind, code string) *data.Failure {
	t.Helper()
	f := data.AsFailure("", err)
	if err == nil || f.Kind != kind || f.Code != code {
		t.Fatalf("got %v, want %s (%s)", err, kind, code)
	}
	return f
}
