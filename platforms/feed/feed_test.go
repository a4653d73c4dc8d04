package feed

import (
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"parvis/data"
	"parvis/platforms/conformance"
	"parvis/platforms/httpx"
	"parvis/platforms/rehearsal"
)

// site is a rehearsed site with two articles, and a reader that visits it.
type site struct {
	*rehearsal.Server
	t      *testing.T
	clock  *conformance.Clock
	reader *Reader
}

func visit(t *testing.T) *site {
	t.Helper()
	clock := &conformance.Clock{}
	server, err := rehearsal.Start("feed", rehearsal.Options{Clock: clock, Seed: 1})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { server.Close() })
	server.AddAccount(rehearsal.Account{Handle: "fournil", Name: "Le Fournil d’Awa"})
	server.Seed("fournil", rehearsal.Past{
		Posts:   []rehearsal.PastPost{{Text: "Des œufs à 2 €\nEt « du » <beurre> & du lait…", At: conformance.Start().Add(-time.Hour)}},
		Remarks: []rehearsal.Remark{{Author: "jo", Name: "Jo Léger", Text: "Billet de Jo", At: conformance.Start().Add(-2 * time.Hour)}},
	})
	return &site{Server: server, t: t, clock: clock, reader: New(httpx.New(httpx.Params{Clock: clock, Loopback: true}))}
}

func (s *site) at(file string) string { return s.URL() + "/fournil/" + file }

func (s *site) fetch(from Source) Result {
	s.t.Helper()
	r, err := s.reader.Fetch(s.t.Context(), from)
	if err != nil {
		s.t.Fatalf("%s: %v", from.URL, err)
	}
	return r
}

// source is what is kept of a fetch for the next one.
func (r Result) source(url string) Source {
	return Source{URL: url, ETag: r.ETag, Modified: r.Modified, NextAfter: r.Next}
}

func TestEveryFormSaysTheSame(t *testing.T) {
	s := visit(t)
	for _, file := range []string{"rss.xml", "rdf.xml", "atom.xml", "feed.json", "latin.xml", "packed.xml"} {
		r := s.fetch(Source{URL: s.at(file)})
		if r.Unchanged || r.Moved != "" || len(r.Feed.Bad) > 0 || len(r.Feed.Entries) != 2 {
			t.Errorf("%s: %+v", file, r)
			continue
		}
		one, two := r.Feed.Entries[0], r.Feed.Entries[1]
		if r.Feed.Title != "Le Fournil d’Awa" || r.Feed.Site != s.at("") || !strings.HasPrefix(r.Feed.Lang, "fr") ||
			one.Title != "Des œufs à 2 €" || one.Text != "Des œufs à 2 €\nEt « du » <beurre> & du lait…" || one.ID == two.ID ||
			one.URL != s.at("1") || !one.At.Equal(conformance.Start().Add(-time.Hour)) || one.Undated || two.Author != "Jo Léger" {
			t.Errorf("%s: %+v", file, r.Feed)
		}
	}
}

func TestOnlyWhatChangedIsFetched(t *testing.T) {
	s := visit(t)
	for _, file := range []string{"rss.xml", "packed.xml"} {
		first := s.fetch(Source{URL: s.at(file)})
		if first.ETag == "" || first.Modified == "" {
			t.Fatalf("%+v", first)
		}
		for _, from := range []Source{
			{URL: s.at(file), ETag: first.ETag}, {URL: s.at(file), Modified: first.Modified}, {URL: s.at(file), ETag: first.ETag, Modified: first.Modified},
		} {
			again := s.fetch(from)
			if !again.Unchanged || len(again.Feed.Entries) > 0 || again.ETag != from.ETag || again.Modified != from.Modified || again.Next.IsZero() {
				t.Errorf("%s: %+v", file, again)
			}
		}
	}
	first := s.fetch(Source{URL: s.at("atom.xml")})
	s.clock.Wait(t.Context(), time.Hour)
	s.Say("fournil", rehearsal.Remark{Name: "Jo", Text: "Du nouveau", At: s.clock.Now()})
	grown := s.fetch(first.source(s.at("atom.xml")))
	if grown.Unchanged || len(grown.Feed.Entries) != 3 || grown.Feed.Entries[0].Title != "Du nouveau" || grown.ETag == first.ETag {
		t.Errorf("%+v", grown)
	}
}

