// Package mastodon speaks with Mastodon and with the servers that speak its
// API, such as GoToSocial, Pleroma and Pixelfed. Signing in is a page of the
// account's own server, on which Parvis registers itself.
package mastodon

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"strings"
	"time"

	"parvis/data"
	"parvis/platforms/httpx"
	"parvis/platforms/oauth"
)

// Name is the network's name in the database.
const Name data.NetworkName = "mastodon"

const (
	clientName = "Parvis"
	scopes     = "read write"
	wayPage    = "page"
	wayCode    = "code"
	// pasted is the redirect address for a code that a person copies (RFC 6749
	// servers of this family all know it).
	pasted = "urn:ietf:wg:oauth:2.0:oob"

	// keyLife is how long Mastodon keeps an idempotency key (its
	// PostStatusService).
	keyLife = time.Hour
	// settle is how long a slow server may still be at work on a request whose
	// answer was lost: the key is written only after the post is.
	settle = 30 * time.Second
	// leastAhead is how far ahead the network wants a scheduled post.
	leastAhead = 5 * time.Minute
	// usualVersion is what most servers run.
	usualVersion = "4.6.0"
	// holdMargin is for uploads and for clocks that differ.
	holdMargin = 5 * time.Minute
)

// Options of a post.
const (
	optionSpoiler    = "spoiler"
	optionVisibility = "visibility"
	optionSensitive  = "sensitive"
	optionPoll       = "poll"
	optionPollHours  = "poll_hours"
	optionPollMany   = "poll_multiple"
)

// Codes of this network besides the common ones.
const (
	CodeServer      = "server" // the address is not a server of this network
	CodeTooLong     = "too_long"
	CodeTooMany     = "too_many_images"
	CodeMediaType   = "media_type"
	CodeEmpty       = "empty"         // neither text nor picture
	CodeProcessing  = "processing"    // the network is still at work on a picture
	CodeTooSoon     = "too_soon"      // a scheduled time less than five minutes ahead
	CodeTooManyHeld = "too_many_held" // the network holds as many posts as it takes
	CodePoll        = "mastodon_poll" // a poll that the server would not take
)

// Network is Mastodon. It holds no state but the HTTP client.
type Network struct {
	http *httpx.Client
	page func() oauth.Page
}

// New returns the network. page is what the browser shows once the person has
// agreed or refused.
func New(c *httpx.Client, page func() oauth.Page) *Network { return &Network{http: c, page: page} }

// Name is "mastodon".
func (n *Network) Name() data.NetworkName { return Name }

// Title is "Mastodon".
func (n *Network) Title() string { return "Mastodon" }

// Card says that nothing has to be set up.
func (n *Network) Card() data.Card {
	return data.Card{Setup: data.SetupNone, Can: instance{Version: usualVersion}.capabilities(), Checked: "2026-11-21", Link: "https://docs.joinmastodon.org"}
}

// Ways asks for the server alone. By the second one a person copies the code
// that the server shows, where the browser cannot come back to this computer.
func (n *Network) Ways() []data.Way {
	fields := []data.Field{{Key: "server", Hint: "mastodon.social"}}
	return []data.Way{{Key: wayPage, Browser: true, Fields: fields}, {Key: wayCode, Paste: true, Fields: fields}}
}

// Connect registers Parvis on the server, lets the person agree in the browser
// and reads the account with what the server allows.
func (n *Network) Connect(ctx context.Context, c data.Connecting) ([]data.Connection, error) {
	return data.One(n.signIn(ctx, c))
}

func (n *Network) signIn(ctx context.Context, c data.Connecting) (data.Connection, error) {
	server, err := serverURL(c.Answers["server"])
	if err != nil {
		return data.Connection{}, &data.Failure{Kind: data.Invalid, Op: "mastodon: find server", Code: CodeServer, Err: err}
	}
	w := wire{http: n.http, server: server}
	about, err := w.instance(ctx)
	if err != nil {
		return data.Connection{}, err
	}
	app, token, err := n.agree(ctx, w, c)
	if err != nil {
		return data.Connection{}, err
	}
	secret, err := credentials{Token: token.Access.Reveal(), ID: app.ID, Secret: app.Secret.Reveal()}.keep()
	if err != nil {
		return data.Connection{}, &data.Failure{Kind: data.Transient, Op: "mastodon: sign in", Code: data.CodeAnswer, Err: err}
	}
	me, err := (&session{wire: w, keys: lent{secret}}).me(ctx, "mastodon: read account")
	if err != nil {
		return data.Connection{}, err
	}
	account := data.Account{
		Network: Name, Server: server, Remote: me.ID, Name: me.name(), Handle: "@" + me.Username + "@" + about.domain(server),
		Software: about.software(), State: data.AccountReady, Connected: n.http.Clock().Now(), Can: about.capabilities(),
	}
	return data.Connection{Account: account, Secret: secret}, nil
}

