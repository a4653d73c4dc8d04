package threads

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"parvis/data"
	"parvis/platforms/conformance"
	"parvis/platforms/oauth"
	"parvis/platforms/rehearsal"
)

func (b *bench) say(text string, on int, after time.Duration) {
	b.server.Say(lenoir().Handle, rehearsal.Remark{Author: "awa.example", Name: "Awa", Text: text, On: on, At: conformance.Start().Add(after)})
}

// read reads until a call brings nothing new.
func (b *bench) read(cursor string) (all []data.Message, next string) {
	b.t.Helper()
	for range 50 {
		page, next, bad, err := b.Messages(b.t.Context(), cursor)
		if err != nil || len(bad) > 0 {
			b.t.Fatal(err, bad)
		}
		all = append(all, page...)
		if next == cursor && len(page) == 0 {
			return all, next
		}
		cursor = next
	}
	b.t.Fatal("reading does not end")
	return nil, ""
}

func TestMentionsAndAnswers(t *testing.T) {
	b := signedIn(t, nil)
	post := b.publish(b.part("Qui passe ?"))
	b.say("@maisonlenoir bravo", 0, 0)
	b.say("Moi", 1, time.Minute)
	all, cursor := b.read("")
	if len(all) != 2 || all[0].Kind != data.Mention || all[0].On != "" || all[1].Kind != data.Reply || all[1].On != post.ID || all[1].Author != "@awa.example" {
		t.Fatalf("read %+v", all)
	}
	if _, err := b.Reply(t.Context(), "", all[1], "À samedi"); err != nil {
		t.Fatal(err)
	}
	b.say("dans la même seconde", 1, time.Minute)
	news, _ := b.read(cursor)
	if len(news) != 1 || news[0].Text != "dans la même seconde" {
		t.Errorf("read %+v", news)
	}
	// What stands below an answer goes with it: the network hides no such one.
	nested := news[0]
	nested.InReply = "123"
	failsWith(t, b.Moderate(t.Context(), nested, data.ActHide), data.Unsupported, "")
	failsWith(t, b.Moderate(t.Context(), nested, data.ActTrash), data.Unsupported, "")
	if err := b.Moderate(t.Context(), news[0], data.ActHide); err != nil {
		t.Fatal(err)
	}
	again, _ := b.read("")
	for _, m := range again {
		if (m.Remote == news[0].Remote) != (m.Standing == data.Hidden) {
			t.Errorf("message %+v", m)
		}
	}
	_, err := b.Reply(t.Context(), "", all[0], " ")
	failsWith(t, err, data.Invalid, CodeEmpty)
}

// Answers that wait are read as such, and once more when they are shown.
func TestApprovals(t *testing.T) {
	b := signedIn(t, nil)
	o := b.part("Qui passe ?")
	o.Options[optionApprovals] = "1"
	b.publish(o)
	b.say("Moi", 1, time.Minute)
	all, cursor := b.read("")
	if len(all) != 1 || all[0].Standing != data.Pending {
		t.Fatalf("read %+v", all)
	}
	if err := b.Moderate(t.Context(), all[0], data.ActApprove); err != nil {
		t.Fatal(err)
	}
	if news, _ := b.read(cursor); len(news) != 1 || news[0].Standing != data.Shown || news[0].Remote != all[0].Remote {
		t.Errorf("read %+v", news)
	}
}

// One bad item spoils no other (R46).
func TestBadItems(t *testing.T) {
	b := signedIn(t, answering(func(r *http.Request) string {
		switch {
		case strings.HasSuffix(r.URL.Path, "/me/threads"):
			return `{"data":[true,{"id":"5","has_replies":true,"media_type":"TEXT_POST","timestamp":"2026-11-01T18:00:00+0000","text":"Bonjour"},` +
				`{"id":"6","timestamp":3},{"id":"8","media_type":"REPOST_FACADE","timestamp":"2026-11-01T18:00:00+0000"}]}`
		case strings.HasSuffix(r.URL.Path, "/mentions"):
			return `{"data":[7,{"id":"9","text":"Moi","username":"awa","timestamp":"2026-11-21T18:00:00+0000"}]}`
		case strings.HasSuffix(r.URL.Path, "/insights"):
			return `{"data":[{"name":"likes","values":[{"value":4}]},{"name":"views","values":"none"},3]}`
		}
		return ""
	}))
	page, _, bad, err := b.Messages(t.Context(), "")
	if err != nil || len(page) != 1 || len(bad) != 3 {
		t.Errorf("%d messages, %d bad (%v), %v", len(page), len(bad), bad, err)
	}
	posts, err := b.OwnPosts(t.Context(), time.Time{}, 10)
	if err != nil || len(posts) != 1 || posts[0].Likes != data.Known(4) || posts[0].Views.Known {
		t.Errorf("posts %+v, %v", posts, err)
	}
	if _, _, _, err := b.Messages(t.Context(), "not a cursor"); data.KindOf(err) != data.Invalid {
		t.Errorf("cursor: %v", err)
	}
}

