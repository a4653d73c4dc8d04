package instagram

import (
	"context"
	"encoding/json"
	"errors"
	"net/url"
	"strings"

	"parvis/data"
	"parvis/platforms/graph"
	"parvis/platforms/httpx"
	"parvis/platforms/oauth"
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
	held.Expires, held.Ends = now.Add(graph.RenewAgain), now.Add(graph.TokenLife)
	me, err := w.me(ctx, held)
	if err != nil {
		return data.Connection{}, err
	}
	// What cannot be renewed is younger than a day, or is tried again tomorrow.
	if renewed, err := w.tokens().Renewed(ctx, held); err == nil {
		held = renewed
	}
	return n.connection(ctx, w, me, held)
}

// byPage lets the person agree on the network's page and bring back the address
// that the browser ended on: the network comes back to https alone.
func (n *Network) byPage(ctx context.Context, c data.Connecting) (data.Connection, error) {
	w := n.at(or(c.Server, hostGraph))
	held, err := w.tokens().SignIn(ctx, c, graph.Door{
		Page: or(c.Server, hostSignIn) + "/oauth/authorize", Code: or(c.Server, hostCode) + "/oauth/access_token", Scopes: ownScopes().all(),
	})
	if err != nil {
		return data.Connection{}, err
	}
	me, err := w.me(ctx, held)
	if err != nil {
		return data.Connection{}, err
	}
	return n.connection(ctx, w, me, held)
}

// renew is for [oauth.Caller].
func (s *session) renew(ctx context.Context, held oauth.Credentials) (oauth.Credentials, error) {
	if held.Ends.IsZero() {
		return held, &data.Failure{Kind: data.Auth, Op: "instagram: renew token", Err: errors.New("a Page’s token is not renewed")}
	}
	return s.tokens().Renew(ctx, held)
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
		token, err := w.tokens().Token(ctx, op, "/"+w.version+"/oauth/access_token", url.Values{
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
	var pages graph.Page
	query := url.Values{"fields": {"id,name,access_token,instagram_business_account{id,username}"}, "limit": {"100"}}
	if err := s.api().Get(ctx, op, "/me/accounts", query, &pages); err != nil {
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
		if json.Unmarshal(raw, &page) != nil || !graph.IsID(page.Account.ID) || !httpx.FitsHeader(page.Access) {
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
	if err := s.api().Get(ctx, op, path, url.Values{"fields": {id + "," + personFields}}, &me); err != nil {
		return person{}, err
	}
	if me.UserID != "" {
		me.ID = me.UserID // of /me, whose id is the application's own
	}
	if !graph.IsID(me.ID) || me.Username == "" {
		return person{}, httpx.Unexpected(op, "an account without id or name")
	}
	return me, nil
}
