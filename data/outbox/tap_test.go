package outbox

import (
	"context"
	"errors"
	"testing"
	"time"

	"parvis/data"
)

// byHandBench has an account whose posts the person publishes.
func byHandBench(t *testing.T) *bench {
	t.Helper()
	b := newBench(t)
	b.account.Can = data.Capabilities{Tap: data.TapHere, Title: true}
	b.must(b.store.SaveAccount(t.Context(), &b.account))
	b.Session = func(data.Account) data.Session { return profileOnly{} }
	return b
}

type profileOnly struct{}

func (profileOnly) Profile(context.Context) (data.Profile, error) { return data.Profile{}, nil }

func TestByHandItWaitsForThePersonAtItsHour(t *testing.T) {
	b := byHandBench(t)
	p := b.write(time.Hour, []data.Account{b.account}, "Samedi", "et dimanche")
	b.step()
	d := b.want(p, data.Scheduled, "")
	if err := b.Done(t.Context(), d.ID, ""); !errors.Is(err, data.ErrChanged) {
		t.Fatalf("done before its hour: %v", err)
	}
	b.clock.forward(61 * time.Minute)
	b.step()
	d = b.want(p, data.Held, data.HoldTap)
	b.must(b.Done(t.Context(), d.ID, "https://forum.example/42"))
	d = b.want(p, data.Sent, "")
	if d.Remote.URL != "https://forum.example/42" || d.SentAt.IsZero() {
		t.Errorf("kept %+v", d)
	}
	if err := b.Done(t.Context(), d.ID, ""); !errors.Is(err, data.ErrChanged) {
		t.Errorf("done twice: %v", err)
	}
}

// A post that a person publishes is never missed: nothing goes out by itself
// that could come too late.
func TestByHandNothingIsMissed(t *testing.T) {
	b := byHandBench(t)
	var posts []data.Post
	for i := range 5 {
		posts = append(posts, b.write(time.Duration(i)*time.Hour, []data.Account{b.account}, "Texte"))
	}
	b.clock.forward(72 * time.Hour)
	b.step()
	for _, p := range posts {
		b.want(p, data.Held, data.HoldTap)
	}
}

// draftBench has an account that takes drafts, which the person finishes in the
// network's application.
func draftBench(t *testing.T) (*bench, *holding) {
	t.Helper()
	b, h := newHolding(t)
	b.account.Can.Hold, b.account.Can.Tap = data.HoldRule{}, data.TapThere
	b.must(b.store.SaveAccount(t.Context(), &b.account))
	return b, h
}

func TestADraftThereIsSentWhenThePersonFinishedIt(t *testing.T) {
	b, h := draftBench(t)
	p := b.write(time.Hour, []data.Account{b.account}, "Vidéo")
	b.step()
	b.want(p, data.Scheduled, "")
	b.clock.forward(time.Hour)
	b.step()
	d := b.want(p, data.Handed, data.BackTap)
	h.held[d.Held] = time.Time{} // it lies there
	b.clock.forward(20 * time.Minute)
	b.step()
	b.want(p, data.Handed, data.BackTap)
	h.publish()
	b.clock.forward(20 * time.Minute)
	b.step()
	if d = b.want(p, data.Sent, ""); d.Remote.ID == "" {
		t.Errorf("no receipt: %+v", d)
	}
	b.wantPublic("Vidéo")
}

func TestADraftThereCanBeDoneByWordAndIsNeverTakenBack(t *testing.T) {
	b, h := draftBench(t)
	p := b.write(0, []data.Account{b.account}, "Vidéo")
	b.step()
	d := b.want(p, data.Handed, data.BackTap)
	h.held[d.Held] = time.Time{}
	b.must(b.Schedule(t.Context(), p.ID))
	b.must(b.Unschedule(t.Context(), p.ID))
	b.step()
	d = b.want(p, data.Handed, data.BackTap)
	if h.cancels != 0 {
		t.Error("it was taken back")
	}
	b.must(b.Done(t.Context(), d.ID, ""))
	b.want(p, data.Sent, "")

	other := b.write(0, []data.Account{b.account}, "Autre")
	b.clock.forward(2 * time.Minute)
	b.step()
	d = b.want(other, data.Handed, data.BackTap)
	b.must(b.store.DeletePost(t.Context(), other.ID))
	b.clock.forward(time.Hour)
	b.step()
	b.want(other, data.Cancelled, data.BackTap)
	b.must(b.store.RestorePost(t.Context(), other.ID))
	b.want(other, data.Handed, data.BackTap)
}

// What may still be spent this month is asked for each part; a person's "send
// it all the same" goes beyond it.
func TestTheMonthsLimit(t *testing.T) {
	b := newBench(t)
	left := data.Micros(20_000)
	b.Cost = func(_ data.Post, _ data.Account, part int) data.Micros { return 15_000 }
	b.Left = func(ctx context.Context, a data.Account) (data.Micros, bool) {
		s, err := b.store.Spending(ctx, a.ID, b.clock.Now())
		b.must(err)
		return left - s.Sum(), true
	}
	first := b.write(0, []data.Account{b.account}, "un")
	second := b.write(time.Minute, []data.Account{b.account}, "deux")
	b.step()
	b.clock.forward(2 * time.Minute)
	b.step()
	b.want(first, data.Sent, "")
	d := b.want(second, data.Blocked, data.BlockBudget)
	b.must(b.Retry(t.Context(), d.ID))
	b.clock.forward(2 * time.Minute)
	b.step()
	b.want(second, data.Sent, "")
	s, err := b.store.Spending(t.Context(), b.account.ID, b.clock.Now())
	b.must(err)
	if s.Posts != 30_000 {
		t.Errorf("spent %d", s.Posts)
	}
}

