package linkedin

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"parvis/data"
	"parvis/platforms/conformance"
	"parvis/platforms/rehearsal"
)

func TestComments(t *testing.T) {
	b, _, p := opened(t)
	r := published(t, p, part(b, "Qui passe samedi ?"))
	b.server.Say("maison-lenoir", rehearsal.Remark{Author: "awa", Text: "Moi (à 7 h) !", On: 1, At: b.clock.Now()})
	got, cursor, bad, err := p.Messages(t.Context(), "")
	if err != nil || len(bad) != 0 || len(got) != 1 {
		t.Fatalf("%d messages, %v, %v", len(got), bad, err)
	}
	m := got[0]
	if m.Kind != data.Comment || m.On != r.ID || m.InReply != r.ID || m.Author != "urn:li:person:awa" || m.Text != "Moi (à 7 h) !" || m.Name != "" ||
		!strings.HasSuffix(m.URL, "?commentUrn="+url.QueryEscape(m.Remote)) {
		t.Errorf("message %+v", m)
	}
	answer, err := p.Reply(t.Context(), "", m, "À samedi (7 h) #pain")
	if err != nil || answer.URL == "" {
		t.Fatal(err)
	}
	if seen := b.server.Log().Published[1]; seen.ID != answer.ID || seen.Text != "À samedi (7 h) #pain" {
		t.Errorf("a comment is plain text: %+v", seen)
	}
	// Our own answer is no message, though it raises the number of comments.
	if got, _, _, err := p.Messages(t.Context(), cursor); err != nil || len(got) != 0 {
		t.Errorf("%+v, %v", got, err)
	}
	if err := p.Delete(t.Context(), answer); err != nil || !b.server.Log().Published[1].Deleted {
		t.Errorf("own comment: %v", err)
	}
	if err := p.Moderate(t.Context(), m, data.ActDelete); err != nil {
		t.Error(err)
	}
	failsWith(t, p.Moderate(t.Context(), m, data.ActDelete), data.NotFound, "")
	failsWith(t, p.Moderate(t.Context(), m, data.ActHide), data.Unsupported, "")
	for text, code := range map[string]string{" ": CodeEmpty, strings.Repeat("é", maxComment+1): CodeTooLong} {
		_, err := p.Reply(t.Context(), "", m, text)
		failsWith(t, err, data.Invalid, code)
	}
	_, err = p.Reply(t.Context(), "", data.Message{Remote: "urn:li:share:1"}, "x")
	failsWith(t, err, data.Invalid, "")
	_, _, _, err = p.Messages(t.Context(), "no cursor")
	failsWith(t, err, data.Invalid, "")
}

// Only posts with another number of comments are read again: a day has few
// requests.
func TestFewRequestsForComments(t *testing.T) {
	b, _, p := opened(t)
	for i := range 5 {
		published(t, p, part(b, fmt.Sprint("Fournée ", i)))
	}
	cursor := ""
	read := func() (n int) {
		for {
			got, next, _, err := p.Messages(t.Context(), cursor)
			if err != nil {
				t.Fatal(err)
			}
			n += len(got)
			if next == cursor && len(got) == 0 {
				return n
			}
			cursor = next
		}
	}
	read()
	before := b.seen.Len()
	read()
	if n := b.seen.Len() - before; n > 3 {
		t.Errorf("%d requests to learn that nothing is new", n)
	}
	b.server.Say("maison-lenoir", rehearsal.Remark{Author: "awa", Text: "Un", On: 2, At: b.clock.Now()})
	b.server.Say("maison-lenoir", rehearsal.Remark{Author: "awa", Text: "Deux", On: 4, At: b.clock.Now()})
	if n := read(); n != 2 {
		t.Errorf("%d new messages, want 2", n)
	}
}

func TestOneBadCommentDoesNotHideTheOthers(t *testing.T) {
	at := place{Todo: []todo{{Post: "urn:li:share:1", Count: 4}}, Seen: map[string]mark{}}
	comment := func(n int) string {
		return fmt.Sprintf(`{"commentUrn":"urn:li:comment:(urn:li:activity:1,%d)","actor":"urn:li:person:a","created":{"time":%d},"message":{"text":"%d"}}`, n, n, n)
	}
	ours := strings.Replace(comment(3), "urn:li:person:a", "urn:li:organization:1", 1)
	body := `{"elements":[` + ours + `,` + comment(1) + `,7,{"commentUrn":"x"},null,` + comment(2) + `]}`
	p := answering(t, "urn:li:organization:1", 200, nil, []byte(body)).(*page)
	got, bad, err := p.readOn(t.Context(), "test", &at)
	if err != nil || len(got) != 2 || len(bad) != 3 || got[1].Text != "2" {
		t.Errorf("%+v, %v, %v", got, bad, err)
	}
	if len(at.Todo) != 0 || at.Seen["urn:li:share:1"] != (mark{Count: 4, Last: 3}) {
		t.Errorf("cursor %+v", at)
	}
}

