// Package bluesky speaks with Bluesky: the AT Protocol through the account's
// own server (PDS), signed in with an app password.
package bluesky

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"strings"

	"parvis/data"
	"parvis/platforms/httpx"
)

// Name is the network's name in the database.
const Name data.NetworkName = "bluesky"

const (
	defaultServer = "https://bsky.social"
	site          = "https://bsky.app"

	maxGraphemes  = 300
	maxBytes      = 3000
	maxImages     = 4
	maxImageBytes = 2_000_000
	maxAlt        = 2000
)

// Codes of this network besides the common ones.
const (
	CodePassword     = "password"      // wrong identifier or password
	CodeSecondFactor = "second_factor" // the account's own password was typed; an app password is needed
	CodeServer       = "server"        // the address is not a server of this network
	CodeTooLong      = "too_long"
	CodeTooMany      = "too_many_images"
	CodeMediaType    = "media_type"
	CodeEmpty        = "empty"    // neither text nor picture
	CodeConflict     = "conflict" // something else sits under the record key
)

// Network is Bluesky. It holds no state but the HTTP client.
type Network struct{ http *httpx.Client }

// New returns the network.
func New(c *httpx.Client) *Network { return &Network{http: c} }

// Name is "bluesky".
func (n *Network) Name() data.NetworkName { return Name }

// Title is "Bluesky".
func (n *Network) Title() string { return "Bluesky" }

// Card says that nothing has to be set up.
func (n *Network) Card() data.Card {
	return data.Card{Setup: data.SetupNone, Can: capabilities(true), Checked: "2026-11-21", Link: "https://docs.bsky.app"}
}

// Ways asks for a server (empty: bsky.social), the handle or mail address,
// and an app password.
func (n *Network) Ways() []data.Way {
	return []data.Way{{Key: "password", Fields: []data.Field{
		{Key: "server", Hint: defaultServer, Optional: true},
		{Key: "identifier", Hint: "boulangerie.bsky.social"},
		{Key: "password", Secret: true, Hint: "xxxx-xxxx-xxxx-xxxx"},
	}}}
}

// Connect signs in. The account's server is the one that its identity document
// names, or else the one that was asked.
func (n *Network) Connect(ctx context.Context, c data.Connecting) ([]data.Connection, error) {
	return data.One(n.signIn(ctx, c.Answers))
}

func (n *Network) signIn(ctx context.Context, answers map[string]string) (data.Connection, error) {
	const op = "bluesky: sign in"
	server, err := serverURL(answers["server"])
	if err != nil {
		return data.Connection{}, &data.Failure{Kind: data.Invalid, Op: op, Code: CodeServer, Err: err}
	}
	identifier := strings.TrimPrefix(strings.TrimSpace(answers["identifier"]), "@")
	password := strings.TrimSpace(answers["password"])
	if identifier == "" || password == "" {
		return data.Connection{}, &data.Failure{Kind: data.Auth, Op: op, Code: CodePassword, Err: errors.New("nothing was typed")}
	}
	w := wire{http: n.http, server: server}
	signed, err := w.signIn(ctx, op, identifier, password)
	if err != nil {
		return data.Connection{}, err
	}
	if home := signed.home(); home != "" {
		server = home
	}
	tokens, err := signed.tokens.secret()
	if err != nil {
		return data.Connection{}, &data.Failure{Kind: data.Transient, Op: op, Code: data.CodeAnswer, Err: err}
	}
	account := data.Account{
		Network: Name, Server: server, Remote: signed.DID, Handle: "@" + signed.Handle, Name: signed.Handle,
		State: data.AccountReady, Connected: n.http.Clock().Now(),
	}
	view, err := wire{http: n.http, server: server}.profile(ctx, "bluesky: read profile", signed.Access, signed.DID)
	if err != nil && !hasNoAppView(err) {
		return data.Connection{}, err
	}
	account.Can = capabilities(err == nil)
	if view.DisplayName != "" {
		account.Name = view.DisplayName
	}
	return data.Connection{Account: account, Secret: tokens}, nil
}

