package desk

import (
	"fmt"
	"io/fs"
	"testing"

	"parvis/data"
)

func TestWhyAFolderIsNotReadIsTold(t *testing.T) {
	for err, want := range map[error]data.WatchTrouble{
		fs.ErrNotExist:   data.WatchGone,
		fs.ErrPermission: data.WatchDenied,
		fs.ErrInvalid:    data.WatchFailed,
	} {
		wrapped := &data.WatchError{Trouble: folderTrouble(&fs.PathError{Op: "open", Path: "photos", Err: err}), Err: err}
		if got := troubleOf(fmt.Errorf("desk: %w", wrapped)); got != want {
			t.Errorf("%v is %q, want %q", err, got, want)
		}
	}
	if got := troubleOf(fmt.Errorf("put: %w", data.ErrDiskFull)); got != data.WatchFull {
		t.Errorf("a full disk is %q", got)
	}
}
