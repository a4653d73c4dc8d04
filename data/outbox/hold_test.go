package outbox

import (
	"context"
	"fmt"
	"testing"
	"time"

	"parvis/data"
)

// holding is a network that holds posts, as the test's wire does nothing else.
type holding struct {
	*wire
	held    map[string]time.Time
	became  map[string]data.Receipt
	cancels int
	offline bool
}

func (h *holding) Prepare(_ context.Context, o data.Outgoing) ([]byte, error) {
	if o.HoldTill.IsZero() {
		return []byte(o.Text), nil
	}
	return fmt.Appendf(nil, "%s@%s", o.Text, o.HoldTill.Format(time.TimeOnly)), nil
}

func (h *holding) Commit(ctx context.Context, key string, payload []byte) (data.Receipt, error) {
	if h.offline {
		return data.Receipt{}, &data.Failure{Kind: data.Transient, Op: "hold", Code: data.CodeOffline}
	}
	text, at, isHeld := cut(string(payload))
	if !isHeld {
		return h.wire.Commit(ctx, key, payload)
	}
	h.commits++
	if h.answer != nil {
		if err := h.answer(h.commits, text); err != nil {
			return data.Receipt{}, err
		}
	}
	id := "held-" + key
	h.held[id] = at
	return data.Receipt{ID: id}, nil
}

func cut(payload string) (text string, at time.Time, isHeld bool) {
	for i := range payload {
		if payload[i] == '@' {
			clock, _ := time.Parse(time.TimeOnly, payload[i+1:])
			return payload[:i], noon.Truncate(24 * time.Hour).Add(clock.Sub(clock.Truncate(24 * time.Hour))), true
		}
	}
	return payload, time.Time{}, false
}

func (h *holding) Held(_ context.Context, id string) (data.HeldPost, error) {
	if h.offline {
		return data.HeldPost{}, &data.Failure{Kind: data.Transient, Op: "hold", Code: data.CodeOffline}
	}
	if r, ok := h.became[id]; ok {
		return data.HeldPost{Receipt: r}, nil
	}
	if at, ok := h.held[id]; ok {
		return data.HeldPost{Waiting: true, At: at}, nil
	}
	return data.HeldPost{}, &data.Failure{Kind: data.NotFound, Op: "hold"}
}

func (h *holding) Move(context.Context, string, time.Time) error { return nil }

func (h *holding) Cancel(_ context.Context, id string) error {
	if h.offline {
		return &data.Failure{Kind: data.Transient, Op: "hold", Code: data.CodeOffline}
	}
	if _, ok := h.held[id]; !ok {
		return &data.Failure{Kind: data.NotFound, Op: "hold"}
	}
	delete(h.held, id)
	h.cancels++
	return nil
}

// publish makes public what the network holds, as it does at the hour.
func (h *holding) publish() {
	for id := range h.held {
		h.became[id] = data.Receipt{ID: "public-" + id}
		delete(h.held, id)
	}
}

func newHolding(t *testing.T) (*bench, *holding) {
	t.Helper()
	b := newBench(t)
	h := &holding{wire: b.wire, held: map[string]time.Time{}, became: map[string]data.Receipt{}}
	b.Session = func(data.Account) data.Session { return h }
	b.account.Can.Hold = data.HoldRule{Native: true, Min: 5 * time.Minute}
	b.must(b.store.SaveAccount(t.Context(), &b.account))
	return b, h
}

func TestHandedOverAndPublishedThere(t *testing.T) {
	b, h := newHolding(t)
	p := b.write(3*time.Hour, []data.Account{b.account}, "Samedi")
	b.step()
	if d := b.want(p, data.Handed, ""); len(h.held) != 1 || d.Held == "" {
		t.Fatalf("held: %v, %+v", h.held, d)
	}
	h.publish()
	b.clock.forward(3*time.Hour + 3*time.Minute)
	b.step()
	if d := b.want(p, data.Sent, ""); d.Remote.ID == "" {
		t.Fatalf("no receipt: %+v", d)
	}
	b.wantPublic()
}

// What falls due too soon to be held goes out from here, and a thread does too.
func TestWhatCannotBeHeldGoesOutFromHere(t *testing.T) {
	b, h := newHolding(t)
	soon := b.write(3*time.Minute, []data.Account{b.account}, "Bientôt")
	thread := b.write(time.Hour, []data.Account{b.account}, "un", "deux")
	b.step()
	if len(h.held) != 0 {
		t.Fatalf("held: %v", h.held)
	}
	b.clock.forward(3 * time.Minute)
	b.step()
	b.clock.forward(57 * time.Minute)
	b.step()
	b.want(soon, data.Sent, "")
	b.want(thread, data.Sent, "")
	b.wantPublic("Bientôt", "un", "deux")
}

// Offline, a change of what is held is noted and carried out later; until then
// it shows that the network holds the old version.
func TestHeldPostIsMoved(t *testing.T) {
	b, h := newHolding(t)
	p := b.write(3*time.Hour, []data.Account{b.account}, "Samedi")
	b.step()
	h.offline = true
	p.When.Instant = noon.Add(5 * time.Hour)
	p.When.Wall = p.When.Instant.Format(data.WallLayout)
	b.must(b.store.SavePost(t.Context(), &p))
	b.must(b.Schedule(t.Context(), p.ID))
	b.step()
	b.want(p, data.Handed, data.BackReplace)
	entries, err := b.store.List(t.Context(), data.ListQuery{Brand: b.brand.ID})
	b.must(err)
	if !entries[0].Stale || !entries[0].Due.Equal(p.When.Instant) {
		t.Fatalf("the calendar shows %+v", entries[0])
	}
	h.offline = false
	b.clock.forward(time.Minute)
	b.step()
	b.want(p, data.Handed, "")
	if h.cancels != 1 || len(h.held) != 1 {
		t.Fatalf("%d cancels, held %v", h.cancels, h.held)
	}
	for _, at := range h.held {
		if !at.Equal(p.When.Instant) {
			t.Fatalf("held till %s", at)
		}
	}
}

