package desk

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"
	"time"

	"parvis/data"
	"parvis/data/archive"
	"parvis/data/calendar"
	"parvis/data/store"
)

// Import reads the past posts of an archive into the calendar: a .zip, its
// folder or its files, several being the parts of one archive. They go to the
// account of the brand that the archive is of, or else to one that is made for
// it and on which nothing is ever published. What is there already is not added
// again. progress, unless nil, hears how far it is: bytes of posts of their
// total, and how many posts were kept; it is called on this goroutine.
//
// What is wrong with a post or a picture is in the result and ends nothing.
// When ctx ends, the pages of posts that were kept stay and the result says that
// it was stopped; that is no error. An error may come with what was kept before
// it. [Desk.ForgetImport] undoes it.
func (d *Desk) Import(ctx context.Context, brand data.BrandID, paths []string, progress func(done, total int64, n int)) (data.ImportResult, error) {
	a, err := archive.Open(ctx, paths...)
	if err != nil {
		return data.ImportResult{Stopped: ctx.Err() != nil}, unlessStopped(ctx, err)
	}
	defer func() { _ = a.Close() }() // it was only read
	r := &importing{desk: d, archive: a, told: progress}
	if err := r.begin(ctx, brand); err != nil {
		return r.result, unlessStopped(ctx, err)
	}
	sum, err := a.Read(ctx, func(i archive.Item) error { return r.item(ctx, i) }, r.bad, r.moved)
	if err == nil {
		err = r.flush(ctx)
	}
	r.result.Bad, r.result.Shared, r.result.Empty = sum.Bad, sum.Shared, sum.Empty
	r.result.Stopped = ctx.Err() != nil
	return r.result, unlessStopped(ctx, err)
}

func unlessStopped(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return nil
	}
	return err
}

// ForgetImport undoes an import: its posts go but those that somebody changed or
// deleted since, and the account that was made for it when nothing is left on
// it. removed counts the posts.
func (d *Desk) ForgetImport(ctx context.Context, id data.ImportID) (removed int, err error) {
	return d.store.ForgetImport(ctx, id)
}

// importing is one archive on its way into the calendar.
type importing struct {
	desk    *Desk
	archive *archive.Archive
	told    func(done, total int64, n int)

	brand       data.Brand
	result      data.ImportResult
	page        []data.Imported
	done, total int64
}

func (r *importing) begin(ctx context.Context, brand data.BrandID) error {
	brands, err := r.desk.store.Brands(ctx)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(brands, func(b data.Brand) bool { return b.ID == brand })
	if i < 0 {
		return fmt.Errorf("desk: import: brand %d: %w", brand, data.ErrNoSuch)
	}
	r.brand = brands[i]
	account, err := r.desk.archiveAccount(ctx, r.brand.ID, r.archive)
	if err != nil {
		return err
	}
	r.result.Network, r.result.Owner, r.result.Account = r.archive.Network, account.Handle, account.ID
	r.result.ID, err = r.desk.store.BeginImport(ctx, account.ID)
	return err
}

// archiveAccount is where the posts of an archive go: where they went before, to
// the account that is connected, or to a new one.
func (d *Desk) archiveAccount(ctx context.Context, brand data.BrandID, a *archive.Archive) (data.Account, error) {
	all, err := d.store.Accounts(ctx, brand)
	if err != nil {
		return data.Account{}, err
	}
	handle, title := a.Owner.Name, d.title(a.Network)
	if a.Owner.Handle != "" {
		handle = "@" + a.Owner.Handle
	}
	made := data.Account{
		Brand: brand, Network: a.Network, Remote: cmp.Or(a.Owner.Remote, a.Owner.Handle, a.Owner.Name, "archive"),
		Handle: cmp.Or(handle, title), Name: cmp.Or(a.Owner.Name, a.Owner.Handle, title), State: data.AccountArchive,
		Can: data.Capabilities{Text: data.TextRule{Unit: data.Graphemes}}, Connected: d.p.Clock.Now(),
	}
	for _, archived := range []bool{true, false} {
		for _, one := range all {
			if one.Network == a.Network && (one.State == data.AccountArchive) == archived && sameOwner(one, made, a.Owner) {
				return one, nil
			}
		}
	}
	return made, d.store.SaveAccount(ctx, &made)
}

