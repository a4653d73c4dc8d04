package desk

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"parvis/data/store"
)

// restoreNext is a copy of the backup that the next start puts in place: an
// open database is never replaced below those who read it. It is a copy because
// the backup that is made first may take the chosen one's place in the folder.
const restoreNext = "restore-next.db"

// Restore backs up what is there, has the next start put a backup in its place,
// and has the program start anew. Until then nothing changes.
func (d *Desk) Restore(ctx context.Context, file string) error {
	chosen, err := os.ReadFile(file)
	if err != nil {
		return fmt.Errorf("desk: restore: %w", err)
	}
	if _, err := d.store.Backup(ctx); err != nil {
		return fmt.Errorf("desk: restore: %w", err)
	}
	next := filepath.Join(d.p.Dir, restoreNext)
	if err := os.WriteFile(next+".new", chosen, 0o600); err != nil {
		return fmt.Errorf("desk: restore: %w", err)
	}
	if err := os.Rename(next+".new", next); err != nil {
		return fmt.Errorf("desk: restore: %w", err)
	}
	d.p.Restart()
	return nil
}

// restoreBefore puts in place what Restore asked for. Whatever comes of it, it
// is tried once: a backup that cannot be restored must not stop every start.
func restoreBefore(ctx context.Context, p Params) error {
	next := filepath.Join(p.Dir, restoreNext)
	if _, err := os.Stat(next); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	err := store.RestoreBackup(ctx, store.Params{Dir: p.Dir, Clock: p.Clock, Log: p.Log}, next)
	return errors.Join(err, os.Remove(next))
}
