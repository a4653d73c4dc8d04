package sync

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"parvis/data"
)

// FeedRows is where feeds and what they brought are kept.
type FeedRows interface {
	AllFeeds(ctx context.Context) ([]data.Feed, error)
	FeedEntries(ctx context.Context, feeds []data.FeedID, limit int) ([]data.FeedEntry, error)
	SaveFeedReading(ctx context.Context, f data.Feed, entries []data.FeedEntry) error
}

// Feeds reads the feeds that brands follow as each falls due, one after the
// other, while Run runs. All of it is required.
type Feeds struct {
	Rows   FeedRows
	Reader data.FeedReader
	Clock  data.Clock
	Log    *slog.Logger
	// Wake ends the wait for the next look: a feed was added.
	Wake <-chan struct{}
}

const (
	feedRetry = 30 * time.Minute // after a reading that the server did not answer
	feedLimit = time.Minute      // for one feed
	// feedLongest is how far ahead a feed's next reading may be; what is further
	// was decided by a clock that has been put right since.
	feedLongest = 24 * time.Hour
)

// Run reads feeds until ctx ends.
func (f *Feeds) Run(ctx context.Context) error {
	for ctx.Err() == nil {
		if err := f.pass(ctx); err != nil && ctx.Err() == nil {
			f.Log.Error("feeds pass", "err", err)
		}
		data.WaitOr(ctx, f.Clock, tick, f.Wake)
	}
	return ctx.Err()
}

// pass reads every feed that is due. One that will not come back is left.
func (f *Feeds) pass(ctx context.Context) error {
	all, err := f.Rows.AllFeeds(ctx)
	if err != nil {
		return fmt.Errorf("sync: %w", err)
	}
	for _, one := range all {
		early := one.Next.Sub(f.Clock.Now())
		if ctx.Err() != nil || one.Code == data.CodeFeedGone || early > 0 && early <= feedLongest {
			continue
		}
		if err := f.Feed(ctx, one); err != nil && !errors.Is(err, data.ErrNoSuch) {
			return err
		}
	}
	return nil
}

// Feed asks for one feed now and keeps what came, or why nothing did. Its error
// is the store's: that a server does not answer is in the feed's Code.
func (f *Feeds) Feed(ctx context.Context, one data.Feed) error {
	held, err := f.Rows.FeedEntries(ctx, []data.FeedID{one.ID}, 1)
	if err != nil {
		return err
	}
	asked := one
	if len(held) == 0 { // cache.db was lost: "nothing new" would be nothing at all
		asked.ETag, asked.Modified = "", ""
	}
	limited, stop := context.WithTimeout(ctx, feedLimit)
	got, failed := f.Reader.ReadFeed(limited, asked)
	stop()
	if ctx.Err() != nil {
		return ctx.Err()
	}
	now := f.Clock.Now()
	one.Next, one.Code = got.Next, ""
	if one.Next.IsZero() {
		one.Next = now.Add(feedRetry)
	}
	if failed != nil {
		failure := data.AsFailure("feeds", failed)
		one.Code = failure.Code
		if one.Code == "" {
			one.Code = string(failure.Kind)
		}
		return f.Rows.SaveFeedReading(ctx, one, nil)
	}
	one.Read, one.ETag, one.Modified = now, got.ETag, got.Modified
	if got.Moved != "" {
		one.URL = got.Moved
	}
	if got.Title != "" {
		one.Title = got.Title
	}
	if got.Site != "" {
		one.Site = got.Site
	}
	return f.Rows.SaveFeedReading(ctx, one, got.Entries)
}
