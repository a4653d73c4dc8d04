package store

import (
	"context"
	"fmt"
	"os"
	"slices"
	"testing"

	"parvis/data"
)

// What is measured here is judged by .ci/speed, as ratios.

func need(b *testing.B, err error) {
	b.Helper()
	if err != nil {
		b.Fatal(err)
	}
}

func openBench(b *testing.B) *Store {
	b.Helper()
	s, err := Open(b.Context(), params(b.TempDir()))
	need(b, err)
	b.Cleanup(func() { need(b, s.Close()) })
	return s
}

// bakery makes a brand and n accounts.
func bakery(b *testing.B, s *Store, n int) (data.BrandID, []data.AccountID) {
	b.Helper()
	brand := data.Brand{Name: "Maison"}
	need(b, s.SaveBrand(b.Context(), &brand))
	var accounts []data.AccountID
	for i := range n {
		a := data.Account{Brand: brand.ID, Network: "bluesky", Remote: fmt.Sprint(i)}
		need(b, s.SaveAccount(b.Context(), &a))
		accounts = append(accounts, a.ID)
	}
	return brand.ID, accounts
}

// BenchmarkAgenda is P1: a month of the calendar among 200,000 posts on 100
// accounts, three a day and the counts; by the store, and, where
// PARVIS_CSQLITE names the program of .ci/peers, by the same statements on the
// same file through C SQLite.
func BenchmarkAgenda(b *testing.B) {
	s := openBench(b)
	brand, accounts := bakery(b, s, 100)
	// Rows are made by SQL: saving 200,000 posts one by one would take minutes.
	_, err := s.core.write.Exec(`
		WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 200000)
		INSERT INTO posts (brand_id, content, revision, created, updated) SELECT ?1, '{"parts":["pain"]}', 1, 0, 0 FROM n;
		INSERT INTO deliveries (post_id, account_id, brand_id, network, headline, post_revision, revision, state, due)
		SELECT id, 1 + id % 100, ?1, 'bluesky', 'Une galette des rois, tout juste sortie du four, à la frangipane n° ' || id, 1, 1,
			iif(id % 7 = 0, 'draft', 'sent'), ?2 + (id * 7919 % 200000) * 15 * 60 * 1000 FROM posts`, brand, noon.UnixMilli())
	need(b, err)
	query := data.AgendaQuery{Brand: brand, PerDay: 3}
	for day := range 43 {
		query.Bounds = append(query.Bounds, noon.AddDate(1, 0, day))
	}
	for _, some := range []struct {
		name     string
		accounts []data.AccountID
	}{{"100accounts", nil}, {"20accounts", accounts[:20]}} {
		query.Accounts = some.accounts
		rows := 0
		b.Run(some.name+"/store", func(b *testing.B) {
			for b.Loop() {
				days, err := s.Agenda(b.Context(), query)
				need(b, err)
				rows = agendaRows(days)
			}
		})
		if peer := os.Getenv("PARVIS_CSQLITE"); peer != "" {
			asked := record(b, s.core, func() error {
				_, err := s.Agenda(b.Context(), query)
				return err
			})
			b.Run(some.name+"/c", func(b *testing.B) { replay(b, peer, s.core.path, asked, rows) })
		}
	}
}

// agendaRows is how many rows the store read for days: the entries, and a count
// for each day.
func agendaRows(days []data.Day) int {
	rows := len(days)
	for _, d := range days {
		rows += len(d.Entries)
	}
	return rows
}

// BenchmarkYear is P4: a year of the daily rows of 20 accounts, as the store
// keeps them and from a table with a row for each number.
func BenchmarkYear(b *testing.B) {
	s := openBench(b)
	_, accounts := bakery(b, s, 20)
	first := noon.AddDate(-1, 0, 1)
	var kept []data.AccountDay
	for i := range 365 * 20 {
		n := func(m int) data.Count { return data.Known(int64(i * m % 9973)) }
		kept = append(kept, data.AccountDay{
			Account: accounts[i/365], Day: first.AddDate(0, 0, i%365).Format(data.DayLayout), Read: noon,
			Followers: n(1), Following: n(2), Posts: n(3), Reach: n(5), Views: n(7), Engagement: n(11),
		})
	}
	need(b, s.SaveAccountDays(b.Context(), kept))
	makeTall(b, s)
	from, to := kept[0].Day, noon.Format(data.DayLayout)
	check := func(days []data.AccountDay, err error) {
		need(b, err)
		if !slices.Equal(days, kept) {
			b.Fatal("what was read is not what was kept")
		}
	}
	b.Run("wide", func(b *testing.B) {
		for b.Loop() {
			check(s.AccountDays(b.Context(), accounts, from, to))
		}
	})
	b.Run("tall", func(b *testing.B) {
		for b.Loop() {
			check(tallDays(b.Context(), s, accounts, from, to))
		}
	})
}

// makeTall copies the daily rows into a table with a row for each number, keyed
// as such tables are: the course of one metric lies together.
func makeTall(b *testing.B, s *Store) {
	b.Helper()
	_, err := s.core.write.Exec(`
		CREATE TABLE tall (account_id INTEGER NOT NULL, day TEXT NOT NULL, metric TEXT NOT NULL, value INTEGER,
			read INTEGER NOT NULL, PRIMARY KEY (account_id, metric, day)) STRICT, WITHOUT ROWID;
		INSERT INTO tall SELECT account_id, day, 'followers', followers, read FROM account_days;
		INSERT INTO tall SELECT account_id, day, 'following', following, read FROM account_days;
		INSERT INTO tall SELECT account_id, day, 'posts', posts, read FROM account_days;
		INSERT INTO tall SELECT account_id, day, 'reach', reach, read FROM account_days;
		INSERT INTO tall SELECT account_id, day, 'views', views, read FROM account_days;
		INSERT INTO tall SELECT account_id, day, 'engagement', engagement, read FROM account_days`)
	need(b, err)
}

// tallDays reads what [Store.AccountDays] reads, from the tall table.
func tallDays(ctx context.Context, s *Store, accounts []data.AccountID, from, to string) ([]data.AccountDay, error) {
	in, args := marks(accounts)
	var days []data.AccountDay
	_, err := list(ctx, s.core.read, func(row scanner) (struct{}, error) {
		var d data.AccountDay
		var metric string
		var value data.Count
		err := row.Scan(&d.Account, &d.Day, &metric, count{&value}, moment{&d.Read})
		last := len(days) - 1
		if last < 0 || days[last].Account != d.Account || days[last].Day != d.Day {
			days = append(days, d)
			last++
		}
		set(&days[last], metric, value)
		return struct{}{}, err
	}, `SELECT account_id, day, metric, value, read FROM tall
		WHERE account_id IN (`+in+`) AND day BETWEEN ? AND ? ORDER BY account_id, day`, append(args, from, to)...)
	return days, err
}

func set(d *data.AccountDay, metric string, value data.Count) {
	switch metric {
	case "followers":
		d.Followers = value
	case "following":
		d.Following = value
	case "posts":
		d.Posts = value
	case "reach":
		d.Reach = value
	case "views":
		d.Views = value
	case "engagement":
		d.Engagement = value
	}
}
