package rehearsal

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"io"
	"mime/multipart"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"parvis/data"
)

// masto speaks raw HTTP with a simulated server, as one who signed in.
type masto struct {
	t      *testing.T
	server *Server
	clock  *testClock
	token  string
	app    map[string]any
}

const mastoBack = "http://127.0.0.1:1/callback"

func mastoSignedIn(t *testing.T, network data.NetworkName) *masto {
	t.Helper()
	clock := &testClock{now: time.Date(2026, 11, 21, 18, 0, 0, 0, time.UTC)}
	s, err := Start(network, Options{Clock: clock, Seed: 1})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	s.AddAccount(Account{Handle: "lenoir", Password: "abcd-efgh", Name: "Lenoir"})
	m := &masto{t: t, server: s, clock: clock}
	m.app = m.wants(200, "", "POST", "/api/v1/apps", map[string]string{
		"client_name": "Parvis", "redirect_uris": mastoBack + "\nurn:ietf:wg:oauth:2.0:oob", "scopes": "read write",
	})
	m.token, _ = m.exchange(m.agree("lenoir", "abcd-efgh", nil), "the-verifier", 200)["access_token"].(string)
	if m.token == "" {
		t.Fatal("no token")
	}
	return m
}

// send makes a request with JSON, a form (url.Values) or bytes of a kind.
func (m *masto) send(verb, path string, in any, header map[string]string) (*http.Response, []byte) {
	m.t.Helper()
	var body io.Reader
	kind := ""
	switch in := in.(type) {
	case nil:
	case url.Values:
		body, kind = strings.NewReader(in.Encode()), "application/x-www-form-urlencoded"
	case *bytes.Buffer:
		body = in
	default:
		text, err := json.Marshal(in)
		if err != nil {
			m.t.Fatal(err)
		}
		body, kind = bytes.NewReader(text), "application/json"
	}
	if !strings.HasPrefix(path, "http") {
		path = m.server.URL() + path
	}
	req, err := http.NewRequestWithContext(m.t.Context(), verb, path, body)
	if err != nil {
		m.t.Fatal(err)
	}
	if kind != "" {
		req.Header.Set("Content-Type", kind)
	}
	if m.token != "" {
		req.Header.Set("Authorization", "Bearer "+m.token)
	}
	for name, value := range header {
		req.Header.Set(name, value)
	}
	browser := plain()
	browser.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	resp, err := browser.Do(req)
	if err != nil {
		m.t.Fatal(err)
	}
	defer resp.Body.Close()
	text, err := io.ReadAll(resp.Body)
	if err != nil {
		m.t.Fatal(err)
	}
	return resp, text
}

// wants makes a request and checks its status and what its error says.
func (m *masto) wants(status int, says, verb, path string, in any, header ...string) map[string]any {
	m.t.Helper()
	extra := map[string]string{}
	for i := 0; i+1 < len(header); i += 2 {
		extra[header[i]] = header[i+1]
	}
	resp, text := m.send(verb, path, in, extra)
	var out map[string]any
	_ = json.Unmarshal(text, &out) // a list or a page stays nil
	said, _ := out["error"].(string)
	if resp.StatusCode != status || said != says {
		m.t.Errorf("%s %s %v: got %d %q, want %d %q", verb, path, in, resp.StatusCode, text, status, says)
	}
	return out
}

func (m *masto) list(path string) (items []map[string]any, link string) {
	m.t.Helper()
	resp, text := m.send("GET", path, nil, nil)
	if err := json.Unmarshal(text, &items); err != nil {
		m.t.Fatalf("%s: %d %s", path, resp.StatusCode, text)
	}
	return items, resp.Header.Get("Link")
}

// authorize is the address of the page of consent, with something changed.
func (m *masto) authorize(change url.Values) string {
	proof := sha256.Sum256([]byte("the-verifier"))
	q := url.Values{
		"response_type": {"code"}, "client_id": {m.app["client_id"].(string)}, "redirect_uri": {mastoBack}, "scope": {"read write"},
		"state": {"s"}, "code_challenge_method": {"S256"}, "code_challenge": {base64.RawURLEncoding.EncodeToString(proof[:])},
	}
	for key, values := range change {
		q[key] = values
	}
	return "/oauth/authorize?" + q.Encode()
}

// agree sends the form of the page and returns where it leads.
func (m *masto) agree(name, password string, change url.Values) url.Values {
	m.t.Helper()
	resp, _ := m.send("POST", m.authorize(change), url.Values{"username": {name}, "password": {password}, "decision": {"agree"}}, nil)
	if resp.StatusCode != http.StatusFound {
		return nil
	}
	to, err := resp.Location()
	if err != nil || !strings.HasPrefix(to.String(), mastoBack) || to.Query().Get("state") != "s" {
		m.t.Fatalf("led to %v, %v", to, err)
	}
	return to.Query()
}

