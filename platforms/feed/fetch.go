package feed

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"parvis/data"
	"parvis/platforms/httpx"
)

const (
	shortestWait = 15 * time.Minute
	usualWait    = 30 * time.Minute
	longestWait  = 24 * time.Hour
	maxHops      = 5 // as many as httpx follows
)

const accepted = "application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml, " +
	"application/xml;q=0.9, text/xml;q=0.9, application/json;q=0.8, text/html;q=0.5, */*;q=0.1"

// answer is an answer after redirects.
type answer struct {
	*httpx.Response
	url   *url.URL // that answered
	moved string   // where to ask from now on, "" for where it was asked
}

// get asks an address and follows redirects. It does so itself because only
// those that are for good change the address that is kept, and only as long as
// none before was for now.
func (r *Reader) get(ctx context.Context, op, address string, header http.Header) (answer, error) {
	at, err := url.Parse(strings.TrimSpace(address))
	if err != nil {
		return answer{}, &data.Failure{Kind: data.Invalid, Op: op, Code: httpx.CodeAddress, Err: errors.New("not a URL")}
	}
	first, got, forGood := at.String(), answer{}, true
	for hops := 0; ; hops++ {
		resp, asked, err := r.ask(ctx, op, at, header)
		if err != nil {
			return answer{}, astray(op, hops, err)
		}
		if forGood {
			got.moved = ""
			if asked.String() != first {
				got.moved = asked.String()
			}
		}
		next := onward(resp, asked)
		if next == nil {
			got.Response, got.url = resp, asked
			return got, nil
		}
		if hops == maxHops {
			return answer{}, &data.Failure{Kind: data.Transient, Op: op, Code: data.CodeAnswer, Err: errors.New("too many redirects")}
		}
		permanent := resp.Status == http.StatusMovedPermanently || resp.Status == http.StatusPermanentRedirect
		forGood = forGood && permanent
		at = next
	}
}

// ask sends one request, over https where the address says http and httpx will
// not have it: many lists of feeds are older than the certificates of their
// sites. It returns the address that was asked.
func (r *Reader) ask(ctx context.Context, op string, at *url.URL, header http.Header) (*httpx.Response, *url.URL, error) {
	resp, err := r.send(ctx, op, at, header)
	var f *data.Failure
	if errors.As(err, &f) && f.Code == httpx.CodeAddress && at.Scheme == "http" {
		secure := *at
		secure.Scheme, secure.Host = "https", strings.TrimSuffix(at.Host, ":80")
		at = &secure
		resp, err = r.send(ctx, op, at, header)
	}
	return resp, at, err
}

func (r *Reader) send(ctx context.Context, op string, at *url.URL, header http.Header) (*httpx.Response, error) {
	header = header.Clone()
	if header == nil {
		header = http.Header{}
	}
	header.Set("Accept", accepted)
	// Without a method it is a GET whose redirects httpx leaves to its caller.
	return r.http.Do(ctx, httpx.Request{Op: op, URL: at.String(), Header: header, MaxBytes: maxBody})
}

// astray is an error of the given hop. An address that is not spoken with is
// the caller's mistake only when the caller named it.
func astray(op string, hop int, err error) error {
	var f *data.Failure
	if hop > 0 && errors.As(err, &f) && f.Code == httpx.CodeAddress {
		return &data.Failure{Kind: data.Transient, Op: op, Code: data.CodeCaptive, Err: errors.New("sent on to an address that is not spoken with")}
	}
	return err
}

// onward is where an answer sends on to, nil when it does not.
func onward(resp *httpx.Response, from *url.URL) *url.URL {
	switch resp.Status {
	case http.StatusMovedPermanently, http.StatusFound, http.StatusSeeOther,
		http.StatusTemporaryRedirect, http.StatusPermanentRedirect:
	default:
		return nil
	}
	to, err := from.Parse(resp.Header.Get("Location"))
	if err != nil || resp.Header.Get("Location") == "" {
		return nil
	}
	to.Fragment = ""
	return to
}

// refusal says what a status means for a feed, nil for 2xx. Web servers word
// their refusals as pages, so HTML tells nothing here.
func refusal(op string, got answer) *data.Failure {
	f := got.Refusal(op)
	switch got.Status {
	case http.StatusGone:
		f.Kind, f.Code = data.NotFound, CodeGone
	case http.StatusNotFound:
		f.Kind, f.Code = data.NotFound, CodeMissing
	case http.StatusUnauthorized, http.StatusForbidden:
		f.Kind, f.Code = data.Unsupported, CodeClosed
	}
	return f
}

// next is when to ask again: the longest wait that anybody asks for, within
// the bounds of [Result.Next].
func (r *Reader) next(got answer, ttl time.Duration) time.Time {
	now := r.http.Clock().Now()
	wait := max(ttl, maxAge(got.Header.Get("Cache-Control")))
	if got.Header.Get("Retry-After") != "" {
		wait = max(wait, got.Until().Sub(now))
	}
	if wait <= 0 {
		wait = usualWait
	}
	return now.Add(min(max(wait, shortestWait), longestWait))
}

// maxAge reads how long an answer is fresh (RFC 9111, section 5.2.2.1), 0 when
// it does not say.
func maxAge(cacheControl string) time.Duration {
	for _, directive := range strings.Split(cacheControl, ",") {
		name, value, _ := strings.Cut(strings.TrimSpace(directive), "=")
		if strings.EqualFold(name, "max-age") {
			return upTo(strings.Trim(value, `"`), time.Second)
		}
	}
	return 0
}

// upTo is a number of units, at most the longest wait; 0 for what is no number.
func upTo(number string, unit time.Duration) time.Duration {
	n, err := strconv.ParseFloat(strings.TrimSpace(number), 64)
	if err != nil || !(n > 0) {
		return 0
	}
	return time.Duration(min(n, float64(longestWait/unit))) * unit
}
