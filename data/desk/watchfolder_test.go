package desk_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"parvis/assets"
	"parvis/data"
	"parvis/data/words"
)

// camera is a folder into which photos come.
type camera struct {
	*office
	folder string
}

// openCamera is an office that watches a folder in which a photo lies already.
func openCamera(t *testing.T) *camera {
	t.Helper()
	c := &camera{office: open(t), folder: t.TempDir()}
	c.stop()
	var err error
	c.params.Words, err = words.Load(assets.Words)
	c.must(err)
	c.start()
	c.connect()
	c.shoot("old.jpg", crumbs(1, 90), c.clock.Now().Add(-48*time.Hour))
	w, err := c.SetWatchFolder(t.Context(), data.WatchFolder{Brand: c.brand.ID, On: true, Path: c.folder})
	c.must(err)
	if w.There != 1 {
		t.Fatalf("%d photos lie there", w.There)
	}
	return c
}

// shoot puts a file there as a telephone does: whole, with the time of the photo.
func (c *camera) shoot(name string, b []byte, at time.Time) {
	c.t.Helper()
	path := filepath.Join(c.folder, name)
	c.must(os.WriteFile(path+".part", b, 0o600))
	c.must(os.Chtimes(path+".part", at, at))
	c.must(os.Rename(path+".part", path))
}

func (c *camera) watched() data.WatchFolder {
	c.t.Helper()
	w, err := c.WatchFolder(c.t.Context(), c.brand.ID)
	c.must(err)
	return w
}

// drafted are the drafts with pictures, with and without an hour.
func (c *camera) drafted() (all []data.Post) {
	c.t.Helper()
	for _, undated := range []bool{false, true} {
		entries, err := c.List(c.t.Context(), data.ListQuery{Brand: c.brand.ID, States: []data.State{data.Draft}, Undated: undated})
		c.must(err)
		for _, e := range entries {
			p, err := c.Post(c.t.Context(), e.Post)
			c.must(err)
			all = append(all, p)
		}
	}
	return all
}

func TestPhotosBecomeDraftsInFreeHours(t *testing.T) {
	c := openCamera(t)
	c.everyDay("18:30")
	noon := c.clock.Now().Add(-24 * time.Hour).Truncate(24 * time.Hour).Add(12 * time.Hour)
	c.shoot("a.jpg", crumbs(2, 90), noon)
	c.shoot("b.jpg", crumbs(3, 90), noon.Add(time.Hour))
	c.shoot("c.jpg", crumbs(4, 90), noon.Add(5*time.Hour))
	c.shoot("notes.txt", []byte("pain"), noon)
	c.until("they came", func() bool { return c.watched().Last.Photos == 3 })
	w := c.watched()
	if w.Last.Drafts != 2 || w.Last.Undated != 0 || w.Last.Left != 0 || w.Last.Day != noon.Format(data.DayLayout) || w.Trouble != "" {
		t.Errorf("%+v", w)
	}
	posts := c.drafted()
	if len(posts) != 2 || len(posts[0].Media) != 2 || len(posts[1].Media) != 1 || posts[0].Lang != "fr" || len(posts[0].Variants) != 1 {
		t.Fatalf("%+v", posts)
	}
	for _, p := range posts {
		if !strings.HasSuffix(p.When.Wall, "T18:30") || !strings.HasPrefix(p.Title, "Photos du ") {
			t.Errorf("%q is due at %s", p.Title, p.When.Wall)
		}
	}
	if posts[0].When.Wall == posts[1].When.Wall {
		t.Error("both took the same hour")
	}
	if all := c.shelf(data.AssetQuery{}, false).Assets; len(all) != 3 {
		t.Errorf("the library has %d files", len(all))
	}
	if _, fresh, err := c.WatchNews(t.Context(), c.brand.ID); !fresh || err != nil {
		t.Errorf("it is no news: %v", err)
	}
	if _, again, _ := c.WatchNews(t.Context(), c.brand.ID); again {
		t.Error("it is said twice")
	}
	n, err := c.UndoHaul(t.Context(), c.brand.ID, w.Last)
	c.must(err)
	if n != 2 || len(c.drafted()) != 0 || c.watched().Last.Plan != 0 {
		t.Errorf("%d taken away, left are %+v", n, c.drafted())
	}
}

