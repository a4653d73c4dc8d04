package sync

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"testing"
	"time"

	"parvis/data"
)

// shelf keeps feeds in memory.
type shelf struct {
	feeds   []data.Feed
	entries map[data.FeedID][]data.FeedEntry
}

func (s *shelf) AllFeeds(context.Context) ([]data.Feed, error) { return s.feeds, nil }

func (s *shelf) FeedEntries(_ context.Context, feeds []data.FeedID, _ int) ([]data.FeedEntry, error) {
	return s.entries[feeds[0]], nil
}

func (s *shelf) SaveFeedReading(_ context.Context, f data.Feed, entries []data.FeedEntry) error {
	s.feeds[f.ID-1] = f
	s.entries[f.ID] = append(s.entries[f.ID], entries...)
	return nil
}

// paper answers for every feed.
type paper struct {
	asked   []data.Feed
	reading data.FeedReading
	err     error
}

func (p *paper) ReadFeed(_ context.Context, f data.Feed) (data.FeedReading, error) {
	p.asked = append(p.asked, f)
	return p.reading, p.err
}

func (p *paper) FindFeeds(context.Context, string) ([]data.FoundFeed, error) { return nil, nil }
func (p *paper) ReadFeedList(io.Reader) ([]data.Feed, int, error)            { return nil, 0, nil }
func (p *paper) WriteFeedList(io.Writer, string, []data.Feed) error          { return nil }

// stopped is a clock that stands still.
type stopped struct{ now time.Time }

func (c stopped) Now() time.Time                                  { return c.now }
func (c stopped) Mono() time.Duration                             { return 0 }
func (c stopped) Wait(ctx context.Context, _ time.Duration) error { <-ctx.Done(); return ctx.Err() }

func TestFeedsAreReadWhenTheyAreDue(t *testing.T) {
	now := time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)
	rows := &shelf{entries: map[data.FeedID][]data.FeedEntry{2: {{ID: "kept"}}}, feeds: []data.Feed{
		{ID: 1, URL: "new", ETag: "lost"},
		{ID: 2, URL: "due", ETag: "held", Next: now, Code: "offline"},
		{ID: 3, URL: "early", Next: now.Add(time.Hour)},
		{ID: 4, URL: "over", Code: data.CodeFeedGone},
		{ID: 5, URL: "clock", Next: now.AddDate(1, 0, 0)},
	}}
	reader := &paper{reading: data.FeedReading{Title: "Titre", Moved: "there", ETag: "next", Next: now.Add(time.Hour), Entries: []data.FeedEntry{{ID: "1"}}}}
	f := &Feeds{Rows: rows, Reader: reader, Clock: stopped{now}, Log: slog.New(slog.DiscardHandler)}
	if err := f.pass(t.Context()); err != nil {
		t.Fatal(err)
	}
	var asked string
	for _, one := range reader.asked {
		asked += one.URL + ":" + one.ETag + " "
	}
	if asked != "new: due:held clock: " { // what was lost with cache.db is asked for whole
		t.Errorf("asked for %q", asked)
	}
	if got := rows.feeds[1]; got.URL != "there" || got.Title != "Titre" || got.ETag != "next" || got.Code != "" || !got.Read.Equal(now) {
		t.Errorf("%+v", got)
	}
	reader.err, reader.reading = &data.Failure{Kind: data.Transient, Code: data.CodeOffline}, data.FeedReading{}
	rows.feeds[1].Next = time.Time{}
	if err := f.pass(t.Context()); err != nil {
		t.Fatal(err)
	}
	if got := rows.feeds[1]; got.Code != data.CodeOffline || got.ETag != "next" || !got.Next.Equal(now.Add(feedRetry)) || !got.Read.Equal(now) {
		t.Errorf("offline: %+v", got)
	}
	reader.err = errors.New("?")
	rows.feeds[1].Next = time.Time{}
	if err := f.pass(t.Context()); err != nil || rows.feeds[1].Code != string(data.Ambiguous) {
		t.Errorf("%v, %+v", err, rows.feeds[1])
	}
}
