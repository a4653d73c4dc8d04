package conformance

import (
	"testing"
	"time"

	"parvis/data"
	"parvis/platforms/rehearsal"
)

func (s Subject) publishingFaults(t *testing.T) {
	for _, c := range []struct {
		name   string
		faults rehearsal.Faults
		kinds  []data.Kind
	}{
		{"too many requests", rehearsal.Faults{RateLimit: 1, RetryAfter: 90}, []data.Kind{data.RateLimited}},
		{"refused", rehearsal.Faults{Refuse: 1}, []data.Kind{data.Invalid}},
		{"5xx before", rehearsal.Faults{FailBefore: 1}, []data.Kind{data.Ambiguous, data.Transient}},
	} {
		t.Run(c.name, func(t *testing.T) {
			b := s.connected(t)
			o := b.outgoing("Rien ne sort")
			payload := b.prepare(o)
			b.server.SetFaults(c.faults)
			_, err := b.publisher().Commit(t.Context(), o.Key, payload)
			f := b.fails(err, c.kinds...)
			if f.Kind == data.RateLimited && !f.Until.Equal(b.clock.Now().Add(90*time.Second)) {
				t.Errorf("until %v, want 90 s from now", f.Until)
			}
			if f.Raw == "" {
				t.Error("nothing to show behind details")
			}
			b.server.SetFaults(rehearsal.Faults{})
			if found := b.look(o, payload); found.Verdict != s.seen(data.Absent) {
				t.Errorf("found %+v", found)
			}
			if n := len(b.published()); n != 0 {
				t.Errorf("%d posts are public", n)
			}
		})
	}
}

func (s Subject) lostAnswers(t *testing.T) {
	for _, c := range []struct {
		name   string
		faults rehearsal.Faults
	}{
		{"connection cut", rehearsal.Faults{LostAnswer: 1}},
		{"5xx after success", rehearsal.Faults{FailAfter: 1}},
	} {
		t.Run(c.name, func(t *testing.T) {
			b := s.connected(t)
			o := b.outgoing("La réponse se perd")
			payload := b.prepare(o)
			b.server.SetFaults(c.faults)
			_, err := b.publisher().Commit(t.Context(), o.Key, payload)
			b.fails(err, data.Ambiguous)
			b.server.SetFaults(rehearsal.Faults{})
			found := b.look(o, payload)
			seen := b.published()
			if len(seen) != 1 || found.Verdict != s.seen(data.Online) || !s.Blind && found.Receipt.ID != seen[0].ID {
				t.Errorf("found %+v, the network saw %+v", found, seen)
			}
			s.again(b, o, payload)
		})
	}
}

// seen is what a look says where there is something to be seen.
func (s Subject) seen(v data.Verdict) data.Verdict {
	switch {
	case s.Blind:
		return data.Unclear
	case s.Draft && v == data.Online:
		return data.OnHold
	}
	return v
}

// again sends a request whose answer was lost once more, where the network
// promises to know it.
func (s Subject) again(b *bench, o data.Outgoing, payload []byte) {
	b.t.Helper()
	if p := b.account.Can.Proof.Proof; p != data.ProofKey && p != data.ProofIdempotent {
		return
	}
	r, err := b.publisher().Commit(b.t.Context(), o.Key, payload)
	if seen := b.published(); err != nil || len(seen) != 1 || r.ID != seen[0].ID {
		b.t.Errorf("sent again: %+v, %v; the network saw %+v", r, err, seen)
	}
}

func (s Subject) expired(t *testing.T) {
	if s.LongLived {
		return // there is nothing to renew
	}
	b := s.connected(t)
	o := b.outgoing("Après la nuit")
	payload := b.prepare(o)
	b.server.SetFaults(rehearsal.Faults{Expire: rehearsal.ExpireOnce})
	if _, err := b.publisher().Commit(t.Context(), o.Key, payload); err != nil {
		t.Fatal(err)
	}
	if n := b.keys.Renewals(); n != 1 {
		t.Errorf("%d renewals, want 1", n)
	}
	if n := len(b.published()); n != 1 {
		t.Errorf("%d posts are public", n)
	}
	if _, err := b.session.Profile(t.Context()); err != nil || b.keys.Renewals() != 1 {
		t.Errorf("the new secret: %v, %d renewals", err, b.keys.Renewals())
	}

	b.server.SetFaults(rehearsal.Faults{Expire: rehearsal.ExpireAlways})
	_, err := b.session.Profile(t.Context())
	b.fails(err, data.Auth)
	if n := b.keys.Renewals(); n != 2 {
		t.Errorf("%d renewals, want one more", n)
	}
}

