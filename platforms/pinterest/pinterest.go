// Package pinterest speaks with Pinterest by version 5 of its API. The owner has
// an application of their own there; while Pinterest has it on trial, its pins
// show to nobody but their owner.
package pinterest

import (
	"context"
	"errors"
	"strings"
	"time"
	"unicode/utf8"

	"parvis/data"
	"parvis/platforms/httpx"
	"parvis/platforms/oauth"
)

// Name is the network's name in the database.
const Name data.NetworkName = "pinterest"

const (
	realAPI = "https://api.pinterest.com"
	realWeb = "https://www.pinterest.com"
	// port is that of the address that the owner puts on record for the
	// application. That "http://localhost" is taken is remembered, not verified.
	port     = 27571
	loopback = "http://localhost:27571/"
	// settle is how long a slow server may still be at work on a request whose
	// answer was lost.
	settle = 30 * time.Second
)

// Limits of a pin, from the network's OpenAPI file where nothing else is said.
const (
	maxText   = 800
	maxTitle  = 100
	maxAlt    = 500
	maxLink   = 2048
	maxImages = 5
	// maxImageBytes is less than the network takes (20 MB, remembered): pins are
	// shown 1,000 pixels wide, and the pictures travel inside the request.
	maxImageBytes = 2 << 20
	// Remembered, not verified.
	maxVideoBytes = 2 << 30
	minVideo      = 4 * time.Second
	maxVideo      = 15 * time.Minute
)

// Options of a post.
const (
	optionBoard = "board"
	optionLink  = "pin_link"
)

// Codes of this network besides the common ones.
const (
	CodeTooLong    = "too_long"
	CodeTooMany    = "too_many_images"
	CodeMediaType  = "media_type"
	CodeProcessing = "processing"       // the network is still at work on a video
	CodeNoMedia    = "pinterest_media"  // a pin is a picture or a video
	CodeTitle      = "pinterest_title"  // longer than 100 characters
	CodeAlt        = "pinterest_alt"    // the descriptions are together longer than 500
	CodeBoard      = "pinterest_board"  // none chosen, or it is gone
	CodeLink       = "pinterest_link"   // not an address of the web, or too long
	CodeTrial      = "pinterest_trial"  // the application is on trial
	CodeRights     = "pinterest_rights" // the sign-in does not allow it
	CodeTrends     = "trends_rights"    // the application may not read trends
	CodeRegion     = "trends_region"    // no trends for that country
)

// scopes are what Parvis asks for: nothing that is secret.
func scopes() []string {
	return []string{"boards:read", "boards:write", "pins:read", "pins:write", "user_accounts:read"}
}

// Network is Pinterest. It holds no state but the HTTP client.
type Network struct {
	http *httpx.Client
	page func() oauth.Page
}

// New returns the network. page is what the browser shows once the person has
// agreed or refused.
func New(c *httpx.Client, page func() oauth.Page) *Network { return &Network{http: c, page: page} }

// Name is "pinterest".
func (n *Network) Name() data.NetworkName { return Name }

// Title is "Pinterest".
func (n *Network) Title() string { return "Pinterest" }

// Card says that Pinterest must approve the application before others see what
// it publishes.
func (n *Network) Card() data.Card {
	return data.Card{
		Setup: data.SetupReview, Can: capabilities(grantOf(strings.Join(scopes(), " ")), nil),
		Checked: "2026-11-21", Link: "https://developers.pinterest.com/docs/api/v5/",
	}
}

// Connect lets the person agree in the browser and reads the account with its
// boards. The usual way comes back to this computer; "paste" ends on a page of
// the owner's, whose address the person brings.
func (n *Network) Connect(ctx context.Context, c data.Connecting) ([]data.Connection, error) {
	return data.One(n.signIn(ctx, c))
}

func (n *Network) signIn(ctx context.Context, c data.Connecting) (data.Connection, error) {
	const op = "pinterest: sign in"
	id, secret := strings.TrimSpace(c.Answers["app_id"]), strings.TrimSpace(c.Answers["app_secret"])
	if id == "" || secret == "" {
		return data.Connection{}, &data.Failure{Kind: data.Invalid, Op: op, Err: errors.New("no application")}
	}
	w := newWire(n.http, c.Server)
	if err := w.reachable(ctx); err != nil {
		return data.Connection{}, err
	}
	held, err := n.agree(ctx, w, c, id, secret)
	if err != nil {
		return data.Connection{}, err
	}
	kept, err := held.Keep()
	if err != nil {
		return data.Connection{}, &data.Failure{Kind: data.Transient, Op: op, Code: data.CodeAnswer, Err: err}
	}
	s := &session{wire: w, account: data.Account{Network: Name, Server: w.api}, keys: oauth.Lent(kept)}
	account, err := s.describe(ctx)
	if err != nil {
		return data.Connection{}, err
	}
	account.State, account.Connected = data.AccountReady, n.http.Clock().Now()
	return data.Connection{Account: account, Secret: kept}, nil
}

// agree has the person agree. What the network gives is kept whole: the way of
// package oauth would lose when a refresh token ends.
func (n *Network) agree(ctx context.Context, w wire, c data.Connecting, id, secret string) (held oauth.Credentials, err error) {
	app := oauth.App{
		ID: id, Secret: data.NewSecret(secret), AuthURL: w.web + "/oauth/",
		Scopes: []string{strings.Join(scopes(), ",")}, NoPKCE: true,
		Exchange: func(ctx context.Context, x oauth.Exchange) (oauth.Token, error) {
			held, err = w.exchange(ctx, id, secret, x)
			return oauth.Token{Access: data.NewSecret(held.Access)}, err
		},
	}
	if c.Way == wayPaste {
		redirect := strings.TrimSpace(c.Answers["redirect"])
		if !isWebAddress(redirect) {
			return held, &data.Failure{Kind: data.Invalid, Op: "pinterest: sign in", Code: httpx.CodeAddress}
		}
		_, err := oauth.SignInPasted(ctx, oauth.PastedParams{
			Redirect: redirect, App: app, Open: c.Open, Ask: c.Ask, HTTP: oauth.Through(n.http), Clock: n.http.Clock(),
		})
		return held, err
	}
	ports := []int{port}
	if c.Server != "" {
		ports = nil // a stand-in has no address on record
	}
	_, err = oauth.SignIn(ctx, oauth.SignInParams{
		Ports: ports, Host: "localhost", Path: "/",
		App:  func(context.Context, string) (oauth.App, error) { return app, nil },
		Open: c.Open, Page: n.page(), HTTP: oauth.Through(n.http), Clock: n.http.Clock(),
	})
	return held, err
}

// Open returns a session for the account. It also implements Publisher,
// Deleter, Counter, DayCounter, Trender, Prober and Describer of package data.
func (n *Network) Open(a data.Account, k data.Keys) data.Session {
	return &session{wire: newWire(n.http, a.Server), account: a, keys: k}
}

// isWebAddress tells whether a text can be the address of a page.
func isWebAddress(s string) bool {
	rest, ok := strings.CutPrefix(s, "https://")
	if !ok {
		rest, ok = strings.CutPrefix(s, "http://")
	}
	return ok && rest != "" && !strings.ContainsAny(s, " \t\r\n") && utf8.RuneCountInString(s) <= maxLink
}
