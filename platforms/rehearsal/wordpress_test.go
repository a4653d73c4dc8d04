package rehearsal

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"strings"
	"testing"
	"time"
)

// visitor speaks raw HTTP with a WordPress site, simulated or real.
type visitor struct {
	t               *testing.T
	url             string
	login, password string
}

// asks sends JSON, or a form as it is, and returns the status, the headers and
// the answer.
func (v *visitor) asks(verb, path string, in any) (int, http.Header, any) {
	v.t.Helper()
	var body io.Reader
	kind, named := "application/json", ""
	switch in := in.(type) {
	case nil:
	case form:
		body, kind, named = &in.body, in.kind, in.named
	default:
		text, err := json.Marshal(in)
		if err != nil {
			v.t.Fatal(err)
		}
		body = bytes.NewReader(text)
	}
	req, err := http.NewRequestWithContext(v.t.Context(), verb, v.url+path, body)
	if err != nil {
		v.t.Fatal(err)
	}
	req.Header.Set("Content-Type", kind)
	if named != "" {
		req.Header.Set("Content-Disposition", named)
	}
	if v.login != "" {
		req.SetBasicAuth(v.login, v.password)
	}
	resp, err := plain().Do(req)
	if err != nil {
		v.t.Fatal(err)
	}
	defer resp.Body.Close()
	var out any
	if err := json.NewDecoder(resp.Body).Decode(&out); err != nil {
		v.t.Fatalf("%s: %d: %v", path, resp.StatusCode, err)
	}
	return resp.StatusCode, resp.Header, out
}

// wants sends a request and checks status and error code. It returns the answer
// where that is an object.
func (v *visitor) wants(status int, code, verb, path string, in any) map[string]any {
	v.t.Helper()
	got, _, out := v.asks(verb, "/wp-json/wp/v2/"+path, in)
	object, _ := out.(map[string]any)
	said, _ := object["code"].(string)
	if got != status || said != code {
		v.t.Errorf("%s %s %.200v: got %d %v, want %d %q", verb, path, in, got, out, status, code)
	}
	return object
}

// lists returns a list and its total by the header.
func (v *visitor) lists(path string) ([]any, string) {
	v.t.Helper()
	status, header, out := v.asks("GET", "/wp-json/wp/v2/"+path, nil)
	list, ok := out.([]any)
	if status != http.StatusOK || !ok {
		v.t.Fatalf("%s: %d %v", path, status, out)
	}
	return list, header.Get("X-WP-Total")
}

type form struct {
	body bytes.Buffer
	kind string
	// named is the Content-Disposition of a body that is no form.
	named string
}

func upload(t *testing.T, name, content string) form {
	t.Helper()
	var f form
	w := multipart.NewWriter(&f.body)
	file, err := w.CreateFormFile("file", name)
	if err != nil {
		t.Fatal(err)
	}
	io.WriteString(file, content)
	if err := w.WriteField("alt_text", "Une « brioche »"); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	f.kind = w.FormDataContentType()
	return f
}

// speakWordPress holds the facts that an adapter relies on. It is run against
// the simulation and, with the build tag real, against a real site. tag makes
// names that nobody else has used there.
func speakWordPress(t *testing.T, url, login, password, tag string) {
	v := &visitor{t, url, login, password}
	speakSite(t, v)
	speakArticles(t, v, tag)
	speakHeld(t, v, tag)
	speakLibrary(t, v, tag)
	speakComments(t, v, tag)
	speakModeration(t, v, tag)
	speakVideos(t, v, tag)
	speakToNobody(t, &visitor{t, url, login, "wrong wrong wrong"})
}