func (m *masto) exchange(back url.Values, verifier string, status int) map[string]any {
	m.t.Helper()
	says := ""
	if status != 200 {
		says = "invalid_grant"
	}
	return m.wants(status, says, "POST", "/oauth/token", url.Values{
		"grant_type": {"authorization_code"}, "code": {back.Get("code")}, "redirect_uri": {mastoBack}, "code_verifier": {verifier},
		"client_id": {m.app["client_id"].(string)}, "client_secret": {m.app["client_secret"].(string)},
	})
}

func TestMastodonSignIn(t *testing.T) {
	m := mastoSignedIn(t, "mastodon")
	if m.agree("lenoir", "another", nil) != nil || m.agree("nobody", "abcd-efgh", nil) != nil {
		t.Error("agreed without the password")
	}
	for key, bad := range map[string]string{
		"redirect_uri": "http://127.0.0.1:2/callback", "client_id": "x", "scope": "read admin", "code_challenge_method": "plain", "response_type": "token",
	} {
		if m.agree("lenoir", "abcd-efgh", url.Values{key: {bad}}) != nil {
			t.Errorf("agreed with %s %q", key, bad)
		}
	}
	back := m.agree("lenoir", "abcd-efgh", nil)
	m.exchange(back, "another-verifier", 400)
	m.exchange(back, "the-verifier", 400) // a code works once
	back = m.agree("lenoir", "abcd-efgh", nil)
	m.clock.add(11 * time.Minute)
	m.exchange(back, "the-verifier", 400)

	me := m.wants(200, "", "GET", "/api/v1/accounts/verify_credentials", nil)
	if me["username"] != "lenoir" || me["display_name"] != "Lenoir" {
		t.Errorf("account %v", me)
	}
	good := m.token
	m.token = "x"
	m.wants(401, "The access token is invalid", "GET", "/api/v1/accounts/verify_credentials", nil)
	m.token = good
	m.wants(200, "", "POST", "/oauth/revoke", url.Values{
		"client_id": {m.app["client_id"].(string)}, "client_secret": {m.app["client_secret"].(string)}, "token": {good},
	})
	m.wants(401, "The access token was revoked", "GET", "/api/v1/accounts/verify_credentials", nil)
}

func TestMastodonKeepsKeysForAnHour(t *testing.T) {
	m := mastoSignedIn(t, "mastodon")
	post := func(text, key string) string {
		id, _ := m.wants(200, "", "POST", "/api/v1/statuses", map[string]string{"status": text}, "Idempotency-Key", key)["id"].(string)
		return id
	}
	first := post("un", "k")
	without, again := post("un", ""), post("un", "")
	if post("deux", "k") != first || post("un", "other") == first || without == again {
		t.Error("keys are not kept apart")
	}
	m.clock.add(time.Hour)
	if post("un", "k") == first {
		t.Error("a key of an hour ago is still known")
	}

	like := mastoSignedIn(t, "mastodon-like")
	for range 2 {
		like.wants(200, "", "POST", "/api/v1/statuses", map[string]string{"status": "un"}, "Idempotency-Key", "k")
	}
	if n := len(like.server.Log().Published); n != 2 {
		t.Errorf("%d posts of two requests under one key", n)
	}
}

func TestMastodonLimits(t *testing.T) {
	m := mastoSignedIn(t, "mastodon")
	type body = map[string]any
	exact := strings.Repeat("é", 500-24-4) + " https://a.example/" + strings.Repeat("x", 90) + " @jo@ailleurs.example"
	m.wants(422, "Validation failed: Text character limit of 500 exceeded", "POST", "/api/v1/statuses", body{"status": exact, "spoiler_text": "🥐"})
	m.wants(200, "", "POST", "/api/v1/statuses", body{"status": exact})
	for _, c := range []struct {
		says   string
		status int
		in     body
	}{
		{"Validation failed: Text can't be blank", 422, body{"status": " "}},
		{"The post you are trying to reply to does not appear to exist.", 404, body{"status": "x", "in_reply_to_id": "1"}},
		{"Validation failed: Visibility is not included in the list", 422, body{"status": "x", "visibility": "friends"}},
		{"Cannot attach more than 4 files", 422, body{"status": "x", "media_ids": []string{"1", "2", "3", "4", "5"}}},
		{"Media 1 not found or already attached to another post", 422, body{"status": "x", "media_ids": []string{"1"}}},
		{"Validation failed: Scheduled at The scheduled date must be in the future", 422, body{"status": "x", "scheduled_at": "2026-11-21T18:04:59Z"}},
		{"Validation failed: Scheduled at is invalid", 422, body{"status": "x", "scheduled_at": "demain"}},
	} {
		m.wants(c.status, c.says, "POST", "/api/v1/statuses", c.in)
	}
	like := mastoSignedIn(t, "mastodon-like")
	like.wants(400, "Bad Request: status too long, 5001 characters provided (including spoiler/content warning) but limit is 5000",
		"POST", "/api/v1/statuses", body{"status": strings.Repeat("é", 5001)})
}

