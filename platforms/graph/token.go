package graph

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"parvis/data"
	"parvis/platforms/httpx"
	"parvis/platforms/oauth"
)

const (
	// TokenLife is how long a token lives from when it was made or renewed.
	TokenLife = 60 * 24 * time.Hour
	// RenewEvery is how often a token is renewed, RenewAgain when that did not
	// work, and also the youngest that the network renews.
	RenewEvery = 7 * 24 * time.Hour
	RenewAgain = 24 * time.Hour
)

// Tokens is where Instagram and Threads give and renew the tokens of accounts.
type Tokens struct {
	HTTP    *httpx.Client
	Network string // how failures call it: "instagram"
	Server  string // of the tokens, without version
	Grant   string // what its grants begin with: "ig"
	Known   []Meaning
}

// Door is what a sign-in needs besides: the page on which the person agrees, the
// address at which its code is given for a token, and the permissions.
type Door struct {
	Page, Code string
	Scopes     []string
}

// SignIn lets the person agree on the network's page and bring back the address
// that the browser ended on: the network comes back to https alone. The
// application and that address are among the answers.
func (t Tokens) SignIn(ctx context.Context, c data.Connecting, d Door) (oauth.Credentials, error) {
	answer := func(key string) string { return strings.TrimSpace(c.Answers[key]) }
	held := oauth.Credentials{ID: answer("app_id"), Secret: answer("app_secret")}
	if held.ID == "" || held.Secret == "" || answer("redirect") == "" {
		return held, &data.Failure{Kind: data.Auth, Op: t.Network + ": sign in", Err: errors.New("no application or no address")}
	}
	token, err := oauth.SignInPasted(ctx, oauth.PastedParams{
		Redirect: answer("redirect"), Open: c.Open, Ask: c.Ask, HTTP: oauth.Through(t.HTTP), Clock: t.HTTP.Clock(),
		App: oauth.App{
			ID: held.ID, Secret: data.NewSecret(held.Secret), NoPKCE: true,
			Scopes: []string{strings.Join(d.Scopes, ",")}, AuthURL: d.Page,
			Exchange: func(ctx context.Context, x oauth.Exchange) (oauth.Token, error) {
				return t.exchange(ctx, d.Code, held, x)
			},
		},
	})
	if err != nil {
		return held, err
	}
	return t.dated(held, token), nil
}

// exchange gives a code for a token of an hour, and that for one of 60 days.
func (t Tokens) exchange(ctx context.Context, address string, app oauth.Credentials, x oauth.Exchange) (oauth.Token, error) {
	op := t.Network + ": exchange code"
	form := url.Values{
		"client_id": {app.ID}, "client_secret": {app.Secret}, "grant_type": {"authorization_code"},
		"redirect_uri": {x.Redirect}, "code": {x.Code},
	}
	type short struct {
		Access string `json:"access_token"`
	}
	var said struct {
		short
		Data []short // newer answers wrap it
	}
	resp, err := t.ask(ctx, httpx.Request{
		Op: op, Method: http.MethodPost, URL: address, Header: FormHeader(),
		Body: []byte(form.Encode()), Publishes: true, Secrets: []string{app.Secret, x.Code},
	}, &said)
	if f := data.AsFailure(op, err); err != nil {
		if f.Kind == data.Invalid && f.Code != httpx.CodeAddress {
			f.Kind = data.Auth // the code or the application is not accepted
		}
		return oauth.Token{}, f
	}
	given := said.short
	if given.Access == "" && len(said.Data) > 0 {
		given = said.Data[0]
	}
	if !httpx.FitsHeader(given.Access) {
		return oauth.Token{}, httpx.WithoutRaw(resp.Malformed(op, errors.New("no token")))
	}
	return t.Token(ctx, t.Network+": exchange token", "/access_token", url.Values{
		"grant_type": {t.Grant + "_exchange_token"}, "client_secret": {app.Secret}, "access_token": {given.Access},
	})
}

// ask makes a request without a token of its own and reads the answer, which no
// failure shows.
func (t Tokens) ask(ctx context.Context, r httpx.Request, v any) (*httpx.Response, error) {
	resp, err := t.HTTP.Do(ctx, r)
	if err != nil {
		return nil, err
	}
	if f := Refusal(r.Op, resp, t.Known, false, t.HTTP.Clock().Now()); f != nil {
		return nil, f
	}
	if err := resp.JSON(r.Op, v); err != nil {
		return nil, httpx.WithoutRaw(err)
	}
	return resp, nil
}

// Token asks for a token of 60 days: at a path below the server, with what is
// given for it.
func (t Tokens) Token(ctx context.Context, op, path string, query url.Values) (oauth.Token, error) {
	asked := t.HTTP.Clock().Now()
	var said struct {
		Access  string `json:"access_token"`
		Seconds int64  `json:"expires_in"`
	}
	resp, err := t.ask(ctx, httpx.Request{
		Op: op, Method: http.MethodGet, URL: t.Server + path + "?" + query.Encode(),
		Secrets: slices.Concat(query["access_token"], query["fb_exchange_token"], query["client_secret"]),
	}, &said)
	if err != nil {
		return oauth.Token{}, err
	}
	if !httpx.FitsHeader(said.Access) {
		return oauth.Token{}, httpx.WithoutRaw(resp.Malformed(op, errors.New("no token")))
	}
	life := TokenLife
	if s := time.Duration(said.Seconds); s > 0 && s < TokenLife/time.Second {
		life = s * time.Second
	}
	return oauth.Token{Access: data.NewSecret(said.Access), Expires: asked.Add(life)}, nil
}

// Renewed asks for what follows a token that is at least a day old and alive.
func (t Tokens) Renewed(ctx context.Context, held oauth.Credentials) (oauth.Credentials, error) {
	token, err := t.Token(ctx, t.Network+": renew token", "/refresh_access_token", url.Values{
		"grant_type": {t.Grant + "_refresh_token"}, "access_token": {held.Access},
	})
	if err != nil {
		return held, err
	}
	return t.dated(held, token), nil
}

// Renew is for [oauth.Caller]. A token that is still alive is kept where a new
// one cannot be had today.
func (t Tokens) Renew(ctx context.Context, held oauth.Credentials) (oauth.Credentials, error) {
	next, err := t.Renewed(ctx, held)
	now := t.HTTP.Clock().Now()
	if err != nil && data.KindOf(err) != data.Auth && now.Before(held.Ends) {
		held.Expires = now.Add(RenewAgain)
		return held, nil
	}
	return next, err
}

// dated notes when a token of the network ends and when it is renewed: it
// renews itself, and so has an end but no second token. Expires is the day on
// which a new one is asked for, long before Ends.
func (t Tokens) dated(held oauth.Credentials, token oauth.Token) oauth.Credentials {
	held = held.With(token)
	held.Ends, held.Expires = token.Expires, t.HTTP.Clock().Now().Add(RenewEvery)
	return held
}
