package tiktok

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"time"

	"parvis/data"
	"parvis/platforms/httpx"
	"parvis/platforms/oauth"
)

// wire makes the requests to the network's API.
type wire struct {
	http   *httpx.Client
	server string
}

// session speaks for one account.
type session struct {
	wire
	account data.Account
	keys    data.Keys

	mu    sync.Mutex
	begun map[string]film // by publish_id: whose last part has not been sent
}

// post is one call: JSON there, and what the answer calls data back in v.
type post struct {
	op        string
	path      string
	in        any
	publishes bool
}

func (s *session) post(ctx context.Context, p post, v any) error {
	body, err := json.Marshal(p.in)
	if err != nil {
		return &data.Failure{Kind: data.Invalid, Op: p.op, Err: err}
	}
	return s.call(ctx, httpx.Request{
		Op: p.op, Method: http.MethodPost, URL: s.server + p.path, Body: body, Publishes: p.publishes,
		Header: http.Header{"Content-Type": {"application/json; charset=UTF-8"}},
	}, v)
}

// call sends a request with the account's token and reads the answer's data.
func (s *session) call(ctx context.Context, r httpx.Request, v any) error {
	caller := oauth.Caller{Keys: s.keys, Clock: s.http.Clock(), Renew: s.renew}
	resp, err := caller.Send(ctx, s.http, r, func(resp *httpx.Response) *data.Failure { return refusal(r.Op, resp) })
	if err != nil {
		return err
	}
	var out struct{ Data json.RawMessage }
	if err := resp.JSON(r.Op, &out); err != nil {
		return err
	}
	if err := json.Unmarshal(out.Data, v); err != nil {
		return resp.Malformed(r.Op, err)
	}
	return nil
}

// token asks the network for tokens with a form. Besides the standard it tells
// when the refresh token ends, and it may say no with a 200.
func (w wire) token(ctx context.Context, op string, c oauth.Credentials, form url.Values) (oauth.Token, error) {
	form.Set("client_key", c.ID)
	form.Set("client_secret", c.Secret)
	asked := w.http.Clock().Now()
	resp, err := w.http.Do(ctx, httpx.Request{
		Op: op, Method: http.MethodPost, URL: w.server + "/v2/oauth/token/", Body: []byte(form.Encode()), Publishes: true,
		Header:  http.Header{"Content-Type": {"application/x-www-form-urlencoded"}},
		Secrets: append(c.All(), form.Get("code"), form.Get("code_verifier"), form.Get("refresh_token")),
	})
	if err != nil {
		return oauth.Token{}, err
	}
	if f := signInRefusal(op, resp); f != nil {
		return oauth.Token{}, f
	}
	var given struct {
		Access  string `json:"access_token"`
		Refresh string `json:"refresh_token"`
		Lives   int64  `json:"expires_in"`
		Ends    int64  `json:"refresh_expires_in"`
		Scope   string
	}
	if err := resp.JSON(op, &given); err != nil {
		return oauth.Token{}, httpx.WithoutRaw(err)
	}
	if given.Access == "" {
		return oauth.Token{}, httpx.WithoutRaw(resp.Malformed(op, errors.New("no token")))
	}
	token := oauth.Token{Access: data.NewSecret(given.Access), Refresh: data.NewSecret(given.Refresh), Scope: given.Scope}
	token.Expires, token.Ends = after(asked, given.Lives), after(asked, given.Ends)
	return token, nil
}

// after is a moment so many seconds later, zero when none are told.
func after(from time.Time, seconds int64) time.Time {
	const century = 100 * 365 * 24 * 3600
	if seconds <= 0 {
		return time.Time{}
	}
	return from.Add(time.Duration(min(seconds, century)) * time.Second)
}

// signInRefusal says what an error of the sign-in means, nil for none.
func signInRefusal(op string, resp *httpx.Response) *data.Failure {
	f := resp.Refusal(op)
	var said struct {
		Error json.RawMessage // a name; an object where the API itself answers
	}
	if resp.JSON(op, &said) != nil {
		return f
	}
	name := strings.Trim(string(said.Error), `"`)
	switch {
	case f == nil && (name == "" || name == "null"):
		return nil
	case f == nil:
		f = &data.Failure{Kind: data.Invalid, Op: op, Raw: resp.Raw(), Err: errors.New("refused with a 200")}
	}
	switch name {
	case "invalid_client", "unauthorized_client":
		f.Kind, f.Code = data.Auth, CodeApp
	case "invalid_grant", "access_denied", "access_token_invalid":
		f.Kind = data.Auth
	case "rate_limit_exceeded":
		f.Kind, f.Until = data.RateLimited, resp.Until()
	}
	return f
}

// renew gives the refresh token for a new pair; the former one may stop to work
// with that.
func (s *session) renew(ctx context.Context, held oauth.Credentials) (oauth.Credentials, error) {
	const op = "tiktok: renew sign-in"
	if held.Refresh == "" {
		return held, &data.Failure{Kind: data.Auth, Op: op, Err: errors.New("no refresh token")}
	}
	token, err := s.token(ctx, op, held, url.Values{"grant_type": {"refresh_token"}, "refresh_token": {held.Refresh}})
	if err != nil {
		return held, err
	}
	return held.With(token), nil
}

// meaning is what an error of the network means.
type meaning struct {
	name string
	kind data.Kind
	code string
	wait time.Duration // with RateLimited, beyond what the network tells
}

func meanings() []meaning {
	return []meaning{
		{"access_token_invalid", data.Auth, "", 0},
		{"scope_not_authorized", data.Unsupported, CodePermission, 0},
		{"scope_permission_missed", data.Unsupported, CodePermission, 0},
		{"rate_limit_exceeded", data.RateLimited, "", 0},
		{"spam_risk_too_many_pending_share", data.RateLimited, CodeWaiting, draftsPause},
		{"spam_risk_too_many_posts", data.RateLimited, CodeEnough, draftsPause},
		{"reached_active_user_cap", data.RateLimited, CodeEnough, draftsPause},
		{"spam_risk_user_banned_from_posting", data.Invalid, CodeBarred, 0},
		{"spam_risk", data.Invalid, CodeBarred, 0},
		{"url_ownership_unverified", data.Invalid, CodeDomain, 0},
		{"invalid_publish_id", data.NotFound, "", 0},
		{"token_not_authorized_for_specified_publish_id", data.NotFound, "", 0},
		{"invalid_param", data.Invalid, "", 0},
		{"invalid_params", data.Invalid, "", 0},
	}
}

// refusal says what an answer's error means, nil for a good one. The network
// puts an error into every answer, "ok" for none, and some into one that is 200.
func refusal(op string, resp *httpx.Response) *data.Failure {
	f := resp.Refusal(op)
	var said struct{ Error struct{ Code string } }
	if err := resp.JSON(op, &said); err != nil {
		if f == nil {
			f = data.AsFailure(op, err)
		}
		return f
	}
	code := said.Error.Code
	switch {
	case f == nil && code == "ok":
		return nil
	case f == nil && code == "":
		return resp.Malformed(op, errors.New("neither ok nor an error"))
	case f == nil:
		f = &data.Failure{Kind: data.Invalid, Op: op, Raw: resp.Raw()}
	}
	if code != "" {
		f.Err = errors.New(code[:min(len(code), 100)])
	}
	all := meanings()
	if i := slices.IndexFunc(all, func(m meaning) bool { return m.name == code }); i >= 0 {
		f.Kind, f.Code = all[i].kind, all[i].code
		if f.Kind == data.RateLimited {
			f.Until = resp.Until().Add(all[i].wait)
		}
	}
	return f
}
