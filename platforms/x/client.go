package x

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"parvis/data"
	"parvis/platforms/httpx"
	"parvis/platforms/oauth"
)

// session speaks for one account.
type session struct {
	hosts
	http    *httpx.Client
	account data.Account
	keys    data.Keys
}

// renew asks for the pair of tokens that follows. A refresh token works once.
// Whatever is wrong with it the network calls an invalid request (remembered,
// not documented): only signing in again mends that.
func (s *session) renew(ctx context.Context, held oauth.Credentials) (oauth.Credentials, error) {
	token, err := oauth.Refresh(ctx, oauth.RefreshParams{
		App: s.app(held.ID), Refresh: data.NewSecret(held.Refresh), HTTP: oauth.Through(s.http), Clock: s.http.Clock(),
	})
	var f *data.Failure
	if errors.As(err, &f) && f.Kind == data.Invalid {
		refused := *f
		refused.Kind = data.Auth
		err = &refused
	}
	return held.With(token), err
}

// do sends a request with the account's token. A refusal comes back as a
// failure.
func (s *session) do(ctx context.Context, r httpx.Request) (*httpx.Response, error) {
	caller := oauth.Caller{Keys: s.keys, Clock: s.http.Clock(), Renew: s.renew}
	return caller.Send(ctx, s.http, r, func(resp *httpx.Response) *data.Failure {
		return refusal(r.Op, resp, s.http.Clock().Now())
	})
}

// send sends v as JSON and reads the answer's data into out.
func (s *session) send(ctx context.Context, op, method, path string, v, out any) error {
	body, err := json.Marshal(v)
	if err != nil {
		return &data.Failure{Kind: data.Invalid, Op: op, Err: err}
	}
	resp, err := s.do(ctx, httpx.Request{
		Op: op, Method: method, URL: s.api + path, Header: http.Header{"Content-Type": {"application/json"}}, Body: body,
	})
	if err != nil {
		return err
	}
	return s.read(op, resp, out)
}

// get reads an answer's data into out.
func (s *session) get(ctx context.Context, op, path string, query url.Values, out any) error {
	resp, err := s.ask(ctx, op, path, query)
	if err != nil {
		return err
	}
	return s.read(op, resp, out)
}

// ask makes a reading request. The network is changing its names from "tweet" to
// "post" (OpenAPI v2.167, 22 August 2026): a server that does not know the new
// ones is asked by the old.
func (s *session) ask(ctx context.Context, op, path string, query url.Values) (*httpx.Response, error) {
	resp, err := s.do(ctx, httpx.Request{Op: op, Method: http.MethodGet, URL: s.api + path + "?" + query.Encode()})
	f := data.AsFailure(op, err)
	if f != nil && f.Kind == data.Invalid && query.Has(postFields) && strings.Contains(f.Raw, postFields) {
		return s.do(ctx, httpx.Request{Op: op, Method: http.MethodGet, URL: s.api + path + "?" + oldNames(query).Encode()})
	}
	return resp, err
}

const postFields = "post.fields"

// oldNames says the same as query in the names of before, when what names other
// posts and people was a field and no expansion.
func oldNames(query url.Values) url.Values {
	old := url.Values{}
	for name, values := range query {
		old[name] = values
	}
	old.Del(postFields)
	fields := strings.Split(strings.ReplaceAll(query.Get(postFields), "note_post", "note_tweet"), ",")
	var expansions []string
	for _, e := range strings.Split(query.Get("expansions"), ",") {
		switch e {
		case "author_id":
			fields, expansions = append(fields, e), append(expansions, e)
		case "in_reply_to_user_id":
			fields = append(fields, e)
		case "referenced_posts":
			fields = append(fields, "referenced_tweets")
		}
	}
	if old.Set("tweet.fields", strings.Join(fields, ",")); len(expansions) > 0 {
		old.Set("expansions", strings.Join(expansions, ","))
	}
	return old
}

// envelope is what every answer comes in. Errors may stand in a good one, about
// single items or instead of what was asked for.
type envelope struct {
	Data     json.RawMessage
	Errors   []json.RawMessage
	Includes struct{ Users []json.RawMessage }
	Meta     *struct {
		Next   string `json:"next_token"`
		Newest string `json:"newest_id"`
	}
}

func (e envelope) empty() bool { return len(e.Data) == 0 || string(e.Data) == "null" }

// read takes the data out of an answer.
func (s *session) read(op string, resp *httpx.Response, out any) error {
	var e envelope
	if err := resp.JSON(op, &e); err != nil {
		return err
	}
	if e.empty() {
		if f := told(op, resp, e.Errors, s.http.Clock().Now()); f != nil {
			return f
		}
		return resp.Malformed(op, errors.New("no data"))
	}
	if err := json.Unmarshal(e.Data, out); err != nil {
		return resp.Malformed(op, err)
	}
	return nil
}

// list is one page of posts, newest first. next continues it, "" at the end.
type list struct {
	items  []json.RawMessage
	users  map[string]user
	errors []error
	next   string
	newest string // id; "" when the page is empty
}

// list reads a page. An empty one has no data, only what is told about it.
func (s *session) list(ctx context.Context, op, path string, query url.Values) (list, error) {
	resp, err := s.ask(ctx, op, path, query)
	if err != nil {
		return list{}, err
	}
	var e envelope
	if err := resp.JSON(op, &e); err != nil {
		return list{}, err
	}
	if e.Meta == nil {
		if f := told(op, resp, e.Errors, s.http.Clock().Now()); f != nil {
			return list{}, f
		}
		return list{}, resp.Malformed(op, errors.New("no list"))
	}
	page := list{users: map[string]user{}, next: e.Meta.Next}
	if isID(e.Meta.Newest) {
		page.newest = e.Meta.Newest
	}
	if !e.empty() {
		if err := json.Unmarshal(e.Data, &page.items); err != nil {
			return list{}, resp.Malformed(op, err)
		}
	}
	for _, raw := range e.Includes.Users {
		var u user
		if json.Unmarshal(raw, &u) == nil {
			page.users[u.ID] = u
		}
	}
	for i := range e.Errors {
		if f := told(op, resp, e.Errors[i:i+1], s.http.Clock().Now()); f != nil {
			page.errors = append(page.errors, f)
		}
	}
	return page, nil
}

// isID tells whether a text is an id of this network.
func isID(s string) bool {
	return s != "" && len(s) <= 19 && !strings.ContainsFunc(s, func(r rune) bool { return r < '0' || r > '9' })
}

// newer compares two ids. They grow with time.
func newer(id, than string) bool {
	if len(id) != len(than) {
		return len(id) > len(than)
	}
	return id > than
}

// newest is the greatest of some ids.
func newest(ids ...string) string {
	return slices.MaxFunc(ids, func(a, b string) int {
		switch {
		case newer(a, b):
			return 1
		case newer(b, a):
			return -1
		}
		return 0
	})
}