// The network counts no day before April 2024, and refuses to be asked.
func TestDaysBeforeTheNetworkCounted(t *testing.T) {
	b := signedIn(t, nil)
	if days, err := b.Days(t.Context(), "2024-04-01", "2024-04-15"); err != nil || len(days) != 2 || days[0].Day != "2024-04-14" {
		t.Errorf("days %+v, %v", days, err)
	}
	_, err := b.Days(t.Context(), "hier", "2024-04-15")
	failsWith(t, err, data.Invalid, "")
}

// FuzzAnswers gives any bytes as the answer of each reading call: nothing
// panics, nothing is endless, and what is no answer is a failure.
func FuzzAnswers(f *testing.F) {
	for _, seed := range []string{
		``, `null`, `[]`, `{}`, `{"data":null}`, `{"data":[]}`, `{"data":{}}`, `{"data":[{}]}`, `{"id":"7"}`, `{"id":7}`, `<html>`,
		`{"error":{"code":190}}`, `{"status":"PUBLISHED"}`, `{"access_token":"t","expires_in":-1}`, `{"id":"7","username":"x"}`,
		`{"data":[{"id":"1","timestamp":"2026-11-21T18:00:00+0000","has_replies":true}],"paging":{"cursors":{"after":"a"}}}`,
		`{"data":[{"name":"views","values":[{"value":null}],"total_value":{"value":1e9}}]}`,
	} {
		f.Add([]byte(seed), 200)
		f.Add([]byte(seed), 400)
	}
	f.Fuzz(func(t *testing.T, answer []byte, status int) {
		if status < 200 || status > 599 {
			status = 200
		}
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			w.WriteHeader(status)
			_, _ = w.Write(answer)
		}))
		defer server.Close()
		b := started(t, nil)
		secret, err := oauth.Credentials{Access: "abcdefgh"}.Keep()
		if err != nil {
			t.Fatal(err)
		}
		can := capabilities(func(string) bool { return true }, 250)
		reading(t, &session{
			wire:    wire{b.network.http, server.URL},
			account: data.Account{Remote: "7", Handle: "@x", Server: server.URL, Can: can}, keys: conformance.NewKeys(secret),
		})
		_, _ = b.network.Connect(t.Context(), data.Connecting{Way: wayToken, Server: server.URL, Answers: map[string]string{"token": "abcdefgh"}})
	})
}

// reading makes every call that reads, and those that write with what they
// read.
func reading(t *testing.T, s *session) {
	ctx := t.Context()
	_, _ = s.Profile(ctx)
	_, _ = s.OwnPosts(ctx, time.Time{}, 60)
	_, _ = s.Days(ctx, "2026-11-20", "2026-11-21")
	_, _ = s.Probe(ctx)
	_, _ = s.Describe(ctx)
	cursor := ""
	for range 4 {
		page, next, _, err := s.Messages(ctx, cursor)
		if err != nil && next != cursor {
			t.Errorf("the cursor moved over what was not read")
		}
		for _, m := range page {
			_, _ = s.Reply(ctx, "", m, "Oui")
		}
		cursor = next
	}
	sent := []byte(`{"container":"777","made":"2026-11-21T18:00:00Z","shape":"TEXT_POST"}`)
	_, _ = s.Find(ctx, "", sent)
	if r, err := s.Commit(ctx, "", sent); err == nil && r.Zero() {
		t.Error("published without a receipt")
	}
	_ = s.Delete(ctx, data.Receipt{ID: "7"})
}
