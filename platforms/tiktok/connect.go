package tiktok

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"net/url"
	"slices"
	"strings"

	"parvis/data"
	"parvis/platforms/oauth"
)

const (
	wayPage = "page"
	// callback is the path on this computer that the network sends the browser
	// back to, on any port: what is on record there is onRecord.
	callback = "/callback/"
	onRecord = "http://127.0.0.1:*/callback/"
	console  = "https://developers.tiktok.com/apps/"

	photosNo  = "no"
	photosYes = "yes"
)

// Ways asks for the key and the secret of the owner's application, and whether
// photos can be fetched from the owner's site.
func (n *Network) Ways() []data.Way {
	return []data.Way{{
		Key: wayPage, Browser: true, Steps: steps(),
		Fields: []data.Field{
			{Key: "app_id", Hint: "aw0h…"},
			{Key: "app_secret", Secret: true},
			{Key: "photos", Optional: true, Choices: []string{photosNo, photosYes}},
		},
	}}
}

// steps are those of the network's console. Where its buttons stand is
// remembered, not verified.
func steps() []data.Step {
	return []data.Step{
		{Key: "app", Link: console, Sketch: []data.Mark{
			{Kind: data.MarkHeading, Key: "apps"},
			{Kind: data.MarkButton, Key: "connect", Press: true},
			{Kind: data.MarkField, Key: "app_name", Value: "Parvis"},
			{Kind: data.MarkEntry, Key: "desktop", Press: true},
		}},
		{Key: "products", Sketch: []data.Mark{
			{Kind: data.MarkHeading, Key: "products"},
			{Kind: data.MarkButton, Key: "add_products", Press: true},
			{Kind: data.MarkEntry, Key: "login_kit"},
			{Kind: data.MarkEntry, Key: "posting"},
			{Kind: data.MarkSwitch, Key: "upload"},
		}},
		{Key: "redirect", Copy: []string{onRecord}, Sketch: []data.Mark{
			{Kind: data.MarkHeading, Key: "login_kit"},
			{Kind: data.MarkEntry, Key: "desktop"},
			{Kind: data.MarkField, Key: "redirect", Value: onRecord, Press: true},
		}},
		{Key: "scopes", Copy: scopes(), Sketch: []data.Mark{
			{Kind: data.MarkHeading, Key: "scopes"},
			{Kind: data.MarkButton, Key: "add_scopes", Press: true},
			{Kind: data.MarkSwitch, Key: "scope_upload", Value: scopeUpload},
			{Kind: data.MarkSwitch, Key: "scope_list", Value: scopeList},
		}},
		{Key: "sandbox", Sketch: []data.Mark{
			{Kind: data.MarkHeading, Key: "sandbox"},
			{Kind: data.MarkEntry, Key: "target_users"},
			{Kind: data.MarkButton, Key: "add_account", Press: true},
		}},
		{Key: "keys", Sketch: []data.Mark{
			{Kind: data.MarkHeading, Key: "credentials"},
			{Kind: data.MarkField, Key: "client_key", Press: true},
			{Kind: data.MarkField, Key: "client_secret", Press: true},
		}},
	}
}

// Connect lets the person agree in the browser and reads the account. Unsupported
// with CodePermission: the permission to deliver drafts was not given.
func (n *Network) Connect(ctx context.Context, c data.Connecting) ([]data.Connection, error) {
	return data.One(n.signIn(ctx, c))
}

func (n *Network) signIn(ctx context.Context, c data.Connecting) (data.Connection, error) {
	const op = "tiktok: sign in"
	app := oauth.Credentials{ID: strings.TrimSpace(c.Answers["app_id"]), Secret: strings.TrimSpace(c.Answers["app_secret"])}
	if app.ID == "" || app.Secret == "" {
		return data.Connection{}, &data.Failure{Kind: data.Invalid, Op: op, Code: CodeApp, Err: errors.New("nothing was typed")}
	}
	w := wire{http: n.http, server: apiHost}
	page := webHost
	if c.Server != "" {
		w.server, page = c.Server, c.Server
	}
	token, err := oauth.SignIn(ctx, oauth.SignInParams{
		Path: callback,
		App: func(context.Context, string) (oauth.App, error) {
			return w.app(app, page+"/v2/auth/authorize/"), nil
		},
		Open: c.Open, Page: n.page(), HTTP: oauth.Through(n.http), Clock: n.http.Clock(),
	})
	if err != nil {
		return data.Connection{}, err
	}
	held := app.With(token)
	if !slices.Contains(granted(held), scopeUpload) {
		return data.Connection{}, &data.Failure{Kind: data.Unsupported, Op: op, Code: CodePermission, Err: errors.New("without " + scopeUpload)}
	}
	secret, err := held.Keep()
	if err != nil {
		return data.Connection{}, &data.Failure{Kind: data.Transient, Op: op, Code: data.CodeAnswer, Err: err}
	}
	account := data.Account{
		Network: Name, Server: w.server, State: data.AccountReady, Connected: n.http.Clock().Now(),
		Can: capabilities(granted(held), c.Answers["photos"] == photosYes), Expires: held.Ends,
	}
	me, err := (&session{wire: w, keys: oauth.Lent(secret)}).me(ctx, "tiktok: read account", granted(held))
	if err != nil {
		return data.Connection{}, err
	}
	account.Remote, account.Handle, account.Name = me.ID, me.handle(), me.name()
	return data.Connection{Account: account, Secret: secret}, nil
}

// app is the owner's application. The network calls its id client_key, wants
// the scopes parted by commas and the challenge in hexadecimal
// (developers.tiktok.com/doc/login-kit-desktop).
func (w wire) app(c oauth.Credentials, page string) oauth.App {
	return oauth.App{
		ID: c.ID, Secret: data.NewSecret(c.Secret), AuthURL: page, Scopes: []string{strings.Join(scopes(), ",")},
		Extra: map[string]string{"client_key": c.ID},
		Challenge: func(verifier string) string {
			sum := sha256.Sum256([]byte(verifier))
			return hex.EncodeToString(sum[:])
		},
		Exchange: func(ctx context.Context, x oauth.Exchange) (oauth.Token, error) {
			return w.token(ctx, "tiktok: exchange code", c, url.Values{
				"grant_type": {"authorization_code"}, "code": {x.Code}, "redirect_uri": {x.Redirect}, "code_verifier": {x.Verifier},
			})
		},
	}
}
