package desk

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"time"

	"parvis/data"
	"parvis/data/calendar"
	"parvis/data/media"
)

const (
	// rollWithin is how long after the first photo of an event the last one is taken.
	rollWithin = 3 * time.Hour
	// slotsAhead is how far ahead a free hour is looked for.
	slotsAhead = 60 * 24 * time.Hour
)

// takeIn looks into a folder: what arrived since the look before comes into the
// library, and once nothing more is on its way all that came becomes drafts. What
// was copied before an error is not lost: a later look makes drafts of it.
func (d *Desk) takeIn(ctx context.Context, brand data.BrandID, l *lookout) (data.Haul, error) {
	var haul data.Haul
	now, err := seenIn(l.path)
	if err != nil {
		l.before, l.at = nil, time.Time{}
		return haul, err
	}
	at := d.p.Clock.Now()
	if l.before != nil && at.Sub(l.at) < watchSettle {
		return haul, nil
	}
	before := l.before
	l.before, l.at = append([]media.Seen{}, now...), at // never nil: an empty folder was looked into too
	if before == nil {
		return haul, nil
	}
	known, err := d.store.WatchedFiles(ctx, brand)
	if err != nil {
		return haul, err
	}
	dealt := func(s media.Seen) bool {
		f, ok := known[s.Name]
		return ok && f.Same(s.Size, s.Changed)
	}
	arrived := slices.DeleteFunc(media.Arrived(before, now), dealt)
	taken := map[data.MediaHash]bool{}
	for _, f := range known {
		taken[f.Hash] = true
	}
	for _, s := range arrived {
		f, left, err := d.takeFile(ctx, brand, l.path, s, taken)
		if err != nil {
			return haul, err
		}
		if f.Name == "" {
			continue // gone, or held by another program: the next look sees
		}
		if err := d.store.SaveWatched(ctx, brand, []data.WatchedFile{f}); err != nil {
			return haul, err
		}
		known[f.Name], taken[f.Hash] = f, true
		if left {
			haul.Left++
		}
	}
	if coming(before, now, known) {
		return haul, nil
	}
	return d.draft(ctx, brand, known, haul)
}

// coming tells whether a file is still being copied.
func coming(before, now []media.Seen, known map[string]data.WatchedFile) bool {
	whole := media.Arrived(before, now)
	return slices.ContainsFunc(now, func(s media.Seen) bool {
		f, dealt := known[s.Name]
		fresh := !slices.ContainsFunc(before, func(o media.Seen) bool { return o.Name == s.Name && o.Size == s.Size })
		return fresh && media.Wanted(s.Name) && !slices.Contains(whole, s) && !(dealt && f.Same(s.Size, s.Changed))
	})
}

// takeFile copies one file into the library, unless the very same photo was taken
// in before. left tells that it cannot be used. A file that cannot be opened now
// has no name in the answer.
func (d *Desk) takeFile(ctx context.Context, brand data.BrandID, folder string, s media.Seen, taken map[data.MediaHash]bool) (f data.WatchedFile, left bool, err error) {
	file, err := openWatched(folder, s.Name)
	if errors.Is(err, fs.ErrNotExist) || errors.Is(err, fs.ErrPermission) {
		return f, false, nil
	}
	if err != nil {
		return f, false, err
	}
	defer file.Close()
	f = data.WatchedFile{Name: s.Name, Size: s.Size, Changed: s.Changed, Drafted: true}
	hash, err := hashOf(file, s.Size)
	if err != nil || taken[hash] {
		return f, false, err
	}
	a, fresh, err := d.AddAsset(ctx, brand, s.Name, file, s.Size)
	var failure *data.Failure
	switch {
	case errors.As(err, &failure) && failure.Kind == data.Invalid:
		return f, true, nil
	case err != nil:
		return data.WatchedFile{}, false, err
	}
	f.Hash, f.Drafted = a.Hash, !fresh
	return f, false, nil
}

func hashOf(r io.ReaderAt, size int64) (data.MediaHash, error) {
	sum := sha256.New()
	if _, err := io.Copy(sum, io.NewSectionReader(r, 0, size)); err != nil {
		return "", fmt.Errorf("desk: watched file: %w", err)
	}
	return data.MediaHash(hex.EncodeToString(sum.Sum(nil))), nil
}

