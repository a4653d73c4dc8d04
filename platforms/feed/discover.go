package feed

import (
	"bytes"
	"context"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/charset"

	"parvis/data"
)

// Found is a feed that a site offers.
type Found struct {
	URL   string
	Title string // "" when it was not told
}

// maxFound is how many feeds of a page are offered.
const maxFound = 20

// Discover finds the feeds of an address as a person types it, with or without
// "https://": the address itself when it is a feed, or what its page names in
// the order of the page, not looked at yet; only when the page names none, the
// usual places of the host that do hold a feed. Every error is a
// *[data.Failure], NotFound with [CodeNone] when there is none.
func (r *Reader) Discover(ctx context.Context, address string) ([]Found, error) {
	const op = "feed: discover"
	address = strings.TrimSpace(address)
	if !strings.Contains(address, "://") {
		address = "https://" + address
	}
	got, err := r.get(ctx, op, address, nil)
	if err != nil {
		return nil, err
	}
	if f := refusal(op, got); f != nil {
		return nil, f
	}
	if itself, _, err := decode(got.Body, got.url); err == nil {
		at := got.moved
		if at == "" {
			at = address
		}
		return []Found{{URL: at, Title: itself.Title}}, nil
	} else if errors.Is(err, errDTD) {
		return nil, got.unread(op, err)
	}
	if found := named(got); len(found) > 0 {
		return found, nil
	}
	return r.guess(ctx, op, got.url)
}

// named are the feeds that a page names by <link rel="alternate">.
func named(page answer) []Found {
	text := page.Body
	coding, _, _ := charset.DetermineEncoding(text, page.Header.Get("Content-Type"))
	if decoded, err := coding.NewDecoder().Bytes(text); err == nil {
		text = decoded
	}
	base := page.url
	var found []Found
	z := html.NewTokenizer(bytes.NewReader(text))
	for kind := z.Next(); kind != html.ErrorToken && len(found) < maxFound; kind = z.Next() {
		if kind != html.StartTagToken && kind != html.SelfClosingTagToken {
			continue
		}
		t := z.Token()
		switch {
		case t.Data == "base":
			if inner, err := url.Parse(absolute(base, attribute(t, "href"))); err == nil && inner.Host != "" {
				base = inner
			}
		case t.Data == "link" && isFeedLink(t):
			one := Found{URL: likePage(absolute(base, attribute(t, "href")), page.url), Title: oneLine(attribute(t, "title"))}
			if one.URL != "" && !slices.ContainsFunc(found, func(f Found) bool { return f.URL == one.URL }) {
				found = append(found, one)
			}
		}
	}
	return found
}

func isFeedLink(t html.Token) bool {
	rel := strings.Fields(strings.ToLower(attribute(t, "rel")))
	kind, _, _ := strings.Cut(strings.ToLower(attribute(t, "type")), ";")
	switch strings.TrimSpace(kind) {
	case "application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml":
		return slices.Contains(rel, "alternate") || slices.Contains(rel, "feed")
	case "application/json": // JSON Feed 1.0; also what WordPress calls its API
		return slices.Contains(rel, "alternate") && !strings.Contains(attribute(t, "href"), "/wp-json/")
	}
	return false
}

// likePage is an address over https when it is of the host of a page over https:
// a site behind a proxy may not know how it is spoken with.
func likePage(address string, page *url.URL) string {
	if u, err := url.Parse(address); err == nil && u.Scheme == "http" && page.Scheme == "https" && u.Host == page.Host {
		u.Scheme = "https"
		return u.String()
	}
	return address
}

// guess asks where blogs usually have their feed.
func (r *Reader) guess(ctx context.Context, op string, site *url.URL) ([]Found, error) {
	var found []Found
	for _, path := range []string{"/feed/", "/rss", "/atom.xml"} {
		at := site.Scheme + "://" + site.Host + path
		got, err := r.get(ctx, op, at, nil)
		switch {
		case data.KindOf(err) == data.Transient:
			return nil, err // nobody can tell yet whether there is one
		case err != nil || got.Status != http.StatusOK:
			continue
		}
		read, _, err := decode(got.Body, got.url)
		if err != nil {
			continue
		}
		if got.moved != "" {
			at = got.moved
		}
		if !slices.ContainsFunc(found, func(f Found) bool { return f.URL == at }) {
			found = append(found, Found{URL: at, Title: read.Title})
		}
	}
	if len(found) == 0 {
		return nil, &data.Failure{Kind: data.NotFound, Op: op, Code: CodeNone, Err: errors.New("the site names no feed")}
	}
	return found, nil
}
