package facebook

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"time"

	"parvis/data"
	"parvis/platforms/graph"
	"parvis/platforms/httpx"
	"parvis/platforms/oauth"
)

// places are the hosts of the network. In a rehearsal they are all one: their
// paths differ.
type places struct{ graph, video, upload, web string }

// hosts are the places that belong to an account's server, "" being the
// network's own.
func hosts(server string) places {
	if server == "" || server == graphHost {
		return places{graph: graphHost, video: videoHost, upload: uploadHost, web: webHost}
	}
	return places{graph: server, video: server, upload: server, web: server}
}

// wire makes the requests in one version of the API.
type wire struct {
	http    *httpx.Client
	hosts   places
	version string
}

var versionForm = regexp.MustCompile(`^v?([0-9]{1,2})(\.[0-9])?$`)

// readVersion takes "v26.0", "26.0" and "26"; "" stays "".
func readVersion(typed string) (string, error) {
	typed = strings.ToLower(strings.TrimSpace(typed))
	if typed == "" {
		return "", nil
	}
	found := versionForm.FindStringSubmatch(typed)
	if found == nil {
		return "", &data.Failure{Kind: data.Invalid, Op: "facebook: connect", Code: CodeVersion}
	}
	if found[2] == "" {
		found[2] = ".0"
	}
	return "v" + found[1] + found[2], nil
}

// software is how an account keeps the version that its owner asked for.
const software = "Graph API "

// versionOf is the version that an account asks for, or the usual one.
func (n *Network) versionOf(kept string) string {
	if version, err := readVersion(strings.TrimPrefix(kept, software)); err == nil && version != "" {
		return version
	}
	return n.version
}

// at is an address below one of the hosts.
func (w wire) at(host, path string, query url.Values) string {
	u := host + "/" + w.version + path
	if len(query) > 0 {
		u += "?" + query.Encode()
	}
	return u
}

// values makes a query or form of names and their values in turn. What has no
// value is left out.
func values(pairs ...string) url.Values {
	query := url.Values{}
	for i := 0; i+1 < len(pairs); i += 2 {
		if pairs[i+1] != "" {
			query.Set(pairs[i], pairs[i+1])
		}
	}
	return query
}

// as sends a request with a token and returns the answer, or the failure that
// it means. Everything in secrets stays out of failures, as the token does.
func (w wire) as(ctx context.Context, token string, r httpx.Request, secrets ...string) (*httpx.Response, error) {
	r = oauth.Credentials{Access: token}.Sign(r)
	r.Secrets = append(r.Secrets, secrets...)
	resp, err := w.http.Do(ctx, r)
	if err != nil {
		return nil, err
	}
	if f := refusal(r.Op, resp, r.Publishes, w.http.Clock().Now()); f != nil {
		return nil, f
	}
	return resp, nil
}

// session speaks for one Page.
type session struct {
	wire
	account data.Account
	keys    data.Keys
}

// moreTasks is where the credentials keep what the Page lets the person do.
const moreTasks = "tasks"

// do sends a request with the Page's token. There is nothing to renew: the
// token lasts until the person or the network takes it back.
func (s *session) do(ctx context.Context, r httpx.Request) (*httpx.Response, error) {
	caller := oauth.Caller{Keys: s.keys, Clock: s.http.Clock()}
	return caller.Send(ctx, s.http, r, func(resp *httpx.Response) *data.Failure {
		return refusal(r.Op, resp, r.Publishes, s.http.Clock().Now())
	})
}

// api makes the requests to the Graph host.
func (s *session) api() graph.API {
	return graph.API{Network: string(Name), Clock: s.http.Clock(), Send: func(ctx context.Context, c graph.Call) (*httpx.Response, error) {
		return s.do(ctx, c.Request(s.at(s.hosts.graph, "", nil)))
	}}
}

// browse reads one page of a list and takes its time when the network wants
// that, for what can wait.
func (s *session) browse(ctx context.Context, op, path string, query url.Values) (graph.Page, error) {
	resp, err := s.api().Send(ctx, graph.Call{Op: op, Method: http.MethodGet, Path: path, Fields: query})
	if err != nil {
		return graph.Page{}, err
	}
	page, err := graph.ReadPage(op, resp)
	if err == nil {
		s.slowDown(ctx, resp)
	}
	return page, err
}

// isID tells whether a text is an id of this network: numbers joined by "_".
func isID(s string) bool {
	return s != "" && len(s) < 100 && !strings.ContainsFunc(s, func(r rune) bool { return (r < '0' || r > '9') && r != '_' })
}

func readTime(s string) (time.Time, error) {
	at, err := time.Parse(graph.TimeLayout, s)
	if err != nil {
		at, err = time.Parse(time.RFC3339, s)
	}
	return at.UTC(), err
}

func invalid(op, code, why string) *data.Failure {
	f := &data.Failure{Kind: data.Invalid, Op: op, Code: code}
	if why != "" {
		f.Err = errors.New(why)
	}
	return f
}
