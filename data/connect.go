package data

import (
	"context"
	"time"
)

// OpenLink shows an http or https address in the person's browser.
type OpenLink func(url string) error

// Connecting is what a person brought to connect an account.
type Connecting struct {
	Way     string            // [Way.Key]
	Answers map[string]string // by [Field.Key]
	// Open shows a page in the person's browser. It is called only for a way
	// that says so.
	Open OpenLink
	// Ask asks for the address that the browser ended on, or the code that the
	// page showed. It is called only for a way that says so, and ends when ctx
	// does.
	Ask func(ctx context.Context) (string, error)
	// Server stands for every host of the network, in tests and in the
	// demonstration; "" is the network's own.
	Server string
}

// Choose lets a person say which of several accounts that a sign-in opened are
// wanted, by their places in the list.
type Choose func(context.Context, []Account) ([]int, error)

// Connection is what connecting gives: an account without ID and brand, and
// its secret.
type Connection struct {
	Account Account
	Secret  Secret
}

// Way is one way of connecting to a network: its words are
// "connect.<network>.way.<key>" and "connect.<network>.way.<key>.about".
type Way struct {
	Key     string // "page", "token", "password"
	Browser bool   // a page of the network opens, and comes back by itself
	Paste   bool   // a page opens, and a person brings back what it ended on
	Fields  []Field
	Steps   []Step // what to do before, in order; none for a network without set-up
}

// Field is one thing that a person types to connect an account. Its label is
// "connect.<network>.<key>".
type Field struct {
	Key      string
	Secret   bool   // shown as dots
	Optional bool   // may be left empty: the network has a value of its own
	Hint     string // an example that needs no translation: "xxxx-xxxx-xxxx-xxxx"
	// Choices are all that can be answered, the first being the usual one; nil:
	// anything can. Their words are "connect.<network>.<key>.<choice>".
	Choices []string
	// Given stands in the field at first; empty but in the demonstration.
	Given string
}

// Step is one thing to do on the network's own pages before connecting. Its
// words are "connect.<network>.step.<key>".
type Step struct {
	Key    string
	Link   string   // the page on which it is done; "" when it is the one before
	Copy   []string // texts to copy from here to there: scopes, an address
	Sketch []Mark   // the page as we draw it: what to look for, from top to bottom
}

// Mark is one thing in the drawing of a page. Its label is
// "connect.<network>.mark.<key>": the words that the network's page shows.
type Mark struct {
	Kind  MarkKind
	Key   string
	Press bool   // what the person is to click or to fill in
	Value string // what stands in a field, when it needs no translation
}

// MarkKind is how a mark is drawn.
type MarkKind string

const (
	MarkHeading MarkKind = "heading"
	MarkText    MarkKind = "text"
	MarkButton  MarkKind = "button"
	MarkField   MarkKind = "field"
	MarkSwitch  MarkKind = "switch"
	MarkEntry   MarkKind = "entry" // of a list or a menu
)

// Ability is one thing that an account's credentials allow or not. Its words
// are "ability.<key>".
type Ability struct {
	Key string
	OK  bool
	// Needs names what is missing, as the network calls it: a scope, a role.
	Needs string
}

// The abilities that networks tell.
const (
	AbilityPublish   = "publish"
	AbilityMedia     = "media"
	AbilitySchedule  = "schedule"
	AbilityDelete    = "delete"
	AbilityNumbers   = "numbers" // counters of posts and of the account
	AbilityMessages  = "messages"
	AbilityReply     = "reply"
	AbilityModerate  = "moderate"
	AbilityDirect    = "direct" // private messages
	AbilityLastsLong = "lasts"  // the credentials outlive a month
)

// Prober asks the network what the account's credentials allow, one line per
// ability. It publishes nothing.
type Prober interface {
	Probe(ctx context.Context) ([]Ability, error)
}

// Describer reads the account anew as Connect would describe it: names, what
// it can do, when a person must sign in again. Identity (network, server,
// remote) never changes. It is called about once a day.
type Describer interface {
	Describe(ctx context.Context) (Account, error)
}

// Revoker tells the network that the credentials are not needed any more.
type Revoker interface {
	Revoke(ctx context.Context) error
}

// Setup is what a network asks of an owner before the first post.
type Setup string

const (
	SetupNone   Setup = "none"   // a name and a password, or a page to agree on
	SetupToken  Setup = "token"  // a token that the network gives in a minute
	SetupOwnApp Setup = "own"    // an application in the owner's own name
	SetupReview Setup = "review" // an application that the network must approve
	SetupClosed Setup = "closed" // the network is no more
)

// Card is what the catalogue of networks says about a network before anybody
// connects. Its words are "network.<name>.about" and, where Cost says so,
// "network.<name>.cost".
type Card struct {
	Setup Setup
	Can   Capabilities // what a usual account can do
	// Cost tells whether the network asks money, in words of the catalogue.
	Cost bool
	// NoRepeats: the same words again from one account are refused.
	NoRepeats bool
	// Checked is the day on which these facts were last held against the
	// network's documentation, "2026-11-21".
	Checked string
	// Closed is the day on which the network or its API ended, "2019-04-02";
	// "" when it lives. Words "network.<name>.successor" name what to use.
	Closed string
	Link   string // the page that the facts come from
}

// ExpiryWarnings are how far ahead a person is told that credentials expire.
func ExpiryWarnings() []time.Duration {
	const day = 24 * time.Hour
	return []time.Duration{14 * day, 7 * day, day}
}

// Expiring is an account whose credentials end soon.
type Expiring struct {
	Account Account
	Left    time.Duration // until they end; below zero when they have
	After   []Entry       // what is planned for later than that
}

// HandOver is what a person needs to publish something by hand.
type HandOver struct {
	Delivery DeliveryID
	Account  Account
	State    State // as in [ByHand]: why it is a person's
	Headline string
	Title    string
	Parts    []string
	Options  map[string]string
	Media    []Attachment
	Ratio    float64 // the form of its pictures; 0: their own
	Bands    Bands   // what keeps them whole in it
	Page     string  // to open; "" when the person knows where
}

// One is the answer of a network whose sign-in opens a single account.
func One(c Connection, err error) ([]Connection, error) {
	if err != nil {
		return nil, err
	}
	return []Connection{c}, nil
}
