package facebook

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"parvis/data"
	"parvis/platforms/rehearsal"
)

// withoutMetric refuses every call that asks for a metric, as the network does
// with one that it has given up.
func withoutMetric(name string) func(http.Handler) http.Handler {
	return func(server http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			q := r.URL.Query()
			if strings.Contains(q.Get("fields")+","+q.Get("metric"), name) {
				saying(http.StatusBadRequest, `{"error":{"code":100,"message":"(#100) The value must be a valid insights metric"}}`)(nil).ServeHTTP(w, r)
				return
			}
			server.ServeHTTP(w, r)
		})
	}
}

func seeded(s *scene) {
	s.server.Seed(lenoir().Handle, rehearsal.Past{Followers: 412, Posts: []rehearsal.PastPost{
		{Text: "Hier", At: s.clock.Now().Add(-30 * time.Hour), Likes: 40},
	}})
}

// One unknown metric fails a whole call: the others are asked alone.
func TestMetricsThatAreNoMore(t *testing.T) {
	s := at(t, nil)
	seeded(s)
	posts, err := s.OwnPosts(t.Context(), time.Time{}, 10)
	if err != nil || !posts[0].Views.Known || !posts[0].Reach.Known || !posts[0].Clicks.Known || posts[0].Views.N < posts[0].Reach.N {
		t.Errorf("all three: %+v, %v", posts, err)
	}
	s = at(t, withoutMetric(postReach))
	seeded(s)
	posts, err = s.OwnPosts(t.Context(), time.Time{}, 10)
	if err != nil || len(posts) != 1 || !posts[0].Views.Known || posts[0].Reach.Known || !posts[0].Likes.Known {
		t.Errorf("without reach: %+v, %v", posts, err)
	}
	s = at(t, withoutMetric("post_"))
	seeded(s)
	posts, err = s.OwnPosts(t.Context(), time.Time{}, 10)
	if err != nil || len(posts) != 1 || posts[0].Views.Known || !posts[0].Likes.Known {
		t.Errorf("without any: %+v, %v", posts, err)
	}
	s = at(t, withoutMetric(pageReach))
	seeded(s)
	days, err := s.Days(t.Context(), "2026-11-18", "2026-11-21")
	if err != nil || len(days) == 0 || days[len(days)-1].Reach.Known || !days[len(days)-1].Views.Known {
		t.Errorf("days without reach: %+v, %v", days, err)
	}
	s = at(t, withoutMetric("page_"))
	_, err = s.Days(t.Context(), "2026-11-18", "2026-11-21")
	failsWith(t, err, data.Invalid, "")
}

// A year is asked for in pieces that the network takes, without a gap.
func TestDaysOfAYear(t *testing.T) {
	s := at(t, nil)
	seeded(s)
	days, err := s.Days(t.Context(), "2025-11-21", "2026-11-21")
	if err != nil || len(days) != 365 || days[0].Day != "2025-11-21" || days[364].Day != "2026-11-20" {
		t.Fatalf("%d days, %v", len(days), err)
	}
	for i := range days[1:] {
		before, _ := time.Parse(data.DayLayout, days[i].Day)
		if days[i+1].Day != before.AddDate(0, 0, 1).Format(data.DayLayout) {
			t.Fatalf("%s after %s", days[i+1].Day, days[i].Day)
		}
	}
	for _, bad := range [][2]string{{"hier", "2026-11-21"}, {"2026-11-21", ""}} {
		_, err := s.Days(t.Context(), bad[0], bad[1])
		failsWith(t, err, data.Invalid, "")
	}
}

// A day of the network ends at midnight of the Pacific, summer and winter.
func TestPacificDays(t *testing.T) {
	for end, want := range map[string]string{
		"2026-11-21T08:00:00+0000": "2026-11-20", "2026-07-21T07:00:00+0000": "2026-07-20",
		"2026-11-21T00:00:00-0800": "2026-11-20", "2026-11-21T00:00:00+0000": "2026-11-20",
	} {
		s := at(t, saying(http.StatusOK, `{"data":[{"name":"page_media_view","values":[{"value":7,"end_time":"`+end+`"}]}]}`))
		days, err := s.Days(t.Context(), want, want)
		if err != nil || len(days) != 1 || days[0].Views != data.Known(7) || days[0].Reach.Known {
			t.Errorf("%s: %+v, %v", end, days, err)
		}
	}
}

