//go:build unix

package store

import (
	"errors"
	"os"
)

// syncDir makes a rename in the folder outlast a power cut.
func syncDir(path string) error {
	d, err := os.Open(path)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}
