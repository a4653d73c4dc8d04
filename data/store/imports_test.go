package store

import (
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"parvis/data"
)

// past are n posts of an archive, one a day, with numbers.
func (d *desk) past(n int, account data.AccountID) []data.Imported {
	page := make([]data.Imported, n)
	for i := range page {
		at := noon.AddDate(-3, 0, -i)
		page[i] = data.Imported{
			Post: data.Post{
				Brand: d.brand, Parts: []string{fmt.Sprintf("Souvenir %d", i)}, Variants: []data.Variant{{Account: account}},
				When: data.Schedule{Wall: at.Format(data.WallLayout), Zone: "UTC", Instant: at},
			},
			Remote: data.Receipt{ID: fmt.Sprint("r", i), URL: fmt.Sprint("https://reseau.example/", i)},
			Counts: data.PostCounts{Posted: at, Read: noon.AddDate(-1, 0, 0), Likes: data.Known(int64(i)), Shares: data.Known(2)},
		}
	}
	return page
}

// readIn imports posts in pages.
func (d *desk) readIn(id data.ImportID, all []data.Imported) (added, known int) {
	d.t.Helper()
	for len(all) > 0 {
		n := min(len(all), ImportPage)
		a, k, err := d.ImportPosts(d.t.Context(), id, all[:n])
		must(d.t, err)
		added, known, all = added+a, known+k, all[n:]
	}
	return added, known
}

func (d *desk) beginImport(account data.AccountID) data.ImportID {
	d.t.Helper()
	id, err := d.BeginImport(d.t.Context(), account)
	must(d.t, err)
	return id
}

func (d *desk) hits(text string) int {
	d.t.Helper()
	d.indexed()
	hits, err := d.Search(d.t.Context(), d.brand, text, 20)
	must(d.t, err)
	return len(hits)
}

func TestPastPostsAreSentPosts(t *testing.T) {
	d := openDesk(t)
	page := d.past(3, d.first)
	added, known := d.readIn(d.beginImport(d.first), page)
	same(t, []int{added, known}, []int{3, 0})
	got := d.delivery(&page[1].Post, d.first)
	at := page[1].Post.When.Instant
	if got.State != data.Sent || !got.Due.Equal(at) || !got.SentAt.Equal(at) || got.Remote != page[1].Remote || got.Attempts != 0 {
		t.Errorf("%+v", got)
	}
	days, err := d.Agenda(t.Context(), data.AgendaQuery{Brand: d.brand, Bounds: []time.Time{at.Add(-time.Hour), at.Add(time.Hour)}})
	must(t, err)
	if days[0].Total != 1 || days[0].Entries[0].Headline != "Souvenir 1" || days[0].Entries[0].Stale {
		t.Errorf("the calendar shows %+v", days)
	}
	counts, err := d.CountsOf(t.Context(), page[2].Post.ID)
	must(t, err)
	if len(counts) != 1 || counts[0].Likes != data.Known(2) || counts[0].Views.Known {
		t.Errorf("numbers %+v", counts)
	}
	same(t, d.hits("souvenir"), 3)
}

func TestImportingTwiceAddsNothing(t *testing.T) {
	d := openDesk(t)
	first := d.past(4, d.first)
	d.readIn(d.beginImport(d.first), first)
	must(t, d.DeletePost(t.Context(), first[3].Post.ID))
	again := d.past(5, d.first)
	again[1].Counts.Likes, again[1].Counts.Shares = data.Known(90), data.Count{}
	again[1].Counts.Read = noon
	added, known := d.readIn(d.beginImport(d.first), append(again, again[4]))
	same(t, []int{added, known}, []int{1, 5}) // the last one stands twice in the archive
	counts, err := d.CountsOf(t.Context(), first[1].Post.ID)
	must(t, err)
	if counts[0].Likes != data.Known(90) || counts[0].Shares != data.Known(2) {
		t.Errorf("refreshed to %+v", counts[0])
	}
	same(t, d.hits("souvenir"), 4) // what a person deleted stays deleted
}

