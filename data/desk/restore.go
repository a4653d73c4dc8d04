package desk

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"parvis/data/store"
)

// restoreNext names the backup that the next start puts in place: an open
// database is never replaced below those who read it.
const restoreNext = "restore-next"

// Restore backs up what is there, notes which backup the next start shall put
// in its place, and has the program start anew. Until then nothing changes.
func (d *Desk) Restore(ctx context.Context, file string) error {
	if _, err := os.Stat(file); err != nil {
		return fmt.Errorf("desk: restore: %w", err)
	}
	if _, err := d.store.Backup(ctx); err != nil {
		return fmt.Errorf("desk: restore: %w", err)
	}
	absolute, err := filepath.Abs(file)
	if err != nil {
		return fmt.Errorf("desk: restore: %w", err)
	}
	if err := os.WriteFile(filepath.Join(d.p.Dir, restoreNext), []byte(absolute), 0o600); err != nil {
		return fmt.Errorf("desk: restore: %w", err)
	}
	d.p.Restart()
	return nil
}

// restoreBefore puts a backup in place that Restore asked for. The note is
// taken away first: a backup that cannot be restored must not stop every start.
func restoreBefore(ctx context.Context, p Params) error {
	note := filepath.Join(p.Dir, restoreNext)
	file, err := os.ReadFile(note)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err == nil {
		err = os.Remove(note)
	}
	if err != nil {
		return fmt.Errorf("desk: restore: %w", err)
	}
	return store.RestoreBackup(ctx, store.Params{Dir: p.Dir, Clock: p.Clock, Log: p.Log}, strings.TrimSpace(string(file)))
}
