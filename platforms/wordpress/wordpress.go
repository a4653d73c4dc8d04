// Package wordpress speaks with a WordPress site through its REST API (version
// 2, WordPress 5.6 and later), signed in with an application password.
package wordpress

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"parvis/data"
	"parvis/platforms/httpx"
)

// Name is the network's name in the database.
const Name data.NetworkName = "wordpress"

const (
	maxImages = 20
	// maxImageBytes keeps below 2 MiB, which PHP takes in unless the host has
	// raised it; the site does not tell.
	maxImageBytes = 2_000_000
	minHold       = 2 * time.Minute
	// settle is how long PHP lets a request run unless the host has raised it.
	settle = 30 * time.Second
)

// Codes of this network besides the common ones.
const (
	CodePassword      = "password"         // wrong username or password
	CodeAuthorization = "authorization"    // nobody is signed in: mistyped, or the host drops the password on the way
	CodeNoPasswords   = "no_app_passwords" // the site has application passwords switched off
	CodeServer        = "server"           // the address is not that of a WordPress site
	CodeFirewall      = "firewall"         // something in front of the site answered in its place
	CodeRights        = "rights"           // the account's role does not allow it
	CodeTerm          = "term"             // a category is missing and may not be made
	CodeSlug          = "slug_taken"       // another article has the wanted address
	CodeTooMany       = "too_many_images"
	CodeMediaType     = "media_type"
	CodeEmpty         = "empty" // neither title, text nor picture
)

// Network is WordPress. It holds no state but the HTTP client.
type Network struct{ http *httpx.Client }

// New returns the network.
func New(c *httpx.Client) *Network { return &Network{http: c} }

// Name is "wordpress".
func (n *Network) Name() data.NetworkName { return Name }

// Title is "WordPress".
func (n *Network) Title() string { return "WordPress" }

// Card says that nothing has to be set up.
func (n *Network) Card() data.Card {
	return data.Card{Setup: data.SetupNone, Can: capabilities(true, true), Checked: "2026-11-21", Link: "https://developer.wordpress.org/rest-api/"}
}

// Ways asks for the site's address, the username and an application password.
func (n *Network) Ways() []data.Way {
	return []data.Way{{Key: "password", Fields: []data.Field{
		{Key: "site", Hint: "https://boulangerie.example"},
		{Key: "login", Hint: "camille"},
		{Key: "password", Secret: true, Hint: "xxxx xxxx xxxx xxxx xxxx xxxx"},
	}}}
}

// Connect finds the site's REST API and signs in. Account.Server is the root of
// that API. A role that may not publish is refused with CodeRights: such a role
// cannot choose the address of what it hands in either, so that a lost answer
// could never be settled.
func (n *Network) Connect(ctx context.Context, c data.Connecting) ([]data.Connection, error) {
	return data.One(n.signIn(ctx, c.Answers))
}

func (n *Network) signIn(ctx context.Context, answers map[string]string) (data.Connection, error) {
	const op = "wordpress: sign in"
	site, err := siteURL(answers["site"])
	if err != nil {
		return data.Connection{}, &data.Failure{Kind: data.Invalid, Op: op, Code: CodeServer, Err: err}
	}
	typed := login{Name: strings.TrimSpace(answers["login"]), Password: strings.Join(strings.Fields(answers["password"]), "")}
	if typed.Name == "" || typed.Password == "" {
		return data.Connection{}, &data.Failure{Kind: data.Auth, Op: op, Code: CodePassword, Err: errors.New("nothing was typed")}
	}
	found, err := n.discover(ctx, op, site, typed)
	if err != nil {
		return data.Connection{}, err
	}
	me, err := found.me(ctx, op, typed)
	if err != nil {
		return data.Connection{}, err
	}
	if !me.may("publish_posts") {
		return data.Connection{}, &data.Failure{Kind: data.Unsupported, Op: op, Code: CodeRights, Err: errors.New("may not publish")}
	}
	secret, err := typed.secret()
	if err != nil {
		return data.Connection{}, &data.Failure{Kind: data.Invalid, Op: op, Err: err}
	}
	account := data.Account{
		Network: Name, Server: found.root, Remote: strconv.FormatInt(me.ID, 10),
		Handle: me.Username + "@" + found.home, Name: found.name, Software: found.software,
		State: data.AccountReady, Can: me.can(), Connected: n.http.Clock().Now(),
	}
	if account.Name == "" {
		account.Name = found.home
	}
	return data.Connection{Account: account, Secret: secret}, nil
}

