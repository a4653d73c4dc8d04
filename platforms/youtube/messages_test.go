package youtube

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"parvis/data"
	"parvis/platforms/rehearsal"
)

// said is a comment as the network writes it.
func said(id, author, text, at string) map[string]any {
	return map[string]any{"id": id, "snippet": map[string]any{
		"authorDisplayName": "@" + author, "authorChannelId": map[string]string{"value": author}, "textDisplay": text, "publishedAt": at,
	}}
}

func threadOf(top map[string]any, total int, replies ...map[string]any) map[string]any {
	return map[string]any{
		"snippet": map[string]any{"videoId": "vid", "topLevelComment": top, "totalReplyCount": total},
		"replies": map[string]any{"comments": replies},
	}
}

// withThreads is a session of a channel with comments by standing, and the
// answers of each thread.
func withThreads(t *testing.T, lists map[string][]any, replies map[string][]any) *session {
	return answering(t, func(w http.ResponseWriter, r *http.Request) {
		items := lists[r.URL.Query().Get("moderationStatus")]
		if strings.HasSuffix(r.URL.Path, "/comments") {
			items = replies[r.URL.Query().Get("parentId")]
		}
		if items == nil {
			items = []any{}
		}
		_ = json.NewEncoder(w).Encode(map[string]any{"items": items})
	})
}

func readAll(t *testing.T, s *session, cursor string) (all []data.Message, next string, bad []error) {
	t.Helper()
	for range 20 {
		page, next, wrong, err := s.Messages(t.Context(), cursor)
		if err != nil {
			t.Fatal(err)
		}
		all, bad = append(all, page...), append(bad, wrong...)
		if len(page) == 0 && next == cursor {
			return all, cursor, bad
		}
		cursor = next
	}
	t.Fatal("reading does not end")
	return nil, "", nil
}

func TestThreads(t *testing.T) {
	lists := map[string][]any{
		"published": {
			threadOf(said("t2", "awa", "Une question", "2026-11-20T10:00:00Z"), 7,
				said("t2.a", "UCme", "Notre réponse", "2026-11-20T11:00:00Z"), said("t2.b", "jo", "Moi aussi", "2026-11-20T12:00:00Z")),
			threadOf(said("t1", "UCme", "Notre premier mot", "2026-11-19T10:00:00Z"), 1, said("t1.a", "awa", "Bravo", "2026-11-19T11:00:00Z")),
			"pas un fil",
			threadOf(said("../../x", "awa", "?", "2026-11-19T11:00:00Z"), 0),
			threadOf(said("t0", "awa", "sans date", "hier"), 0),
		},
		"heldForReview": {threadOf(said("h1", "lea", "Attend", "2026-11-18T10:00:00Z"), 0)},
		"likelySpam":    {threadOf(said("s1", "bot", "Gagnez", "2026-11-18T09:00:00Z"), 0)},
	}
	replies := map[string][]any{"t2": {
		said("t2.a", "UCme", "Notre réponse", "2026-11-20T11:00:00Z"), said("t2.b", "jo", "Moi aussi", "2026-11-20T12:00:00Z"),
		said("t2.c", "ana", "Et moi", "2026-11-20T10:30:00Z"), 3,
	}}
	s := withThreads(t, lists, replies)
	all, cursor, bad := readAll(t, s, "")
	var got []string
	for _, m := range all {
		got = append(got, fmt.Sprintf("%s %s on=%s in=%s ref=%s %q", m.Remote, m.Kind, m.On, m.InReply, m.Ref, m.Standing))
	}
	want := []string{
		`t2 comment on=vid in=vid ref=t2 ""`, `t2.b comment on=vid in=t2 ref=t2 ""`, `t2.c comment on=vid in=t2 ref=t2 ""`,
		`t1.a reply on=vid in=t1 ref=t1 ""`, `h1 comment on=vid in=vid ref=h1 "pending"`, `s1 comment on=vid in=vid ref=s1 "spam"`,
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") || len(bad) < 3 {
		t.Errorf("got\n%s\nwant\n%s\nbad %v", strings.Join(got, "\n"), strings.Join(want, "\n"), bad)
	}
	if all[0].URL != "https://www.youtube.com/watch?lc=t2&v=vid" || all[0].Account != 7 {
		t.Errorf("%+v", all[0])
	}

	// An answer to an old thread, and a comment of the very second of the newest.
	lists["published"][1] = threadOf(said("t1", "UCme", "Notre premier mot", "2026-11-19T10:00:00Z"), 2,
		said("t1.b", "ana", "Encore", "2026-11-20T12:00:01Z"), said("t1.a", "awa", "Bravo", "2026-11-19T11:00:00Z"))
	lists["published"] = append([]any{threadOf(said("t3", "lou", "Au même moment", "2026-11-20T12:00:00Z"), 0)}, lists["published"]...)
	news, cursor, _ := readAll(t, s, cursor)
	if len(news) != 2 || news[0].Remote != "t3" || news[1].Remote != "t1.b" {
		t.Errorf("news %+v", news)
	}
	if again, _, _ := readAll(t, s, cursor); len(again) != 0 {
		t.Errorf("again %+v", again)
	}
}

func TestNotACursor(t *testing.T) {
	for _, cursor := range []string{"x", `{"list":3}`, `{"list":-1}`, `{"seen":7}`} {
		_, next, _, err := answering(t, nil).Messages(t.Context(), cursor)
		failsWith(t, err, data.Invalid, "")
		if next != cursor {
			t.Errorf("%q became %q", cursor, next)
		}
	}
}

