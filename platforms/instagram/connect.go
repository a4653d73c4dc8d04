package instagram

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strconv"
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

// byToken takes a token that the person made in the application's dashboard:
// one that lives 60 days (remembered, not verified: the dashboard does not say).
func (n *Network) byToken(ctx context.Context, c data.Connecting) (data.Connection, error) {
	const op = "instagram: check token"
	w := n.at(or(c.Server, hostGraph))
	held := oauth.Credentials{Access: strings.TrimSpace(c.Answers["token"])}
	if _, err := held.Keep(); err != nil {
		return data.Connection{}, &data.Failure{Kind: data.Auth, Op: op, Err: err}
	}
	now := n.http.Clock().Now()
	held.Expires, held.Ends = now.Add(renewAgain), now.Add(tokenLife)
	me, err := w.me(ctx, held)
	if err != nil {
		return data.Connection{}, err
	}
	// What cannot be renewed is younger than a day, or is tried again tomorrow.
	if renewed, err := w.renewed(ctx, held); err == nil {
		held = renewed
	}
	return n.connection(ctx, w, me, held)
}

// byPage lets the person agree on the network's page and bring back the address
// that the browser ended on: the network comes back to https alone.
func (n *Network) byPage(ctx context.Context, c data.Connecting) (data.Connection, error) {
	w := n.at(or(c.Server, hostGraph))
	held := oauth.Credentials{ID: strings.TrimSpace(c.Answers["app_id"]), Secret: strings.TrimSpace(c.Answers["app_secret"])}
	redirect := strings.TrimSpace(c.Answers["redirect"])
	if held.ID == "" || held.Secret == "" || redirect == "" {
		return data.Connection{}, &data.Failure{Kind: data.Auth, Op: "instagram: sign in", Err: errors.New("no application or no address")}
	}
	token, err := oauth.SignInPasted(ctx, oauth.PastedParams{
		Redirect: redirect, Open: c.Open, Ask: c.Ask, HTTP: oauth.Through(n.http), Clock: n.http.Clock(),
		App: oauth.App{
			ID: held.ID, Secret: data.NewSecret(held.Secret), NoPKCE: true, Scopes: []string{strings.Join(ownScopes().all(), ",")},
			AuthURL: or(c.Server, hostSignIn) + "/oauth/authorize",
			Exchange: func(ctx context.Context, x oauth.Exchange) (oauth.Token, error) {
				return w.exchange(ctx, or(c.Server, hostCode), held, x)
			},
		},
	})
	if err != nil {
		return data.Connection{}, err
	}
	held = dated(held.With(token), n.http.Clock().Now(), token.Expires)
	me, err := w.me(ctx, held)
	if err != nil {
		return data.Connection{}, err
	}
	return n.connection(ctx, w, me, held)
}

