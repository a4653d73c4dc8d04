package library

import (
	"context"
	"image"
	"slices"
	"strconv"

	"parvis/data"
	"parvis/ui/work"
)

const (
	// thumbnailsKept bounds the memory that small pictures take: about 60 MB.
	thumbnailsKept = 200
	// thumbnailsWanted is how many wait to be read; what was asked for before is
	// out of view, or asked for again with the next drawing.
	thumbnailsWanted = 60
	// thumbnailLanes is how many are read at a time: decoding a photograph takes a
	// processor and 150 MB for a moment.
	thumbnailLanes = 2
)

// thumbnails reads pictures small, the last one that was asked for first, and
// keeps those that were looked at last. It belongs to the UI thread.
type thumbnails struct {
	read   func(ctx context.Context, hash data.MediaHash) (image.Image, error)
	runner *work.Runner
	came   func() // is called when a picture can be drawn, or never will be

	kept   map[data.MediaHash]*thumbnail
	wanted []data.MediaHash
	lanes  [thumbnailLanes]data.MediaHash // what each reads, "" for nothing
	looks  int
	then   map[data.MediaHash][]func() // what waits for one picture
}

type thumbnail struct {
	img    image.Image // nil: it cannot be read
	looked int         // when it was looked at last
}

func newThumbnails(read func(context.Context, data.MediaHash) (image.Image, error), runner *work.Runner, came func()) *thumbnails {
	return &thumbnails{read: read, runner: runner, came: came, kept: map[data.MediaHash]*thumbnail{}, then: map[data.MediaHash][]func(){}}
}

// of is a picture, nil while it is being read and for one that cannot be.
func (t *thumbnails) of(hash data.MediaHash) image.Image {
	t.looks++
	if one := t.kept[hash]; one != nil {
		one.looked = t.looks
		return one.img
	}
	if hash == "" || slices.Contains(t.lanes[:], hash) {
		return nil
	}
	t.wanted = append(slices.DeleteFunc(t.wanted, func(h data.MediaHash) bool { return h == hash }), hash)
	t.wanted = t.wanted[max(0, len(t.wanted)-thumbnailsWanted):]
	for lane := range t.lanes {
		t.next(lane)
	}
	return nil
}

// wait calls f once when a picture that is being read came.
func (t *thumbnails) wait(hash data.MediaHash, f func()) { t.then[hash] = append(t.then[hash], f) }

// broken tells a picture that could not be read.
func (t *thumbnails) broken(hash data.MediaHash) bool {
	one := t.kept[hash]
	return one != nil && one.img == nil
}

// next reads what was asked for last, if the lane is free.
func (t *thumbnails) next(lane int) {
	last := len(t.wanted) - 1
	if last < 0 || t.lanes[lane] != "" {
		return
	}
	hash := t.wanted[last]
	t.wanted, t.lanes[lane] = t.wanted[:last], hash
	t.runner.Go("library.thumbnail."+strconv.Itoa(lane), func(ctx context.Context) (func(), error) {
		img, err := t.read(ctx, hash)
		if err != nil {
			img = nil // its place says so
		}
		return func() {
			t.keep(hash, img)
			t.lanes[lane] = ""
			t.next(lane)
			t.came()
			waiting := t.then[hash]
			delete(t.then, hash)
			for _, f := range waiting {
				f()
			}
		}, nil
	})
}

func (t *thumbnails) keep(hash data.MediaHash, img image.Image) {
	t.kept[hash] = &thumbnail{img, t.looks}
	if len(t.kept) <= thumbnailsKept {
		return
	}
	oldest := hash
	for other, one := range t.kept {
		if one.looked < t.kept[oldest].looked {
			oldest = other
		}
	}
	delete(t.kept, oldest)
}
