package desk

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
)

// saveWhole writes a file that is there whole or not at all; one of that name is
// replaced.
func saveWhole(path string, write func(io.Writer) error) error {
	f, err := os.CreateTemp(filepath.Dir(path), ".parvis-*")
	if err != nil {
		return fmt.Errorf("desk: save: %w", err)
	}
	err = errors.Join(write(f), f.Close())
	if err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		return fmt.Errorf("desk: save: %w", errors.Join(err, os.Remove(f.Name())))
	}
	return nil
}

// readUpTo reads a file, of a longer one a byte more than most.
func readUpTo(path string, most int64) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("desk: read: %w", err)
	}
	b, err := io.ReadAll(io.LimitReader(f, most+1))
	return b, errors.Join(err, f.Close())
}