func TestOwnPosts(t *testing.T) {
	b, _, p := opened(t)
	published(t, p, part(b, "Brioche (dorée) #pain @[Jo](urn:li:person:a)"))
	posts, err := p.OwnPosts(t.Context(), time.Time{}, 10)
	if err != nil || len(posts) != 1 || posts[0].Text != "Brioche (dorée) #pain Jo" || !posts[0].Posted.Equal(b.clock.Now()) {
		t.Fatalf("%+v, %v", posts, err)
	}
	if posts[0].Likes.Known || posts[0].Saves.Known || posts[0].Quotes.Known {
		t.Errorf("a post without a line in the statistics has gaps, not zeros: %+v", posts[0])
	}
	b.clock.Wait(t.Context(), 3*day)
	if posts, err = p.OwnPosts(t.Context(), time.Time{}, 10); err != nil || !posts[0].Likes.Known || !posts[0].Views.Known || !posts[0].Reach.Known || !posts[0].Clicks.Known {
		t.Errorf("%+v, %v", posts, err)
	}
	for _, e := range b.seen.Of("GET", "/rest/organizationalEntityShareStatistics") {
		if !strings.Contains(e.URL.RawQuery, "shares=List(urn%3Ali%3Ashare%3A") {
			t.Errorf("query %q", e.URL.RawQuery)
		}
	}
}

func TestDays(t *testing.T) {
	b, _, p := opened(t)
	b.server.Seed("maison-lenoir", rehearsal.Past{Posts: []rehearsal.PastPost{{Text: "Hier", At: b.clock.Now().Add(-30 * time.Hour), Likes: 400}}})
	days, err := p.Days(t.Context(), "2026-11-18", "2026-11-21")
	if err != nil {
		t.Fatal(err)
	}
	names := []string{}
	for _, d := range days {
		names = append(names, d.Day)
	}
	if !slices.Equal(names, []string{"2026-11-18", "2026-11-19", "2026-11-20", "2026-11-21"}) || days[1].Views.N != 0 || days[2].Views.N == 0 ||
		days[2].Followers.Known || !days[3].Engagement.Known {
		t.Errorf("%+v", days)
	}
	for _, c := range [][2]string{{"2026-11-22", "2026-11-21"}, {"", "2026-11-21"}, {"2026-11-21", "demain"}} {
		_, err := p.Days(t.Context(), c[0], c[1])
		failsWith(t, err, data.Invalid, "")
	}
	if days, err := p.Days(t.Context(), "2020-01-01", "2020-12-31"); err != nil || days != nil {
		t.Errorf("longer ago than the network counts: %v, %v", days, err)
	}
}

// A member has no numbers and no messages, and says so.
func TestAMemberReadsNothing(t *testing.T) {
	_, m, _ := opened(t)
	session := data.Session(m)
	_, counts := session.(data.Counter)
	_, reads := session.(data.Reader)
	_, days := session.(data.DayCounter)
	if counts || reads || days || m.account.Can.Messages || m.account.Can.Likes || m.account.Can.Reach || m.account.Can.Reply {
		t.Errorf("%v %v %v %+v", counts, reads, days, m.account.Can)
	}
	failsWith(t, m.Delete(t.Context(), data.Receipt{ID: "7"}), data.Invalid, "")
}

// Whatever a server answers to a reading, it is read or refused.
func FuzzAnswers(f *testing.F) {
	for _, seed := range []string{
		`{"elements":[{"id":"urn:li:share:1","commentary":"{hashtag|\\#|a}","createdAt":1,"content":{"media":{"id":"urn:li:image:a"}}}]}`,
		`{"elements":[{"share":"urn:li:share:1","totalShareStatistics":{"likeCount":-1,"commentCount":9}},null,[]]}`,
		`{"elements":[{"timeRange":{"start":1795219200000},"totalShareStatistics":{}}]}`,
		`{"results":{"1":{"localizedName":"a"}},"elements":[]}`,
		`{"sub":"a","name":"b","firstDegreeSize":1e99}`,
		`{"value":{"image":"urn:li:image:a","uploadUrl":"x","uploadInstructions":[{"firstByte":-1}]}}`,
		`<html>`, `[`, "null", "\xff", "",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		// Without waiting, and bounded by what is asked for.
		p := answering(t, "urn:li:organization:1", 200, nil, body).(*page)
		m := answering(t, "urn:li:person:a", 200, nil, body).(*member)
		_, _ = p.Profile(t.Context())
		_, _ = m.Profile(t.Context())
		if posts, err := p.OwnPosts(t.Context(), conformance.Start(), 100); err == nil && len(posts) > 100 {
			t.Errorf("%d posts", len(posts))
		}
		_, _ = p.Days(t.Context(), "2026-11-01", "2026-11-21")
		for cursor, n := "", 0; n < 4; n++ {
			_, next, _, err := p.Messages(t.Context(), cursor)
			if err != nil && next != cursor {
				t.Errorf("the cursor moved over what was not read")
			}
			cursor = next
		}
		found, err := p.Find(t.Context(), "", sent(t, "Bonjour", conformance.Start()))
		if err == nil && found.Verdict == data.Online && !isPost(found.Receipt.ID) {
			t.Errorf("found %+v", found)
		}
		_, _ = p.Probe(t.Context())
		_, _ = p.Describe(t.Context())
		_, _ = m.Describe(t.Context())
		_, _ = m.Prepare(t.Context(), data.Outgoing{Text: "x", Media: []data.OutgoingMedia{video(minVideo)}})
	})
}