func TestWhatWentOutFromHereIsKnown(t *testing.T) {
	d := openDesk(t)
	p := d.addPost("Un fil", noon, d.first)
	d.arm(p)
	_, err := d.core.write.Exec(`UPDATE delivery_parts SET remote_id = 'r0' WHERE delivery_id = ?`, d.delivery(p, d.first).ID)
	must(t, err)
	added, known := d.readIn(d.beginImport(d.first), d.past(1, d.first))
	same(t, []int{added, known}, []int{0, 1})
}

func TestAnImportIsUndone(t *testing.T) {
	d := openDesk(t)
	archive := data.Account{Brand: d.brand, Network: "x", Remote: "42", State: data.AccountArchive}
	must(t, d.SaveAccount(t.Context(), &archive))
	id, page := d.beginImport(archive.ID), d.past(ImportPage+50, archive.ID)
	d.readIn(id, page)
	edited := page[7].Post
	edited.Parts = []string{"Souvenir retouché"}
	must(t, d.SavePost(t.Context(), &edited))
	must(t, d.SavePostCounts(t.Context(), []data.PostCounts{{Account: archive.ID, Remote: "r9", Posted: noon, Read: noon, Likes: data.Known(1)}}))
	removed, err := d.ForgetImport(t.Context(), id)
	must(t, err)
	same(t, removed, ImportPage+49)
	same(t, d.hits("souvenir"), 1)
	counts, err := d.PostCounts(t.Context(), []data.AccountID{archive.ID}, time.Time{}, time.Time{})
	must(t, err)
	same(t, len(counts), 2) // of what was edited, and what the network told itself
	a, err := d.Account(t.Context(), archive.ID)
	must(t, err)
	same(t, a.State, data.AccountArchive)

	second := d.beginImport(archive.ID)
	added, known := d.readIn(second, d.past(ImportPage+50, archive.ID))
	same(t, []int{added, known}, []int{ImportPage + 49, 1})
}

func TestAnArchiveThatIsUndoneLeavesNoAccount(t *testing.T) {
	d := openDesk(t)
	archive := data.Account{Brand: d.brand, Network: "x", Remote: "42", State: data.AccountArchive}
	must(t, d.SaveAccount(t.Context(), &archive))
	id := d.beginImport(archive.ID)
	d.readIn(id, d.past(2, archive.ID))
	_, err := d.ForgetImport(t.Context(), id)
	must(t, err)
	a, err := d.Account(t.Context(), archive.ID)
	must(t, err)
	same(t, a.State, data.AccountGone)
	live, err := d.Account(t.Context(), d.first)
	must(t, err)
	same(t, live.State, data.AccountReady)
}

func TestImportsAreWrittenInPages(t *testing.T) {
	d := openDesk(t)
	var mu sync.Mutex
	pages := map[data.Noun]int{}
	defer d.Subscribe(func(c data.Change) {
		mu.Lock()
		defer mu.Unlock()
		pages[c.Noun]++
		if len(c.IDs) > ImportPage {
			t.Errorf("%d %s in one transaction", len(c.IDs), c.Noun)
		}
	})()
	added, _ := d.readIn(d.beginImport(d.first), d.past(10_000, d.first))
	same(t, added, 10_000)
	same(t, pages, map[data.Noun]int{data.Posts: 50, data.Deliveries: 50, data.Metrics: 50})
	if _, _, err := d.ImportPosts(t.Context(), 1, d.past(ImportPage+1, d.first)); err == nil {
		t.Error("a page without bounds was taken")
	}
}

func TestAPageIsImportedWholeOrNotAtAll(t *testing.T) {
	d := openDesk(t)
	page := d.past(3, d.first)
	page[2].Post.Brand = d.addBrand("Autre")
	_, _, err := d.ImportPosts(t.Context(), d.beginImport(d.first), page)
	if !errors.Is(err, data.ErrOtherBrand) {
		t.Errorf("%v", err)
	}
	same(t, d.hits("souvenir"), 0)
	_, _, err = d.ImportPosts(t.Context(), 99, page[:1])
	if !errors.Is(err, data.ErrNoSuch) {
		t.Errorf("%v", err)
	}
	if _, err := d.BeginImport(t.Context(), 99); !errors.Is(err, data.ErrNoSuch) {
		t.Errorf("%v", err)
	}
}
