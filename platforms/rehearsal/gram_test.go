package rehearsal

import (
	"encoding/json"
	"image"
	"image/jpeg"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"parvis/data"
	"parvis/platforms/conformance/spec"
)

// gramCaller makes the requests of one account.
type gramCaller struct {
	t      *testing.T
	server *Server
	clock  *testClock
	token  string
	shelf  string
}

func callGram(t *testing.T, network data.NetworkName, watch func(Exchange)) *gramCaller {
	t.Helper()
	c := &gramCaller{t: t, clock: &testClock{now: time.Date(2026, 11, 21, 18, 0, 0, 0, time.UTC)}}
	server, err := Start(network, Options{Clock: c.clock, Seed: 1, Watch: watch})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { server.Close() })
	server.AddAccount(Account{Handle: "lenoir", Password: "abcd-efgh", Name: "Lenoir"})
	shelf := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/four.jpg" {
			_ = jpeg.Encode(w, image.NewGray(image.Rect(0, 0, 400, 320)), nil)
		} else {
			http.NotFound(w, r)
		}
	}))
	t.Cleanup(shelf.Close)
	c.server, c.token, c.shelf = server, server.Token("lenoir"), shelf.URL
	return c
}

// ask makes a request, as "POST /v1.0/me/threads?text=…". Of an error it returns
// what stands in it.
func (c *gramCaller) ask(what string) (status int, said map[string]any) {
	c.t.Helper()
	method, path, _ := strings.Cut(what, " ")
	address, err := url.Parse(c.server.URL() + path)
	if err != nil {
		c.t.Fatal(err)
	}
	q := address.Query()
	q.Set("access_token", c.token)
	address.RawQuery = q.Encode()
	r, err := http.NewRequestWithContext(c.t.Context(), method, address.String(), nil)
	if err != nil {
		c.t.Fatal(err)
	}
	resp, err := plain().Do(r)
	if err != nil {
		c.t.Fatal(err)
	}
	defer resp.Body.Close()
	text, err := io.ReadAll(resp.Body)
	if err != nil {
		c.t.Fatal(err)
	}
	said = map[string]any{}
	_ = json.Unmarshal(text, &said)
	if inner, ok := said["error"].(map[string]any); ok {
		said = inner
	}
	return resp.StatusCode, said
}

// refused checks the code and subcode of an error.
func (c *gramCaller) refused(what string, code, subcode float64) {
	c.t.Helper()
	status, said := c.ask(what)
	if got, _ := said["error_subcode"].(float64); status < 400 || said["code"] != code || got != subcode {
		c.t.Errorf("%s: %d %v, want %v/%v", what, status, said, code, subcode)
	}
}

func (c *gramCaller) made(what string) string {
	c.t.Helper()
	status, said := c.ask(what)
	id, _ := said["id"].(string)
	if status != http.StatusOK || id == "" {
		c.t.Fatalf("%s: %d %v", what, status, said)
	}
	return id
}

