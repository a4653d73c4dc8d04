package sync

import (
	"context"
	"errors"
	"log/slog"
	"testing"
	"time"

	"parvis/data"
	"parvis/data/store"
)

var noon = time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)

// still is a clock that stands until a test moves it.
type still struct{ now time.Time }

func (s *still) Now() time.Time                                  { return s.now }
func (s *still) Mono() time.Duration                             { return s.now.Sub(noon) }
func (s *still) Wait(ctx context.Context, _ time.Duration) error { <-ctx.Done(); return ctx.Err() }

// answers is a network that answers what a test says.
type answers struct {
	profile data.Profile
	posts   []data.PostCounts
	pages   map[string][]data.Message // by cursor
	next    map[string]string
	bad     []error
	err     error
	pageErr error
	asked   int
}

func (a *answers) Profile(context.Context) (data.Profile, error) {
	a.asked++
	return a.profile, a.err
}

func (a *answers) OwnPosts(context.Context, time.Time, int) ([]data.PostCounts, error) {
	return append([]data.PostCounts(nil), a.posts...), nil
}

func (a *answers) Messages(_ context.Context, cursor string) ([]data.Message, string, []error, error) {
	return a.pages[cursor], a.next[cursor], a.bad, a.pageErr
}

type bench struct {
	*Sync
	t       *testing.T
	clock   *still
	store   *store.Store
	net     *answers
	account data.Account
	lost    []data.AccountID
}

func newBench(t *testing.T) *bench {
	t.Helper()
	b := &bench{t: t, clock: &still{noon}, net: &answers{}}
	var err error
	b.store, err = store.Open(t.Context(), store.Params{Dir: t.TempDir(), Clock: b.clock})
	b.must(err)
	t.Cleanup(func() { b.must(b.store.Close()) })
	brand := data.Brand{Name: "Maison Lenoir", Zone: "Europe/Paris"}
	b.must(b.store.SaveBrand(t.Context(), &brand))
	b.account = data.Account{Brand: brand.ID, Network: "x", Remote: "1", State: data.AccountReady}
	b.account.Can.Messages = true
	b.must(b.store.SaveAccount(t.Context(), &b.account))
	b.Sync = New(Params{
		Rows: b.store, Session: func(data.Account) data.Session { return b.net }, Clock: b.clock,
		Log:      slog.New(slog.DiscardHandler),
		AuthLost: func(_ context.Context, id data.AccountID) { b.lost = append(b.lost, id) },
	})
	return b
}

func (b *bench) must(err error) {
	b.t.Helper()
	if err != nil {
		b.t.Fatal(err)
	}
}

func (b *bench) today() data.AccountDay {
	b.t.Helper()
	days, err := b.store.AccountDays(b.t.Context(), []data.AccountID{b.account.ID}, "2026-11-21", "2026-11-21")
	b.must(err)
	if len(days) != 1 {
		b.t.Fatalf("%d rows today", len(days))
	}
	return days[0]
}

func counts(remote string, likes int64) data.PostCounts {
	return data.PostCounts{Remote: remote, Posted: noon.Add(-time.Hour), Likes: data.Known(likes)}
}

// The day's engagement is what came between readings, over all of the day, and
// a like that is withdrawn takes nothing away.
func TestEngagementOfTheDayAddsUp(t *testing.T) {
	b := newBench(t)
	b.net.profile.Followers = data.Known(812)
	for _, step := range []struct {
		likes, want int64
	}{{3, 3}, {10, 10}, {8, 10}, {11, 13}} {
		b.net.posts = []data.PostCounts{counts("p", step.likes)}
		b.must(b.Account(t.Context(), b.account))
		if day := b.today(); day.Engagement != data.Known(step.want) || day.Followers != data.Known(812) {
			t.Fatalf("at %d likes the day has %+v", step.likes, day)
		}
	}
}

// What the network does not tell stays a gap.
func TestGapsStayGaps(t *testing.T) {
	b := newBench(t)
	b.net.posts = []data.PostCounts{{Remote: "p", Posted: noon}}
	b.must(b.Account(t.Context(), b.account))
	if day := b.today(); day.Engagement.Known || day.Followers.Known || day.Reach.Known {
		t.Fatalf("gaps were filled: %+v", day)
	}
}

