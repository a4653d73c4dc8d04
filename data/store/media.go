package store

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"sync"

	"parvis/data"
)

// unfinished are the names of files that are being copied.
const unfinished = ".new-*"

// PutMedia keeps the m.Bytes bytes of a picture or a video under their hash, on
// the disk when it returns. They are read once and never all held in memory. An
// empty m.Hash is filled in. Bytes that are there already are left as they are,
// damaged ones are mended. Nothing is left behind when ctx ends meanwhile, nor
// when the disk is full (data.ErrDiskFull). An Invalid failure with
// data.CodeMedia when there are fewer bytes, or when they are not those of m.Hash.
func (s *Store) PutMedia(ctx context.Context, m *data.Media, r io.Reader) error {
	if _, err := s.mediaPath(m.Hash); m.Hash != "" && err != nil {
		return err
	}
	hash, err := s.writeMedia(ctx, *m, r)
	if err != nil {
		return fmt.Errorf("store: put media %q: %w", m.Name, err)
	}
	m.Hash = hash
	return s.write(ctx, "put media", func(_ context.Context, e *edit) error {
		_, err := e.Exec(`INSERT INTO media (hash, name, mime, bytes, width, height, length, added) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
			ON CONFLICT DO NOTHING`, m.Hash, m.Name, m.MIME, m.Bytes, m.Width, m.Height, m.Length.Milliseconds(), millis(e.now))
		return err
	})
}

// writeMedia copies the bytes to a temporary name and from there, once their
// hash is known, to their own.
func (s *Store) writeMedia(ctx context.Context, m data.Media, r io.Reader) (data.MediaHash, error) {
	folder := filepath.Join(s.dir, "media")
	if err := makePrivateDir(folder); err != nil {
		return "", onDisk(err)
	}
	f, err := os.CreateTemp(folder, unfinished)
	if err != nil {
		return "", onDisk(err)
	}
	hash, err := copyMedia(ctx, f, m, r)
	err = errors.Join(err, onDisk(f.Close()))
	if err == nil {
		err = s.nameMedia(f.Name(), hash)
	}
	if left := os.Remove(f.Name()); left != nil && !errors.Is(left, os.ErrNotExist) {
		err = errors.Join(err, left)
	}
	return hash, err
}

// copyMedia copies a file to the disk and says what its hash is.
func copyMedia(ctx context.Context, f *os.File, m data.Media, r io.Reader) (data.MediaHash, error) {
	sum := sha256.New()
	n, err := io.Copy(io.MultiWriter(diskWriter{f}, sum), io.LimitReader(during{ctx, r}, m.Bytes))
	if err != nil {
		return "", err
	}
	hash := data.MediaHash(hex.EncodeToString(sum.Sum(nil)))
	switch {
	case n < m.Bytes:
		return "", mediaFailure(m.Hash, fmt.Errorf("%d of %d bytes", n, m.Bytes))
	case m.Hash != "" && hash != m.Hash:
		return "", mediaFailure(m.Hash, errors.New("the bytes have another hash"))
	}
	return hash, onDisk(errors.Join(f.Chmod(0o600), f.Sync()))
}

// dropUnfinished removes the copies that a crash left half-way.
func dropUnfinished(dir string) error {
	left, err := filepath.Glob(filepath.Join(dir, "media", unfinished))
	for _, path := range left {
		err = errors.Join(err, os.Remove(path))
	}
	return err
}

// nameMedia gives a whole file its own name, unless it is there already.
func (s *Store) nameMedia(temporary string, hash data.MediaHash) error {
	path, err := s.mediaPath(hash)
	if err != nil {
		return err
	}
	if f, _, err := s.OpenMedia(hash); err == nil {
		return f.Close()
	}
	if err := makePrivateDir(filepath.Dir(path)); err != nil {
		return onDisk(err)
	}
	if err := os.Rename(temporary, path); err != nil {
		return onDisk(err)
	}
	return onDisk(errors.Join(syncDir(filepath.Dir(path)), syncDir(filepath.Dir(filepath.Dir(path)))))
}

// during reads as long as ctx lasts.
type during struct {
	ctx context.Context
	r   io.Reader
}

func (d during) Read(p []byte) (int, error) {
	if err := d.ctx.Err(); err != nil {
		return 0, err
	}
	return d.r.Read(p)
}

// diskWriter tells the faults of our own disk from those of where a file comes
// from.
type diskWriter struct{ f *os.File }

func (w diskWriter) Write(p []byte) (int, error) {
	n, err := w.f.Write(p)
	return n, onDisk(err)
}

// onDisk names a fault of the disk.
func onDisk(err error) error {
	switch {
	case err == nil:
		return nil
	case isDiskFull(err):
		return fmt.Errorf("%w: %w", data.ErrDiskFull, err)
	}
	return fmt.Errorf("%w: %w", data.ErrDisk, err)
}

// OpenMedia opens an attached file and says how many bytes it has, once it is
// certain that they are what was attached (R12): all of them are read for that,
// those of a video only when the file changed since they were read last. A file
// that is missing or altered is an Invalid failure with data.CodeMedia.
func (s *Store) OpenMedia(hash data.MediaHash) (data.MediaFile, int64, error) {
	path, err := s.mediaPath(hash)
	if err != nil {
		return nil, 0, err
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, 0, mediaFailure(hash, err)
	}
	info, err := f.Stat()
	if err == nil && !s.sound.knows(hash, info) {
		err = s.examine(f, hash, info)
	}
	if err != nil {
		_ = f.Close() // what is wrong is said already
		return nil, 0, mediaFailure(hash, err)
	}
	return f, info.Size(), nil
}

// examine reads a whole file and compares its hash.
func (s *Store) examine(f *os.File, hash data.MediaHash, info os.FileInfo) error {
	sum := sha256.New()
	if _, err := io.Copy(sum, io.NewSectionReader(f, 0, info.Size())); err != nil {
		return err
	}
	if hex.EncodeToString(sum.Sum(nil)) != string(hash) {
		return errors.New("the file was altered")
	}
	s.sound.note(hash, info)
	return nil
}

// sound remembers the videos that were found unaltered: they are opened for
// every part that a network takes of them, and reading gigabytes each time would
// take longer than sending them.
type sound struct {
	mu    sync.Mutex
	files map[data.MediaHash]os.FileInfo
}

func (s *sound) knows(hash data.MediaHash, now os.FileInfo) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	then, ok := s.files[hash]
	return ok && os.SameFile(then, now) && then.Size() == now.Size() && then.ModTime().Equal(now.ModTime())
}

func (s *sound) note(hash data.MediaHash, info os.FileInfo) {
	if info.Size() <= data.MaxMediaBytes {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.files == nil {
		s.files = map[data.MediaHash]os.FileInfo{}
	}
	s.files[hash] = info
}

// mediaPath is where a file lies: media/ab/abcd….
func (s *Store) mediaPath(hash data.MediaHash) (string, error) {
	name := string(hash)
	if ok, err := regexp.MatchString(`^[0-9a-f]{64}$`, name); err != nil || !ok {
		return "", mediaFailure(hash, errors.New("not a hash"))
	}
	return filepath.Join(s.dir, "media", name[:2], name), nil
}

func mediaFailure(hash data.MediaHash, err error) error {
	return &data.Failure{Kind: data.Invalid, Op: "store: media " + string(hash), Code: data.CodeMedia, Err: err}
}
