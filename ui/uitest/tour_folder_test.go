package uitest_test

import (
	"bytes"
	"image"
	"image/color"
	"image/jpeg"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"
	"time"

	"parvis/data"
	"parvis/ui/widgets"
)

// A folder is watched, photos of an outing and of the next morning come into it,
// and two drafts are said, seen in the settings and taken back.
func TestTourOfTheWatchedFolder(t *testing.T) {
	v := newVisit(t)
	v.takeBackPhotos()
	folder := t.TempDir()
	v.photo(folder, "old.jpg", 1, v.house.Clock.Now().Add(-72*time.Hour))
	_, err := v.house.Desk.SetWatchFolder(v.ctx, data.WatchFolder{Brand: v.brand, Path: folder})
	v.ok(err)
	v.ok(v.Do(v.ctx, "settings.section.photos"))
	v.until("the folder", glance, func() bool { return v.says(filepath.Base(folder)) })
	v.tapWord("photos.on")
	v.until("it is watched", glance, func() bool { return v.watched().On })
	if n := v.watched().There; n != 1 {
		t.Errorf("%d photos lie there", n)
	}

	friday := v.house.Clock.Now().Add(-28 * time.Hour)
	v.photo(folder, "IMG_1.jpg", 2, friday)
	v.photo(folder, "IMG_2.jpg", 3, friday.Add(time.Hour))
	v.photo(folder, "IMG_3.jpg", 4, friday.Add(20*time.Hour))
	v.until("they came", time.Second, func() bool { return v.watched().Last.Photos == 3 })
	said := v.Book.N("photos.became", 3, "Of", "", "Drafts", v.Book.N("photos.drafts", 2))
	v.until("it is said twice: for a moment, and in the settings", time.Second, func() bool {
		n := 0
		for _, l := range shown[*widgets.Label](v) {
			if l.Text() == said {
				n++
			}
		}
		return n == 2
	})
	drafts := v.photoDrafts()
	if len(drafts) != 2 || len(drafts[0].Media)+len(drafts[1].Media) != 3 {
		t.Fatalf("they became %+v", drafts)
	}
	v.tapWord("common.undo")
	v.until("they are gone", glance, func() bool { return len(v.photoDrafts()) == 0 })
	v.until("it is said", glance, func() bool { return v.says(v.Book.N("photos.undone", 2)) })

	v.ok(os.Rename(folder, folder+"-away"))
	v.until("it is missed", time.Second, func() bool { return v.watched().Trouble == data.WatchGone })
	v.until("that is said", glance, func() bool { return v.says(v.Book.T("photos.trouble.gone")) })
}

// takeBackPhotos takes away what came before the visit.
func (v *visit) takeBackPhotos() {
	v.t.Helper()
	n, err := v.house.Desk.UndoHaul(v.ctx, v.brand, v.watched().Last)
	v.ok(err)
	if n != 1 {
		v.t.Fatalf("%d drafts of photos were there", n)
	}
}

func (v *visit) watched() data.WatchFolder {
	v.t.Helper()
	w, err := v.house.Desk.WatchFolder(v.ctx, v.brand)
	v.ok(err)
	return w
}

// photoDrafts are the drafts that are called after when their photos were taken.
func (v *visit) photoDrafts() (all []data.Post) {
	v.t.Helper()
	for _, undated := range []bool{false, true} {
		entries, err := v.house.Desk.List(v.ctx, data.ListQuery{Brand: v.brand, States: []data.State{data.Draft}, Undated: undated})
		v.ok(err)
		seen := map[data.PostID]bool{}
		for _, e := range entries {
			if seen[e.Post] || len(e.Headline) < 7 || e.Headline[:7] != "Photos " {
				continue
			}
			seen[e.Post] = true
			p, err := v.house.Desk.Post(v.ctx, e.Post)
			v.ok(err)
			all = append(all, p)
		}
	}
	return all
}

// photo puts a picture like no other into a folder, whole, with the time at which
// it was taken.
func (v *visit) photo(folder, name string, seed uint64, at time.Time) {
	v.t.Helper()
	const side, square = 240, 30
	random := rand.New(rand.NewPCG(seed, 1))
	img := image.NewGray(image.Rect(0, 0, side, side))
	for y := 0; y < side; y += square {
		for x := 0; x < side; x += square {
			shade := color.Gray{Y: uint8(random.UintN(256))}
			for i := range square * square {
				img.SetGray(x+i%square, y+i/square, shade)
			}
		}
	}
	var b bytes.Buffer
	v.ok(jpeg.Encode(&b, img, nil))
	path := filepath.Join(folder, name)
	v.ok(os.WriteFile(path+".part", b.Bytes(), 0o600))
	v.ok(os.Chtimes(path+".part", at, at))
	v.ok(os.Rename(path+".part", path))
}
