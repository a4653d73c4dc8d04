package store

import (
	"context"
	"slices"
	"time"

	"parvis/data"
)

const countColumns = `c.account_id, c.remote, c.posted, c.read, c.likes, c.replies, c.shares, c.quotes, c.views, c.reach, c.clicks, c.saves, c.text, c.url`

// SavePostCounts keeps the last counters of own posts, known by account and
// remote id. The later reading wins, and a gap never erases a number.
func (s *Store) SavePostCounts(ctx context.Context, counts []data.PostCounts) error {
	return s.write(ctx, "save post counts", func(_ context.Context, e *edit) error { return saveCounts(e, counts, 0) })
}

// saveCounts keeps counters that an import brought, or the network itself, whose
// import is 0: what it tells outlives the undoing of any import.
func saveCounts(e *edit, counts []data.PostCounts, from data.ImportID) error {
	save, err := e.Prepare(`INSERT INTO post_counts
		(account_id, remote, posted, read, likes, replies, shares, quotes, views, reach, clicks, saves, text, url, import_id)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (account_id, remote) DO UPDATE SET posted = excluded.posted, text = excluded.text, url = excluded.url,
			import_id = CASE WHEN excluded.import_id IS NULL THEN NULL ELSE post_counts.import_id END, ` +
		newerWins("post_counts", "likes", "replies", "shares", "quotes", "views", "reach", "clicks", "saves"))
	if err != nil {
		return err
	}
	defer func() { _ = save.Close() }() // the transaction ends it anyway
	var accounts []data.AccountID
	for _, c := range counts {
		if _, err := save.Exec(c.Account, c.Remote, c.Posted.UnixMilli(), c.Read.UnixMilli(), number(c.Likes),
			number(c.Replies), number(c.Shares), number(c.Quotes), number(c.Views), number(c.Reach),
			number(c.Clicks), number(c.Saves), c.Text, c.URL, optional(from)); err != nil {
			return err
		}
		accounts = append(accounts, c.Account)
	}
	slices.Sort(accounts)
	touch(e, data.Metrics, slices.Compact(accounts)...)
	return nil
}

// PostCounts reads the counters of own posts published in [from, to), newest
// first. A zero bound is open.
func (s *Store) PostCounts(ctx context.Context, accounts []data.AccountID, from, to time.Time) ([]data.PostCounts, error) {
	f := countFilter(accounts, from, to)
	return list(ctx, s.core.read, scanPostCounts,
		`SELECT `+countColumns+` FROM post_counts c WHERE `+f.where+` ORDER BY c.posted DESC, c.account_id, c.remote`, f.args...)
}

// TopPosts reads the own posts published in [from, to) with the most
// engagement, most first; of equals the newest. A post whose engagement is not
// known is not among them. A zero bound is open.
func (s *Store) TopPosts(ctx context.Context, accounts []data.AccountID, from, to time.Time, limit int) ([]data.PostCounts, error) {
	f := countFilter(accounts, from, to)
	f.add(`coalesce(c.likes, c.replies, c.shares, c.quotes) IS NOT NULL`)
	return list(ctx, s.core.read, scanPostCounts, `SELECT `+countColumns+` FROM post_counts c WHERE `+f.where+`
		ORDER BY ifnull(c.likes, 0) + ifnull(c.replies, 0) + ifnull(c.shares, 0) + ifnull(c.quotes, 0) DESC,
			c.posted DESC, c.account_id, c.remote LIMIT ?`, f.with(limit)...)
}

// CountsOf reads the counters of what became of a post, one per account that
// published it and told its counters, in the order the accounts were added.
func (s *Store) CountsOf(ctx context.Context, post data.PostID) ([]data.PostCounts, error) {
	return list(ctx, s.core.read, scanPostCounts, `SELECT `+countColumns+`
		FROM deliveries d JOIN post_counts c ON c.account_id = d.account_id AND c.remote = d.remote_id
		WHERE d.post_id = ? ORDER BY d.id`, post)
}

func countFilter(accounts []data.AccountID, from, to time.Time) filter {
	in, args := marks(accounts)
	f := filter{where: `c.account_id IN (` + in + `)`, args: args}
	if !from.IsZero() {
		f.add(`c.posted >= ?`, from.UnixMilli())
	}
	if !to.IsZero() {
		f.add(`c.posted < ?`, to.UnixMilli())
	}
	return f
}

func scanPostCounts(row scanner) (data.PostCounts, error) {
	var c data.PostCounts
	err := row.Scan(&c.Account, &c.Remote, moment{&c.Posted}, moment{&c.Read}, count{&c.Likes}, count{&c.Replies},
		count{&c.Shares}, count{&c.Quotes}, count{&c.Views}, count{&c.Reach}, count{&c.Clicks}, count{&c.Saves}, &c.Text, &c.URL)
	return c, err
}