// Shares are left out by the network when there are none, and a value that is
// no number is a gap.
func TestGaps(t *testing.T) {
	s := at(t, saying(http.StatusOK, `{"data":[
		{"id":"1_2","message":"Un","created_time":"2026-11-21T18:00:00+0000","reactions":{"data":[],"summary":{"total_count":0}},
		 "insights":{"data":[{"name":"post_media_view","values":[{"value":{"a":1}}]},{"name":"post_clicks","values":[]}]}},
		{"id":"1_3"}, 7, null, {"id":"1_4","created_time":"hier"}]}`))
	posts, err := s.OwnPosts(t.Context(), time.Time{}, 10)
	if err != nil || len(posts) != 1 {
		t.Fatalf("%+v, %v", posts, err)
	}
	if p := posts[0]; p.Shares.Known || p.Views.Known || p.Clicks.Known || p.Replies.Known || p.Likes != data.Known(0) {
		t.Errorf("%+v", p)
	}
}

func TestMessages(t *testing.T) {
	s := at(t, nil)
	mine := s.published(s.part("Qui passe samedi ?"))
	say := func(author, text string, on int) {
		s.server.Say(lenoir().Handle, rehearsal.Remark{Author: author, Name: strings.ToUpper(author), Text: text, On: on, At: s.clock.Now()})
	}
	say("awa", "Moi !", 1)
	say("jo", "Bonjour la maison", 0)
	say("lou", "Chez @maisonlenoir", 0)
	page, next, bad, err := s.Messages(t.Context(), "")
	if err != nil || len(bad) > 0 || len(page) != 3 {
		t.Fatalf("%+v, %v, %v", page, bad, err)
	}
	by := func(text string) data.Message {
		i := slices.IndexFunc(page, func(m data.Message) bool { return m.Text == text })
		if i < 0 {
			t.Fatalf("no message %q", text)
		}
		return page[i]
	}
	if m := by("Moi !"); m.Kind != data.Comment || m.On != mine.ID || m.InReply != mine.ID || m.Name != "AWA" || m.Standing != data.Shown {
		t.Errorf("comment %+v", m)
	}
	for _, text := range []string{"Bonjour la maison", "Chez @maisonlenoir"} {
		if m := by(text); m.Kind != data.Mention || m.On != "" {
			t.Errorf("mention %+v", m)
		}
	}
	// The Page's own answer is no message, and not given twice.
	first, err := s.Reply(t.Context(), "", by("Bonjour la maison"), "Bonjour Jo !")
	if err != nil {
		t.Fatal(err)
	}
	if again, err := s.Reply(t.Context(), "", by("Bonjour la maison"), "Bonjour Jo !"); err != nil || again != first {
		t.Errorf("again %+v, %v", again, err)
	}
	if err := s.Moderate(t.Context(), by("Moi !"), data.ActHide); err != nil {
		t.Fatal(err)
	}
	news, same, _, err := s.Messages(t.Context(), next)
	if err != nil || len(news) != 0 || same != next {
		t.Errorf("news %+v, cursor %q after %q, %v", news, same, next, err)
	}
	all, _, _, err := s.Messages(t.Context(), "")
	if err != nil || len(all) != 3 || !slices.ContainsFunc(all, func(m data.Message) bool { return m.Standing == data.Hidden && m.Text == "Moi !" }) {
		t.Errorf("all anew %+v, %v", all, err)
	}
	_, _, _, err = s.Messages(t.Context(), "no cursor")
	failsWith(t, err, data.Invalid, "")
	_, err = s.Reply(t.Context(), "", page[0], " ")
	failsWith(t, err, data.Invalid, CodeEmpty)
	_, err = s.Reply(t.Context(), "", data.Message{Remote: "1"}, "x")
	failsWith(t, err, data.Invalid, "")
}

