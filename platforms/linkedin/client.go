package linkedin

import (
	"context"
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"time"

	"parvis/data"
	"parvis/platforms/httpx"
	"parvis/platforms/oauth"
)

// wire makes requests to the network with one version of its API. server is the
// API's base, apiHost or what stands for every host of the network.
type wire struct {
	http    *httpx.Client
	server  string
	version string
}

// web is the base of the pages that people see and sign in on.
func (w wire) web() string {
	if w.server == apiHost {
		return webHost
	}
	return w.server
}

// rest is the address of something of the versioned API. Each element of the
// path is escaped as this API wants it: also the colons of a URN.
func (w wire) rest(query string, path ...string) string {
	u := w.server + "/rest"
	for _, element := range path {
		u += "/" + url.QueryEscape(element)
	}
	if query != "" {
		u += "?" + query
	}
	return u
}

// list is how the protocol writes a list of texts. Its brackets and commas are
// the protocol's own and never escaped; those of the texts always.
func list(items []string) string {
	escaped := make([]string, len(items))
	for i, item := range items {
		escaped[i] = url.QueryEscape(item)
	}
	return "List(" + strings.Join(escaped, ",") + ")"
}

// owns tells whether an address that the network gave is one of its own, so
// that a token or a file goes nowhere else.
func (w wire) owns(address string) bool {
	u, err := url.Parse(address)
	if err != nil || u.User != nil {
		return false
	}
	if w.server != apiHost {
		return u.Scheme+"://"+u.Host == w.server
	}
	return u.Scheme == "https" && u.Port() == "" && (u.Host == "linkedin.com" || strings.HasSuffix(u.Host, ".linkedin.com"))
}

// session speaks for one account.
type session struct {
	wire
	account data.Account
	keys    data.Keys
}

// send sends a request with the account's token and returns whatever the
// network answers.
func (s *session) send(ctx context.Context, r httpx.Request) (*httpx.Response, error) {
	caller := oauth.Caller{Keys: s.keys, Clock: s.http.Clock()}
	return caller.Do(ctx, r.Op, func(held oauth.Credentials) (*httpx.Response, error) {
		return s.with(ctx, held, r)
	})
}

// with is send with credentials that are at hand.
func (w wire) with(ctx context.Context, held oauth.Credentials, r httpx.Request) (*httpx.Response, error) {
	r = held.Sign(r)
	r.Header.Set("Linkedin-Version", w.version)
	r.Header.Set("X-Restli-Protocol-Version", "2.0.0")
	if len(r.Body) > 0 && r.Header.Get("Content-Type") == "" {
		r.Header.Set("Content-Type", "application/json")
	}
	return w.http.Do(ctx, r)
}

// do is send with a refusal as a failure.
func (s *session) do(ctx context.Context, r httpx.Request) (*httpx.Response, error) {
	resp, err := s.send(ctx, r)
	if err != nil {
		return nil, err
	}
	if f := s.refusal(r.Op, resp); f != nil {
		return nil, f
	}
	return resp, nil
}

// get reads an answer into v.
func (s *session) get(ctx context.Context, op, address string, v any) error {
	resp, err := s.do(ctx, httpx.Request{Op: op, Method: http.MethodGet, URL: address})
	if err != nil {
		return err
	}
	return resp.JSON(op, v)
}

// elements reads a list of things, of which each is looked at by itself (R46).
func (s *session) elements(ctx context.Context, op, address string) ([]json.RawMessage, error) {
	var out struct{ Elements []json.RawMessage }
	if err := s.get(ctx, op, address, &out); err != nil {
		return nil, err
	}
	if out.Elements == nil {
		return nil, httpx.Unexpected(op, "no list")
	}
	return out.Elements, nil
}

// asJSON is a request that sends v.
func asJSON(op, address string, v any) (httpx.Request, error) {
	body, err := json.Marshal(v)
	if err != nil {
		return httpx.Request{}, &data.Failure{Kind: data.Invalid, Op: op, Err: err}
	}
	return httpx.Request{Op: op, Method: http.MethodPost, URL: address, Body: body}, nil
}

// said is the body of a refusal.
type said struct {
	Code    string
	Message string
}

// refusal says what an answer's error means, nil for a good one. A scope that is
// missing is no Auth: the same sign-in would bring the same token.
func (w wire) refusal(op string, resp *httpx.Response) *data.Failure {
	f := resp.Refusal(op)
	if f == nil {
		return nil
	}
	var error said
	_ = json.Unmarshal(resp.Body, &error) // not JSON: the status alone decides
	message := strings.ToLower(error.Code + " " + error.Message)
	switch {
	case f.Kind == data.RateLimited && resp.Header.Get("Retry-After") == "":
		f.Until = w.midnight(resp)
	case resp.Status == http.StatusUpgradeRequired, error.Code == "VERSION_MISSING", error.Code == "NONEXISTENT_VERSION":
		f.Kind, f.Code = data.Invalid, CodeVersion
	case resp.Status == http.StatusForbidden && f.Kind == data.Auth:
		f.Kind, f.Code = data.Unsupported, CodePermission
	case f.Kind != data.Invalid:
	case isDuplicate(resp.Status, message):
		f.Code = data.CodeDuplicate
	case strings.Contains(message, "processing_failed"):
		f.Code = CodeFile
	case strings.Contains(message, "waiting_upload"), strings.Contains(message, "asset_processing"):
		f.Kind, f.Code = data.Transient, CodeProcessing
	case strings.Contains(message, "maximum"), strings.Contains(message, "text length"):
		f.Code = CodeTooLong
	}
	return f
}

// isDuplicate: since October 2020 it is 422, before that it was 409.
func isDuplicate(status int, message string) bool {
	return (status == http.StatusUnprocessableEntity || status == http.StatusConflict) && strings.Contains(message, "duplicate")
}

// midnight is when a day's requests begin anew: 00:00 UTC by the network's own
// clock. It sends no header that tells.
func (w wire) midnight(resp *httpx.Response) time.Time {
	now := w.http.Clock().Now()
	there := clockOf(resp, now)
	return now.Add(there.Truncate(24 * time.Hour).Add(24 * time.Hour).Sub(there))
}

// clockOf is the time on the network's clock when it answered, ours where it
// does not tell.
func clockOf(resp *httpx.Response, ours time.Time) time.Time {
	if at, err := http.ParseTime(resp.Header.Get("Date")); err == nil {
		return at.UTC()
	}
	return ours.UTC()
}
