package store

import (
	"context"
	"fmt"
	"time"

	"parvis/data"
)

// SetAccountState changes only what is known of an account's credentials, so
// that it never overwrites what was edited meanwhile. data.ErrNoSuch for an
// account that was removed, which it stays.
func (s *Store) SetAccountState(ctx context.Context, id data.AccountID, state data.AccountState) error {
	return s.mark(ctx, id, `UPDATE accounts SET state = ? WHERE id = ? AND state <> 'gone'`, state)
}

// SetSynced notes when everything of an account was read last.
func (s *Store) SetSynced(ctx context.Context, id data.AccountID, at time.Time) error {
	return s.mark(ctx, id, `UPDATE accounts SET synced = ? WHERE id = ?`, millis(at))
}

func (s *Store) mark(ctx context.Context, id data.AccountID, statement string, value any) error {
	return s.write(ctx, fmt.Sprintf("mark account %d", id), func(_ context.Context, e *edit) error {
		found, err := e.changed(statement, value, id)
		if err == nil && !found {
			err = data.ErrNoSuch
		}
		touch(e, data.Accounts, id)
		return err
	})
}

// AllAccounts reads the accounts of every brand, without those that were
// removed.
func (s *Store) AllAccounts(ctx context.Context) ([]data.Account, error) {
	return list(ctx, s.core.read, scanAccount,
		`SELECT `+accountColumns+` FROM accounts WHERE state <> ? ORDER BY id`, data.AccountGone)
}
