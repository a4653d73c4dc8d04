package desk_test

import (
	"os"
	"testing"
	"time"

	"parvis/data"
)

func (c *camera) photoNews() data.PhotoNews {
	c.t.Helper()
	news, err := c.PhotoNews(c.t.Context(), c.brand.ID)
	c.must(err)
	return news
}

// What came in several looks is told together, until somebody looked at it or made
// something of each draft.
func TestWhatCameIsToldUntilItWasSeen(t *testing.T) {
	c := openCamera(t)
	if news := c.photoNews(); news.Came != (data.Haul{}) || news.Trouble != "" || news.Path != c.folder {
		t.Errorf("before anything came: %+v", news)
	}
	at := c.clock.Now().Add(-time.Hour)
	c.shoot("a.jpg", crumbs(2, 90), at)
	c.until("one came", func() bool { return c.watched().Last.Photos == 1 })
	c.shoot("b.jpg", crumbs(3, 90), at.Add(-24*time.Hour))
	c.shoot("c.jpg", crumbs(4, 90), at.Add(-48*time.Hour))
	c.until("more came", func() bool { return c.photoNews().Came.Photos == 3 })
	news := c.photoNews()
	if news.Came.Drafts != 3 || news.Came.Day != "" || len(news.Drafts) != 3 {
		t.Fatalf("%+v", news)
	}
	p, err := c.Post(t.Context(), news.Drafts[0].Post)
	c.must(err)
	p.Parts = []string{"Le four, hier"}
	c.must(c.SavePost(t.Context(), &p))
	if left := c.photoNews(); len(left.Drafts) != 2 || left.Drafts[0].Post != news.Drafts[1].Post {
		t.Errorf("after one was written: %+v", left.Drafts)
	}
	undo, err := c.PhotosSeen(t.Context(), c.brand.ID)
	c.must(err)
	if after := c.photoNews(); after.Drafts != nil {
		t.Errorf("after it was seen: %+v", after)
	}
	c.must(undo(t.Context()))
	if again := c.photoNews(); len(again.Drafts) != 2 || again.Came.Photos != news.Came.Photos-1 {
		t.Errorf("told again: %+v", again)
	}
	_, err = c.PhotosSeen(t.Context(), c.brand.ID)
	c.must(err)
	if after := c.photoNews(); after.Came != (data.Haul{}) || after.Drafts != nil {
		t.Errorf("after it was seen: %+v", after)
	}
	c.shoot("d.jpg", crumbs(5, 90), at)
	c.until("another came", func() bool { return len(c.photoNews().Drafts) == 1 })
	_, err = c.UndoHaul(t.Context(), c.brand.ID, c.watched().Last)
	c.must(err)
	if after := c.photoNews(); after.Came != (data.Haul{}) || len(c.watched().New) > 0 {
		t.Errorf("after it was undone: %+v", after)
	}
}

func TestAFolderThatIsGoneIsToldWhileItIsWatched(t *testing.T) {
	c := openCamera(t)
	c.must(os.Rename(c.folder, c.folder+"-away"))
	c.until("it is missed", func() bool { return c.photoNews().Trouble == data.WatchGone })
	w := c.watched()
	w.On = false
	_, err := c.SetWatchFolder(t.Context(), w)
	c.must(err)
	if news := c.photoNews(); news.Trouble != "" {
		t.Errorf("paused, it says %q", news.Trouble)
	}
}
