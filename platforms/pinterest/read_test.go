package pinterest

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"parvis/data"
	"parvis/platforms/rehearsal"
)

// Counters come as numbers or texts; what is missing is a gap, not zero.
func TestCountersOfAPin(t *testing.T) {
	b := signedIn(t, lenoir(), answering("/v5/pins", 200, `{"bookmark":null,"items":[
		{"id":"3","created_at":"2026-11-21T10:00:00","title":"Titre","description":null,
		 "pin_metrics":{"90d":{"impression":"41","clickthrough":2,"save":0},"lifetime_metrics":{"impression":40,"reaction":"7"}}},
		{"id":"2","created_at":"2026-11-20T10:00:00Z","description":"Pain","pin_metrics":null},
		{"id":"1","created_at":"2024-01-01T10:00:00Z","description":"Vieux","pin_metrics":{"90d":{"impression":5}}},
		{"id":7,"created_at":"2024-01-01T10:00:00Z"}, true, {"id":"0"},
		{"id":"9","created_at":"2023-01-01T10:00:00Z","description":"Sans","pin_metrics":"none"}]}`))
	got, err := b.OwnPosts(t.Context(), time.Time{}, 100)
	if err != nil || len(got) != 4 {
		t.Fatalf("%d posts, %v", len(got), err)
	}
	young, now := got[0], b.clock.Now()
	want := data.PostCounts{
		Remote: "3", Posted: time.Date(2026, 11, 21, 10, 0, 0, 0, time.UTC), Read: now, Text: "Titre", URL: b.web + "/pin/3/",
		Views: data.Known(40), Likes: data.Known(7), Clicks: data.Known(2), Saves: data.Known(0),
	}
	if diff := cmp.Diff(want, young); diff != "" {
		t.Error(diff)
	}
	if old := got[2]; old.Remote != "1" || old.Views.Known {
		t.Errorf("ninety days of an old pin pass for its life: %+v", old)
	}
}

func TestDays(t *testing.T) {
	b := signedIn(t, lenoir(), answering("/v5/user_account/analytics", 200, `{"all":{"daily_metrics":[
		{"date":"2026-11-19","data_status":"READY","metrics":{"IMPRESSION":"120"}},
		{"date":"2026-11-18","data_status":"READY","metrics":{"IMPRESSION":100,"ENGAGEMENT":7.0}},
		{"date":"2026-11-20","data_status":"ESTIMATE","metrics":{"IMPRESSION":9}},
		{"date":"2026-11-21","data_status":"PROCESSING","metrics":{}}, 7, {"date":"x","data_status":"READY"}]}}`))
	got, err := b.Days(t.Context(), "2026-11-18", "2026-11-21")
	want := []data.AccountDay{
		{Day: "2026-11-18", Views: data.Known(100), Engagement: data.Known(7), Read: b.clock.Now()},
		{Day: "2026-11-19", Views: data.Known(120), Engagement: data.Known(0), Read: b.clock.Now()},
	}
	if diff := cmp.Diff(want, got); err != nil || diff != "" {
		t.Error(err, diff)
	}
}

// The network refuses to be asked further back than ninety days.
func TestDaysFurtherBackThanItTells(t *testing.T) {
	b := signedIn(t, lenoir(), nil)
	b.server.Seed("lenoir", rehearsal.Past{Posts: []rehearsal.PastPost{{Text: "Hier", At: b.clock.Now().Add(-50 * time.Hour), Likes: 40}}})
	days, err := b.Days(t.Context(), "2020-01-01", "2030-01-01")
	if err != nil || len(days) != 88 || days[len(days)-1].Day != "2026-11-19" || days[len(days)-1].Views.N == 0 {
		t.Errorf("%d days, %v", len(days), err)
	}
	if days, err := b.Days(t.Context(), "2020-01-01", "2020-02-01"); len(days) != 0 || err != nil {
		t.Errorf("%v, %v", days, err)
	}
}

func TestTrends(t *testing.T) {
	b := signedIn(t, lenoir(), nil)
	for _, region := range []string{"FR", "BE", "IE"} {
		trends, err := b.Trends(t.Context(), region)
		if err != nil || len(trends) != 4 || trends[0].Words != "brioche maison" || trends[0].Yearly != -0.05 || trends[3].Yearly != 0.25 {
			t.Errorf("%s: %+v, %v", region, trends, err)
		}
	}
	_, err := b.Trends(t.Context(), "JP")
	failsWith(t, err, data.Unsupported, CodeRegion)

	b = signedIn(t, lenoir("trends"), nil)
	_, err = b.Trends(t.Context(), "FR")
	failsWith(t, err, data.Unsupported, CodeTrends)
}

// FuzzReadings: whatever the network answers, every reading ends, without harm
// and within what was asked for.
func FuzzReadings(f *testing.F) {
	for _, seed := range []string{
		`{"items":[{"id":"1","created_at":"2026-11-21T18:00:00Z","pin_metrics":{"lifetime_metrics":{"impression":"1e99"}}}],"bookmark":"x"}`,
		`{"all":{"daily_metrics":[{"date":"2026-11-20","data_status":"READY","metrics":{"IMPRESSION":-1}}]}}`,
		`{"trends":[{"keyword":"pain","pct_growth_wow":10001}]}`, `{"id":"1","username":"lenoir","follower_count":-3}`,
		`{"code":29,"message":"x"}`, `{"items":null}`, `[]`, `null`, `<html>`, ``, "\xff",
	} {
		for _, status := range []int{200, 403} {
			f.Add(status, seed)
		}
	}
	var status int
	var body string
	server := serveAll(f, &status, &body)
	f.Fuzz(func(t *testing.T, code int, text string) {
		if code < 200 || code > 599 || len(text) > 16<<10 {
			return
		}
		status, body = code, text
		s := sessionAt(t, server)
		s.Profile(t.Context())
		s.Describe(t.Context())
		s.Probe(t.Context())
		if posts, _ := s.OwnPosts(t.Context(), time.Time{}, 3); len(posts) > 3 {
			t.Errorf("%d posts", len(posts))
		}
		s.Days(t.Context(), "2026-11-01", "2026-11-21")
		s.Trends(t.Context(), "FR")
		sent := `{"stamp":"2026-11-21T18:00:00Z","prepared":"2026-11-21T18:00:00Z","kind":"image","pin":{"board_id":"1","description":"Brioche","media_source":{}}}`
		if found, err := s.Find(t.Context(), "", []byte(sent)); err == nil && found.Verdict == data.Online && !isID(found.Receipt.ID) {
			t.Errorf("found %+v", found)
		}
		if r, err := s.Commit(t.Context(), "", []byte(sent)); err == nil && !isID(r.ID) {
			t.Errorf("receipt %+v", r)
		}
	})
}
