package desk

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"time"

	"parvis/data"
	"parvis/data/media"
)

const (
	// watchTick is how often watched folders are looked into.
	watchTick = 10 * time.Second
	// watchSettle is how long a file stays the same before it counts as whole.
	watchSettle = 5 * time.Second
)

// WatchFolder is the watched folder of a brand.
func (d *Desk) WatchFolder(ctx context.Context, brand data.BrandID) (data.WatchFolder, error) {
	return d.store.WatchFolder(ctx, brand)
}

// SetWatchFolder changes what is set of a watched folder: On, Path and Accounts.
// When it is switched on, or another folder is chosen, all that lies in it is left
// alone; There counts the photos among it. A folder that cannot be looked into is
// a *data.WatchError, and nothing is changed.
func (d *Desk) SetWatchFolder(ctx context.Context, w data.WatchFolder) (data.WatchFolder, error) {
	d.watchMu.Lock()
	defer d.watchMu.Unlock()
	was, err := d.store.WatchFolder(ctx, w.Brand)
	if err != nil {
		return was, err
	}
	moved, begins := w.Path != was.Path, w.On && !(was.On && w.Path == was.Path)
	was.On, was.Path, was.Accounts = w.On, w.Path, w.Accounts
	if moved {
		was.There, was.Looked, was.Last = 0, time.Time{}, data.Haul{}
	}
	if begins || moved {
		was.Trouble, was.Told = "", true
	}
	if begins {
		there, err := seenIn(w.Path)
		if err != nil {
			return was, err
		}
		if err := d.leaveAlone(ctx, &was, there, moved); err != nil {
			return was, err
		}
	}
	err = d.store.SaveWatchFolder(ctx, was)
	d.LookNow()
	return was, err
}

// leaveAlone notes that files become nothing.
func (d *Desk) leaveAlone(ctx context.Context, w *data.WatchFolder, there []media.Seen, moved bool) error {
	if moved {
		if err := d.store.ForgetWatched(ctx, w.Brand); err != nil {
			return err
		}
	}
	known, err := d.store.WatchedFiles(ctx, w.Brand)
	if err != nil {
		return err
	}
	w.There = 0
	var left []data.WatchedFile
	for _, s := range there {
		if !media.Wanted(s.Name) {
			continue
		}
		w.There++
		if f, ok := known[s.Name]; !ok || !f.Same(s.Size, s.Changed) {
			left = append(left, data.WatchedFile{Name: s.Name, Size: s.Size, Changed: s.Changed, Drafted: true})
		}
	}
	return d.store.SaveWatched(ctx, w.Brand, left)
}

// LookNow has the watched folders looked into soon.
func (d *Desk) LookNow() {
	select {
	case d.watchWake <- struct{}{}:
	default:
	}
}

// WatchNews is the watched folder of a brand, and whether something happened in it
// that the person was not told yet; from now on they were.
func (d *Desk) WatchNews(ctx context.Context, brand data.BrandID) (w data.WatchFolder, fresh bool, err error) {
	d.watchMu.Lock()
	defer d.watchMu.Unlock()
	w, err = d.store.WatchFolder(ctx, brand)
	if err != nil || w.Told || w.Trouble == "" && w.Last.Photos+w.Last.Left == 0 {
		return w, false, err
	}
	w.Told = true
	return w, true, d.store.SaveWatchFolder(ctx, w)
}

// UndoHaul takes the drafts away that a haul became, but those that somebody
// changed or scheduled since, and says how many. Its photos stay in the library.
func (d *Desk) UndoHaul(ctx context.Context, brand data.BrandID, h data.Haul) (removed int, err error) {
	d.watchMu.Lock()
	defer d.watchMu.Unlock()
	removed, err = d.store.ForgetPlan(ctx, h.Plan)
	if err != nil {
		return removed, err
	}
	w, err := d.store.WatchFolder(ctx, brand)
	if err != nil {
		return removed, err
	}
	w.New = slices.DeleteFunc(w.New, func(o data.Haul) bool { return o.Plan == h.Plan })
	if w.Last.Plan == h.Plan {
		w.Last.Plan, w.Told = 0, true
	}
	return removed, d.store.SaveWatchFolder(ctx, w)
}