// agree registers Parvis on the server and lets the person agree there.
func (n *Network) agree(ctx context.Context, w wire, c data.Connecting) (app oauth.App, token oauth.Token, err error) {
	if c.Way == wayCode {
		if app, err = w.register(ctx, pasted); err != nil {
			return app, token, err
		}
		token, err = oauth.SignInPasted(ctx, oauth.PastedParams{
			Redirect: pasted, App: app, Open: c.Open, Ask: c.Ask, HTTP: oauth.Through(n.http), Clock: n.http.Clock(),
		})
		return app, token, err
	}
	token, err = oauth.SignIn(ctx, oauth.SignInParams{
		App: func(ctx context.Context, redirect string) (oauth.App, error) {
			app, err = w.register(ctx, redirect)
			return app, err
		},
		Open: c.Open, Page: n.page(), HTTP: oauth.Through(n.http), Clock: n.http.Clock(),
	})
	return app, token, err
}

// Open returns a session for the account. It also implements Publisher,
// Holder, Deleter, Counter, Reader, Replier, Moderator, Prober, Describer and
// Revoker of package data.
func (n *Network) Open(a data.Account, k data.Keys) data.Session {
	return &session{wire: wire{http: n.http, server: a.Server}, account: a, keys: k}
}

// serverURL takes an address, a bare host, or a whole "@name@host".
func serverURL(typed string) (string, error) {
	typed = strings.TrimRight(strings.TrimSpace(typed), "/")
	if !strings.Contains(typed, "://") {
		typed = "https://" + typed[strings.LastIndexByte(typed, '@')+1:]
	}
	u, err := url.Parse(typed)
	if err != nil || u.Host == "" || (u.Scheme != "https" && u.Scheme != "http") {
		return "", errors.New("not the address of a server")
	}
	return u.Scheme + "://" + u.Host, nil
}

// register makes Parvis known to the server under the address that the browser
// will come back to, if it does.
func (w wire) register(ctx context.Context, redirect string) (oauth.App, error) {
	const op = "mastodon: register"
	body, err := json.Marshal(map[string]string{
		"client_name": clientName, "redirect_uris": redirect, "scopes": scopes,
	})
	if err != nil {
		return oauth.App{}, &data.Failure{Kind: data.Invalid, Op: op, Err: err}
	}
	resp, err := w.http.Do(ctx, httpx.Request{
		Op: op, Method: http.MethodPost, URL: w.url("/api/v1/apps", nil), Header: jsonHeader(), Body: body,
	})
	if err != nil {
		return oauth.App{}, err
	}
	if f := refusal(op, resp); f != nil {
		return oauth.App{}, f
	}
	var out struct {
		ID     string `json:"client_id"`
		Secret string `json:"client_secret"`
	}
	if err := resp.JSON(op, &out); err != nil {
		return oauth.App{}, httpx.WithoutRaw(err)
	}
	if !httpx.FitsHeader(out.ID) || !httpx.FitsHeader(out.Secret) {
		return oauth.App{}, httpx.WithoutRaw(resp.Malformed(op, errors.New("no client_id or client_secret")))
	}
	return oauth.App{
		ID: out.ID, Secret: data.NewSecret(out.Secret), Scopes: strings.Fields(scopes),
		AuthURL: w.url("/oauth/authorize", nil), TokenURL: w.url("/oauth/token", nil),
		// So that a second account of the same server can be chosen.
		Extra: map[string]string{"force_login": "true"},
	}, nil
}

// credentials are what the keychain keeps for an account: its token, and the
// registration without which the token cannot be revoked.
type credentials struct {
	Token  string `json:"access_token"`
	ID     string `json:"client_id"`
	Secret string `json:"client_secret"`
}

func (c credentials) keep() (data.Secret, error) {
	if !httpx.FitsHeader(c.Token) {
		return data.Secret{}, errors.New("the server gave no token")
	}
	text, err := json.Marshal(c)
	return data.NewSecret(string(text)), err
}

// lent is a secret just received, not yet in the keychain. It needs no
// renewing.
type lent struct{ secret data.Secret }

func (l lent) Get(context.Context) (data.Secret, error) { return l.secret, nil }

func (l lent) Renew(context.Context, data.Secret, func(context.Context, data.Secret) (data.Secret, error)) (data.Secret, error) {
	return data.Secret{}, &data.Failure{Kind: data.Auth, Op: "mastodon: sign in", Err: errors.New("tokens of this network are not renewed")}
}
