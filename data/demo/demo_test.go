package demo_test

import (
	"context"
	"encoding/json"
	"log/slog"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"parvis/data"
	"parvis/data/demo"
	"parvis/data/store"
	"parvis/data/sync"
	"parvis/platforms"
	"parvis/platforms/httpx"
	"parvis/platforms/keychain"
	"parvis/platforms/oauth"
)

// steady is a clock that stands still.
type steady struct{}

func (steady) Now() time.Time      { return time.Date(2030, 3, 1, 8, 0, 0, 0, time.UTC) }
func (steady) Mono() time.Duration { return 0 }
func (steady) Wait(ctx context.Context, _ time.Duration) error {
	<-ctx.Done()
	return ctx.Err()
}

// opened is one demonstration and what it was opened with.
type opened struct {
	*demo.World
	params demo.Params
	client *httpx.Client
	keeper *oauth.Keeper
}

func open(t *testing.T) opened {
	t.Helper()
	dir, clock := t.TempDir(), demo.Clock(steady{})
	o := opened{client: httpx.New(httpx.Params{Clock: clock, Loopback: true, PerSecond: 10_000, Offline: func() bool { return true }})}
	o.keeper = oauth.NewKeeper(keychain.Memory(), dir)
	o.params = demo.Params{
		Dir: dir, Clock: clock, Log: slog.New(slog.DiscardHandler), Networks: platforms.All(o.client, func() oauth.Page { return oauth.Page{} }), Secrets: o.keeper,
	}
	var err error
	if o.World, err = demo.Open(t.Context(), o.params); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := o.Close(); err != nil {
			t.Error(err)
		}
		o.client.Close()
	})
	return o
}

