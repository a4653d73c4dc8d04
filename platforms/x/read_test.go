package x

import (
	"encoding/json"
	"errors"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"parvis/data"
	"parvis/platforms/rehearsal"
)

func TestIDs(t *testing.T) {
	// A post whose time is known: the id of 26 June 2020 in the network's own
	// documentation of its ids.
	if got := madeAt("1276545632519675906").Format("2006-01-02"); got != "2020-06-26" {
		t.Errorf("made %s", got)
	}
	at := time.Date(2026, 11, 21, 18, 0, 0, 0, time.UTC)
	if id := idAt(at); !isID(id) || !madeAt(id).Equal(at) {
		t.Errorf("%s is of %v", id, madeAt(id))
	}
	if id := idAt(time.Time{}); id != "1" {
		t.Errorf("before all ids comes %s", id)
	}
	if !newer("100", "99") || newer("99", "100") || newer("7", "7") || newest("", "9", "10") != "10" {
		t.Error("ids are compared as texts")
	}
}

// Names of today and of before mean the same.
func TestBothNames(t *testing.T) {
	s := against(t, nil)
	for name, raw := range map[string]string{
		"today":  `{"id":"100","text":"Four","created_at":"2026-11-21T07:30:00.000Z","public_metrics":{"repost_count":3,"reply_count":2,"like_count":40,"quote_count":1,"bookmark_count":5,"impression_count":900},"non_public_metrics":{"url_link_clicks":6}}`,
		"before": `{"id":"100","text":"Four","created_at":"2026-11-21T07:30:00.000Z","public_metrics":{"retweet_count":3,"reply_count":2,"like_count":40,"quote_count":1,"bookmark_count":5,"impression_count":900},"non_public_metrics":{"url_link_clicks":6}}`,
	} {
		p, err := parse([]byte(raw))
		must(t, err)
		got := s.counts(p)
		want := data.PostCounts{
			Account: 7, Remote: "100", Posted: time.Date(2026, 11, 21, 7, 30, 0, 0, time.UTC), Read: s.http.Clock().Now(),
			Likes: data.Known(40), Replies: data.Known(2), Shares: data.Known(3), Quotes: data.Known(1), Views: data.Known(900),
			Saves: data.Known(5), Clicks: data.Known(6), Text: "Four", URL: "https://x.com/maisonlenoir/status/100",
		}
		if got != want {
			t.Errorf("%s: %+v", name, got)
		}
	}
	p, err := parse([]byte(`{"id":"100"}`))
	must(t, err)
	if c := s.counts(p); c.Likes.Known || c.Clicks.Known || !c.Posted.Equal(madeAt("100")) {
		t.Errorf("of nothing: %+v", c)
	}
}

// Clicks are told for a month: later they are a gap, and the rest is there.
func TestClicksOfAMonth(t *testing.T) {
	s := newStage(t)
	me, _, _ := s.connect("maisonlenoir")
	day := 24 * time.Hour
	var past rehearsal.Past
	for _, days := range []int{60, 40, 20, 2} {
		past.Posts = append(past.Posts, rehearsal.PastPost{Text: "Pain", At: s.clock.Now().Add(-time.Duration(days) * day), Likes: 40})
	}
	s.server.Seed("maisonlenoir", past)
	posts, err := me.OwnPosts(t.Context(), time.Time{}, 100)
	must(t, err)
	var known []bool
	for _, p := range posts {
		known = append(known, p.Clicks.Known)
		if !p.Likes.Known || !p.Views.Known {
			t.Errorf("%+v", p)
		}
	}
	if !slices.Equal(known, []bool{true, true, false, false}) {
		t.Errorf("clicks known: %v", known)
	}
	posts, err = me.OwnPosts(t.Context(), s.clock.Now().Add(-45*day), 100)
	if err != nil || len(posts) != 3 {
		t.Errorf("%d posts since 45 days, %v", len(posts), err)
	}
}