// Where the network fetches what is attached, a public address is made first;
// without one the post stands still and says so.
func TestAPublicAddressForWhatIsAttached(t *testing.T) {
	b := newBench(t)
	b.account.Can.Media = data.MediaRule{Images: 1, ByURL: true}
	b.must(b.store.SaveAccount(t.Context(), &b.account))
	m := data.Media{Hash: "0f3a", MIME: "image/jpeg", Bytes: 4}
	b.Media = func(a data.Attachment, _ data.Crop, _ data.MediaRule) (func() (data.MediaFile, error), data.Attachment, error) {
		return data.InMemory([]byte("jpeg")), a, nil
	}
	var urls []string
	b.Session = func(data.Account) data.Session { return seeing{b.wire, &urls} }
	p := b.write(time.Minute, []data.Account{b.account}, "Photo")
	p.Media = []data.Attachment{{Media: m}}
	b.must(b.store.SavePost(t.Context(), &p))
	b.must(b.Schedule(t.Context(), p.ID))
	b.clock.forward(2 * time.Minute)
	b.step()
	d := b.want(p, data.Blocked, data.BlockHost)
	b.Host = func(_ context.Context, a data.Account, m data.OutgoingMedia) (string, error) {
		return "https://blog.example/" + string(m.Hash), nil
	}
	b.must(b.Retry(t.Context(), d.ID))
	b.step()
	b.want(p, data.Sent, "")
	if len(urls) != 1 || urls[0] != "https://blog.example/0f3a" {
		t.Errorf("addresses %q", urls)
	}
}

type seeing struct {
	*wire
	urls *[]string
}

func (s seeing) Prepare(ctx context.Context, o data.Outgoing) ([]byte, error) {
	for _, m := range o.Media {
		*s.urls = append(*s.urls, m.URL)
	}
	return s.wire.Prepare(ctx, o)
}

// Where looking tells nothing and the network knows a repeated request, the
// request is made again, for as long as the network promises to know it.
func TestARequestThatIsKnownIsMadeAgain(t *testing.T) {
	for _, c := range []struct {
		name    string
		wait    time.Duration
		commits int
		state   data.State
	}{
		{"while it is known", time.Minute, 2, data.Sent},
		{"no longer", 11 * time.Minute, 1, data.Unknown},
	} {
		t.Run(c.name, func(t *testing.T) {
			b := newBench(t)
			b.account.Can.Proof = data.ProofRule{Proof: data.ProofIdempotent, Life: 10 * time.Minute, Settle: 30 * time.Second}
			b.must(b.store.SaveAccount(t.Context(), &b.account))
			b.wire.look = func(string) (data.Finding, error) { return data.Finding{Verdict: data.Unclear}, nil }
			b.wire.answer = func(n int, _ string) error {
				if n == 1 {
					return errLost
				}
				return nil
			}
			p := b.write(0, []data.Account{b.account}, "Une fois")
			b.step()
			b.clock.forward(c.wait)
			for range DefaultRules().Looks + 1 {
				b.step()
				b.clock.forward(2 * time.Minute)
			}
			b.want(p, c.state, "")
			if b.wire.commits != c.commits {
				t.Errorf("%d commits, want %d", b.wire.commits, c.commits)
			}
		})
	}
}

// What a network takes from people only is settled by a person's word; what it
// refuses for another reason is not.
func TestWhatIsRefusedToProgramsIsDoneByHand(t *testing.T) {
	for _, c := range []struct {
		code string
		hand bool
	}{{data.CodeAudit, true}, {"", true}, {data.CodeTooLarge, false}} {
		b := newBench(t)
		b.wire.answer = func(int, string) error {
			return &data.Failure{Kind: data.Unsupported, Op: "commit", Code: c.code}
		}
		p := b.write(0, []data.Account{b.account}, "Vidéo")
		b.step()
		d := b.deliveries(p.ID)[0]
		if d.State != data.Refused {
			t.Fatalf("%q leaves it %s (%s)", c.code, d.State, d.Reason)
		}
		err := b.Done(t.Context(), d.ID, "https://reseau.example/1")
		if c.hand {
			b.must(err)
			b.want(p, data.Sent, "")
		} else if !errors.Is(err, data.ErrChanged) {
			t.Errorf("%q is done by hand: %v", c.code, err)
		}
	}
}

// A network that takes a post for a repetition of another one names that one.
// Two posts then never share what is online.
func TestTheReceiptOfAnotherPostIsNoReceipt(t *testing.T) {
	b := newBench(t)
	first := b.write(0, []data.Account{b.account}, "Une fois")
	b.step()
	d := b.want(first, data.Sent, "")
	b.Session = func(data.Account) data.Session { return repeating{b.wire, d.Remote} }
	second := b.write(5*time.Minute, []data.Account{b.account}, "Une fois")
	b.clock.forward(6 * time.Minute)
	b.step()
	b.want(second, data.Refused, data.CodeDuplicate)
}

type repeating struct {
	*wire
	shown data.Receipt
}

func (r repeating) Commit(context.Context, string, []byte) (data.Receipt, error) { return r.shown, nil }
