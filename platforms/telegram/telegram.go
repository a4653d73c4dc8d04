// Package telegram speaks with Telegram channels through a bot of the owner's,
// by the Bot API. A bot cannot read a channel back: what became of a lost answer
// only a person can see. Comments are read where the channel has a discussion
// group with the bot in it. One bot serves one channel, since what is read of a
// bot's news is read for good.
package telegram

import (
	"context"
	"errors"
	"regexp"
	"strings"

	"parvis/data"
	"parvis/platforms/httpx"
	"parvis/platforms/oauth"
)

// Name is the network's name in the database.
const Name data.NetworkName = "telegram"

const (
	realAPI = "https://api.telegram.org"
	realWeb = "https://t.me"
)

// Limits of a post, from the Bot API 10.1.
const (
	maxText    = 4096
	maxCaption = 1024
	maxAlbum   = 10
	// maxSides is of width and height together.
	maxSides = 10_000
	maxRatio = 20
	// maxImageBytes is less than the network takes (10 MB): it shows pictures
	// smaller than that anyway, and they travel inside the request.
	maxImageBytes = 2 << 20
	maxVideoBytes = 50 << 20
)

// Options of a post.
const (
	optionSilent    = "silent"
	optionNoPreview = "no_preview"
)

// Codes of this network besides the common ones.
const (
	CodeTooLong   = "too_long"
	CodeTooMany   = "too_many_images"
	CodeMediaType = "media_type"
	CodeEmpty     = "empty"            // neither text nor picture
	CodeCaption   = "caption_too_long" // a text beside a picture may be 1,024 long
	CodeToken     = "telegram_token"   // not a bot's token
	CodeChannel   = "telegram_channel" // no such channel, or the bot is not in it
	CodeRights    = "telegram_rights"  // the bot is no administrator that may do so
	CodeDelete    = "telegram_delete"  // too old to be deleted by a bot
	CodeBusy      = "telegram_busy"    // another program reads the bot's news
	CodeNoGroup   = "telegram_group"   // no discussion group that the bot reads
)

// Network is Telegram. It holds no state but the HTTP client.
type Network struct{ http *httpx.Client }

// New returns the network.
func New(c *httpx.Client) *Network { return &Network{http: c} }

// Name is "telegram".
func (n *Network) Name() data.NetworkName { return Name }

// Title is "Telegram".
func (n *Network) Title() string { return "Telegram" }

// Card says that a bot's token is all it takes.
func (n *Network) Card() data.Card {
	all := rights{post: true, reads: true, deletes: true, bans: true}
	return data.Card{Setup: data.SetupToken, Can: all.capabilities(), Checked: "2026-11-21", Link: "https://core.telegram.org/bots/api"}
}

// Ways asks for the bot's token and the channel.
func (n *Network) Ways() []data.Way {
	const botFather = "https://t.me/BotFather"
	return []data.Way{{
		Key: "token",
		Fields: []data.Field{
			{Key: "token", Secret: true, Hint: "123456789:AAE…"},
			{Key: "channel", Hint: "@maisonlenoir"},
		},
		Steps: []data.Step{
			{Key: "bot", Link: botFather, Copy: []string{"/newbot"}, Sketch: []data.Mark{
				{Kind: data.MarkHeading, Key: "botfather", Value: "BotFather"},
				{Kind: data.MarkEntry, Key: "newbot", Press: true},
				{Kind: data.MarkText, Key: "token_line"},
				{Kind: data.MarkText, Key: "token_text", Value: "123456789:AAE…"},
			}},
			{Key: "admin", Sketch: []data.Mark{
				{Kind: data.MarkHeading, Key: "administrators"},
				{Kind: data.MarkButton, Key: "add_admin", Press: true},
				{Kind: data.MarkSwitch, Key: "post_messages"},
				{Kind: data.MarkSwitch, Key: "delete_messages"},
			}},
			{Key: "group", Sketch: []data.Mark{
				{Kind: data.MarkHeading, Key: "discussion"},
				{Kind: data.MarkEntry, Key: "discussion_group"},
				{Kind: data.MarkButton, Key: "add_admin", Press: true},
				{Kind: data.MarkSwitch, Key: "delete_messages"},
				{Kind: data.MarkSwitch, Key: "ban_users"},
			}},
		},
	}}
}

// tokenShape is how BotFather writes a token.
var tokenShape = regexp.MustCompile(`^[0-9]{1,20}:[A-Za-z0-9_-]{1,100}$`)

// Connect checks the token, and that its bot may post in the channel.
func (n *Network) Connect(ctx context.Context, c data.Connecting) ([]data.Connection, error) {
	return data.One(n.connect(ctx, c))
}

func (n *Network) connect(ctx context.Context, c data.Connecting) (data.Connection, error) {
	const op = "telegram: connect"
	token, channel := strings.TrimSpace(c.Answers["token"]), channelName(c.Answers["channel"])
	switch {
	case !tokenShape.MatchString(token):
		return data.Connection{}, &data.Failure{Kind: data.Invalid, Op: op, Code: CodeToken, Err: errors.New("not a bot's token")}
	case channel == "":
		return data.Connection{}, &data.Failure{Kind: data.Invalid, Op: op, Code: CodeChannel, Err: errors.New("no channel")}
	}
	kept, err := oauth.Credentials{Access: token}.Keep()
	if err != nil {
		return data.Connection{}, &data.Failure{Kind: data.Invalid, Op: op, Code: CodeToken, Err: err}
	}
	w := newWire(n.http, c.Server)
	s := &session{wire: w, account: data.Account{Network: Name, Server: w.api}, keys: oauth.Lent(kept)}
	account, err := s.describe(ctx, channel)
	if err != nil {
		return data.Connection{}, err
	}
	account.State, account.Connected = data.AccountReady, n.http.Clock().Now()
	return data.Connection{Account: account, Secret: kept}, nil
}

// channelName takes "@name", "name", an address on t.me, or the number of a
// private channel, and gives what the API takes: "@name" or the number.
func channelName(typed string) string {
	typed = strings.TrimSpace(typed)
	for _, before := range []string{"https://", "http://", "t.me/", "telegram.me/", "@"} {
		typed = strings.TrimPrefix(typed, before)
	}
	typed, _, _ = strings.Cut(typed, "/")
	if typed == "" || strings.ContainsAny(typed, " \t\r\n") {
		return ""
	}
	if strings.HasPrefix(typed, "-") {
		return typed
	}
	return "@" + typed
}

// Open returns a session for the account. It also implements Publisher,
// Deleter, Reader, Replier, Moderator, Prober and Describer of package data.
func (n *Network) Open(a data.Account, k data.Keys) data.Session {
	return &session{wire: newWire(n.http, a.Server), account: a, keys: k}
}