func (m *masto) upload(content, description string) (status int, id string) {
	m.t.Helper()
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	file, err := form.CreateFormFile("file", "x.png")
	if err != nil {
		m.t.Fatal(err)
	}
	io.WriteString(file, content)
	form.WriteField("description", description)
	form.Close()
	resp, text := m.send("POST", "/api/v2/media", &body, map[string]string{"Content-Type": form.FormDataContentType()})
	var out struct{ ID string }
	if err := json.Unmarshal(text, &out); err != nil {
		m.t.Fatal(err)
	}
	return resp.StatusCode, out.ID
}

func TestMastodonMediaTakeTheirTime(t *testing.T) {
	m := mastoSignedIn(t, "mastodon")
	const png = "\x89PNG\r\n\x1a\nnot much"
	status, quick := m.upload(png, "un")
	if status != 200 {
		t.Errorf("the first: %d", status)
	}
	status, slow := m.upload(png, "deux")
	if status != 202 {
		t.Errorf("the second: %d", status)
	}
	if status, _ := m.upload("text", ""); status != 422 {
		t.Errorf("a text: %d", status)
	}
	both := map[string]any{"status": "", "media_ids": []string{quick, slow}}
	m.wants(206, "", "GET", "/api/v1/media/"+slow, nil)
	m.wants(422, "Cannot attach files that have not finished processing. Try again in a moment!", "POST", "/api/v1/statuses", both)
	m.clock.add(2 * time.Second)
	m.wants(200, "", "GET", "/api/v1/media/"+slow, nil)
	shown := m.wants(200, "", "POST", "/api/v1/statuses", both)["media_attachments"].([]any)
	if len(shown) != 2 || shown[1].(map[string]any)["description"] != "deux" {
		t.Errorf("media %v", shown)
	}
	m.wants(422, "Media "+quick+" not found or already attached to another post", "POST", "/api/v1/statuses", both)
}

func TestMastodonPublishesWhatItHolds(t *testing.T) {
	m := mastoSignedIn(t, "mastodon")
	const held = "/api/v1/scheduled_statuses"
	hold := func(text, at string) string {
		out := m.wants(200, "", "POST", "/api/v1/statuses", map[string]string{"status": text, "scheduled_at": at})
		if params, _ := out["params"].(map[string]any); params["text"] != text || out["content"] != nil {
			t.Errorf("scheduled %v", out)
		}
		return out["id"].(string)
	}
	first, second, third := hold("un", "2026-11-21T20:00:00Z"), hold("deux", "2026-11-21T19:00:00Z"), hold("trois", "2026-11-21T19:30:00Z")
	m.wants(200, "", "PUT", held+"/"+first, map[string]string{"scheduled_at": "2026-11-21T18:30:00.000Z"})
	m.wants(422, "Validation failed: Scheduled at The scheduled date must be in the future", "PUT", held+"/"+first, map[string]string{"scheduled_at": "2026-11-21T18:01:00Z"})
	m.wants(200, "", "DELETE", held+"/"+third, nil)
	m.wants(404, "Record not found", "DELETE", held+"/"+third, nil)
	if list, _ := m.list(held); len(list) != 2 || list[0]["id"] != second {
		t.Errorf("holds %v", list)
	}
	if len(m.server.Log().Published) != 0 {
		t.Error("public before its time")
	}
	m.clock.add(24 * time.Hour)
	seen := m.server.Log().Published
	if len(seen) != 2 || seen[0].Text != "un" || seen[1].Text != "deux" || seen[0].At.Format(time.TimeOnly) != "18:30:00" {
		t.Errorf("published %+v", seen)
	}
	m.wants(404, "Record not found", "GET", held+"/"+first, nil)
	m.wants(200, "", "GET", "/api/v1/statuses/"+seen[0].ID, nil)
	// What is past is posted at once.
	if out := m.wants(200, "", "POST", "/api/v1/statuses", map[string]string{"status": "hier", "scheduled_at": "2026-11-21T18:00:00Z"}); out["content"] != "<p>hier</p>" {
		t.Errorf("posted %v", out)
	}
}

