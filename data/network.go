package data

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"time"
)

// NetworkName names a network in the database and in code: "bluesky".
type NetworkName string

// Network is one kind of server that Parvis speaks with. An implementation is
// stateless and safe for use by several goroutines.
type Network interface {
	Name() NetworkName
	// Title is the name people know it by; a brand, never translated.
	Title() string
	// Card is what there is to know before anybody connects.
	Card() Card
	// Ways are the ways to connect, the usual one first.
	Ways() []Way
	// Connect checks the answers against the server and returns the accounts
	// that they open, at least one, as the server describes them, each with the
	// secret to be kept. Nothing is stored here. It ends when ctx does.
	Connect(ctx context.Context, c Connecting) ([]Connection, error)
	// Open returns a session that speaks for the account. It performs no request.
	Open(a Account, k Keys) Session
}

// Keys is the secret of one account. Renew is given the current secret and
// returns the next one; it runs at most once at a time per account, over all
// goroutines and processes, and what it returns is in the keychain before any
// caller sees it (R36). An empty secret never overwrites a good one.
type Keys interface {
	Get(ctx context.Context) (Secret, error)
	Renew(ctx context.Context, stale Secret, renew func(context.Context, Secret) (Secret, error)) (Secret, error)
}

// Session speaks with a network for one account. What else it can do it shows
// by implementing the interfaces below; Capabilities of the account say the
// same as data.
type Session interface {
	// Profile reads the account; it is also the test of the connection.
	Profile(ctx context.Context) (Profile, error)
}

// Outgoing is one part of a post as it is to be published.
type Outgoing struct {
	Title    string
	Text     string
	Lang     string
	Media    []OutgoingMedia
	Options  map[string]string
	Key      string    // from Publisher.NewKey
	Stamp    time.Time // creation time to show
	Previous []Receipt // of the parts before this one, in order
	HoldTill time.Time // set when the network is to hold it until then
}

// OutgoingMedia is a picture or a video to attach, already as the account's
// MediaRule wants it.
type OutgoingMedia struct {
	Attachment
	// URL is a public https address of the same bytes, where MediaRule.ByURL
	// asks for one; else "".
	URL string
	// Open gives the bytes, Media.Bytes of them. It may be called several
	// times; each file is closed by who opened it.
	Open func() (MediaFile, error)
}

// MediaFile is the bytes of an attached file.
type MediaFile interface {
	io.ReaderAt
	io.Closer
}

// Content reads all bytes of a picture. It is not for videos, which may be
// larger than the memory.
func (m OutgoingMedia) Content() ([]byte, error) {
	f, err := m.Open()
	if err != nil {
		return nil, err
	}
	defer f.Close()
	b := make([]byte, m.Bytes)
	if n, err := f.ReadAt(b, 0); int64(n) < m.Bytes {
		return nil, fmt.Errorf("media %s: %d of %d bytes: %w", m.Hash, n, m.Bytes, err)
	}
	return b, nil
}

// InMemory is an Open for bytes that are at hand.
func InMemory(b []byte) func() (MediaFile, error) {
	return func() (MediaFile, error) { return memory{bytes.NewReader(b)}, nil }
}

type memory struct{ *bytes.Reader }

func (memory) Close() error { return nil }

// MediaHost is an account that can show a file under a public https address,
// for the networks that fetch what is attached instead of taking it in. The
// same file may be asked for again.
type MediaHost interface {
	HostMedia(ctx context.Context, m OutgoingMedia) (url string, err error)
}

// Publisher makes a part of a post public, in three steps that differ in what
// a repetition does.
type Publisher interface {
	// NewKey makes the key under which a part will be known before anything is
	// sent. It is called once per part, when the post is scheduled.
	NewKey(stamp time.Time) string
	// Prepare does all that may be repeated: uploads, looking names up. It
	// returns the request that Commit will send. It makes nothing public.
	Prepare(ctx context.Context, o Outgoing) (payload []byte, err error)
	// Commit sends the request, once. A Failure other than Ambiguous promises
	// that nothing became public. Sending the same payload again is allowed
	// only as the account's ProofRule says.
	Commit(ctx context.Context, key string, payload []byte) (Receipt, error)
	// Find looks whether the request was carried out. It never writes and may
	// be repeated.
	Find(ctx context.Context, key string, payload []byte) (Finding, error)
}