// Answers to others are no posts of one's own; the parts of a thread are.
func TestOwnThreadsAndAnswersToOthers(t *testing.T) {
	s := newStage(t)
	me, _, _ := s.connect("maisonlenoir")
	first := s.publish(me, s.outgoing("Un"))
	o := s.outgoing("Deux")
	o.Previous = []data.Receipt{first}
	s.publish(me, o)
	s.server.Say("maisonlenoir", rehearsal.Remark{Author: "awa", Name: "Awa", Text: "Miam", On: 1})
	all, _, _, err := me.Messages(t.Context(), "")
	must(t, err)
	_, err = me.Reply(t.Context(), "", all[0], "Merci !")
	must(t, err)
	posts, err := me.OwnPosts(t.Context(), time.Time{}, 100)
	if err != nil || len(posts) != 2 || posts[0].Text != "Deux" || posts[1].Text != "Un" {
		t.Errorf("%+v, %v", posts, err)
	}
}

// The same thanks to two people in one conversation are two answers.
func TestTheSameAnswerToTwoPeople(t *testing.T) {
	s := newStage(t)
	me, _, _ := s.connect("maisonlenoir")
	s.publish(me, s.outgoing("Qui passe samedi ?"))
	for _, author := range []string{"awa", "jo"} {
		s.server.Say("maisonlenoir", rehearsal.Remark{Author: author, Name: author, Text: "Moi !", On: 1})
	}
	all, _, _, err := me.Messages(t.Context(), "")
	must(t, err)
	for _, m := range all {
		for range 2 {
			_, err := me.Reply(t.Context(), "", m, "Merci !")
			must(t, err)
		}
	}
	if seen := s.server.Log().Published; len(seen) != 3 || seen[1].Parent == seen[2].Parent {
		t.Errorf("the network saw %+v", seen)
	}
}

// Somebody answers without naming the account: the answer is read from the
// conversation, and the network does not let it be answered in turn.
func TestAnAnswerThatDoesNotNameTheAccount(t *testing.T) {
	s := newStage(t)
	me, account, _ := s.connect("maisonlenoir")
	awa, _, _ := s.connect("awa")
	post := s.publish(me, s.outgoing("Merci à @awa pour les photos"))
	_, cursor, _, err := me.Messages(t.Context(), "")
	must(t, err)
	wish := map[string]any{"text": "Avec plaisir", "reply": map[string]any{
		"in_reply_to_tweet_id": post.ID, "exclude_reply_user_ids": []string{account.Remote},
	}}
	var made struct{ ID string }
	must(t, awa.send(t.Context(), "test", http.MethodPost, "/2/tweets", wish, &made))

	page, next, bad, err := me.Messages(t.Context(), cursor)
	if err != nil || len(bad) > 0 || len(page) != 1 || page[0].Remote != made.ID || page[0].Kind != data.Reply || page[0].On != post.ID || page[0].Author != "@awa" {
		t.Fatalf("%+v, %v, %v", page, bad, err)
	}
	if more, again, _, err := me.Messages(t.Context(), next); err != nil || len(more) != 0 || again != next {
		t.Errorf("read again: %+v, %q, %v", more, again, err)
	}
	_, err = me.Reply(t.Context(), "", page[0], "À bientôt")
	fails(t, err, data.Unsupported, data.CodeReplyPolicy)
	if page[0].URL != "https://x.com/i/status/"+made.ID {
		t.Errorf("to be answered on %q", page[0].URL)
	}
}

// A cursor from before the week that can be searched is no obstacle.
func TestAnOldCursor(t *testing.T) {
	s := newStage(t)
	me, _, _ := s.connect("maisonlenoir")
	s.server.Say("maisonlenoir", rehearsal.Remark{Author: "awa", Text: "Bonjour"})
	_, cursor, _, err := me.Messages(t.Context(), "")
	must(t, err)
	s.clock.Wait(t.Context(), 20*24*time.Hour)
	s.publish(me, s.outgoing("De retour"))
	s.server.Say("maisonlenoir", rehearsal.Remark{Author: "jo", Text: "Enfin", On: 1})
	page, _, bad, err := me.Messages(t.Context(), cursor)
	if err != nil || len(bad) != 0 || len(page) != 1 || page[0].Text != "Enfin" {
		t.Errorf("%+v, %v, %v", page, bad, err)
	}
	for _, cursor := range []string{"not one", `{"seen":"abc"}`, `[]`} {
		_, next, _, err := me.Messages(t.Context(), cursor)
		if fails(t, err, data.Invalid, ""); next != cursor {
			t.Errorf("the cursor became %q", next)
		}
	}
}

