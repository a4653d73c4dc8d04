package store

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"
)

// asideDir holds every core.db that was replaced; nothing is ever deleted there.
const asideDir = "aside"

// Repaired says what Repair did.
type Repaired struct {
	Aside  string     // where the damaged file lies now; "" when there was none
	Backup BackupFile // what took its place; zero when no good copy was found and a new, empty core.db begins
}

// Repair is the cure for a [DamagedError], on a data folder that nobody has
// open: core.db is set aside and the newest copy that passes its check takes its
// place, as with [RestoreBackup]. Pictures stay.
func Repair(ctx context.Context, p Params) (Repaired, error) {
	p = p.complete()
	for _, b := range listBackups(p.Dir) {
		aside, err := replaceCore(ctx, p, b.Path)
		if err == nil {
			return Repaired{Aside: aside, Backup: b}, nil
		}
		if !isUseless(err) {
			return Repaired{}, fmt.Errorf("store: repair: %w", err)
		}
		p.Log.Warn("store: a backup is of no use", "path", b.Path, "err", err)
	}
	aside, err := setAside(p.Dir, p.Clock.Now())
	if err != nil {
		return Repaired{}, fmt.Errorf("store: repair: %w", err)
	}
	// Copies that are of no use must not make the next start look damaged.
	for _, b := range listBackups(p.Dir) {
		if err := os.Rename(b.Path, filepath.Join(p.Dir, asideDir, filepath.Base(b.Path))); err != nil {
			return Repaired{}, fmt.Errorf("store: repair: %w", err)
		}
	}
	return Repaired{Aside: aside}, nil
}

// isUseless tells whether an error speaks of the copy rather than of the disk.
func isUseless(err error) bool {
	var damaged *DamagedError
	var newer *NewerError
	return errors.As(err, &damaged) || errors.As(err, &newer)
}

// RestoreBackup puts a copy in the place of core.db, on a data folder that
// nobody has open; the former core.db is set aside. What the copy believes is
// still to be sent although its time has passed may have gone out since: it is
// held, for somebody to look (R26). The copy itself is not changed.
func RestoreBackup(ctx context.Context, p Params, file string) error {
	if _, err := replaceCore(ctx, p, file); err != nil {
		return fmt.Errorf("store: restore %s: %w", filepath.Base(file), err)
	}
	return nil
}

func replaceCore(ctx context.Context, p Params, file string) (aside string, err error) {
	fresh := filepath.Join(p.Dir, coreFile+".new")
	if err := removeDatabase(fresh); err != nil {
		return "", err
	}
	if err := prepareCopy(ctx, p, file, fresh); err != nil {
		return "", errors.Join(asDamage(file, err), removeDatabase(fresh))
	}
	if aside, err = setAside(p.Dir, p.Clock.Now()); err != nil {
		return "", err
	}
	if err := os.Rename(fresh, filepath.Join(p.Dir, coreFile)); err != nil {
		return "", err
	}
	if err := removeDatabase(filepath.Join(p.Dir, cacheFile)); err != nil {
		return "", err
	}
	return aside, syncDir(p.Dir)
}

// prepareCopy makes a core.db out of a copy, under another name.
func prepareCopy(ctx context.Context, p Params, file, fresh string) error {
	steps, err := loadMigrations("core")
	if err != nil {
		return err
	}
	version, err := verify(ctx, file)
	if err != nil {
		return err
	}
	if version > len(steps) {
		return &NewerError{Have: version, Known: len(steps)}
	}
	b, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	if err := writeFile(fresh, b); err != nil {
		return err
	}
	db, err := openDatabase(ctx, fresh, durable)
	if err != nil {
		return err
	}
	if err = migrate(ctx, db, steps, version); err == nil {
		_, err = db.write.ExecContext(ctx, `UPDATE deliveries SET state = 'held', reason = 'restore', detail = '', not_before = NULL
			WHERE state IN ('preparing', 'committing', 'verifying') OR state = 'scheduled' AND due <= ?`, p.Clock.Now().UnixMilli())
	}
	return errors.Join(err, db.close())
}

// setAside moves core.db and its log out of the way: a log must be gone before
// another file takes its place. A kill right afterwards leaves no core.db, which
// Open takes for damage as long as there are copies.
func setAside(dir string, now time.Time) (string, error) {
	core := filepath.Join(dir, coreFile)
	if fileSize(core) == 0 && fileSize(core+"-wal") == 0 {
		return "", nil
	}
	if err := makePrivateDir(filepath.Join(dir, asideDir)); err != nil {
		return "", err
	}
	aside := filepath.Join(dir, asideDir, backupPrefix+now.UTC().Format(stampLayout)+".db")
	if err := os.Rename(core, aside); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return "", err
	}
	if err := os.Rename(core+"-wal", aside+"-wal"); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return "", err
	}
	if err := os.Remove(core + "-shm"); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return "", err
	}
	return aside, nil
}
