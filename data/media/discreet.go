package media

import (
	"slices"

	"parvis/data"
)

// discreet is a video without what its file says of who made it and where: the
// boxes that are about it are read as free room, of the same length, so that
// everything else stays where it is.
type discreet struct {
	data.MediaFile
	private []box // in the order of the file, none within another
}

// ReadAt reads what lies at a place, the private part of it as zeros.
func (d discreet) ReadAt(p []byte, at int64) (int, error) {
	n, err := d.MediaFile.ReadAt(p, at)
	read := p[:n]
	first, _ := slices.BinarySearchFunc(d.private, at, func(b box, at int64) int {
		if b.to <= at {
			return -1
		}
		return 1
	})
	for _, b := range d.private[first:] {
		if b.from >= at+int64(n) {
			break
		}
		const name = 4 // behind the size
		overwrite(read, at, b.from+name, []byte("free"))
		from, to := max(b.body-at, 0), min(b.to-at, int64(n))
		if from < to {
			clear(read[from:to])
		}
	}
	return n, err
}

// overwrite puts what lies at to into a stretch that was read at from, as far
// as they meet.
func overwrite(read []byte, from, to int64, what []byte) {
	for i, c := range what {
		if place := to + int64(i) - from; place >= 0 && place < int64(len(read)) {
			read[place] = c
		}
	}
}