func TestNobodyIsAskedTooEarly(t *testing.T) {
	s := visit(t)
	first := s.fetch(Source{URL: s.at("rss.xml")})
	if wait := first.Next.Sub(s.clock.Now()); wait != time.Hour {
		t.Errorf("waits %v where the feed's ttl asks for an hour", wait)
	}
	from := first.source(s.at("rss.xml"))
	from.URL = "https://nobody.invalid/"
	if r, err := s.reader.Fetch(t.Context(), from); err != nil || !r.Unchanged || r.source(from.URL) != from {
		t.Errorf("%+v, %v", r, err)
	}
	// A clock that was ahead by years is put right.
	from = first.source(s.at("rss.xml"))
	from.NextAfter = s.clock.Now().AddDate(3, 0, 0)
	s.Say("fournil", rehearsal.Remark{Name: "Jo", Text: "Du nouveau", At: s.clock.Now()})
	if r := s.fetch(from); r.Unchanged {
		t.Error("nobody will be asked for years")
	}
}

func TestOnlyLastingMovesAreKept(t *testing.T) {
	s := visit(t)
	for file, want := range map[string]string{
		"moved": s.at("rss.xml"), "lasting": s.at("rss.xml"), "away": "", "seen": "", "rss.xml": "",
	} {
		r := s.fetch(Source{URL: s.at(file)})
		if r.Moved != want || len(r.Feed.Entries) != 2 || r.Feed.Entries[0].URL != s.at("1") {
			t.Errorf("%s: moved to %q, %d entries", file, r.Moved, len(r.Feed.Entries))
		}
	}
	r := s.fetch(Source{URL: s.at("moved"), ETag: s.fetch(Source{URL: s.at("rss.xml")}).ETag})
	if !r.Unchanged || r.Moved != s.at("rss.xml") {
		t.Errorf("moved and unchanged: %+v", r)
	}
}

// serve starts a server of its own and returns its address.
func serve(t *testing.T, h http.HandlerFunc) string {
	t.Helper()
	s := httptest.NewServer(h)
	t.Cleanup(s.Close)
	return s.URL
}

func reader() *Reader {
	return New(httpx.New(httpx.Params{Clock: &conformance.Clock{}, Loopback: true}))
}

const small = `<rss><channel><title>Petit</title><item><guid isPermaLink="false">1</guid></item></channel></rss>`

func TestChainsOfRedirects(t *testing.T) {
	steps := map[string]struct {
		status int
		to     string
	}{
		"/a": {301, "/b"}, "/b": {308, "/end"},
		"/c": {301, "/d"}, "/d": {302, "/e"}, "/e": {301, "/end"},
		"/f": {307, "/a"}, "/round": {301, "/round"}, "/back": {301, "/and"}, "/and": {302, "/end"},
		"/out": {301, "ftp://a.example/"}, "/inside": {302, "https://169.254.169.254/x"}, "/secret": {301, "http://a:b@127.0.0.1/"},
		"/portal": {301, "/page"}, "/nowhere": {301, ""},
	}
	url := serve(t, func(w http.ResponseWriter, r *http.Request) {
		step, ok := steps[r.URL.Path]
		switch {
		case ok:
			if step.to != "" {
				w.Header().Set("Location", step.to)
			}
			w.WriteHeader(step.status)
		case r.URL.Path == "/page":
			w.Write([]byte("<!doctype html><p>Bienvenue"))
		default:
			w.Write([]byte(small))
		}
	})
	for path, want := range map[string]string{"/a": "/end", "/b": "/end", "/c": "/d", "/f": "", "/back": "/and"} {
		r, err := reader().Fetch(t.Context(), Source{URL: url + path})
		if err != nil || strings.TrimPrefix(r.Moved, url) != want || r.Feed.Title != "Petit" {
			t.Errorf("%s: %q, %v", path, r.Moved, err)
		}
	}
	for path, want := range map[string]string{
		"/round": data.CodeAnswer, "/out": data.CodeCaptive, "/inside": data.CodeCaptive, "/secret": data.CodeCaptive,
		"/portal": CodePage, "/nowhere": data.CodeCaptive,
	} {
		r, err := reader().Fetch(t.Context(), Source{URL: url + path})
		expect(t, path, err, data.Transient, want)
		if r.Moved != "" {
			t.Errorf("%s: moved to %q, where no feed is", path, r.Moved)
		}
	}
}

