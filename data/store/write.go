package store

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"parvis/data"
)

// edit is one transaction on core.db with the changes that it will announce.
type edit struct {
	*sql.Tx
	now     time.Time
	changes []data.Change
}

// touch notes rows to announce after the commit, if there are any.
func touch[ID ~int64](e *edit, noun data.Noun, ids ...ID) {
	if len(ids) == 0 {
		return
	}
	c := data.Change{Noun: noun}
	for _, id := range ids {
		c.IDs = append(c.IDs, int64(id))
	}
	e.changes = append(e.changes, c)
}

// write runs f in one transaction of core.db and announces its changes once it
// is durable. op names it in errors: "save post 12". The context that f gets
// does not end.
func (s *Store) write(ctx context.Context, op string, f func(context.Context, *edit) error) error {
	ctx = context.WithoutCancel(ctx)
	if err := s.Check(ctx); err != nil {
		return fmt.Errorf("store: %s: %w", op, err)
	}
	s.giveWay.begin()
	defer s.giveWay.end()
	e := &edit{now: s.clock.Now()}
	if err := transact(ctx, s.core.write, func(tx *sql.Tx) error {
		e.Tx = tx
		return f(ctx, e)
	}); err != nil {
		return fmt.Errorf("store: %s: %w", op, named(err))
	}
	s.feed.announce(e.changes)
	return nil
}

// transact commits what f did, or nothing of it. A context that ends does not
// stop it: a cancelled write would leave the caller without knowing what is kept.
func transact(ctx context.Context, db *sql.DB, f func(*sql.Tx) error) error {
	tx, err := db.BeginTx(context.WithoutCancel(ctx), nil)
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }() // after a commit it does nothing
	if err := f(tx); err != nil {
		return err
	}
	return tx.Commit()
}

// changed runs a statement and tells whether it changed a row.
func (e *edit) changed(query string, args ...any) (bool, error) {
	result, err := e.Exec(query, args...)
	if err != nil {
		return false, err
	}
	n, err := result.RowsAffected()
	return n > 0, err
}
