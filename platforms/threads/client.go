package threads

import (
	"context"
	"encoding/json"
	"maps"
	"net/url"
	"slices"
	"strconv"

	"parvis/data"
	"parvis/platforms/graph"
	"parvis/platforms/httpx"
	"parvis/platforms/oauth"
)

// wire makes the requests to the network.
type wire struct {
	http   *httpx.Client
	server string
}

// tokens is where the network gives tokens.
func (w wire) tokens() graph.Tokens {
	return graph.Tokens{HTTP: w.http, Network: string(Name), Server: w.server, Grant: "th", Known: meanings()}
}

// session speaks for one account.
type session struct {
	wire
	account data.Account
	keys    data.Keys
	lent    bool // the token is just received and not renewed
}

// api makes the requests to the network.
func (s *session) api() graph.API {
	return graph.API{Network: string(Name), Clock: s.http.Clock(), Send: s.do}
}

// do makes a request with the account's token, which goes among the parameters
// as the network's documentation has it: never into a log or a failure. A
// refusal comes back as a failure.
func (s *session) do(ctx context.Context, c graph.Call) (*httpx.Response, error) {
	caller := oauth.Caller{Keys: s.keys, Clock: s.http.Clock(), Renew: s.tokens().Renew}
	if s.lent {
		caller.Renew = nil
	}
	return caller.Do(ctx, c.Op, func(held oauth.Credentials) (*httpx.Response, error) {
		signed := c
		signed.Fields = url.Values{"access_token": {held.Access}}
		maps.Copy(signed.Fields, c.Fields)
		r := signed.Request(s.server + "/" + version)
		r.Secrets = []string{held.Access, url.QueryEscape(held.Access)}
		resp, err := s.http.Do(ctx, r)
		if err != nil {
			return nil, err
		}
		if f := graph.Refusal(c.Op, resp, meanings(), c.Publishes, s.http.Clock().Now()); f != nil {
			return nil, f
		}
		return resp, nil
	})
}

// page reads one page of a list, after the place that the page before gave.
// next is where it goes on, "" at the end: the network's documentation shows no
// sign of an end, so that a page that is not full is the last.
func (s *session) page(ctx context.Context, op, path string, query url.Values, after string, limit int) (items []json.RawMessage, next string, err error) {
	if limit > 0 {
		query.Set("limit", strconv.Itoa(limit))
	}
	l, err := s.api().Page(ctx, op, path, query, after)
	if err != nil {
		return nil, "", err
	}
	if next = l.Paging.Cursors.After; len(l.Data) < limit || next == after {
		next = ""
	}
	return l.Data, next, nil
}

// meanings are those of the Graph API's errors, the first that fits counts. What
// 24 and 25 are is known from Instagram's publishing (remembered, not verified
// for Threads).
func meanings() []graph.Meaning {
	return slices.Concat(graph.Publishing(), []graph.Meaning{
		{From: 24, To: 24, Kind: data.NotFound},
		{From: 25, To: 25, Kind: data.Invalid, Code: graph.CodeRestricted},
	}, graph.Common(0))
}