func expect(t *testing.T, what string, err error, kind data.Kind, code string) {
	t.Helper()
	var f *data.Failure
	if !errors.As(err, &f) || f.Kind != kind || f.Code != code {
		t.Errorf("%s: %v, want %s (%s)", what, err, kind, code)
	}
}

func TestRefusals(t *testing.T) {
	answers := map[string]struct {
		status int
		body   string
		kind   data.Kind
		code   string
	}{
		"/gone":      {410, "<html>", data.NotFound, CodeGone},
		"/missing":   {404, "<html>", data.NotFound, CodeMissing},
		"/password":  {401, "", data.Unsupported, CodeClosed},
		"/firewall":  {403, "<html>", data.Unsupported, CodeClosed},
		"/many":      {429, "", data.RateLimited, ""},
		"/ill":       {503, "<html>", data.Transient, ""},
		"/unasked":   {304, "", data.Transient, data.CodeCaptive},
		"/page":      {200, "<!doctype html><p>", data.Transient, CodePage},
		"/picture":   {200, "\x89PNG\r\n\x1a\n", data.Transient, CodeUnreadable},
		"/empty":     {200, "", data.Transient, CodeUnreadable},
		"/dtd":       {200, `<!DOCTYPE a [<!ENTITY b "c">]><rss/>`, data.Invalid, CodeDTD},
		"/too-large": {200, small + strings.Repeat(" ", maxBody), data.Transient, data.CodeAnswer},
	}
	url := serve(t, func(w http.ResponseWriter, r *http.Request) {
		a := answers[r.URL.Path]
		w.Header().Set("Content-Type", "application/rss+xml") // true or not
		w.WriteHeader(a.status)
		w.Write([]byte(a.body))
	})
	for path, want := range answers {
		r, err := reader().Fetch(t.Context(), Source{URL: url + path})
		expect(t, path, err, want.kind, want.code)
		if heard := path != "/too-large"; heard == r.Next.IsZero() || r.Unchanged {
			t.Errorf("%s: %+v", path, r)
		}
	}
}

func TestWhenToAskAgain(t *testing.T) {
	for _, c := range []struct {
		header, value string
		status        int
		want          time.Duration
	}{
		{"", "", 200, 30 * time.Minute},
		{"Cache-Control", "public, max-age=7200", 200, 2 * time.Hour},
		{"Cache-Control", `MAX-AGE="3600", private`, 200, time.Hour},
		{"Cache-Control", "max-age=10", 200, 15 * time.Minute},
		{"Cache-Control", "max-age=0, no-cache", 200, 30 * time.Minute},
		{"Cache-Control", "max-age=31536000", 200, 24 * time.Hour},
		{"Cache-Control", "max-age=9999999999999999999999", 304, 24 * time.Hour},
		{"Cache-Control", "max-age=x", 304, 30 * time.Minute},
		{"Retry-After", "5400", 503, 90 * time.Minute},
		{"Retry-After", "1", 429, 15 * time.Minute},
		{"Retry-After", conformance.Start().Add(3 * time.Hour).Format(http.TimeFormat), 429, 3 * time.Hour},
		{"Retry-After", "7200", 200, 2 * time.Hour},
	} {
		url := serve(t, func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Date", conformance.Start().Format(http.TimeFormat))
			w.Header().Set(c.header, c.value)
			w.WriteHeader(c.status)
			if c.status == 200 {
				fmt.Fprint(w, small)
			}
		})
		read := reader()
		r, err := read.Fetch(t.Context(), Source{URL: url, ETag: `"x"`})
		if wait := r.Next.Sub(read.http.Clock().Now()); wait != c.want || (err == nil) != (c.status < 400) {
			t.Errorf("%s: %s with %d: %v, %v", c.header, c.value, c.status, wait, err)
		}
	}
}

