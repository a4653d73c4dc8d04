package googlebusiness

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"parvis/data"
	"parvis/platforms/rehearsal"
)

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

func reviewed(id, stars, comment, updated, more string) string {
	return fmt.Sprintf(`{"name":"%s/reviews/%s","reviewer":{"displayName":"Awa"},"starRating":"%s","comment":%q,"createTime":"2026-11-01T10:00:00Z","updateTime":"%s"%s}`,
		here, id, stars, comment, updated, more)
}

func TestReviews(t *testing.T) {
	list := []string{
		reviewed("r3", "FIVE", "(Translated by Google) Very good\n\n(Original)\nTrès bon", "2026-11-20T10:00:00.123456Z", ""),
		reviewed("r2", "TWO", "Cher\n\n(Translated by Google)\nExpensive", "2026-11-19T10:00:00Z", `,"reviewReply":{"comment":"Désolés"}`),
		`7`, reviewed("../x", "ONE", "", "2026-11-19T10:00:00Z", ""), reviewed("r9", "ONE", "", "hier", ""),
		reviewed("r1", "STAR_RATING_UNSPECIFIED", "", "2026-11-18T10:00:00Z", `,"reviewReply":{"comment":"Non","reviewReplyState":"REJECTED"}`),
	}
	s := answering(t, func(w http.ResponseWriter, r *http.Request) {
		if q := r.URL.Query(); q.Get("pageSize") != "50" || q.Get("orderBy") != "updateTime desc" {
			t.Errorf("asked %v", q)
		}
		_, _ = w.Write([]byte(`{"reviews":[` + strings.Join(list, ",") + `]}`))
	})
	all, cursor, bad := readAll(t, s, "")
	var got []string
	for _, m := range all {
		got = append(got, fmt.Sprintf("%s %s %d %q %v", m.Kind, strings.TrimPrefix(m.Remote, here+"/reviews/"), m.Stars, m.Text, m.Answered))
	}
	want := `review r3 5 "Très bon" false; review r2 2 "Cher" true; review r1 0 "" false`
	if strings.Join(got, "; ") != want || len(bad) < 3 {
		t.Errorf("got %q, bad %v", got, bad)
	}
	// Rewritten by its author; and a new one of the same moment as the newest.
	list = []string{
		reviewed("r1", "FOUR", "Mieux", "2026-11-20T11:00:00Z", ""), list[0],
		reviewed("r4", "ONE", "Ensemble", "2026-11-20T10:00:00.123456Z", ""), list[1],
	}
	news, cursor, _ := readAll(t, s, cursor)
	if len(news) != 2 || news[0].Text != "Mieux" || news[1].Text != "Ensemble" {
		t.Errorf("news %+v", news)
	}
	if again, _, _ := readAll(t, s, cursor); len(again) != 0 {
		t.Errorf("again %+v", again)
	}
	_, next, _, err := s.Messages(t.Context(), "x")
	failsWith(t, err, data.Invalid, "")
	if next != "x" {
		t.Errorf("the cursor became %q", next)
	}
}

