package youtube

import (
	"bytes"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"slices"
	"testing"
	"time"

	"parvis/data"
	"parvis/platforms/conformance"
	"parvis/platforms/httpx"
	"parvis/platforms/oauth"
	"parvis/platforms/rehearsal"
)

// bench is one connected channel on a rehearsal server.
type bench struct {
	*session
	server  *rehearsal.Server
	clock   *conformance.Clock
	network *Network
	secret  data.Secret
	seen    rehearsal.Record
}

func lenoir(lacks ...string) rehearsal.Account {
	return rehearsal.Account{Handle: "maisonlenoir", Password: "abcd-efgh-ijkl", Name: "Maison Lenoir", Lacks: lacks}
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
	b.server, b.network = server, smallChunks(client)
	return b
}

func (b *bench) connect(t *testing.T, a rehearsal.Account) (data.Connection, error) {
	t.Helper()
	b.server.AddAccount(a)
	all, err := b.network.Connect(t.Context(), data.Connecting{
		Way: "page", Answers: answers("", a), Open: rehearsal.Consent(b.server, a), Server: b.server.URL(),
	})
	if err != nil {
		return data.Connection{}, err
	}
	return all[0], nil
}

// connected is start and a channel that is signed in, whose person lacks
// something.
func connected(t *testing.T, lacks ...string) *bench {
	t.Helper()
	b := start(t)
	c, err := b.connect(t, lenoir(lacks...))
	if err != nil {
		t.Fatal(err)
	}
	c.Account.ID, b.secret = 7, c.Secret
	b.session = b.network.open(c.Account, conformance.NewKeys(c.Secret))
	return b
}

// answering is a session whose network answers every request in one way.
func answering(t testing.TB, handle http.HandlerFunc) *session {
	t.Helper()
	server := httptest.NewServer(handle)
	t.Cleanup(server.Close)
	clock := &conformance.Clock{}
	client := httpx.New(httpx.Params{Clock: clock, Loopback: true, PerSecond: 1e9})
	t.Cleanup(client.Close)
	held := oauth.Credentials{Access: "access-token", Scope: scopeManage + " " + scopeNumbers, ID: "id", Secret: "app-secret"}
	kept, err := held.Keep()
	if err != nil {
		t.Fatal(err)
	}
	a := data.Account{ID: 7, Network: Name, Server: server.URL, Remote: "UCme", Can: capabilities(held.Scope)}
	return New(client, thePage).open(a, oauth.Lent(kept))
}

// film is some bytes that pass for a video.
func film(size int) data.OutgoingMedia {
	content := slices.Concat([]byte("\x00\x00\x00\x14ftypisom"), bytes.Repeat([]byte("pain"), size/4))[:size]
	return data.OutgoingMedia{
		Attachment: data.Attachment{Media: data.Media{Name: "four.mp4", MIME: "video/mp4", Bytes: int64(size), Length: 10 * time.Second}},
		Open:       data.InMemory(content),
	}
}

// post is a part that the network takes.
func (b *bench) post(text string) data.Outgoing {
	return data.Outgoing{
		Title: "Le four du samedi", Text: text, Lang: "fr", Key: b.NewKey(time.Time{}), Stamp: b.clock.Now(),
		Options: map[string]string{}, Media: []data.OutgoingMedia{film(300_000)},
	}
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

// failsWith checks a failure's kind and code.
func failsWith(t *testing.T, err error, kind data.Kind, code string) *data.Failure {
	t.Helper()
	f := data.AsFailure("", err)
	if err == nil || f.Kind != kind || f.Code != code {
		t.Fatalf("got %v, want %s (%s)", err, kind, code)
	}
	return f
}

func read(t *testing.T, text []byte) video {
	t.Helper()
	var v video
	if err := json.Unmarshal(text, &v); err != nil {
		t.Fatal(err)
	}
	return v
}
