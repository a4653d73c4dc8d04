package threads

import (
	"context"
	"errors"
	"strings"

	"parvis/data"
	"parvis/platforms/graph"
	"parvis/platforms/httpx"
	"parvis/platforms/oauth"
)

// byToken takes a token that the person made with the application's "User token
// generator".
func (n *Network) byToken(ctx context.Context, c data.Connecting) (data.Connection, error) {
	held := oauth.Credentials{Access: strings.TrimSpace(c.Answers["token"])}
	if !httpx.FitsHeader(held.Access) {
		return data.Connection{}, &data.Failure{Kind: data.Auth, Op: "threads: check token", Err: errors.New("no token")}
	}
	now := n.http.Clock().Now()
	held.Expires, held.Ends = now.Add(graph.RenewAgain), now.Add(graph.TokenLife)
	return n.connection(ctx, wire{n.http, or(c.Server, hostGraph)}, held)
}

// byPage lets the person agree on the network's page and bring back the address
// that the browser ended on: the network comes back to https alone.
func (n *Network) byPage(ctx context.Context, c data.Connecting) (data.Connection, error) {
	w := wire{n.http, or(c.Server, hostGraph)}
	held, err := w.tokens().SignIn(ctx, c, graph.Door{
		Page: or(c.Server, hostSignIn) + "/oauth/authorize", Code: w.server + "/oauth/access_token", Scopes: scopes(),
	})
	if err != nil {
		return data.Connection{}, err
	}
	return n.connection(ctx, w, held)
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