func (s Subject) revoked(t *testing.T) {
	b := s.connected(t)
	o := b.outgoing("Révoqué")
	payload := b.prepare(o)
	b.server.SetFaults(rehearsal.Faults{Expire: rehearsal.Revoke})
	_, err := b.publisher().Commit(t.Context(), o.Key, payload)
	b.fails(err, data.Auth)
	_, err = b.session.Profile(t.Context())
	b.fails(err, data.Auth)
	b.server.SetFaults(rehearsal.Faults{})
	if n := len(b.published()); n != 0 {
		t.Errorf("%d posts are public", n)
	}
	// Signing in again is all it takes.
	kept := b.keys
	c, err := b.connect(s.Account)
	if err != nil {
		t.Fatal(err)
	}
	b.use(c)
	b.keys.all = append(b.keys.all, kept.Seen()...)
	b.publish(o)
}

func (s Subject) locked(t *testing.T) {
	b := s.connected(t)
	o := b.outgoing("Trousseau fermé")
	payload := b.prepare(o)
	b.keys.Lock()
	_, err := b.publisher().Commit(t.Context(), o.Key, payload)
	if f := b.fails(err, data.Transient); f.Code != data.CodeKeychain {
		t.Errorf("code %q", f.Code)
	}
	if n := len(b.published()); n != 0 {
		t.Errorf("%d posts are public", n)
	}
}

func (s Subject) captive(t *testing.T) {
	b := s.connected(t)
	o := b.outgoing("À l’hôtel")
	payload := b.prepare(o)
	b.server.SetFaults(rehearsal.Faults{Captive: true})
	_, err := b.session.Profile(t.Context())
	if f := b.fails(err, data.Transient); !f.Offline() {
		t.Errorf("code %q is not offline", f.Code)
	}
	// Over plain http nobody can tell whether the portal passed it on.
	_, err = b.publisher().Commit(t.Context(), o.Key, payload)
	b.fails(err, data.Ambiguous, data.Transient)
	_, err = b.connect(s.Account)
	b.fails(err, data.Transient)
	b.server.SetFaults(rehearsal.Faults{})
	if found := b.look(o, payload); found.Verdict != s.seen(data.Absent) {
		t.Errorf("found %+v", found)
	}
}

// spoilt checks that no answer, however damaged, is taken for a good one or
// brings the program down (R46).
func (s Subject) spoilt(t *testing.T) {
	for _, how := range []rehearsal.Spoilt{
		rehearsal.SpoiltCut, rehearsal.SpoiltTypes, rehearsal.SpoiltNull, rehearsal.SpoiltHuge, rehearsal.SpoiltDeep,
	} {
		t.Run(string(how), func(t *testing.T) {
			b := s.connected(t)
			b.server.Seed(s.Account.Handle, rehearsal.Past{Posts: []rehearsal.PastPost{{Text: "Hier", At: Start().Add(-24 * time.Hour)}}})
			b.server.Say(s.Account.Handle, rehearsal.Remark{Author: "awa.example", Text: "Bonjour", At: Start()})
			o := b.outgoing("Réponse abîmée")
			payload := b.prepare(o)
			b.server.SetFaults(rehearsal.Faults{Spoil: how})

			r, err := b.publisher().Commit(t.Context(), o.Key, payload)
			// A network that looks first sends nothing after a spoilt look; one
			// that answers in a header has nothing to spoil.
			verdict, public := data.Online, 1
			if err == nil && r.ID == "" || err != nil && b.fails(err, data.Ambiguous, data.Transient).Kind == data.Transient {
				verdict, public = data.Absent, 0
			}
			if n := len(b.published()); n != public {
				t.Errorf("%d posts are public after %v", n, err)
			}
			_, err = b.session.Profile(t.Context())
			b.fails(err, data.Transient)
			found, err := b.publisher().Find(t.Context(), o.Key, payload)
			b.note(err)
			if err == nil && found.Verdict != data.Unclear {
				t.Errorf("found %+v in a spoilt answer", found)
			}
			_, err = b.connect(s.Account)
			b.fails(err, data.Transient, data.Invalid)
			s.spoiltReadings(b, how)

			b.server.SetFaults(rehearsal.Faults{})
			if found := b.look(o, payload); found.Verdict != s.seen(verdict) {
				t.Errorf("found %+v, want %s", found, verdict)
			}
		})
	}
}

func (s Subject) spoiltReadings(b *bench, how rehearsal.Spoilt) {
	if counter, ok := b.session.(data.Counter); ok {
		posts, err := counter.OwnPosts(b.t.Context(), time.Time{}, 100)
		b.note(err)
		// Single items may survive among damaged ones, where the list does.
		if how != rehearsal.SpoiltTypes && (err == nil || len(posts) > 0) {
			b.t.Errorf("%d posts and no failure", len(posts))
		}
	}
	if reader, ok := b.session.(data.Reader); ok && b.account.Can.Messages {
		_, next, bad, err := reader.Messages(b.t.Context(), "")
		b.note(err)
		if err == nil && len(bad) == 0 {
			b.t.Error("messages without a failure")
		}
		if err != nil && next != "" {
			b.t.Errorf("the cursor moved to %q over what was not read", next)
		}
	}
}
