package archive

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"io"
	"slices"
	"strings"

	"parvis/data"
)

// give is called for every post of a file in order: with the post, or with why
// there is none. errShared and errEmpty mean that it is left out. An error from
// give ends the reading and is returned as it is.
type give func(Item, error) error

// format is how one network writes its exports.
type format struct {
	network data.NetworkName
	// kind tells of a file, by its name in lower case, what it is in an export
	// of this network.
	kind func(name string) kind
	// describe fills in Owner, and Made where the export tells better than the
	// zip. What it cannot read it leaves out.
	describe func(*Archive)
	// read gives the posts of one file. Its error is about the file as a whole.
	// It keeps no more than one post in memory.
	read func(name string, who Owner, in io.Reader, give give) error
}

// kind is what a file is in an export.
type kind int

const (
	foreign kind = iota // nothing that this network's exports have
	known               // from an export of this network
	posts               // posts stand in it
	pages               // posts stand in it in a form that cannot be read
)

func formats() []format {
	return []format{
		{X, kindX, describeX, readX},
		{Facebook, kindFacebook, describeFacebook, readFacebook},
		{LinkedIn, kindLinkedIn, describeLinkedIn, readLinkedIn},
		{GooglePlus, kindGooglePlus, describeGooglePlus, readGooglePlus},
	}
}

// recognise tells whose export the files are, and the ones with posts in order
// of their names. A file that is there twice is taken once.
func recognise(all []*entry) (format, []*entry, error) {
	var of format
	var lists []*entry
	seen, page := false, ""
	for _, f := range formats() {
		for _, e := range all {
			switch f.kind(strings.ToLower(e.name)) {
			case known:
				seen = true
			case pages:
				page = cmp.Or(page, e.name)
			case posts:
				if len(lists) > 0 && of.network != f.network {
					return format{}, nil, failure(CodeMixed, errors.New(string(of.network)+" and "+string(f.network)))
				}
				of, lists = f, append(lists, e)
			}
		}
	}
	switch {
	case len(lists) == 0 && page != "":
		return format{}, nil, failure(CodeHTML, errors.New(page))
	case len(lists) == 0 && seen:
		return format{}, nil, failure(CodeEmpty, errors.New("no file with posts"))
	case len(lists) == 0:
		return format{}, nil, failure(CodeFormat, errors.New("no file of an export that is known"))
	}
	if i := slices.IndexFunc(lists, func(e *entry) bool { return e.locked }); i >= 0 {
		return format{}, nil, failure(CodeEncrypted, errors.New(lists[i].name))
	}
	slices.SortStableFunc(lists, func(a, b *entry) int { return cmp.Compare(a.name, b.name) })
	return of, slices.CompactFunc(lists, sameFile), nil
}

// sameFile goes by the checksum that a zip has of each file.
func sameFile(a, b *entry) bool {
	return a.name == b.name && a.size == b.size && a.check == b.check && a.check != 0
}

// maxPage is how much of a file is read that is one thing: a page, a profile.
const maxPage = 4 << 20

// first returns what stands in the first file whose name ends so; nil when
// there is none that can be read.
func (a *Archive) first(name string) []byte {
	if e := a.entry(name); e != nil {
		if b, err := e.read(maxPage); err == nil {
			return b
		}
	}
	return nil
}

// Summary is what became of everything that was read.
type Summary struct {
	Posts   int // given
	Bad     int // told as bad
	Shared  int // left out: somebody else's words, passed on without own ones
	Empty   int // left out: nothing that can be shown
	Missing int // pictures and videos that posts have and the export has not
}

// Read gives each past post to each, what could not be read to bad, and how far
// it is to progress: bytes of posts, unpacked, of the total that the export
// states. All are called on the caller's goroutine; bad and progress may be nil.
// What is wrong with a post or a file never ends the reading (R46), and there
// may be as much of it as there are posts.
//
// It ends early with ctx.Err(), within a post too, or with the error that each
// returned; the summary then says how far it came. Memory does not grow with
// the size of the export.
func (a *Archive) Read(ctx context.Context, each func(Item) error, bad func(BadItem), progress func(done, total int64)) (Summary, error) {
	r := &reading{archive: a, each: each, bad: bad, progress: progress}
	for _, e := range a.lists {
		r.total += e.size
	}
	for _, e := range a.lists {
		if err := r.file(ctx, e); err != nil {
			return r.sum, err
		}
	}
	return r.sum, ctx.Err()
}

