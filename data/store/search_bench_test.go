package store

import (
	"os"
	"testing"

	"parvis/data"
)

// BenchmarkSearch is P3: the newest fifty of 100,000 messages that have a word,
// and those that have several words and the beginning of one more; by the store
// and, where PARVIS_CSQLITE names the program of .ci/peers, by the same
// statements on the same file through C SQLite.
func BenchmarkSearch(b *testing.B) {
	s := openBench(b)
	brand, accounts := bakery(b, s, 1)
	// Rows are made by SQL: to save as many messages would take a minute.
	_, err := s.cache.db.write.Exec(`
		WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000)
		INSERT INTO messages (brand_id, account_id, remote, ref, kind, in_reply, author, name, text, url, at)
		SELECT ?1, ?2, i, '', 'comment', '', 'auteur' || (i % 3000), '',
			'Bonjour, avez-vous encore des ' || iif(i % 3, 'galettes', 'brioches') || ' pour ' || iif(i % 7, 'samedi', 'le thé') ||
			' ? Merci et à bientôt, client ' || (i * 7919 % 5000), '', i FROM n`, brand, accounts[0])
	need(b, err)
	const most = 50
	for name, asking := range map[string]struct {
		text string
		hits int
	}{"newest": {"galettes", most}, "several": {"brioches the client 49", most}} {
		b.Run(name+"/store", func(b *testing.B) {
			for b.Loop() {
				hits, err := s.Search(b.Context(), brand, asking.text, most)
				need(b, err)
				if len(hits) != asking.hits || hits[0].Noun != data.Messages {
					b.Fatalf("%d hits", len(hits))
				}
			}
		})
		if peer := os.Getenv("PARVIS_CSQLITE"); peer != "" {
			asked := record(b, s.cache.db, func() error {
				_, err := s.Search(b.Context(), brand, asking.text, most)
				return err
			})
			b.Run(name+"/c", func(b *testing.B) { replay(b, peer, s.cache.path, asked, asking.hits) })
		}
	}
}