// A comment that was moderated is in the list where the network has it now.
func TestModerationMovesAComment(t *testing.T) {
	b := connected(t)
	b.published(t, b.post("Qui passe samedi ?"))
	b.server.Say("maisonlenoir", rehearsal.Remark{Author: "awa", Text: "Moi", On: 1, At: b.clock.Now()})
	for act, want := range map[data.Act]data.Standing{data.ActHold: data.Pending, data.ActSpam: data.Spam, data.ActApprove: data.Shown} {
		all, _, _ := readAll(t, b.session, "")
		if len(all) != 1 {
			t.Fatalf("%d comments", len(all))
		}
		if err := b.Moderate(t.Context(), all[0], act); err != nil {
			t.Fatal(err)
		}
		if all, _, _ = readAll(t, b.session, ""); len(all) != 1 || all[0].Standing != want {
			t.Errorf("after %s: %+v", act, all)
		}
	}
	all, _, _ := readAll(t, b.session, "")
	if err := b.Moderate(t.Context(), all[0], data.ActBlock); err != nil {
		t.Fatal(err)
	}
	b.server.Say("maisonlenoir", rehearsal.Remark{Author: "awa", Text: "Encore moi", On: 1, At: b.clock.Now()})
	if all, _, _ = readAll(t, b.session, ""); len(all) != 0 {
		t.Errorf("of somebody who is blocked: %+v", all)
	}
	failsWith(t, b.Moderate(t.Context(), data.Message{Remote: "a"}, data.ActMute), data.Unsupported, "")
}

func TestRepliesThatAreRefused(t *testing.T) {
	s := answering(t, nil)
	m := data.Message{Remote: "t1", Ref: "t1", On: "vid"}
	_, err := s.Reply(t.Context(), "", m, "  ")
	failsWith(t, err, data.Invalid, CodeEmpty)
	_, err = s.Reply(t.Context(), "", m, strings.Repeat("é", replyMax+1))
	failsWith(t, err, data.Invalid, CodeTooLong)
	_, err = s.Reply(t.Context(), "", data.Message{Ref: "../x"}, "Bonjour")
	failsWith(t, err, data.Invalid, "")
}

// The same words said before the message came are no answer to it.
func TestAnOlderAnswerIsNotTaken(t *testing.T) {
	made := 0
	s := answering(t, func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodPost {
			made++
			_ = json.NewEncoder(w).Encode(said("t1.new", "UCme", "Merci !", "2026-11-20T13:00:00Z"))
			return
		}
		_ = json.NewEncoder(w).Encode(map[string]any{"items": []any{said("t1.old", "UCme", "Merci !", "2026-11-20T11:00:00Z"), said("t1.other", "awa", "Merci !", "2026-11-20T13:00:00Z")}})
	})
	m := data.Message{Remote: "t1.b", Ref: "t1", On: "vid", At: time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC)}
	r, err := s.Reply(t.Context(), "", m, "Merci !")
	if err != nil || r.ID != "t1.new" || made != 1 {
		t.Errorf("%+v, %v, %d answers", r, err, made)
	}
}

// FuzzAnswers: whatever the network answers to a reading, it ends in what was
// promised or in a failure.
func FuzzAnswers(f *testing.F) {
	for _, seed := range []string{
		`{"items":[{"id":"UCme","snippet":{"title":"M","customUrl":"@m"},"statistics":{"subscriberCount":"12"},"contentDetails":{"relatedPlaylists":{"uploads":"UU"},"videoId":"abc"}}],"nextPageToken":"x"}`,
		`{"items":[{"id":"abc","snippet":{"title":"t","publishedAt":"2026-11-20T10:00:00Z","tags":["a"]},"status":{"privacyStatus":"public","uploadStatus":"processed"},"statistics":{"viewCount":"3"}},null,7]}`,
		`{"items":[{"snippet":{"videoId":"v","topLevelComment":{"id":"t","snippet":{"publishedAt":"2026-11-20T10:00:00Z"}},"totalReplyCount":9}}],"nextPageToken":"y"}`,
		`{"columnHeaders":[{"name":"day"},{"name":"views"}],"rows":[["2026-11-20",3]]}`,
		`{"error":{"errors":[{"reason":"quotaExceeded"}]}}`, `{"items":{}}`, `null`, `[]`, `<`, ``,
	} {
		f.Add(200, []byte(seed))
		f.Add(403, []byte(seed))
	}
	var status int
	var body []byte
	s := answering(f, func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(status)
		_, _ = w.Write(body)
	})
	f.Fuzz(func(t *testing.T, code int, answer []byte) {
		status, body = 200+(code%400+400)%400, answer
		if len(body) > 64<<10 || status == http.StatusNoContent || status == http.StatusNotModified {
			return
		}
		_, _ = s.Profile(t.Context())
		_, _ = s.Days(t.Context(), "2026-11-01", "2026-11-20")
		_, _ = s.Held(t.Context(), "abc")
		if _, err := s.before(t.Context(), "key"); err == nil && status >= 300 {
			t.Errorf("%d is taken for an answer", status)
		}
		posts, err := s.counts(t.Context(), "fuzz", []string{"abc"}, time.Time{})
		for _, p := range posts {
			if err != nil || p.Remote != "abc" || p.Posted.IsZero() {
				t.Errorf("post %+v, %v", p, err)
			}
		}
		page, _, _, err := s.Messages(t.Context(), "")
		for _, m := range page {
			if err != nil || !isID(m.Remote) || !isID(m.Ref) || m.At.IsZero() && !strings.Contains(string(body), "0001-01-01") {
				t.Errorf("message %+v, %v", m, err)
			}
		}
	})
}
