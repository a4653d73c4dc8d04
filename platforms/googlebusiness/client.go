package googlebusiness

import (
	"context"
	"encoding/json"
	"net/http"
	"net/url"
	"strings"

	"parvis/data"
	"parvis/platforms/google"
	"parvis/platforms/httpx"
	"parvis/platforms/oauth"
)

// api is the network's own host of posts and reviews, and the Server of its
// accounts.
const api = "https://mybusiness.googleapis.com"

// hosts are where the network is.
type hosts struct {
	posts       string // and reviews
	accounts    string
	information string
	performance string
	google      string // for package oauth: "" is Google itself
}

// hostsOf takes a server in the place of every host, "" being the network's own.
func hostsOf(server string) hosts {
	if server == "" || server == api {
		return hosts{
			posts:       api,
			accounts:    "https://mybusinessaccountmanagement.googleapis.com",
			information: "https://mybusinessbusinessinformation.googleapis.com",
			performance: "https://businessprofileperformance.googleapis.com",
		}
	}
	return hosts{posts: server, accounts: server, information: server, performance: server, google: server}
}

// session speaks for one place.
type session struct {
	hosts
	http    *httpx.Client
	account data.Account
	keys    data.Keys
}

// post is the address of something of the old API, by its name.
func (h hosts) post(name string, query url.Values) string {
	return withQuery(h.posts+"/v4/"+name, query)
}

func withQuery(address string, query url.Values) string {
	if len(query) == 0 {
		return address
	}
	return address + "?" + query.Encode()
}

// do sends a request with the account's token. A refusal comes back as a
// failure.
func (s *session) do(ctx context.Context, r httpx.Request) (*httpx.Response, error) {
	caller := oauth.Caller{Keys: s.keys, Clock: s.http.Clock(), Renew: google.Renew(s.http, s.google)}
	return caller.Send(ctx, s.http, r, func(resp *httpx.Response) *data.Failure {
		return refusal(r.Op, resp, strings.HasPrefix(r.URL, s.posts+"/v4/"))
	})
}

// get reads an answer into v.
func (s *session) get(ctx context.Context, op, address string, v any) error {
	resp, err := s.do(ctx, httpx.Request{Op: op, Method: http.MethodGet, URL: address})
	if err != nil {
		return err
	}
	return resp.JSON(op, v)
}

// send sends an object and reads the one that comes back.
func (s *session) send(ctx context.Context, r httpx.Request, body, v any) (*httpx.Response, error) {
	text, err := json.Marshal(body)
	if err != nil {
		return nil, &data.Failure{Kind: data.Invalid, Op: r.Op, Err: err}
	}
	r.Header, r.Body = http.Header{"Content-Type": {"application/json"}}, text
	resp, err := s.do(ctx, r)
	if err != nil {
		return nil, err
	}
	return resp, resp.JSON(r.Op, v)
}

// refusal says what an answer's error means, nil for a good one. old: it is of
// the API of posts and reviews, which nobody can switch on before Google gives
// access.
func refusal(op string, resp *httpx.Response, old bool) *data.Failure {
	f := resp.Refusal(op)
	if f == nil || resp.Status >= 500 || f.Code != "" {
		return f
	}
	reason, quota := google.Reason(resp)
	kind, code, known := google.Means(reason)
	switch {
	case quota == "0", old && code == google.CodeAPI:
		f.Kind, f.Code = data.Unsupported, CodeAccess
	case known:
		f.Kind, f.Code = kind, code
	case resp.Status == http.StatusForbidden: // signing in again would change nothing
		f.Kind = data.Unsupported
	}
	return f
}

// isName tells whether a text is the name of something below another, as
// "accounts/1/locations/2/localPosts/3" below "accounts/1/locations/2" with
// "localPosts".
func isName(name, below, kind string) bool {
	id, ok := strings.CutPrefix(name, below+"/"+kind+"/")
	return ok && isID(id)
}

func isID(s string) bool {
	return s != "" && len(s) <= 300 && !strings.ContainsFunc(s, func(r rune) bool {
		return (r < '0' || r > '9') && (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && r != '-' && r != '_' && r != '='
	})
}
