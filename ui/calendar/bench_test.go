package calendar

import (
	"database/sql"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"parvis/data/store"
)

// BenchmarkSwitch is P1: going on to the next month and back, from the key to
// the picture, with the store below and so many posts in each of both months.
// It is judged by .ci/speed, as a ratio.
func BenchmarkSwitch(b *testing.B) {
	for _, posts := range []int{1000, 10000} {
		b.Run(fmt.Sprint(posts), func(b *testing.B) {
			tr := tryOut(b, &desk{accounts: threeAccounts(), figures: fourFigures(), agenda: fullStore(b, posts).Agenda}, 1232, 900)
			tr.screen.selectDay("2026-12-15")
			to := func(step int) {
				tr.screen.step(step)
				tr.until("the month is read", func() bool { return tr.screen.m.loaded })
				if tr.screen.m.days[15].Total < posts/40 {
					b.Fatalf("%d posts on a day", tr.screen.m.days[15].Total)
				}
			}
			for b.Loop() {
				to(1)
				to(-1)
			}
		})
	}
}

// fullStore keeps so many posts in December 2026 and as many in January, spread
// evenly over the days and the accounts.
func fullStore(b *testing.B, posts int) *store.Store {
	b.Helper()
	must := func(err error) {
		b.Helper()
		if err != nil {
			b.Fatal(err)
		}
	}
	dir := b.TempDir()
	s, err := store.Open(b.Context(), store.Params{Dir: dir, Clock: noon()})
	must(err)
	b.Cleanup(func() { must(s.Close()) })
	brand := bakery()
	brand.ID = 0
	must(s.SaveBrand(b.Context(), &brand))
	for _, a := range threeAccounts() {
		a.ID = 0
		must(s.SaveAccount(b.Context(), &a))
	}
	// Rows are made by SQL: saving them one by one would take minutes.
	core, err := sql.Open("sqlite", filepath.Join(dir, "core.db")+"?_pragma=busy_timeout(10000)")
	must(err)
	_, err = core.Exec(`
		WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 2 * ?1 - 1)
		INSERT INTO posts (id, brand_id, content, revision, created, updated) SELECT i + 1, 1, '{"parts":["pain"]}', 1, 0, 0 FROM n;
		INSERT INTO deliveries (post_id, account_id, brand_id, network, headline, post_revision, revision, state, due)
		SELECT id, 1 + id % 3, 1, 'bluesky', 'Galette des rois n° ' || id || ', tout juste sortie du four', 1, 1, 'sent',
			?2 + (id - 1) * 62 * 86400000 / (2 * ?1) FROM posts`,
		posts, time.Date(2026, 12, 1, 0, 0, 0, 0, time.UTC).UnixMilli())
	must(err)
	must(core.Close())
	return s
}
