package facebook

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"strings"

	"parvis/data"
	"parvis/platforms/httpx"
	"parvis/platforms/oauth"
)

// application is the owner's own. One without id was not told.
type application struct{ id, secret string }

// token is the application's own, made of its id and secret.
func (a application) token() string { return a.id + "|" + a.secret }

func (a application) told() bool { return a.id != "" && a.secret != "" }

// Connect signs in by one of the ways and returns every Page on which the
// person may publish, each with its own token.
func (n *Network) Connect(ctx context.Context, c data.Connecting) ([]data.Connection, error) {
	const op = "facebook: connect"
	version, err := readVersion(c.Answers["version"])
	if err != nil {
		return nil, err
	}
	e := &entrance{wire: wire{http: n.http, hosts: hosts(c.Server), version: n.version}}
	if version != "" {
		e.version, e.software = version, software+version
	}
	answer := func(key string) string { return strings.TrimSpace(c.Answers[key]) }
	e.app = application{id: answer("app_id"), secret: answer("app_secret")}
	switch e.given = answer("token"); c.Way {
	case wayToken:
		if e.given == "" || !httpx.FitsHeader(e.given) {
			return nil, invalid(op, CodeToken, "")
		}
		return e.pasted(ctx)
	case wayPaste:
		err = e.signInPasted(ctx, c, answer("redirect"))
	case wayPage:
		err = e.signIn(ctx, c, n.page())
	default:
		err = invalid(op, "", "no such way")
	}
	if err != nil {
		return nil, err
	}
	return e.pages(ctx, owner{})
}

// entrance is one sign-in under way.
type entrance struct {
	wire
	app      application
	software string // what the accounts will keep: a version asked for
	given    string // the person's token
}

// known checks the application's id and secret with the network, before a page
// is opened: it gives the application a token of its own.
func (e *entrance) known(ctx context.Context) error {
	const op = "facebook: check application"
	if !e.app.told() {
		return invalid(op, CodeApp, "no id or no secret")
	}
	_, err := e.token(ctx, op, values("grant_type", "client_credentials", "client_id", e.app.id, "client_secret", e.app.secret))
	if f := data.AsFailure(op, err); f != nil && f.Kind == data.Auth {
		f.Code = CodeApp
	}
	return err
}

// token asks the token endpoint. It says 400 to a wrong secret and to a spent
// code alike, whatever its code of error: both are Auth.
func (e *entrance) token(ctx context.Context, op string, query url.Values) (string, error) {
	resp, err := e.http.Do(ctx, httpx.Request{
		Op: op, Method: http.MethodGet, URL: e.at(e.hosts.graph, "/oauth/access_token", query), Publishes: query.Has("code"),
		Secrets: []string{e.app.secret, query.Get("code"), e.given},
	})
	if err != nil {
		return "", err
	}
	if f := refusal(op, resp, false, e.http.Clock().Now()); f != nil {
		if resp.Status == http.StatusBadRequest && f.Kind != data.RateLimited && f.Code != data.CodeCaptive {
			f.Kind, f.Code = data.Auth, ""
		}
		return "", f
	}
	var out struct {
		Access string `json:"access_token"`
	}
	if err := resp.JSON(op, &out); err != nil {
		return "", httpx.WithoutRaw(err)
	}
	if !httpx.FitsHeader(out.Access) {
		return "", httpx.WithoutRaw(resp.Malformed(op, errors.New("no token")))
	}
	return out.Access, nil
}

// asked is what the sign-in page is asked for. The network wants commas
// between permissions and knows no PKCE here; rerequest shows again what the
// person once declined.
func (e *entrance) asked() oauth.App {
	return oauth.App{
		ID: e.app.id, Secret: data.NewSecret(e.app.secret),
		AuthURL: e.at(e.hosts.web, "/dialog/oauth", nil),
		Scopes:  []string{list(scopes())}, NoPKCE: true, Extra: map[string]string{"auth_type": "rerequest"},
		Exchange: func(ctx context.Context, x oauth.Exchange) (oauth.Token, error) {
			token, err := e.token(ctx, "facebook: exchange code", values(
				"client_id", e.app.id, "client_secret", e.app.secret, "redirect_uri", x.Redirect, "code", x.Code))
			return oauth.Token{Access: data.NewSecret(token)}, err
		},
	}
}

// loopbackHost is the only name of this computer that the network lets an
// address have, and only while the application is in development.
const loopbackHost = "localhost"

func (e *entrance) signIn(ctx context.Context, c data.Connecting, page oauth.Page) error {
	if err := e.known(ctx); err != nil {
		return err
	}
	token, err := oauth.SignIn(ctx, oauth.SignInParams{
		App: func(context.Context, string) (oauth.App, error) { return e.asked(), nil }, Host: loopbackHost,
		Open: c.Open, Page: page, HTTP: oauth.Through(e.http), Clock: e.http.Clock(),
	})
	if err != nil {
		return err
	}
	return e.lengthen(ctx, token.Access.Reveal())
}

// usualRedirect is the network's own page for programs without a site. That it
// may stand among the addresses of an application is remembered, not verified.
const usualRedirect = webHost + "/connect/login_success.html"

func (e *entrance) signInPasted(ctx context.Context, c data.Connecting, redirect string) error {
	if redirect == "" {
		redirect = usualRedirect
	}
	if !strings.HasPrefix(redirect, "https://") {
		return invalid("facebook: sign in", httpx.CodeAddress, "not an https address")
	}
	if err := e.known(ctx); err != nil {
		return err
	}
	token, err := oauth.SignInPasted(ctx, oauth.PastedParams{
		Redirect: redirect, App: e.asked(), Open: c.Open, Ask: c.Ask, HTTP: oauth.Through(e.http), Clock: e.http.Clock(),
	})
	if err != nil {
		return err
	}
	return e.lengthen(ctx, token.Access.Reveal())
}

// lengthen makes a person's token of an hour or two one of sixty days: the
// tokens of Pages that come from such a one do not expire.
func (e *entrance) lengthen(ctx context.Context, short string) (err error) {
	e.given = short
	e.given, err = e.token(ctx, "facebook: lengthen token", values(
		"grant_type", "fb_exchange_token", "client_id", e.app.id, "client_secret", e.app.secret, "fb_exchange_token", short))
	return err
}

// pasted looks at a token that the person brought and uses it.
func (e *entrance) pasted(ctx context.Context) ([]data.Connection, error) {
	const op = "facebook: check token"
	if e.app.told() {
		if err := e.known(ctx); err != nil {
			return nil, err
		}
	}
	about, told, err := e.debug(ctx, op, e.given, e.app)
	switch {
	case err != nil:
		return nil, err
	case told && e.app.told() && about.App != e.app.id:
		return nil, invalid(op, CodeApp, "the token belongs to another application")
	case about.Type == typePage:
		return e.onePage(ctx, owner{about: about, told: told})
	case told && e.app.told() && about.Type == typeUser && !about.expires().IsZero():
		if err := e.lengthen(ctx, e.given); err != nil {
			return nil, err
		}
		about.ExpiresAt = 0
	}
	all, err := e.pages(ctx, owner{about: about, told: told})
	if !told && data.KindOf(err) == data.Invalid && data.AsFailure("", err).Code == "" {
		return e.onePage(ctx, owner{}) // a Page has no list of Pages
	}
	return all, err
}
