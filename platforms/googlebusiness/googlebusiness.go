// Package googlebusiness speaks with Google Business Profile: what a business
// shows of itself in Google's search and maps. Each place is an account. Posts
// and reviews are on the old API, version 4.9; the rest is spread over four
// hosts.
package googlebusiness

import (
	"context"
	"time"

	"parvis/data"
	"parvis/platforms/google"
	"parvis/platforms/httpx"
	"parvis/platforms/oauth"
)

// Name is the network's name in the database.
const Name data.NetworkName = "googlebusiness"

// scope is the one permission there is.
const scope = "https://www.googleapis.com/auth/business.manage"

const (
	// summaryMax is in no reference and enforced by everybody.
	summaryMax = 1500
	replyMax   = 4096 // bytes
	// pictureMax is remembered, not verified.
	pictureMax = 5 << 20
	// settle is how long a slow server may still be at work on a request whose
	// answer was lost.
	settle = 30 * time.Second
	// leastAhead is ours: the network names no least time.
	leastAhead = 5 * time.Minute
	// byHand is where a person publishes what the API does not take.
	byHand = "https://business.google.com/posts"
)

// Codes of this network besides the common ones and those of package google.
const (
	CodeAccess    = "gbp_access"   // Google has not given the project access
	CodeNone      = "gbp_none"     // the Google account manages no place
	CodeEvent     = "gbp_event"    // an event or an offer without its title or days
	CodeLink      = "gbp_link"     // a button without its address
	CodeRejected  = "gbp_rejected" // the network's rules refuse the post
	CodeAnswered  = "gbp_answered" // somebody else has answered meanwhile
	CodeTooLong   = "too_long"
	CodeTooMany   = "too_many_images"
	CodeMediaType = "media_type"
	CodeEmpty     = "empty"
	CodeTooSoon   = "too_soon"
)

// Options of a post.
const (
	optionTopic     = "gbp_topic"
	topicEvent      = "event"
	topicOffer      = "offer"
	optionEvent     = "gbp_event_title"
	optionStartDay  = "gbp_start_day"
	optionStartTime = "gbp_start_time"
	optionEndDay    = "gbp_end_day"
	optionEndTime   = "gbp_end_time"
	optionCoupon    = "gbp_coupon"
	optionRedeem    = "gbp_redeem"
	optionTerms     = "gbp_terms"
	optionButton    = "gbp_button"
	optionLink      = "gbp_link"
)

// Network is Google Business Profile. It holds no state but the HTTP client.
type Network struct {
	http *httpx.Client
	page func() oauth.Page
}

// New returns the network. page is what the browser shows once the person has
// agreed or refused.
func New(c *httpx.Client, page func() oauth.Page) *Network { return &Network{http: c, page: page} }

// Name is "googlebusiness".
func (n *Network) Name() data.NetworkName { return Name }

// Title is "Google Business Profile".
func (n *Network) Title() string { return "Google Business Profile" }

// Card says that Google has to let the owner's project in.
func (n *Network) Card() data.Card {
	return data.Card{
		Setup: data.SetupReview, Can: capabilities(metadata{Posts: true, Verified: true}), Checked: "2026-11-21",
		Link: "https://developers.google.com/my-business/content/prereqs",
	}
}

// capabilities is what a place can do. Where Google takes no posts of it, a
// person publishes by hand.
func capabilities(m metadata) data.Capabilities {
	can := data.Capabilities{
		Text: data.TextRule{Max: summaryMax, Unit: data.Runes},
		Media: data.MediaRule{
			Images: 1, MaxBytes: pictureMax, MIME: []string{"image/jpeg", "image/png"}, ByURL: true,
		},
		Hold:    data.HoldRule{Native: true, Min: leastAhead},
		Proof:   data.ProofRule{Proof: data.ProofLook, Settle: settle},
		Options: options(),
		Delete:  true, Messages: m.Verified, Reply: m.Verified,
	}
	if !m.Posts {
		can.Tap, can.Page, can.Hold, can.Delete = data.TapHere, byHand, data.HoldRule{}, false
		can.Media.ByURL = false
	}
	return can
}

func options() []data.Option {
	dated := []string{topicEvent, topicOffer}
	offer := []string{topicOffer}
	return []data.Option{
		{Key: optionTopic, Kind: data.OptionChoice, Choices: []string{"standard", topicEvent, topicOffer}},
		{Key: optionEvent, Kind: data.OptionText, Max: 58, Of: optionTopic, For: dated}, // remembered, not verified
		{Key: optionStartDay, Kind: data.OptionDay, Of: optionTopic, For: dated},
		{Key: optionStartTime, Kind: data.OptionTime, Of: optionTopic, For: dated},
		{Key: optionEndDay, Kind: data.OptionDay, Of: optionTopic, For: dated},
		{Key: optionEndTime, Kind: data.OptionTime, Of: optionTopic, For: dated},
		{Key: optionCoupon, Kind: data.OptionText, Max: 58, Of: optionTopic, For: offer},
		{Key: optionRedeem, Kind: data.OptionText, Of: optionTopic, For: offer},
		{Key: optionTerms, Kind: data.OptionText, Of: optionTopic, For: offer},
		{Key: optionButton, Kind: data.OptionChoice, Choices: []string{"none", "learn_more", "book", "order", "shop", "sign_up", "call"}},
		{Key: optionLink, Kind: data.OptionText},
	}
}

// Connect lets the person agree in the browser and returns every place that
// they manage, each with the secret of the one sign-in.
func (n *Network) Connect(ctx context.Context, c data.Connecting) ([]data.Connection, error) {
	const op = "googlebusiness: sign in"
	held, kept, err := google.SignIn(ctx, c, google.Door{Op: op, HTTP: n.http, Page: n.page(), Scopes: []string{scope}})
	if err != nil {
		return nil, err
	}
	places, err := n.open(data.Account{Server: c.Server}, oauth.Lent(kept)).places(ctx)
	if err != nil {
		return nil, err
	}
	if len(places) == 0 {
		return nil, &data.Failure{Kind: data.Unsupported, Op: op, Code: CodeNone}
	}
	var all []data.Connection
	for _, p := range places {
		account := p.account(hostsOf(c.Server), held)
		account.Connected = n.http.Clock().Now()
		all = append(all, data.Connection{Account: account, Secret: kept})
	}
	return all, nil
}

// Open returns a session for the account. It also implements Publisher,
// Holder, Deleter, DayCounter, Reader, Replier, Prober and Describer of package
// data. It is no Counter: the network does not count posts any more. It is no
// Revoker: Google knows the owner's project and not its single sign-ins, so that
// taking one back would end those of the other places too.
func (n *Network) Open(a data.Account, k data.Keys) data.Session { return n.open(a, k) }

func (n *Network) open(a data.Account, k data.Keys) *session {
	return &session{hosts: hostsOf(a.Server), http: n.http, account: a, keys: k}
}