func speakSite(t *testing.T, v *visitor) {
	resp, err := plain().Get(v.url + "/")
	if err != nil {
		t.Fatal(err)
	}
	page, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
	if want := "<" + v.url + `/wp-json/>; rel="https://api.w.org/"`; resp.Header.Get("Link") != want {
		t.Errorf("Link %q, want %q", resp.Header.Get("Link"), want)
	}
	if !strings.Contains(string(page), `<meta name="generator" content="WordPress 6.5.5"`) {
		t.Error("the home page does not name its version")
	}
	for _, root := range []string{"/wp-json/?", "/?rest_route=/&"} {
		_, _, out := v.asks("GET", root+"_fields=name,home,namespaces,authentication", nil)
		index, _ := out.(map[string]any)
		ways, _ := index["authentication"].(map[string]any)
		if len(index) != 4 || index["home"] != v.url || ways["application-passwords"] == nil {
			t.Errorf("%s: %v", root, out)
		}
	}
	me := v.wants(200, "", "GET", "users/me?context=edit&_fields=id,username,capabilities", nil)
	if may, _ := me["capabilities"].(map[string]any); me["username"] != v.login || may["publish_posts"] != true || len(me) != 3 {
		t.Errorf("me %v", me)
	}
	if _, _, out := v.asks("GET", "/wp-json/nowhere", nil); out.(map[string]any)["code"] != "rest_no_route" {
		t.Errorf("no route: %v", out)
	}
}

// article is the body of a post with something changed.
func wpArticle(slug string, change ...any) map[string]any {
	body := map[string]any{"title": "Pain &amp; levain", "content": "<p>Un &amp; deux</p>", "status": "publish", "slug": slug}
	for i := 0; i+1 < len(change); i += 2 {
		body[change[i].(string)] = change[i+1]
	}
	return body
}

func speakArticles(t *testing.T, v *visitor, tag string) {
	slug := "pain-" + tag
	first := v.wants(201, "", "POST", "posts", wpArticle(slug))
	second := v.wants(201, "", "POST", "posts", wpArticle(slug))
	if first["slug"] != slug || second["slug"] != slug+"-2" || first["status"] != "publish" || first["link"] != v.url+"/"+slug+"/" {
		t.Errorf("first %v\nsecond %v", first, second)
	}
	if title := first["title"].(map[string]any); title["raw"] != "Pain &amp; levain" {
		t.Errorf("title %v", title)
	}
	both, total := v.lists("posts?status=any&context=edit&_fields=id,slug&slug=" + slug + "," + slug + "-2")
	if len(both) != 2 || total != "2" || len(both[0].(map[string]any)) != 2 {
		t.Errorf("both %v, total %s", both, total)
	}
	v.wants(400, "rest_post_invalid_page_number", "GET", "posts?page=2&slug="+slug, nil)
	draft := v.wants(201, "", "POST", "posts", wpArticle("levain-"+tag, "status", "draft"))
	if found, _ := v.lists("posts?status=any&context=edit&slug=levain-" + tag); len(found) != 1 || draft["status"] != "draft" {
		t.Errorf("draft %v, found %v", draft, found)
	}
	v.wants(400, "empty_content", "POST", "posts", map[string]string{"title": "", "content": "", "status": "publish"})
	v.wants(400, "rest_invalid_param", "POST", "posts", wpArticle("x", "status", "soon"))

	one := fmt.Sprintf("posts/%v", first["id"])
	gone := v.wants(200, "", "DELETE", one, nil)
	if gone["status"] != "trash" || gone["slug"] != slug+"__trashed" {
		t.Errorf("trashed %v", gone)
	}
	v.wants(410, "rest_already_trashed", "DELETE", one, nil)
	v.wants(404, "rest_post_invalid_id", "DELETE", "posts/987654", nil)
	v.wants(404, "rest_post_invalid_id", "GET", "posts/987654?context=edit", nil)
	if there := v.wants(200, "", "GET", one+"?context=edit", nil); there["status"] != "trash" {
		t.Errorf("in the trash: %v", there)
	}
	if found, _ := v.lists("posts?status=any&context=edit&slug=" + slug); len(found) != 0 {
		t.Errorf("found what was deleted: %v", found)
	}
}

