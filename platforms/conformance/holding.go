package conformance

import (
	"context"
	"testing"
	"time"

	"parvis/data"
	"parvis/platforms/rehearsal"
)

// holding tests a network that keeps a post and publishes it by itself.
func (s Subject) holding(t *testing.T) {
	if b := s.connected(t); !b.account.Can.Hold.Native {
		return // the account says so itself, and this computer must be on
	}
	t.Run("read back", s.heldReadBack)
	t.Run("published there", s.heldPublished)
	t.Run("moved", s.heldMoved)
	t.Run("cancelled", s.heldCancelled)
	t.Run("lost answer", s.heldLostAnswer)
	t.Run("twice", s.heldTwice)
}

func (b *bench) holder() data.Holder { return b.session.(data.Holder) }

// toHold is a part that the network is to publish some hours from now.
func (b *bench) toHold(text string, hours int) data.Outgoing {
	o := b.outgoing(text)
	at := b.clock.Now().Add(b.account.Can.Hold.Min + time.Duration(hours)*time.Hour).Truncate(time.Second)
	o.Stamp, o.HoldTill = at, at
	o.Key = b.publisher().NewKey(o.Stamp)
	return o
}

// waits checks that the network holds a post until then and shows it to nobody.
func (b *bench) waits(id string, until time.Time) {
	b.t.Helper()
	held, err := b.holder().Held(b.t.Context(), id)
	b.note(err)
	if err != nil || !held.Waiting || !held.At.Equal(until) {
		b.t.Fatalf("held %+v, %v, want it to wait until %v", held, err, until)
	}
	if n := len(b.published()); n != 0 {
		b.t.Fatalf("%d posts are public", n)
	}
}

// pass lets the time come and a moment more, in which the network publishes.
func (b *bench) pass(until time.Time) {
	b.clock.Wait(context.Background(), until.Sub(b.clock.Now())+2*time.Minute)
}

// isPublic checks that the one post that was held is public now.
func (b *bench) isPublic(id string) data.Receipt {
	b.t.Helper()
	held, err := b.holder().Held(b.t.Context(), id)
	b.note(err)
	seen := b.published()
	if err != nil || held.Waiting || len(seen) != 1 || held.Receipt.ID != seen[0].ID {
		b.t.Fatalf("held %+v, %v; the network saw %+v", held, err, seen)
	}
	return held.Receipt
}

func (s Subject) heldReadBack(t *testing.T) {
	b := s.connected(t)
	o := b.toHold("À la une demain", 20)
	payload := b.prepare(o)
	if found := b.look(o, payload); found.Verdict != data.Absent {
		t.Errorf("before: %+v", found)
	}
	r, err := b.publisher().Commit(t.Context(), o.Key, payload)
	if err != nil || r.Zero() {
		t.Fatalf("handed over: %+v, %v", r, err)
	}
	b.waits(r.ID, o.HoldTill)
	if found := b.look(o, payload); found.Verdict != data.OnHold || found.Receipt.ID != r.ID {
		t.Errorf("after: %+v, receipt %+v", found, r)
	}
	counter, ok := b.session.(data.Counter)
	if !ok {
		return
	}
	posts, err := counter.OwnPosts(t.Context(), time.Time{}, 10)
	if err != nil || len(posts) != 0 {
		t.Errorf("own posts %+v, %v", posts, err)
	}
}

func (s Subject) heldPublished(t *testing.T) {
	b := s.connected(t)
	b.publish(b.outgoing("À demain")) // an older post is not taken for it
	older := b.published()[0]
	o := b.toHold("À la une demain", 20)
	o.Media = []data.OutgoingMedia{b.picture("un.png", "Le four")}
	pictures := 1
	if b.account.Can.Media.Images == 0 {
		pictures, o.Media = 0, b.outgoing("").Media
	}
	payload := b.prepare(o)
	r, err := b.publisher().Commit(t.Context(), o.Key, payload)
	if err != nil {
		t.Fatal(err)
	}
	b.pass(o.HoldTill)
	held, err := b.holder().Held(t.Context(), r.ID)
	if err != nil || held.Waiting || held.Receipt.Zero() || held.Receipt.ID == older.ID {
		t.Fatalf("held %+v, %v", held, err)
	}
	seen := b.published()
	if len(seen) != 2 || seen[1].ID != held.Receipt.ID || seen[1].Images != pictures {
		t.Fatalf("the network saw %+v", seen)
	}
	if found := b.look(o, payload); found.Verdict != data.Online || found.Receipt.ID != held.Receipt.ID {
		t.Errorf("found %+v", found)
	}
	b.fails(b.holder().Move(t.Context(), r.ID, b.clock.Now().Add(24*time.Hour)), data.NotFound)
	b.fails(b.holder().Cancel(t.Context(), r.ID), data.NotFound)
	if seen := b.published(); len(seen) != 2 || seen[1].Deleted {
		t.Errorf("moving or taking back what is public: %+v", seen)
	}
}

