package facebook

import (
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"sync/atomic"
	"testing"
	"time"

	"parvis/data"
	"parvis/platforms/conformance"
	"parvis/platforms/oauth"
)

// FuzzAnswers gives any bytes as the answer to everything that is read. Nothing
// of it may bring the program down, last for ever, or be taken for a post of
// ours that is online when it does not say so.
func FuzzAnswers(f *testing.F) {
	for _, seed := range []string{
		`{"data":[{"id":"1_2","message":"Un","created_time":"2026-11-21T18:00:00+0000","attachments":{"data":[{"media_type":"album","subattachments":{"data":[{"media_type":"photo","target":{"id":"7"}}]}}]},"comments":{"data":[{"id":"2_3","from":{"id":"9","name":"Awa"},"message":"x","created_time":"2026-11-21T18:00:00+0000"}],"paging":{"cursors":{"after":"QQ"},"next":"https://x.example"}}}],"paging":{"cursors":{"after":"QQ"},"next":"https://x.example"}}`,
		`{"id":"1","name":"Un","username":"un","followers_count":7,"images":[{"source":"https://x.example/a.jpg","width":9}]}`,
		`{"data":{"app_id":"1","type":"PAGE","is_valid":true,"expires_at":7,"data_access_expires_at":9e9,"scopes":["a"]}}`,
		`{"data":[{"name":"page_media_view","values":[{"value":7,"end_time":"2026-11-21T08:00:00+0000"}]}]}`,
		`{"id":"1","published":true,"scheduled_publish_time":"1795287600","status":{"video_status":"ready"}}`,
		`{"error":{"message":"x","code":100,"error_subcode":33}}`, `null`, `[]`, `"`, "\xff", `{"data":[[[[`,
	} {
		f.Add([]byte(seed))
	}
	var answer atomic.Value
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		w.Write(answer.Load().([]byte))
	}))
	f.Cleanup(server.Close)
	secret, err := oauth.Credentials{Access: "EAA", ID: "1", Secret: "s"}.Keep()
	if err != nil {
		f.Fatal(err)
	}
	network := networkAt(&conformance.Clock{})
	s := network.Open(data.Account{
		Network: Name, Server: server.URL, Remote: "1", Can: rights{}.capabilities(),
	}, conformance.NewKeys(secret)).(*session)
	f.Fuzz(func(t *testing.T, bytes []byte) {
		answer.Store(bytes)
		ctx := t.Context()
		s.Profile(ctx)
		s.Probe(ctx)
		s.Describe(ctx)
		s.OwnPosts(ctx, time.Time{}, 50)
		s.Days(ctx, "2026-11-01", "2026-11-21")
		if _, next, _, err := s.Messages(ctx, ""); err == nil && next != "" {
			s.Messages(ctx, next)
		}
		s.Held(ctx, "1_2")
		s.Held(ctx, "1")
		s.HostMedia(ctx, picture("x"))
		for _, p := range []payload{{Kind: kindPost, Message: "Aucun autre n’a ce texte"}, {Kind: formatReel, Video: "4242"}} {
			p.Stamp, p.Prepared = conformance.Start(), conformance.Start()
			sent, err := json.Marshal(p)
			if err != nil {
				t.Fatal(err)
			}
			if found, err := s.Find(ctx, "", sent); err == nil && found.Verdict == data.Online && p.Kind == kindPost {
				t.Errorf("%s is taken for a post with another text", bytes)
			}
		}
		s.connectAny(ctx, network)
	})
}

// connectAny signs in with a pasted token.
func (s *session) connectAny(ctx context.Context, network *Network) {
	network.Connect(ctx, data.Connecting{Way: wayToken, Answers: map[string]string{"token": "EAA"}, Server: s.account.Server})
}
