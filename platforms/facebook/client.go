package facebook

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"time"

	"parvis/data"
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

func formHeader() http.Header {
	return http.Header{"Content-Type": {"application/x-www-form-urlencoded"}}
}

// as sends a request with a token and returns the answer, or the failure that
// it means. Everything in secrets stays out of failures, as the token does.
func (w wire) as(ctx context.Context, token string, r httpx.Request, secrets ...string) (*httpx.Response, error) {
	r.Header = r.Header.Clone()
	if r.Header == nil {
		r.Header = http.Header{}
	}
	if r.Header.Get("Authorization") == "" && token != "" {
		r.Header.Set("Authorization", "Bearer "+token)
	}
	r.Secrets = append(append(r.Secrets, token), secrets...)
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
	return caller.Do(ctx, r.Op, func(held oauth.Credentials) (*httpx.Response, error) {
		return s.as(ctx, held.Access, r, held.Secret)
	})
}

// get reads an answer into v.
func (s *session) get(ctx context.Context, op, path string, query url.Values, v any) error {
	resp, err := s.do(ctx, httpx.Request{Op: op, Method: http.MethodGet, URL: s.at(s.hosts.graph, path, query)})
	if err != nil {
		return err
	}
	return resp.JSON(op, v)
}

// post sends a form that may be sent again.
func (s *session) post(ctx context.Context, op, path string, form url.Values) (*httpx.Response, error) {
	return s.do(ctx, httpx.Request{
		Op: op, Method: http.MethodPost, URL: s.at(s.hosts.graph, path, nil), Header: formHeader(), Body: []byte(form.Encode()),
	})
}

// succeeded checks the answer of what the network only says yes to.
func succeeded(op string, resp *httpx.Response) error {
	var out struct{ Success bool }
	if err := resp.JSON(op, &out); err != nil {
		return err
	}
	if !out.Success {
		return resp.Malformed(op, errors.New("no success"))
	}
	return nil
}

// edge is a page of a list. Of where it goes on only the cursor is taken: the
// address in Next carries the token.
type edge struct {
	Data   []json.RawMessage
	Paging struct {
		Cursors struct{ After string }
		Next    string
	}
}

// after is the cursor of the next page, "" at the end.
func (e edge) after() string {
	if e.Paging.Next == "" {
		return ""
	}
	return e.Paging.Cursors.After
}

// list reads one page of a list at once, for looks.
func (s *session) list(ctx context.Context, op, path string, query url.Values) (edge, error) {
	page, _, err := s.edge(ctx, op, path, query)
	return page, err
}

// browse reads one page of a list and takes its time when the network wants
// that, for what can wait.
func (s *session) browse(ctx context.Context, op, path string, query url.Values) (edge, error) {
	page, resp, err := s.edge(ctx, op, path, query)
	if err == nil {
		s.slowDown(ctx, resp)
	}
	return page, err
}

func (s *session) edge(ctx context.Context, op, path string, query url.Values) (edge, *httpx.Response, error) {
	var page edge
	resp, err := s.do(ctx, httpx.Request{Op: op, Method: http.MethodGet, URL: s.at(s.hosts.graph, path, query)})
	if err != nil {
		return page, nil, err
	}
	if err := resp.JSON(op, &page); err != nil {
		return page, nil, err
	}
	if page.Data == nil {
		return page, nil, resp.Malformed(op, errors.New("no list"))
	}
	return page, resp, nil
}

// isID tells whether a text is an id of this network: numbers joined by "_".
func isID(s string) bool {
	return s != "" && len(s) < 100 && !strings.ContainsFunc(s, func(r rune) bool { return (r < '0' || r > '9') && r != '_' })
}

// timeLayout is how the network writes times: the zone has no colon.
const timeLayout = "2006-01-02T15:04:05-0700"

func readTime(s string) (time.Time, error) {
	at, err := time.Parse(timeLayout, s)
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
