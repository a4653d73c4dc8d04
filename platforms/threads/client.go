package threads

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"parvis/data"
	"parvis/platforms/httpx"
	"parvis/platforms/oauth"
)

// wire makes the requests to the network.
type wire struct {
	http   *httpx.Client
	server string
}

// session speaks for one account.
type session struct {
	wire
	account data.Account
	keys    data.Keys
	lent    bool // the token is just received and not renewed
}

// do makes a request with the account's token, which goes among the parameters
// as the network's documentation has it: never into a log or a failure. A
// refusal comes back as a failure.
func (s *session) do(ctx context.Context, op, method, path string, in url.Values, publishes bool) (*httpx.Response, error) {
	caller := oauth.Caller{Keys: s.keys, Clock: s.http.Clock(), Renew: s.renew}
	if s.lent {
		caller.Renew = nil
	}
	return caller.Do(ctx, op, func(held oauth.Credentials) (*httpx.Response, error) {
		form := url.Values{"access_token": {held.Access}}
		for name, values := range in {
			form[name] = values
		}
		r := httpx.Request{
			Op: op, Method: method, URL: s.server + "/" + version + path, Publishes: publishes,
			Secrets: []string{held.Access, url.QueryEscape(held.Access)},
		}
		if method == http.MethodPost {
			r.Header = http.Header{"Content-Type": {"application/x-www-form-urlencoded"}}
			r.Body = []byte(form.Encode())
		} else {
			r.URL += "?" + form.Encode()
		}
		resp, err := s.http.Do(ctx, r)
		if err != nil {
			return nil, err
		}
		if f := s.refusal(op, resp, publishes); f != nil {
			return nil, f
		}
		return resp, nil
	})
}

// get reads an answer into v.
func (s *session) get(ctx context.Context, op, path string, query url.Values, v any) error {
	resp, err := s.do(ctx, op, http.MethodGet, path, query, false)
	if err != nil {
		return err
	}
	return resp.JSON(op, v)
}

// made sends a form and returns the id of what it made.
func (s *session) made(ctx context.Context, op, path string, form url.Values, publishes bool) (string, error) {
	resp, err := s.do(ctx, op, http.MethodPost, path, form, publishes)
	if err != nil {
		return "", err
	}
	var out struct{ ID string }
	if err := resp.JSON(op, &out); err != nil {
		return "", err
	}
	if !isID(out.ID) {
		return "", resp.Malformed(op, errors.New("no id"))
	}
	return out.ID, nil
}

// list is one page of a list. Items are decoded one by one, so that a bad one
// spoils no other (R46).
type list struct {
	Data   []json.RawMessage
	Paging struct{ Cursors struct{ After string } }
}

// page reads one page of a list, after the place that the page before gave.
// next is where it goes on, "" at the end: the network's documentation shows no
// sign of an end, so that a page that is not full is the last.
func (s *session) page(ctx context.Context, op, path string, query url.Values, after string, limit int) (items []json.RawMessage, next string, err error) {
	if limit > 0 {
		query.Set("limit", strconv.Itoa(limit))
	}
	if after != "" {
		query.Set("after", after)
	}
	var l list
	if err := s.get(ctx, op, path, query, &l); err != nil {
		return nil, "", err
	}
	if l.Data == nil {
		return nil, "", httpx.Unexpected(op, "no list")
	}
	if next = l.Paging.Cursors.After; len(l.Data) < limit || next == after {
		next = ""
	}
	return l.Data, next, nil
}

// refusal says what an answer's error means, nil for a good one. publishes: a
// fault on the network's side leaves it open whether something was published.
func (w wire) refusal(op string, resp *httpx.Response, publishes bool) *data.Failure {
	f := resp.Refusal(op)
	if f == nil {
		return nil
	}
	var said struct {
		Error *struct {
			Code    int
			Subcode int `json:"error_subcode"`
		}
	}
	if json.Unmarshal(resp.Body, &said) != nil || said.Error == nil {
		return f
	}
	for _, m := range meanings() {
		if !m.fits(said.Error.Code, said.Error.Subcode) {
			continue
		}
		f.Kind, f.Code = m.kind, m.name
		if m.kind == data.Ambiguous && !publishes {
			f.Kind = data.Transient
		}
		if f.Kind == data.RateLimited {
			f.Until = until(w.http.Clock().Now(), m, resp)
		}
		return f
	}
	return f
}

