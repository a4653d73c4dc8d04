package threads

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
	// tokenLife is how long a token lives from when it was made or renewed.
	tokenLife = 60 * 24 * time.Hour
	// renewEvery is how often a token is renewed, renewAgain when that did not
	// work, and also the youngest that the network renews.
	renewEvery = 7 * 24 * time.Hour
	renewAgain = 24 * time.Hour
)

// byToken takes a token that the person made with the application's "User token
// generator".
func (n *Network) byToken(ctx context.Context, c data.Connecting) (data.Connection, error) {
	held := oauth.Credentials{Access: strings.TrimSpace(c.Answers["token"])}
	if !httpx.FitsHeader(held.Access) {
		return data.Connection{}, &data.Failure{Kind: data.Auth, Op: "threads: check token", Err: errors.New("no token")}
	}
	now := n.http.Clock().Now()
	held.Expires, held.Ends = now.Add(renewAgain), now.Add(tokenLife)
	return n.connection(ctx, wire{n.http, or(c.Server, hostGraph)}, held)
}

// byPage lets the person agree on the network's page and bring back the address
// that the browser ended on: the network comes back to https alone.
func (n *Network) byPage(ctx context.Context, c data.Connecting) (data.Connection, error) {
	w := wire{n.http, or(c.Server, hostGraph)}
	id, secret := strings.TrimSpace(c.Answers["app_id"]), strings.TrimSpace(c.Answers["app_secret"])
	redirect := strings.TrimSpace(c.Answers["redirect"])
	if id == "" || secret == "" || redirect == "" {
		return data.Connection{}, &data.Failure{Kind: data.Auth, Op: "threads: sign in", Err: errors.New("no application or no address")}
	}
	app := oauth.App{
		ID: id, Secret: data.NewSecret(secret), NoPKCE: true, Scopes: []string{strings.Join(scopes(), ",")},
		AuthURL: or(c.Server, hostSignIn) + "/oauth/authorize",
	}
	app.Exchange = func(ctx context.Context, x oauth.Exchange) (oauth.Token, error) {
		return w.exchange(ctx, id, secret, x)
	}
	token, err := oauth.SignInPasted(ctx, oauth.PastedParams{
		Redirect: redirect, Open: c.Open, Ask: c.Ask, HTTP: oauth.Through(n.http), Clock: n.http.Clock(), App: app,
	})
	if err != nil {
		return data.Connection{}, err
	}
	held := oauth.Credentials{ID: id, Secret: secret}.With(token)
	return n.connection(ctx, w, dated(held, n.http.Clock().Now(), token.Expires))
}

// connection is the account behind a token, with what the token can do.
func (n *Network) connection(ctx context.Context, w wire, held oauth.Credentials) (data.Connection, error) {
	lent := func() (*session, data.Secret, error) {
		secret, err := held.Keep()
		return &session{wire: w, keys: oauth.Lent(secret), lent: true}, secret, err
	}
	s, _, err := lent()
	if err != nil {
		return data.Connection{}, &data.Failure{Kind: data.Auth, Op: "threads: sign in", Err: err}
	}
	me, err := s.self(ctx)
	if err != nil {
		return data.Connection{}, err
	}
	told, err := s.debug(ctx, held.Access)
	if err != nil {
		return data.Connection{}, err
	}
	if told.ends.After(n.http.Clock().Now()) {
		held.Ends = told.ends
	}
	s, secret, err := lent()
	if err != nil {
		return data.Connection{}, &data.Failure{Kind: data.Auth, Op: "threads: sign in", Err: err}
	}
	s.account = data.Account{
		Network: Name, Server: w.server, Remote: me.ID, Handle: "@" + me.Username, Name: me.name(),
		State: data.AccountReady, Connected: n.http.Clock().Now(), Expires: held.Ends,
	}
	if s.account.Can, err = s.can(ctx, told); err != nil {
		return data.Connection{}, err
	}
	return data.Connection{Account: s.account, Secret: secret}, nil
}

