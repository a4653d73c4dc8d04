package mastodon

import (
	"context"
	"encoding/json"
	"net/http"
	"net/url"
	"regexp"
	"strings"

	"parvis/data"
	"parvis/platforms/httpx"
)

// wire makes the requests to one server.
type wire struct {
	http   *httpx.Client
	server string
}

func (w wire) url(path string, query url.Values) string {
	u := w.server + path
	if len(query) > 0 {
		u += "?" + query.Encode()
	}
	return u
}

func jsonHeader() http.Header { return http.Header{"Content-Type": {"application/json"}} }

// session speaks for one account.
type session struct {
	wire
	account data.Account
	keys    data.Keys
}

// do sends a request with the account's token. A refusal comes back as a
// failure. Tokens of this network last until they are revoked: there is
// nothing to renew.
func (s *session) do(ctx context.Context, r httpx.Request) (*httpx.Response, error) {
	held, err := s.held(ctx, r.Op)
	if err != nil {
		return nil, err
	}
	r.Header = r.Header.Clone()
	if r.Header == nil {
		r.Header = http.Header{}
	}
	r.Header.Set("Authorization", "Bearer "+held.Token)
	resp, err := s.http.Do(ctx, r)
	if err != nil {
		return nil, err
	}
	if f := refusal(r.Op, resp); f != nil {
		return nil, f
	}
	return resp, nil
}

// get reads an answer into v.
func (s *session) get(ctx context.Context, op, path string, query url.Values, v any) error {
	resp, err := s.do(ctx, httpx.Request{Op: op, Method: http.MethodGet, URL: s.url(path, query)})
	if err != nil {
		return err
	}
	return resp.JSON(op, v)
}

// list reads one page of a list, newest first. next is the max_id of the page
// that follows, "" at the end; it is in the Link header, and where a server
// sends none a full page is taken to have a successor.
func (s *session) list(ctx context.Context, op, path string, query url.Values, limit int) (items []json.RawMessage, next string, err error) {
	resp, err := s.do(ctx, httpx.Request{Op: op, Method: http.MethodGet, URL: s.url(path, query)})
	if err != nil {
		return nil, "", err
	}
	if err := resp.JSON(op, &items); err != nil {
		return nil, "", err
	}
	if items == nil {
		return nil, "", httpx.Unexpected(op, "no list")
	}
	if len(items) == 0 {
		return nil, "", nil
	}
	next, told := nextPage(resp.Header)
	var last struct{ ID string }
	if !told && len(items) >= limit && json.Unmarshal(items[len(items)-1], &last) == nil {
		next = last.ID
	}
	return items, next, nil
}

var linkNext = regexp.MustCompile(`<([^>]*)>\s*;\s*rel="?next"?`)

// nextPage is the max_id in a Link header. Only the number is taken from there,
// never the address. told is whether the server sent the header at all.
func nextPage(h http.Header) (maxID string, told bool) {
	links := strings.Join(h.Values("Link"), ",")
	found := linkNext.FindStringSubmatch(links)
	if found == nil {
		return "", links != ""
	}
	u, err := url.Parse(found[1])
	if err != nil {
		return "", true
	}
	return u.Query().Get("max_id"), true
}

// sentence is a piece of an error's text and what it means.
type sentence struct {
	piece string
	kind  data.Kind
	code  string
}

// sentences are those of Mastodon 4 and, where they differ, of GoToSocial 0.20:
// the network has no error codes. They come in the server's own language on
// some requests, and then the status alone decides.
func sentences() []sentence {
	return []sentence{
		{"requires an authenticated user", data.Auth, ""},
		{"action is not allowed", data.Invalid, ""},
		{"character limit", data.Invalid, CodeTooLong},
		{"status too long", data.Invalid, CodeTooLong},
		{"text can't be blank", data.Invalid, CodeEmpty},
		{"text can’t be blank", data.Invalid, CodeEmpty},
		{"cannot attach more than", data.Invalid, CodeTooMany},
		{"have not finished processing", data.Transient, CodeProcessing},
		// It may be attached to the very post whose answer was lost.
		{"already attached", data.Ambiguous, ""},
		{"file size", data.Invalid, data.CodeTooLarge},
		{"content type", data.Invalid, CodeMediaType},
		{"file type", data.Invalid, CodeMediaType},
		{"scheduled date", data.Invalid, CodeTooSoon},
		{"must be at least 5 minutes", data.Invalid, CodeTooSoon},
		{"scheduled posts", data.Invalid, CodeTooManyHeld},
		{"characters each", data.Invalid, CodePoll},
		{"too far into the future", data.Invalid, CodePoll},
		{"poll", data.Invalid, CodePoll},
	}
}

// refusal says what an answer's error means, nil for a good one.
func refusal(op string, resp *httpx.Response) *data.Failure {
	f := resp.Refusal(op)
	if f == nil || f.Kind != data.Invalid && f.Kind != data.Auth {
		return f
	}
	var said struct{ Error string }
	if resp.JSON(op, &said) != nil || said.Error == "" {
		return f
	}
	lower := strings.ToLower(said.Error)
	for _, known := range sentences() {
		if strings.Contains(lower, known.piece) {
			f.Kind, f.Code = known.kind, known.code
			break
		}
	}
	return f
}
