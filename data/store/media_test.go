package store

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"parvis/data"
)

func wantMediaFailure(t *testing.T, err error) {
	t.Helper()
	var f *data.Failure
	if !errors.As(err, &f) || f.Kind != data.Invalid || f.Code != data.CodeMedia {
		t.Fatalf("got %v, want an invalid medium", err)
	}
}

func TestMediaAreWhatWasAttached(t *testing.T) {
	d := openDesk(t)
	b := []byte("a picture")
	m := data.Media{Hash: hashOf(b), Name: "a.jpg", MIME: "image/jpeg", Bytes: int64(len(b)), Width: 3, Height: 4}
	must(t, d.PutMedia(t.Context(), m, b))
	must(t, d.PutMedia(t.Context(), m, b))
	got, err := d.MediaFile(m.Hash)
	must(t, err)
	same(t, got, b)
	wantMediaFailure(t, d.PutMedia(t.Context(), m, []byte("another")))

	path := filepath.Join(d.Dir(), "media", string(m.Hash[:2]), string(m.Hash))
	for name, harm := range map[string]func() error{
		"altered":   func() error { return os.WriteFile(path, []byte("a pictuse"), 0o600) },
		"truncated": func() error { return os.Truncate(path, 2) },
		"removed":   func() error { return os.Remove(path) },
	} {
		t.Run(name, func(t *testing.T) {
			must(t, harm())
			_, err := d.MediaFile(m.Hash)
			wantMediaFailure(t, err)
			must(t, d.PutMedia(t.Context(), m, b)) // attaching it again mends it
			got, err := d.MediaFile(m.Hash)
			must(t, err)
			same(t, got, b)
		})
	}
	for _, hash := range []data.MediaHash{"", "ab", "../../core.db", m.Hash[1:] + "G", m.Hash + "0"} {
		_, err := d.MediaFile(hash)
		wantMediaFailure(t, err)
		wantMediaFailure(t, d.PutMedia(t.Context(), data.Media{Hash: hash}, b))
	}
}
