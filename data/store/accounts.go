package store

import (
	"context"
	"encoding/json"
	"fmt"

	"parvis/data"
)

const accountColumns = `id, brand_id, network, server, remote, handle, name, software, state, can, connected, expires, synced`

// SaveAccount inserts an account, setting its ID, or updates it. An account of
// the same brand, network, server and remote id is the same account: connected
// again, it takes its former ID and with it its history. Its brand, network and
// identity never change; data.ErrNoSuch when the ID is unknown.
func (s *Store) SaveAccount(ctx context.Context, a *data.Account) error {
	can, err := json.Marshal(a.Can)
	if err != nil {
		return fmt.Errorf("store: save account %d: %w", a.ID, err)
	}
	id := a.ID
	err = s.write(ctx, fmt.Sprintf("save account %d", id), func(_ context.Context, e *edit) error {
		if id, err = saveAccount(e, a, string(can)); err != nil {
			return err
		}
		touch(e, data.Accounts, id)
		return nil
	})
	if err == nil {
		a.ID = id
	}
	return err
}

func saveAccount(e *edit, a *data.Account, can string) (id data.AccountID, err error) {
	if a.ID == 0 {
		err = e.QueryRow(`INSERT INTO accounts (brand_id, network, server, remote, handle, name, software, state, can,
				connected, expires, synced) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
			ON CONFLICT (brand_id, network, server, remote) DO UPDATE SET handle = excluded.handle,
				name = excluded.name, software = excluded.software, state = excluded.state, can = excluded.can,
				connected = excluded.connected, expires = excluded.expires
			RETURNING id`,
			a.Brand, a.Network, a.Server, a.Remote, a.Handle, a.Name, a.Software, a.State, can,
			millis(a.Connected), millis(a.Expires), millis(a.Synced)).Scan(&id)
		return id, err
	}
	err = e.QueryRow(`UPDATE accounts SET handle = ?, name = ?, software = ?, state = ?, can = ?,
		connected = ?, expires = ?, synced = ? WHERE id = ? RETURNING id`,
		a.Handle, a.Name, a.Software, a.State, can,
		millis(a.Connected), millis(a.Expires), millis(a.Synced), a.ID).Scan(&id)
	return id, err
}

// DescribeAccount keeps what the network says anew of an account: names, what it
// can do, when its credentials end.
func (s *Store) DescribeAccount(ctx context.Context, id data.AccountID, a data.Account) error {
	can, err := json.Marshal(a.Can)
	if err != nil {
		return fmt.Errorf("store: describe account %d: %w", id, err)
	}
	return s.write(ctx, fmt.Sprintf("describe account %d", id), func(_ context.Context, e *edit) error {
		// Nothing is announced when nothing changed, and that is most days.
		changed, err := e.changed(`UPDATE accounts SET handle = ?1, name = ?2, software = ?3, can = ?4, expires = ?5
			WHERE id = ?6 AND (handle, name, software, can, expires) IS NOT (?1, ?2, ?3, ?4, ?5)`,
			a.Handle, a.Name, a.Software, string(can), millis(a.Expires), id)
		if changed {
			touch(e, data.Accounts, id)
		}
		return err
	})
}

// Account reads one account, also one that was removed; data.ErrNoSuch when
// there never was one.
func (s *Store) Account(ctx context.Context, id data.AccountID) (data.Account, error) {
	a, err := readAccount(ctx, s.core.read, id)
	if err != nil {
		return data.Account{}, fmt.Errorf("store: account %d: %w", id, named(err))
	}
	return a, nil
}

// Accounts reads the accounts of a brand in the order they were connected,
// without those that were removed.
func (s *Store) Accounts(ctx context.Context, brand data.BrandID) ([]data.Account, error) {
	return list(ctx, s.core.read, scanAccount,
		`SELECT `+accountColumns+` FROM accounts WHERE brand_id = ? AND state <> ? ORDER BY id`, brand, data.AccountGone)
}

// RemoveAccount keeps an account for its history only: nothing waits for it any
// more. Drafts keep their place in the calendar; what is being sent, was sent
// or has to be settled is left alone.
func (s *Store) RemoveAccount(ctx context.Context, id data.AccountID) error {
	return s.write(ctx, fmt.Sprintf("remove account %d", id), func(ctx context.Context, e *edit) error {
		found, err := e.changed(`UPDATE accounts SET state = ? WHERE id = ?`, data.AccountGone, id)
		if err != nil {
			return err
		}
		if !found {
			return data.ErrNoSuch
		}
		in, states := marks(waiting())
		ids, err := list(ctx, e, scanID[data.DeliveryID],
			`UPDATE deliveries SET state = 'cancelled', reason = '' WHERE account_id = ? AND state IN (`+in+`) RETURNING id`,
			append([]any{id}, states...)...)
		touch(e, data.Accounts, id)
		touch(e, data.Deliveries, ids...)
		return err
	})
}

func readAccount(ctx context.Context, q querier, id data.AccountID) (data.Account, error) {
	return scanAccount(q.QueryRowContext(ctx, `SELECT `+accountColumns+` FROM accounts WHERE id = ?`, id))
}

func scanAccount(row scanner) (data.Account, error) {
	var a data.Account
	var can []byte
	err := row.Scan(&a.ID, &a.Brand, &a.Network, &a.Server, &a.Remote, &a.Handle, &a.Name, &a.Software, &a.State, &can,
		moment{&a.Connected}, moment{&a.Expires}, moment{&a.Synced})
	if err != nil {
		return a, err
	}
	return a, json.Unmarshal(can, &a.Can)
}