func speakHeld(t *testing.T, v *visitor, tag string) {
	ahead := "2126-11-21T18:00:00"
	held := v.wants(201, "", "POST", "posts", wpArticle("demain-"+tag, "status", "future", "date_gmt", ahead))
	if held["status"] != "future" || held["date_gmt"] != ahead || held["slug"] != "demain-"+tag {
		t.Errorf("held %v", held)
	}
	// The date decides, whatever the state says. The server's own clock counts.
	date, err := time.Parse(wpTime, v.wants(201, "", "POST", "posts", wpArticle("maintenant-"+tag))["date_gmt"].(string))
	if err != nil {
		t.Fatal(err)
	}
	for _, soon := range []string{"2020-01-01T10:00:00", date.Add(50 * time.Second).Format(wpTime)} {
		if p := v.wants(201, "", "POST", "posts", wpArticle("hier-"+tag, "status", "future", "date_gmt", soon)); p["status"] != "publish" {
			t.Errorf("to come, at %s: %v", soon, p["status"])
		}
	}
	if p := v.wants(201, "", "POST", "posts", wpArticle("apres-"+tag, "date_gmt", ahead)); p["status"] != "future" {
		t.Errorf("published, with a date ahead: %v", p["status"])
	}
	one := fmt.Sprintf("posts/%v", held["id"])
	moved := v.wants(200, "", "POST", one, map[string]string{"status": "future", "date_gmt": "2127-01-01T08:00:00"})
	if moved["status"] != "future" || moved["date_gmt"] != "2127-01-01T08:00:00" {
		t.Errorf("moved %v", moved)
	}
	if gone := v.wants(200, "", "DELETE", one, nil); gone["status"] != "trash" {
		t.Errorf("taken back %v", gone)
	}
}

func speakLibrary(t *testing.T, v *visitor, tag string) {
	const gif = "GIF89a\x01\x00\x01\x00\x00\x00\x00,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x00;"
	name := "brioche-" + tag
	picture := v.wants(201, "", "POST", "media", upload(t, name+".gif", gif))
	again := v.wants(201, "", "POST", "media", upload(t, name+".gif", gif))
	if picture["slug"] != name || again["slug"] != name+"-1" || picture["alt_text"] != "Une « brioche »" || picture["mime_type"] != "image/gif" {
		t.Errorf("picture %v\nagain %v", picture, again)
	}
	if link, _ := picture["source_url"].(string); !strings.HasPrefix(link, v.url+"/wp-content/uploads/") || !strings.HasSuffix(link, name+".gif") {
		t.Errorf("source %q", link)
	}
	if found, _ := v.lists("media?_fields=id,source_url&slug=" + name); len(found) != 1 {
		t.Errorf("found %v", found)
	}
	v.wants(500, "rest_upload_unknown_error", "POST", "media", upload(t, "x.exe", gif))
	v.wants(500, "rest_upload_unknown_error", "POST", "media", upload(t, "x.png", "no picture"))

	for _, kind := range []string{"categories", "tags"} {
		made := v.wants(201, "", "POST", kind, map[string]string{"name": "Thés & " + tag})
		clash := v.wants(400, "term_exists", "POST", kind, map[string]string{"name": "thés & " + tag})
		if also, _ := clash["data"].(map[string]any); also["term_id"] != made["id"] || made["name"] != "Thés &amp; "+tag {
			t.Errorf("%s: made %v, then %v", kind, made, clash)
		}
		if found, _ := v.lists(kind + "?_fields=id,name&search=" + tag); len(found) != 1 {
			t.Errorf("%s: found %v", kind, found)
		}
	}
}

