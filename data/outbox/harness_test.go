package outbox

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"parvis/data"
	"parvis/data/store"
)

// noon is when the tests' world begins.
var noon = time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)

// hands is a clock that a test moves by hand.
type hands struct {
	mu  sync.Mutex
	now time.Time
}

func (h *hands) Now() time.Time {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.now
}

func (h *hands) Mono() time.Duration { return h.Now().Sub(noon) }

func (h *hands) Wait(ctx context.Context, _ time.Duration) error {
	<-ctx.Done()
	return ctx.Err()
}

func (h *hands) forward(d time.Duration) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.now = h.now.Add(d)
}

// wire is a network whose every answer a test decides. It remembers what became
// public, as the network itself would.
type wire struct {
	mu      sync.Mutex
	keys    int
	public  []string            // payloads, in order
	byKey   map[string][]string // key to payloads
	answer  func(n int, payload string) error
	commits int
	look    func(key string) (data.Finding, error)
	during  func() // runs while a commit is under way
}

func (w *wire) Profile(context.Context) (data.Profile, error) { return data.Profile{}, nil }

func (w *wire) NewKey(time.Time) string {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.keys++
	return fmt.Sprintf("key-%d", w.keys)
}

func (w *wire) Prepare(_ context.Context, o data.Outgoing) ([]byte, error) {
	return fmt.Appendf(nil, "%s after %d", o.Text, len(o.Previous)), nil
}

// lost makes a commit public and loses the answer.
var errLost = &data.Failure{Kind: data.Ambiguous, Op: "wire"}

func (w *wire) Commit(_ context.Context, key string, payload []byte) (data.Receipt, error) {
	if w.during != nil {
		w.during()
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	w.commits++
	var err error
	if w.answer != nil {
		err = w.answer(w.commits, string(payload))
	}
	if err == nil || errors.Is(err, errLost) {
		w.public = append(w.public, string(payload))
		w.byKey[key] = append(w.byKey[key], string(payload))
	}
	return data.Receipt{ID: "id-" + key}, err
}

func (w *wire) Find(_ context.Context, key string, _ []byte) (data.Finding, error) {
	if w.look != nil {
		return w.look(key)
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	if len(w.byKey[key]) > 0 {
		return data.Finding{Verdict: data.Online, Receipt: data.Receipt{ID: "id-" + key}}, nil
	}
	return data.Finding{Verdict: data.Absent}, nil
}

func (w *wire) sent() []string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return append([]string(nil), w.public...)
}

// bench is an outbox on a real store, a network in the test's hand and a clock.
type bench struct {
	*Outbox
	t       *testing.T
	clock   *hands
	store   *store.Store
	wire    *wire
	brand   data.Brand
	account data.Account
	dir     string
	rules   Rules
}

func newBench(t *testing.T) *bench {
	t.Helper()
	b := &bench{t: t, clock: &hands{now: noon}, dir: t.TempDir(), rules: DefaultRules()}
	b.wire = &wire{byKey: map[string][]string{}}
	b.open()
	b.brand = data.Brand{Name: "Maison Lenoir", Zone: "Europe/Paris", Lang: "fr"}
	b.must(b.store.SaveBrand(t.Context(), &b.brand))
	b.account = b.addAccount("lenoir.example")
	return b
}

func (b *bench) open() {
	b.t.Helper()
	log := slog.New(slog.NewTextHandler(&bytes.Buffer{}, nil))
	st, err := store.Open(b.t.Context(), store.Params{Dir: b.dir, Clock: b.clock, Log: log})
	b.must(err)
	b.t.Cleanup(func() { _ = st.Close() })
	journal, err := OpenJournal(filepath.Join(b.dir, "publish.jsonl"))
	b.must(err)
	b.t.Cleanup(func() { _ = journal.Close() })
	b.store = st
	b.Outbox = New(Params{
		Ledger: st, Posts: st, Journal: journal, Clock: b.clock, Log: log, Rules: func() Rules { return b.rules },
		Session: func(data.Account) data.Session { return b.wire },
		Media: func(a data.Attachment, _ data.Crop, _ data.MediaRule) (func() (data.MediaFile, error), data.Attachment, error) {
			open := func() (data.MediaFile, error) {
				f, _, err := st.OpenMedia(a.Hash)
				return f, err
			}
			f, err := open()
			if err != nil {
				return nil, a, err
			}
			return open, a, f.Close()
		},
		AuthLost: func(ctx context.Context, id data.AccountID) {
			a, err := st.Account(ctx, id)
			b.must(err)
			a.State = data.AccountReconnect
			b.must(st.SaveAccount(ctx, &a))
		},
	})
}

func (b *bench) must(err error) {
	b.t.Helper()
	if err != nil {
		b.t.Fatal(err)
	}
}

func (b *bench) addAccount(handle string) data.Account {
	b.t.Helper()
	a := data.Account{
		Brand: b.brand.ID, Network: "wire", Remote: handle, Handle: handle, State: data.AccountReady,
		Can: data.Capabilities{Thread: true, Proof: data.ProofRule{Proof: data.ProofLook, Settle: 30 * time.Second}},
	}
	b.must(b.store.SaveAccount(b.t.Context(), &a))
	return a
}

// write saves a post for the given accounts, scheduled after a while.
func (b *bench) write(after time.Duration, accounts []data.Account, parts ...string) data.Post {
	b.t.Helper()
	at := noon.Add(after)
	p := data.Post{
		Brand: b.brand.ID, Parts: parts, Lang: "fr",
		When: data.Schedule{Wall: at.Format(data.WallLayout), Zone: "UTC", Instant: at},
	}
	for _, a := range accounts {
		p.Variants = append(p.Variants, data.Variant{Account: a.ID})
	}
	b.must(b.store.SavePost(b.t.Context(), &p))
	b.must(b.Schedule(b.t.Context(), p.ID))
	return p
}

// step lets the outbox do everything that can be done at this moment.
func (b *bench) step() {
	b.t.Helper()
	for range 20 {
		b.must(b.pass(b.t.Context()))
		b.work.Wait()
		select {
		case <-b.nudge:
		default:
			return
		}
	}
}

// deliveries returns how the deliveries of a post stand.
func (b *bench) deliveries(p data.PostID) []data.Delivery {
	b.t.Helper()
	d, err := b.store.Deliveries(b.t.Context(), p)
	b.must(err)
	return d
}

func (b *bench) want(p data.Post, state data.State, reason string) data.Delivery {
	b.t.Helper()
	d := b.deliveries(p.ID)[0]
	if d.State != state || d.Reason != reason {
		b.t.Fatalf("post %d is %s(%s), want %s(%s)", p.ID, d.State, d.Reason, state, reason)
	}
	return d
}

func (b *bench) wantPublic(want ...string) {
	b.t.Helper()
	got := b.wire.sent()
	if len(got) != len(want) {
		b.t.Fatalf("public: %q, want %q", got, want)
	}
	for i := range want {
		if got[i] != want[i] {
			b.t.Fatalf("public: %q, want %q", got, want)
		}
	}
}