// me reads the account that is signed in.
func (s site) me(ctx context.Context, op string, typed login) (user, error) {
	u, err := s.user(ctx, op, typed)
	var said *refused
	switch f := data.AsFailure(op, err); {
	case err == nil:
		return u, nil
	case f.Kind != data.Auth:
		return u, err
	case !s.passwords:
		return u, &data.Failure{Kind: data.Unsupported, Op: op, Code: CodeNoPasswords, Raw: f.Raw, Err: f.Err}
	case errors.As(err, &said) && said.Code == "rest_not_logged_in":
		f.Code = CodeAuthorization
	default:
		f.Code = CodePassword
	}
	return u, err
}

// Open returns a session for the account. It also implements Publisher, Holder,
// Deleter, Counter, Reader, Replier, Moderator, MediaHost, Prober and Describer
// of package data.
func (n *Network) Open(a data.Account, k data.Keys) data.Session {
	return &session{wire: wire{http: n.http, root: a.Server}, account: a, keys: k}
}

// capabilities is what a site takes from somebody who may publish.
func capabilities(uploads, moderates bool) data.Capabilities {
	can := data.Capabilities{
		Text:  data.TextRule{Unit: data.Graphemes},
		Title: true,
		Hold:  data.HoldRule{Native: true, Min: minHold},
		// An article is recognised by its slug.
		Proof: data.ProofRule{Proof: data.ProofLook, Settle: settle},
		Options: []data.Option{
			{Key: "excerpt", Kind: data.OptionText},
			{Key: "categories", Kind: data.OptionTags},
			{Key: "tags", Kind: data.OptionTags},
			{Key: "slug", Kind: data.OptionText, Max: maxSlug},
			{Key: "status", Kind: data.OptionChoice, Choices: []string{statusPublish, statusDraft, statusPending}},
		},
		Delete:   true,
		Messages: true,
		Reply:    true,
	}
	if moderates {
		can.Acts = acts()
	}
	if uploads {
		can.Hosts = true
		can.Media = data.MediaRule{Images: maxImages, MaxBytes: maxImageBytes, MIME: []string{"image/jpeg", "image/png", "image/gif", "image/webp"}}
	}
	return can
}

// login is what the keychain keeps: an application password goes with a name.
type login struct {
	Name     string `json:"login"`
	Password string `json:"password"`
}

// secret is how the pair is kept: its JSON.
func (l login) secret() (data.Secret, error) {
	text, err := json.Marshal(l)
	return data.NewSecret(string(text)), err
}

func readLogin(op string, secret data.Secret) (login, error) {
	var l login
	if err := json.Unmarshal([]byte(secret.Reveal()), &l); err != nil || l.Name == "" || l.Password == "" {
		return l, &data.Failure{Kind: data.Auth, Op: op, Err: errors.New("what the keychain holds is not a name and password")}
	}
	return l, nil
}

// user is what users/me answers.
type user struct {
	ID           int64
	Username     string
	Capabilities json.RawMessage // an object of flags; PHP writes an empty one as a list
}

// may tells whether the user's role has a capability.
func (u user) may(capability string) bool {
	var all map[string]json.RawMessage
	if json.Unmarshal(u.Capabilities, &all) != nil {
		return false
	}
	switch string(all[capability]) {
	case "true", "1", `"1"`:
		return true
	}
	return false
}

// can is what the user's role allows.
func (u user) can() data.Capabilities {
	return capabilities(u.may("upload_files"), u.may("moderate_comments"))
}

func (w wire) user(ctx context.Context, op string, as login) (user, error) {
	var u user
	resp, err := w.as(ctx, as, w.read(op, "/wp/v2/users/me", values("context", "edit", "_fields", "id,username,capabilities")))
	if err != nil {
		return u, err
	}
	if err := resp.JSON(op, &u); err != nil {
		return u, err
	}
	if u.ID <= 0 || u.Username == "" {
		return u, resp.Malformed(op, fmt.Errorf("user %d has no name", u.ID))
	}
	return u, nil
}
