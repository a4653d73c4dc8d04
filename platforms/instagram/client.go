package instagram

import (
	"context"

	"parvis/data"
	"parvis/platforms/graph"
	"parvis/platforms/httpx"
	"parvis/platforms/oauth"
)

// wire makes the requests to one Graph host.
type wire struct {
	http    *httpx.Client
	server  string
	upload  string // the host that takes videos
	version string
}

// tokens is where the host gives tokens.
func (w wire) tokens() graph.Tokens {
	return graph.Tokens{HTTP: w.http, Network: string(Name), Server: w.server, Grant: "ig", Known: meanings()}
}

// session speaks for one account.
type session struct {
	wire
	account data.Account
	keys    data.Keys
	lent    bool // the token is just received and not renewed
}

// api makes the requests to the Graph host.
func (s *session) api() graph.API {
	return graph.API{Network: string(Name), Clock: s.http.Clock(), Send: func(ctx context.Context, c graph.Call) (*httpx.Response, error) {
		return s.do(ctx, c.Request(s.server+"/"+s.version))
	}}
}

// do sends a request with the account's token, where the network also takes it
// among the parameters. A refusal comes back as a failure.
func (s *session) do(ctx context.Context, r httpx.Request) (*httpx.Response, error) {
	caller := oauth.Caller{Keys: s.keys, Clock: s.http.Clock(), Renew: s.renew}
	if s.lent {
		caller.Renew = nil
	}
	return caller.Send(ctx, s.http, r, func(resp *httpx.Response) *data.Failure {
		return graph.Refusal(r.Op, resp, meanings(), r.Publishes, s.http.Clock().Now())
	})
}