// Addresses of the local network are refused before anything leaves (R45), and
// http is never spoken with the outside.
func TestAddresses(t *testing.T) {
	strict := New(httpx.New(httpx.Params{Clock: &conformance.Clock{}}))
	asked := false
	here := serve(t, func(http.ResponseWriter, *http.Request) { asked = true })
	for _, url := range []string{
		here, "https://127.0.0.1/feed", "https://10.0.0.1/rss", "http://169.254.169.254/latest", "https://[::1]/", "http://192.168.1.1:80/rss",
		"file:///etc/passwd", "ftp://a.example/rss", "https://a:b@a.example/rss", "https://", "", "%", "rss",
	} {
		_, err := strict.Fetch(t.Context(), Source{URL: url})
		expect(t, url, err, data.Invalid, httpx.CodeAddress)
	}
	if asked {
		t.Error("this computer was asked")
	}
}

// offline is a reader of which nothing leaves this computer: whatever would
// leave is refused after its address was looked at.
func offline() *Reader {
	return New(httpx.New(httpx.Params{Clock: &conformance.Clock{}, Offline: func() bool { return true }}))
}

// httpx refuses http for its address before it looks whether there is a
// connection: what is offline was about to be asked over https.
func TestOldAddressesAreAskedSecurely(t *testing.T) {
	for _, url := range []string{"http://a.example/rss", "http://a.example:80/rss"} {
		_, err := offline().Fetch(t.Context(), Source{URL: url})
		expect(t, url, err, data.Transient, data.CodeOffline)
	}
}

func TestFaults(t *testing.T) {
	s := visit(t)
	for name, c := range map[string]struct {
		faults rehearsal.Faults
		kind   data.Kind
		code   string
	}{
		"captive": {rehearsal.Faults{Captive: true}, data.Transient, CodePage},
		"limited": {rehearsal.Faults{RateLimit: 1, RetryAfter: 60}, data.RateLimited, ""},
		"types":   {rehearsal.Faults{Spoil: rehearsal.SpoiltTypes}, data.Transient, CodeUnreadable},
		"null":    {rehearsal.Faults{Spoil: rehearsal.SpoiltNull}, data.Transient, CodeUnreadable},
		"huge":    {rehearsal.Faults{Spoil: rehearsal.SpoiltHuge}, data.Transient, data.CodeAnswer},
		"deep":    {rehearsal.Faults{Spoil: rehearsal.SpoiltDeep}, data.Transient, CodeUnreadable},
	} {
		s.SetFaults(c.faults)
		_, err := s.reader.Fetch(t.Context(), Source{URL: s.at("rss.xml")})
		expect(t, name, err, c.kind, c.code)
	}
	s.SetFaults(rehearsal.Faults{Spoil: rehearsal.SpoiltCut})
	for _, file := range []string{"rss.xml", "atom.xml", "feed.json"} {
		if r := s.fetch(Source{URL: s.at(file)}); len(r.Feed.Bad) == 0 || r.Feed.Title == "" || len(r.Feed.Entries) > 1 {
			t.Errorf("%s was cut: %+v", file, r.Feed)
		}
	}
	s.SetFaults(rehearsal.Faults{})
	_, err := s.reader.Fetch(t.Context(), Source{URL: s.at("gone")})
	expect(t, "gone", err, data.NotFound, CodeGone)
}

// patient is a clock on which nobody waits to the end.
type patient struct{ conformance.Clock }

func (*patient) Wait(ctx context.Context, _ time.Duration) error {
	<-ctx.Done()
	return ctx.Err()
}

func TestASlowSiteIsLeft(t *testing.T) {
	server, err := rehearsal.Start("feed", rehearsal.Options{Clock: &patient{}})
	if err != nil {
		t.Fatal(err)
	}
	defer server.Close()
	server.SetFaults(rehearsal.Faults{Latency: time.Hour})
	hasty := New(httpx.New(httpx.Params{Clock: &conformance.Clock{}, Loopback: true, Timeout: 50 * time.Millisecond}))
	_, err = hasty.Fetch(t.Context(), Source{URL: server.URL() + "/feed/"})
	expect(t, "slow", err, data.Transient, httpx.CodeNoAnswer)
}

func TestABombIsNotUnpacked(t *testing.T) {
	url := serve(t, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Encoding", "gzip")
		z := gzip.NewWriter(w)
		for range 1 << 10 {
			if _, err := z.Write(make([]byte, 1<<20)); err != nil {
				return // the caller has left
			}
		}
	})
	_, err := reader().Fetch(t.Context(), Source{URL: url})
	expect(t, "bomb", err, data.Transient, data.CodeAnswer)
}
