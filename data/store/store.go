// Package store keeps everything that Parvis knows in two SQLite files:
// core.db, what nobody can give again, and cache.db, what the networks and
// core.db can give again. No transaction spans both; core comes first. Bytes of
// pictures are files beside them. The store decides nothing about publishing or
// fetching: it keeps rows, compares before it sets, and announces what changed.
package store

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"sync"

	"parvis/data"
)

const (
	coreFile  = "core.db"
	cacheFile = "cache.db"
)

// Params is what Open needs.
type Params struct {
	Dir   string // created when absent; only this user may read it
	Clock data.Clock
	Log   *slog.Logger // nil: silent
}

func (p Params) complete() Params {
	if p.Log == nil {
		p.Log = slog.New(slog.DiscardHandler)
	}
	return p
}

// Store is an open data folder. It is safe for use by several goroutines.
// A writing method returns after the change is durable and announced; a
// context that ends does not stop it half-way. A reading method ends when its
// context does.
type Store struct {
	dir     string
	clock   data.Clock
	log     *slog.Logger
	core    *database
	cache   *cache
	feed    feed
	giveWay giveWay
	index   index
	sound   sound

	backing sync.Mutex

	checked chan struct{} // closed when damage is known
	damage  error
	stop    context.CancelFunc
	work    sync.WaitGroup
}

// Open opens the data folder, creating or migrating its files. It returns a
// [NewerError] when a newer Parvis wrote core.db, which is then left as it is,
// and a [DamagedError] when core.db cannot be trusted, for which [Repair] is the
// cure. A cache.db that is missing, damaged or newer is made anew.
func Open(ctx context.Context, p Params) (*Store, error) {
	p = p.complete()
	if err := makePrivateDir(p.Dir); err != nil {
		return nil, fmt.Errorf("store: data folder: %w", err)
	}
	if err := dropUnfinished(p.Dir); err != nil {
		p.Log.Error("store: unfinished copies", "err", err)
	}
	core, large, err := openCore(ctx, p)
	if err != nil {
		return nil, err
	}
	c, err := openCache(ctx, filepath.Join(p.Dir, cacheFile), p.Log)
	if err != nil {
		return nil, errors.Join(err, core.close())
	}
	s := &Store{dir: p.Dir, clock: p.Clock, log: p.Log, core: core, cache: c, checked: make(chan struct{})}
	s.feed.log = p.Log
	s.index.wake = make(chan struct{}, 1)
	s.index.addAll()
	c.renewed = s.index.addAll
	background, stop := context.WithCancel(context.WithoutCancel(ctx))
	s.stop = stop
	if large {
		s.work.Go(func() { s.checkLarge(background) })
	} else {
		close(s.checked)
	}
	s.work.Go(func() { s.keepIndex(background) })
	return s, nil
}

// Close ends background work and closes both files. The store is not usable
// afterwards.
func (s *Store) Close() error {
	s.stop()
	s.work.Wait()
	return errors.Join(s.cache.close(), s.core.close())
}

// Dir is the data folder.
func (s *Store) Dir() string { return s.dir }

// Check waits until core.db is known to be sound and returns nil, or a
// [DamagedError]. Up to 20 MB that is known when Open returns; beyond, a check
// runs in the background and every write waits for it.
func (s *Store) Check(ctx context.Context) error {
	select {
	case <-s.checked:
		return s.damage
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (s *Store) checkLarge(ctx context.Context) {
	defer close(s.checked)
	err := quickCheck(ctx, s.core.read, s.core.path)
	if ctx.Err() != nil {
		s.damage = ctx.Err()
		return
	}
	if err != nil {
		s.damage = err
		s.log.Error("store: core.db is damaged", "err", err)
	}
}

func openCore(ctx context.Context, p Params) (db *database, large bool, err error) {
	path := filepath.Join(p.Dir, coreFile)
	steps, err := loadMigrations("core")
	if err != nil {
		return nil, false, err
	}
	size := fileSize(path)
	if size == 0 && (len(listBackups(p.Dir)) > 0 || fileSize(path+"-wal") > 0) {
		return nil, false, &DamagedError{Path: path, Detail: "missing or empty although there was one"}
	}
	version := 0
	if size > 0 {
		if version, err = probe(ctx, path); err != nil {
			return nil, false, asDamage(path, err)
		}
	}
	if version > len(steps) {
		return nil, false, &NewerError{Have: version, Known: len(steps)}
	}
	if db, err = openDatabase(ctx, path, durable); err != nil {
		return nil, false, asDamage(path, err)
	}
	large = size > quickCheckMax
	if err = prepareCore(ctx, db, p, steps, version, large); err != nil {
		return nil, false, errors.Join(asDamage(path, err), db.close())
	}
	return db, large, nil
}

// prepareCore checks a small core.db, keeps a copy of one that is about to be
// migrated, and migrates it.
func prepareCore(ctx context.Context, db *database, p Params, steps []migration, version int, large bool) error {
	if version > 0 && !large {
		if err := quickCheck(ctx, db.write, db.path); err != nil {
			return err
		}
	}
	if version > 0 && version < len(steps) {
		at := p.Clock.Now()
		if _, err := writeBackup(ctx, db, p.Dir, migrationBackupName(at, version)); err != nil {
			return fmt.Errorf("store: backup before migrating: %w", err)
		}
	}
	return migrate(ctx, db, steps, version)
}

func fileSize(path string) int64 {
	info, err := os.Stat(path)
	if err != nil {
		return 0
	}
	return info.Size()
}
