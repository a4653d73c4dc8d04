package x

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"parvis/data"
	"parvis/platforms/conformance"
	"parvis/platforms/httpx"
	"parvis/platforms/oauth"
	"parvis/platforms/rehearsal"
)

// stage is a rehearsal with its clock, and every request that it took in.
type stage struct {
	t      *testing.T
	clock  *conformance.Clock
	server *rehearsal.Server
	client *httpx.Client
	seen   rehearsal.Record
}

func newStage(t *testing.T) *stage {
	t.Helper()
	s := &stage{t: t, clock: &conformance.Clock{}}
	judge := conformance.Judged(t, []string{"x"}, outside)
	var err error
	s.server, err = rehearsal.Start(Name, rehearsal.Options{Clock: s.clock, Seed: 7, Watch: func(e rehearsal.Exchange) {
		s.seen.Hear(e)
		judge(e)
	}})
	must(t, err)
	t.Cleanup(func() { s.server.Close() })
	s.client = httpx.New(httpx.Params{Clock: s.clock, Loopback: true, PerSecond: 10_000})
	t.Cleanup(s.client.Close)
	return s
}

// connect signs somebody in, without the permissions that they lack.
func (s *stage) connect(handle string, lacks ...string) (*session, data.Account, *conformance.Keys) {
	s.t.Helper()
	a := rehearsal.Account{Handle: handle, Password: "abcd-efgh-ijkl-mnop", Name: handle, Lacks: lacks}
	s.server.AddAccount(a)
	n := New(s.client, thePage)
	all, err := n.Connect(s.t.Context(), data.Connecting{
		Way: "page", Answers: map[string]string{"app_id": rehearsal.AppID}, Open: rehearsal.Consent(s.server, a), Server: s.server.URL(),
	})
	must(s.t, err)
	keys := conformance.NewKeys(all[0].Secret)
	return n.Open(all[0].Account, keys).(*session), all[0].Account, keys
}

// outgoing is a part to be published now.
func (s *stage) outgoing(text string) data.Outgoing {
	return data.Outgoing{Text: text, Key: "key", Stamp: s.clock.Now()}
}

func (s *stage) publish(as *session, o data.Outgoing) data.Receipt {
	s.t.Helper()
	payload, err := as.Prepare(s.t.Context(), o)
	must(s.t, err)
	r, err := as.Commit(s.t.Context(), "key", payload)
	must(s.t, err)
	return r
}

// requests lists the paths that were asked for with a verb, of those since from.
func (s *stage) requests(verb string, from int) (paths []string) {
	for _, e := range s.seen.Since(from) {
		if e.Method == verb {
			paths = append(paths, e.URL.Path)
		}
	}
	return paths
}

// against is a session that speaks with a server of the test's own.
func against(t *testing.T, answer http.HandlerFunc) *session {
	t.Helper()
	server := httptest.NewServer(answer)
	t.Cleanup(server.Close)
	client := httpx.New(httpx.Params{Clock: &conformance.Clock{}, Loopback: true, PerSecond: 10_000})
	t.Cleanup(client.Close)
	secret, err := oauth.Credentials{Access: "access-0123456789", Refresh: "refresh-0123456789", ID: "app"}.Keep()
	must(t, err)
	return &session{
		http: client, hosts: hostsOf(server.URL), keys: conformance.NewKeys(secret),
		account: data.Account{ID: 7, Network: Name, Server: server.URL, Remote: "42", Handle: "@maisonlenoir", Can: capabilities(scopes(), "")},
	}
}

// says is a server that answers everything so.
func says(status int, body string, header ...string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/problem+json")
		w.Header().Set("Date", conformance.Start().Format(http.TimeFormat))
		for i := 0; i+1 < len(header); i += 2 {
			w.Header().Set(header[i], header[i+1])
		}
		w.WriteHeader(status)
		_, _ = w.Write([]byte(body))
	}
}

// file is something to attach.
func file(mime string, content []byte, alt string, length time.Duration) data.OutgoingMedia {
	return data.OutgoingMedia{
		Attachment: data.Attachment{Alt: alt, Media: data.Media{
			MIME: mime, Bytes: int64(len(content)), Length: length, Hash: data.MediaHash(strings.Repeat("a", 64)),
		}},
		Open: data.InMemory(content),
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// fails checks a failure's kind and code.
func fails(t *testing.T, err error, kind data.Kind, code string) *data.Failure {
	t.Helper()
	f := data.AsFailure("", err)
	if f == nil || f.Kind != kind || f.Code != code {
		t.Fatalf("%v, want %s %q", err, kind, code)
	}
	return f
}
