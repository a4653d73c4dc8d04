package store

import (
	"errors"
	"testing"
	"time"

	"parvis/data"
)

func TestAWatchedFolderIsKept(t *testing.T) {
	d := openDesk(t)
	none, err := d.WatchFolder(t.Context(), d.brand)
	must(t, err)
	same(t, none, data.WatchFolder{Brand: d.brand})
	w := data.WatchFolder{
		Brand: d.brand, On: true, Path: "/photos", Accounts: []data.AccountID{d.first}, There: 12, Looked: noon,
		Trouble: data.WatchGone, Told: true,
		Last: data.Haul{At: noon, Day: "2026-11-21", Photos: 7, Aside: 1, Drafts: 3, Undated: 1, Places: 2, Left: 1, Plan: 4},
		New:  []data.Haul{{At: noon, Photos: 2, Drafts: 1, Plan: 3}, {At: noon, Photos: 7, Drafts: 3, Plan: 4}},
	}
	must(t, d.SaveWatchFolder(t.Context(), w))
	got, err := d.WatchFolder(t.Context(), d.brand)
	must(t, err)
	same(t, got, w)
	w.On = false
	must(t, d.SaveWatchFolder(t.Context(), w))
	all, err := d.WatchFolders(t.Context())
	must(t, err)
	same(t, all, []data.WatchFolder{w})
	if err := d.SaveWatchFolder(t.Context(), data.WatchFolder{Brand: 999}); !errors.Is(err, data.ErrNoSuch) {
		t.Errorf("of a brand that is not there: %v", err)
	}
}

func TestFilesThatBecameSomethingAreNeverForgotten(t *testing.T) {
	d := openDesk(t)
	taken := data.WatchedFile{Name: "a.jpg", Size: 3, Changed: noon.Add(1500 * time.Microsecond), Hash: "aa", Drafted: true}
	left := data.WatchedFile{Name: "b.jpg", Size: 4, Changed: noon, Drafted: true}
	must(t, d.SaveWatched(t.Context(), d.brand, []data.WatchedFile{taken, left}))
	taken.Drafted = false
	must(t, d.SaveWatched(t.Context(), d.brand, []data.WatchedFile{taken}))
	files, err := d.WatchedFiles(t.Context(), d.brand)
	must(t, err)
	if len(files) != 2 || files["a.jpg"].Drafted || !files["a.jpg"].Same(3, taken.Changed) || files["a.jpg"].Same(4, taken.Changed) {
		t.Errorf("%+v", files)
	}
	must(t, d.ForgetWatched(t.Context(), d.brand))
	files, err = d.WatchedFiles(t.Context(), d.brand)
	must(t, err)
	if len(files) != 1 || files["/aa"].Hash != "aa" {
		t.Errorf("after another folder: %+v", files)
	}
	must(t, d.ForgetWatched(t.Context(), d.brand))
}
