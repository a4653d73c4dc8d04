package desk_test

import (
	"context"
	"log/slog"
	"testing"
	"time"

	"parvis/data"
	"parvis/data/desk"
	"parvis/data/store"
	"parvis/platforms/keychain"
	"parvis/platforms/oauth"
)

// still is a clock that stands.
type still struct{ at time.Time }

func (s still) Now() time.Time      { return s.at }
func (s still) Mono() time.Duration { return 0 }
func (s still) Wait(ctx context.Context, _ time.Duration) error {
	<-ctx.Done()
	return ctx.Err()
}

// priced is a desk at rest with an account that asks money. Its posts are a
// person's to publish, so that they can be scheduled without a network.
func priced(t *testing.T) (*desk.Desk, data.Brand, data.Account) {
	t.Helper()
	dir, clock := t.TempDir(), still{time.Date(2026, 11, 21, 9, 0, 0, 0, time.UTC)}
	st, err := store.Open(t.Context(), store.Params{Dir: dir, Clock: clock, Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	brand := data.Brand{Name: "Maison Lenoir", Zone: "Europe/Paris", Lang: "fr"}
	a := data.Account{
		Network: "x", Remote: "1", Handle: "@lenoir", State: data.AccountReady, Expires: clock.at.Add(6 * 24 * time.Hour),
		Can: data.Capabilities{
			Tap:   data.TapHere,
			Text:  data.TextRule{Max: 280, Unit: data.Weighted, URL: 23},
			Price: data.Price{Currency: "USD", Post: 15_000, Link: 200_000},
		},
	}
	err = st.SaveBrand(t.Context(), &brand)
	if a.Brand = brand.ID; err == nil {
		err = st.SaveAccount(t.Context(), &a)
	}
	if err == nil {
		err = st.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	d, err := desk.Open(t.Context(), desk.Params{
		Dir: dir, Clock: clock, Log: slog.New(slog.DiscardHandler), Secrets: oauth.NewKeeper(keychain.Memory(), dir), Restart: func() {},
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := d.Close(); err != nil {
			t.Error(err)
		}
	})
	return d, brand, a
}

func TestWhatAPostCosts(t *testing.T) {
	d, brand, a := priced(t)
	p := data.Post{
		Brand: brand.ID, Parts: []string{"Le menu : https://lenoir.example/menu"}, Variants: []data.Variant{{Account: a.ID}},
		When: data.Schedule{Wall: "2026-11-25T09:00", Zone: "Europe/Paris", Instant: time.Date(2026, 11, 25, 8, 0, 0, 0, time.UTC)},
	}
	costs, err := d.Cost(t.Context(), p) // it is not stored yet
	if err != nil || len(costs) != 1 || costs[0].Account != a.ID || costs[0].Cost != 200_000 {
		t.Fatalf("costs %+v, %v", costs, err)
	}
	less := costs[0].Cheaper
	if len(less) != 1 || less[0].What != data.SaveNoLink || less[0].Then != 15_000 || len(less[0].Links) != 1 || less[0].Links[0] != "https://lenoir.example/menu" {
		t.Errorf("cheaper: %+v", less)
	}
	for range 2 {
		p.ID = 0
		if err := d.SavePost(t.Context(), &p); err != nil {
			t.Fatal(err)
		}
		if err := d.Schedule(t.Context(), p.ID); err != nil {
			t.Fatal(err)
		}
	}
	for post, want := range map[data.PostID]data.Micros{0: 400_000, p.ID: 200_000} {
		if s, err := d.SpendingBeside(t.Context(), a.ID, post); err != nil || s.Planned != want {
			t.Errorf("beside post %d: %+v, %v", post, s, err)
		}
	}
	at := p.When.Instant
	for when, want := range map[time.Time]int{at: 1, at.Add(23 * time.Hour): 1, at.Add(25 * time.Hour): 0, at.Add(-time.Minute): 0} {
		if n, err := d.Beside(t.Context(), a.ID, p.ID, when); err != nil || n != want {
			t.Errorf("%d posts in the day before %v, want %d (%v)", n, when, want, err)
		}
	}
}

func TestTheStatusCountsWhatExpires(t *testing.T) {
	d, brand, _ := priced(t)
	s, err := d.Status(t.Context(), brand.ID)
	if err != nil || s.Expiring != 1 {
		t.Errorf("status %+v, %v", s, err)
	}
}
