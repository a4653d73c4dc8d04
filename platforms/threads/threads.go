// Package threads speaks with Threads. What is posted is first put together in
// a container, which nobody sees, and then published, once. The network fetches
// pictures and videos itself, from a public address.
package threads

import (
	"context"
	"errors"
	"strings"
	"time"

	"parvis/data"
	"parvis/platforms/httpx"
)

// Name is the network's name in the database.
const Name data.NetworkName = "threads"

// version is the only one there is.
const version = "v1.0"

// The hosts of the network.
const (
	hostSignIn = "https://www.threads.com"
	hostGraph  = "https://graph.threads.net"
)

// settle is how long the network may still be at work on a publishing whose
// answer was lost.
const settle = time.Minute

// Options of a post.
const (
	optionPoll      = "poll"
	optionTopic     = "topic_tag"
	optionReplies   = "reply_control"
	optionLink      = "link_attachment"
	optionSpoiler   = "spoiler_media"
	optionApprovals = "reply_approvals"

	everyone = "everyone" // the usual readers
)

// What a post may have (digests of the documentation of mid-2026).
const (
	mostText       = 500
	mostLinks      = 5
	mostPieces     = 20
	pictureBytes   = 8 << 20
	videoBytes     = 1 << 30
	leastPoll      = 2
	mostPoll       = 4
	mostPollAnswer = 25  // letters (remembered, not verified)
	mostTopic      = 50  // letters (remembered, not verified)
	usualPerDay    = 250 // the account's own number is asked for
)

// Codes of this network besides the common ones and those of package graph.
const (
	CodeEmpty = "empty"
	CodeLinks = "links" // more links than a post may have
	CodePoll  = "poll"  // two to four answers, and nothing attached
	CodeTopic = "topic" // one word or name, without . and &
)

// Network is Threads. It holds no state but the HTTP client.
type Network struct{ http *httpx.Client }

// New returns the network.
func New(c *httpx.Client) *Network { return &Network{http: c} }

// Name is "threads".
func (n *Network) Name() data.NetworkName { return Name }

// Title is "Threads".
func (n *Network) Title() string { return "Threads" }

// Card says that the owner needs an application in their own name.
func (n *Network) Card() data.Card {
	all := func(string) bool { return true }
	return data.Card{
		Setup: data.SetupOwnApp, Can: capabilities(all, usualPerDay), Checked: "2026-11-21",
		Link: "https://developers.facebook.com/docs/threads",
	}
}

// capabilities is what an account can do whose token has these abilities.
func capabilities(able func(ability string) bool, perDay int) data.Capabilities {
	can := data.Capabilities{
		Text: data.TextRule{Max: mostText, Unit: data.EmojiBytes, Links: mostLinks, Optional: true},
		Media: data.MediaRule{
			Images: mostPieces, MaxBytes: pictureBytes, MIME: []string{"image/jpeg", "image/png"}, AltMax: 1000,
			MinRatio: 0.1, MaxRatio: 10, MaxWidth: 1440,
			Videos: mostPieces, VideoBytes: videoBytes, VideoMIME: []string{"video/mp4", "video/quicktime"},
			VideoMax: 5 * time.Minute, Mixed: true, ByURL: true, VideoByURL: true,
		},
		Thread: true,
		Proof:  data.ProofRule{Proof: data.ProofLook, Settle: settle},
		Options: []data.Option{
			{Key: optionReplies, Kind: data.OptionChoice, Choices: []string{
				everyone, "accounts_you_follow", "followers_only", "mentioned_only",
			}},
			{Key: optionTopic, Kind: data.OptionText, Max: mostTopic},
			{Key: optionLink, Kind: data.OptionText},
			{Key: optionPoll, Kind: data.OptionLines, Max: mostPoll},
			{Key: optionSpoiler, Kind: data.OptionFlag},
			{Key: optionApprovals, Kind: data.OptionFlag},
		},
		Delete: able(data.AbilityDelete), Messages: able(data.AbilityMessages), Reply: able(data.AbilityReply),
		Likes: able(data.AbilityNumbers), PerDay: perDay,
	}
	if able(data.AbilityModerate) {
		can.Acts = []data.Act{data.ActHide, data.ActUnhide, data.ActApprove}
	}
	return can
}

// Connect reads the account that a token opens, or lets the person agree in the
// browser first.
func (n *Network) Connect(ctx context.Context, c data.Connecting) ([]data.Connection, error) {
	switch c.Way {
	case wayToken:
		return data.One(n.byToken(ctx, c))
	case wayPaste:
		return data.One(n.byPage(ctx, c))
	}
	return nil, &data.Failure{Kind: data.Invalid, Op: "threads: connect", Err: errors.New("no such way")}
}

// Open returns a session for the account. It also implements Publisher,
// Deleter, Counter, DayCounter, Reader, Replier, Moderator, Prober and
// Describer of package data.
func (n *Network) Open(a data.Account, k data.Keys) data.Session {
	return &session{wire: wire{n.http, a.Server}, account: a, keys: k}
}

// or is the server that stands for all hosts, or else this host.
func or(server, host string) string {
	if server != "" {
		return strings.TrimRight(server, "/")
	}
	return host
}
