package feed

import (
	"cmp"
	"context"
	"io"
	"net/url"

	"parvis/data"
)

// ReadFeed asks for a feed that a brand follows, whatever its Next says: when to
// ask is decided by who calls.
func (r *Reader) ReadFeed(ctx context.Context, f data.Feed) (data.FeedReading, error) {
	got, err := r.Fetch(ctx, Source{URL: f.URL, ETag: f.ETag, Modified: f.Modified})
	reading := data.FeedReading{
		Unchanged: got.Unchanged, Title: got.Feed.Title, Site: got.Feed.Site,
		Moved: got.Moved, ETag: got.ETag, Modified: got.Modified, Next: got.Next,
	}
	for _, e := range got.Feed.Entries {
		reading.Entries = append(reading.Entries, data.FeedEntry{
			Feed: f.ID, ID: e.ID, URL: e.URL, Title: e.Title, Text: e.Text, Author: e.Author, At: e.At, Undated: e.Undated,
		})
	}
	return reading, err
}

// FindFeeds is [Reader.Discover] in the words of package data.
func (r *Reader) FindFeeds(ctx context.Context, address string) ([]data.FoundFeed, error) {
	found, err := r.Discover(ctx, address)
	all := make([]data.FoundFeed, 0, len(found))
	for _, f := range found {
		all = append(all, data.FoundFeed(f))
	}
	return all, err
}

// ReadFeedList is [ReadOPML] in the words of package data.
func (r *Reader) ReadFeedList(in io.Reader) (list []data.Feed, bad int, err error) {
	lines, faults, err := ReadOPML(in)
	for _, o := range lines {
		list = append(list, data.Feed{URL: o.Feed, Title: cmp.Or(o.Title, hostOf(o.Feed)), Site: o.Site, Folder: o.Folder})
	}
	return list, len(faults), err
}

// WriteFeedList is [WriteOPML] in the words of package data.
func (r *Reader) WriteFeedList(w io.Writer, title string, list []data.Feed) error {
	lines := make([]Outline, 0, len(list))
	for _, f := range list {
		lines = append(lines, Outline{Title: f.Title, Feed: f.URL, Site: f.Site, Folder: f.Folder})
	}
	return WriteOPML(w, title, lines)
}

func hostOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return address
	}
	return cmp.Or(u.Host, address)
}
