package sync

import (
	"context"
	"errors"
	"testing"
	"time"

	"parvis/data"
)

// describing is a network that also describes the account and counts by day.
type describing struct {
	answers
	account data.Account
	days    []data.AccountDay
	daysErr error
	times   int
}

func (d *describing) Describe(context.Context) (data.Account, error) {
	d.times++
	return d.account, nil
}

func (d *describing) Days(context.Context, string, string) ([]data.AccountDay, error) {
	return append([]data.AccountDay(nil), d.days...), d.daysErr
}

func (b *bench) describing() *describing {
	d := &describing{account: b.account}
	d.account.Can.Text.Max = 500
	d.account.Expires = noon.Add(40 * 24 * time.Hour)
	b.Session = func(data.Account) data.Session { return d }
	return d
}

func TestWhatChangesSlowlyIsReadOnceADay(t *testing.T) {
	b := newBench(t)
	d := b.describing()
	d.days = []data.AccountDay{
		{Day: "2026-11-20", Reach: data.Known(90), Engagement: data.Known(12)},
		{Day: "2026-11-21", Reach: data.Known(30), Engagement: data.Known(4)},
	}
	d.posts = []data.PostCounts{counts("p", 7)}
	for range 3 {
		b.must(b.Account(t.Context(), b.account))
	}
	if d.times != 1 {
		t.Errorf("described %d times on one day", d.times)
	}
	kept, err := b.store.Account(t.Context(), b.account.ID)
	b.must(err)
	if kept.Can.Text.Max != 500 || !kept.Expires.Equal(d.account.Expires) {
		t.Errorf("kept %+v", kept)
	}
	days, err := b.store.AccountDays(t.Context(), []data.AccountID{b.account.ID}, "2026-11-20", "2026-11-21")
	b.must(err)
	if len(days) != 2 || days[0].Engagement != data.Known(12) || days[0].Reach != data.Known(90) ||
		days[1].Reach != data.Known(30) || days[1].Engagement != data.Known(7) {
		t.Errorf("days %+v", days)
	}
	b.clock.now = noon.Add(24 * time.Hour)
	b.must(b.Account(t.Context(), b.account))
	if d.times != 2 {
		t.Errorf("described %d times on two days", d.times)
	}
}

// What failed is asked again at the next reading, not a day later.
func TestADayThatFailedIsReadAgain(t *testing.T) {
	b := newBench(t)
	d := b.describing()
	d.daysErr = &data.Failure{Kind: data.Transient, Op: "x: days"}
	if err := b.Account(t.Context(), b.account); !errors.Is(err, d.daysErr) {
		t.Fatalf("got %v", err)
	}
	d.daysErr = nil
	b.must(b.Account(t.Context(), b.account))
	b.must(b.Account(t.Context(), b.account))
	if d.times != 2 {
		t.Errorf("described %d times", d.times)
	}
}

// Where reading is paid for, own posts are read once a day, and what it cost is
// noted.
func TestReadingThatCostsIsRareAndNoted(t *testing.T) {
	b := newBench(t)
	b.account.Can.Price = data.Price{Currency: "USD", Read: 1_000}
	b.net.posts = []data.PostCounts{counts("p", 7), counts("q", 1)}
	b.net.pages = map[string][]data.Message{"": {{Remote: "m", Text: "Bonjour", At: noon}}}
	b.must(b.Account(t.Context(), b.account))
	b.net.pages = nil
	b.must(b.Account(t.Context(), b.account))
	spent, err := b.store.Spending(t.Context(), b.account.ID, noon)
	b.must(err)
	if spent.Reads != 3_000 || spent.Posts != 0 || spent.Month != "2026-11" {
		t.Errorf("spent %+v", spent)
	}
	next, err := b.store.Spending(t.Context(), b.account.ID, noon.Add(20*24*time.Hour))
	b.must(err)
	if next.Sum() != 0 {
		t.Errorf("next month %+v", next)
	}
}
