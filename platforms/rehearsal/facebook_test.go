package rehearsal

import (
	"bytes"
	"encoding/json"
	"io"
	"mime/multipart"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"
)

// fbClient speaks with a rehearsal of the Graph API as a program does.
type fbClient struct {
	t      *testing.T
	server *Server
	clock  *testClock
	token  string
	page   string
}

func fbSignedIn(t *testing.T) *fbClient {
	t.Helper()
	clock := &testClock{now: time.Date(2026, 11, 21, 18, 0, 0, 0, time.UTC)}
	server, err := Start("facebook", Options{Clock: clock, Seed: 1})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { server.Close() })
	server.AddAccount(Account{Handle: "lenoir", Password: "abcd-efgh", Name: "Lenoir"})
	c := &fbClient{t: t, server: server, clock: clock, token: server.Token("lenoir")}
	c.token = c.lengthened(c.token)
	c.page, c.token = c.pageToken()
	return c
}

// lengthened makes a token of sixty days of a person's short one.
func (c *fbClient) lengthened(short string) string {
	c.t.Helper()
	q := url.Values{"client_id": {AppID}, "client_secret": {AppSecret}, "grant_type": {"fb_exchange_token"}, "fb_exchange_token": {short}}
	return c.wants(0, "GET", "/oauth/access_token?"+q.Encode(), nil)["access_token"].(string)
}

// pageToken is the page's id and token for who asks.
func (c *fbClient) pageToken() (id, token string) {
	c.t.Helper()
	first := c.wants(0, "GET", "/me/accounts?fields=id,access_token,tasks", nil)["data"].([]any)[0].(map[string]any)
	return first["id"].(string), first["access_token"].(string)
}

func (c *fbClient) call(method, path string, body io.Reader, kind string) (status int, text []byte) {
	c.t.Helper()
	r, err := http.NewRequest(method, c.server.URL()+"/v26.0"+path, body)
	if err != nil {
		c.t.Fatal(err)
	}
	r.Header.Set("Authorization", "Bearer "+c.token)
	r.Header.Set("Content-Type", kind)
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		c.t.Fatal(err)
	}
	defer answer.Body.Close()
	if text, err = io.ReadAll(answer.Body); err != nil {
		c.t.Fatal(err)
	}
	return answer.StatusCode, text
}

// wants checks the code of the error, 0 for none.
func (c *fbClient) wants(code int, method, path string, form url.Values) map[string]any {
	c.t.Helper()
	status, text := c.call(method, path, strings.NewReader(form.Encode()), "application/x-www-form-urlencoded")
	var out map[string]any
	if err := json.Unmarshal(text, &out); err != nil {
		c.t.Fatalf("%s %s: %d %s", method, path, status, text)
	}
	got := 0
	if said, ok := out["error"].(map[string]any); ok {
		got = int(said["code"].(float64))
	}
	if got != code || (status == http.StatusOK) != (code == 0) {
		c.t.Fatalf("%s %s: %d %s, want code %d", method, path, status, text, code)
	}
	return out
}

func TestFacebookTokens(t *testing.T) {
	c := fbSignedIn(t)
	lasting := c.token
	c.wants(100, "GET", "/me/accounts", nil) // a page has none
	wrong := url.Values{"client_id": {AppID}, "client_secret": {"x"}, "grant_type": {"client_credentials"}}
	c.wants(1, "GET", "/oauth/access_token?"+wrong.Encode(), nil)
	short := c.server.Token("lenoir")
	c.token = short
	_, brief := c.pageToken()
	c.wants(100, "GET", "/debug_token?input_token="+lasting, nil) // only the application may ask
	c.token = AppID + "|" + AppSecret
	about := c.wants(0, "GET", "/debug_token?input_token="+lasting, nil)["data"].(map[string]any)
	if about["type"] != "PAGE" || about["expires_at"] != 0.0 || about["is_valid"] != true {
		t.Errorf("a page's token of a lengthened one: %v", about)
	}
	c.clock.add(3 * time.Hour)
	for token, code := range map[string]int{brief: 190, short: 190, "x": 190, "": 2500, lasting: 0} {
		c.token = token
		c.wants(code, "GET", "/"+c.page+"?fields=id", nil)
	}
}

func TestFacebookFieldsAndPages(t *testing.T) {
	c := fbSignedIn(t)
	for i := range 30 {
		c.server.Seed("lenoir", Past{Followers: 7, Posts: []PastPost{{Text: strconv.Itoa(i), At: c.clock.Now().Add(time.Duration(i-40) * time.Hour)}}})
	}
	c.wants(100, "GET", "/"+c.page+"?fields=nonsense", nil)
	c.wants(100, "GET", "/"+c.page+"/published_posts?fields=id,message,from{nonsense}", nil)
	c.wants(100, "GET", "/"+c.page+"/published_posts?fields=insights.metric(post_impressions_unique){name}", nil)
	first := c.wants(0, "GET", "/"+c.page+"/published_posts?fields=message&limit=25", nil)
	paging := first["paging"].(map[string]any)
	newest := first["data"].([]any)[0].(map[string]any)
	if len(first["data"].([]any)) != 25 || newest["message"] != "29" || newest["created_time"] != nil || !strings.Contains(paging["next"].(string), "access_token=") {
		t.Errorf("first page %v", first)
	}
	after := paging["cursors"].(map[string]any)["after"].(string)
	rest := c.wants(0, "GET", "/"+c.page+"/published_posts?fields=message&limit=25&after="+after, nil)
	if len(rest["data"].([]any)) != 5 || rest["paging"].(map[string]any)["next"] != nil {
		t.Errorf("the rest %v", rest)
	}
}

