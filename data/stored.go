package data

import "errors"

// What the store answers besides rows. A caller recognises them with errors.Is.
var (
	// ErrNoSuch: there is no such row, or it was deleted.
	ErrNoSuch = errors.New("no such row")
	// ErrStale: the post or the line was saved by somebody else since it was
	// read. Nothing was written; read it again and save once more.
	ErrStale = errors.New("saved by somebody else meanwhile")
	// ErrOtherBrand: an account or post of one brand was given to another.
	ErrOtherBrand = errors.New("belongs to another brand")
	// ErrTaken: another row of the brand bears that number or name.
	ErrTaken = errors.New("taken by another one")
	// ErrInUse: a post that is still to go out shows it.
	ErrInUse = errors.New("in use")
	// ErrClosed: what was given to somebody to approve was taken back, or its time
	// is over.
	ErrClosed = errors.New("no longer open")
	// ErrDiskFull: the disk has no room. Nothing was written.
	ErrDiskFull = errors.New("disk full")
	// ErrDisk: the disk failed to read or write. Nothing counts as saved.
	ErrDisk = errors.New("disk failure")
)
