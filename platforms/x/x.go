// Package x speaks with X by its API v2. The owner has an application of their
// own there and pays for what is done through it; a person agrees on a page of
// the network. Nothing is held there: this computer publishes.
package x

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"parvis/data"
	"parvis/platforms/httpx"
	"parvis/platforms/oauth"
)

// Name is the network's name in the database.
const Name data.NetworkName = "x"

const (
	server   = "https://api.x.com"
	site     = "https://x.com"
	checked  = "2026-11-21"
	pricedOn = "2026-08-22" // the price table of docs.x.com
)

// What the network takes (docs.x.com, 1 September 2026).
const (
	textMax        = 280
	textMaxPremium = 25_000 // accepted by the API; remembered, not documented
	linkLength     = 23
	images         = 4
	imageBytes     = 5 << 20
	gifBytes       = 15 << 20
	altMax         = 1000
	videoMin       = 500 * time.Millisecond
	videoMax       = 20 * time.Minute
	videoMaxPaying = 125 * time.Minute
	perDay         = 50 // of an account that is not verified; remembered, not documented
	settle         = 30 * time.Second
)

// Permissions that Parvis asks for.
const (
	scopeRead     = "tweet.read"
	scopeWrite    = "tweet.write"
	scopeUsers    = "users.read"
	scopeMedia    = "media.write"
	scopeModerate = "tweet.moderate.write"
	scopeMute     = "mute.write"
	scopeOffline  = "offline.access"
)

func scopes() []string {
	return []string{scopeRead, scopeWrite, scopeUsers, scopeMedia, scopeModerate, scopeMute, scopeOffline}
}

// Options of a post.
const (
	optionReplies = "reply_settings"
	optionPoll    = "poll"
	optionPollFor = "poll_minutes"
	optionAI      = "made_with_ai"
	optionPaid    = "paid_partnership"
)

// everybody is the choice of optionReplies that the network has no name for.
const everybody = "everyone"

// ports are where the browser comes back to. The network wants the whole
// address on record, so there are some to choose from when one is taken.
func ports() []int { return []int{8127, 8128, 8129} }

// Network is X. It holds no state but the HTTP client.
type Network struct {
	http *httpx.Client
	page func() oauth.Page
}

// New returns the network. page is what the browser shows once the person has
// agreed or refused.
func New(c *httpx.Client, page func() oauth.Page) *Network { return &Network{http: c, page: page} }

// Name is "x".
func (n *Network) Name() data.NetworkName { return Name }

// Title is "X".
func (n *Network) Title() string { return "X" }

// Card says that an application and money are needed.
func (n *Network) Card() data.Card {
	return data.Card{
		Setup: data.SetupOwnApp, Can: capabilities(scopes(), ""), Cost: true, NoRepeats: true,
		Checked: checked, Link: "https://docs.x.com/x-api/getting-started/pricing",
	}
}

// Ways asks for the client id of the owner's application. It has no secret: an
// application of the type "Native App" is a public client (RFC 8252).
func (n *Network) Ways() []data.Way {
	return []data.Way{{Key: "page", Browser: true, Fields: []data.Field{{Key: "app_id"}}, Steps: steps()}}
}

// Connect lets the person agree in the browser and reads the account.
func (n *Network) Connect(ctx context.Context, c data.Connecting) ([]data.Connection, error) {
	return data.One(n.signIn(ctx, c))
}

// hosts are the network's own, or a server in the place of them all.
type hosts struct {
	api  string
	site string // where people agree
}

func hostsOf(at string) hosts {
	if at == "" || at == server {
		return hosts{api: server, site: site}
	}
	return hosts{api: at, site: at}
}

func (h hosts) app(id string) oauth.App {
	return oauth.App{ID: id, Scopes: scopes(), AuthURL: h.site + "/i/oauth2/authorize", TokenURL: h.api + "/2/oauth2/token"}
}

func (n *Network) signIn(ctx context.Context, c data.Connecting) (data.Connection, error) {
	const op = "x: sign in"
	id := strings.TrimSpace(c.Answers["app_id"])
	if id == "" {
		return data.Connection{}, &data.Failure{Kind: data.Invalid, Op: op, Err: errors.New("no client id")}
	}
	h := hostsOf(c.Server)
	open := ports()
	if c.Server != "" {
		open = nil // nothing is on record there: any port will do
	}
	token, err := oauth.SignIn(ctx, oauth.SignInParams{
		Ports: open,
		App:   func(context.Context, string) (oauth.App, error) { return h.app(id), nil },
		Open:  c.Open, Page: n.page(), HTTP: oauth.Through(n.http), Clock: n.http.Clock(),
	})
	if err != nil {
		return data.Connection{}, err
	}
	held := oauth.Credentials{ID: id}.With(token)
	secret, err := held.Keep()
	if err != nil {
		return data.Connection{}, &data.Failure{Kind: data.Transient, Op: op, Code: data.CodeAnswer, Err: err}
	}
	s := &session{http: n.http, hosts: h, keys: oauth.Lent(secret)}
	me, err := s.me(ctx, "x: read account")
	if err != nil {
		return data.Connection{}, err
	}
	account := me.account(h, held)
	account.State, account.Connected = data.AccountReady, n.http.Clock().Now()
	return data.Connection{Account: account, Secret: secret}, nil
}

// Open returns a session for the account. It also implements Publisher,
// Deleter, Counter, Reader, Replier, Moderator, Prober, Describer and Revoker of
// package data.
func (n *Network) Open(a data.Account, k data.Keys) data.Session {
	return &session{http: n.http, hosts: hostsOf(a.Server), account: a, keys: k}
}

// steps are what an owner does on console.x.com. What its pages show is
// remembered, not verified.
func steps() []data.Step {
	const console = "https://console.x.com"
	mark := func(kind data.MarkKind, key string) data.Mark { return data.Mark{Kind: kind, Key: key} }
	press := func(kind data.MarkKind, key, value string) data.Mark {
		return data.Mark{Kind: kind, Key: key, Press: true, Value: value}
	}
	var back []string
	for _, port := range ports() {
		back = append(back, fmt.Sprintf("http://127.0.0.1:%d/callback", port))
	}
	return []data.Step{
		{Key: "credits", Link: console, Sketch: []data.Mark{
			mark(data.MarkHeading, "console"), mark(data.MarkEntry, "apps"), mark(data.MarkEntry, "billing"), press(data.MarkButton, "buy", ""),
		}},
		{Key: "create", Sketch: []data.Mark{
			mark(data.MarkHeading, "apps"), {Kind: data.MarkField, Key: "app_name", Value: "Parvis"}, press(data.MarkButton, "create", ""),
		}},
		{Key: "permissions", Sketch: []data.Mark{
			mark(data.MarkHeading, "authentication"), mark(data.MarkEntry, "read_write"), press(data.MarkEntry, "native", ""), mark(data.MarkEntry, "web_app"),
		}},
		{Key: "redirect", Copy: back, Sketch: []data.Mark{
			mark(data.MarkHeading, "app_info"), press(data.MarkField, "callback", back[0]),
			mark(data.MarkField, "website"), mark(data.MarkButton, "save"),
		}},
		{Key: "client_id", Sketch: []data.Mark{
			mark(data.MarkHeading, "keys"), mark(data.MarkText, "oauth2"), press(data.MarkField, "client_id", ""),
		}},
	}
}