// R46: the cursor moves over pages that were stored, and a broken item does not
// stop the others.
func TestMessagesPageByPage(t *testing.T) {
	b := newBench(t)
	message := func(id string) data.Message {
		return data.Message{Remote: id, Kind: data.Mention, Text: "Bonjour " + id, At: noon}
	}
	b.net.pages = map[string][]data.Message{"": {message("1")}, "a": {message("2")}}
	b.net.next = map[string]string{"": "a", "a": "a"}
	b.net.bad = []error{errors.New("item 3 has no text")}
	b.must(b.Account(t.Context(), b.account))
	got, err := b.store.Messages(t.Context(), b.account.Brand, nil, 10)
	b.must(err)
	if len(got) != 2 {
		t.Fatalf("%d messages", len(got))
	}
	cursor, err := b.store.Cursor(t.Context(), b.account.ID, stream)
	b.must(err)
	if cursor != "a" {
		t.Fatalf("cursor %q", cursor)
	}
}

// One part that fails leaves the others read, and the account not synced.
func TestOnePartFailing(t *testing.T) {
	b := newBench(t)
	b.net.profile.Followers = data.Known(5)
	b.net.pageErr = &data.Failure{Kind: data.Transient, Op: "x"}
	if err := b.Account(t.Context(), b.account); data.KindOf(err) != data.Transient {
		t.Fatalf("error %v", err)
	}
	if b.today().Followers != data.Known(5) {
		t.Fatal("the profile was not kept")
	}
	a, err := b.store.Account(t.Context(), b.account.ID)
	b.must(err)
	if !a.Synced.IsZero() {
		t.Fatal("counts as synced")
	}
}

// An account is read again after a quarter of an hour, after a failure sooner,
// and not before a limit ends.
func TestWhenAnAccountIsReadAgain(t *testing.T) {
	for _, c := range []struct {
		name        string
		err         error
		quiet, soon time.Duration // not read within quiet, read within soon
	}{
		{"well", nil, 14 * time.Minute, 17 * time.Minute},
		{"failed", &data.Failure{Kind: data.Transient, Op: "x"}, time.Minute, 3 * time.Minute},
		{"limited", &data.Failure{Kind: data.RateLimited, Op: "x", Until: noon.Add(time.Hour)}, 59 * time.Minute, 61 * time.Minute},
	} {
		t.Run(c.name, func(t *testing.T) {
			b := newBench(t)
			b.net.err = c.err
			b.must(b.pass(t.Context()))
			for _, at := range []struct {
				after time.Duration
				want  int
			}{{c.quiet, 1}, {c.soon, 2}} {
				b.clock.now = noon.Add(at.after)
				b.must(b.pass(t.Context()))
				if b.net.asked != at.want {
					t.Fatalf("asked %d times after %s, want %d", b.net.asked, at.after, at.want)
				}
			}
		})
	}
}

func TestLostSignInIsToldAndNotAskedAgain(t *testing.T) {
	b := newBench(t)
	b.net.err = &data.Failure{Kind: data.Auth, Op: "x"}
	b.must(b.pass(t.Context()))
	if len(b.lost) != 1 {
		t.Fatalf("told %d times", len(b.lost))
	}
	b.must(b.store.SetAccountState(t.Context(), b.account.ID, data.AccountReconnect))
	b.Now()
	b.must(b.pass(t.Context()))
	if b.net.asked != 1 {
		t.Fatalf("asked %d times", b.net.asked)
	}
}

// R35: a keychain that is closed says nothing about the account.
func TestClosedKeychainIsNoLostSignIn(t *testing.T) {
	b := newBench(t)
	b.net.err = &data.Failure{Kind: data.Auth, Op: "x", Code: data.CodeKeychain, Err: data.ErrKeychainLocked}
	b.must(b.pass(t.Context()))
	if b.net.asked != 1 || len(b.lost) != 0 {
		t.Fatalf("asked %d times, told %d times", b.net.asked, len(b.lost))
	}
}

// R48: a panic in an adapter is a failure of that account.
func TestPanicIsAFailure(t *testing.T) {
	b := newBench(t)
	b.Session = func(data.Account) data.Session { return nil }
	if err := b.Account(t.Context(), b.account); data.AsFailure("", err).Code != data.CodePanic {
		t.Fatalf("error %v", err)
	}
}