func (s Subject) heldMoved(t *testing.T) {
	b := s.connected(t)
	o := b.toHold("À la une", 2)
	r, err := b.publisher().Commit(t.Context(), o.Key, b.prepare(o))
	if err != nil {
		t.Fatal(err)
	}
	later := o.HoldTill.Add(3 * time.Hour)
	if err := b.holder().Move(t.Context(), r.ID, later); err != nil {
		t.Fatal(err)
	}
	b.waits(r.ID, later)
	b.pass(o.HoldTill)
	b.waits(r.ID, later)
	b.pass(later)
	b.isPublic(r.ID)
}

func (s Subject) heldCancelled(t *testing.T) {
	b := s.connected(t)
	o := b.toHold("Finalement non", 2)
	payload := b.prepare(o)
	r, err := b.publisher().Commit(t.Context(), o.Key, payload)
	if err != nil {
		t.Fatal(err)
	}
	if err := b.holder().Cancel(t.Context(), r.ID); err != nil {
		t.Fatal(err)
	}
	_, err = b.holder().Held(t.Context(), r.ID)
	b.fails(err, data.NotFound)
	b.fails(b.holder().Cancel(t.Context(), r.ID), data.NotFound)
	b.fails(b.holder().Move(t.Context(), r.ID, o.HoldTill.Add(time.Hour)), data.NotFound)
	if found := b.look(o, payload); found.Verdict != data.Absent {
		t.Errorf("found %+v", found)
	}
	b.pass(o.HoldTill)
	_, err = b.holder().Held(t.Context(), r.ID)
	b.fails(err, data.NotFound)
	if n := len(b.published()); n != 0 {
		t.Errorf("%d posts are public", n)
	}
}

// heldLostAnswer: the answer to the handing over is lost, and found again both
// while the network holds the post and once it is public.
func (s Subject) heldLostAnswer(t *testing.T) {
	b := s.connected(t)
	o := b.toHold("À la une", 2)
	payload := b.prepare(o)
	b.server.SetFaults(rehearsal.Faults{LostAnswer: 1})
	_, err := b.publisher().Commit(t.Context(), o.Key, payload)
	b.fails(err, data.Ambiguous)
	b.server.SetFaults(rehearsal.Faults{})
	found := b.look(o, payload)
	if found.Verdict != data.OnHold {
		t.Fatalf("found %+v", found)
	}
	b.waits(found.Receipt.ID, o.HoldTill)
	b.pass(o.HoldTill)
	r := b.isPublic(found.Receipt.ID)
	if found := b.look(o, payload); found.Verdict != data.Online || found.Receipt.ID != r.ID {
		t.Errorf("found %+v", found)
	}
}

// heldTwice: handed over again under the same key, as the outbox does where
// the network promises to know it.
func (s Subject) heldTwice(t *testing.T) {
	b := s.connected(t)
	if p := b.account.Can.Proof.Proof; p != data.ProofKey && p != data.ProofIdempotent {
		return // the outbox never commits twice without such a proof
	}
	o := b.toHold("À la une", 2)
	payload := b.prepare(o)
	first, err := b.publisher().Commit(t.Context(), o.Key, payload)
	if err != nil {
		t.Fatal(err)
	}
	second, err := b.publisher().Commit(t.Context(), o.Key, payload)
	if err != nil || second != first {
		t.Errorf("receipts %+v %+v, %v", first, second, err)
	}
	b.pass(o.HoldTill)
	b.isPublic(first.ID)
}
