package today

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2/test"

	"parvis/data"
	"parvis/ui/widgets"
)

func (d *desk) PhotoNews(context.Context, data.BrandID) (data.PhotoNews, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.photos, nil
}

func (d *desk) PhotosSeen(context.Context, data.BrandID) (func(context.Context) error, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	was := d.photos
	d.photos.Came, d.photos.Drafts = data.Haul{}, nil
	return func(context.Context) error {
		d.mu.Lock()
		defer d.mu.Unlock()
		d.photos = was
		return nil
	}, nil
}

// photoDay is a day on which photos came before their folder went away.
func photoDay() *desk {
	d := busyDay()
	d.photos = data.PhotoNews{
		Path: "/home/odile/Photos du téléphone", Trouble: data.WatchGone,
		Came: data.Haul{Photos: 9, Aside: 1, Drafts: 7, Undated: 1, Places: 3, Plan: 4},
	}
	for i := range 7 {
		e := data.Entry{Post: data.PostID(60 + i), State: data.Draft, Headline: "Photos du ven. 20 nov. · 09:1" + string(rune('0'+i))}
		if i < 4 {
			e.Due = time.Date(2026, 11, 23+i, 17, 30, 0, 0, time.UTC)
		}
		d.photos.Drafts = append(d.photos.Drafts, e)
	}
	return d
}

// pressIn taps the button of a card that bears these words, or is called so.
func (tr *trial) pressIn(c *card, words string) {
	tr.t.Helper()
	for _, b := range all[*widgets.Button](c.lines) {
		if b.AccessibilityLabel() == words {
			test.Tap(b)
			return
		}
	}
	tr.t.Fatalf("nothing says %q", words)
}

func (tr *trial) drafts() (titles []string) {
	for _, r := range all[*widgets.PressRow](tr.screen.body.reminders.lines) {
		titles = append(titles, r.Text().Lead+" "+r.Text().Title)
	}
	return titles
}

func TestPhotosThatBecameDraftsAreSaidAndOpened(t *testing.T) {
	tr := tryOut(t, photoDay())
	tr.until("they are read", func() bool { return tr.screen.m.photos.Came.Photos == 9 })
	card := tr.screen.body.reminders
	if got := tr.drafts(); len(got) != mostPhotoDrafts || !strings.HasPrefix(got[0], "lun. 23 nov.") || !strings.HasPrefix(got[4], "Sans date Photos du") {
		t.Errorf("drafts %q", got)
	}
	tr.pressIn(card, "Ouvrir le premier")
	test.Tap(all[*widgets.PressRow](card.lines)[2])
	if !slices.Equal(tr.shell.opened, []data.PostID{60, 62}) {
		t.Errorf("opened %v", tr.shell.opened)
	}
	tr.pressIn(card, "Voir les réglages")
	if !slices.Equal(tr.shell.led, []string{"photos"}) {
		t.Errorf("led to %v", tr.shell.led)
	}
	tr.pressIn(card, "Ne plus montrer ces photos")
	tr.until("they are put away", func() bool { return len(tr.drafts()) == 0 && len(tr.shell.toasts) == 1 })
	tr.shell.undo()
	tr.until("they are told again", func() bool { return len(tr.drafts()) == mostPhotoDrafts })
}

func TestAFolderThatCannotBeReadIsSaid(t *testing.T) {
	for trouble, what := range map[data.WatchTrouble]string{
		data.WatchGone: "n’est plus là", data.WatchDenied: "ne peut plus lire", data.WatchFull: "disque est plein", data.WatchFailed: "n’a pas pu être lu",
	} {
		d := busyDay()
		d.photos = data.PhotoNews{Path: "/photos", Trouble: trouble}
		tr := tryOut(t, d)
		tr.until("it is read", func() bool { return tr.screen.m.photos.Trouble == trouble })
		said := ""
		for _, l := range all[*widgets.Label](tr.screen.body.reminders.object) {
			said += l.Text() + "\n"
		}
		if !strings.Contains(said, what) || !strings.Contains(said, "/photos") || strings.Contains(said, "{{") {
			t.Errorf("%s: it says\n%s", trouble, said)
		}
	}
}

func TestWithoutPhotosThereIsNoLine(t *testing.T) {
	d := busyDay()
	tr := tryOut(t, d)
	if tr.screen.body.ahead.Visible() {
		t.Error("it says something of no photos")
	}
	d.mu.Lock()
	d.photos = photoDay().photos
	d.mu.Unlock()
	tr.screen.Changed(data.Change{Noun: data.Watched})
	tr.until("they are said", func() bool { return tr.screen.body.ahead.Visible() })
}
