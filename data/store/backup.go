package store

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

const (
	backupDir    = "backups"
	backupPrefix = "core-"
	stampLayout  = "20060102T150405Z"

	keptDays       = 7
	keptWeeks      = 4
	keptMigrations = 3
)

// BackupFile is one copy of core.db.
type BackupFile struct {
	Path      string
	At        time.Time // UTC, whole seconds
	Bytes     int64
	Migration bool // made before a migration
}

// Backup writes a copy of core.db while everything goes on, opens and checks
// it, and drops old ones: the last of each of 7 days and of each of 4 weeks
// stay, and the last 3 from before a migration. A copy that does not pass is not
// kept. One at a time.
func (s *Store) Backup(ctx context.Context) (path string, err error) {
	s.backing.Lock() // the daily one and one that somebody asks for
	defer s.backing.Unlock()
	path, err = writeBackup(ctx, s.core, s.dir, backupPrefix+s.clock.Now().UTC().Format(stampLayout)+".db")
	if err != nil {
		return "", fmt.Errorf("store: backup: %w", named(err))
	}
	for _, old := range surplus(s.Backups()) {
		if err := os.Remove(old.Path); err != nil {
			return path, fmt.Errorf("store: backup: %w", err)
		}
	}
	return path, nil
}

// Backups lists the copies, newest first.
func (s *Store) Backups() []BackupFile { return listBackups(s.dir) }

func listBackups(dir string) []BackupFile {
	entries, err := os.ReadDir(filepath.Join(dir, backupDir))
	if err != nil {
		return nil // no folder: no copy was made yet
	}
	var found []BackupFile
	for _, entry := range entries {
		if b, ok := asBackup(dir, entry); ok {
			found = append(found, b)
		}
	}
	slices.SortStableFunc(found, func(a, b BackupFile) int { return b.At.Compare(a.At) })
	return found
}

// asBackup reads a file's name; false when it is not one of ours.
func asBackup(dir string, entry os.DirEntry) (BackupFile, bool) {
	name, ours := strings.CutPrefix(entry.Name(), backupPrefix)
	name, database := strings.CutSuffix(name, ".db")
	stamp, _, migration := strings.Cut(name, "-schema")
	at, err := time.Parse(stampLayout, stamp)
	info, statErr := entry.Info()
	if !ours || !database || err != nil || statErr != nil {
		return BackupFile{}, false
	}
	path := filepath.Join(dir, backupDir, entry.Name())
	return BackupFile{Path: path, At: at, Bytes: info.Size(), Migration: migration}, true
}

// surplus picks what need not be kept; files are newest first.
func surplus(files []BackupFile) []BackupFile {
	days, weeks := map[string]bool{}, map[string]bool{}
	migrations := 0
	var drop []BackupFile
	for _, f := range files {
		var keep bool
		if f.Migration {
			migrations++
			keep = migrations <= keptMigrations
		} else {
			year, week := f.At.ISOWeek()
			inDay := newest(days, f.At.Format(time.DateOnly), keptDays)
			inWeek := newest(weeks, fmt.Sprintf("%d-%02d", year, week), keptWeeks)
			keep = inDay || inWeek
		}
		if !keep {
			drop = append(drop, f)
		}
	}
	return drop
}

// newest tells whether a period is seen for the first time and is one of the
// first most.
func newest(seen map[string]bool, period string, most int) bool {
	if seen[period] || len(seen) >= most {
		return false
	}
	seen[period] = true
	return true
}

func migrationBackupName(at time.Time, version int) string {
	return fmt.Sprintf("%s%s-schema%04d.db", backupPrefix, at.UTC().Format(stampLayout), version)
}

// writeBackup copies a database into the folder of backups under a name, which
// only a complete and checked copy ever gets.
func writeBackup(ctx context.Context, db *database, dir, name string) (string, error) {
	dir = filepath.Join(dir, backupDir)
	if err := makePrivateDir(dir); err != nil {
		return "", err
	}
	path, unfinished := filepath.Join(dir, name), filepath.Join(dir, "unfinished")
	if err := removeDatabase(unfinished); err != nil {
		return "", err
	}
	if err := copyDatabase(ctx, db, unfinished); err != nil {
		return "", errors.Join(err, removeDatabase(unfinished))
	}
	if err := os.Rename(unfinished, path); err != nil {
		return "", errors.Join(err, removeDatabase(unfinished))
	}
	return path, syncDir(dir)
}

func copyDatabase(ctx context.Context, db *database, path string) error {
	if err := makePrivateFile(path); err != nil {
		return err
	}
	source, err := readOnly(ctx, db.path)
	if err != nil {
		return err
	}
	_, err = source.ExecContext(ctx, `VACUUM INTO ?`, path)
	if err = errors.Join(err, source.Close()); err != nil {
		return err
	}
	if err := syncFile(path); err != nil {
		return err
	}
	_, err = verify(ctx, path)
	return err
}

// verify opens a copy, reads all of it and returns its schema version.
func verify(ctx context.Context, path string) (version int, err error) {
	db, err := readOnly(ctx, path)
	if err != nil {
		return 0, asDamage(path, err)
	}
	defer func() { _ = db.Close() }() // nothing was written
	if err := quickCheck(ctx, db, path); err != nil {
		return 0, err
	}
	version, err = schemaVersion(ctx, db, path)
	return version, asDamage(path, err)
}
