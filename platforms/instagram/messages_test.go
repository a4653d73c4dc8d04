package instagram

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

func (b *bench) say(text string, after time.Duration) {
	b.server.Say(lenoir().Handle, rehearsal.Remark{Author: "awa.example", Name: "Awa", Text: text, On: 1, At: conformance.Start().Add(after)})
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

// A comment that comes while another one goes leaves the number as it was.
func TestACommentInThePlaceOfAnother(t *testing.T) {
	b := signedIn(t, nil)
	b.publish(b.part("Qui passe ?"))
	b.say("Moi", 0)
	all, cursor := b.read("")
	if len(all) != 1 {
		t.Fatalf("%d messages", len(all))
	}
	if err := b.Moderate(t.Context(), all[0], data.ActDelete); err != nil {
		t.Fatal(err)
	}
	b.say("Et moi", time.Minute)
	if news, _ := b.read(cursor); len(news) != 1 || news[0].Text != "Et moi" {
		t.Errorf("read %+v", news)
	}
}

// What is written in the very second of the newest message is not lost.
func TestMessagesOfOneSecond(t *testing.T) {
	b := signedIn(t, nil)
	b.publish(b.part("Qui passe ?"))
	b.say("un", time.Hour)
	_, cursor := b.read("")
	b.say("deux", time.Hour)
	b.say("une minute plus tôt", 59*time.Minute)
	if news, _ := b.read(cursor); len(news) != 2 {
		t.Errorf("read %+v", news)
	}
}

func TestRepliesBelowComments(t *testing.T) {
	b := signedIn(t, nil)
	post := b.publish(b.part("Qui passe ?"))
	b.say("Moi", 0)
	all, cursor := b.read("")
	comment := all[0]
	if comment.On != post.ID || comment.InReply != post.ID || comment.Author != "@awa.example" || comment.Kind != data.Comment {
		t.Fatalf("message %+v", comment)
	}
	if _, err := b.Reply(t.Context(), "", comment, "À samedi"); err != nil {
		t.Fatal(err)
	}
	if news, _ := b.read(cursor); len(news) != 0 {
		t.Errorf("own answers are read: %+v", news)
	}
	// There are no answers to answers: they stand below the same comment and
	// name who is meant.
	nested := comment
	nested.Remote = "123456"
	if _, err := b.Reply(t.Context(), "", nested, "À dimanche"); err != nil {
		t.Fatal(err)
	}
	seen := b.server.Log().Published
	if last := seen[len(seen)-1]; last.Text != "@awa.example À dimanche" || last.Parent != comment.Remote {
		t.Errorf("the network saw %+v", last)
	}
	if err := b.Moderate(t.Context(), comment, data.ActHide); err != nil {
		t.Fatal(err)
	}
	b.say("Et moi", time.Minute)
	again, _ := b.read("")
	for _, m := range again {
		if (m.Remote == comment.Remote) != (m.Standing == data.Hidden) {
			t.Errorf("message %+v", m)
		}
	}
	failsWith(t, b.Moderate(t.Context(), comment, data.ActBlock), data.Unsupported, "")
}

// A private answer goes once, and within seven days.
func TestPrivateAnswers(t *testing.T) {
	b := signedIn(t, nil)
	b.publish(b.part("Qui passe ?"))
	b.say("Moi", 0)
	b.say("Et moi, il y a huit jours", -8*24*time.Hour)
	all, _ := b.read("")
	for _, m := range all {
		_, err := b.ReplyPrivately(t.Context(), "", m, `Voici le "plan"`)
		if strings.Contains(m.Text, "huit") {
			failsWith(t, err, data.Invalid, CodeWindow)
		} else if err != nil {
			t.Error(err)
		}
	}
	_, err := b.ReplyPrivately(t.Context(), "", all[0], "Encore")
	failsWith(t, err, data.Invalid, CodeAnswered)
}

// One bad item spoils no other (R46).
func TestBadItems(t *testing.T) {
	b := signedIn(t, answering(func(r *http.Request) string {
		switch {
		case strings.HasSuffix(r.URL.Path, "/comments"):
			return `{"data":[7,null,{"id":"x"},{"id":"9","text":"Moi","username":"awa","timestamp":"2026-11-21T18:00:00+0000",` +
				`"replies":{"data":["bad",{"id":"10","text":"Oui","username":"jo","timestamp":"2026-11-21T18:01:00+0000"}]}},` +
				`{"id":"11","timestamp":"hier"}]}`
		case strings.HasSuffix(r.URL.Path, "/media") && strings.Contains(r.URL.RawQuery, "comments.limit"):
			return `{"data":[{"id":1},{"id":"5","comments_count":3}]}`
		case strings.HasSuffix(r.URL.Path, "/media"):
			return `{"data":[true,{"id":"5","timestamp":"2026-11-21T18:00:00+0000","caption":"Bonjour"},{"id":"6","timestamp":3}]}`
		case strings.HasSuffix(r.URL.Path, "/5/insights"):
			return `!{"error":{"message":"before it was professional","code":100,"error_subcode":2108006}}`
		}
		return ""
	}))
	page, _, bad, err := b.Messages(t.Context(), "")
	if err != nil || len(page) != 2 || len(bad) != 6 || page[1].Ref != "9" {
		t.Errorf("%d messages, %d bad (%v), %v", len(page), len(bad), bad, err)
	}
	// Likes that the account hides and insights that there are none of are gaps.
	posts, err := b.OwnPosts(t.Context(), time.Time{}, 10)
	if err != nil || len(posts) != 1 || posts[0].Likes.Known || posts[0].Views.Known {
		t.Errorf("posts %+v, %v", posts, err)
	}
	if _, _, _, err := b.Messages(t.Context(), "not a cursor"); data.KindOf(err) != data.Invalid {
		t.Errorf("cursor: %v", err)
	}
}

// FuzzAnswers gives any bytes as the answer of each reading call: nothing
// panics, nothing is endless, and what is no answer is a failure.
func FuzzAnswers(f *testing.F) {
	for _, seed := range []string{
		``, `null`, `[]`, `{}`, `{"data":null}`, `{"data":[]}`, `{"data":[{}]}`, `{"id":"7"}`, `{"id":7}`, `<html>`, `{"error":{"code":190}}`,
		`{"data":[{"id":"1","timestamp":"2026-11-21T18:00:00+0000","comments_count":1}],"paging":{"cursors":{"after":"a"},"next":"https://x"}}`,
		`{"status_code":"FINISHED"}`, `{"access_token":"t","expires_in":-1}`, `{"data":[{"name":"views","values":[{"value":null}],"total_value":{"value":1e9}}]}`,
	} {
		f.Add([]byte(seed), 200)
		f.Add([]byte(seed), 400)
	}
	f.Fuzz(func(t *testing.T, answer []byte, status int) {
		if status < 200 || status > 599 {
			status = 200
		}
		server := fixed(t, answer, status)
		b := started(t, nil)
		w := b.network.at(server)
		s := &session{wire: w, account: data.Account{Remote: "7", Handle: "@x", Server: server, Can: capabilities(func(string) bool { return true }, 50)}, keys: conformance.NewKeys(heldSecret(t))}
		reading(t, s)
		_, _ = b.network.Connect(t.Context(), data.Connecting{Way: wayToken, Server: server, Answers: map[string]string{"token": "abcdefgh"}})
		_, _ = b.network.Connect(t.Context(), data.Connecting{Way: wayFacebook, Server: server, Answers: map[string]string{"page_token": "abcdefgh"}})
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
	sent := []byte(`{"container":"777","made":"2026-11-21T18:00:00Z","shape":"IMAGE"}`)
	_, _ = s.Find(ctx, "", sent)
	if r, err := s.Commit(ctx, "", sent); err == nil && r.Zero() {
		t.Error("published without a receipt")
	}
	_ = s.Delete(ctx, data.Receipt{ID: "7"})
}

// fixed is a server that always answers the same.
func fixed(t *testing.T, answer []byte, status int) string {
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(status)
		_, _ = w.Write(answer)
	}))
	t.Cleanup(s.Close)
	return s.URL
}

func heldSecret(t *testing.T) data.Secret {
	t.Helper()
	s, err := oauth.Credentials{Access: "abcdefgh"}.Keep()
	if err != nil {
		t.Fatal(err)
	}
	return s
}