// A container is published once, within a day, and not before it is ready.
func TestContainersOfThreads(t *testing.T) {
	jury, err := spec.NewJury([]string{"threads"}, nil)
	if err != nil {
		t.Fatal(err)
	}
	c := callGram(t, "threads", func(e Exchange) { jury.Hear(spec.Exchange(e)) })
	id := c.made("POST /v1.0/me/threads?media_type=TEXT&text=Bonjour")
	if _, said := c.ask("GET /v1.0/" + id + "?fields=status"); said["status"] != gramFinished {
		t.Errorf("status %v", said)
	}
	post := c.made("POST /v1.0/me/threads_publish?creation_id=" + id)
	c.refused("POST /v1.0/me/threads_publish?creation_id="+id, 9007, 2207027)
	if _, said := c.ask("GET /v1.0/" + id + "?fields=status"); said["status"] != gramPublished {
		t.Errorf("status %v", said)
	}
	if log := c.server.Log(); len(log.Published) != 1 || log.Published[0].ID != post || log.Published[0].Text != "Bonjour" {
		t.Errorf("log %+v", log)
	}
	id = c.made("POST /v1.0/me/threads?media_type=VIDEO&video_url=" + c.shelf + "/nowhere.mp4")
	if _, said := c.ask("GET /v1.0/" + id + "?fields=status,error_message"); said["status"] != gramFailed || said["error_message"] != "FAILED_DOWNLOADING_VIDEO" {
		t.Errorf("status %v", said)
	}
	id = c.made("POST /v1.0/me/threads?media_type=IMAGE&image_url=" + c.shelf + "/four.jpg")
	c.clock.add(25 * time.Hour)
	c.refused("POST /v1.0/me/threads_publish?creation_id="+id, -2, 2207020)
	c.refused("POST /v1.0/me/threads?media_type=IMAGE&image_url="+c.shelf+"/nowhere.jpg", 9004, 2207052)
	c.refused("POST /v1.0/me/threads?media_type=CAROUSEL&children=1,2", 24, 2207006)
	c.refused("GET /v1.0/123?fields=id", 100, 33)
	if _, complaints := jury.Verdict(); len(complaints) > 0 {
		t.Error(complaints)
	}
}

func TestContainersOfInstagram(t *testing.T) {
	c := callGram(t, "instagram", nil)
	_, me := c.ask("GET /v26.0/me?fields=user_id")
	user := "/v26.0/" + me["user_id"].(string)
	id := c.made("POST " + user + "/media?caption=Bonjour&image_url=" + c.shelf + "/four.jpg")
	c.made("POST " + user + "/media_publish?creation_id=" + id)
	c.refused("POST "+user+"/media_publish?creation_id="+id, 9007, 2207027)
	reel := c.made("POST " + user + "/media?media_type=REELS&upload_type=resumable")
	c.refused("POST "+user+"/media_publish?creation_id="+reel, 9007, 2207027)
	c.refused("POST "+user+"/media?image_url="+c.shelf+"/nowhere.jpg", 9004, 2207052)
	c.refused("POST "+user+"/media?media_type=CAROUSEL&children="+id, 100, 2207028)
	c.refused("POST "+user+"/media?caption="+strings.Repeat("%23a", 31)+"&image_url=x", 36004, 2207010)
	c.refused("POST "+user+"/media_publish?creation_id=1", 24, 2207008)
	c.refused("POST /v26.0/1/media?image_url=x", 100, 33)
}

// Tokens are exchanged, and renewed when they are a day old and alive.
func TestGramTokens(t *testing.T) {
	c := callGram(t, "threads", nil)
	c.refused("GET /refresh_access_token?grant_type=th_refresh_token", 100, 0)
	c.clock.add(25 * time.Hour)
	status, said := c.ask("GET /refresh_access_token?grant_type=th_refresh_token")
	if status != http.StatusOK || said["access_token"] == c.token || said["expires_in"] != 5_184_000.0 {
		t.Errorf("%d %v", status, said)
	}
	c.clock.add(60 * 24 * time.Hour)
	c.refused("GET /v1.0/me?fields=id", 190, 463)
	c.token = c.server.Token("lenoir", "threads_basic")
	c.refused("POST /v1.0/me/threads?media_type=TEXT&text=x", 10, 0)
	if status, said := c.ask("GET /v1.0/me?fields=username"); status != http.StatusOK || said["username"] != "lenoir" {
		t.Errorf("%d %v", status, said)
	}
	if c.server.Token("nobody") != "" {
		t.Error("a token for nobody")
	}
}

func TestGramFields(t *testing.T) {
	fields := gramFields("id,comments.limit(1){id,replies{text}},media_type")
	if len(fields) != 3 || fields[1].name != "comments" || fields[1].most != 1 || len(fields[1].sub) != 2 ||
		fields[1].sub[1].sub[0].name != "text" || fields[2].name != "media_type" {
		t.Errorf("fields %+v", fields)
	}
}
