package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"parvis/data"
)

// SaveSetting keeps a value under a key. The empty value forgets the key.
func (s *Store) SaveSetting(ctx context.Context, key, value string) error {
	return s.write(ctx, "save setting "+key, func(ctx context.Context, e *edit) error {
		e.changes = append(e.changes, data.Change{Noun: data.Settings})
		if value == "" {
			_, err := e.Exec(`DELETE FROM settings WHERE key = ?`, key)
			return err
		}
		_, err := e.Exec(`INSERT INTO settings (key, value) VALUES (?, ?)
			ON CONFLICT (key) DO UPDATE SET value = excluded.value`, key, value)
		return err
	})
}

// Setting reads the value kept under a key, "" when there is none.
func (s *Store) Setting(ctx context.Context, key string) (string, error) {
	var value string
	err := s.core.read.QueryRowContext(ctx, `SELECT value FROM settings WHERE key = ?`, key).Scan(&value)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return "", fmt.Errorf("store: setting %s: %w", key, named(err))
	}
	return value, nil
}
