// Package byhand is for the places that take nothing from a program: a group, a
// personal page, a forum, a blog of another kind. At the hour of a post Parvis
// copies the text, opens the page, and asks whether it is done. No request is
// ever made.
package byhand

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"net/url"
	"strings"

	"parvis/data"
)

// Name is the network's name in the database.
const Name data.NetworkName = "byhand"

// Codes of this network.
const (
	CodeName = "place_name" // a place needs a name
	CodePage = "place_page" // the page is no web address
)

// OptionForm is in which form the text is copied; its choices follow.
const (
	OptionForm   = "form"
	FormText     = "text"
	FormMarkdown = "markdown"
	FormHTML     = "html"
)

// Network is every such place. It holds no state.
type Network struct {
	clock data.Clock
}

// New returns the network.
func New(c data.Clock) *Network { return &Network{clock: c} }

// Name is "byhand".
func (n *Network) Name() data.NetworkName { return Name }

// Title is a word that French and English share.
func (n *Network) Title() string { return "Page web" }

// Card says that there is nothing to set up.
func (n *Network) Card() data.Card {
	return data.Card{Setup: data.SetupNone, Can: capabilities(""), Checked: "2026-11-21"}
}

// Ways asks for a name, and for the page to open.
func (n *Network) Ways() []data.Way {
	return []data.Way{{Key: "place", Fields: []data.Field{
		{Key: "name"}, {Key: "page", Optional: true, Hint: "https://forum.example/nouveau"},
	}}}
}

// Connect keeps the name and the page. Nothing is asked of anybody, and the
// secret says so.
func (n *Network) Connect(_ context.Context, c data.Connecting) ([]data.Connection, error) {
	name, page := strings.TrimSpace(c.Answers["name"]), strings.TrimSpace(c.Answers["page"])
	if name == "" {
		return nil, &data.Failure{Kind: data.Invalid, Op: "byhand: add", Code: CodeName, Err: errors.New("no name")}
	}
	host := ""
	if page != "" {
		if !strings.Contains(page, "://") {
			page = "https://" + page
		}
		u, err := url.Parse(page)
		if err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http" {
			return nil, &data.Failure{Kind: data.Invalid, Op: "byhand: add", Code: CodePage, Err: errors.New("not a web address")}
		}
		host = u.Host
	}
	id := sha256.Sum256([]byte(name + "\x00" + page))
	return []data.Connection{{
		Account: data.Account{
			Network: Name, Server: page, Remote: hex.EncodeToString(id[:8]), Handle: name, Name: name, Software: host,
			State: data.AccountReady, Can: capabilities(page), Connected: n.clock.Now(),
		},
		Secret: data.NewSecret("none"),
	}}, nil
}

// Open returns a session that can do nothing but say who the account is.
func (n *Network) Open(a data.Account, _ data.Keys) data.Session { return session{a} }

func capabilities(page string) data.Capabilities {
	return data.Capabilities{
		Text: data.TextRule{Unit: data.Graphemes, Optional: true}, Title: true, Page: page,
		Media: data.MediaRule{
			Images: 20, MaxBytes: data.MaxMediaBytes, MIME: []string{"image/jpeg", "image/png", "image/gif", "image/webp"},
			Videos: 1, VideoBytes: data.MaxVideoBytes, VideoMIME: []string{"video/mp4", "video/quicktime", "video/webm"}, Mixed: true,
		},
		Tap:     data.TapHere,
		Proof:   data.ProofRule{Proof: data.ProofNone},
		Options: []data.Option{{Key: OptionForm, Kind: data.OptionChoice, Choices: []string{FormText, FormMarkdown, FormHTML}}},
	}
}

type session struct{ account data.Account }

// Profile is what the person said; nothing is counted.
func (s session) Profile(context.Context) (data.Profile, error) {
	return data.Profile{Remote: s.account.Remote, Handle: s.account.Handle, Name: s.account.Name, URL: s.account.Server}, nil
}
