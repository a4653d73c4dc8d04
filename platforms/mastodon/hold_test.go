package mastodon

import (
	"testing"
	"time"

	"parvis/data"
)

func handed(t *testing.T, s *session, text string, at time.Time) (data.Outgoing, []byte, data.Receipt) {
	t.Helper()
	o := part(s, text)
	o.Stamp, o.HoldTill = at, at
	sent := prepared(t, s, o)
	r, err := s.Commit(t.Context(), o.Key, sent)
	if err != nil {
		t.Fatal(err)
	}
	return o, sent, r
}

func TestNamesOfHeldPosts(t *testing.T) {
	s, _, clock := signedInAt(t, nil)
	for _, bad := range []string{"", "1:2", "1:2:3:4", ":2:3", "1:../x:3", "seen:key"} {
		_, err := s.Held(t.Context(), bad)
		failsWith(t, err, data.Invalid, "")
		failsWith(t, s.Cancel(t.Context(), bad), data.Invalid, "")
		failsWith(t, s.Move(t.Context(), bad, clock.Now().Add(time.Hour)), data.Invalid, "")
	}
}

func TestMovedTooNear(t *testing.T) {
	s, _, clock := signedInAt(t, nil)
	at := clock.Now().Add(time.Hour)
	_, _, r := handed(t, s, "À la une", at)
	failsWith(t, s.Move(t.Context(), r.ID, clock.Now().Add(4*time.Minute)), data.Invalid, CodeTooSoon)
	if held, err := s.Held(t.Context(), r.ID); err != nil || !held.At.Equal(at) {
		t.Errorf("held %+v, %v", held, err)
	}
}

// Two posts of the same words, one of them held: each is known as what it is.
func TestHeldBesideTheSameWords(t *testing.T) {
	s, server, clock := signedInAt(t, nil)
	now := published(t, s, part(s, "Bonjour"))
	at := clock.Now().Add(time.Hour)
	_, sent, first := handed(t, s, "Bonjour", at)
	_, again, second := handed(t, s, "Bonjour", at.Add(time.Hour))
	if f := found(t, s, again); f.Verdict != data.OnHold || f.Receipt != second {
		t.Errorf("the second: %+v, want %+v", f, second)
	}
	if err := s.Cancel(t.Context(), first.ID); err != nil {
		t.Fatal(err)
	}
	_, err := s.Held(t.Context(), first.ID)
	failsWith(t, err, data.NotFound, "")
	// The second is newer than the first and has its words: a person must say.
	if f := found(t, s, sent); f.Verdict == data.Online {
		t.Errorf("the first, taken back: %+v", f)
	}
	clock.Wait(t.Context(), 3*time.Hour)
	held, err := s.Held(t.Context(), second.ID)
	if err != nil || held.Waiting || held.Receipt.Zero() || held.Receipt.ID == now.ID || len(server.Log().Published) != 2 {
		t.Errorf("held %+v, %v", held, err)
	}
}

// In the minute in which the network publishes, a post may be in neither list.
func TestFindWaitsWhileThePostChangesHands(t *testing.T) {
	s, _, clock := signedInAt(t, nil)
	at := clock.Now().Add(time.Hour)
	_, sent, r := handed(t, s, "À la une", at)
	if err := s.Cancel(t.Context(), r.ID); err != nil {
		t.Fatal(err)
	}
	clock.Wait(t.Context(), at.Sub(clock.Now()))
	if f := found(t, s, sent); f.Verdict != data.Unclear {
		t.Errorf("at its hour: %+v", f)
	}
	clock.Wait(t.Context(), 2*time.Minute)
	if f := found(t, s, sent); f.Verdict != data.Absent {
		t.Errorf("later: %+v", f)
	}
}

// A server whose clock is far ahead publishes at once what it was to hold.
func TestHandedOverAndPublicAtOnce(t *testing.T) {
	s, server, clock := signedInAt(t, nil)
	o := part(s, "À la une")
	o.HoldTill = clock.Now().Add(6 * time.Minute)
	sent := prepared(t, s, o)
	clock.Wait(t.Context(), 10*time.Minute) // between Prepare and Commit
	r, err := s.Commit(t.Context(), o.Key, sent)
	if err != nil {
		t.Fatal(err)
	}
	held, err := s.Held(t.Context(), r.ID)
	if err != nil || held.Waiting || held.Receipt.ID != server.Log().Published[0].ID {
		t.Errorf("held %+v, %v", held, err)
	}
	failsWith(t, s.Cancel(t.Context(), r.ID), data.NotFound, "")
}

func TestNetworkHoldsNoMore(t *testing.T) {
	s, _, clock := signedInAt(t, nil)
	at := clock.Now().Add(24 * time.Hour).Truncate(24 * time.Hour).Add(12 * time.Hour)
	for range 25 {
		handed(t, s, "Bonjour", at)
	}
	o := part(s, "Bonjour")
	o.HoldTill = at
	_, err := s.Commit(t.Context(), o.Key, prepared(t, s, o))
	failsWith(t, err, data.Invalid, CodeTooManyHeld)
}
