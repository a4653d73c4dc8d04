// Package tiktok delivers videos, and photos where the owner's site is known
// there, into the inbox of a person's TikTok application, who finishes and
// publishes them. That is what an application of one's own may do without the
// network's audit; publishing directly is left out.
package tiktok

import (
	"slices"
	"strings"
	"time"

	"parvis/data"
	"parvis/platforms/httpx"
	"parvis/platforms/oauth"
)

// Name is the network's name in the database.
const Name data.NetworkName = "tiktok"

const (
	apiHost = "https://open.tiktokapis.com"
	webHost = "https://www.tiktok.com"
	// uploadDomain is where the hosts are that take videos in.
	uploadDomain = ".tiktokapis.com"

	maxText     = 2200          // of a caption, in UTF-16 units
	maxFilm     = 4_000_000_000 // bytes
	maxLength   = 10 * time.Minute
	maxPhotos   = 35
	maxPhoto    = 20_000_000 // bytes
	minChunk    = 5 << 20
	maxChunks   = 1000
	listPage    = 20 // the most own videos that the network gives at once
	listPages   = 500
	uploadLife  = time.Hour
	uploadSpare = 5 * time.Minute // before its end, for what the last part takes
	// settle is how long a part whose answer was lost may still be on its way.
	settle = 30 * time.Second
	// draftsPause is how long the network is left alone after it said that too
	// much waits or came; it tells no time.
	draftsPause = time.Hour
)

// The permissions that Parvis asks for, as the network names them.
const (
	scopeBasic   = "user.info.basic"
	scopeProfile = "user.info.profile"
	scopeStats   = "user.info.stats"
	scopeList    = "video.list"
	scopeUpload  = "video.upload"
)

func scopes() []string {
	return []string{scopeBasic, scopeProfile, scopeStats, scopeList, scopeUpload}
}

// Codes of this network besides the common ones.
const (
	CodeApp        = "app"              // the network does not know the application, or not with this secret
	CodePermission = "permission"       // a permission was not given when connecting
	CodeNeedsMedia = "tiktok_media"     // neither a video nor photos
	CodeMixed      = "mixed_media"      // photos and a video, or two videos
	CodeMediaType  = "media_type"       // not a kind of file that the network takes
	CodeLength     = "tiktok_length"    // a video that is too long
	CodeTooMany    = "too_many_images"  // more photos than the network takes
	CodeTooLong    = "too_long"         // the caption
	CodePhotos     = "tiktok_photos"    // photos, without the address that the network fetches them from
	CodeDomain     = "tiktok_domain"    // that address is not one that the owner has proved to be theirs
	CodeWaiting    = "tiktok_waiting"   // as many drafts wait in the application as the network allows
	CodeEnough     = "tiktok_enough"    // as much came today as the network allows
	CodeBarred     = "tiktok_barred"    // the network lets this account publish nothing for now
	CodeExpired    = "upload_expired"   // the upload was begun too long ago and has to be begun again
	CodeUploadHost = "tiktok_elsewhere" // the network named a place for the upload that is not its own
)

// Network is TikTok. It holds no state but the HTTP client.
type Network struct {
	http *httpx.Client
	page func() oauth.Page
}

// New returns the network. page is what the browser shows once the person has
// agreed or refused.
func New(c *httpx.Client, page func() oauth.Page) *Network { return &Network{http: c, page: page} }

// Name is "tiktok".
func (n *Network) Name() data.NetworkName { return Name }

// Title is "TikTok".
func (n *Network) Title() string { return "TikTok" }

// Card says that the owner needs an application of their own, and that a person
// finishes what Parvis delivers.
func (n *Network) Card() data.Card {
	return data.Card{
		Setup: data.SetupOwnApp, Can: capabilities(scopes(), true), Checked: "2026-11-21",
		Link: "https://developers.tiktok.com/doc/content-posting-api-get-started-upload-content/",
	}
}

// Open returns a session for the account. It also implements Publisher, Holder,
// Counter, Prober, Describer and Revoker of package data.
func (n *Network) Open(a data.Account, k data.Keys) data.Session {
	return &session{wire: wire{http: n.http, server: a.Server}, account: a, keys: k, begun: map[string]film{}}
}

// capabilities is what the given permissions allow. Photos are fetched by the
// network, from a site that the owner has proved to be theirs.
func capabilities(given []string, photos bool) data.Capabilities {
	can := data.Capabilities{
		Text: data.TextRule{Max: maxText, Unit: data.UTF16, Optional: true},
		Media: data.MediaRule{
			Videos: 1, VideoBytes: maxFilm, VideoMIME: []string{"video/mp4", "video/quicktime", "video/webm"},
			VideoMax: maxLength, Required: true,
		},
		Tap: data.TapThere, Page: "https://www.tiktok.com/",
		// A draft is known by the id that was given for its upload.
		Proof: data.ProofRule{Proof: data.ProofLook, Settle: settle},
		Likes: slices.Contains(given, scopeList),
	}
	if photos {
		can.Media.Images, can.Media.MaxBytes, can.Media.ByURL = maxPhotos, maxPhoto, true
		can.Media.MIME = []string{"image/jpeg", "image/webp"}
	}
	return can
}

// granted are the permissions that the credentials hold. A network that does
// not tell gave what it was asked for.
func granted(c oauth.Credentials) []string {
	if c.Scope == "" {
		return scopes()
	}
	return strings.FieldsFunc(c.Scope, func(r rune) bool { return r == ',' || r == ' ' })
}