// rows is all that a world holds of its brands, for comparing.
type rows struct {
	Brand      data.Brand
	Accounts   []data.Account
	Posts      []data.Post
	Deliveries []data.Delivery
	Days       []data.AccountDay
	Counts     []data.PostCounts
	Messages   []data.Message
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

func readAll(t *testing.T, o opened) (all []rows) {
	t.Helper()
	ctx := t.Context()
	st, err := store.Open(ctx, store.Params{Dir: o.Dir(), Clock: o.params.Clock})
	if err != nil {
		t.Fatal(err)
	}
	defer st.Close()
	for _, b := range must(st.Brands(ctx)) {
		r := rows{Brand: b, Accounts: must(st.Accounts(ctx, b.ID))}
		var ids []data.AccountID
		for _, a := range r.Accounts {
			ids = append(ids, a.ID)
		}
		entries := must(st.List(ctx, data.ListQuery{Brand: b.ID}))
		entries = append(entries, must(st.List(ctx, data.ListQuery{Brand: b.ID, Undated: true}))...)
		for _, e := range entries {
			r.Posts = append(r.Posts, must(st.Post(ctx, e.Post)))
			r.Deliveries = append(r.Deliveries, must(st.Delivery(ctx, e.Delivery)))
		}
		r.Days = must(st.AccountDays(ctx, ids, "2025-01-01", "2027-01-01"))
		r.Counts = must(st.PostCounts(ctx, ids, time.Time{}, time.Time{}))
		r.Messages = must(st.Messages(ctx, b.ID, nil, 10_000))
		all = append(all, r)
	}
	return all
}

// plain drops what depends on the ports and on the keys of what is still to be
// sent, which are drawn anew each time.
func plain(t *testing.T, o opened, all []rows) string {
	t.Helper()
	for i := range all {
		for j := range all[i].Deliveries {
			for k := range all[i].Deliveries[j].Parts {
				part := &all[i].Deliveries[j].Parts[k]
				part.Key, part.Payload, part.Hash = "", nil, ""
			}
		}
	}
	text := string(must(json.MarshalIndent(all, "", " ")))
	for _, s := range o.Servers() {
		text = strings.ReplaceAll(text, strings.TrimPrefix(s.URL(), "http://"), string(s.Network())+".test")
	}
	return text
}

func TestTwoBuildsAreTheSame(t *testing.T) {
	one, two := open(t), open(t)
	if diff := cmp.Diff(strings.Split(plain(t, one, readAll(t, one)), "\n"), strings.Split(plain(t, two, readAll(t, two)), "\n")); diff != "" {
		t.Error(diff)
	}
}

func TestAYear(t *testing.T) {
	o := open(t)
	all := readAll(t, o)
	if len(all) != 2 || all[0].Brand.Name != "Maison Lenoir" {
		t.Fatalf("%d brands", len(all))
	}
	bakery := all[0]
	states, threads, pictures, noAlt := map[data.State]int{}, 0, 0, 0
	for _, d := range bakery.Deliveries {
		states[d.State]++
	}
	for _, p := range bakery.Posts {
		if len(p.Parts) > 1 {
			threads++
		}
		for _, m := range p.Media {
			pictures++
			if m.Alt == "" {
				noAlt++
			}
		}
	}
	for _, s := range []data.State{data.Draft, data.Scheduled, data.Sent, data.Refused, data.Missed, data.Unknown, data.Handed} {
		if states[s] == 0 {
			t.Errorf("nothing is %s", s)
		}
	}
	if states[data.Sent] < 150 || threads == 0 || pictures < 3 || noAlt == 0 {
		t.Errorf("%d sent, %d threads, %d pictures, %d without alternative text", states[data.Sent], threads, pictures, noAlt)
	}
	if len(bakery.Messages) < 40 {
		t.Errorf("%d messages", len(bakery.Messages))
	}
	for _, a := range bakery.Accounts {
		days := slices.DeleteFunc(slices.Clone(bakery.Days), func(d data.AccountDay) bool { return d.Account != a.ID })
		if len(days) != 364 || days[0].Day != "2025-11-21" || days[363].Day != "2026-11-21" {
			t.Errorf("%s has %d days", a.Handle, len(days))
		}
	}
}

// TestWhatIsSentIsOnline holds the receipts to what the networks say.
func TestWhatIsSentIsOnline(t *testing.T) {
	for _, r := range readAll(t, open(t)) {
		type name struct {
			account data.AccountID
			remote  string
		}
		online := map[name]data.PostCounts{}
		for _, c := range r.Counts {
			online[name{c.Account, c.Remote}] = c
		}
		for i, d := range r.Deliveries {
			if d.State != data.Sent {
				continue
			}
			if c, ok := online[name{d.Account, d.Remote.ID}]; !ok || !c.Posted.Equal(d.Due) {
				t.Errorf("%s is not online as %q", r.Posts[i].Headline(), d.Remote.ID)
			}
		}
	}
}

// TestEngagementAddsUp: the days of a year gained what the posts have.
func TestEngagementAddsUp(t *testing.T) {
	for _, r := range readAll(t, open(t)) {
		days, posts := map[data.AccountID]int64{}, map[data.AccountID]int64{}
		for _, d := range r.Days {
			days[d.Account] += d.Engagement.N
		}
		for _, c := range r.Counts {
			posts[c.Account] += c.Engagement().N
		}
		for id, n := range posts {
			if lost := n - days[id]; lost < 0 || lost > max(2, n/20) {
				t.Errorf("account %d: %d on posts, %d over the days", id, n, days[id])
			}
		}
	}
}

// TestSynchronisingFindsNothingNew: what was written is what the networks say.
func TestSynchronisingFindsNothingNew(t *testing.T) {
	o := open(t)
	before := plain(t, o, readAll(t, o))
	synchronise(t, o)
	if diff := cmp.Diff(before, plain(t, o, readAll(t, o))); diff != "" {
		t.Error(diff)
	}
}

func synchronise(t *testing.T, o opened) {
	t.Helper()
	st := must(store.Open(t.Context(), store.Params{Dir: o.Dir(), Clock: o.params.Clock}))
	defer st.Close()
	s := sync.New(sync.Params{
		Rows: st, Clock: o.params.Clock, Log: o.params.Log,
		Session: func(a data.Account) data.Session {
			i := slices.IndexFunc(o.params.Networks, func(n data.Network) bool { return n.Name() == a.Network })
			return o.params.Networks[i].Open(a, o.keeper.Keys(a.SecretName()))
		},
	})
	for _, a := range must(st.AllAccounts(t.Context())) {
		if err := s.Account(t.Context(), a); err != nil {
			t.Errorf("%s: %v", a.Handle, err)
		}
	}
}

// TestOnlyExampleHostsAreShown: no name of the demonstration can belong to
// anybody.
func TestOnlyExampleHostsAreShown(t *testing.T) {
	for _, r := range readAll(t, open(t)) {
		for _, a := range r.Accounts {
			if !strings.HasSuffix(a.Handle, ".example") {
				t.Errorf("account %s", a.Handle)
			}
		}
		for _, d := range r.Deliveries {
			if d.Remote.URL != "" && demo.CheckLink(d.Remote.URL) == nil {
				t.Errorf("%s can be opened", d.Remote.URL)
			}
		}
		for _, m := range r.Messages {
			if strings.ContainsAny(m.Author, "@") && !strings.HasSuffix(m.Author, ".example") {
				t.Errorf("author %s", m.Author)
			}
		}
	}
}

func TestTheClockStartsOnThatSaturday(t *testing.T) {
	paris := must(time.LoadLocation("Europe/Paris"))
	if got := demo.Clock(steady{}).Now().In(paris).Format("Mon 2006-01-02 15:04"); got != "Sat 2026-11-21 14:05" {
		t.Error(got)
	}
}

// TestNothingElseIsReplaced: whatever lies beside the demonstration stays.
func TestNothingElseIsReplaced(t *testing.T) {
	o := open(t)
	again := o.params
	if err := o.World.Close(); err != nil {
		t.Fatal(err)
	}
	beside := o.params.Dir + "/core.db"
	if err := os.WriteFile(beside, []byte("somebody's own"), 0o600); err != nil {
		t.Fatal(err)
	}
	w, err := demo.Open(t.Context(), again)
	if err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if got := must(os.ReadFile(beside)); string(got) != "somebody's own" {
		t.Errorf("core.db beside became %q", got)
	}
}
