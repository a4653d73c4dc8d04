package composer

import (
	"context"
	"errors"
	"fmt"
	"io"

	"parvis/data"
)

var errTooLarge = errors.New("composer: larger than data.MaxMediaBytes")

// FileError says which file could not be attached; what lies below says why.
type FileError struct {
	Name string
	Err  error
}

func (e *FileError) Error() string { return fmt.Sprintf("composer: attach %q: %v", e.Name, e.Err) }

func (e *FileError) Unwrap() error { return e.Err }

// copyFiles reads files and keeps a copy of each that is a picture.
func copyFiles(ctx context.Context, ports Ports, files []File) (pictures []data.Media, failed []error) {
	for _, f := range files {
		m, err := copyFile(ctx, ports, f)
		if err != nil {
			failed = append(failed, &FileError{Name: f.Name, Err: err})
			continue
		}
		pictures = append(pictures, m)
	}
	return pictures, failed
}

// copyFile reads no more of a file than a picture may weigh, and one byte.
func copyFile(ctx context.Context, ports Ports, f File) (data.Media, error) {
	r, err := f.Open()
	if err != nil {
		return data.Media{}, err
	}
	defer r.Close()
	b, err := io.ReadAll(io.LimitReader(r, data.MaxMediaBytes+1))
	if err != nil {
		return data.Media{}, err
	}
	if len(b) > data.MaxMediaBytes {
		return data.Media{}, errTooLarge
	}
	return ports.Attach(ctx, f.Name, b)
}
