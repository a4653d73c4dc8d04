package wordpress

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"parvis/data"
	"parvis/platforms/conformance"
	"parvis/platforms/rehearsal"
)

// fakeSite answers by path, or by route on a site without pretty addresses.
func fakeSite(t *testing.T, answers map[string]string) string {
	t.Helper()
	var server *httptest.Server
	server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		path := r.URL.Path
		if route := r.URL.Query().Get("rest_route"); route != "" {
			path = "?" + route
		}
		said, ok := answers[path]
		if !ok {
			said = "404 <h1>Not Found"
		}
		var status int
		fmt.Sscanf(said, "%d", &status)
		said = strings.ReplaceAll(strings.TrimSpace(said[3:]), "SITE", server.URL)
		if strings.HasPrefix(said, "{") {
			w.Header().Set("Content-Type", "application/json")
		}
		w.WriteHeader(status)
		w.Write([]byte(said))
	}))
	t.Cleanup(server.Close)
	return server.URL
}

const (
	goodHome  = `200 <html><link rel="https://api.w.org/" href="SITE/wp-json/"><meta name="generator" content="WordPress 6.8.1">`
	goodIndex = `200 {"name":"Thés &amp; Cie","home":"http://thes.example/blog","namespaces":["wp/v2"],"authentication":{"application-passwords":{}}}`
	goodMe    = `200 {"id":4,"username":"camille@thes.example","capabilities":{"publish_posts":true,"upload_files":"1"}}`
)

func connect(t *testing.T, url string) (data.Account, error) {
	t.Helper()
	c, err := network(&conformance.Clock{}).signIn(t.Context(), map[string]string{"site": url, "login": "camille", "password": "abcd efgh"})
	return c.Account, err
}

func TestConnectFindsTheAPI(t *testing.T) {
	for name, c := range map[string]struct {
		answers        map[string]string
		root, software string
	}{
		"linked":                      {map[string]string{"/": goodHome, "/wp-json/": goodIndex, "/wp-json/wp/v2/users/me": goodMe}, "/wp-json", "WordPress 6.8.1"},
		"silent":                      {map[string]string{"/": "200 <html>", "/wp-json/": goodIndex, "/wp-json/wp/v2/users/me": goodMe}, "/wp-json", "WordPress"},
		"silent, no pretty addresses": {map[string]string{"/": "200 <html>", "?/": goodIndex, "?/wp/v2/users/me": goodMe}, "/?rest_route=", "WordPress"},
		"linked, no pretty addresses": {map[string]string{
			"/": strings.ReplaceAll(goodHome, "wp-json/", "index.php?rest_route=/"), "?/": goodIndex, "?/wp/v2/users/me": goodMe,
		}, "/index.php?rest_route=", "WordPress 6.8.1"},
	} {
		url := fakeSite(t, c.answers)
		a, err := connect(t, url+"/wp-admin/profile.php")
		if err != nil || a.Server != url+c.root || a.Software != c.software {
			t.Errorf("%s: %+v, %v", name, a, err)
			continue
		}
		if a.Name != "Thés & Cie" || a.Handle != "camille@thes.example@thes.example/blog" || a.Remote != "4" || a.Can.Media.Images == 0 {
			t.Errorf("%s: %+v", name, a)
		}
	}
}

func TestConnectFailures(t *testing.T) {
	refusal := func(code string) string { return `401 {"code":"` + code + `","message":"x","data":{"status":401}}` }
	for name, c := range map[string]struct {
		answers map[string]string
		kind    data.Kind
		code    string
	}{
		"not WordPress":     {map[string]string{"/": "200 <html>"}, data.Invalid, CodeServer},
		"another API":       {map[string]string{"/": "200 <html>", "/wp-json/": `200 {"namespaces":["x"]}`}, data.Transient, data.CodeAnswer},
		"portal":            {map[string]string{"/": "200 <html>", "/wp-json/": "200 <html>Wi-Fi"}, data.Transient, data.CodeCaptive},
		"firewall":          {map[string]string{"/": goodHome, "/wp-json/": "403 <html>Blocked"}, data.Transient, CodeFirewall},
		"firewall in words": {map[string]string{"/": goodHome, "/wp-json/": "406 Not Acceptable"}, data.Transient, CodeFirewall},
		"header lost":       {map[string]string{"/": goodHome, "/wp-json/": goodIndex, "/wp-json/wp/v2/users/me": refusal("rest_not_logged_in")}, data.Auth, CodeAuthorization},
		"wrong password":    {map[string]string{"/": goodHome, "/wp-json/": goodIndex, "/wp-json/wp/v2/users/me": refusal("incorrect_password")}, data.Auth, CodePassword},
		"closed to others":  {map[string]string{"/": goodHome, "/wp-json/": refusal("rest_cannot_access")}, data.Auth, CodePassword},
		"switched off": {map[string]string{
			"/": goodHome, "/wp-json/": strings.ReplaceAll(goodIndex, `{"application-passwords":{}}`, "[]"), "/wp-json/wp/v2/users/me": refusal("rest_not_logged_in"),
		}, data.Unsupported, CodeNoPasswords},
		"contributor": {map[string]string{
			"/": goodHome, "/wp-json/": goodIndex, "/wp-json/wp/v2/users/me": `200 {"id":4,"username":"c","capabilities":{"edit_posts":true}}`,
		}, data.Unsupported, CodeRights},
		"no capabilities": {map[string]string{
			"/": goodHome, "/wp-json/": goodIndex, "/wp-json/wp/v2/users/me": `200 {"id":4,"username":"c","capabilities":[]}`,
		}, data.Unsupported, CodeRights},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := connect(t, fakeSite(t, c.answers))
			failsWith(t, err, c.kind, c.code)
		})
	}
	for _, typed := range []string{"", "ftp://x", "pas une adresse"} {
		_, err := connect(t, typed)
		failsWith(t, err, data.Invalid, CodeServer)
	}
}

