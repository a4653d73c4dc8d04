package desk

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"parvis/data"
	"parvis/data/sync"
)

// Feeds lists the feeds that a brand follows.
func (d *Desk) Feeds(ctx context.Context, brand data.BrandID) ([]data.Feed, error) {
	return d.store.Feeds(ctx, brand)
}

// FindFeeds finds the feeds of an address as a person types it, at least one.
func (d *Desk) FindFeeds(ctx context.Context, address string) ([]data.FoundFeed, error) {
	if d.p.Feeds == nil {
		return nil, noFeeds()
	}
	return d.p.Feeds.FindFeeds(ctx, address)
}

// AddFeed follows a feed, which is read soon. A feed that the brand follows
// already is added no second time.
func (d *Desk) AddFeed(ctx context.Context, brand data.BrandID, found data.FoundFeed) (data.Feed, error) {
	f := data.Feed{Brand: brand, URL: found.URL, Title: cmp.Or(found.Title, found.URL)}
	if _, err := d.store.AddFeed(ctx, &f); err != nil {
		return data.Feed{}, err
	}
	d.readFeedsNow()
	return d.store.Feed(ctx, f.ID)
}

// RemoveFeed follows a feed no more. undo follows it again; its entries come
// back with the next reading.
func (d *Desk) RemoveFeed(ctx context.Context, id data.FeedID) (undo func(context.Context) error, err error) {
	f, err := d.store.Feed(ctx, id)
	if err != nil {
		return nil, err
	}
	if err := d.store.RemoveFeed(ctx, id); err != nil {
		return nil, err
	}
	return func(ctx context.Context) error {
		_, err := d.store.AddFeed(ctx, &f)
		d.readFeedsNow()
		return err
	}, nil
}

// ImportFeeds follows the feeds of an OPML file: how many are new, how many were
// followed already, how many lines could not be read.
func (d *Desk) ImportFeeds(ctx context.Context, brand data.BrandID, path string) (added, known, bad int, err error) {
	if d.p.Feeds == nil {
		return 0, 0, 0, noFeeds()
	}
	file, err := os.Open(path)
	if err != nil {
		return 0, 0, 0, fmt.Errorf("desk: import feeds: %w", err)
	}
	list, bad, err := d.p.Feeds.ReadFeedList(file)
	if err = errors.Join(err, file.Close()); err != nil {
		return 0, 0, 0, err
	}
	defer d.readFeedsNow()
	for _, f := range list {
		if err := ctx.Err(); err != nil {
			return added, known, bad, err
		}
		f.Brand = brand
		fresh, err := d.store.AddFeed(ctx, &f)
		switch {
		case err != nil:
			return added, known, bad, err
		case fresh:
			added++
		default:
			known++
		}
	}
	return added, known, bad, nil
}

// ExportFeeds writes the brand's feeds as OPML. A file of that name is replaced
// whole or not at all.
func (d *Desk) ExportFeeds(ctx context.Context, brand data.BrandID, path string) error {
	if d.p.Feeds == nil {
		return noFeeds()
	}
	b, err := d.store.Brand(ctx, brand)
	if err != nil {
		return err
	}
	list, err := d.store.Feeds(ctx, brand)
	if err != nil {
		return err
	}
	return saveWhole(path, func(w io.Writer) error { return d.p.Feeds.WriteFeedList(w, b.Name, list) })
}

// FeedEntries reads the newest entries of the feeds that a brand follows.
func (d *Desk) FeedEntries(ctx context.Context, brand data.BrandID, limit int) ([]data.FeedEntry, error) {
	feeds, err := d.store.Feeds(ctx, brand)
	if err != nil {
		return nil, err
	}
	ids := make([]data.FeedID, 0, len(feeds))
	for _, f := range feeds {
		ids = append(ids, f.ID)
	}
	return d.store.FeedEntries(ctx, ids, limit)
}

func (d *Desk) readFeedsNow() {
	select {
	case d.feedsWake <- struct{}{}:
	default: // a look is due already
	}
}

// runFeeds reads feeds until ctx ends, where there is somebody who can.
func (d *Desk) runFeeds(ctx context.Context) {
	if d.p.Feeds == nil {
		return
	}
	feeds := &sync.Feeds{Rows: d.store, Reader: d.p.Feeds, Clock: d.p.Clock, Log: d.p.Log, Wake: d.feedsWake}
	d.logEnd("feeds", feeds.Run(ctx))
}

func noFeeds() error {
	return &data.Failure{Kind: data.Unsupported, Op: "desk: feeds", Err: errors.New("nobody reads feeds here")}
}