// reading is one walk through an export.
type reading struct {
	archive     *Archive
	each        func(Item) error
	bad         func(BadItem)
	progress    func(done, total int64)
	done, total int64
	sum         Summary
}

// file reads one file. Its error ends the whole reading.
func (r *reading) file(ctx context.Context, e *entry) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	in, err := e.start()
	if err != nil {
		r.fail(e.name, -1, unreadable(CodeBroken, err))
		return nil
	}
	from := r.done
	metered := &meter{in: in, check: ctx.Err, left: maxEntry, told: func(n int64) { r.move(from + min(n, e.size)) }}
	index := 0
	var ended error
	err = r.archive.format.read(e.name, r.archive.Owner, metered, func(item Item, err error) error {
		if ended = ctx.Err(); ended == nil {
			ended = r.item(ctx, item, e.name, index, err)
		}
		index++
		return ended
	})
	if err == nil {
		_, err = io.Copy(io.Discard, metered) // the checksum is at the end
	}
	err = errors.Join(err, in.Close())
	switch {
	case ended != nil:
		return ended
	case ctx.Err() != nil:
		return ctx.Err()
	case err != nil:
		r.fail(e.name, -1, unreadable(CodeBroken, err))
	}
	r.move(from + e.size)
	return nil
}

func (r *reading) item(ctx context.Context, item Item, name string, index int, err error) error {
	if err == nil && item.empty() {
		err = errEmpty
	}
	switch {
	case errors.Is(err, errShared):
		r.sum.Shared++
	case errors.Is(err, errEmpty):
		r.sum.Empty++
	case err != nil:
		r.fail(name, index, unreadable(CodeItem, err))
	default:
		if err := r.find(ctx, item.Media); err != nil {
			return err
		}
		r.sum.Posts++
		item.Entry, item.Index = name, index
		return r.each(item)
	}
	return nil
}

// find names the pictures as they are called in the export.
func (r *reading) find(ctx context.Context, refs []MediaRef) error {
	for i, ref := range refs {
		if err := ctx.Err(); err != nil {
			return err
		}
		if e := r.archive.entry(ref.Entry); e != nil {
			refs[i].Entry = e.name
		} else {
			r.sum.Missing++
		}
	}
	return nil
}

func (r *reading) fail(name string, index int, err error) {
	r.sum.Bad++
	if r.bad != nil {
		r.bad(BadItem{Entry: name, Index: index, Err: err})
	}
}

func (r *reading) move(done int64) {
	if r.done = done; r.progress != nil {
		r.progress(done, r.total)
	}
}

// progressStep is how much is read between two words of progress, in bytes.
const progressStep = 1 << 20

// meter counts what is read, stops when check says so, and gives out no more
// than is left.
type meter struct {
	in        io.Reader
	check     func() error
	told      func(n int64)
	n, spoken int64
	left      int64
}

func (m *meter) Read(p []byte) (int, error) {
	if err := m.check(); err != nil {
		return 0, err
	}
	if m.left <= 0 {
		return 0, errSize
	}
	n, err := m.in.Read(p[:min(int64(len(p)), m.left)])
	m.n, m.left = m.n+int64(n), m.left-int64(n)
	if m.n-m.spoken >= progressStep {
		m.spoken = m.n
		m.told(m.n)
	}
	return n, err
}

// whole reads a file that is one thing, at most maxPage of it.
func whole(in io.Reader) ([]byte, error) {
	b, err := io.ReadAll(io.LimitReader(in, maxPage+1))
	if err == nil && len(b) > maxPage {
		err = errSize
	}
	return bytes.TrimPrefix(b, []byte("\xef\xbb\xbf")), err
}
