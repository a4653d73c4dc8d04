package feed

import (
	"fmt"
	"net/http"
	"slices"
	"testing"

	"parvis/data"
	"parvis/platforms/httpx"
)

func TestDiscover(t *testing.T) {
	s := visit(t)
	named := []Found{{s.at("rss.xml"), "RSS"}, {s.at("atom.xml"), "Atom"}, {s.at("feed.json"), "JSON"}}
	for typed, want := range map[string][]Found{
		s.at(""):                 named,
		" " + s.at("") + "\n":    named,
		s.at("atom.xml"):         {{s.at("atom.xml"), "Le Fournil d’Awa"}},
		s.at("moved"):            {{s.at("rss.xml"), "Le Fournil d’Awa"}},
		s.at("away"):             {{s.at("away"), "Le Fournil d’Awa"}},
		s.URL():                  {{s.URL() + "/feed/", "Le Fournil d’Awa"}},
		s.URL() + "/?page=accès": {{s.URL() + "/feed/", "Le Fournil d’Awa"}},
	} {
		if got, err := s.reader.Discover(t.Context(), typed); err != nil || !slices.Equal(got, want) {
			t.Errorf("%q: %+v, %v", typed, got, err)
		}
	}
}

func TestWhatAPageNames(t *testing.T) {
	const page = `<!doctype html><html><head><meta charset="windows-1252"><base href="/blog/">
<link rel="stylesheet" type="text/css" href="a.css">
<LINK REL="Alternate Feed" TYPE="Application/RSS+XML; charset=utf-8" TITLE=" L'` + "\xe9t\xe9" + ` &amp; l'hiver " HREF="rss?a=1&amp;b=2">
<link rel="alternate" type="application/rss+xml" href="rss?a=1&b=2">
<link rel="alternate" hreflang="en" href="/en/">
<link rel="alternate" type="application/json" href="/wp-json/wp/v2/posts/1">
<link rel="alternate" type="application/json" href="//autre.example/feed.json"/>
<link rel="alternate" type="application/atom+xml" href="javascript:alert(1)">
<link rel="alternate" type="application/atom+xml">`
	url := serve(t, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html") // net/http would say UTF-8
		w.Write([]byte(page))
	})
	got, err := reader().Discover(t.Context(), url+"/x/y")
	want := []Found{{url + "/blog/rss?a=1&b=2", "L'été & l'hiver"}, {"http://autre.example/feed.json", ""}}
	if err != nil || !slices.Equal(got, want) {
		t.Errorf("%+v, %v", got, err)
	}
	url = serve(t, func(w http.ResponseWriter, _ *http.Request) {
		w.Write([]byte("<!doctype html>"))
		for i := range 100 {
			fmt.Fprintf(w, "<link rel=alternate type=application/rss+xml href=/%d>", i)
		}
	})
	if got, err := reader().Discover(t.Context(), url); err != nil || len(got) != maxFound {
		t.Errorf("%d of a page that names a hundred, %v", len(got), err)
	}
}

func TestASiteBehindAProxyIsAskedOverHTTPS(t *testing.T) {
	for said, want := range map[string]string{
		"http://a.example/rss": "https://a.example/rss", "https://a.example/rss": "https://a.example/rss", "http://b.example/rss": "http://b.example/rss", "": "",
	} {
		if got := likePage(said, address(t, "https://a.example/blog")); got != want {
			t.Errorf("%q: %q", said, got)
		}
	}
	if got := likePage("http://a.example/rss", address(t, "http://a.example/")); got != "http://a.example/rss" {
		t.Errorf("%q", got)
	}
}

func TestNothingToDiscover(t *testing.T) {
	asked := map[string]bool{}
	url := serve(t, func(w http.ResponseWriter, r *http.Request) {
		asked[r.URL.Path] = true
		switch r.URL.Path {
		case "/gone":
			w.WriteHeader(http.StatusGone)
		case "/dtd":
			w.Write([]byte("<!DOCTYPE rss [<!ENTITY a 'b'>]><rss/>"))
		default:
			w.Write([]byte("<!doctype html><title>Rien</title>"))
		}
	})
	_, err := reader().Discover(t.Context(), url+"/blog/")
	expect(t, "a page for every address", err, data.NotFound, CodeNone)
	if !asked["/feed/"] || !asked["/rss"] || !asked["/atom.xml"] {
		t.Errorf("asked %v", asked)
	}
	_, err = reader().Discover(t.Context(), url+"/gone")
	expect(t, "gone", err, data.NotFound, CodeGone)
	_, err = reader().Discover(t.Context(), url+"/dtd")
	expect(t, "dtd", err, data.Invalid, CodeDTD)
	for _, typed := range []string{"", "ftp://a.example", "https://", "a b"} {
		_, err := reader().Discover(t.Context(), typed)
		expect(t, typed, err, data.Invalid, httpx.CodeAddress)
	}
	_, err = offline().Discover(t.Context(), "maison.example")
	expect(t, "an address without https", err, data.Transient, data.CodeOffline)
}