// One bad message does not cost the others (R46), nor does an error that the
// network tells beside them.
func TestBadMessagesAmongGoodOnes(t *testing.T) {
	s := against(t, says(200, `{"data":[7,{"id":"x"},{"id":"101"},{"id":"102","author_id":"9","text":"@maisonlenoir Bonjour","created_at":"hier"},null],
		"includes":{"users":[true,{"id":"9","username":"awa","name":"Awa"}]},
		"errors":[{"title":"Not Found Error","type":"https://api.x.com/2/problems/resource-not-found"},5],"meta":{"result_count":5}}`))
	page, _, bad, err := s.Messages(t.Context(), "")
	if err != nil || len(bad) < 4 {
		t.Fatalf("%v, %v", bad, err)
	}
	if i := slices.IndexFunc(page, func(m data.Message) bool {
		return m.Remote == "102" && m.Author == "@awa" && m.Text == "Bonjour" && m.At.Equal(madeAt("102"))
	}); i < 0 {
		t.Errorf("%+v", page)
	}
	for _, err := range bad {
		var f *data.Failure
		if !errors.As(err, &f) {
			t.Errorf("%v is no failure", err)
		}
	}
}

// FuzzReading: whatever a network answers, nothing panics and nothing is taken
// for good that is not.
func FuzzReading(f *testing.F) {
	for _, seed := range []string{
		``, `null`, `[]`, `{"data":null,"meta":{}}`, `{"data":[],"errors":[null],"meta":{"next_token":"a"}}`, `{"meta":null}`,
		`{"data":{"id":"42","username":"maisonlenoir","public_metrics":{"followers_count":-1}}}`,
		`{"data":[{"id":"100","author_id":"9","text":"@maisonlenoir","entities":{"urls":[{"url":"https://t.co/"}]},"attachments":{"media_keys":["_"]},"referenced_posts":[{}]}],"meta":{"next_token":"b"}}`,
		`{"data":{"id":"77","processing_info":{"state":"in_progress","check_after_secs":-5}}}`,
		`{"data":[{"id":"9999999999999999999","created_at":"0000-00-00T00:00:00Z"}],"includes":{"users":[{}]},"meta":{"next_token":"c"}}`,
	} {
		f.Add([]byte(seed))
	}
	var body []byte
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		_, _ = w.Write(body)
	}))
	f.Cleanup(server.Close)
	sent := []byte(`{"stamp":"2026-11-21T18:00:00Z","prepared":"2026-11-21T18:00:00Z","request":{"text":"Bonjour"}}`)
	f.Fuzz(func(t *testing.T, answer []byte) {
		s := against(t, nil)
		s.hosts, body = hostsOf(server.URL), answer
		ctx := t.Context()
		_, _ = s.Profile(ctx)
		_, _ = s.Probe(ctx)
		_, _ = s.Describe(ctx)
		if posts, err := s.OwnPosts(ctx, time.Time{}, 5); err == nil && len(posts) > 5 {
			t.Errorf("%d posts", len(posts))
		}
		if _, next, _, err := s.Messages(ctx, ""); err != nil && next != "" {
			t.Errorf("the cursor moved to %q", next)
		}
		if found, err := s.Find(ctx, "", sent); err == nil && found.Verdict == data.Online && !isID(found.Receipt.ID) {
			t.Errorf("found %+v", found)
		}
		if r, err := s.Commit(ctx, "", sent); err == nil && !isID(r.ID) {
			t.Errorf("published as %+v", r)
		}
		_, _ = s.upload(ctx, file("video/mp4", []byte("film"), "", time.Second))
		_ = s.Delete(ctx, data.Receipt{ID: "100"})
		_ = s.Moderate(ctx, data.Message{Remote: "100", Ref: "9"}, data.ActMute)
	})
}

// The request of old names says what that of new ones does.
func TestOldNames(t *testing.T) {
	old := oldNames(messageQuery())
	fields := strings.Split(old.Get("tweet.fields"), ",")
	for _, f := range []string{"created_at", "entities", "note_tweet", "author_id", "in_reply_to_user_id", "referenced_tweets"} {
		if !slices.Contains(fields, f) {
			t.Errorf("no %s in %v", f, fields)
		}
	}
	if old.Has(postFields) || old.Get("expansions") != "author_id" || old.Get("max_results") != pageSize {
		t.Errorf("%v", old)
	}
	if plain := oldNames(ownQuery("created_at")); plain.Has("expansions") {
		t.Errorf("%v", plain)
	}
	if _, err := json.Marshal(old); err != nil {
		t.Error(err)
	}
}
