package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	_ "modernc.org/sqlite" // the one driver, registered by its own package
)

// durability is what a power cut may take.
type durability string

const (
	durable    durability = "FULL"   // nothing that was acknowledged
	disposable durability = "NORMAL" // the last transactions, never the file's consistency
)

// readers is how many screens and workers read one file at once.
const readers = 4

// database is one SQLite file: one connection that writes, several that read.
type database struct {
	path  string
	write *sql.DB
	read  *sql.DB
}

// openDatabase opens or creates the file for this user alone.
func openDatabase(ctx context.Context, path string, d durability) (*database, error) {
	if err := makePrivateFile(path); err != nil {
		return nil, fmt.Errorf("store: %s: %w", filepath.Base(path), err)
	}
	pragmas := []string{
		"busy_timeout(10000)", // first: the following ones may already have to wait
		"journal_mode(WAL)",
		"synchronous(" + string(d) + ")",
		"fullfsync(1)", // macOS: fsync alone stops at the drive's cache; no effect elsewhere
		"foreign_keys(1)",
		"cache_size(-16000)",
		"journal_size_limit(16777216)",
	}
	write, err := connect(ctx, path, 1, url.Values{"_pragma": pragmas, "_txlock": {"immediate"}})
	if err != nil {
		return nil, err
	}
	read, err := connect(ctx, path, readers, url.Values{"_pragma": append(pragmas, "query_only(1)")})
	if err != nil {
		return nil, errors.Join(err, write.Close())
	}
	return &database{path: path, write: write, read: read}, nil
}

// close leaves the writer for last, which empties the write-ahead log.
func (d *database) close() error {
	return errors.Join(d.read.Close(), d.write.Close())
}

func connect(ctx context.Context, path string, most int, query url.Values) (*sql.DB, error) {
	db, err := sql.Open("sqlite", address(path, query))
	if err != nil {
		return nil, fmt.Errorf("store: open %s: %w", filepath.Base(path), err)
	}
	db.SetMaxOpenConns(most)
	db.SetMaxIdleConns(most)
	if err := db.PingContext(ctx); err != nil {
		return nil, errors.Join(fmt.Errorf("store: open %s: %w", filepath.Base(path), err), db.Close())
	}
	return db, nil
}

// address is the file as a URI, so that no character of a folder's name is
// taken for a parameter.
func address(path string, query url.Values) string {
	slashed := filepath.ToSlash(path)
	if !strings.HasPrefix(slashed, "/") {
		slashed = "/" + slashed // C:/… on Windows
	}
	u := url.URL{Scheme: "file", Path: slashed, RawQuery: query.Encode()}
	return u.String()
}

// readOnly opens a file to look at it, changing nothing.
func readOnly(ctx context.Context, path string) (*sql.DB, error) {
	return connect(ctx, path, 1, url.Values{"_pragma": {"busy_timeout(10000)"}, "mode": {"ro"}})
}

// siblings are the files that belong to a database.
func siblings(path string) []string {
	return []string{path, path + "-wal", path + "-shm"}
}

func removeDatabase(path string) error {
	for _, p := range siblings(path) {
		if err := os.Remove(p); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return nil
}

// makePrivateDir makes a folder that only this user may enter, whatever the
// umask says (R41).
func makePrivateDir(path string) error {
	if err := os.MkdirAll(path, 0o700); err != nil {
		return err
	}
	return os.Chmod(path, 0o700)
}

// makePrivateFile makes sure that the file exists and is this user's alone;
// SQLite gives its log the same rights. A file that exists is not opened:
// closing it again would drop the locks that this process holds on it.
func makePrivateFile(path string) error {
	if _, err := os.Stat(path); err == nil {
		return os.Chmod(path, 0o600)
	}
	f, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return err
	}
	return errors.Join(f.Chmod(0o600), f.Close())
}

// writeFile writes a whole file or none: to a temporary name, to the disk, then
// under its own name.
func writeFile(path string, b []byte) error {
	f, err := os.CreateTemp(filepath.Dir(path), ".new-*")
	if err != nil {
		return err
	}
	_, err = f.Write(b)
	err = errors.Join(err, f.Chmod(0o600), f.Sync(), f.Close())
	if err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		return errors.Join(err, os.Remove(f.Name()))
	}
	return syncDir(filepath.Dir(path))
}

// syncFile brings a file's bytes to the disk.
func syncFile(path string) error {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}
