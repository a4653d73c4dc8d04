package graph

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"parvis/data"
	"parvis/platforms/conformance"
	"parvis/platforms/httpx"
)

// answers is an account whose network says body, with status and header, to
// everything that is asked. The failures are those of known.
func answers(t testing.TB, known []Meaning, status int, header http.Header, body string) API {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		for name, values := range header {
			w.Header()[name] = values
		}
		w.WriteHeader(status)
		fmt.Fprint(w, body)
	}))
	t.Cleanup(server.Close)
	clock := &conformance.Clock{}
	client := httpx.New(httpx.Params{Clock: clock, Loopback: true, PerSecond: 10_000})
	return API{Network: "test", Clock: clock, Send: func(ctx context.Context, c Call) (*httpx.Response, error) {
		resp, err := client.Do(ctx, c.Request(server.URL))
		if err != nil {
			return nil, err
		}
		if f := Refusal(c.Op, resp, known, c.Publishes, clock.Now()); f != nil {
			return nil, f
		}
		return resp, nil
	}}
}

func TestRequest(t *testing.T) {
	fields := url.Values{"a": {"1 2"}}
	get := Call{Op: "read", Method: http.MethodGet, Path: "/me", Fields: fields}.Request("https://a.example/v1")
	if get.URL != "https://a.example/v1/me?a=1+2" || get.Body != nil || get.Header != nil || get.Publishes {
		t.Errorf("%+v", get)
	}
	if bare := (Call{Method: http.MethodDelete, Path: "/7"}).Request("https://a.example"); bare.URL != "https://a.example/7" {
		t.Errorf("%+v", bare)
	}
	post := Call{Op: "publish", Method: http.MethodPost, Path: "/me", Fields: fields, Publishes: true}.Request("https://a.example")
	if post.URL != "https://a.example/me" || string(post.Body) != "a=1+2" || !post.Publishes ||
		post.Header.Get("Content-Type") != "application/x-www-form-urlencoded" {
		t.Errorf("%+v", post)
	}
}

func TestWhatErrorsMean(t *testing.T) {
	known := append(Publishing(), Common(15*time.Minute)...)
	for _, c := range []struct {
		status    int
		error     string
		kind      data.Kind
		code      string
		publishes bool
	}{
		{400, `{"code":190}`, data.Auth, "", false},
		{400, `{"code":10}`, data.Unsupported, CodePermission, false},
		{403, `{"code":299}`, data.Unsupported, CodePermission, false},
		{400, `{"code":100,"error_subcode":33}`, data.NotFound, "", false},
		{400, `{"code":9,"error_subcode":2207042}`, data.RateLimited, CodeQuota, true},
		{400, `{"code":190,"error_subcode":2207051}`, data.Invalid, CodeRestricted, true}, // the subcode decides
		{400, `{"code":80014}`, data.RateLimited, "", false},
		{400, `{"code":1}`, data.Ambiguous, "", true},
		{400, `{"code":1}`, data.Transient, "", false},
		{429, `{"code":100,"error_subcode":33}`, data.NotFound, "", false},
		{400, `{"code":100}`, data.Invalid, "", false}, // not known: its status
		{404, `{"code":100}`, data.NotFound, "", false},
		{400, `null`, data.Invalid, "", false},
		{400, `"no"`, data.Invalid, "", false},
	} {
		api := answers(t, known, c.status, nil, `{"error":`+c.error+`}`)
		_, err := api.Made(t.Context(), "test", "/me", nil, c.publishes)
		f := data.AsFailure("", err)
		if f == nil || f.Kind != c.kind || f.Code != c.code || f.Until.IsZero() == (c.kind == data.RateLimited) {
			t.Errorf("%d %s: %v until %v", c.status, c.error, err, f.Until)
		}
	}
}

