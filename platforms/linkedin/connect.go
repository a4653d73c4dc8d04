package linkedin

import (
	"context"
	"encoding/json"
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

// Connect lets the person agree, or takes the token that they bring, and returns
// the member and the pages that it opens. Pages are asked for only when the
// answer to "pages" says so. CodeProduct: the application lacks a product, and
// LinkedIn then gives no token at all.
func (n *Network) Connect(ctx context.Context, c data.Connecting) ([]data.Connection, error) {
	const op = "linkedin: sign in"
	w := n.wire(apiHost, c.Answers[fieldVersion])
	if c.Server != "" {
		w.server = strings.TrimRight(c.Server, "/")
	}
	if typed := c.Answers[fieldVersion]; typed != "" && w.version != typed {
		return nil, &data.Failure{Kind: data.Invalid, Op: op, Code: CodeVersion, Err: errors.New("not a version")}
	}
	held, err := n.credentials(ctx, w, c)
	if err != nil {
		return nil, err
	}
	secret, err := held.Keep()
	if err != nil {
		return nil, &data.Failure{Kind: data.Auth, Op: op, Err: err}
	}
	found, err := (&session{wire: w, keys: oauth.Lent(secret)}).accounts(ctx, op, held)
	if err != nil {
		return nil, err
	}
	all := make([]data.Connection, len(found))
	for i, a := range found {
		a.Network, a.Server, a.State, a.Connected = Name, w.server, data.AccountReady, n.http.Clock().Now()
		a.Software = c.Answers[fieldVersion]
		all[i] = data.Connection{Account: a, Secret: secret}
	}
	return all, nil
}

// credentials are what signing in gives. They end after sixty days at most.
func (n *Network) credentials(ctx context.Context, w wire, c data.Connecting) (oauth.Credentials, error) {
	held := oauth.Credentials{ID: c.Answers[fieldID], Secret: c.Answers[fieldSecret]}
	if c.Way == wayToken {
		held.Access = c.Answers[fieldToken]
		if _, err := held.Keep(); err != nil {
			return held, &data.Failure{Kind: data.Auth, Op: "linkedin: sign in", Err: errors.New("not a token")}
		}
		held.Expires = n.http.Clock().Now().Add(tokenLife)
		if held.ID != "" && held.Secret != "" {
			return w.introspect(ctx, held)
		}
		return held, nil
	}
	if held.ID == "" || held.Secret == "" {
		return held, &data.Failure{Kind: data.Invalid, Op: "linkedin: sign in", Err: errors.New("no application")}
	}
	token, err := n.agree(ctx, w, c)
	if err != nil {
		return held, withoutProduct(err)
	}
	held = held.With(token)
	held.Refresh = "" // only approved partners have one, and this application is its owner's
	if held.Scope == "" {
		held.Scope = strings.Join(asked(c.Answers[fieldPages]), " ")
	}
	if held.Expires.IsZero() {
		held.Expires = n.http.Clock().Now().Add(tokenLife)
	}
	return held, nil
}

// agree lets the person agree in their browser. Without PKCE: LinkedIn knows it
// only in a flow of its own that it has to enable for an application.
func (n *Network) agree(ctx context.Context, w wire, c data.Connecting) (oauth.Token, error) {
	app := oauth.App{
		ID: c.Answers[fieldID], Secret: data.NewSecret(c.Answers[fieldSecret]), NoPKCE: true,
		AuthURL: w.web() + "/oauth/v2/authorization", TokenURL: w.web() + "/oauth/v2/accessToken",
		Scopes: asked(c.Answers[fieldPages]),
	}
	if c.Way == wayPaste {
		u, err := url.Parse(c.Answers[fieldRedirect])
		if err != nil || u.Scheme != "https" || u.Host == "" {
			return oauth.Token{}, &data.Failure{Kind: data.Invalid, Op: "linkedin: sign in", Err: errors.New("the address to come back to is not one of the web")}
		}
		return oauth.SignInPasted(ctx, oauth.PastedParams{
			Redirect: c.Answers[fieldRedirect], App: app, Open: c.Open, Ask: c.Ask,
			HTTP: oauth.Through(n.http), Clock: n.http.Clock(),
		})
	}
	ports := []int{localPort}
	if c.Server != "" {
		ports = nil // nothing is on record where the network is not the real one
	}
	return oauth.SignIn(ctx, oauth.SignInParams{
		Ports: ports, Host: "localhost", Open: c.Open, Page: n.page(),
		App:  func(context.Context, string) (oauth.App, error) { return app, nil },
		HTTP: oauth.Through(n.http), Clock: n.http.Clock(),
	})
}

// withoutProduct tells a person who said no from an application that may not
// even ask.
func withoutProduct(err error) error {
	f := data.AsFailure("linkedin: sign in", err)
	if f.Code == oauth.CodeDenied && strings.HasPrefix(f.Raw, "unauthorized_scope_error") {
		g := *f
		g.Kind, g.Code = data.Invalid, CodeProduct
		return &g
	}
	return err
}

// introspect asks what a token is worth. That the question and its answer look
// so is remembered, not verified: of an answer that says nothing the token is
// taken as it was brought.
func (w wire) introspect(ctx context.Context, held oauth.Credentials) (oauth.Credentials, error) {
	const op = "linkedin: look at token"
	form := url.Values{"client_id": {held.ID}, "client_secret": {held.Secret}, "token": {held.Access}}
	resp, err := w.http.Do(ctx, httpx.Request{
		Op: op, Method: http.MethodPost, URL: w.web() + "/oauth/v2/introspectToken", Body: []byte(form.Encode()),
		Header: http.Header{"Content-Type": {"application/x-www-form-urlencoded"}}, Secrets: held.All(),
	})
	if err != nil {
		return held, err
	}
	if f := w.refusal(op, resp); f != nil {
		return held, f
	}
	var about struct {
		Active  *bool
		Scope   string
		Expires int64 `json:"expires_at"` // Unix seconds
	}
	if err := resp.JSON(op, &about); err != nil {
		return held, err
	}
	if about.Active != nil && !*about.Active {
		return held, &data.Failure{Kind: data.Auth, Op: op, Raw: resp.Raw(), Err: errors.New("the token is not active")}
	}
	if about.Expires > 0 {
		held.Expires = time.Unix(about.Expires, 0).UTC()
	}
	if about.Scope != "" {
		held.Scope = about.Scope
	}
	return held, nil
}

// accounts are those that a token opens: the member where it may post, and the
// pages that it administers.
func (s *session) accounts(ctx context.Context, op string, held oauth.Credentials) ([]data.Account, error) {
	given := readScopes(held.Scope)
	var all []data.Account
	if given.allow("profile") && given.allow(memberScope) {
		me, err := s.me(ctx, op)
		if err != nil {
			return nil, err
		}
		all = append(all, me.account(held))
	}
	if given.allow(adminScope) {
		pages, err := s.pages(ctx, op)
		if f := data.AsFailure(op, err); err != nil && !(len(given) == 0 && f.Code == CodePermission) {
			return nil, err
		}
		for _, p := range pages {
			all = append(all, p.account(held))
		}
	}
	switch {
	case len(all) > 0:
		return all, nil
	case given.allow(adminScope):
		return nil, &data.Failure{Kind: data.Unsupported, Op: op, Code: CodeNoPage}
	}
	return nil, &data.Failure{Kind: data.Unsupported, Op: op, Code: CodePermission, Err: errors.New("neither a member nor a page")}
}

// person is the member as OpenID Connect tells. LinkedIn tells no public name
// to everybody: the person's own name is the handle too.
type person struct {
	Sub  string
	Name string
}

func (p person) account(held oauth.Credentials) data.Account {
	return data.Account{
		Remote: personURN + p.Sub, Handle: p.Name, Name: p.Name,
		Can: capabilities(false, readScopes(held.Scope)), Expires: held.Expires,
	}
}

// me reads the member whose token it is.
func (s *session) me(ctx context.Context, op string) (person, error) {
	me, _, err := s.meAt(ctx, op)
	return me, err
}

// meAt also returns the network's clock.
func (s *session) meAt(ctx context.Context, op string) (me person, at time.Time, err error) {
	resp, err := s.do(ctx, httpx.Request{Op: op, Method: http.MethodGet, URL: s.server + "/v2/userinfo"})
	if err != nil {
		return me, at, err
	}
	if err := resp.JSON(op, &me); err != nil {
		return me, at, err
	}
	if !isName(me.Sub) || me.Name == "" {
		return me, at, httpx.Unexpected(op, "a member without id or name")
	}
	return me, clockOf(resp, s.http.Clock().Now()), nil
}

// isName tells whether a text can be the last piece of a URN.
func isName(s string) bool {
	return s != "" && !strings.ContainsFunc(s, func(r rune) bool {
		return (r < '0' || r > '9') && (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && r != '-' && r != '_'
	})
}

// organization is a page. Vanity is the end of its address.
type organization struct {
	urn    string
	Name   string `json:"localizedName"`
	Vanity string `json:"vanityName"`
}

func (o organization) account(held oauth.Credentials) data.Account {
	return data.Account{
		Remote: o.urn, Handle: o.handle(), Name: o.Name,
		Can: capabilities(true, readScopes(held.Scope)), Expires: held.Expires,
	}
}

func (o organization) handle() string {
	if o.Vanity == "" {
		return o.Name
	}
	return o.Vanity
}

// pagesAtOnce is how many roles are asked for at once.
const pagesAtOnce = 100

// pages lists the pages that the member administers. One that cannot be read is
// left out.
func (s *session) pages(ctx context.Context, op string) ([]organization, error) {
	urns, _, err := s.roles(ctx, op)
	if err != nil || len(urns) == 0 {
		return nil, err
	}
	return s.organizations(ctx, op, urns)
}

// roles lists the URNs of those pages, and tells the network's clock.
func (s *session) roles(ctx context.Context, op string) (urns []string, at time.Time, err error) {
	resp, err := s.do(ctx, httpx.Request{
		Op: op, Method: http.MethodGet,
		URL: s.rest("q=roleAssignee&role=ADMINISTRATOR&state=APPROVED&count="+itoa(pagesAtOnce), "organizationAcls"),
	})
	if err != nil {
		return nil, at, err
	}
	var out struct{ Elements []json.RawMessage }
	if err := resp.JSON(op, &out); err != nil {
		return nil, at, err
	}
	if out.Elements == nil {
		return nil, at, httpx.Unexpected(op, "no list")
	}
	for _, raw := range out.Elements {
		var role struct{ Organization string }
		if json.Unmarshal(raw, &role) == nil && isPage(role.Organization) && isName(strings.TrimPrefix(role.Organization, organizationURN)) {
			urns = append(urns, role.Organization)
		}
	}
	return slices.Compact(urns), clockOf(resp, s.http.Clock().Now()), nil
}

// organizations reads the names of pages.
func (s *session) organizations(ctx context.Context, op string, urns []string) ([]organization, error) {
	ids := make([]string, len(urns))
	for i, urn := range urns {
		ids[i] = strings.TrimPrefix(urn, organizationURN)
	}
	var out struct{ Results map[string]json.RawMessage }
	if err := s.get(ctx, op, s.rest("ids="+list(ids), "organizations"), &out); err != nil {
		return nil, err
	}
	if out.Results == nil {
		return nil, httpx.Unexpected(op, "no pages")
	}
	var all []organization
	for i, id := range ids {
		o := organization{urn: urns[i]}
		if json.Unmarshal(out.Results[id], &o) == nil && o.Name != "" {
			all = append(all, o)
		}
	}
	return all, nil
}