// draft makes drafts of what came in and is none yet.
func (d *Desk) draft(ctx context.Context, brand data.BrandID, known map[string]data.WatchedFile, haul data.Haul) (data.Haul, error) {
	b, err := d.store.Brand(ctx, brand)
	if err != nil {
		return haul, err
	}
	zone, err := time.LoadLocation(b.Zone)
	if err != nil {
		return haul, err
	}
	var files []data.WatchedFile
	var shots []media.Shot
	for _, f := range known {
		if f.Drafted || f.Hash == "" {
			continue
		}
		a, err := d.store.Asset(ctx, brand, f.Hash)
		if err != nil && !errors.Is(err, data.ErrNoSuch) {
			return haul, err
		}
		f.Drafted = true
		files = append(files, f)
		if err == nil {
			shots = append(shots, media.Shot{Seen: media.Seen{Name: f.Name, Size: f.Size, Changed: f.Changed}, Facts: a.MediaFacts})
		}
	}
	rolls := media.Rolls(shots, rollWithin, zone)
	if len(rolls) > 0 {
		if err := d.saveRolls(ctx, b, zone, rolls, &haul); err != nil {
			return haul, err
		}
	}
	if haul != (data.Haul{}) {
		haul.At = d.p.Clock.Now()
	}
	return haul, d.store.SaveWatched(ctx, brand, files)
}

// saveRolls stores a draft of each roll, in the free hours to come as far as there
// are any.
func (d *Desk) saveRolls(ctx context.Context, b data.Brand, zone *time.Location, rolls []media.Roll, haul *data.Haul) error {
	w, err := d.store.WatchFolder(ctx, b.ID)
	if err != nil {
		return err
	}
	accounts, err := d.watchAccounts(ctx, w)
	if err != nil {
		return err
	}
	free, err := d.freeFor(ctx, b.ID, accounts)
	if err != nil {
		return err
	}
	var drafts []data.Post
	days := map[string]bool{}
	for _, r := range rolls {
		p := data.Post{Brand: b.ID, Lang: b.Lang, Parts: []string{""}}
		p.Title = d.photoTitle(b.Lang, r.At.In(zone))
		to := accounts
		if len(free) > 0 {
			o := free[0]
			free, p.When, p.Pillar = free[1:], o.When, o.Slot.Pillar
			if o.Slot.Account != 0 {
				to = []data.AccountID{o.Slot.Account}
			}
		} else {
			haul.Undated++
		}
		for _, a := range to {
			p.Variants = append(p.Variants, data.Variant{Account: a})
		}
		for _, s := range r.Chosen {
			p.Media = append(p.Media, data.Attachment{Media: s.Facts.Media})
		}
		for _, s := range slices.Concat(r.Chosen, r.Others) {
			days[s.At(zone).In(zone).Format(data.DayLayout)] = true
			haul.Photos++
			if s.Facts.Place {
				haul.Places++
			}
		}
		haul.Aside += len(r.Others)
		drafts = append(drafts, p)
	}
	haul.Drafts, haul.Day = len(drafts), theOnly(days)
	if haul.Plan, err = d.store.BeginPlan(ctx, b.ID); err != nil {
		return err
	}
	return d.store.SavePlanned(ctx, haul.Plan, drafts)
}

// photoTitle names a draft after when its first photo was taken.
func (d *Desk) photoTitle(lang string, at time.Time) string {
	if d.p.Words == nil {
		return at.Format(time.DateTime)
	}
	book := d.p.Words.In(lang)
	return book.T("photos.draft.title", "When", book.ShortDateTime(at))
}

func theOnly(days map[string]bool) (day string) {
	if len(days) != 1 {
		return ""
	}
	for day = range days {
	}
	return day
}

// watchAccounts are those that drafts of a watched folder are for.
func (d *Desk) watchAccounts(ctx context.Context, w data.WatchFolder) (ids []data.AccountID, err error) {
	all, err := d.store.Accounts(ctx, w.Brand)
	for _, a := range all {
		if a.State.Publishes() && (len(w.Accounts) == 0 || slices.Contains(w.Accounts, a.ID)) {
			ids = append(ids, a.ID)
		}
	}
	return ids, err
}

// freeFor are the free hours to come of some accounts, in order of time.
func (d *Desk) freeFor(ctx context.Context, brand data.BrandID, accounts []data.AccountID) (free []calendar.Opening, err error) {
	now := d.p.Clock.Now()
	all, err := d.Openings(ctx, brand, now, now.Add(slotsAhead))
	for _, o := range all {
		mine := o.Slot.Account == 0 || slices.Contains(accounts, o.Slot.Account)
		if !o.Taken && mine && o.When.Instant.After(now) {
			free = append(free, o)
		}
	}
	return free, err
}