// Open returns a session for the account. It also implements Publisher,
// Deleter, Counter, Reader, Replier, Moderator and Describer of package data.
func (n *Network) Open(a data.Account, k data.Keys) data.Session {
	return &session{wire: wire{http: n.http, server: a.Server}, account: a, keys: k}
}

// capabilities is what the network takes, by the lexicons of August 2026. A
// server without the network's AppView knows posts but nothing about them.
func capabilities(appView bool) data.Capabilities {
	can := data.Capabilities{
		Text:   data.TextRule{Max: maxGraphemes, Unit: data.Graphemes, MaxBytes: maxBytes},
		Media:  data.MediaRule{Images: maxImages, MaxBytes: maxImageBytes, MIME: []string{"image/jpeg", "image/png", "image/webp", "image/gif"}, AltMax: maxAlt},
		Thread: true,
		// The rkey and createdAt are ours and putRecord never overwrites, so
		// that the same request may be repeated for ever.
		Proof:    data.ProofRule{Proof: data.ProofKey},
		Delete:   true,
		Messages: appView,
		Reply:    appView,
		Likes:    appView,
	}
	if appView {
		can.Acts = acts()
	}
	return can
}

func serverURL(typed string) (string, error) {
	typed = strings.TrimRight(strings.TrimSpace(typed), "/")
	if typed == "" {
		return defaultServer, nil
	}
	if !strings.Contains(typed, "://") {
		typed = "https://" + typed
	}
	u, err := url.Parse(typed)
	if err != nil || u.Host == "" || (u.Scheme != "https" && u.Scheme != "http") {
		return "", errors.New("not the address of a server")
	}
	return u.Scheme + "://" + u.Host, nil
}

// tokens are the pair that the keychain keeps.
type tokens struct {
	Access  string `json:"accessJwt"`
	Refresh string `json:"refreshJwt"`
}

// secret is how the pair is kept: its JSON.
func (t tokens) secret() (data.Secret, error) {
	if !httpx.FitsHeader(t.Access) || !httpx.FitsHeader(t.Refresh) {
		return data.Secret{}, errors.New("the server gave no tokens")
	}
	text, err := json.Marshal(t)
	return data.NewSecret(string(text)), err
}

// signedIn is what createSession answers.
type signedIn struct {
	tokens
	Handle   string
	DID      string
	Document struct {
		Service []struct {
			ID       string
			Endpoint string `json:"serviceEndpoint"`
		}
	} `json:"didDoc"`
}

// home is the server that keeps the account, "" when the document is silent.
func (s *signedIn) home() string {
	for _, service := range s.Document.Service {
		if strings.HasSuffix(service.ID, "#atproto_pds") {
			if home, err := serverURL(service.Endpoint); err == nil && service.Endpoint != "" {
				return home
			}
		}
	}
	return ""
}

func (w wire) signIn(ctx context.Context, op, identifier, password string) (*signedIn, error) {
	body, err := json.Marshal(map[string]string{"identifier": identifier, "password": password})
	if err != nil {
		return nil, &data.Failure{Kind: data.Invalid, Op: op, Err: err}
	}
	resp, err := w.http.Do(ctx, httpx.Request{
		Op: op, Method: http.MethodPost, URL: w.url("com.atproto.server.createSession", nil),
		Header: jsonHeader(), Body: body, Secrets: []string{password},
	})
	if err != nil {
		return nil, err
	}
	if f := refusal(op, resp); f != nil {
		return nil, signInFailure(f)
	}
	var out signedIn
	if err := resp.JSON(op, &out); err != nil {
		return nil, httpx.WithoutRaw(err)
	}
	if !strings.HasPrefix(out.DID, "did:") || out.Handle == "" {
		return nil, httpx.WithoutRaw(resp.Malformed(op, errors.New("no did or handle")))
	}
	return &out, nil
}

func signInFailure(f *data.Failure) *data.Failure {
	switch {
	case f.Code == CodeSecondFactor:
	case f.Kind == data.Auth:
		f.Code = CodePassword
	case f.Kind == data.NotFound || f.Kind == data.Unsupported:
		f.Kind, f.Code = data.Invalid, CodeServer
	}
	return f
}
