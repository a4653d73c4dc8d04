package data

import (
	"errors"
	"io"
	"testing"
)

func TestMediaFailure(t *testing.T) {
	gone := errors.New("gone")
	if f := MediaFailure("x: upload", gone); f.Kind != Invalid || f.Code != CodeMedia || f.Op != "x: upload" || !errors.Is(f, gone) {
		t.Errorf("%v", f)
	}
	said := &Failure{Kind: Transient, Op: "desk: open", Code: CodeMedia}
	if f := MediaFailure("x: upload", said); f != said {
		t.Errorf("%v", f)
	}
}

// watched tells whether it was closed.
type watched struct {
	MediaFile
	closed bool
}

func (w *watched) Close() error { w.closed = true; return w.MediaFile.Close() }

func TestStretch(t *testing.T) {
	var file *watched
	m := OutgoingMedia{Open: func() (MediaFile, error) {
		f, err := InMemory([]byte("0123456789"))()
		file = &watched{MediaFile: f}
		return file, err
	}}
	r, err := m.Stretch(3, 4)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := io.ReadAll(r); string(got) != "3456" || err != nil {
		t.Errorf("%q, %v", got, err)
	}
	if r.Close() != nil || !file.closed {
		t.Error("the file is still open")
	}
	gone := errors.New("gone")
	m.Open = func() (MediaFile, error) { return nil, gone }
	if _, err := m.Stretch(0, 1); !errors.Is(err, gone) {
		t.Errorf("%v", err)
	}
}
