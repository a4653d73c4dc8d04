package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"sync"
)

// cache is cache.db. Damage never reaches a caller: the file is made anew, and
// what the networks can give again is fetched again (R27).
type cache struct {
	path    string
	log     *slog.Logger
	renewed func() // called after the file was made anew

	mu sync.RWMutex // write-locked while the file is made anew
	db *database
}

// openCache opens cache.db, making it anew when it cannot be used as it is.
func openCache(ctx context.Context, path string, log *slog.Logger) (*cache, error) {
	c := &cache{path: path, log: log}
	if fileSize(path) == 0 {
		// A log without its database would be replayed into the new one.
		if err := removeDatabase(path); err != nil {
			return nil, fmt.Errorf("store: cache: %w", err)
		}
	}
	db, err := openCacheFile(ctx, path)
	if err == nil {
		c.db = db
		return c, nil
	}
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	log.Warn("store: cache.db is made anew", "err", err)
	if err := removeDatabase(path); err != nil {
		return nil, fmt.Errorf("store: cache: %w", err)
	}
	c.db, err = openCacheFile(ctx, path)
	return c, err
}

func openCacheFile(ctx context.Context, path string) (*database, error) {
	steps, err := loadMigrations("cache")
	if err != nil {
		return nil, err
	}
	db, err := openDatabase(ctx, path, disposable)
	if err != nil {
		return nil, err
	}
	version, err := schemaVersion(ctx, db.write, path)
	if err == nil && version > len(steps) {
		err = &NewerError{Have: version, Known: len(steps)}
	}
	if err == nil {
		err = migrate(ctx, db, steps, version)
	}
	if err != nil {
		return nil, errors.Join(err, db.close())
	}
	return db, nil
}

func (c *cache) close() error {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.db.close()
}

// read runs f on the connections that read.
func (c *cache) read(ctx context.Context, f func(*sql.DB) error) error {
	return c.use(ctx, func(db *database) error { return f(db.read) })
}

// write runs f in one transaction.
func (c *cache) write(ctx context.Context, f func(*sql.Tx) error) error {
	return c.use(ctx, func(db *database) error { return transact(ctx, db.write, f) })
}

// use runs f, a second time on a new file when the first showed damage. f never
// calls use.
func (c *cache) use(ctx context.Context, f func(*database) error) error {
	c.mu.RLock()
	used := c.db
	err := f(used)
	c.mu.RUnlock()
	if !isDamage(err) {
		return named(err)
	}
	c.log.Warn("store: cache.db is made anew", "err", err)
	if err := c.renew(context.WithoutCancel(ctx), used); err != nil {
		return fmt.Errorf("store: cache: %w", err)
	}
	c.renewed()
	c.mu.RLock()
	defer c.mu.RUnlock()
	return named(f(c.db))
}

// renew replaces a broken file by an empty one, unless somebody else did.
func (c *cache) renew(ctx context.Context, broken *database) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.db != broken {
		return nil
	}
	if err := broken.close(); err != nil {
		c.log.Warn("store: closing the broken cache.db", "err", err)
	}
	if err := removeDatabase(c.path); err != nil {
		return err
	}
	db, err := openCacheFile(ctx, c.path)
	if err != nil {
		return err
	}
	c.db = db
	return nil
}