func TestSiteURL(t *testing.T) {
	for typed, want := range map[string]string{
		" maison.example ": "https://maison.example", "https://maison.example/blog/": "https://maison.example/blog",
		"http://127.0.0.1:8080/wp-login.php?x=1": "http://127.0.0.1:8080", "maison.example/blog/wp-admin/post.php#a": "https://maison.example/blog",
	} {
		if got, err := siteURL(typed); err != nil || got != want {
			t.Errorf("%q: %q, %v", typed, got, err)
		}
	}
	if got := reachable("http://maison.example/wp-json/", "https://maison.example"); got != "https://maison.example/wp-json" {
		t.Errorf("behind a proxy: %q", got)
	}
}

// A site without pretty addresses, from connecting to counting.
func TestRestRoute(t *testing.T) {
	s, server, _ := signedInAt(t, nil)
	s.root = server.URL() + "/?rest_route="
	r, _ := publish(t, s, part(s, "Sans jolies adresses", "x"))
	server.Say("camille", rehearsal.Remark{Author: "awa", Text: "Bien"})
	all, err := s.OwnPosts(t.Context(), time.Time{}, 10)
	if err != nil || len(all) != 1 || all[0].Remote != r.ID || all[0].Replies != data.Known(1) || all[0].Likes.Known || all[0].Text != "Sans jolies adresses\nx" {
		t.Errorf("own posts %+v, %v", all, err)
	}
	if p, err := s.Profile(t.Context()); err != nil || p.Posts != data.Known(1) || p.Followers.Known || p.URL != server.URL() {
		t.Errorf("profile %+v, %v", p, err)
	}
}

func TestWithdrawnPassword(t *testing.T) {
	s, server, _ := signedInAt(t, nil)
	o := part(s, "x", "x")
	_, payload := publish(t, s, o)
	server.SetFaults(rehearsal.Faults{Expire: rehearsal.Revoke})
	_, err := s.Find(t.Context(), o.Key, payload) // WordPress says 400
	failsWith(t, err, data.Auth, "")
	_, _, _, err = s.Messages(t.Context(), "")
	failsWith(t, err, data.Auth, "")
	_, err = s.Held(t.Context(), "1")
	failsWith(t, err, data.Auth, "")
}

func TestOneBadCommentDoesNotHideTheOthers(t *testing.T) {
	answer := `[{"id":9,"post":1,"author":0,"author_name":"Awa &amp; Jo","date_gmt":"2026-11-21T18:00:03","content":{"rendered":"<p>un</p>"},"link":"javascript:x"},
		7, {"id":"x"}, {"id":8,"post":1,"date_gmt":"hier"}, {"id":7,"date_gmt":"2026-11-21T18:00:03"},
		{"id":6,"post":1,"author":1,"date_gmt":"2026-11-21T18:00:02","content":{"rendered":"le mien"}},
		{"id":5,"post":1,"parent":4,"author":2,"date_gmt":"2026-11-21T18:00:01","content":{"rendered":"deux"},"link":"https://x.example/#comment-5"}]`
	s, _, _ := signedInAt(t, func(http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("X-WP-TotalPages", "1")
			if r.URL.Query().Get("status") != "all" {
				w.Write([]byte("[]"))
				return
			}
			w.Write([]byte(answer))
		})
	})
	page, next, bad, err := s.Messages(t.Context(), "")
	if err != nil || len(page) != 2 || len(bad) != 4 {
		t.Fatalf("%d messages, %d bad, %v", len(page), len(bad), err)
	}
	if page[0].Name != "Awa & Jo" || page[0].URL != "" || page[0].InReply != "1" || page[1].InReply != "comment-4" {
		t.Errorf("messages %+v", page)
	}
	again, same, _, err := s.Messages(t.Context(), next)
	if err != nil || len(again) != 0 || same != next {
		t.Errorf("again: %d messages, cursor %q after %q, %v", len(again), same, next, err)
	}
}
