// Package linkedin speaks with LinkedIn for members and for the pages that they
// administer, through the versioned API of Microsoft's documentation. An owner
// uses an application of their own; whoever signs in must do so again within
// sixty days, since the network renews tokens for approved partners alone.
package linkedin

import (
	"regexp"
	"slices"
	"strings"
	"time"

	"parvis/data"
	"parvis/platforms/httpx"
	"parvis/platforms/oauth"
)

// Name is the network's name in the database.
const Name data.NetworkName = "linkedin"

const (
	// defaultVersion is of last month; each version lives a year or more.
	defaultVersion = "202610"

	// The network's hosts.
	apiHost = "https://api.linkedin.com"
	webHost = "https://www.linkedin.com"

	maxText     = 3000
	maxComment  = 1250
	maxAlt      = 4086
	maxImages   = 20
	maxPixels   = 36_152_320
	maxWidth    = 4096
	maxImage    = 10 << 20 // the network tells none: ours
	minVideo    = 75 << 10
	maxVideo    = 500 << 20
	shortest    = 3 * time.Second
	longest     = 30 * time.Minute
	maxDocument = 100 << 20
	maxTitle    = 100 // in runes: ours

	// life is how long a repetition is known: the network refuses the same post
	// within ten minutes and names the first one.
	life = 9 * time.Minute
	// settle is how long a request whose answer was lost may still be at work.
	settle = 30 * time.Second
	// perDay is how many requests a member has in a day with Share on LinkedIn,
	// one for each post without pictures.
	perDay = 150
	// tokenLife is how long a token lives at most.
	tokenLife = 60 * 24 * time.Hour
)

// Options of a post.
const (
	optionVisibility    = "visibility"
	optionDocument      = "document"
	optionDocumentTitle = "document_title"
	optionArticle       = "article"
	optionArticleTitle  = "article_title"
	optionArticleText   = "article_description"

	connections = "connections"
)

// Codes of this network besides the common ones.
const (
	CodeVersion    = "version"    // a version of the API that is no more, or not yet
	CodePermission = "permission" // the token lacks a scope, or the person the role
	CodeProduct    = "product"    // the application lacks a product of the network
	CodeNoPage     = "no_page"    // the person administers no page
	CodeTooLong    = "too_long"
	CodeTooMany    = "too_many_images"
	CodeMediaType  = "media_type"
	CodeMixed      = "mixed_media" // what does not go together in one post
	CodeEmpty      = "empty"
	CodeLink       = "link"        // an article whose address is none of the web
	CodeProcessing = "processing"  // the network is still at work on a file
	CodeFile       = "media_inapt" // the network cannot use a file
)

// Network is LinkedIn. It holds no state but the HTTP client.
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

// Name is "linkedin".
func (n *Network) Name() data.NetworkName { return Name }

// Title is "LinkedIn".
func (n *Network) Title() string { return "LinkedIn" }

// Card says that the owner needs an application of their own. A page needs one
// that LinkedIn has looked at besides, which the words say.
func (n *Network) Card() data.Card {
	return data.Card{
		Setup: data.SetupOwnApp, Can: capabilities(false, scopes{}), Checked: "2026-11-21",
		Link: "https://learn.microsoft.com/linkedin/marketing/community-management/shares/posts-api",
	}
}

// Open returns a session for a member or a page. Both are also Publisher,
// Deleter, Prober and Describer of package data; a page is Counter, DayCounter,
// Reader, Replier and Moderator too. It is no Revoker: one token serves every
// account that a sign-in opened.
func (n *Network) Open(a data.Account, k data.Keys) data.Session {
	s := &session{wire: n.wire(a.Server, a.Software), account: a, keys: k}
	if isPage(a.Remote) {
		return &page{s}
	}
	return &member{s}
}

// wire makes requests to a server with a version of the API, "" being ours.
func (n *Network) wire(server, version string) wire {
	if !versionForm.MatchString(version) {
		version = n.version
	}
	return wire{http: n.http, server: server, version: version}
}

var versionForm = regexp.MustCompile(`^20\d{4}$`)

// isPage tells a page from a member.
func isPage(urn string) bool { return strings.HasPrefix(urn, organizationURN) }

const (
	personURN       = "urn:li:person:"
	organizationURN = "urn:li:organization:"
)

// member speaks for a person. What a person posted cannot be read back with
// what LinkedIn gives to everybody.
type member struct{ *session }

// page speaks for an organisation.
type page struct{ *session }

// scopes are what a token allows; none at all: the network did not tell.
type scopes []string

// readScopes takes a list parted by spaces or commas.
func readScopes(list string) scopes {
	return strings.FieldsFunc(list, func(r rune) bool { return r == ' ' || r == ',' })
}

// allow tells whether one of the scopes was given or may have been.
func (s scopes) allow(wanted ...string) bool {
	return len(s) == 0 || slices.ContainsFunc(wanted, func(w string) bool { return slices.Contains(s, w) })
}

// capabilities is what a member or a page with these scopes can do.
func capabilities(isPage bool, s scopes) data.Capabilities {
	can := data.Capabilities{
		Text: data.TextRule{Max: maxText, Unit: data.UTF16, Optional: true},
		Media: data.MediaRule{
			Images: maxImages, MaxBytes: maxImage, MIME: []string{"image/jpeg", "image/png", "image/gif"}, AltMax: maxAlt, MaxWidth: maxWidth,
			Videos: 1, VideoBytes: maxVideo, VideoMIME: []string{"video/mp4"}, VideoMin: shortest, VideoMax: longest,
		},
		Proof: data.ProofRule{Proof: data.ProofIdempotent, Life: life, Settle: settle},
		Options: []data.Option{
			{Key: optionArticle, Kind: data.OptionText},
			{Key: optionArticleTitle, Kind: data.OptionText, Max: maxTitle},
			{Key: optionArticleText, Kind: data.OptionText, Max: 2 * maxTitle},
			{Key: optionDocument, Kind: data.OptionFlag},
			{Key: optionDocumentTitle, Kind: data.OptionText, Max: maxTitle},
		},
		Delete: true,
	}
	if !isPage {
		can.PerDay = perDay
		can.Options = append(can.Options, data.Option{Key: optionVisibility, Kind: data.OptionChoice, Choices: []string{"public", connections}})
		return can
	}
	reads := s.allow(readPosts...)
	can.Messages, can.Reply = reads, reads && s.allow(writePosts...)
	can.Likes, can.Reach = reads, reads
	if can.Reply {
		can.Acts = []data.Act{data.ActDelete}
	}
	return can
}
