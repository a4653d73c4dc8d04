package data

import (
	"context"
	"io"
	"time"
)

// FeedID names a feed that a brand follows.
type FeedID int64

// Feed is a feed that a brand follows, with how its last reading went.
type Feed struct {
	ID     FeedID
	Brand  BrandID
	URL    string
	Title  string   // as the feed or the list of feeds calls it; never empty
	Site   string   // address of its site, "" when not told
	Folder []string // from the outermost one; nil at the top

	// ETag and Modified are what the server called its last answer.
	ETag, Modified string
	Read           time.Time // when it answered last; zero: never
	Next           time.Time // it is not asked before; zero: at once
	// Code is that of the failure of the last reading, "" when it went well.
	Code string
}

// CodeFeedGone says that a feed will not come back; it is not asked any more.
const CodeFeedGone = "feed_gone"

// MaxFeedEntries is how many entries of a feed are kept, the newest.
const MaxFeedEntries = 500

// FeedEntry is one article of a feed. Texts are plain, without markup.
type FeedEntry struct {
	Feed    FeedID
	ID      string // unique in its feed
	URL     string // http or https; "" when it has none
	Title   string
	Text    string
	Author  string
	At      time.Time // UTC; of an entry without a date, when it was first seen
	Undated bool
}

// FeedReading is what asking for a feed brought.
type FeedReading struct {
	Unchanged      bool // nothing new; there are no entries
	Title, Site    string
	Entries        []FeedEntry
	Moved          string // the address to ask from now on, "" when it stays
	ETag, Modified string
	// Next is before when the server wants no other request; with an error too,
	// when the server gave an answer.
	Next time.Time
}

// FoundFeed is a feed that a site offers.
type FoundFeed struct {
	URL   string
	Title string // "" when it was not told
}

// FeedReader reads feeds of the web and lists of them. Errors are *[Failure].
type FeedReader interface {
	// ReadFeed asks for a feed if it changed since its ETag and Modified.
	ReadFeed(ctx context.Context, f Feed) (FeedReading, error)
	// FindFeeds finds the feeds of an address as a person types it, at least one.
	FindFeeds(ctx context.Context, address string) ([]FoundFeed, error)
	// ReadFeedList reads OPML; bad counts the lines that could not be read.
	ReadFeedList(r io.Reader) (list []Feed, bad int, err error)
	// WriteFeedList writes OPML.
	WriteFeedList(w io.Writer, title string, list []Feed) error
}
