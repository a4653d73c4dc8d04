package desk_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"parvis/data"
	"parvis/data/desk"
	"parvis/platforms/feed"
	"parvis/platforms/httpx"
	"parvis/platforms/rehearsal"
)

// openFeeds is an office that reads feeds, and the address of a rehearsed site.
func openFeeds(t *testing.T) (*office, string) {
	t.Helper()
	o := open(t)
	o.stop()
	site, err := rehearsal.Start("feed", rehearsal.Options{Clock: o.clock, Seed: 1})
	o.must(err)
	t.Cleanup(func() { o.must(site.Close()) })
	site.AddAccount(rehearsal.Account{Handle: "fournil", Name: "Le Fournil d’Awa"})
	site.Seed("fournil", rehearsal.Past{Posts: []rehearsal.PastPost{{Text: "Du pain <b>frais</b>", At: o.clock.Now().Add(-time.Hour)}}})
	o.params.Feeds = feed.New(httpx.New(httpx.Params{Clock: o.clock, Loopback: true}))
	o.start()
	return o, site.URL() + "/fournil/"
}

func (o *office) feeds() []data.Feed {
	o.t.Helper()
	all, err := o.Feeds(o.t.Context(), o.brand.ID)
	o.must(err)
	return all
}

func (o *office) entries() []data.FeedEntry {
	o.t.Helper()
	all, err := o.FeedEntries(o.t.Context(), o.brand.ID, 10)
	o.must(err)
	return all
}

func TestAFeedIsFollowedReadAndLeft(t *testing.T) {
	o, site := openFeeds(t)
	found, err := o.FindFeeds(t.Context(), site+"rss.xml")
	o.must(err)
	f, err := o.AddFeed(t.Context(), o.brand.ID, found[0])
	o.must(err)
	o.until("read", func() bool { return len(o.entries()) > 0 })
	o.until("described", func() bool { return !o.feeds()[0].Read.IsZero() })
	if got := o.feeds()[0]; !strings.Contains(got.Title, "Fournil") || !got.Next.After(got.Read) || got.Code != "" || got.ID != f.ID {
		t.Errorf("%+v", got)
	}
	undo, err := o.RemoveFeed(t.Context(), f.ID)
	o.must(err)
	if len(o.feeds()) != 0 || len(o.entries()) != 0 {
		t.Errorf("left: %+v, %+v", o.feeds(), o.entries())
	}
	o.must(undo(t.Context()))
	o.until("read again", func() bool { return len(o.entries()) > 0 })
}

func TestWhyAFeedIsNotReadIsKept(t *testing.T) {
	o, site := openFeeds(t)
	_, err := o.AddFeed(t.Context(), o.brand.ID, data.FoundFeed{URL: site + "nothing-here.xml"})
	o.must(err)
	o.until("refused", func() bool { return o.feeds()[0].Code == "feed_missing" })
	if got := o.feeds()[0]; !got.Read.IsZero() || got.Next.IsZero() {
		t.Errorf("%+v", got)
	}
}

func TestAListOfFeedsGoesOutAndComesBack(t *testing.T) {
	o, _ := openFeeds(t)
	path := filepath.Join(t.TempDir(), "flux.opml")
	o.must(os.WriteFile(path, []byte(`<opml version="2.0"><body><outline text="Métier"><outline text="Pain" xmlUrl="https://pain.example/rss"/></outline>
		<outline text="Sel" xmlUrl="https://sel.example/atom"/><outline text="Rien"/></body></opml>`), 0o600))
	added, known, bad, err := o.ImportFeeds(t.Context(), o.brand.ID, path)
	o.must(err)
	if added != 2 || known != 0 || bad != 1 {
		t.Errorf("%d new, %d known, %d bad", added, known, bad)
	}
	out := filepath.Join(t.TempDir(), "copie.opml")
	o.must(o.ExportFeeds(t.Context(), o.brand.ID, out))
	added, known, bad, err = o.ImportFeeds(t.Context(), o.brand.ID, out)
	o.must(err)
	if added != 0 || known != 2 || bad != 0 {
		t.Errorf("written and read: %d new, %d known, %d bad", added, known, bad)
	}
	o.must(os.WriteFile(path, []byte("rien"), 0o600))
	if _, _, _, err := o.ImportFeeds(t.Context(), o.brand.ID, path); data.KindOf(err) != data.Invalid {
		t.Errorf("%v", err)
	}
	if err := o.ExportFeeds(t.Context(), o.brand.ID, filepath.Join(t.TempDir(), "no", "such")); err == nil {
		t.Error("written into a folder that is not there")
	}
}

func TestADeskThatReadsNoFeedsSaysSo(t *testing.T) {
	o := open(t)
	for name, call := range map[string]func(ctx context.Context, d *desk.Desk) error{
		"find":   func(ctx context.Context, d *desk.Desk) error { _, err := d.FindFeeds(ctx, "x.example"); return err },
		"export": func(ctx context.Context, d *desk.Desk) error { return d.ExportFeeds(ctx, o.brand.ID, "x") },
		"import": func(ctx context.Context, d *desk.Desk) error {
			_, _, _, err := d.ImportFeeds(ctx, o.brand.ID, "x")
			return err
		},
	} {
		if err := call(t.Context(), o.Desk); data.KindOf(err) != data.Unsupported {
			t.Errorf("%s: %v", name, err)
		}
	}
}