// Finding is the outcome of a look.
type Finding struct {
	Verdict Verdict
	Receipt Receipt // with Online, and with OnHold: the network's id of what it holds
	// Evidence is what a person is shown when they must decide: the first line
	// of what was found instead, or how far back was looked.
	Evidence string
}

// Verdict of a look.
type Verdict string

const (
	Online  Verdict = "online"  // it is public
	OnHold  Verdict = "on_hold" // the network holds it
	Absent  Verdict = "absent"  // it is certainly not there
	Unclear Verdict = "unclear" // could not be told
)

// Holder is a network that keeps a post and publishes it by itself. A post is
// handed over with Prepare and Commit, Outgoing.HoldTill being set; the
// receipt's ID then names what is held.
type Holder interface {
	// Held reads back what the network holds under id.
	Held(ctx context.Context, id string) (HeldPost, error)
	// Move changes when it will be published. NotFound: too late or gone.
	Move(ctx context.Context, id string, at time.Time) error
	// Cancel takes it back. NotFound: too late or gone.
	Cancel(ctx context.Context, id string) error
}

// HeldPost is how the network sees a post that it holds or held.
type HeldPost struct {
	Waiting bool      // still to come
	At      time.Time // when, with Waiting
	Receipt Receipt   // what it became, when published
}

// Deleter takes back something that was published. A NotFound failure means
// that it was gone already.
type Deleter interface {
	Delete(ctx context.Context, r Receipt) error
}

// Counter reads the counters of own posts, newest first, back to since or as
// far as max goes.
type Counter interface {
	OwnPosts(ctx context.Context, since time.Time, max int) ([]PostCounts, error)
}

// Reader reads what people wrote to the account. cursor is what the last call
// returned, "" at first; an error per item is in bad and never ends the page
// (R46).
type Reader interface {
	Messages(ctx context.Context, cursor string) (page []Message, next string, bad []error, err error)
}

// Replier answers a message. key is made by NewKey and makes a repetition
// recognisable, as with Publisher.
type Replier interface {
	Reply(ctx context.Context, key string, m Message, text string) (Receipt, error)
}

// PrivateReplier answers a public message where only its author reads it.
type PrivateReplier interface {
	ReplyPrivately(ctx context.Context, key string, m Message, text string) (Receipt, error)
}

// Act is what can be done with a message. Its words are "act.<act>".
type Act string

const (
	ActHide    Act = "hide" // only its author and their friends still see it
	ActUnhide  Act = "unhide"
	ActDelete  Act = "delete"
	ActApprove Act = "approve"
	ActHold    Act = "hold" // back to those that wait for approval
	ActSpam    Act = "spam"
	ActTrash   Act = "trash"
	ActMute    Act = "mute" // its author, for this account
	ActBlock   Act = "block"
	ActUnblock Act = "unblock"
)

// Moderator does something with a message. Doing it twice is the same as
// doing it once. NotFound: the message is gone. What an account can do stands
// in Capabilities.Acts; anything else is Unsupported.
type Moderator interface {
	Moderate(ctx context.Context, m Message, a Act) error
}

// DayCounter reads what the network itself counts by day, for the days from to
// to, both "2026-11-21" and included. Days that the network does not tell are
// left out, and what it does not tell of a day is a gap. Account is left empty.
type DayCounter interface {
	Days(ctx context.Context, from, to string) ([]AccountDay, error)
}

// Trend is one thing that people of a region look for.
type Trend struct {
	Words  string
	Week   float64 // change over a week, 0.2 for 20 % more
	Month  float64
	Yearly float64
}

// Trender reads what people of a region ("FR") look for, most wanted first.
type Trender interface {
	Trends(ctx context.Context, region string) ([]Trend, error)
}
