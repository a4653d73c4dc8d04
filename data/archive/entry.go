package archive

import (
	"archive/zip"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
	"time"
)

// What is read of an export that may be made to do harm.
const (
	// maxEntry is how much a file of an export may unpack to. The longest lists
	// of posts known are some hundred megabytes.
	maxEntry = 4 << 30
	// maxDirectory is how long the list of files of a zip may be: a quarter of a
	// million files with names as exports have them.
	maxDirectory = 32 << 20
	// maxFiles is how many files a folder may have.
	maxFiles = 500_000
)

// entry is one file of an export.
type entry struct {
	name   string // with "/", never leaving the export
	size   int64  // as stated; 0 when unknown
	check  uint32 // checksum as stated; 0 in a folder
	made   time.Time
	locked bool
	open   func() (io.ReadCloser, error)
}

func (e *entry) base() string { return base(e.name) }

func base(name string) string { return name[strings.LastIndexByte(name, '/')+1:] }

// clean is a name as exports write them, with everything taken out that would
// lead outside.
func clean(name string) string {
	return strings.TrimPrefix(path.Clean("/"+strings.ReplaceAll(name, `\`, "/")), "/")
}

// entries lists the files of a zip, of a folder, or the one file that path is.
func entries(ctx context.Context, path string) ([]*entry, io.Closer, error) {
	info, err := os.Stat(path)
	switch {
	case err != nil:
		return nil, nil, failure(CodeFile, err)
	case info.IsDir():
		return folderEntries(ctx, path)
	case !info.Mode().IsRegular():
		return nil, nil, failure(CodeFile, errors.New("neither a file nor a folder"))
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, nil, failure(CodeFile, err)
	}
	if !isZip(f, path) {
		single := &entry{name: base(filepath.ToSlash(path)), size: info.Size(), open: func() (io.ReadCloser, error) {
			return io.NopCloser(io.NewSectionReader(f, 0, info.Size())), nil
		}}
		return []*entry{single}, f, nil
	}
	found, err := zipEntries(f, info.Size())
	if err != nil {
		_ = f.Close()
		return nil, nil, err
	}
	return found, f, nil
}

// isZip goes by the first bytes; of a damaged file, by its name.
func isZip(f io.ReaderAt, path string) bool {
	var first [4]byte
	_, _ = f.ReadAt(first[:], 0)
	begins := string(first[:])
	return begins == "PK\x03\x04" || begins == "PK\x05\x06" || strings.EqualFold(filepath.Ext(path), ".zip")
}

func zipEntries(f io.ReaderAt, size int64) ([]*entry, error) {
	bounded := &boundedAt{ReaderAt: f, left: maxDirectory}
	z, err := zip.NewReader(bounded, size)
	if errors.Is(err, errSize) {
		return nil, failure(CodeSize, errors.New("too many files in the zip"))
	}
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) {
		return nil, failure(CodeBroken, err)
	}
	bounded.free = true
	var found []*entry
	for _, file := range z.File {
		if !file.Mode().IsRegular() {
			continue
		}
		found = append(found, &entry{
			name: clean(file.Name), size: int64(min(file.UncompressedSize64, maxEntry)), check: file.CRC32,
			made: packed(file), locked: file.Flags&1 != 0, open: file.Open,
		})
	}
	return found, nil
}

// packed is when a file was put into the zip; zero when the zip does not tell
// (the zero of its dates is the first day of 1980, or the last one before).
func packed(file *zip.File) time.Time {
	if file.Modified.Year() <= 1980 {
		return time.Time{}
	}
	return file.Modified.UTC()
}

// boundedAt gives out only so much until it is free: the list of files of a
// zip is kept in memory whole, whatever its length.
type boundedAt struct {
	io.ReaderAt
	left int64
	free bool
}

func (b *boundedAt) ReadAt(p []byte, at int64) (int, error) {
	if !b.free {
		if b.left -= int64(len(p)); b.left < 0 {
			return 0, errSize
		}
	}
	return b.ReaderAt.ReadAt(p, at)
}

// folderEntries lists the files below a folder. Links are passed by: they may
// lead anywhere.
func folderEntries(ctx context.Context, path string) ([]*entry, io.Closer, error) {
	root, err := os.OpenRoot(path)
	if err != nil {
		return nil, nil, failure(CodeFile, err)
	}
	var found []*entry
	err = fs.WalkDir(root.FS(), ".", func(name string, d fs.DirEntry, err error) error {
		switch {
		case ctx.Err() != nil:
			return ctx.Err()
		case err != nil:
			return failure(CodeFile, err)
		case !d.Type().IsRegular():
			return nil
		case len(found) == maxFiles:
			return failure(CodeSize, fmt.Errorf("more than %d files in the folder", maxFiles))
		}
		e := &entry{name: name, open: func() (io.ReadCloser, error) { return root.Open(name) }}
		if info, err := d.Info(); err == nil {
			e.size = info.Size()
		}
		found = append(found, e)
		return nil
	})
	if err != nil {
		_ = root.Close()
		return nil, nil, err
	}
	return found, root, nil
}

// start opens the file for reading from its beginning.
func (e *entry) start() (io.ReadCloser, error) {
	if e.locked {
		return nil, failure(CodeEncrypted, errors.New(e.name))
	}
	in, err := e.open()
	if err != nil {
		return nil, unreadable(CodeBroken, err)
	}
	return in, nil
}

// read returns the whole file, or errSize below its failure when it has more
// than limit bytes.
func (e *entry) read(limit int64) ([]byte, error) {
	in, err := e.start()
	if err != nil {
		return nil, err
	}
	b, err := io.ReadAll(io.LimitReader(in, limit+1))
	if err = errors.Join(err, in.Close()); err != nil {
		return nil, unreadable(CodeBroken, err)
	}
	if int64(len(b)) > limit {
		return nil, failure(CodeSize, errSize)
	}
	return b, nil
}
