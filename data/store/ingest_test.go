package store

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"time"

	"parvis/data"
)

// betweenIntents lets the writer of messages have its turn, as a network does
// that is spoken with in between.
const betweenIntents = 10 * time.Millisecond

// BenchmarkIntent is P6: how long the durable note takes that stands before
// every request to a network; while nothing else happens, while messages pour
// in, and while they pour into the same file. It is judged by p95, which wants
// a hundred intents or more.
func BenchmarkIntent(b *testing.B) {
	for _, load := range []string{"idle", "ingest", "one_file"} {
		b.Run(load, func(b *testing.B) {
			s := openBench(b)
			_, accounts := bakery(b, s, 1)
			ready := prepare(b, s, accounts[0], b.N)
			if load == "one_file" {
				joinFiles(b, s)
			}
			if load != "idle" {
				begun, stop, stopped := make(chan struct{}), make(chan struct{}), make(chan error, 1)
				go func() { stopped <- ingest(b.Context(), s, accounts[0], begun, stop) }()
				defer func() { close(stop); need(b, <-stopped) }()
				<-begun
			}
			b.ResetTimer()
			took := make([]time.Duration, b.N)
			for i, id := range ready {
				time.Sleep(betweenIntents)
				from := b.Elapsed()
				_, err := s.Begin(b.Context(), id, 0, []byte(`{"text":"pain"}`), "hash", noon)
				took[i] = b.Elapsed() - from
				need(b, err)
			}
			slices.Sort(took)
			b.ReportMetric(float64(took[b.N*95/100].Nanoseconds()), "p95-ns")
		})
	}
}

// prepare makes n deliveries that are about to be sent.
func prepare(b *testing.B, s *Store, account data.AccountID, n int) []data.DeliveryID {
	b.Helper()
	ids := make([]data.DeliveryID, n)
	for i := range ids {
		p := data.Post{Brand: 1, Parts: []string{"pain"}, Variants: []data.Variant{{Account: account}}}
		need(b, s.SavePost(b.Context(), &p))
		need(b, s.Arm(b.Context(), p.ID, p.Revision, []data.Armed{{Account: account, Due: noon, Parts: []data.DeliveryPart{{Key: "k", Stamp: noon}}}}))
		deliveries, err := s.Deliveries(b.Context(), p.ID)
		need(b, err)
		ids[i] = deliveries[0].ID
		_, err = s.Claim(b.Context(), ids[i], data.Scheduled, data.Preparing)
		need(b, err)
	}
	return ids
}

// joinFiles has the store keep in core.db what it keeps in cache.db.
func joinFiles(b *testing.B, s *Store) {
	b.Helper()
	steps, err := loadMigrations("cache")
	need(b, err)
	for _, step := range steps {
		_, err := s.core.write.Exec(step.sql)
		need(b, err)
	}
	need(b, s.cache.db.close())
	s.cache.db, err = openDatabase(b.Context(), s.core.path, durable)
	need(b, err)
}

// ingest saves messages until it is stopped; begun is closed after the first.
func ingest(ctx context.Context, s *Store, account data.AccountID, begun, stop chan struct{}) error {
	for round := 0; ; round++ {
		select {
		case <-stop:
			return nil
		default:
		}
		page := make([]data.Message, messagePage)
		for i := range page {
			page[i] = data.Message{
				Account: account, Remote: fmt.Sprintf("%d/%d", round, i), At: noon.Add(time.Duration(i) * time.Second),
				Text: "Bonjour, avez-vous encore des galettes des rois pour dimanche ? Merci beaucoup et bonne journée à vous.",
			}
		}
		if err := s.SaveMessages(ctx, page); err != nil {
			return err
		}
		if round == 0 {
			close(begun)
		}
	}
}