// Each review has one answer, which a new one replaces: never another person's
// without having been read.
func TestAnAnswerIsNotOverwritten(t *testing.T) {
	b := connected(t)
	b.server.Say("Maison Lenoir", rehearsal.Remark{Name: "Awa", Text: "Très bon", Stars: 4, At: b.clock.Now()})
	all, _, _ := readAll(t, b.session, "")
	if len(all) != 1 || all[0].Stars != 4 || all[0].Answered {
		t.Fatalf("%+v", all)
	}
	colleague := all[0]
	if _, err := b.Reply(t.Context(), "", colleague, "Merci Awa !"); err != nil {
		t.Fatal(err)
	}
	_, err := b.Reply(t.Context(), "", all[0], "Merci beaucoup !")
	failsWith(t, err, data.Invalid, CodeAnswered)
	r, err := b.Reply(t.Context(), "", all[0], " Merci Awa ! ")
	if err != nil || r.ID != all[0].Remote+"/reply" {
		t.Errorf("the same answer again: %+v, %v", r, err)
	}
	all, _, _ = readAll(t, b.session, "")
	if !all[0].Answered {
		t.Fatalf("%+v", all)
	}
	if _, err := b.Reply(t.Context(), "", all[0], "Merci beaucoup !"); err != nil {
		t.Fatal(err)
	}
	if seen := b.server.Log().Published; len(seen) != 2 || seen[1].Text != "Merci beaucoup !" {
		t.Errorf("the network saw %+v", seen)
	}
	_, err = b.Reply(t.Context(), "", all[0], strings.Repeat("é", 2049))
	failsWith(t, err, data.Invalid, CodeTooLong)
	_, err = b.Reply(t.Context(), "", all[0], " ")
	failsWith(t, err, data.Invalid, CodeEmpty)
	_, err = b.Reply(t.Context(), "", data.Message{Ref: "accounts/9/locations/9/reviews/1"}, "Bonjour")
	failsWith(t, err, data.Invalid, "")
}

// FuzzAnswers: whatever the network answers to a reading, it ends in what was
// promised or in a failure.
func FuzzAnswers(f *testing.F) {
	for _, seed := range []string{
		`{"reviews":[` + reviewed("r1", "FIVE", "Bon", "2026-11-20T10:00:00Z", "") + `,7],"nextPageToken":"b"}`,
		`{"localPosts":[{"name":"` + here + `/localPosts/1","state":"LIVE","createTime":"2026-11-21T18:00:00Z","summary":"a","topicType":"STANDARD"}],"nextPageToken":"b"}`,
		`{"name":"` + here + `/localPosts/1","state":"SCHEDULED","scheduledTime":"2026-12-01T09:00:00Z"}`,
		`{"name":"locations/2","title":"A","metadata":{"canOperateLocalPost":true},"accounts":[{"name":"accounts/1"}],"locations":[{"name":"locations/2","title":"A"}]}`,
		`{"multiDailyMetricTimeSeries":[{"dailyMetricTimeSeries":[{"dailyMetric":"CALL_CLICKS","timeSeries":{"datedValues":[{"date":{"year":2026,"month":11,"day":18},"value":"2"}]}}]}]}`,
		`{"error":{"details":[{"reason":"RATE_LIMIT_EXCEEDED","metadata":{"quota_limit_value":"0"}}]}}`, `{"reviews":{}}`, `null`, `[]`, `<`, ``,
	} {
		f.Add(200, []byte(seed))
		f.Add(429, []byte(seed))
	}
	var status int
	var body []byte
	s := answering(f, func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(status)
		_, _ = w.Write(body)
	})
	sent := []byte(`{"stamp":"2026-11-21T18:00:00Z","prepared":"2026-11-21T18:00:00Z","post":{"summary":"a","topicType":"STANDARD"}}`)
	f.Fuzz(func(t *testing.T, code int, answer []byte) {
		status, body = 200+(code%400+400)%400, answer
		if len(body) > 64<<10 || status == http.StatusNoContent || status == http.StatusNotModified {
			return
		}
		_, _ = s.Profile(t.Context())
		_, _ = s.Days(t.Context(), "2026-11-01", "2026-11-20")
		if places, err := s.places(t.Context()); err != nil && len(places) > 0 {
			t.Errorf("%v with %v", places, err)
		}
		if held, err := s.Held(t.Context(), here+"/localPosts/1"); err == nil && !held.Waiting && held.Receipt.Zero() {
			t.Errorf("held %+v", held)
		}
		found, err := s.Find(t.Context(), "", sent)
		if err == nil && found.Verdict == data.Online && !isName(found.Receipt.ID, here, "localPosts") {
			t.Errorf("found %+v", found)
		}
		page, _, _, err := s.Messages(t.Context(), "")
		for _, m := range page {
			if err != nil || !isName(m.Remote, here, "reviews") || m.Stars < 0 || m.Stars > 5 || m.At.Location() != time.UTC {
				t.Errorf("message %+v, %v", m, err)
			}
		}
	})
}
