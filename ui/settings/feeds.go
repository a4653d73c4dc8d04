package settings

import (
	"context"
	"strconv"
	"strings"

	"parvis/data"
	"parvis/ui/widgets"
)

// FeedPorts is what the section of feeds asks of the running desk.
type FeedPorts interface {
	Feeds(ctx context.Context, brand data.BrandID) ([]data.Feed, error)
	// FeedEntries are the newest of all feeds of the brand.
	FeedEntries(ctx context.Context, brand data.BrandID, limit int) ([]data.FeedEntry, error)
	// FindFeeds finds the feeds of an address as it is typed, at least one.
	FindFeeds(ctx context.Context, address string) ([]data.FoundFeed, error)
	AddFeed(ctx context.Context, brand data.BrandID, found data.FoundFeed) (data.Feed, error)
	RemoveFeed(ctx context.Context, id data.FeedID) (undo func(context.Context) error, err error)
	// ImportFeeds follows the feeds of an OPML file.
	ImportFeeds(ctx context.Context, brand data.BrandID, path string) (added, known, bad int, err error)
	// ExportFeeds writes them all as OPML.
	ExportFeeds(ctx context.Context, brand data.BrandID, path string) error
}

// following is the section of feeds: what is followed, and what is being added.
type following struct {
	known   bool
	feeds   []data.Feed
	entries []data.FeedEntry
	finding bool
	found   []data.FoundFeed // to choose from, when a site offers several
	err     error            // why none was found
	details bool
	address *widgets.Field
}

// previewed is how many entries the section shows.
const previewed = 12

// lists are the endings of files that hold lists of feeds.
func lists() []string { return []string{".opml", ".xml"} }

// readFeeds asks for the feeds and their newest entries.
func (s *Screen) readFeeds() {
	brand := s.p.Brand().ID
	s.p.Runner.Go("settings.feeds", func(ctx context.Context) (func(), error) {
		feeds, err := s.p.Ports.Feeds(ctx, brand)
		if err != nil {
			return nil, err
		}
		entries, err := s.p.Ports.FeedEntries(ctx, brand, previewed)
		return func() {
			f := &s.following
			f.known, f.feeds, f.entries = true, feeds, entries
			s.draw()
		}, err
	})
}

// findFeeds looks what the typed address offers. A single feed is followed at
// once, of several the person chooses.
func (s *Screen) findFeeds() {
	f := &s.following
	address := strings.TrimSpace(f.address.Text())
	if f.finding || address == "" {
		return
	}
	f.finding, f.found, f.err, f.details = true, nil, nil, false
	s.draw()
	s.p.Runner.Go("settings.feeds.find", func(ctx context.Context) (func(), error) {
		found, err := s.p.Ports.FindFeeds(ctx, address)
		return func() {
			f.finding, f.err = false, err
			if len(found) > 1 {
				f.found = found
			}
			s.draw()
			if err == nil && len(found) == 1 {
				s.followOne(found[0])
			}
		}, nil
	})
}

// stopFinding gives the search up.
func (s *Screen) stopFinding() {
	s.p.Runner.Cancel("settings.feeds.find")
	s.following.finding = false
	s.draw()
}

// followOne follows one feed that was found.
func (s *Screen) followOne(found data.FoundFeed) {
	brand := s.p.Brand().ID
	s.p.Runner.Go("settings.feeds.add", func(ctx context.Context) (func(), error) {
		added, err := s.p.Ports.AddFeed(ctx, brand, found)
		return func() {
			f := &s.following
			f.found = nil
			f.address.SetText("")
			s.p.Shell.Toast(s.words().T("feeds.added", "Feed", added.Title), nil)
			s.readFeeds()
		}, err
	})
}

func (s *Screen) leaveFeed(f data.Feed) {
	s.p.Runner.Go("settings.feeds.remove."+strconv.FormatInt(int64(f.ID), 10), func(ctx context.Context) (func(), error) {
		undo, err := s.p.Ports.RemoveFeed(ctx, f.ID)
		return func() {
			s.p.Shell.Toast(s.words().T("feeds.removed", "Feed", f.Title), func() {
				s.p.Runner.Go("settings.feeds.undo", func(ctx context.Context) (func(), error) { return s.readFeeds, undo(ctx) })
			})
			s.readFeeds()
		}, err
	})
}

func (s *Screen) chooseFeedList() { s.p.Shell.ChooseFile(lists(), s.importFeeds) }

func (s *Screen) importFeeds(path string) {
	brand := s.p.Brand().ID
	s.p.Runner.Go("settings.feeds.import", func(ctx context.Context) (func(), error) {
		added, known, bad, err := s.p.Ports.ImportFeeds(ctx, brand, path)
		return func() {
			b := s.words()
			text := b.N("feeds.imported", added)
			if known > 0 {
				text += " " + b.N("feeds.imported.known", known)
			}
			if bad > 0 {
				text += " " + b.N("feeds.imported.bad", bad)
			}
			s.p.Shell.Toast(text, nil)
			s.readFeeds()
		}, err
	})
}

func (s *Screen) exportFeeds() {
	brand := s.p.Brand().ID
	s.p.Shell.SaveFile(s.words().T("feeds.file"), func(path string) error {
		return s.p.Ports.ExportFeeds(context.Background(), brand, path)
	})
}
