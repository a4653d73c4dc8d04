package facebook

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"slices"
	"time"

	"parvis/data"
	"parvis/platforms/graph"
	"parvis/platforms/httpx"
	"parvis/platforms/oauth"
)

// Types of token.
const (
	typeUser = "USER"
	typePage = "PAGE"
)

// tokenFacts is what the network says of a token (GET /debug_token).
type tokenFacts struct {
	App       string `json:"app_id"`
	Type      string // USER, PAGE, SYSTEM_USER
	Valid     *bool  `json:"is_valid"`
	ExpiresAt int64  `json:"expires_at"` // Unix seconds; 0: never
	// DataUntil is when the network stops showing an application what belongs
	// to a person who has not signed in again; 0: never.
	DataUntil int64 `json:"data_access_expires_at"`
	Scopes    []string
}

func unix(seconds int64) time.Time {
	if seconds <= 0 {
		return time.Time{}
	}
	return time.Unix(seconds, 0).UTC()
}

func (t tokenFacts) expires() time.Time { return unix(t.ExpiresAt) }

// ends is when a person must sign in again, zero for never.
func (t tokenFacts) ends() time.Time {
	token, sight := t.expires(), unix(t.DataUntil)
	if token.IsZero() || !sight.IsZero() && sight.Before(token) {
		return sight
	}
	return token
}

// debug asks what a token is. The network says so to the application's own
// token, and without one to its developers: told is false when it does not say.
// A token that is not valid is Auth.
func (w wire) debug(ctx context.Context, op, token string, app application) (about tokenFacts, told bool, err error) {
	as := token
	if app.told() {
		as = app.token()
	}
	resp, err := w.as(ctx, as, httpx.Request{
		Op: op, Method: http.MethodGet, URL: w.at(w.hosts.graph, "/debug_token", values("input_token", token)),
	}, token, app.secret)
	switch kind := data.KindOf(err); {
	case app.told() && kind == data.Auth: // the secret was changed; the token may be as good as ever
		return tokenFacts{}, false, nil
	case !app.told() && (kind == data.Invalid || kind == data.Unsupported):
		return tokenFacts{}, false, nil
	case err != nil:
		return tokenFacts{}, false, err
	}
	var out struct{ Data tokenFacts }
	if err := resp.JSON(op, &out); err != nil {
		return tokenFacts{}, false, err
	}
	switch {
	case out.Data.Valid == nil:
		return tokenFacts{}, false, resp.Malformed(op, errors.New("no data"))
	case !*out.Data.Valid:
		return tokenFacts{}, false, &data.Failure{Kind: data.Auth, Op: op, Err: errors.New("the token is not valid")}
	}
	return out.Data, true, nil
}

// page is a Page as the network lists it for who looks after it.
type page struct {
	ID       string
	Name     string
	Username string   // without "@"; many Pages have none
	Token    string   `json:"access_token"`
	Tasks    []string // what the person may do there
}

const pageFields = "id,name,username"

// handle is how people write the Page: "@maisonlenoir", or its name.
func (p page) handle() string {
	if p.Username != "" {
		return "@" + p.Username
	}
	return p.Name
}

// me reads the Page that the token belongs to.
func (s *session) me(ctx context.Context, op string) (page, error) {
	var me page
	if err := s.api().Get(ctx, op, "/"+s.account.Remote, values("fields", pageFields), &me); err != nil {
		return me, err
	}
	if me.ID != s.account.Remote || me.Name == "" {
		return me, httpx.Unexpected(op, "another page, or none")
	}
	return me, nil
}

// owner is what is known of a person's token.
type owner struct {
	about tokenFacts
	told  bool
}

// pages lists the Pages on which the person may publish.
func (e *entrance) pages(ctx context.Context, o owner) ([]data.Connection, error) {
	const op = "facebook: list pages"
	if !o.told {
		var err error
		if o.about, o.told, err = e.debug(ctx, op, e.given, e.app); err != nil {
			return nil, err
		}
	}
	found, err := e.listPages(ctx, op, "/me/accounts")
	if err != nil {
		return nil, err
	}
	if slices.Contains(o.about.Scopes, "business_management") {
		found = append(found, e.ofBusinesses(ctx, op)...)
	}
	var all []data.Connection
	known := map[string]bool{}
	for _, p := range found {
		// A Page that does not say what the person may do is let through: the
		// network will refuse what is not allowed.
		if known[p.ID] || p.Tasks != nil && !slices.Contains(p.Tasks, "CREATE_CONTENT") {
			continue
		}
		known[p.ID] = true
		c, err := e.connection(ctx, p, o)
		if err != nil {
			return nil, err
		}
		all = append(all, c)
	}
	if len(all) == 0 {
		return nil, &data.Failure{Kind: data.Invalid, Op: op, Code: CodeNoPage}
	}
	return all, nil
}