func speakComments(t *testing.T, v *visitor, tag string) {
	on := v.wants(201, "", "POST", "posts", wpArticle("avis-"+tag))["id"]
	draft := v.wants(201, "", "POST", "posts", wpArticle("sans-"+tag, "status", "draft"))["id"]
	first := v.wants(201, "", "POST", "comments", map[string]any{"post": on, "content": "C'est &lt;bon&gt;\n\nEt beau"})
	if text := first["content"].(map[string]any)["rendered"]; text != "<p>C&#8217;est &lt;bon&gt;</p>\n<p>Et beau</p>\n" || first["status"] != "approved" {
		t.Errorf("comment %v", first)
	}
	v.wants(409, "comment_duplicate", "POST", "comments", map[string]any{"post": on, "content": "C'est &lt;bon&gt;\n\nEt beau"})
	v.wants(201, "", "POST", "comments", map[string]any{"post": on, "parent": first["id"], "content": "C'est &lt;bon&gt;\n\nEt beau"})
	v.wants(403, "rest_comment_draft_post", "POST", "comments", map[string]any{"post": draft, "content": "x"})
	v.wants(400, "rest_comment_content_invalid", "POST", "comments", map[string]any{"post": on, "content": ""})
	all, total := v.lists(fmt.Sprintf("comments?status=all&orderby=id&order=desc&per_page=100&_fields=id,parent&post=%v", on))
	if len(all) != 2 || total != "2" || all[0].(map[string]any)["parent"] != first["id"] {
		t.Errorf("comments %v, total %s", all, total)
	}
	if beyond, _ := v.lists(fmt.Sprintf("comments?page=9&post=%v", on)); len(beyond) != 0 {
		t.Errorf("beyond the last page: %v", beyond)
	}
}

func speakModeration(t *testing.T, v *visitor, tag string) {
	on := v.wants(201, "", "POST", "posts", wpArticle("tri-"+tag))["id"]
	id := v.wants(201, "", "POST", "comments", map[string]any{"post": on, "content": "Bof " + tag})["id"]
	one := fmt.Sprintf("comments/%v", id)
	for _, c := range []struct{ ask, status, list string }{
		{"hold", "hold", "all"}, {"approve", "approved", "all"}, {"spam", "spam", "spam"}, {"trash", "trash", "trash"}, {"approved", "approved", "approve"},
	} {
		for range 2 { // the same again is no fault, on SQLite
			if out := v.wants(200, "", "POST", one, map[string]string{"status": c.ask}); out["status"] != c.status {
				t.Errorf("%s: %v", c.ask, out)
			}
		}
		for _, list := range []string{"all", "spam", "trash", "approve", "hold"} {
			found, _ := v.lists(fmt.Sprintf("comments?status=%s&_fields=id,status&post=%v", list, on))
			there := list == c.list || list == c.ask || list == "all" && c.list == "approve" || list == "approve" && c.status == "approved"
			if (len(found) == 1) != there {
				t.Errorf("%s: the list of %s holds %v", c.ask, list, found)
			}
		}
	}
	if out := v.wants(200, "", "DELETE", one, nil); out["status"] != "trash" {
		t.Errorf("deleted %v", out)
	}
	v.wants(410, "rest_already_trashed", "DELETE", one, nil)
	if out := v.wants(200, "", "DELETE", one+"?force=true", nil); out["deleted"] != true {
		t.Errorf("deleted for good %v", out)
	}
	v.wants(404, "rest_comment_invalid_id", "DELETE", one+"?force=true", nil)
	v.wants(404, "rest_comment_invalid_id", "POST", one, map[string]string{"status": "hold"})
	v.wants(404, "rest_comment_invalid_id", "GET", one, nil)
}

// speakVideos: a file may be the whole body of a request.
func speakVideos(t *testing.T, v *visitor, tag string) {
	body := form{kind: "video/mp4"}
	body.body.WriteString("\x00\x00\x00\x10ftypisom\x00\x00\x02\x00" + tag)
	v.wants(400, "rest_upload_no_content_disposition", "POST", "media", body)
	body.named = `attachment; filename="four-` + tag + `.mp4"`
	made := v.wants(201, "", "POST", "media", body)
	address, _ := made["source_url"].(string)
	if made["slug"] != "four-"+tag || !strings.HasSuffix(address, "/four-"+tag+".mp4") {
		t.Fatalf("video %v", made)
	}
	resp, err := plain().Get(address)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	shown, err := io.ReadAll(resp.Body)
	if err != nil || string(shown) != body.body.String() {
		t.Errorf("%d bytes are shown, %v", len(shown), err)
	}
}

