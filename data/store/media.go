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

	"parvis/data"
)

// PutMedia keeps a picture's bytes under their hash, on the disk when it
// returns. Bytes that are there already are not written again, damaged ones are
// mended. An Invalid failure with data.CodeMedia when the bytes are not those of
// m.Hash.
func (s *Store) PutMedia(ctx context.Context, m data.Media, b []byte) error {
	path, err := s.mediaPath(m.Hash)
	if err != nil {
		return err
	}
	if hashOf(b) != m.Hash {
		return mediaFailure(m.Hash, errors.New("the bytes have another hash"))
	}
	if _, err := s.MediaFile(m.Hash); err != nil {
		if err := s.writeMedia(path, b); err != nil {
			return fmt.Errorf("store: put media %s: %w", m.Hash, err)
		}
	}
	return s.write(ctx, "put media", func(_ context.Context, e *edit) error {
		_, err := e.Exec(`INSERT INTO media (hash, name, mime, bytes, width, height, added) VALUES (?, ?, ?, ?, ?, ?, ?)
			ON CONFLICT DO NOTHING`, m.Hash, m.Name, m.MIME, m.Bytes, m.Width, m.Height, millis(e.now))
		return err
	})
}

func (s *Store) writeMedia(path string, b []byte) error {
	for _, dir := range []string{filepath.Join(s.dir, "media"), filepath.Dir(path)} {
		if err := makePrivateDir(dir); err != nil {
			return err
		}
	}
	return writeFile(path, b)
}

// MediaFile reads a picture's bytes and makes sure that they are what was
// attached (R12). A file that is missing or altered is an Invalid failure with
// data.CodeMedia.
func (s *Store) MediaFile(hash data.MediaHash) ([]byte, error) {
	path, err := s.mediaPath(hash)
	if err != nil {
		return nil, err
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, mediaFailure(hash, err)
	}
	b, err := io.ReadAll(io.LimitReader(f, data.MaxMediaBytes+1))
	if err = errors.Join(err, f.Close()); err != nil {
		return nil, mediaFailure(hash, err)
	}
	if hashOf(b) != hash {
		return nil, mediaFailure(hash, errors.New("the file was altered"))
	}
	return b, nil
}

// mediaPath is where a picture lies: media/ab/abcd….
func (s *Store) mediaPath(hash data.MediaHash) (string, error) {
	name := string(hash)
	if ok, err := regexp.MatchString(`^[0-9a-f]{64}$`, name); err != nil || !ok {
		return "", mediaFailure(hash, errors.New("not a hash"))
	}
	return filepath.Join(s.dir, "media", name[:2], name), nil
}

func hashOf(b []byte) data.MediaHash {
	sum := sha256.Sum256(b)
	return data.MediaHash(hex.EncodeToString(sum[:]))
}

func mediaFailure(hash data.MediaHash, err error) error {
	return &data.Failure{Kind: data.Invalid, Op: "store: media " + string(hash), Code: data.CodeMedia, Err: err}
}