// exchange gives a code for a token of an hour, and that for one of 60 days.
func (w wire) exchange(ctx context.Context, id, secret string, x oauth.Exchange) (oauth.Token, error) {
	const op = "threads: exchange code"
	form := url.Values{
		"client_id": {id}, "client_secret": {secret}, "grant_type": {"authorization_code"},
		"redirect_uri": {x.Redirect}, "code": {x.Code},
	}
	resp, err := w.http.Do(ctx, httpx.Request{
		Op: op, Method: http.MethodPost, URL: w.server + "/oauth/access_token", Body: []byte(form.Encode()),
		Header:    http.Header{"Content-Type": {"application/x-www-form-urlencoded"}},
		Publishes: true, Secrets: []string{secret, x.Code},
	})
	if err != nil {
		return oauth.Token{}, err
	}
	if f := w.refusal(op, resp, false); f != nil {
		if f.Kind == data.Invalid {
			f.Kind = data.Auth // the code or the application is not accepted
		}
		return oauth.Token{}, f
	}
	var short struct {
		Access string `json:"access_token"`
	}
	if err := resp.JSON(op, &short); err != nil {
		return oauth.Token{}, httpx.WithoutRaw(err)
	}
	if !httpx.FitsHeader(short.Access) {
		return oauth.Token{}, httpx.WithoutRaw(resp.Malformed(op, errors.New("no token")))
	}
	return w.token(ctx, "threads: exchange token", "/access_token", url.Values{
		"grant_type": {"th_exchange_token"}, "client_secret": {secret}, "access_token": {short.Access},
	})
}

// token asks for a token of 60 days.
func (w wire) token(ctx context.Context, op, path string, query url.Values) (oauth.Token, error) {
	asked := w.http.Clock().Now()
	resp, err := w.http.Do(ctx, httpx.Request{
		Op: op, Method: http.MethodGet, URL: w.server + path + "?" + query.Encode(),
		Secrets: slices.Concat(query["access_token"], query["client_secret"]),
	})
	if err != nil {
		return oauth.Token{}, err
	}
	if f := w.refusal(op, resp, false); f != nil {
		return oauth.Token{}, f
	}
	var said struct {
		Access  string `json:"access_token"`
		Seconds int64  `json:"expires_in"`
	}
	if err := resp.JSON(op, &said); err != nil {
		return oauth.Token{}, httpx.WithoutRaw(err)
	}
	if !httpx.FitsHeader(said.Access) {
		return oauth.Token{}, httpx.WithoutRaw(resp.Malformed(op, errors.New("no token")))
	}
	life := tokenLife
	if s := time.Duration(said.Seconds); s > 0 && s < tokenLife/time.Second {
		life = s * time.Second
	}
	return oauth.Token{Access: data.NewSecret(said.Access), Expires: asked.Add(life)}, nil
}

// dated notes when a token of the network ends and when it is renewed: it
// renews itself, and so has an end but no second token. Expires is the day on
// which a new one is asked for, long before Ends.
func dated(held oauth.Credentials, now, ends time.Time) oauth.Credentials {
	held.Ends, held.Expires = ends, now.Add(renewEvery)
	return held
}

// renew is for [oauth.Caller]. A token that is still alive is kept where a new
// one cannot be had today.
func (s *session) renew(ctx context.Context, held oauth.Credentials) (oauth.Credentials, error) {
	token, err := s.token(ctx, "threads: renew token", "/refresh_access_token", url.Values{
		"grant_type": {"th_refresh_token"}, "access_token": {held.Access},
	})
	now := s.http.Clock().Now()
	switch {
	case err == nil:
		return dated(held.With(token), now, token.Expires), nil
	case data.KindOf(err) != data.Auth && now.Before(held.Ends):
		held.Expires = now.Add(renewAgain)
		return held, nil
	}
	return held, err
}
