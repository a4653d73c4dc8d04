package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"parvis/data"
)

// SaveCursor keeps how far something of an account was read. It is lost with
// cache.db, together with what was read, which is then read again.
func (s *Store) SaveCursor(ctx context.Context, account data.AccountID, name, cursor string) error {
	err := s.cache.write(ctx, func(tx *sql.Tx) error {
		_, err := tx.Exec(`INSERT INTO cursors (account_id, name, cursor) VALUES (?, ?, ?)
			ON CONFLICT (account_id, name) DO UPDATE SET cursor = excluded.cursor`, account, name, cursor)
		return err
	})
	if err != nil {
		return fmt.Errorf("store: save cursor %s of account %d: %w", name, account, err)
	}
	return nil
}

// Cursor reads how far something of an account was read, "" at first.
func (s *Store) Cursor(ctx context.Context, account data.AccountID, name string) (string, error) {
	var cursor string
	err := s.cache.read(ctx, func(db *sql.DB) error {
		return db.QueryRowContext(ctx, `SELECT cursor FROM cursors WHERE account_id = ? AND name = ?`, account, name).Scan(&cursor)
	})
	if err != nil && !errors.Is(err, data.ErrNoSuch) {
		return "", fmt.Errorf("store: cursor %s of account %d: %w", name, account, err)
	}
	return cursor, nil
}
