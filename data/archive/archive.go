// Package archive reads the exports that networks hand out, from disk: the X
// archive, Facebook's "download your information", a Google+ Takeout and the
// LinkedIn export. It gives the past posts in them one by one, whatever the
// size of the export, and never writes: not beside the export, not anywhere.
//
// What it knows of the formats is remembered, not read from a specification,
// since the networks publish none; each format says of which year. Viadeo is
// closed and hands out nothing any more.
package archive

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strings"
	"time"

	"parvis/data"
)

// The networks whose exports are read, by the names of their accounts.
const (
	X          data.NetworkName = "x"
	Facebook   data.NetworkName = "facebook"
	GooglePlus data.NetworkName = "googleplus"
	LinkedIn   data.NetworkName = "linkedin"
)

// Codes of the failures of this package, besides data.CodeTooLarge for a
// picture. All are Invalid but CodeMissing, which is NotFound.
const (
	CodeFormat    = "archive_format"    // no export that is known
	CodeHTML      = "archive_html"      // Facebook's pages to look at, not its data
	CodeMixed     = "archive_mixed"     // exports of several networks at once
	CodeEmpty     = "archive_empty"     // the export is known and holds no posts
	CodeBroken    = "archive_broken"    // damaged or cut off
	CodeEncrypted = "archive_encrypted" // locked with a password
	CodeSize      = "archive_size"      // beyond what can be read safely
	CodeItem      = "archive_item"      // one post cannot be understood
	CodeFile      = "archive_file"      // this computer does not give the file
	CodeMissing   = "archive_missing"   // a picture is not among the files given
)

// Archive is an export that was opened. It may be used by several goroutines
// until it is closed.
type Archive struct {
	Network data.NetworkName
	Owner   Owner
	Made    time.Time // UTC, when it was put together; zero where it does not tell

	format  format
	lists   []*entry            // that posts stand in, by name
	named   map[string][]*entry // every entry, by the last part of its name
	sources []io.Closer
}

// Owner is whose export it is, as far as the export tells.
type Owner struct {
	Remote string // the network's lasting id
	Handle string // without "@"
	Name   string
}

// Open looks what an export is, by what is in it and not by what it is called.
// A path is a .zip, its unpacked folder, or one of its files; several paths
// are the parts that one export came in. Nothing is unpacked and no more is
// read than the list of files and who the owner is.
//
// An error is an Invalid *data.Failure with one of the codes above, or
// ctx.Err().
func Open(ctx context.Context, paths ...string) (*Archive, error) {
	a := &Archive{named: map[string][]*entry{}}
	if err := a.open(ctx, paths); err != nil {
		_ = a.Close()
		return nil, err
	}
	return a, nil
}

func (a *Archive) open(ctx context.Context, paths []string) error {
	var all []*entry
	for _, path := range paths {
		found, source, err := entries(ctx, path)
		if err != nil {
			return err
		}
		a.sources = append(a.sources, source)
		all = append(all, found...)
	}
	f, lists, err := recognise(all)
	if err != nil {
		return err
	}
	a.Network, a.format, a.lists = f.network, f, lists
	for _, e := range all {
		a.named[e.base()] = append(a.named[e.base()], e)
	}
	a.Made = lists[0].made
	f.describe(a)
	return ctx.Err()
}

// Close lets go of the files.
func (a *Archive) Close() error {
	var err error
	for _, s := range a.sources {
		err = errors.Join(err, s.Close())
	}
	return err
}

// Media reads the bytes of a picture or video of a post. It is a NotFound
// *data.Failure with CodeMissing when the export does not have it, an Invalid
// one with data.CodeTooLarge beyond data.MaxMediaBytes or with CodeEncrypted or
// CodeBroken.
func (a *Archive) Media(ref MediaRef) ([]byte, error) {
	e := a.entry(ref.Entry)
	if e == nil {
		return nil, &data.Failure{Kind: data.NotFound, Op: op, Code: CodeMissing, Err: errors.New(ref.Entry)}
	}
	b, err := e.read(data.MaxMediaBytes)
	if errors.Is(err, errSize) {
		return nil, failure(data.CodeTooLarge, err)
	}
	return b, err
}

// entry finds what an export refers to. Exports name files from their own top,
// which is not always that of the zip or folder, so the one is taken whose
// name has the longest end in common; nil when not even the file's name is
// there.
func (a *Archive) entry(name string) *entry {
	name = clean(name)
	var best *entry
	most := 0
	for _, e := range a.named[base(name)] {
		if n := commonEnd(e.name, name); n > most {
			best, most = e, n
		}
	}
	return best
}

// commonEnd counts the last parts of two names that are the same.
func commonEnd(a, b string) int {
	n := 0
	for {
		i, j := strings.LastIndexByte(a, '/'), strings.LastIndexByte(b, '/')
		if a[i+1:] != b[j+1:] {
			return n
		}
		if n++; i < 0 || j < 0 {
			return n
		}
		a, b = a[:i], b[:j]
	}
}

const op = "archive"

// Errors that one place tells another; they reach nobody as they are.
var (
	errSize   = errors.New("too large")
	errShared = errors.New("somebody else's words")
	errEmpty  = errors.New("nothing in it")
)

// failure is what is wrong with an export or with one thing in it.
func failure(code string, err error) error {
	return &data.Failure{Kind: data.Invalid, Op: op, Code: code, Err: err}
}

// unreadable makes a failure of whatever went wrong below, a general one when
// nobody classified it.
func unreadable(code string, err error) error {
	var f *data.Failure
	var disk *fs.PathError
	switch {
	case errors.As(err, &f):
		return f
	case errors.Is(err, errSize):
		code = CodeSize
	case errors.As(err, &disk):
		code = CodeFile
	}
	return failure(code, err)
}

// itemf says why one post cannot be understood.
func itemf(text string, values ...any) error {
	return failure(CodeItem, fmt.Errorf(text, values...))
}
