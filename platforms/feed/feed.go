// Package feed reads what others publish: RSS, Atom and JSON Feed, asked for
// only when it is time and fetched only when they changed, and lists of feeds
// as OPML. It writes nothing to any network and keeps nothing.
package feed

import (
	"context"
	"errors"
	"net/http"
	"time"

	"parvis/data"
	"parvis/platforms/httpx"
)

// Codes of feeds besides the common ones.
const (
	CodeGone       = "feed_gone"       // 410: it will not come back, stop asking
	CodeMissing    = "feed_missing"    // 404: nothing at this address
	CodeClosed     = "feed_closed"     // it wants a password, or a firewall does not let us in
	CodePage       = "feed_page"       // a page for people is at this address
	CodeUnreadable = "feed_unreadable" // neither RSS, Atom nor JSON Feed
	CodeDTD        = "feed_dtd"        // it brings definitions of its own (a DTD), which are not read
	CodeNone       = "feed_none"       // the site names no feed and none is where they usually are
	CodeList       = "feed_list"       // a file that is not OPML
)

const maxBody = 5 << 20 // bytes of a feed or page, unpacked

// Source is a feed as it was left after the last fetch. Only URL is needed for
// the first one.
type Source struct {
	URL string
	// ETag and Modified are what the server called its last answer.
	ETag, Modified string
	// NextAfter is Result.Next of the last fetch; zero asks at once.
	NextAfter time.Time
}

// Result is what a fetch brought.
type Result struct {
	// Unchanged: there is nothing new, or it is not yet time; Feed is empty.
	Unchanged bool
	Feed      Feed
	// Moved is the address to ask from now on, "" when it stays: the feed was
	// found there after redirects that are for good (301, 308), or over https
	// in place of http.
	Moved          string
	ETag, Modified string // for the next Source
	// Next is before when the server wants no other request: what Retry-After,
	// Cache-Control and the feed's ttl ask for, 30 minutes when they say
	// nothing, between 15 minutes and a day whatever they say. It is set with an
	// error too, when the server gave an answer.
	Next time.Time
}

// Feed is one feed as it was read. Texts are plain, without markup.
type Feed struct {
	Title   string
	Site    string // address of the site it belongs to, "" when it does not say
	Lang    string // as it says: "fr", "fr-FR"; "" when it does not
	Entries []Entry
	// Bad is what could not be read, an error each; everything else is there.
	Bad []error
}

// Entry is one article or episode of a feed.
type Entry struct {
	// ID is the feed's own name for it, or else its address, or else a hash of
	// title and date. It is the same at each fetch and unique in its feed only.
	ID     string
	URL    string // http or https, absolute; "" when it has none
	Title  string // one line; "" where entries have none
	Text   string // paragraphs are set apart by an empty line
	Author string
	// At is when it was published, in UTC; it can lie ahead. Undated says that no
	// date was told or none that can be read: At is zero then.
	At      time.Time
	Undated bool
	Tags    []string
	Image   string // address of a picture, http or https; "" without one
}

// Reader fetches feeds. It is stateless and safe for use by several goroutines.
type Reader struct{ http *httpx.Client }

// New returns a reader that speaks through c, by its rules for addresses: no
// feed of the local network, https only, and http where c allows this computer.
func New(c *httpx.Client) *Reader { return &Reader{http: c} }

// Fetch reads a feed if it changed. Before Source.NextAfter it asks nobody and
// answers Unchanged; a NextAfter further off than a day is not believed, since
// clocks are put right. Every error is a *[data.Failure]; an error of a single
// entry is in Feed.Bad instead and never ends the reading (R46). With
// [CodeGone] the feed is over.
func (r *Reader) Fetch(ctx context.Context, s Source) (Result, error) {
	const op = "feed: read"
	early := s.NextAfter.Sub(r.http.Clock().Now())
	if early > 0 && early <= longestWait {
		return Result{Unchanged: true, ETag: s.ETag, Modified: s.Modified, Next: s.NextAfter}, nil
	}
	got, err := r.get(ctx, op, s.URL, s.conditions())
	if err != nil {
		return Result{}, err
	}
	if got.Status == http.StatusNotModified && s.conditions() != nil {
		return Result{
			Unchanged: true, Moved: got.moved, ETag: s.ETag, Modified: s.Modified, Next: r.next(got, 0),
		}, nil
	}
	if f := refusal(op, got); f != nil {
		return Result{Next: r.next(got, 0)}, f
	}
	read, ttl, err := decode(got.Body, got.url)
	if err != nil {
		return Result{Next: r.next(got, 0)}, got.unread(op, err)
	}
	return Result{
		Feed: read, Moved: got.moved, ETag: got.Header.Get("ETag"), Modified: got.Header.Get("Last-Modified"),
		Next: r.next(got, ttl),
	}, nil
}

// conditions are the headers of a conditional request (RFC 9110, section 13),
// nil when the server never said what to compare.
func (s Source) conditions() http.Header {
	if s.ETag == "" && s.Modified == "" {
		return nil
	}
	header := http.Header{}
	if s.ETag != "" {
		header.Set("If-None-Match", s.ETag)
	}
	if s.Modified != "" {
		header.Set("If-Modified-Since", s.Modified)
	}
	return header
}

// What decode answers besides a feed.
var (
	errPage       = errors.New("a page of HTML")
	errUnreadable = errors.New("neither RSS, Atom nor JSON Feed")
	errDTD        = errors.New("it has a DTD")
)

// unread is the failure for an answer that decode did not take.
func (a answer) unread(op string, err error) *data.Failure {
	f := a.Malformed(op, err)
	switch {
	case errors.Is(err, errPage):
		f.Code = CodePage
	case errors.Is(err, errDTD):
		f.Kind, f.Code = data.Invalid, CodeDTD
	default:
		f.Code = CodeUnreadable
	}
	return f
}
