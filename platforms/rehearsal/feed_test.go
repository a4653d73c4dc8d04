package rehearsal

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"encoding/xml"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"
)

func startedFeeds(t *testing.T) (*Server, *testClock) {
	t.Helper()
	clock := &testClock{now: time.Date(2026, 11, 21, 18, 0, 0, 0, time.UTC)}
	s, err := Start("feed", Options{Clock: clock})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	s.AddAccount(Account{Handle: "presse", Name: "L’Écho & Cie"})
	s.Seed("presse", Past{Posts: []PastPost{{Text: "Ancien", At: clock.now.Add(-48 * time.Hour)}, {Text: "Récent : œuf", At: clock.now.Add(-time.Hour)}}})
	return s, clock
}

// got asks without following redirects or unpacking anything.
func got(t *testing.T, url string, header http.Header) (*http.Response, []byte) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, url, nil)
	if err != nil {
		t.Fatal(err)
	}
	if header != nil {
		req.Header = header
	}
	resp, err := (&http.Transport{DisableKeepAlives: true, DisableCompression: true}).RoundTrip(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return resp, body
}

func TestFeedsAreWellFormed(t *testing.T) {
	s, _ := startedFeeds(t)
	for _, file := range []string{"/presse/rss.xml", "/presse/rdf.xml", "/presse/atom.xml", "/feeds.opml", "/feed/"} {
		resp, body := got(t, s.URL()+file, nil)
		d := xml.NewDecoder(bytes.NewReader(body))
		var err error
		for err == nil {
			_, err = d.Token()
		}
		if err != io.EOF || resp.StatusCode != http.StatusOK || !strings.Contains(string(body), "L’Écho &amp; Cie") {
			t.Errorf("%s: %d, %v: %s", file, resp.StatusCode, err, body)
		}
	}
	_, body := got(t, s.URL()+"/presse/feed.json", nil)
	var feed struct {
		Title string
		Items []struct{ Title string }
	}
	if err := json.Unmarshal(body, &feed); err != nil || feed.Title != "L’Écho & Cie" || len(feed.Items) != 2 || feed.Items[0].Title != "Récent : œuf" {
		t.Errorf("%s: %v", body, err)
	}
	if _, body := got(t, s.URL()+"/presse/latin.xml", nil); !bytes.Contains(body, []byte("R\xe9cent : \x9cuf")) || !bytes.Contains(body, []byte("L\x92\xc9cho")) {
		t.Errorf("no windows-1252: %q", body)
	}
	resp, body := got(t, s.URL()+"/presse/packed.xml", nil)
	z, err := gzip.NewReader(bytes.NewReader(body))
	if err != nil || resp.Header.Get("Content-Encoding") != "gzip" {
		t.Fatal(err)
	}
	if text, err := io.ReadAll(z); err != nil || !bytes.Contains(text, []byte("<rss")) {
		t.Errorf("%s: %v", text, err)
	}
}

func TestFeedsAreGivenOnlyWhenTheyChanged(t *testing.T) {
	s, clock := startedFeeds(t)
	url := s.URL() + "/presse/atom.xml"
	first, _ := got(t, url, nil)
	tag, changed := first.Header.Get("ETag"), first.Header.Get("Last-Modified")
	for name, c := range map[string]struct {
		header http.Header
		want   int
	}{
		"the tag":                  {http.Header{"If-None-Match": {tag}}, 304},
		"the date":                 {http.Header{"If-Modified-Since": {changed}}, 304},
		"an earlier date":          {http.Header{"If-Modified-Since": {"Sat, 21 Nov 2020 18:00:00 GMT"}}, 200},
		"another tag and the date": {http.Header{"If-None-Match": {`"x"`}, "If-Modified-Since": {changed}}, 200},
		"no date":                  {http.Header{"If-Modified-Since": {"x"}}, 200},
	} {
		if resp, body := got(t, url, c.header); resp.StatusCode != c.want || (c.want == 304) != (len(body) == 0) {
			t.Errorf("%s: %d with %d bytes", name, resp.StatusCode, len(body))
		}
	}
	clock.add(time.Hour)
	s.Say("presse", Remark{Name: "Awa", Text: "Du nouveau", At: clock.Now()})
	s.Say("nobody", Remark{Text: "Rien"})
	resp, body := got(t, url, http.Header{"If-None-Match": {tag}})
	if resp.StatusCode != 200 || strings.Count(string(body), "<entry>") != 3 || !strings.Contains(string(body), "<name>Awa</name>") {
		t.Errorf("%d: %s", resp.StatusCode, body)
	}
	if resp, _ := got(t, url, http.Header{"If-Modified-Since": {changed}}); resp.StatusCode != 200 {
		t.Errorf("by the date: %d", resp.StatusCode)
	}
}

func TestSitesOfFeeds(t *testing.T) {
	s, _ := startedFeeds(t)
	for path, want := range map[string]int{
		"/": 200, "/presse/": 200, "/presse/moved": 301, "/presse/lasting": 308, "/presse/away": 302, "/presse/seen": 303,
		"/presse/gone": 410, "/presse/1": 404, "/nobody/rss.xml": 404, "/rss": 404,
	} {
		resp, body := got(t, s.URL()+path, nil)
		if resp.StatusCode != want || want/100 == 3 && resp.Header.Get("Location") != "rss.xml" {
			t.Errorf("%s: %d %s", path, resp.StatusCode, resp.Header.Get("Location"))
		}
		if names := strings.Count(string(body), `rel="alternate"`); names != map[string]int{"/presse/": 3}[path] {
			t.Errorf("%s names %d feeds", path, names)
		}
	}
	s.SetFaults(Faults{RateLimit: 1, RetryAfter: 90})
	if resp, _ := got(t, s.URL()+"/presse/rss.xml", nil); resp.StatusCode != 429 || resp.Header.Get("Retry-After") != "90" {
		t.Errorf("%d after %s", resp.StatusCode, resp.Header.Get("Retry-After"))
	}
	if log := s.Log(); len(log.Published) > 0 {
		t.Errorf("%+v", log)
	}
}