func TestTheSamePhotoIsNeverTakenTwice(t *testing.T) {
	c := openCamera(t)
	at := c.clock.Now().Add(-time.Hour)
	c.shoot("a.jpg", crumbs(2, 90), at)
	c.until("it came", func() bool { return c.watched().Last.Photos == 1 })
	if p := c.drafted()[0]; !p.When.Zero() || c.watched().Last.Undated != 1 {
		t.Errorf("without a free hour it is due %+v", p.When)
	}
	c.stop()
	c.start()
	c.shoot("copy of a.jpg", crumbs(2, 90), at)
	c.shoot("b.jpg", crumbs(3, 90), at.Add(-24*time.Hour))
	c.until("the other came", func() bool { return len(c.drafted()) == 2 })
	if w := c.watched(); w.Last.Photos != 1 {
		t.Errorf("%+v", w.Last)
	}
}

// slowly copies a photo in eight parts, and tells whether something was written
// between any two looks: where the machine held the writer up, what the desk saw
// was a file that had come to rest.
func (c *camera) slowly(name string, b []byte) (steady bool) {
	c.t.Helper()
	path := filepath.Join(c.folder, name)
	const look = 20 * time.Millisecond // ten seconds of the desk's clock
	steady = true
	for part := 1; part <= 8; part++ {
		began := time.Now()
		c.must(os.WriteFile(path, b[:len(b)*part/8], 0o600))
		if part < 8 {
			time.Sleep(look / 4)
		}
		steady = steady && time.Since(began) < look/2
	}
	return steady
}

func TestAHalfCopiedPhotoWaits(t *testing.T) {
	for range 50 {
		c := openCamera(t)
		b := crumbs(2, 90)
		if !c.slowly("slow.jpg", b) {
			c.stop()
			continue
		}
		c.until("it came", func() bool { return len(c.drafted()) == 1 })
		if w := c.watched(); w.Last.Left != 0 || c.drafted()[0].Media[0].Bytes != int64(len(b)) {
			t.Errorf("%+v", w)
		}
		return
	}
	t.Fatal("this machine never wrote a file without a pause")
}

func TestWhatIsNoPhotoIsSaidAndLeft(t *testing.T) {
	c := openCamera(t)
	c.shoot("broken.jpg", []byte("no picture at all"), c.clock.Now())
	c.until("it is said", func() bool { return c.watched().Last.Left == 1 })
	if w := c.watched(); w.Last.Photos != 0 || w.Trouble != "" || len(c.drafted()) != 0 {
		t.Errorf("%+v", w)
	}
}

func TestAFolderThatGoesIsSaidOnceAndComesBack(t *testing.T) {
	c := openCamera(t)
	away := c.folder + "-away"
	c.must(os.Rename(c.folder, away))
	c.until("it is missed", func() bool { return c.watched().Trouble == data.WatchGone })
	w, fresh, err := c.WatchNews(t.Context(), c.brand.ID)
	if c.must(err); !fresh || w.Trouble != data.WatchGone {
		t.Errorf("%+v is no news", w)
	}
	time.Sleep(60 * time.Millisecond) // a few looks
	if _, again, _ := c.WatchNews(t.Context(), c.brand.ID); again {
		t.Error("it is said twice")
	}
	c.must(os.Rename(away, c.folder))
	c.until("it is back", func() bool { return c.watched().Trouble == "" })
	c.shoot("a.jpg", crumbs(2, 90), c.clock.Now().Add(-time.Hour))
	c.until("a photo came", func() bool { return len(c.drafted()) == 1 })
}

func TestAFolderThatIsNotThereIsNotWatched(t *testing.T) {
	c := openCamera(t)
	_, err := c.SetWatchFolder(t.Context(), data.WatchFolder{Brand: c.brand.ID, On: true, Path: filepath.Join(c.folder, "nothing")})
	var trouble *data.WatchError
	if !errors.As(err, &trouble) || trouble.Trouble != data.WatchGone {
		t.Errorf("%v", err)
	}
	if w := c.watched(); w.Path != c.folder || !w.On {
		t.Errorf("it changed %+v", w)
	}
}

func TestAPausedFolderIsLeftAlone(t *testing.T) {
	c := openCamera(t)
	w := c.watched()
	w.On = false
	_, err := c.SetWatchFolder(t.Context(), w)
	c.must(err)
	c.shoot("while off.jpg", crumbs(2, 90), c.clock.Now())
	time.Sleep(60 * time.Millisecond) // a few looks
	w.On = true
	w, err = c.SetWatchFolder(t.Context(), w)
	if c.must(err); w.There != 2 || len(c.drafted()) != 0 {
		t.Errorf("%d lie there, drafts %+v", w.There, c.drafted())
	}
	c.shoot("a.jpg", crumbs(3, 90), c.clock.Now())
	c.until("the new one came", func() bool { return len(c.drafted()) == 1 })
	if len(c.drafted()[0].Media) != 1 {
		t.Errorf("%+v", c.drafted())
	}
}
