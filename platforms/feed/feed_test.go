package feed

import (
	"compress/gzip"
	"context"
	"net/http"
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
