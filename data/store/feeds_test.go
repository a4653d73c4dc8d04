package store

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"parvis/data"
)

func (d *desk) follow(url string, folder ...string) data.Feed {
	d.t.Helper()
	f := data.Feed{Brand: d.brand, URL: url, Title: "Le Fournil", Folder: folder}
	added, err := d.AddFeed(d.t.Context(), &f)
	must(d.t, err)
	if !added || f.ID == 0 {
		d.t.Fatalf("%+v was not added", f)
	}
	return f
}

func TestAFeedIsFollowedOnce(t *testing.T) {
	d := openDesk(t)
	f := d.follow("https://fournil.example/rss", "Métier", "Pain")
	again := data.Feed{Brand: d.brand, URL: f.URL, Title: "Autre nom"}
	added, err := d.AddFeed(t.Context(), &again)
	must(t, err)
	same(t, added, false)
	same(t, again.ID, f.ID)
	all, err := d.Feeds(t.Context(), d.brand)
	must(t, err)
	same(t, all, []data.Feed{f})
	other, err := d.Feeds(t.Context(), d.addBrand("Autre"))
	must(t, err)
	same(t, len(other), 0)
}

func TestAReadingIsKept(t *testing.T) {
	d := openDesk(t)
	f := d.follow("https://fournil.example/rss")
	f.Title, f.Site, f.ETag, f.Read, f.Next, f.Code = "Fournil", "https://fournil.example", `"a"`, noon, noon.Add(time.Hour), ""
	must(t, d.SaveFeedReading(t.Context(), f, []data.FeedEntry{
		{Feed: f.ID, ID: "1", Title: "Un", At: noon.Add(-time.Hour)}, {Feed: f.ID, ID: "2", Title: "Sans date", Undated: true},
	}))
	got, err := d.Feed(t.Context(), f.ID)
	must(t, err)
	same(t, got, f)
	d.clock.move(time.Hour)
	must(t, d.SaveFeedReading(t.Context(), f, []data.FeedEntry{{ID: "2", Title: "Sans date, retouché", Undated: true}}))
	entries, err := d.FeedEntries(t.Context(), []data.FeedID{f.ID}, 10)
	must(t, err)
	same(t, entries, []data.FeedEntry{
		{Feed: f.ID, ID: "2", Title: "Sans date, retouché", At: noon, Undated: true}, {Feed: f.ID, ID: "1", Title: "Un", At: noon.Add(-time.Hour)},
	})
}

func TestTheNewestEntriesStay(t *testing.T) {
	d := openDesk(t)
	f := d.follow("https://fournil.example/rss")
	var entries []data.FeedEntry
	for i := range data.MaxFeedEntries + 20 {
		entries = append(entries, data.FeedEntry{ID: fmt.Sprint(i), At: noon.Add(-time.Duration(i) * time.Minute)})
	}
	must(t, d.SaveFeedReading(t.Context(), f, entries))
	kept, err := d.FeedEntries(t.Context(), []data.FeedID{f.ID}, 10_000)
	must(t, err)
	same(t, len(kept), data.MaxFeedEntries)
	same(t, kept[len(kept)-1].ID, fmt.Sprint(data.MaxFeedEntries-1))
}

func TestARemovedFeedLeavesNothing(t *testing.T) {
	d := openDesk(t)
	f := d.follow("https://fournil.example/rss")
	must(t, d.SaveFeedReading(t.Context(), f, []data.FeedEntry{{ID: "1", At: noon}}))
	must(t, d.RemoveFeed(t.Context(), f.ID))
	entries, err := d.FeedEntries(t.Context(), []data.FeedID{f.ID}, 10)
	must(t, err)
	same(t, len(entries), 0)
	for _, err := range []error{d.RemoveFeed(t.Context(), f.ID), d.SaveFeedReading(t.Context(), f, nil)} {
		if !errors.Is(err, data.ErrNoSuch) {
			t.Errorf("%v", err)
		}
	}
}

func TestAFeedThatMovesOntoAnotherStays(t *testing.T) {
	d := openDesk(t)
	f, other := d.follow("https://fournil.example/old"), d.follow("https://fournil.example/new")
	f.URL, f.Code = other.URL, "feed_missing"
	must(t, d.SaveFeedReading(t.Context(), f, nil))
	got, err := d.Feed(t.Context(), f.ID)
	must(t, err)
	same(t, []string{got.URL, got.Code}, []string{"https://fournil.example/old", "feed_missing"})
}
