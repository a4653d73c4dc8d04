package store

import (
	"errors"
	"syscall"
)

// isDiskFull tells that there is no room: ERROR_HANDLE_DISK_FULL and
// ERROR_DISK_FULL of winerror.h.
func isDiskFull(err error) bool {
	return errors.Is(err, syscall.Errno(39)) || errors.Is(err, syscall.Errno(112))
}

// syncDir has nothing to do: NTFS journals names by itself, and Windows refuses
// to flush a folder.
func syncDir(string) error { return nil }
