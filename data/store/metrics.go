package store

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"
	"time"

	"parvis/data"
)

// newerWins is the rule for one column of counts when a row is saved again: the
// later reading counts, and a gap never erases a number.
func newerWins(table string, columns ...string) string {
	var set []string
	for _, c := range columns {
		set = append(set, fmt.Sprintf(`%[2]s = CASE WHEN excluded.read >= %[1]s.read
			THEN ifnull(excluded.%[2]s, %[1]s.%[2]s) ELSE ifnull(%[1]s.%[2]s, excluded.%[2]s) END`, table, c))
	}
	set = append(set, fmt.Sprintf(`read = max(excluded.read, %s.read)`, table))
	return strings.Join(set, ", ")
}

// SaveAccountDays keeps the daily rows of accounts. A row of the same day is
// filled up: the later reading wins, and a gap never erases a number.
func (s *Store) SaveAccountDays(ctx context.Context, days []data.AccountDay) error {
	return s.write(ctx, "save account days", func(_ context.Context, e *edit) error {
		save, err := e.Prepare(`INSERT INTO account_days
			(account_id, day, followers, following, posts, reach, views, engagement, read) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
			ON CONFLICT (account_id, day) DO UPDATE SET ` +
			newerWins("account_days", "followers", "following", "posts", "reach", "views", "engagement"))
		if err != nil {
			return err
		}
		defer func() { _ = save.Close() }() // the transaction ends it anyway
		var accounts []data.AccountID
		for _, d := range days {
			if _, err := time.Parse(data.DayLayout, d.Day); err != nil {
				return fmt.Errorf("account %d: %w", d.Account, err)
			}
			if _, err := save.Exec(d.Account, d.Day, number(d.Followers), number(d.Following), number(d.Posts),
				number(d.Reach), number(d.Views), number(d.Engagement), d.Read.UnixMilli()); err != nil {
				return err
			}
			accounts = append(accounts, d.Account)
		}
		slices.Sort(accounts)
		touch(e, data.Metrics, slices.Compact(accounts)...)
		return nil
	})
}

// AccountDays reads the daily rows of accounts from one day to another, both
// included, in order of account and day. A day that was never read has no row.
func (s *Store) AccountDays(ctx context.Context, accounts []data.AccountID, from, to string) ([]data.AccountDay, error) {
	in, args := marks(accounts)
	return list(ctx, s.core.read, scanAccountDay, `SELECT account_id, day, followers, following, posts, reach, views,
		engagement, read FROM account_days WHERE account_id IN (`+in+`) AND day BETWEEN ? AND ? ORDER BY account_id, day`,
		append(args, from, to)...)
}

// SaveSamples keeps readings within a day, each under its time of reading. They
// are in cache.db and may be lost; [Store.SaveAccountDays] keeps the day.
func (s *Store) SaveSamples(ctx context.Context, samples []data.AccountDay) error {
	err := s.cache.write(ctx, func(tx *sql.Tx) error {
		for _, d := range samples {
			if _, err := tx.Exec(`INSERT INTO samples
				(account_id, day, followers, following, posts, reach, views, engagement, read) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
				ON CONFLICT (account_id, read) DO UPDATE SET `+
				newerWins("samples", "followers", "following", "posts", "reach", "views", "engagement"),
				d.Account, d.Day, number(d.Followers), number(d.Following), number(d.Posts),
				number(d.Reach), number(d.Views), number(d.Engagement), d.Read.UnixMilli()); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("store: save samples: %w", err)
	}
	return nil
}

// Samples reads the readings of an account in [from, to), oldest first.
func (s *Store) Samples(ctx context.Context, account data.AccountID, from, to time.Time) ([]data.AccountDay, error) {
	var samples []data.AccountDay
	err := s.cache.read(ctx, func(db *sql.DB) (err error) {
		samples, err = list(ctx, db, scanAccountDay, `SELECT account_id, day, followers, following, posts, reach, views,
			engagement, read FROM samples WHERE account_id = ? AND read >= ? AND read < ? ORDER BY read`,
			account, from.UnixMilli(), to.UnixMilli())
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("store: samples of account %d: %w", account, err)
	}
	return samples, nil
}

func scanAccountDay(row scanner) (data.AccountDay, error) {
	var d data.AccountDay
	err := row.Scan(&d.Account, &d.Day, count{&d.Followers}, count{&d.Following}, count{&d.Posts},
		count{&d.Reach}, count{&d.Views}, count{&d.Engagement}, moment{&d.Read})
	return d, err
}
