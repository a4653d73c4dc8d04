package store

import (
	"fmt"
	"testing"
	"time"

	"parvis/data"
)

// BenchmarkAgenda is P1: a month of the calendar among 200,000 posts on 100
// accounts, three a day and the counts.
func BenchmarkAgenda(b *testing.B) {
	s, err := Open(b.Context(), params(b.TempDir()))
	check := func(err error) {
		if err != nil {
			b.Fatal(err)
		}
	}
	check(err)
	defer func() { check(s.Close()) }()
	brand := data.Brand{Name: "Maison"}
	check(s.SaveBrand(b.Context(), &brand))
	for i := range 100 {
		check(s.SaveAccount(b.Context(), &data.Account{Brand: brand.ID, Network: "bluesky", Remote: fmt.Sprint(i)}))
	}
	// Rows are made by SQL: saving 200,000 posts one by one would take minutes.
	_, err = s.core.write.Exec(`
		WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 200000)
		INSERT INTO posts (brand_id, content, revision, created, updated) SELECT 1, '{"parts":["pain"]}', 1, 0, 0 FROM n;
		INSERT INTO deliveries (post_id, account_id, brand_id, network, headline, post_revision, revision, state, due)
		SELECT id, 1 + id % 100, 1, 'bluesky', 'Une galette des rois, tout juste sortie du four, à la frangipane n° ' || id, 1, 1,
			iif(id % 7 = 0, 'draft', 'sent'), ?1 + (id * 7919 % 200000) * 15 * 60 * 1000 FROM posts`, noon.UnixMilli())
	check(err)
	query := data.AgendaQuery{Brand: brand.ID, PerDay: 3}
	for day := range 43 {
		query.Bounds = append(query.Bounds, noon.AddDate(1, 0, day))
	}
	for name, accounts := range map[string][]data.AccountID{"all accounts": nil, "one account": {5}} {
		b.Run(name, func(b *testing.B) {
			query.Accounts = accounts
			for b.Loop() {
				days, err := s.Agenda(b.Context(), query)
				check(err)
				if len(days) != 42 || days[20].Total == 0 {
					b.Fatalf("%+v", days[20])
				}
			}
		})
	}
}

// BenchmarkArmDuringIngest is P6: how long a durable write of the outbox takes
// while messages pour in, against the same while nothing else happens.
func BenchmarkArmDuringIngest(b *testing.B) {
	for _, ingesting := range []bool{false, true} {
		b.Run(fmt.Sprintf("ingesting=%t", ingesting), func(b *testing.B) {
			s, err := Open(b.Context(), params(b.TempDir()))
			check := func(err error) {
				if err != nil {
					b.Fatal(err)
				}
			}
			check(err)
			brand := data.Brand{Name: "Maison"}
			check(s.SaveBrand(b.Context(), &brand))
			account := data.Account{Brand: brand.ID, Network: "bluesky"}
			check(s.SaveAccount(b.Context(), &account))
			post := data.Post{Brand: brand.ID, Variants: []data.Variant{{Account: account.ID}}}
			check(s.SavePost(b.Context(), &post))
			stop, stopped := make(chan struct{}), make(chan error, 1)
			if ingesting {
				go func() { stopped <- ingest(b, s, account.ID, stop) }()
			} else {
				stopped <- nil
			}
			for b.Loop() {
				check(s.Arm(b.Context(), post.ID, post.Revision, []data.Armed{{Account: account.ID, Due: noon}}))
			}
			close(stop)
			check(<-stopped)
			check(s.Close())
		})
	}
}

// ingest saves messages until it is stopped.
func ingest(b *testing.B, s *Store, account data.AccountID, stop chan struct{}) error {
	for round := 0; ; round++ {
		select {
		case <-stop:
			return nil
		default:
		}
		page := make([]data.Message, messagePage)
		for i := range page {
			page[i] = data.Message{Account: account, Remote: fmt.Sprintf("%d/%d", round, i), At: noon.Add(time.Duration(i) * time.Second),
				Text: "Bonjour, avez-vous encore des galettes des rois pour dimanche ? Merci beaucoup et bonne journée à vous."}
		}
		if err := s.SaveMessages(b.Context(), page); err != nil {
			return err
		}
	}
}