// troubleOf says why a look failed.
func troubleOf(err error) data.WatchTrouble {
	var at *data.WatchError
	switch {
	case err == nil:
		return ""
	case errors.As(err, &at):
		return at.Trouble
	case errors.Is(err, data.ErrDiskFull):
		return data.WatchFull
	}
	return data.WatchFailed
}

// seenIn is what lies in a folder, without what lies in folders of it. The error
// is a *data.WatchError.
func seenIn(path string) ([]media.Seen, error) {
	entries, err := os.ReadDir(path)
	if err != nil {
		return nil, &data.WatchError{Trouble: folderTrouble(err), Err: err}
	}
	var seen []media.Seen
	for _, e := range entries {
		info, err := e.Info()
		if err != nil || !info.Mode().IsRegular() {
			continue // gone since, or nothing to read
		}
		seen = append(seen, media.Seen{Name: e.Name(), Size: info.Size(), Changed: info.ModTime()})
	}
	return seen, nil
}

// folderTrouble is why a folder cannot be read.
func folderTrouble(err error) data.WatchTrouble {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return data.WatchGone
	case errors.Is(err, fs.ErrPermission):
		return data.WatchDenied
	}
	return data.WatchFailed
}

// lookout is a watched folder between two looks.
type lookout struct {
	path   string
	at     time.Time // of the look before
	before []media.Seen
}

// runWatch looks into the watched folders until ctx ends.
func (d *Desk) runWatch(ctx context.Context) {
	lookouts := map[data.BrandID]*lookout{}
	for ctx.Err() == nil {
		folders, err := d.store.WatchFolders(ctx)
		if err != nil && ctx.Err() == nil {
			d.p.Log.Error("desk: watched folders", "err", err)
		}
		for _, w := range folders {
			if !w.On {
				delete(lookouts, w.Brand)
				continue
			}
			if l := lookouts[w.Brand]; l == nil || l.path != w.Path {
				lookouts[w.Brand] = &lookout{path: w.Path}
			}
			d.look(ctx, w.Brand, lookouts[w.Brand])
		}
		data.WaitOr(ctx, d.p.Clock, watchTick, d.watchWake)
	}
}

// look takes in what arrived in a folder and keeps how that went, where it went
// otherwise than before.
func (d *Desk) look(ctx context.Context, brand data.BrandID, l *lookout) {
	haul, err := d.takeIn(ctx, brand, l)
	if ctx.Err() != nil {
		return
	}
	if err != nil {
		d.p.Log.Warn("desk: watched folder", "brand", brand, "err", err)
	}
	d.watchMu.Lock()
	defer d.watchMu.Unlock()
	w, readErr := d.store.WatchFolder(ctx, brand)
	if readErr != nil || w.Path != l.path {
		return
	}
	trouble, first := troubleOf(err), err == nil && w.Looked.IsZero()
	if trouble == w.Trouble && haul == (data.Haul{}) && !first {
		return
	}
	if trouble != w.Trouble {
		w.Told = trouble == ""
	}
	if haul != (data.Haul{}) {
		w.Last, w.Told = haul, false
	}
	if haul.Plan != 0 {
		w.New = append(w.New, haul)
		w.New = w.New[max(0, len(w.New)-mostNew):]
	}
	w.Trouble = trouble
	if err == nil {
		w.Looked = d.p.Clock.Now()
	}
	if err := d.store.SaveWatchFolder(ctx, w); err != nil {
		d.p.Log.Error("desk: watched folder", "brand", brand, "err", err)
	}
}

// openWatched opens a file of a watched folder, which a link out of it does not leave.
func openWatched(folder, name string) (*os.File, error) {
	f, err := os.OpenInRoot(folder, filepath.Base(name))
	if err != nil {
		return nil, fmt.Errorf("desk: watched file: %w", err)
	}
	return f, nil
}