// onePage is the Page that a Page's own token opens.
func (e *entrance) onePage(ctx context.Context, o owner) ([]data.Connection, error) {
	const op = "facebook: read page"
	resp, err := e.as(ctx, e.given, httpx.Request{
		Op: op, Method: http.MethodGet, URL: e.at(e.hosts.graph, "/me", values("fields", pageFields)),
	})
	if err != nil {
		return nil, err
	}
	p := page{}
	if err := resp.JSON(op, &p); err != nil {
		return nil, err
	}
	if !isID(p.ID) || p.Name == "" {
		return nil, resp.Malformed(op, errors.New("no page"))
	}
	p.Token = e.given
	return data.One(e.connection(ctx, p, o))
}

// mostLists is how many pages of a list of Pages are read.
const mostLists = 10

// listPages reads a list of Pages. What cannot be read, or has no token, is
// left out.
func (e *entrance) listPages(ctx context.Context, op, path string) (found []page, err error) {
	query := values("fields", pageFields+",access_token,tasks", "limit", "100")
	for range mostLists {
		items, err := e.items(ctx, op, path, query)
		if err != nil {
			return nil, err
		}
		for _, raw := range items.Data {
			var p page
			if json.Unmarshal(raw, &p) == nil && isID(p.ID) && p.Name != "" && httpx.FitsHeader(p.Token) {
				found = append(found, p)
			}
		}
		if items.Next() == "" {
			break
		}
		query.Set("after", items.Next())
	}
	return found, nil
}

// ofBusinesses are the Pages that the person reaches through a business
// portfolio, which the usual list may lack (remembered, not verified). What the
// network does not tell is left out.
func (e *entrance) ofBusinesses(ctx context.Context, op string) (found []page) {
	businesses, err := e.items(ctx, op, "/me/businesses", values("fields", "id", "limit", "100"))
	if err != nil {
		return nil
	}
	for _, raw := range businesses.Data {
		var b struct{ ID string }
		if json.Unmarshal(raw, &b) != nil || !isID(b.ID) {
			continue
		}
		for _, kind := range []string{"/owned_pages", "/client_pages"} {
			if some, err := e.listPages(ctx, op, "/"+b.ID+kind); err == nil {
				found = append(found, some...)
			}
		}
	}
	return found
}

func (e *entrance) items(ctx context.Context, op, path string, query map[string][]string) (graph.Page, error) {
	resp, err := e.as(ctx, e.given, httpx.Request{Op: op, Method: http.MethodGet, URL: e.at(e.hosts.graph, path, query)})
	if err != nil {
		return graph.Page{}, err
	}
	page, err := graph.ReadPage(op, resp)
	if err != nil {
		return page, httpx.WithoutRaw(err)
	}
	return page, nil
}

// connection is a Page with its token. graph.CodePermission: the person did not let
// the application publish.
func (e *entrance) connection(ctx context.Context, p page, o owner) (data.Connection, error) {
	const op = "facebook: connect page"
	about, told, err := e.debug(ctx, op, p.Token, e.app)
	if err != nil {
		return data.Connection{}, err
	}
	if !told {
		about = o.about
	}
	r := rights{scopes: about.Scopes, tasks: p.Tasks}
	if !r.allow(data.AbilityPublish) {
		return data.Connection{}, &data.Failure{
			Kind: data.Unsupported, Op: op, Code: graph.CodePermission, Err: errors.New("without pages_manage_posts"),
		}
	}
	kept := oauth.Credentials{Access: p.Token, Scope: list(r.scopes), ID: e.app.id, Secret: e.app.secret}
	if r.tasks != nil {
		kept.More = map[string]string{moreTasks: list(r.tasks)}
	}
	secret, err := kept.Keep()
	if err != nil {
		return data.Connection{}, httpx.Unexpected(op, err.Error())
	}
	return data.Connection{Secret: secret, Account: data.Account{
		Network: Name, Server: e.hosts.graph, Remote: p.ID, Handle: p.handle(), Name: p.Name, Software: e.software,
		State: data.AccountReady, Can: r.capabilities(), Connected: e.http.Clock().Now(), Expires: about.ends(),
	}}, nil
}