func TestWhenTheNetworkListensAgain(t *testing.T) {
	minutes := http.Header{"X-Business-Use-Case-Usage": {`{"1":[{"estimated_time_to_regain_access":19}]}`}}
	both := http.Header{"X-Business-Use-Case-Usage": minutes["X-Business-Use-Case-Usage"], "Retry-After": {"30"}}
	for name, c := range map[string]struct {
		header http.Header
		rest   time.Duration
		want   time.Duration
	}{
		"its minutes": {minutes, time.Hour, 19 * time.Minute},
		"its seconds": {both, time.Hour, 30 * time.Second},
		"our rest":    {nil, time.Hour, time.Hour},
		"nothing":     {nil, 0, time.Minute},
	} {
		api := answers(t, Common(c.rest), 400, c.header, `{"error":{"code":4}}`)
		err := api.Get(t.Context(), "test", "/me", nil, nil)
		if f := data.AsFailure("", err); f == nil || !f.Until.Equal(api.Clock.Now().Add(c.want)) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestPages(t *testing.T) {
	for body, next := range map[string]string{
		`{"data":[7],"paging":{"cursors":{"after":"QQ"},"next":"https://evil.example"}}`: "QQ",
		`{"data":[7],"paging":{"cursors":{"after":"QQ"}}}`:                               "",
		`{"data":[]}`: "",
	} {
		page, err := answers(t, nil, 200, nil, body).Page(t.Context(), "test", "/me/media", url.Values{}, "")
		if err != nil || page.Next() != next {
			t.Errorf("%s: %q, %v", body, page.Next(), err)
		}
	}
	for _, body := range []string{`{}`, `{"data":null}`, `[]`, `{"data":{}}`} {
		_, err := answers(t, nil, 200, nil, body).Page(t.Context(), "test", "/me/media", url.Values{}, "QQ")
		if f := data.AsFailure("", err); f == nil || f.Kind != data.Transient || f.Code != data.CodeAnswer {
			t.Errorf("%s: %v", body, err)
		}
	}
}

// What may have been carried out is never told as undone.
func TestHalfAnswers(t *testing.T) {
	for _, body := range []string{`{}`, `{"id":"me"}`, `null`, `[`} {
		if _, err := answers(t, nil, 200, nil, body).Made(t.Context(), "test", "/me", nil, true); data.KindOf(err) != data.Ambiguous {
			t.Errorf("%s: %v", body, err)
		}
	}
	for _, body := range []string{`{}`, `{"success":false}`, `null`} {
		if err := answers(t, nil, 200, nil, body).Remove(t.Context(), "test", "7"); data.KindOf(err) != data.Transient {
			t.Errorf("%s: %v", body, err)
		}
	}
	if err := answers(t, nil, 200, nil, `{"success":true}`).Remove(t.Context(), "test", "7"); err != nil {
		t.Error(err)
	}
}

func TestReading(t *testing.T) {
	at := func(second int) time.Time { return conformance.Start().Add(time.Duration(second) * time.Second) }
	r := Reading{Todo: []string{"a", "b"}}
	if !r.IsNew("1", at(0)) || !r.IsNew("2", at(300)) || r.IsNew("2", at(300)) || !r.IsNew("3", at(250)) {
		t.Errorf("a first reading: %+v", r)
	}
	if r.Turn("QQ", 3); r.Page != "QQ" || len(r.Todo) != 2 {
		t.Errorf("the next page: %+v", r)
	}
	if r.Turn("QQ", 3); r.Page != "" || len(r.Todo) != 1 || r.Pages != 0 {
		t.Errorf("a page that leads to itself: %+v", r)
	}
	if r.Turn("QQ", 1); len(r.Todo) != 0 {
		t.Errorf("a list without end: %+v", r)
	}
	r.Finish()
	if r.Since != at(300).Unix() || len(r.Edge) != 2 || r.Top != 0 {
		t.Errorf("whole: %+v", r)
	}
	if r.IsNew("1", at(0)) || r.IsNew("3", at(250)) || !r.IsNew("4", at(250)) || !r.IsNew("5", at(301)) {
		t.Errorf("a second reading: %+v", r)
	}
}

func TestPayload(t *testing.T) {
	p := Payload{Container: "7", Made: conformance.Start(), Parent: "8", Text: "Un", Shape: ShapeText}
	sent, err := p.Keep("test")
	if err != nil {
		t.Fatal(err)
	}
	if again, err := ReadPayload("test", sent); err != nil || again != p {
		t.Errorf("%+v, %v", again, err)
	}
	for _, bad := range []string{`{}`, ``, `{"container":"7"}`, `{"container":"x","made":"2026-11-21T18:00:00Z"}`} {
		if _, err := ReadPayload("test", []byte(bad)); data.KindOf(err) != data.Invalid {
			t.Errorf("%s: %v", bad, err)
		}
	}
}

func TestOwnPostsEnd(t *testing.T) {
	asked := 0
	endless := Own(func(context.Context, string, string, string, int) ([]json.RawMessage, string, error) {
		asked++
		return []json.RawMessage{[]byte(`7`)}, fmt.Sprint(asked), nil
	})
	unreadable := func(json.RawMessage) (data.PostCounts, bool) { return data.PostCounts{}, false }
	if _, err := endless.OwnPosts(t.Context(), "test", time.Time{}, 10, unreadable); err != nil || asked != 1 {
		t.Errorf("a page without a readable post is the end: %d asked, %v", asked, err)
	}
	asked = 0
	readable := func(json.RawMessage) (data.PostCounts, bool) {
		return data.PostCounts{Posted: conformance.Start()}, true
	}
	posts, err := endless.OwnPosts(t.Context(), "test", time.Time{}, 1000, readable)
	if err != nil || len(posts) != ownPages || asked != ownPages {
		t.Errorf("%d posts, %d asked, %v", len(posts), asked, err)
	}
	if posts, _ = endless.OwnPosts(t.Context(), "test", time.Time{}, 3, readable); len(posts) != 3 {
		t.Errorf("%d posts", len(posts))
	}
	broken := Own(func(context.Context, string, string, string, int) ([]json.RawMessage, string, error) {
		return nil, "", errors.New("cut")
	})
	if _, err := broken.OwnPosts(t.Context(), "test", time.Time{}, 3, readable); err == nil {
		t.Error("a cut is no end")
	}
}

func TestDays(t *testing.T) {
	api := answers(t, nil, 200, nil, `{"data":[{"name":"views","values":[{"value":3},{"value":4}]},7,{"name":"likes","values":[]}]}`)
	var asked []string
	daily := Daily{
		Path: "/me/insights", First: time.Date(2026, 11, 19, 0, 0, 0, 0, time.UTC),
		Query: func(day, next time.Time) url.Values {
			asked = append(asked, day.Format(data.DayLayout)+" "+next.Format(data.DayLayout))
			return url.Values{}
		},
		Fill: func(d *data.AccountDay, told map[string]data.Count) { d.Views, d.Reach = told["views"], told["likes"] },
	}
	days, err := api.Days(t.Context(), "2026-11-01", "2026-11-20", daily)
	if err != nil || len(days) != 2 || days[0].Day != "2026-11-19" || days[0].Views != data.Known(7) || days[0].Reach.Known {
		t.Errorf("%+v, %v", days, err)
	}
	if got := strings.Join(asked, "; "); got != "2026-11-19 2026-11-20; 2026-11-20 2026-11-21" {
		t.Errorf("asked for %s", got)
	}
	if days, err = api.Days(t.Context(), "2020-01-01", "2026-11-20", Daily{Query: daily.Query, Fill: daily.Fill}); err != nil || len(days) != mostDays {
		t.Errorf("%d days, %v", len(days), err)
	}
	for _, c := range [][2]string{{"hier", "2026-11-20"}, {"2026-11-20", ""}} {
		if _, err := api.Days(t.Context(), c[0], c[1], daily); data.KindOf(err) != data.Invalid {
			t.Errorf("%v: %v", c, err)
		}
	}
}