// exchange gives a code for a token of an hour, and that for one of 60 days.
func (w wire) exchange(ctx context.Context, host string, app oauth.Credentials, x oauth.Exchange) (oauth.Token, error) {
	const op = "instagram: exchange code"
	form := url.Values{
		"client_id": {app.ID}, "client_secret": {app.Secret}, "grant_type": {"authorization_code"},
		"redirect_uri": {x.Redirect}, "code": {x.Code},
	}
	resp, err := w.http.Do(ctx, httpx.Request{
		Op: op, Method: http.MethodPost, URL: host + "/oauth/access_token", Header: formHeader(),
		Body: []byte(form.Encode()), Publishes: true, Secrets: []string{app.Secret, x.Code},
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
	type short struct {
		Access string `json:"access_token"`
	}
	var said struct {
		short
		Data []short // newer answers wrap it
	}
	if err := resp.JSON(op, &said); err != nil {
		return oauth.Token{}, httpx.WithoutRaw(err)
	}
	given := said.short
	if given.Access == "" && len(said.Data) > 0 {
		given = said.Data[0]
	}
	if !httpx.FitsHeader(given.Access) {
		return oauth.Token{}, httpx.WithoutRaw(resp.Malformed(op, errors.New("no token")))
	}
	return w.token(ctx, "instagram: exchange token", "/access_token", url.Values{
		"grant_type": {"ig_exchange_token"}, "client_secret": {app.Secret}, "access_token": {given.Access},
	})
}

// token asks for a token of 60 days.
func (w wire) token(ctx context.Context, op, path string, query url.Values) (oauth.Token, error) {
	asked := w.http.Clock().Now()
	resp, err := w.http.Do(ctx, httpx.Request{
		Op: op, Method: http.MethodGet, URL: w.server + path + "?" + query.Encode(),
		Secrets: slices.Concat(query["access_token"], query["fb_exchange_token"], query["client_secret"]),
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

// renewed asks for what follows a token that is at least a day old and alive.
func (w wire) renewed(ctx context.Context, held oauth.Credentials) (oauth.Credentials, error) {
	token, err := w.token(ctx, "instagram: renew token", "/refresh_access_token", url.Values{
		"grant_type": {"ig_refresh_token"}, "access_token": {held.Access},
	})
	if err != nil {
		return held, err
	}
	return dated(held.With(token), w.http.Clock().Now(), token.Expires), nil
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
	if held.Ends.IsZero() {
		return held, &data.Failure{Kind: data.Auth, Op: "instagram: renew token", Err: errors.New("a Page’s token is not renewed")}
	}
	next, err := s.renewed(ctx, held)
	now := s.http.Clock().Now()
	if err != nil && data.KindOf(err) != data.Auth && now.Before(held.Ends) {
		held.Expires = now.Add(renewAgain)
		return held, nil
	}
	return next, err
}

// byFacebook takes a token of Facebook's. It opens every Instagram account that
// belongs to one of the person's Pages, each with the token of its Page. That
// does not end when it comes from a token of 60 days, for which the application
// is needed.
func (n *Network) byFacebook(ctx context.Context, c data.Connecting) ([]data.Connection, error) {
	const op = "instagram: list Pages"
	w := n.at(or(c.Server, hostFacebook))
	held := oauth.Credentials{Access: strings.TrimSpace(c.Answers["page_token"])}
	if id, secret := strings.TrimSpace(c.Answers["app_id"]), strings.TrimSpace(c.Answers["app_secret"]); id != "" && secret != "" {
		token, err := w.token(ctx, op, "/"+w.version+"/oauth/access_token", url.Values{
			"grant_type": {"fb_exchange_token"}, "client_id": {id}, "client_secret": {secret}, "fb_exchange_token": {held.Access},
		})
		if err != nil {
			return nil, err
		}
		held.Access = token.Access.Reveal()
	}
	secret, err := held.Keep()
	if err != nil {
		return nil, &data.Failure{Kind: data.Auth, Op: op, Err: err}
	}
	s := &session{wire: w, keys: oauth.Lent(secret), lent: true}
	var pages list
	query := url.Values{"fields": {"id,name,access_token,instagram_business_account{id,username}"}, "limit": {"100"}}
	if err := s.get(ctx, op, "/me/accounts", query, &pages); err != nil {
		return nil, httpx.WithoutRaw(err)
	}
	found, err := n.ofPages(ctx, w, pages.Data)
	if err == nil && len(found) == 0 {
		err = &data.Failure{Kind: data.Invalid, Op: op, Code: CodeNoAccount}
	}
	return found, err
}

// ofPages connects the accounts of the Pages that have one.
func (n *Network) ofPages(ctx context.Context, w wire, pages []json.RawMessage) (found []data.Connection, err error) {
	for _, raw := range pages {
		var page struct {
			Access  string              `json:"access_token"`
			Account struct{ ID string } `json:"instagram_business_account"`
		}
		if json.Unmarshal(raw, &page) != nil || !isID(page.Account.ID) || !httpx.FitsHeader(page.Access) {
			continue
		}
		held := oauth.Credentials{Access: page.Access}
		me, err := w.person(ctx, held, "/"+page.Account.ID, "id")
		if err != nil {
			return nil, err
		}
		one, err := n.connection(ctx, w, me, held)
		if err != nil {
			return nil, err
		}
		found = append(found, one)
	}
	return found, nil
}

// connection is the account behind a token, with what the token can do.
func (n *Network) connection(ctx context.Context, w wire, me person, held oauth.Credentials) (data.Connection, error) {
	secret, err := held.Keep()
	if err != nil {
		return data.Connection{}, &data.Failure{Kind: data.Transient, Op: "instagram: sign in", Code: data.CodeAnswer, Err: err}
	}
	s := &session{wire: w, keys: oauth.Lent(secret), lent: true, account: data.Account{
		Network: Name, Server: w.server, Remote: me.ID, Handle: "@" + me.Username, Name: me.name(),
		State: data.AccountReady, Connected: n.http.Clock().Now(), Expires: held.Ends,
	}}
	if s.account.Can, err = s.can(ctx); err != nil {
		return data.Connection{}, err
	}
	return data.Connection{Account: s.account, Secret: secret}, nil
}

// me is the account that a token of Instagram's own belongs to.
func (w wire) me(ctx context.Context, held oauth.Credentials) (person, error) {
	return w.person(ctx, held, "/me", "user_id")
}

func (w wire) person(ctx context.Context, held oauth.Credentials, path, id string) (person, error) {
	const op = "instagram: read account"
	secret, err := held.Keep()
	if err != nil {
		return person{}, &data.Failure{Kind: data.Auth, Op: op, Err: err}
	}
	var me person
	s := &session{wire: w, keys: oauth.Lent(secret), lent: true}
	if err := s.get(ctx, op, path, url.Values{"fields": {id + "," + personFields}}, &me); err != nil {
		return person{}, err
	}
	if me.UserID != "" {
		me.ID = me.UserID // of /me, whose id is the application's own
	}
	if !isID(me.ID) || me.Username == "" {
		return person{}, httpx.Unexpected(op, "an account without id or name")
	}
	return me, nil
}

// isID tells whether a text is an id of this network: a number.
func isID(s string) bool {
	_, err := strconv.ParseUint(s, 10, 64)
	return err == nil
}
