package instagram

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"time"

	"parvis/data"
	"parvis/platforms/httpx"
	"parvis/platforms/oauth"
)

// wire makes the requests to one Graph host.
type wire struct {
	http    *httpx.Client
	server  string
	upload  string // the host that takes videos
	version string
}

func (w wire) url(path string, query url.Values) string {
	u := w.server + "/" + w.version + path
	if len(query) > 0 {
		u += "?" + query.Encode()
	}
	return u
}

func formHeader() http.Header {
	return http.Header{"Content-Type": {"application/x-www-form-urlencoded"}}
}

// session speaks for one account.
type session struct {
	wire
	account data.Account
	keys    data.Keys
	lent    bool // the token is just received and not renewed
}

// do sends a request with the account's token under a scheme of Authorization:
// "OAuth" for uploads, "Bearer" for all else, where the network also takes it
// among the parameters. A refusal comes back as a failure.
func (s *session) do(ctx context.Context, scheme string, r httpx.Request) (*httpx.Response, error) {
	caller := oauth.Caller{Keys: s.keys, Clock: s.http.Clock(), Renew: s.renew}
	if s.lent {
		caller.Renew = nil
	}
	return caller.Do(ctx, r.Op, func(held oauth.Credentials) (*httpx.Response, error) {
		asked := r
		asked.Header = r.Header.Clone()
		if asked.Header == nil {
			asked.Header = http.Header{}
		}
		asked.Header.Set("Authorization", scheme+" "+held.Access)
		resp, err := s.http.Do(ctx, asked)
		if err != nil {
			return nil, err
		}
		if f := s.refusal(r.Op, resp, r.Publishes); f != nil {
			return nil, f
		}
		return resp, nil
	})
}

// get reads an answer into v.
func (s *session) get(ctx context.Context, op, path string, query url.Values, v any) error {
	resp, err := s.do(ctx, "Bearer", httpx.Request{Op: op, Method: http.MethodGet, URL: s.url(path, query)})
	if err != nil {
		return err
	}
	return resp.JSON(op, v)
}

// post sends a form. publishes: carrying it out twice would be wrong.
func (s *session) post(ctx context.Context, op, path string, form url.Values, publishes bool) (*httpx.Response, error) {
	return s.do(ctx, "Bearer", httpx.Request{
		Op: op, Method: http.MethodPost, URL: s.url(path, nil), Header: formHeader(),
		Body: []byte(form.Encode()), Publishes: publishes,
	})
}

// made sends a form and returns the id of what it made.
func (s *session) made(ctx context.Context, op, path string, form url.Values, publishes bool) (string, error) {
	resp, err := s.post(ctx, op, path, form, publishes)
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
	Paging struct {
		Cursors struct{ After string }
		Next    string
	}
}

// next is where the list goes on, "" at its end. The address in Next is never
// followed.
func (l list) next() string {
	if l.Paging.Next == "" {
		return ""
	}
	return l.Paging.Cursors.After
}

// page reads one page of a list, after the place that the page before gave.
func (s *session) page(ctx context.Context, op, path string, query url.Values, after string) (list, error) {
	if after != "" {
		query.Set("after", after)
	}
	var l list
	if err := s.get(ctx, op, path, query, &l); err != nil {
		return l, err
	}
	if l.Data == nil {
		return l, httpx.Unexpected(op, "no list")
	}
	return l, nil
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
