package data

import "time"

// CountUnit is how a network counts the length of a text.
type CountUnit string

const (
	Graphemes CountUnit = "graphemes" // user-perceived characters, UAX #29
	UTF16     CountUnit = "utf16"
	Runes     CountUnit = "runes"
	Weighted  CountUnit = "weighted" // X: twitter-text weights
)

// Capabilities is what an account can do, as data. Screens read it, so that no
// screen ever asks which network it is showing. The zero value can do nothing.
type Capabilities struct {
	Text     TextRule
	Media    MediaRule
	Title    bool // has a title of its own: an article
	Thread   bool
	Hold     HoldRule // the network's own scheduler
	Proof    ProofRule
	Options  []Option
	Delete   bool
	Messages bool
	Reply    bool
	Reach    bool // tells how many people saw a post
	Likes    bool // tells reactions
}

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
}

// MediaRule is what may be attached to one part.
type MediaRule struct {
	Images   int // 0: none
	MaxBytes int64
	MIME     []string
	AltMax   int // in the unit of the text; 0: no limit
}

// HoldRule is how far ahead the network itself holds a post.
type HoldRule struct {
	Native bool
	Min    time.Duration // at least so far ahead
	Max    time.Duration // at most; 0: no limit
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
	OptionFlag   OptionKind = "flag" // "1" or ""
	OptionTags   OptionKind = "tags" // comma-separated
)

// Option is one setting of a variant. Its label is "option.<Key>" in the
// catalogues, a choice's "option.<Key>.<choice>".
type Option struct {
	Key     string
	Kind    OptionKind
	Choices []string // OptionChoice; the first is the default
	Max     int      // OptionText, in runes; 0: no limit
}