// A comment that appears late is read all the same, and what was read is not
// read again.
func TestLateComments(t *testing.T) {
	s := at(t, nil)
	s.published(s.part("Qui passe ?"))
	say := func(text string, at time.Duration) {
		s.server.Say(lenoir().Handle, rehearsal.Remark{Author: "awa", Text: text, On: 1, At: s.clock.Now().Add(at)})
	}
	read := func(cursor string) (texts []string, next string) {
		page, next, bad, err := s.Messages(t.Context(), cursor)
		if err != nil || len(bad) > 0 {
			t.Fatal(bad, err)
		}
		for _, m := range page {
			texts = append(texts, m.Text)
		}
		return texts, next
	}
	say("un", time.Hour)
	say("deux", time.Hour+5*time.Minute)
	first, cursor := read("")
	say("entre", time.Hour+3*time.Minute)
	say("longtemps avant", time.Minute)
	second, cursor := read(cursor)
	third, _ := read(cursor)
	if fmt.Sprint(first, second, third) != "[deux un] [entre] []" {
		t.Error(first, second, third)
	}
}

// Who wrote something may be missing; what cannot be read is told, one by one
// (R46).
func TestOneBadCommentDoesNotHideTheOthers(t *testing.T) {
	comment := func(id string) string {
		return `{"id":"` + id + `","message":"` + id + `","created_time":"2026-11-21T18:00:00+0000"}`
	}
	feed := `{"data":[
		{"id":"1_2","comments":{"data":[` + comment("2_1") + `,7,{"id":"2_3","created_time":"hier"},` + comment("2_4") + `]}},
		{"id":"1_3","comments":"none"}, true,
		{"id":"1_4","comments":{"data":[` + comment("4_1") + `]}}]}`
	s := at(t, func(http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if strings.HasSuffix(r.URL.Path, "/feed") {
				w.Write([]byte(feed))
				return
			}
			saying(http.StatusForbidden, `{"error":{"code":200}}`)(nil).ServeHTTP(w, r)
		})
	})
	page, _, bad, err := s.Messages(t.Context(), "")
	if err != nil || len(page) != 3 || len(bad) != 4 || page[0].Author != "" {
		t.Fatalf("%+v, bad %v, %v", page, bad, err)
	}
	failsWith(t, s.Moderate(t.Context(), page[0], data.ActBlock), data.Unsupported, "")
	failsWith(t, s.Moderate(t.Context(), page[0], data.ActSpam), data.Unsupported, "")
}

func TestPrivateReplies(t *testing.T) {
	s := at(t, nil)
	s.published(s.part("Qui passe ?"))
	for i, ago := range []time.Duration{0, 8 * 24 * time.Hour} {
		s.server.Say(lenoir().Handle, rehearsal.Remark{Author: "awa", Text: fmt.Sprint(i), On: 1, At: s.clock.Now().Add(-ago)})
	}
	s.server.Say(lenoir().Handle, rehearsal.Remark{Author: "jo", Text: "mention", At: s.clock.Now()})
	page, _, _, err := s.Messages(t.Context(), "")
	if err != nil || len(page) != 3 {
		t.Fatal(page, err)
	}
	reply := func(text string) error {
		i := slices.IndexFunc(page, func(m data.Message) bool { return m.Text == text })
		_, err := s.ReplyPrivately(t.Context(), "", page[i], "En privé")
		return err
	}
	if err := reply("0"); err != nil {
		t.Fatal(err)
	}
	failsWith(t, reply("0"), data.Invalid, CodeAnswered)
	failsWith(t, reply("1"), data.Invalid, CodeWindow)
	failsWith(t, reply("mention"), data.Unsupported, "")
	if page, _, _, err = s.Messages(t.Context(), ""); err != nil {
		t.Fatal(err)
	}
	failsWith(t, reply("0"), data.Invalid, CodeAnswered)
	if n := len(s.server.Log().Published); n != 2 {
		t.Errorf("the network saw %d", n)
	}
}
