package data

import (
	"slices"
	"time"
)

// CountUnit is how a network counts the length of a text.
type CountUnit string

const (
	Graphemes CountUnit = "graphemes" // user-perceived characters, UAX #29
	UTF16     CountUnit = "utf16"
	Runes     CountUnit = "runes"
	Weighted  CountUnit = "weighted" // X: twitter-text weights
	// EmojiBytes: an emoji counts as its UTF-8 bytes, all else as characters
	// (Threads).
	EmojiBytes CountUnit = "emoji_bytes"
)

// Capabilities is what an account can do, as data. Screens read it, so that no
// screen ever asks which network it is showing. The zero value can do nothing.
type Capabilities struct {
	Text     TextRule
	Media    MediaRule
	Title    bool // has a title of its own: an article
	TitleMax int  // in the unit of the text; 0: no limit
	Thread   bool
	Hold     HoldRule // the network's own scheduler
	Proof    ProofRule
	Options  []Option
	Delete   bool
	Messages bool
	Reply    bool
	Reach    bool // tells how many people saw a post
	Likes    bool // tells reactions
	Private  bool // a message can be answered in private
	Acts     []Act
	Tap      Tap
	Page     string // on which a person publishes or finishes by hand; "" when there is none to name
	Hosts    bool   // shows files under a public address: see [MediaHost]
	PerDay   int    // posts within 24 hours; 0: no limit known
	Price    Price
}

// Article tells whether what is published is an article: a text of any length
// below a title of its own.
func (c *Capabilities) Article() bool {
	return c.Title && c.Text.Max == 0 && c.Text.MaxBytes == 0 && c.Tap == TapNone
}

// Tap says what a person has to do for a post to become public.
type Tap string

const (
	TapNone Tap = ""
	// TapThere: Parvis delivers a draft, which the person finishes in the
	// network's own application.
	TapThere Tap = "there"
	// TapHere: the network takes nothing from Parvis. At the hour the text is
	// copied, the network's page opened, and the person says when it is done.
	TapHere Tap = "here"
)

// TextRule is how long one part may be and how it is counted.
type TextRule struct {
	Max      int // 0: no limit
	Unit     CountUnit
	MaxBytes int // UTF-8; 0: no limit
	URL      int // every link counts as this many; 0: as it is written
	// LocalMentions: of "@name@host" only "@name" counts (Mastodon).
	LocalMentions bool
	// Counts lists the options whose text counts too: a content warning.
	Counts []string
	// At most so many of each in one post; 0: no limit.
	Hashtags int
	Mentions int
	Links    int
	// Optional: a post may be without text when something is attached.
	Optional bool
	// Beside is Max for a text beside something attached; 0: the same.
	Beside int
}

// With is the rule for a part that has so many pictures and videos.
func (r TextRule) With(attached int) TextRule {
	if attached > 0 && r.Beside > 0 {
		r.Max = r.Beside
	}
	return r
}

// MediaRule is what may be attached to one part.
type MediaRule struct {
	Images   int // 0: none
	MaxBytes int64
	MIME     []string
	AltMax   int // in the unit of the text; 0: no limit
	// Width over height of a picture; 0: no limit.
	MinRatio float64
	MaxRatio float64
	MaxWidth int // in pixels, beyond which a picture is scaled down; 0: no limit

	Videos     int // 0: none
	VideoBytes int64
	VideoMIME  []string
	VideoMin   time.Duration
	VideoMax   time.Duration // 0: no limit

	Mixed    bool // pictures and videos in one post
	Required bool // nothing is published without something attached
	// ByURL: the network fetches what is attached from a public https address.
	// VideoByURL says the same of videos.
	ByURL      bool
	VideoByURL bool
}

// HoldRule is how far ahead the network itself holds a post.
type HoldRule struct {
	Native bool
	Min    time.Duration // at least so far ahead
	Max    time.Duration // at most; 0: no limit
}

// handOverTime is what the way to the network takes: a post is handed over only
// when it lies so much further ahead than the network's least.
const handOverTime = time.Minute

// Takes tells whether the network would hold a post that lies so far ahead. A
// thread is never held: its parts name the ones before them, which do not exist
// yet.
func (r HoldRule) Takes(ahead time.Duration, parts int) bool {
	return r.Native && parts == 1 && ahead >= r.Min+handOverTime && (r.Max == 0 || ahead <= r.Max-handOverTime)
}

// Badge foresees who makes a post of so many parts public that is planned so
// far ahead.
func (c *Capabilities) Badge(ahead time.Duration, parts int) Badge {
	switch {
	case c.Tap != TapNone:
		return BadgePerson
	case c.Hold.Takes(ahead, parts):
		return BadgeNetwork
	}
	return BadgeComputer
}

// Proof is what settles a lost answer.
type Proof string

const (
	// ProofKey: a record key of our choice; repeating the same request is safe
	// for ever.
	ProofKey Proof = "key"
	// ProofIdempotent: the server keeps our key for ProofRule.Life.
	ProofIdempotent Proof = "idempotent"
	// ProofLook: own posts can be listed and recognised.
	ProofLook Proof = "look"
	// ProofNone: a person must look.
	ProofNone Proof = "none"
)

// ProofRule says how a lost answer is settled on this account.
type ProofRule struct {
	Proof Proof
	Life  time.Duration // how long an idempotency key is honoured
	// Settle is how long after a lost answer a look is worth something: before
	// it the request may still be at work on the server.
	Settle time.Duration
}

// OptionKind is the shape of an option's field in the composer.
type OptionKind string

const (
	OptionText   OptionKind = "text"
	OptionChoice OptionKind = "choice"
	OptionFlag   OptionKind = "flag"  // "1" or ""
	OptionTags   OptionKind = "tags"  // comma-separated
	OptionLines  OptionKind = "lines" // one entry a line: the answers of a poll
	OptionDay    OptionKind = "day"   // "2026-11-21"
	OptionTime   OptionKind = "time"  // "18:30"
)

// Option is one setting of a variant. Its label is "option.<Key>" in the
// catalogues, a choice's "option.<Key>.<choice>".
type Option struct {
	Key     string
	Kind    OptionKind
	Choices []string // OptionChoice; the first is the default, unless Required
	// Names are how the choices read where the network names them: the boards
	// of an account. As many as Choices, or none.
	Names []string
	Max   int // OptionText, in runes; OptionLines, how many; 0: no limit
	// Required: there is no default, and nothing is published without it.
	Required bool
	// Of and For: asked only while the option with key Of is one of For.
	Of  string
	For []string
}

// Asked tells whether the option means anything beside the values of others.
func (o Option) Asked(value func(key string) string) bool {
	return o.Of == "" || slices.Contains(o.For, value(o.Of))
}