func TestMastodonPages(t *testing.T) {
	m := mastoSignedIn(t, "mastodon")
	me := m.wants(200, "", "GET", "/api/v1/accounts/verify_credentials", nil)["id"].(string)
	var past Past
	for i := range 45 {
		past.Posts = append(past.Posts, PastPost{Text: strings.Repeat("x", i+1), At: m.clock.Now().Add(time.Duration(i-45) * time.Hour)})
	}
	m.server.Seed("lenoir", past)
	page, link := m.list("/api/v1/accounts/" + me + "/statuses?limit=40&exclude_reblogs=true")
	next, _, _ := strings.Cut(strings.TrimPrefix(link, "<"), ">")
	if len(page) != 40 || page[0]["content"] != "<p>"+strings.Repeat("x", 45)+"</p>" || !strings.Contains(link, `rel="next"`) || !strings.Contains(next, "exclude_reblogs=true") {
		t.Fatalf("%d posts, link %q", len(page), link)
	}
	rest, link := m.list(next)
	if len(rest) != 5 || strings.Contains(link, "next") {
		t.Errorf("%d posts more, link %q", len(rest), link)
	}
	if newer, _ := m.list("/api/v1/accounts/" + me + "/statuses?since_id=" + page[2]["id"].(string)); len(newer) != 2 {
		t.Errorf("%d posts since the third", len(newer))
	}
}

func TestMastodonConversation(t *testing.T) {
	m := mastoSignedIn(t, "mastodon")
	mine := m.wants(200, "", "POST", "/api/v1/statuses", map[string]string{"status": "Qui passe ?\nhttps://a.example #été @jo@ailleurs.example <b>"})
	want := `<p>Qui passe ?<br /><a href="https://a.example" target="_blank" rel="nofollow noopener" translate="no"><span class="invisible">https://</span><span class="ellipsis">a.example</span><span class="invisible"></span></a> ` +
		`<a href="https://reseau.example/tags/%C3%A9t%C3%A9" class="mention hashtag" rel="tag">#<span>été</span></a> ` +
		`<span class="h-card" translate="no"><a href="https://ailleurs.example/@jo" class="u-url mention">@<span>jo</span></a></span> &lt;b&gt;</p>`
	if mine["content"] != want {
		t.Errorf("content\n%v\nwant\n%v", mine["content"], want)
	}
	id := mine["id"].(string)
	m.server.Say("lenoir", Remark{Author: "awa", Text: "Moi", On: 1, At: m.clock.Now()})
	news, _ := m.list("/api/v1/notifications?types[]=mention")
	if len(news) != 1 || news[0]["status"].(map[string]any)["in_reply_to_id"] != id {
		t.Fatalf("notifications %v", news)
	}
	if other, _ := m.list("/api/v1/notifications?types[]=follow"); len(other) != 0 {
		t.Errorf("followers %v", other)
	}
	remark := news[0]["status"].(map[string]any)["id"].(string)
	m.wants(200, "", "POST", "/api/v1/statuses", map[string]string{"status": "@awa à samedi", "in_reply_to_id": remark})
	around := m.wants(200, "", "GET", "/api/v1/statuses/"+remark+"/context", nil)
	if len(around["ancestors"].([]any)) != 1 || len(around["descendants"].([]any)) != 1 {
		t.Errorf("context %v", around)
	}
	m.wants(404, "Record not found", "DELETE", "/api/v1/statuses/"+remark, nil)
	if gone := m.wants(200, "", "DELETE", "/api/v1/statuses/"+id, nil); !strings.HasPrefix(gone["text"].(string), "Qui passe ?") {
		t.Errorf("deleted %v", gone)
	}
	m.wants(404, "Record not found", "DELETE", "/api/v1/statuses/"+id, nil)
	if !m.server.Log().Published[0].Deleted {
		t.Error("the log still shows it")
	}
}

func TestMastodonCountsGrow(t *testing.T) {
	m := mastoSignedIn(t, "mastodon")
	m.server.Seed("lenoir", Past{Followers: 100, Growth: 24, Posts: []PastPost{{Text: "Un", At: m.clock.Now(), Likes: 80}}})
	me := m.wants(200, "", "GET", "/api/v1/accounts/verify_credentials", nil)
	likes := func() float64 {
		posts, _ := m.list("/api/v1/accounts/" + me["id"].(string) + "/statuses")
		return posts[0]["favourites_count"].(float64)
	}
	if n := likes(); n != 0 {
		t.Errorf("%v likes at once", n)
	}
	m.clock.add(time.Hour)
	young := likes()
	m.clock.add(100 * time.Hour)
	if old := likes(); young <= 0 || old <= young || old > 80 {
		t.Errorf("%v likes, then %v", young, old)
	}
	if me := m.wants(200, "", "GET", "/api/v1/accounts/verify_credentials", nil); me["followers_count"] != 201.0 {
		t.Errorf("followers %v after 101 hours, want 201", me["followers_count"])
	}
}