func (c *fbClient) upload(content string, fields map[string]string) (int, string) {
	c.t.Helper()
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	for name, value := range fields {
		form.WriteField(name, value)
	}
	file, err := form.CreateFormFile("source", "x.png")
	if err != nil {
		c.t.Fatal(err)
	}
	io.WriteString(file, content)
	form.Close()
	status, text := c.call("POST", "/"+c.page+"/photos", &body, form.FormDataContentType())
	var out struct{ ID string }
	if err := json.Unmarshal(text, &out); err != nil {
		c.t.Fatal(err)
	}
	return status, out.ID
}

func TestFacebookPosts(t *testing.T) {
	c := fbSignedIn(t)
	feed := "/" + c.page + "/feed"
	c.wants(100, "POST", feed, url.Values{"message": {" "}})
	c.wants(100, "POST", feed, url.Values{"message": {strings.Repeat("é", 63_207)}})
	c.wants(1609005, "POST", feed, url.Values{"link": {"maison"}})
	made := c.wants(0, "POST", feed, url.Values{"message": {"Un"}})["id"].(string)
	c.wants(506, "POST", feed, url.Values{"message": {"Un"}})
	c.clock.add(fbSame)
	c.wants(0, "POST", feed, url.Values{"message": {"Un"}})
	c.wants(0, "DELETE", "/"+made, nil)
	c.wants(100, "DELETE", "/"+made, nil)

	const png = "\x89PNG\r\n\x1a\nnot much"
	if status, _ := c.upload("text", map[string]string{"published": "false"}); status == 200 {
		t.Error("a text is taken for a picture")
	}
	status, photo := c.upload(png, map[string]string{"published": "false"})
	attached := url.Values{"attached_media[0]": {`{"media_fbid":"` + photo + `"}`}}
	if status != 200 {
		t.Fatalf("a picture: %d", status)
	}
	c.wants(0, "POST", feed, attached)
	c.wants(100, "POST", feed, attached) // a picture is in one post
	if seen := c.server.Log().Published; len(seen) != 3 || !seen[0].Deleted || seen[2].Images != 1 {
		t.Errorf("published %+v", seen)
	}
}

func TestFacebookPublishesWhatItHolds(t *testing.T) {
	c := fbSignedIn(t)
	hold := func(code int, text string, ahead time.Duration) string {
		at := strconv.FormatInt(c.clock.Now().Add(ahead).Unix(), 10)
		out := c.wants(code, "POST", "/"+c.page+"/feed", url.Values{"message": {text}, "published": {"false"}, "scheduled_publish_time": {at}})
		id, _ := out["id"].(string)
		return id
	}
	hold(100, "trop tôt", 9*time.Minute)
	hold(100, "trop tard", 31*24*time.Hour)
	first, second := hold(0, "un", 2*time.Hour), hold(0, "deux", time.Hour)
	c.wants(0, "POST", "/"+first, url.Values{"scheduled_publish_time": {strconv.FormatInt(c.clock.Now().Add(30*time.Minute).Unix(), 10)}})
	if list := c.wants(0, "GET", "/"+c.page+"/scheduled_posts?fields=id,scheduled_publish_time", nil)["data"].([]any); len(list) != 2 {
		t.Errorf("holds %v", list)
	}
	c.clock.add(24 * time.Hour)
	seen := c.server.Log().Published
	if len(seen) != 2 || seen[0].ID != first || seen[1].ID != second || !seen[0].At.Equal(c.clock.Now().Add(-24*time.Hour+30*time.Minute).UTC()) {
		t.Errorf("published %+v", seen)
	}
	if is := c.wants(0, "GET", "/"+first+"?fields=is_published", nil); is["is_published"] != true {
		t.Errorf("after: %v", is)
	}
	c.wants(100, "POST", "/"+first, url.Values{"scheduled_publish_time": {strconv.FormatInt(c.clock.Now().Add(time.Hour).Unix(), 10)}})
}

func TestFacebookInsights(t *testing.T) {
	c := fbSignedIn(t)
	c.server.Seed("lenoir", Past{Posts: []PastPost{{Text: "Un", At: c.clock.Now().Add(-72 * time.Hour), Likes: 400}}})
	day := func(d int) string { return c.clock.Now().AddDate(0, 0, d).Format(time.DateOnly) }
	path := "/" + c.page + "/insights?period=day&metric="
	c.wants(100, "GET", path+"page_impressions_unique&since="+day(-3)+"&until="+day(0), nil)
	c.wants(100, "GET", path+"page_media_view&since="+day(-120)+"&until="+day(0), nil)
	values := c.wants(0, "GET", path+"page_media_view&since="+day(-3)+"&until="+day(2), nil)["data"].([]any)[0].(map[string]any)["values"].([]any)
	last := values[len(values)-1].(map[string]any)
	if len(values) != 3 || !strings.HasSuffix(last["end_time"].(string), "T08:00:00+0000") || last["value"].(float64) <= 0 {
		t.Errorf("values %v", values)
	}
}