func TestHeldPostIsTakenBack(t *testing.T) {
	for _, c := range []struct {
		name string
		do   func(b *bench, p data.Post) error
		want data.State
	}{
		{"deleted", func(b *bench, p data.Post) error { return b.store.DeletePost(b.t.Context(), p.ID) }, data.Cancelled},
		{"a draft again", func(b *bench, p data.Post) error { return b.Unschedule(b.t.Context(), p.ID) }, data.Draft},
	} {
		t.Run(c.name, func(t *testing.T) {
			b, h := newHolding(t)
			p := b.write(3*time.Hour, []data.Account{b.account}, "Samedi")
			b.step()
			b.must(c.do(b, p))
			b.step()
			b.want(p, c.want, "")
			if len(h.held) != 0 {
				t.Fatalf("the network still holds %v", h.held)
			}
			b.clock.forward(4 * time.Hour)
			b.step()
			b.wantPublic()
		})
	}
}

// Taken back too late: what the network published is said to be published.
func TestTakenBackTooLate(t *testing.T) {
	b, h := newHolding(t)
	p := b.write(3*time.Hour, []data.Account{b.account}, "Samedi")
	b.step()
	h.publish()
	b.must(b.store.DeletePost(t.Context(), p.ID))
	b.step()
	b.want(p, data.Sent, "")
}

// A lost answer to a hand-over is settled at once, not at the post's hour.
func TestLostHandOver(t *testing.T) {
	b, h := newHolding(t)
	h.answer = func(n int, _ string) error {
		if n == 1 {
			return errLost
		}
		return nil
	}
	p := b.write(3*time.Hour, []data.Account{b.account}, "Samedi")
	b.step()
	b.want(p, data.Verifying, "")
	b.clock.forward(time.Minute)
	b.step()
	b.want(p, data.Handed, "")
	if len(h.held) != 1 {
		t.Fatalf("held: %v", h.held)
	}
}

// A deletion that is undone before the network heard of it changes nothing
// there; undone after, it leaves a draft.
func TestUndoneDeletionOfAHeldPost(t *testing.T) {
	b, h := newHolding(t)
	p := b.write(3*time.Hour, []data.Account{b.account}, "Samedi")
	b.step()
	b.must(b.store.DeletePost(t.Context(), p.ID))
	b.must(b.store.RestorePost(t.Context(), p.ID))
	b.step()
	b.want(p, data.Handed, "")
	if len(h.held) != 1 {
		t.Fatalf("held: %v", h.held)
	}
	b.must(b.store.DeletePost(t.Context(), p.ID))
	b.step()
	b.must(b.store.RestorePost(t.Context(), p.ID))
	b.want(p, data.Draft, "")
}

func TestGoneFromTheNetwork(t *testing.T) {
	b, h := newHolding(t)
	p := b.write(3*time.Hour, []data.Account{b.account}, "Samedi")
	b.step()
	clear(h.held)
	b.clock.forward(3*time.Hour + 3*time.Minute)
	b.step()
	b.want(p, data.Handed, "") // around the hour the network may just be at it
	b.clock.forward(10 * time.Minute)
	b.step()
	b.want(p, data.Missed, data.MissedGone)
	b.wantPublic()
}

// slowClaim is a ledger during whose claim time passes.
type slowClaim struct {
	Ledger
	clock *hands
	takes time.Duration
}

func (s *slowClaim) Claim(ctx context.Context, id data.DeliveryID, from, to data.State) (data.Job, error) {
	s.clock.forward(s.takes)
	return s.Ledger.Claim(ctx, id, from, to)
}

// A post that can just no longer be handed over goes out at its hour, not now.
func TestNeverBeforeItsHour(t *testing.T) {
	b, _ := newHolding(t)
	b.Ledger = &slowClaim{Ledger: b.Ledger, clock: b.clock, takes: 2 * time.Second}
	p := b.write(6*time.Minute+time.Second, []data.Account{b.account}, "Samedi")
	b.step()
	b.want(p, data.Scheduled, "")
	b.wantPublic()
	b.clock.forward(6 * time.Minute)
	b.step()
	b.want(p, data.Sent, "")
	b.wantPublic("Samedi")
}

// A network that refuses to hold a post does not lose it.
func TestRefusedHoldGoesOutFromHere(t *testing.T) {
	b, h := newHolding(t)
	h.answer = func(n int, _ string) error {
		if n == 1 {
			return &data.Failure{Kind: data.Invalid, Op: "hold", Code: "schedule_full"}
		}
		return nil
	}
	p := b.write(time.Hour, []data.Account{b.account}, "Samedi")
	b.step()
	b.want(p, data.Scheduled, data.WaitComputer)
	b.clock.forward(time.Hour)
	b.step()
	b.want(p, data.Sent, "")
	b.wantPublic("Samedi")
}