// quotaPause is how long a used-up day is left alone before it is asked again:
// its 24 hours end one post at a time.
const quotaPause = time.Hour

// until is when the network listens again: by its own word, in seconds or in
// the minutes of its usage header.
func until(now time.Time, m meaning, resp *httpx.Response) time.Time {
	if resp.Header.Get("Retry-After") != "" {
		return resp.Until()
	}
	var usage map[string][]struct {
		Minutes int `json:"estimated_time_to_regain_access"`
	}
	most := 0
	if json.Unmarshal([]byte(resp.Header.Get("X-Business-Use-Case-Usage")), &usage) == nil {
		for _, uses := range usage {
			for _, use := range uses {
				most = max(most, min(use.Minutes, 24*60))
			}
		}
	}
	switch {
	case most > 0:
		return now.Add(time.Duration(most) * time.Minute)
	case m.name == CodeQuota:
		return now.Add(quotaPause)
	}
	return resp.Until()
}

// meaning is what an error of the network means. Where subcode is set it
// decides alone.
type meaning struct {
	from, to int // codes
	subcode  int
	kind     data.Kind // Ambiguous: the fault is the network's own
	name     string
}

func (m meaning) fits(code, subcode int) bool {
	if m.subcode != 0 {
		return m.subcode == subcode
	}
	return m.from <= code && code <= m.to
}

// meanings are the Graph API's error codes; the first that fits counts. The
// subcodes, and 24 and 25, are those of Instagram's publishing, whose machinery
// Threads shares (remembered, not verified for Threads).
func meanings() []meaning {
	return []meaning{
		{subcode: 2207042, kind: data.RateLimited, name: CodeQuota},
		{subcode: 2207050, kind: data.Invalid, name: CodeRestricted},
		{subcode: 2207051, kind: data.Invalid, name: CodeRestricted},
		{subcode: 2207052, kind: data.Invalid, name: CodeNotFetched},
		{subcode: 2207003, kind: data.Transient, name: CodeNotFetched},
		{subcode: 2207020, kind: data.Transient}, // the container expired: another is made
		{subcode: 2207006, kind: data.NotFound},
		{subcode: 2207027, kind: data.Transient, name: CodeProcessing},
		{subcode: 2207008, kind: data.Ambiguous}, // no such container, or not yet, or published
		{subcode: 2207004, kind: data.Invalid, name: data.CodeTooLarge},
		{subcode: 2207005, kind: data.Invalid, name: CodeMediaType},
		{subcode: 2207026, kind: data.Invalid, name: CodeMediaType},
		{subcode: 2207009, kind: data.Invalid, name: CodeRatio},
		{subcode: 2207010, kind: data.Invalid, name: CodeTooLong},
		{subcode: 2207028, kind: data.Invalid, name: CodeTooMany},
		{subcode: 33, kind: data.NotFound}, // of code 100: no object of that id
		{from: 24, to: 24, kind: data.NotFound},
		{from: 25, to: 25, kind: data.Invalid, name: CodeRestricted},
		{from: 190, to: 190, kind: data.Auth},
		{from: 102, to: 102, kind: data.Auth},
		{from: 10, to: 10, kind: data.Unsupported, name: CodePermission},
		{from: 200, to: 299, kind: data.Unsupported, name: CodePermission},
		{from: 3, to: 3, kind: data.Unsupported, name: CodePermission},
		{from: 4, to: 4, kind: data.RateLimited},
		{from: 17, to: 17, kind: data.RateLimited},
		{from: 32, to: 32, kind: data.RateLimited},
		{from: 341, to: 341, kind: data.RateLimited},
		{from: 613, to: 613, kind: data.RateLimited},
		{from: 80000, to: 80014, kind: data.RateLimited},
		{from: -2, to: 2, kind: data.Ambiguous}, // passing troubles; 0 is none
	}
}

// isID tells whether a text is an id of this network: a number.
func isID(s string) bool {
	_, err := strconv.ParseUint(s, 10, 64)
	return err == nil
}
