package outbox

import (
	"context"
	"testing"
	"time"

	"parvis/data"
)

// R4, R2: an answer that is lost is neither a failure nor a success until it
// has been looked for.
func TestLostAnswerIsSettledByLooking(t *testing.T) {
	for _, c := range []struct {
		name   string
		online bool
	}{{"it went out", true}, {"it did not", false}} {
		t.Run(c.name, func(t *testing.T) {
			b := newBench(t)
			b.wire.answer = func(n int, _ string) error {
				if n == 1 && c.online {
					return errLost
				}
				if n == 1 {
					return &data.Failure{Kind: data.Ambiguous, Op: "wire", Code: "vanished"}
				}
				return nil
			}
			p := b.write(0, []data.Account{b.account}, "Une fois")
			b.step()
			b.want(p, data.Verifying, map[bool]string{true: "", false: "vanished"}[c.online])
			b.clock.forward(31 * time.Second)
			b.step()
			b.clock.forward(2 * time.Minute)
			b.step()
			b.want(p, data.Sent, "")
			b.wantPublic("Une fois after 0")
		})
	}
}

func TestUnclearLooksEndWithAPerson(t *testing.T) {
	b := newBench(t)
	b.wire.answer = func(int, string) error { return errLost }
	b.wire.look = func(string) (data.Finding, error) {
		return data.Finding{Verdict: data.Unclear, Evidence: "3 posts looked at"}, nil
	}
	p := b.write(0, []data.Account{b.account}, "Doute")
	for range DefaultRules().Looks + 1 {
		b.step()
		b.clock.forward(2 * time.Minute)
	}
	d := b.want(p, data.Unknown, "")
	if d.Detail != "3 posts looked at" {
		t.Fatalf("evidence %q", d.Detail)
	}
	b.must(b.Decide(t.Context(), d.ID, true))
	b.step()
	b.want(p, data.Sent, "")
	b.wantPublic("Doute after 0")
}

// Of two posts with the same words, the one whose answer was lost is not taken
// for the other.
func TestALostPostIsNotTakenForAnother(t *testing.T) {
	b := newBench(t)
	first := b.write(0, []data.Account{b.account}, "Bonjour")
	b.step()
	other := b.want(first, data.Sent, "").Remote
	b.wire.answer = func(int, string) error { return &data.Failure{Kind: data.Ambiguous, Op: "wire"} }
	b.wire.look = func(string) (data.Finding, error) {
		return data.Finding{Verdict: data.Online, Receipt: other}, nil
	}
	second := b.write(2*time.Minute, []data.Account{b.account}, "Bonjour")
	b.clock.forward(2 * time.Minute)
	for range DefaultRules().Looks + 1 {
		b.step()
		b.clock.forward(2 * time.Minute)
	}
	b.want(second, data.Unknown, "")
}

// R1: after a kill in mid-send nobody looks before the request can have ended.
func TestNoLookRightAfterACrash(t *testing.T) {
	b := newBench(t)
	p := b.write(0, []data.Account{b.account}, "Bonjour")
	id := b.deliveries(p.ID)[0].ID
	job, err := b.store.Claim(t.Context(), id, data.Scheduled, data.Preparing)
	b.must(err)
	_, err = b.store.Begin(t.Context(), id, 0, []byte("Bonjour"), "", noon)
	b.must(err)
	b.must(b.store.Close())
	b.open()
	b.must(b.recover(t.Context()))
	b.step()
	b.want(p, data.Verifying, "")
	b.clock.forward(job.Account.Can.Proof.Settle)
	b.step()
	b.step()
	b.want(p, data.Scheduled, data.WaitPace)
}

// R48: a panic in an adapter is a lost answer, and the application lives.
func TestPanicIsALostAnswer(t *testing.T) {
	b := newBench(t)
	first := true
	b.wire.during = func() {
		if first {
			first = false
			panic("adapter")
		}
	}
	p := b.write(0, []data.Account{b.account}, "Tout va bien")
	b.step()
	b.want(p, data.Verifying, data.CodePanic)
	b.clock.forward(2 * time.Minute)
	b.step()
	b.want(p, data.Sent, "")
	b.wantPublic("Tout va bien after 0")
}

// What could not be written down, on a full disk, is taken up without a restart.
func TestUnwrittenOutcomeIsLookedFor(t *testing.T) {
	b := newBench(t)
	full := &fullDisk{Ledger: b.Ledger, full: true}
	b.Ledger = full
	p := b.write(0, []data.Account{b.account}, "Une fois")
	b.step()
	b.want(p, data.Committing, "")
	full.full = false
	b.clock.forward(time.Minute)
	b.step()
	b.clock.forward(time.Minute)
	b.step()
	b.want(p, data.Sent, "")
	b.wantPublic("Une fois after 0")
}

// R26: a restored backup never sends again what the journal knows to have left.
func TestRestoredBackupAsksFirst(t *testing.T) {
	b := newBench(t)
	p := b.write(time.Hour, []data.Account{b.account}, "Déjà parti")
	d, err := b.store.Delivery(t.Context(), b.deliveries(p.ID)[0].ID)
	b.must(err)
	b.must(b.Journal.Write(Line{At: noon, Event: EventSent, Delivery: d.ID, Post: p.ID, Key: d.Parts[0].Key}))
	b.must(b.recover(t.Context()))
	b.want(p, data.Held, data.HoldRestore)
	b.wire.byKey[d.Parts[0].Key] = []string{"Déjà parti after 0"}
	b.must(b.LookAgain(t.Context(), d.ID))
	b.clock.forward(time.Hour)
	b.step()
	b.wantPublic()
}

// fullDisk writes no outcome while it is full.
type fullDisk struct {
	Ledger
	full bool
}

func (f *fullDisk) Finish(ctx context.Context, o data.Outcome) error {
	if f.full {
		return data.ErrDiskFull
	}
	return f.Ledger.Finish(ctx, o)
}
