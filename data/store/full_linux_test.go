package store

import (
	"bytes"
	"errors"
	"os"
	"testing"

	"parvis/data"
)

// TestAFullDiskIsNamed writes to Linux's device that has no room.
func TestAFullDiskIsNamed(t *testing.T) {
	full, err := os.OpenFile("/dev/full", os.O_WRONLY, 0)
	must(t, err)
	_, err = copyMedia(t.Context(), full, data.Media{Bytes: 9}, bytes.NewReader([]byte("a picture")))
	if !errors.Is(err, data.ErrDiskFull) {
		t.Errorf("got %v", err)
	}
	must(t, full.Close())
}
