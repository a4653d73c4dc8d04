package conformance

import (
	"context"
	"testing"
	"time"

	"parvis/data"
)

// draft tests a network whose person finishes what Parvis delivers.
func (s Subject) draft(t *testing.T) {
	b := s.connected(t)
	if there := b.account.Can.Tap == data.TapThere; there != s.Draft {
		t.Fatalf("a person's tap %v, want %v", there, s.Draft)
	}
	if !s.Draft {
		return
	}
	o := b.outgoing("À finir sur le téléphone")
	payload := b.prepare(o)
	r, err := b.publisher().Commit(t.Context(), o.Key, payload)
	if err != nil {
		t.Fatal(err)
	}
	online := b.tapped(r)
	if online.ID == r.ID {
		t.Errorf("what became public still has the name of its draft, %s", r.ID)
	}
	found := b.look(o, payload)
	if want := s.seen(data.Online); want == data.OnHold && (found.Verdict != data.Online || found.Receipt != online) {
		t.Errorf("found %+v, want %+v", found, online)
	}
	b.fails(b.holder().Move(t.Context(), r.ID, b.clock.Now().Add(time.Hour)), data.Unsupported, data.NotFound)
	b.fails(b.holder().Cancel(t.Context(), r.ID), data.Unsupported, data.NotFound)
	_, err = b.holder().Held(t.Context(), "no-such-draft")
	b.fails(err, data.NotFound)
}

// tapped waits until the person publishes a draft, and returns what it became.
func (b *bench) tapped(draft data.Receipt) data.Receipt {
	b.t.Helper()
	held, err := b.holder().Held(b.t.Context(), draft.ID)
	b.note(err)
	if err != nil || !held.Waiting || !held.At.IsZero() {
		b.t.Fatalf("held %+v, %v, want it to wait for nobody knows how long", held, err)
	}
	b.clock.Wait(context.Background(), b.subject.Account.Taps+time.Minute)
	held, err = b.holder().Held(b.t.Context(), draft.ID)
	b.note(err)
	if err != nil || held.Waiting || held.Receipt.Zero() {
		b.t.Fatalf("held %+v, %v, want it public", held, err)
	}
	return held.Receipt
}
