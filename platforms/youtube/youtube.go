// Package youtube speaks with YouTube (Data API v3, Analytics API v2) through
// the owner's own project on Google. A post is a video: it is uploaded private
// when the post is prepared, and made public by one small request.
package youtube

import (
	"context"
	"time"

	"parvis/data"
	"parvis/platforms/google"
	"parvis/platforms/httpx"
	"parvis/platforms/oauth"
)

// Name is the network's name in the database.
const Name data.NetworkName = "youtube"

// Permissions, as Google names them. Every method of comments takes only the
// first, which covers videos too.
const (
	scopeManage  = "https://www.googleapis.com/auth/youtube.force-ssl"
	scopeNumbers = "https://www.googleapis.com/auth/yt-analytics.readonly"
)

const (
	titleMax       = 100 // in characters
	descriptionMax = 5000
	tagsMax        = 500 // in characters, with the commas between them
	// leastAhead is ours: a date that has passed would make a video public at
	// once.
	leastAhead = 5 * time.Minute
	// chunkSize is how much of a video goes in one request; a multiple of
	// 256 KiB, as the network wants.
	chunkSize = 8 << 20
)

// Codes of this network besides the common ones and those of package google.
const (
	CodeChannel = "youtube_channel" // the Google account has no channel
	CodeTitle   = "youtube_title"   // none, too long, or with < or >
	CodeSigns   = "youtube_signs"   // < or > in the description
	CodeTags    = "youtube_tags"
	CodeVideo   = "youtube_video" // not exactly one video
	CodeFile    = "youtube_file"  // the network could not read the video, or refused it
	CodeClosed  = "youtube_closed"
	CodeTooLong = "too_long"
	CodeEmpty   = "empty"
	CodeTooSoon = "too_soon"
)

// Options of a post.
const (
	optionPrivacy  = "youtube_privacy"
	optionCategory = "youtube_category"
	optionTags     = "youtube_tags"
	optionKids     = "youtube_kids"
	optionMadeByAI = "youtube_ai"
)

// Network is YouTube. It holds no state but the HTTP client.
type Network struct {
	http  *httpx.Client
	page  func() oauth.Page
	chunk int64
}

// New returns the network. page is what the browser shows once the person has
// agreed or refused.
func New(c *httpx.Client, page func() oauth.Page) *Network {
	return &Network{http: c, page: page, chunk: chunkSize}
}

// Name is "youtube".
func (n *Network) Name() data.NetworkName { return Name }

// Title is "YouTube".
func (n *Network) Title() string { return "YouTube" }

// Card says that the owner needs a project of their own.
func (n *Network) Card() data.Card {
	return data.Card{
		Setup: data.SetupOwnApp, Can: capabilities(scopeManage + " " + scopeNumbers), Checked: "2026-11-21",
		Link: "https://developers.google.com/youtube/v3/docs",
	}
}

// capabilities is what an account can do with the permissions that were given.
func capabilities(scope string) data.Capabilities {
	manages := google.Granted(scope, scopeManage)
	can := data.Capabilities{
		// The network counts the bytes of a description.
		Text:  data.TextRule{Unit: data.Runes, MaxBytes: descriptionMax, Optional: true},
		Title: true, TitleMax: titleMax,
		Media: data.MediaRule{
			Videos: 1, VideoBytes: data.MaxVideoBytes, VideoMax: 12 * time.Hour, Required: true,
			VideoMIME: []string{"video/mp4", "video/quicktime", "video/webm", "video/x-matroska", "video/mpeg", "video/x-msvideo"},
		},
		// The video is there before the request that counts: that request names
		// it and may be repeated.
		Proof:   data.ProofRule{Proof: data.ProofKey, Settle: 10 * time.Second},
		Page:    "https://studio.youtube.com/",
		Options: options(),
		Delete:  manages, Messages: manages, Reply: manages, Likes: true,
	}
	if manages {
		can.Hold = data.HoldRule{Native: true, Min: leastAhead}
		can.Acts = []data.Act{data.ActApprove, data.ActHold, data.ActSpam, data.ActDelete, data.ActBlock}
	}
	return can
}

func options() []data.Option {
	return []data.Option{
		{Key: optionPrivacy, Kind: data.OptionChoice, Choices: []string{"public", "unlisted"}},
		{Key: optionCategory, Kind: data.OptionChoice, Choices: categories()},
		{Key: optionTags, Kind: data.OptionTags},
		{Key: optionKids, Kind: data.OptionFlag},
		{Key: optionMadeByAI, Kind: data.OptionFlag},
	}
}

// categories are those that a video can be put into, by the network's numbers
// (remembered, not verified: the list differs a little by country).
func categories() []string {
	return []string{"22", "26", "27", "24", "19", "10", "17", "25", "28", "20", "23", "15", "2", "1", "29"}
}

// Connect lets the person agree in the browser and reads the channel that they
// chose there.
func (n *Network) Connect(ctx context.Context, c data.Connecting) ([]data.Connection, error) {
	return data.One(n.signIn(ctx, c))
}

func (n *Network) signIn(ctx context.Context, c data.Connecting) (data.Connection, error) {
	held, kept, err := google.SignIn(ctx, c, google.Door{
		Op: "youtube: sign in", HTTP: n.http, Page: n.page(), Scopes: []string{scopeManage, scopeNumbers},
	})
	if err != nil {
		return data.Connection{}, err
	}
	s := n.open(data.Account{Server: c.Server}, oauth.Lent(kept))
	account, err := s.describe(ctx, held)
	if err != nil {
		return data.Connection{}, err
	}
	account.Connected = n.http.Clock().Now()
	return data.Connection{Account: account, Secret: kept}, nil
}

// Open returns a session for the account. It also implements Publisher,
// Holder, Deleter, Counter, DayCounter, Reader, Replier, Moderator, Prober and
// Describer of package data. It is no Revoker: Google knows the owner's project
// and not its single sign-ins, so that taking one back would end those of the
// other channels and business profiles too.
func (n *Network) Open(a data.Account, k data.Keys) data.Session { return n.open(a, k) }

func (n *Network) open(a data.Account, k data.Keys) *session {
	at := hostsOf(a.Server)
	return &session{hosts: at, http: n.http, chunk: n.chunk, account: a, keys: k}
}
