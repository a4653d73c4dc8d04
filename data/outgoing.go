package data

import (
	"errors"
	"io"
)

// MediaFailure is what it means that an attached file cannot be read: Invalid,
// with [CodeMedia]. A failure that says so itself stays what it is.
func MediaFailure(op string, err error) *Failure {
	var f *Failure
	if errors.As(err, &f) {
		return f
	}
	return &Failure{Kind: Invalid, Op: op, Code: CodeMedia, Err: err}
}

// Stretch opens the file and reads so many bytes of it from a place on. Closing
// what it returns closes the file.
func (m OutgoingMedia) Stretch(from, length int64) (io.ReadCloser, error) {
	file, err := m.Open()
	if err != nil {
		return nil, err
	}
	return struct {
		io.Reader
		io.Closer
	}{io.NewSectionReader(file, from, length), file}, nil
}
