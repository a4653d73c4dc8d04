// Package instagram speaks with the professional accounts of Instagram: with
// Instagram's own sign-in, or through the Facebook Page that an account belongs
// to. What is posted is first put together in a container, which nobody sees,
// and then published, once.
package instagram

import (
	"context"
	"errors"
	"strings"
	"time"

	"parvis/data"
	"parvis/platforms/httpx"
)

// Name is the network's name in the database.
const Name data.NetworkName = "instagram"

// defaultVersion is the Graph API's of 29 July 2026, which lives about two years.
const defaultVersion = "v26.0"

// The hosts of the network.
const (
	hostSignIn   = "https://www.instagram.com"
	hostCode     = "https://api.instagram.com"
	hostGraph    = "https://graph.instagram.com"
	hostFacebook = "https://graph.facebook.com"
	hostUpload   = "https://rupload.facebook.com"
)

// settle is how long the network may still be at work on a publishing whose
// answer was lost.
const settle = time.Minute

// Options of a post.
const (
	optionCollaborators = "collaborators"
	optionShareToFeed   = "share_to_feed"
	reelsOnly           = "reels"
)

// What a post may have (Instagram Platform, content publishing; digests of
// September 2026).
const (
	mostCaption       = 2200
	mostHashtags      = 30
	mostMentions      = 20
	mostPieces        = 10
	mostCollaborators = 3
	pictureBytes      = 8 << 20
	videoBytes        = 300 << 20
	usualPerDay       = 50 // the reference's number; the account's own is asked for
)

// Codes of this network besides the common ones and those of package graph.
const (
	CodeNoMedia   = "no_media" // nothing is attached
	CodeHashtags  = "hashtags"
	CodeMentions  = "mentions"
	CodeAnswered  = "instagram_answered" // a comment is answered in private once
	CodeWindow    = "instagram_window"   // and within seven days
	CodeNoAccount = "no_account"         // no professional account behind the token
)

// Network is Instagram. It holds no state but the HTTP client.
type Network struct {
	http    *httpx.Client
	version string
}

// New returns the network.
func New(c *httpx.Client) *Network { return &Network{http: c, version: defaultVersion} }

// Name is "instagram".
func (n *Network) Name() data.NetworkName { return Name }

// Title is "Instagram".
func (n *Network) Title() string { return "Instagram" }

// Card says that the owner needs an application in their own name.
func (n *Network) Card() data.Card {
	all := func(string) bool { return true }
	return data.Card{
		Setup: data.SetupOwnApp, Can: capabilities(all, usualPerDay), Checked: "2026-11-21",
		Link: "https://developers.facebook.com/docs/instagram-platform",
	}
}

// capabilities is what an account can do whose token has these abilities.
func capabilities(able func(ability string) bool, perDay int) data.Capabilities {
	can := data.Capabilities{
		Text: data.TextRule{Max: mostCaption, Unit: data.Runes, Hashtags: mostHashtags, Mentions: mostMentions, Optional: true},
		Media: data.MediaRule{
			Images: mostPieces, MaxBytes: pictureBytes, MIME: []string{"image/jpeg"}, AltMax: 1000,
			MinRatio: 4.0 / 5, MaxRatio: 1.91, MaxWidth: 1440,
			Videos: mostPieces, VideoBytes: videoBytes, VideoMIME: []string{"video/mp4", "video/quicktime"},
			VideoMin: 3 * time.Second, VideoMax: 15 * time.Minute,
			Mixed: true, Required: true, ByURL: true,
		},
		Proof: data.ProofRule{Proof: data.ProofLook, Settle: settle},
		Options: []data.Option{
			{Key: optionCollaborators, Kind: data.OptionTags},
			{Key: optionShareToFeed, Kind: data.OptionChoice, Choices: []string{"feed", reelsOnly}},
		},
		Delete: able(data.AbilityDelete), Messages: able(data.AbilityMessages), Reply: able(data.AbilityReply),
		Private: able(data.AbilityDirect), Reach: able(data.AbilityNumbers), Likes: true, PerDay: perDay,
	}
	if able(data.AbilityModerate) {
		can.Acts = []data.Act{data.ActHide, data.ActUnhide, data.ActDelete}
	}
	return can
}

// Connect reads the accounts that a token opens, or lets the person agree in
// the browser first. A token of Instagram's own opens one account, one of
// Facebook's those of all its Pages.
func (n *Network) Connect(ctx context.Context, c data.Connecting) ([]data.Connection, error) {
	switch c.Way {
	case wayToken:
		return data.One(n.byToken(ctx, c))
	case wayPaste:
		return data.One(n.byPage(ctx, c))
	case wayFacebook:
		return n.byFacebook(ctx, c)
	}
	return nil, &data.Failure{Kind: data.Invalid, Op: "instagram: connect", Err: errors.New("no such way")}
}

// Open returns a session for the account. It also implements Publisher,
// Deleter, Counter, DayCounter, Reader, Replier, PrivateReplier, Moderator,
// Prober and Describer of package data.
func (n *Network) Open(a data.Account, k data.Keys) data.Session {
	return &session{wire: n.at(a.Server), account: a, keys: k}
}

// at is the wire to the Graph host of an account. Outside the network's own
// hosts one server stands for all.
func (n *Network) at(server string) wire {
	w := wire{http: n.http, server: server, upload: server, version: n.version}
	if server == hostGraph || server == hostFacebook {
		w.upload = hostUpload
	}
	return w
}

// or is the server that stands for all hosts, or else this host.
func or(server, host string) string {
	if server != "" {
		return strings.TrimRight(server, "/")
	}
	return host
}
