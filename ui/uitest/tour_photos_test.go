package uitest_test

import (
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"parvis/data"
	"parvis/ui/widgets"
)

func (v *visit) photoNews() data.PhotoNews {
	v.t.Helper()
	n, err := v.house.Desk.PhotoNews(v.ctx, v.brand)
	v.ok(err)
	return n
}

// TestPhotosAreToldToday finds on the screen of the day what came from the telephone,
// writes one of the drafts, puts the others away, and follows to the settings when
// the folder is gone.
func TestPhotosAreToldToday(t *testing.T) {
	v := newVisit(t)
	v.takeBackPhotos()
	folder := t.TempDir()
	_, err := v.house.Desk.SetWatchFolder(v.ctx, data.WatchFolder{Brand: v.brand, On: true, Path: folder})
	v.ok(err)
	friday := v.house.Clock.Now().Add(-28 * time.Hour)
	v.photo(folder, "IMG_1.jpg", 2, friday)
	v.photo(folder, "IMG_2.jpg", 3, friday.Add(20*time.Hour))
	v.until("they came", time.Second, func() bool { return v.photoNews().Came.Photos == 2 })
	v.ok(v.Do(v.ctx, "shell.screen.today"))
	v.until("the card", time.Second, func() bool { return v.says(v.Book.N("today.photos.open", 2)) })
	first := v.photoNews().Drafts[0].Post
	v.tap(v.Book.N("today.photos.open", 2))
	v.until("the first draft", glance, func() bool { return len(shown[*widgets.TextArea](v)) > 0 })
	shown[*widgets.TextArea](v)[0].Focus()
	v.write("Le four, hier soir.")
	v.until("it is written", 100*time.Millisecond, func() bool {
		left := v.photoNews().Drafts
		return len(left) == 1 && !slices.ContainsFunc(left, func(e data.Entry) bool { return e.Post == first })
	})
	v.until("the other alone", 100*time.Millisecond, func() bool { return v.says(v.Book.N("today.photos.open", 1)) })
	v.tapWord("today.photos.away")
	v.until("it is put away", glance, func() bool { return len(v.photoNews().Drafts) == 0 && !v.says(v.Book.N("today.photos.open", 1)) })

	v.ok(os.Rename(folder, folder+"-away"))
	v.until("what is the matter", time.Second, func() bool { return v.says(v.Book.T("today.photos.gone.what")) && strings.Contains(v.words(), folder) })
	v.tapWord("photos.settings")
	v.until("the settings", glance, func() bool { return v.says(v.Book.T("photos.status")) })
}
