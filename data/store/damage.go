package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"parvis/data"
)

// quickCheckMax is how large core.db may be to be checked before Open returns:
// about 9 ms per MB.
const quickCheckMax = 20 << 20

// NewerError says that a newer Parvis wrote the data. Nothing was touched.
type NewerError struct {
	Have, Known int // schema versions: in the file, in this program
}

func (e *NewerError) Error() string {
	return fmt.Sprintf("store: core.db has schema %d, this program knows %d", e.Have, e.Known)
}

// DamagedError says that a file cannot be trusted. Nothing was touched.
type DamagedError struct {
	Path   string
	Detail string // what SQLite said, for "details"
}

func (e *DamagedError) Error() string {
	return fmt.Sprintf("store: %s is damaged: %s", e.Path, e.Detail)
}

// quickCheck reads the whole file and returns a DamagedError when its structure
// is broken.
func quickCheck(ctx context.Context, db *sql.DB, path string) error {
	var verdict string
	if err := db.QueryRowContext(ctx, `PRAGMA quick_check(1)`).Scan(&verdict); err != nil {
		return asDamage(path, err)
	}
	if verdict != "ok" {
		return &DamagedError{Path: path, Detail: verdict}
	}
	return nil
}

// asDamage turns SQLite's errors that mean damage into a DamagedError and
// leaves every other error as it is.
func asDamage(path string, err error) error {
	var damaged *DamagedError
	if err == nil || errors.As(err, &damaged) || !isDamage(err) {
		return err
	}
	return &DamagedError{Path: path, Detail: err.Error()}
}

func isDamage(err error) bool {
	switch sqliteCode(err) {
	case sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB:
		return true
	}
	return false
}

// named adds what a caller can act on to an error of the disk.
func named(err error) error {
	switch sqliteCode(err) {
	case sqlite3.SQLITE_FULL:
		return fmt.Errorf("%w: %w", data.ErrDiskFull, err)
	case sqlite3.SQLITE_IOERR:
		return fmt.Errorf("%w: %w", data.ErrDisk, err)
	}
	switch {
	case errors.Is(err, sql.ErrNoRows) || isConstraint(err, sqlite3.SQLITE_CONSTRAINT_FOREIGNKEY):
		return data.ErrNoSuch // also when a row was to belong to another one that is not there
	case isConstraint(err, sqlite3.SQLITE_CONSTRAINT_UNIQUE):
		return data.ErrTaken
	}
	return err
}

func isConstraint(err error, code int) bool {
	var e *sqlite.Error
	return errors.As(err, &e) && e.Code() == code
}

// sqliteCode is SQLite's primary result code, 0 when err is not SQLite's.
func sqliteCode(err error) int {
	var e *sqlite.Error
	if !errors.As(err, &e) {
		return 0
	}
	return e.Code() & 0xff
}
