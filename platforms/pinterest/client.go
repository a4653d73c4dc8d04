package pinterest

import (
	"context"
	"encoding/json"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"parvis/data"
	"parvis/platforms/httpx"
	"parvis/platforms/oauth"
)

// wire makes the requests to the network, or to one server in its place.
type wire struct {
	http *httpx.Client
	api  string // base of the API
	web  string // base of the pages for people
}

func newWire(c *httpx.Client, server string) wire {
	api, web := hosts(server)
	return wire{http: c, api: api, web: web}
}

// hosts are the bases of the API and of the pages for people.
func hosts(server string) (api, web string) {
	if server == "" || server == realAPI {
		return realAPI, realWeb
	}
	return server, server
}

func (w wire) url(path string, query url.Values) string {
	u := w.api + "/v5" + path
	if len(query) > 0 {
		u += "?" + query.Encode()
	}
	return u
}

func jsonHeader() http.Header { return http.Header{"Content-Type": {"application/json"}} }

// reachable asks for something without any token, so that nobody is sent to a
// page while a portal stands in the network's place.
func (w wire) reachable(ctx context.Context) error {
	const op = "pinterest: find network"
	resp, err := w.http.Do(ctx, httpx.Request{Op: op, Method: http.MethodGet, URL: w.url("/user_account", nil)})
	if err != nil {
		return err
	}
	f := refusal(op, resp)
	switch {
	case f == nil:
		var said map[string]any
		return resp.JSON(op, &said)
	case f.Kind == data.Auth: // the right answer to who has no token
		return nil
	}
	return f
}

// session speaks for one account.
type session struct {
	wire
	account data.Account
	keys    data.Keys
}

// do sends a request with the account's token, which is renewed once when it is
// refused. A refusal comes back as a failure.
func (s *session) do(ctx context.Context, r httpx.Request) (*httpx.Response, error) {
	caller := oauth.Caller{Keys: s.keys, Clock: s.http.Clock(), Renew: s.renew}
	return caller.Send(ctx, s.http, r, func(resp *httpx.Response) *data.Failure { return refusal(r.Op, resp) })
}

// get reads an answer into v.
func (s *session) get(ctx context.Context, op, path string, query url.Values, v any) error {
	resp, err := s.do(ctx, httpx.Request{Op: op, Method: http.MethodGet, URL: s.url(path, query)})
	if err != nil {
		return err
	}
	return resp.JSON(op, v)
}

// post sends a request with a JSON body and reads the answer into v.
func (s *session) post(ctx context.Context, op, path string, body, v any) error {
	text, err := json.Marshal(body)
	if err != nil {
		return &data.Failure{Kind: data.Invalid, Op: op, Err: err}
	}
	resp, err := s.do(ctx, httpx.Request{Op: op, Method: http.MethodPost, URL: s.url(path, nil), Header: jsonHeader(), Body: text})
	if err != nil {
		return err
	}
	return resp.JSON(op, v)
}

// list reads one page of a list. next is the bookmark of the page that follows,
// "" at the end.
func (s *session) list(ctx context.Context, op, path string, query url.Values, limit int, bookmark string) (items []json.RawMessage, next string, err error) {
	query.Set("page_size", strconv.Itoa(limit))
	if bookmark != "" {
		query.Set("bookmark", bookmark)
	}
	var page struct {
		Items    []json.RawMessage
		Bookmark string
	}
	if err := s.get(ctx, op, path, query, &page); err != nil {
		return nil, "", err
	}
	if page.Items == nil {
		return nil, "", httpx.Unexpected(op, "no list")
	}
	if page.Bookmark == bookmark {
		page.Bookmark = "" // a page that leads to itself
	}
	return page.Items, page.Bookmark, nil
}

// Codes in the body of an error. All of them are remembered, not verified: the
// OpenAPI file names none.
const (
	saysAuth    = 2
	saysExpired = 3 // or not allowed at all
	saysTooMany = 8
	saysTrial   = 29
)

// refusal says what an answer's error means, nil for a good one.
func refusal(op string, resp *httpx.Response) *data.Failure {
	f := resp.Refusal(op)
	if f == nil || f.Kind != data.Invalid && f.Kind != data.Auth && f.Kind != data.NotFound {
		return f
	}
	var said struct{ Code int }
	if resp.JSON(op, &said) != nil {
		return f
	}
	switch said.Code {
	case saysTooMany:
		f.Kind, f.Until = data.RateLimited, resp.Until()
		return f
	case saysTrial:
		f.Kind, f.Code = data.Invalid, CodeTrial
		return f
	}
	if resp.Status == http.StatusForbidden && said.Code != saysAuth && said.Code != saysExpired {
		f.Kind, f.Code = data.Invalid, CodeRights
	}
	return f
}

// isID tells whether a text is an id of this network: digits.
func isID(s string) bool {
	return s != "" && len(s) <= 30 && !strings.ContainsFunc(s, func(r rune) bool { return r < '0' || r > '9' })
}
