package store

import (
	"context"
	"time"

	"parvis/data"
)

const monthLayout = "2006-01"

// spent adds what a delivery cost to its account's month.
func spent(e *edit, id data.DeliveryID, at time.Time, cost data.Micros) error {
	if cost == 0 {
		return nil
	}
	_, err := e.Exec(`INSERT INTO spending (account_id, month, posts)
		SELECT account_id, ?, ? FROM deliveries WHERE id = ?
		ON CONFLICT (account_id, month) DO UPDATE SET posts = posts + excluded.posts`, at.UTC().Format(monthLayout), cost, id)
	return err
}

// SpendOnReading adds what reading cost to an account's month.
func (s *Store) SpendOnReading(ctx context.Context, account data.AccountID, at time.Time, cost data.Micros) error {
	if cost == 0 {
		return nil
	}
	return s.write(ctx, "spend on reading", func(_ context.Context, e *edit) error {
		_, err := e.Exec(`INSERT INTO spending (account_id, month, reads) VALUES (?, ?, ?)
			ON CONFLICT (account_id, month) DO UPDATE SET reads = reads + excluded.reads`, account, at.UTC().Format(monthLayout), cost)
		touch(e, data.Metrics, account)
		return err
	})
}

// Spending reads what an account cost in the month of a moment, UTC. Cap is
// left open: it is a setting.
func (s *Store) Spending(ctx context.Context, account data.AccountID, at time.Time) (data.Spending, error) {
	found := data.Spending{Account: account, Month: at.UTC().Format(monthLayout)}
	rows, err := list(ctx, s.core.read, func(row scanner) (x data.Spending, err error) {
		err = row.Scan(&x.Posts, &x.Reads)
		return x, err
	}, `SELECT posts, reads FROM spending WHERE account_id = ? AND month = ?`, account, found.Month)
	for _, x := range rows {
		found.Posts, found.Reads = x.Posts, x.Reads
	}
	return found, err
}