// sameOwner tells whether an account is the archive's owner's.
func sameOwner(one, made data.Account, owner archive.Owner) bool {
	if one.Remote == made.Remote {
		return true
	}
	return owner.Handle != "" && strings.EqualFold(strings.TrimPrefix(one.Handle, "@"), owner.Handle)
}

// title is the name that people know a network by.
func (d *Desk) title(n data.NetworkName) string {
	for _, row := range d.Networks() {
		if row.Name == n {
			return row.Title
		}
	}
	return string(n)
}

// item takes up one post. An answer to somebody else is no post of the calendar.
func (r *importing) item(ctx context.Context, i archive.Item) error {
	if i.Answer {
		r.result.Answers++
		return nil
	}
	one, err := r.imported(i)
	if err != nil {
		return err
	}
	there, err := r.desk.store.HasRemote(ctx, r.result.Account, i.Remote)
	if err != nil {
		return err
	}
	if !there {
		if one.Post.Media, err = r.pictures(ctx, i); err != nil {
			return err
		}
	}
	if r.page = append(r.page, one); len(r.page) < store.ImportPage {
		return nil
	}
	return r.flush(ctx)
}

// imported is the post as it comes into the calendar, without its pictures.
func (r *importing) imported(i archive.Item) (data.Imported, error) {
	at := i.At.UTC().Truncate(time.Second)
	wall, err := calendar.Wall(at, r.brand.Zone)
	if err != nil {
		return data.Imported{}, err
	}
	p := i.Post(r.brand.ID)
	if len(p.Parts) == 0 {
		p.Parts = []string{""}
	}
	p.Lang = cmp.Or(p.Lang, r.brand.Lang)
	p.When = data.Schedule{Wall: wall, Zone: r.brand.Zone, Instant: at}
	p.Variants = []data.Variant{{Account: r.result.Account}}
	read := r.archive.Made
	if read.Before(at) { // it does not tell, or its clock was wrong
		read = at
	}
	return data.Imported{
		Post: p, Remote: data.Receipt{ID: i.Remote, URL: i.URL}, Counts: i.Counts(r.result.Account, read),
	}, nil
}

// pictures copies what a post shows. What cannot be kept is noted.
func (r *importing) pictures(ctx context.Context, i archive.Item) ([]data.Attachment, error) {
	var kept []data.Attachment
	for _, ref := range i.Media {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		m, err := r.picture(ctx, ref)
		var f *data.Failure
		switch {
		case err == nil:
			r.result.Pictures++
			kept = append(kept, data.Attachment{Media: m, Part: max(0, len(i.Texts)-1), Alt: ref.Alt})
		case errors.As(err, &f) && !errors.Is(err, data.ErrDiskFull):
			r.result.Lost++
			r.fault(ref.Entry, -1, f.Code)
		default:
			return nil, err
		}
		r.moved(r.done, r.total)
	}
	return kept, nil
}

func (r *importing) picture(ctx context.Context, ref archive.MediaRef) (data.Media, error) {
	b, err := r.archive.Media(ref)
	if err != nil {
		return data.Media{}, err
	}
	return r.desk.Attach(ctx, path.Base(ref.Entry), bytes.NewReader(b), int64(len(b)))
}

// flush keeps the page. It is not begun when ctx has ended.
func (r *importing) flush(ctx context.Context) error {
	if len(r.page) == 0 || ctx.Err() != nil {
		return ctx.Err()
	}
	added, known, err := r.desk.store.ImportPosts(ctx, r.result.ID, r.page)
	if err != nil {
		return err
	}
	r.result.New, r.result.Known = r.result.New+added, r.result.Known+known
	for _, one := range r.page {
		at := one.Post.When.Instant
		if r.result.From.IsZero() || at.Before(r.result.From) {
			r.result.From = at
		}
		if at.After(r.result.To) {
			r.result.To = at
		}
	}
	r.page = r.page[:0]
	r.moved(r.done, r.total)
	return nil
}

func (r *importing) bad(b archive.BadItem) {
	r.fault(b.Entry, b.Index, data.AsFailure("", b.Err).Code)
}

func (r *importing) fault(entry string, index int, code string) {
	if len(r.result.Faults) < data.MaxImportFaults {
		r.result.Faults = append(r.result.Faults, data.ImportFault{Entry: entry, Index: index, Code: code})
	}
}

func (r *importing) moved(done, total int64) {
	r.done, r.total = done, total
	if r.told != nil {
		r.told(done, total, r.result.New+r.result.Known)
	}
}
