package store

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"testing"
	"time"

	"parvis/data"
)

func wantMediaFailure(t *testing.T, err error) {
	t.Helper()
	var f *data.Failure
	if !errors.As(err, &f) || f.Kind != data.Invalid || f.Code != data.CodeMedia {
		t.Fatalf("got %v, want an invalid medium", err)
	}
}

func hashOf(b []byte) data.MediaHash {
	sum := sha256.Sum256(b)
	return data.MediaHash(hex.EncodeToString(sum[:]))
}

// content reads a whole attached file.
func (d *desk) content(hash data.MediaHash) ([]byte, error) {
	f, size, err := d.OpenMedia(hash)
	if err != nil {
		return nil, err
	}
	b, err := io.ReadAll(io.NewSectionReader(f, 0, size))
	return b, errors.Join(err, f.Close())
}

// files are the attached files on the disk, those half-way included.
func (d *desk) files() (all []string) {
	d.t.Helper()
	err := filepath.WalkDir(filepath.Join(d.Dir(), "media"), func(path string, entry fs.DirEntry, err error) error {
		if err == nil && !entry.IsDir() {
			all = append(all, path)
		}
		return err
	})
	if !errors.Is(err, fs.ErrNotExist) {
		must(d.t, err)
	}
	return all
}

func TestMediaAreWhatWasAttached(t *testing.T) {
	d := openDesk(t)
	b := []byte("a picture")
	m := data.Media{Hash: hashOf(b), Name: "a.jpg", MIME: "image/jpeg", Bytes: int64(len(b)), Width: 3, Height: 4}
	must(t, d.PutMedia(t.Context(), &m, bytes.NewReader(b)))
	must(t, d.PutMedia(t.Context(), &m, bytes.NewReader(b)))
	got, err := d.content(m.Hash)
	must(t, err)
	same(t, got, b)
	wantMediaFailure(t, d.PutMedia(t.Context(), &m, bytes.NewReader([]byte("another one"))))

	path := filepath.Join(d.Dir(), "media", string(m.Hash[:2]), string(m.Hash))
	for name, harm := range map[string]func() error{
		"altered":   func() error { return os.WriteFile(path, []byte("a pictuse"), 0o600) },
		"truncated": func() error { return os.Truncate(path, 2) },
		"removed":   func() error { return os.Remove(path) },
	} {
		t.Run(name, func(t *testing.T) {
			must(t, harm())
			_, err := d.content(m.Hash)
			wantMediaFailure(t, err)
			must(t, d.PutMedia(t.Context(), &m, bytes.NewReader(b))) // attaching it again mends it
			got, err := d.content(m.Hash)
			must(t, err)
			same(t, got, b)
		})
	}
	_, err = d.content("")
	wantMediaFailure(t, err)
	for _, hash := range []data.MediaHash{"ab", "../../core.db", m.Hash[1:] + "G", m.Hash + "0"} {
		_, err := d.content(hash)
		wantMediaFailure(t, err)
		wantMediaFailure(t, d.PutMedia(t.Context(), &data.Media{Hash: hash, Bytes: m.Bytes}, bytes.NewReader(b)))
	}
	if all := d.files(); len(all) != 1 {
		t.Errorf("on the disk: %q", all)
	}
}

// TestAVideoIsCopiedAsItComes: its hash is counted on the way, its length is in
// the row, and it is never held in memory.
func TestAVideoIsCopiedAsItComes(t *testing.T) {
	d := openDesk(t)
	const size = data.MaxMediaBytes + 12345
	m := data.Media{Name: "four.mp4", MIME: "video/mp4", Bytes: size, Width: 1920, Height: 1080, Length: 42500 * time.Millisecond}
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	must(t, d.PutMedia(t.Context(), &m, &film{left: size}))
	f, n, err := d.OpenMedia(m.Hash)
	must(t, err)
	runtime.ReadMemStats(&after)
	if took := after.TotalAlloc - before.TotalAlloc; n != size || took > 4<<20 {
		t.Errorf("%d bytes, for which %d were taken", n, took)
	}
	last := make([]byte, 3)
	_, err = f.ReadAt(last, size-3)
	must(t, err)
	same(t, last, []byte("vie"))
	must(t, f.Close())
	var length, bytes int64
	must(t, d.core.read.QueryRow(`SELECT length, bytes FROM media WHERE hash = ?`, m.Hash).Scan(&length, &bytes))
	if length != 42500 || bytes != size {
		t.Errorf("the row says %d ms, %d bytes", length, bytes)
	}

	// It is read to its end once, and again when it was touched.
	path := filepath.Join(d.Dir(), "media", string(m.Hash[:2]), string(m.Hash))
	must(t, os.WriteFile(path, []byte("something else"), 0o600))
	_, err = d.content(m.Hash)
	wantMediaFailure(t, err)
}

// film is a large file that ends in "vie".
type film struct{ left int64 }

func (f *film) Read(p []byte) (int, error) {
	if f.left == 0 {
		return 0, io.EOF
	}
	n := int(min(int64(len(p)), f.left))
	for i := range n {
		p[i] = "eiv"[(f.left-int64(i)-1)%3]
	}
	f.left -= int64(n)
	return n, nil
}

// TestACopyThatFailsLeavesNothing: cancelled, cut off, or read from a disk that
// does not answer.
func TestACopyThatFailsLeavesNothing(t *testing.T) {
	d := openDesk(t)
	ctx, cancel := context.WithCancel(t.Context())
	gone := errors.New("the stick was pulled out")
	for name, c := range map[string]struct {
		r    io.Reader
		want error
	}{
		"cancelled": {io.MultiReader(bytes.NewReader(make([]byte, 100_000)), readerFunc(func([]byte) (int, error) { cancel(); return 1, nil })), context.Canceled},
		"pulled":    {io.MultiReader(bytes.NewReader(make([]byte, 100_000)), readerFunc(func([]byte) (int, error) { return 0, gone })), gone},
	} {
		t.Run(name, func(t *testing.T) {
			if name != "cancelled" {
				ctx = t.Context()
			}
			m := data.Media{Bytes: 200_000}
			if err := d.PutMedia(ctx, &m, c.r); !errors.Is(err, c.want) {
				t.Errorf("got %v", err)
			}
			if all := d.files(); len(all) != 0 || m.Hash != "" {
				t.Errorf("left: %q, hash %q", all, m.Hash)
			}
		})
	}
	m := data.Media{Bytes: 10}
	wantMediaFailure(t, d.PutMedia(t.Context(), &m, bytes.NewReader([]byte("short"))))
	if all := d.files(); len(all) != 0 {
		t.Errorf("left: %q", all)
	}
}

type readerFunc func([]byte) (int, error)

func (f readerFunc) Read(p []byte) (int, error) { return f(p) }

// TestACrashHalfWayIsTidiedUp: what was being copied when the program ended is
// gone after the next start.
func TestACrashHalfWayIsTidiedUp(t *testing.T) {
	p := params(t.TempDir())
	folder := filepath.Join(p.Dir, "media")
	must(t, os.MkdirAll(folder, 0o700))
	must(t, os.WriteFile(filepath.Join(folder, ".new-123"), []byte("half"), 0o600))
	d := &desk{Store: reopen(t, p), t: t}
	if all := d.files(); len(all) != 0 {
		t.Errorf("left: %q", all)
	}
	must(t, d.Close())
}