func speakToNobody(t *testing.T, v *visitor) {
	v.wants(401, "rest_not_logged_in", "GET", "users/me?context=edit", nil)
	v.wants(401, "rest_cannot_create", "POST", "posts", wpArticle("x"))
	v.wants(401, "rest_cannot_edit", "POST", "posts/1", wpArticle("x"))
	v.wants(401, "rest_cannot_delete", "DELETE", "posts/1", nil)
	v.wants(401, "rest_forbidden_context", "GET", "posts/1?context=edit", nil)
	v.wants(401, "rest_cannot_create", "POST", "tags", map[string]string{"name": "x"})
	v.wants(401, "rest_cannot_create", "POST", "media", upload(t, "x.gif", "GIF89a"))
	v.wants(401, "rest_comment_login_required", "POST", "comments", map[string]any{"post": 1, "content": "x"})
	v.wants(401, "rest_forbidden_param", "GET", "comments?status=all", nil)
	out := v.wants(400, "rest_invalid_param", "GET", "posts?status=any&context=edit&slug=x", nil)
	text, err := json.Marshal(out)
	if err != nil || !strings.Contains(string(text), `"details":{"status":{"code":"rest_forbidden_status","data":{"status":401}`) {
		t.Errorf("not signed in: %s, %v", text, err)
	}
}

// site starts a simulated one with an article on it.
func wpSite(t *testing.T) (*Server, *testClock, *visitor) {
	t.Helper()
	clock := &testClock{now: time.Date(2026, 11, 21, 18, 0, 0, 0, time.UTC)}
	s, err := Start("wordpress", Options{Clock: clock, Seed: 1})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	s.AddAccount(Account{Handle: "camille", Password: "abcd EFGH ijkl", Name: "Maison Lenoir"})
	s.Seed("camille", Past{Posts: []PastPost{{Text: "Bonjour", At: clock.Now()}}})
	return s, clock, &visitor{t, s.URL(), "camille", "abcdEFGH ijkl"}
}

func TestWordPressSpeaksAsTheRealOne(t *testing.T) {
	s, _, v := wpSite(t)
	speakWordPress(t, s.URL(), v.login, v.password, "essai")
}

func TestWordPressPublishesByItself(t *testing.T) {
	s, clock, v := wpSite(t)
	due := clock.Now().Add(time.Hour)
	v.wants(201, "", "POST", "posts", wpArticle("demain", "status", "future", "date_gmt", due.Format(wpTime)))
	moved := v.wants(201, "", "POST", "posts", wpArticle("plus-tard", "status", "future", "date_gmt", due.Format(wpTime)))
	v.wants(200, "", "POST", fmt.Sprintf("posts/%v", moved["id"]), map[string]string{"date_gmt": due.Add(time.Hour).Format(wpTime)})
	back := v.wants(201, "", "POST", "posts", wpArticle("jamais", "status", "future", "date_gmt", due.Format(wpTime)))
	v.wants(200, "", "DELETE", fmt.Sprintf("posts/%v", back["id"]), nil)
	if n := len(s.Log().Published); n != 0 {
		t.Errorf("%d published before their time", n)
	}
	clock.add(90 * time.Minute)
	if seen := s.Log().Published; len(seen) != 1 || seen[0].Key != "demain" || !seen[0].At.Equal(due) || seen[0].Text != "Un & deux" {
		t.Errorf("published %+v", seen)
	}
	clock.add(90 * time.Minute)
	if seen := s.Log().Published; len(seen) != 2 || seen[1].Key != "plus-tard" {
		t.Errorf("published %+v", seen)
	}
}
