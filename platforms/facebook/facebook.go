// Package facebook speaks with the Pages of Facebook through its Graph API. An
// owner uses an application of their own; what a Page's token allows is read
// from the network.
package facebook

import (
	"time"

	"parvis/data"
	"parvis/platforms/httpx"
	"parvis/platforms/oauth"
)

// Name is the network's name in the database.
const Name data.NetworkName = "facebook"

const (
	// defaultVersion is that of 29 July 2026; each lives about two years.
	defaultVersion = "v26.0"

	// The network's hosts.
	graphHost  = "https://graph.facebook.com"
	videoHost  = "https://graph-video.facebook.com"
	uploadHost = "https://rupload.facebook.com"
	webHost    = "https://www.facebook.com"

	maxText  = 63_206
	maxImage = 4 << 20 // the network says 10 MB, and refuses some beyond 4
	images   = 10
	// Of a reel. A video may be as long as 240 minutes (remembered, not
	// verified).
	reelMin  = 3 * time.Second
	reelMax  = 90 * time.Second
	videoMax = 240 * time.Minute

	// settle is how long a request whose answer was lost may still be at work.
	settle = 30 * time.Second
	// The network holds a post between leastAhead and mostAhead.
	leastAhead = 10 * time.Minute
	mostAhead  = 30 * 24 * time.Hour
	// holdMargin is for uploads and for clocks that differ.
	holdMargin = 5 * time.Minute
)

// Options of a post.
const (
	optionLink   = "link"
	optionFormat = "format"

	formatVideo = "video"
	formatReel  = "reel"
)

// Codes of this network besides the common ones and those of package graph.
const (
	CodeApp      = "app"               // the network does not know the application, or not with this secret
	CodeToken    = "facebook_token"    // none was pasted, or not a whole one
	CodeVersion  = "facebook_version"  // not a version of the Graph API
	CodeNoPage   = "facebook_no_page"  // the sign-in opens no Page that may be published on
	CodeMixed    = "mixed_media"       // pictures and a video, or two videos
	CodeEmpty    = "empty"             // neither text nor link nor picture
	CodeTooSoon  = "too_soon"          // a scheduled time less than ten minutes ahead
	CodeReel     = "facebook_reel"     // a reel without a video, or of another length
	CodeVideo    = "facebook_video"    // the network could not process the video
	CodePolicy   = "facebook_policy"   // against the network's rules
	CodeLink     = "facebook_link"     // a link that the network does not take
	CodeWindow   = "facebook_window"   // too late to answer in private
	CodeAnswered = "facebook_answered" // was answered in private already
)

// Network is Facebook. It holds no state but the HTTP client.
type Network struct {
	http    *httpx.Client
	page    func() oauth.Page
	version string
}

// New returns the network. page is what the browser shows once the person has
// agreed or refused.
func New(c *httpx.Client, page func() oauth.Page) *Network {
	return &Network{http: c, page: page, version: defaultVersion}
}

// Name is "facebook".
func (n *Network) Name() data.NetworkName { return Name }

// Title is "Facebook".
func (n *Network) Title() string { return "Facebook" }

// Card says that the owner needs an application of their own.
func (n *Network) Card() data.Card {
	return data.Card{
		Setup: data.SetupOwnApp, Can: rights{}.capabilities(), NoRepeats: true, Checked: "2026-11-21",
		Link: "https://developers.facebook.com/docs/pages-api",
	}
}

// Open returns a session for the Page. It also implements Publisher, Holder,
// Deleter, Counter, DayCounter, Reader, Replier, PrivateReplier, Moderator,
// Prober, Describer and MediaHost of package data. It is no Revoker: the
// network takes a permission back from a person's every Page at once.
func (n *Network) Open(a data.Account, k data.Keys) data.Session {
	return &session{wire: wire{http: n.http, hosts: hosts(a.Server), version: n.versionOf(a.Software)}, account: a, keys: k}
}

// capabilities is what a Page with these rights can do.
func (r rights) capabilities() data.Capabilities {
	can := data.Capabilities{
		Text: data.TextRule{Max: maxText, Unit: data.Runes, Optional: true},
		Media: data.MediaRule{
			Images: images, MaxBytes: maxImage, MIME: []string{"image/jpeg", "image/png", "image/gif"},
			Videos: 1, VideoBytes: data.MaxVideoBytes, VideoMIME: []string{"video/mp4", "video/quicktime"}, VideoMax: videoMax,
		},
		Hold:  data.HoldRule{Native: true, Min: leastAhead + holdMargin, Max: mostAhead},
		Proof: data.ProofRule{Proof: data.ProofLook, Settle: settle},
		Options: []data.Option{
			{Key: optionLink, Kind: data.OptionText},
			{Key: optionFormat, Kind: data.OptionChoice, Choices: []string{formatVideo, formatReel}},
		},
		Likes: true, Reach: r.allow(data.AbilityNumbers), Delete: r.allow(data.AbilityDelete), Hosts: true,
		Messages: r.allow(data.AbilityMessages), Reply: r.allow(data.AbilityReply), Private: r.allow(data.AbilityDirect),
	}
	if r.allow(data.AbilityModerate) {
		can.Acts = []data.Act{data.ActHide, data.ActUnhide, data.ActDelete, data.ActBlock, data.ActUnblock}
	}
	return can
}
