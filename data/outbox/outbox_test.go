package outbox

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"parvis/data"
)

func TestDuePostGoesOutOnce(t *testing.T) {
	b := newBench(t)
	p := b.write(time.Hour, []data.Account{b.account}, "Les galettes")
	b.step()
	b.wantPublic()
	b.clock.forward(time.Hour)
	b.step()
	b.step()
	b.wantPublic("Les galettes after 0")
	d := b.want(p, data.Sent, "")
	if d.Remote.ID == "" || d.Late != 0 || d.SentAt.IsZero() {
		t.Fatalf("sent delivery: %+v", d)
	}
}

// R6: a thread that stops is taken up at the part that is missing.
func TestThreadResumesAtTheMissingPart(t *testing.T) {
	const parts = 10
	for stop := 1; stop <= parts; stop++ {
		t.Run(fmt.Sprint(stop), func(t *testing.T) {
			b := newBench(t)
			b.wire.answer = func(n int, _ string) error {
				if n == stop {
					return errLost
				}
				return nil
			}
			var texts, want []string
			for i := range parts {
				texts = append(texts, fmt.Sprintf("part %d", i+1))
				want = append(want, fmt.Sprintf("part %d after %d", i+1, i))
			}
			p := b.write(0, []data.Account{b.account}, texts...)
			b.step()
			b.clock.forward(31 * time.Second)
			b.step()
			b.want(p, data.Sent, "")
			b.wantPublic(want...)
		})
	}
}

// A thread whose post is edited half-way ends as it started.
func TestThreadEndsAsItStarted(t *testing.T) {
	b := newBench(t)
	b.wire.answer = func(n int, _ string) error {
		if n == 2 {
			return &data.Failure{Kind: data.Transient, Op: "wire"}
		}
		return nil
	}
	p := b.write(0, []data.Account{b.account}, "un", "deux", "trois")
	b.step()
	p.Parts = []string{"autre"}
	b.must(b.store.SavePost(t.Context(), &p))
	b.clock.forward(5 * time.Minute)
	b.step()
	b.want(p, data.Sent, "")
	b.wantPublic("un after 0", "deux after 1", "trois after 2")
}

// R7: one account that refuses keeps nobody else back.
func TestOneRefusalOfFive(t *testing.T) {
	b := newBench(t)
	accounts := []data.Account{b.account}
	for i := range 4 {
		accounts = append(accounts, b.addAccount(fmt.Sprintf("a%d.example", i)))
	}
	b.wire.answer = func(n int, _ string) error {
		if n == 1 {
			return &data.Failure{Kind: data.Invalid, Op: "wire", Code: data.CodeTooLarge}
		}
		return nil
	}
	p := b.write(0, accounts, "À tous")
	b.step()
	var sent int
	var refused data.Delivery
	for _, d := range b.deliveries(p.ID) {
		switch d.State {
		case data.Sent:
			sent++
		case data.Refused:
			refused = d
		}
	}
	if sent != 4 || refused.Reason != data.CodeTooLarge {
		t.Fatalf("%d sent, refused %+v", sent, refused)
	}
	b.clock.forward(2 * time.Minute)
	b.must(b.Retry(t.Context(), refused.ID))
	b.step()
	if n := len(b.wire.sent()); n != 5 {
		t.Fatalf("%d public after the retry of one, want 5", n)
	}
}

// R12: a picture that is gone is told when the post is scheduled; gone later, the
// post is blocked and never sent without it.
func TestMissingPicture(t *testing.T) {
	b := newBench(t)
	p := b.write(time.Hour, []data.Account{b.account}, "Photo")
	picture := []byte("picture")
	sum := sha256.Sum256(picture)
	m := data.Media{Hash: data.MediaHash(hex.EncodeToString(sum[:])), Name: "a.png", MIME: "image/png", Bytes: 7, Width: 1, Height: 1}
	p.Media = []data.Attachment{{Media: m}}
	b.must(b.store.SavePost(t.Context(), &p))
	if err := b.Schedule(t.Context(), p.ID); data.AsFailure("", err).Code != data.CodeMedia {
		t.Fatalf("scheduled without its picture: %v", err)
	}
	b.must(b.store.PutMedia(t.Context(), &m, bytes.NewReader(picture)))
	b.must(b.Schedule(t.Context(), p.ID))
	b.must(os.RemoveAll(filepath.Join(b.dir, "media")))
	b.clock.forward(time.Hour)
	b.step()
	b.want(p, data.Blocked, data.BlockMedia)
	b.wantPublic()
}

// R10: without a connection a post waits, and goes out within a minute of its
// return.
func TestWaitsForAConnection(t *testing.T) {
	b := newBench(t)
	offline := true
	b.wire.answer = func(int, string) error {
		if offline {
			return &data.Failure{Kind: data.Transient, Op: "wire", Code: data.CodeOffline}
		}
		return nil
	}
	p := b.write(0, []data.Account{b.account}, "Train")
	for range 40 {
		b.step()
		b.clock.forward(time.Minute)
	}
	b.want(p, data.Scheduled, data.WaitConnection)
	offline = false
	b.clock.forward(time.Minute)
	b.step()
	d := b.want(p, data.Sent, "")
	if d.Late < 40*time.Minute {
		t.Fatalf("late by %s", d.Late)
	}
}

// R11: a limit is honoured to the second, also after a restart.
func TestRateLimitIsKept(t *testing.T) {
	b := newBench(t)
	until := noon.Add(20 * time.Minute)
	b.wire.answer = func(n int, _ string) error {
		if n == 1 {
			return &data.Failure{Kind: data.RateLimited, Op: "wire", Until: until}
		}
		return nil
	}
	p := b.write(0, []data.Account{b.account}, "Patience")
	b.step()
	b.want(p, data.Scheduled, data.WaitRate)
	b.must(b.store.Close())
	b.open()
	b.clock.forward(20*time.Minute - time.Second)
	b.step()
	b.wantPublic()
	b.clock.forward(time.Second)
	b.step()
	b.want(p, data.Sent, "")
}

// R14: what piles up asks first; not one of eighteen goes out by itself.
func TestBurstAsks(t *testing.T) {
	b := newBench(t)
	var posts []data.Post
	for i := range 18 {
		posts = append(posts, b.write(time.Duration(i)*time.Minute, []data.Account{b.account}, fmt.Sprint("n° ", i)))
	}
	b.clock.forward(40 * time.Minute)
	b.step()
	b.wantPublic()
	for _, p := range posts {
		b.want(p, data.Missed, data.MissedBurst)
	}
	for _, p := range posts[:2] {
		b.must(b.Retry(t.Context(), b.deliveries(p.ID)[0].ID))
	}
	b.step()
	b.wantPublic("n° 0 after 0")
	b.clock.forward(time.Minute)
	b.step()
	b.wantPublic("n° 0 after 0", "n° 1 after 0")
}

// Posts of one minute leave one a minute, and none is taken for overdue while
// it waits its turn.
func TestSameMinuteIsPaced(t *testing.T) {
	b := newBench(t)
	var posts []data.Post
	for i := range 6 {
		posts = append(posts, b.write(0, []data.Account{b.account}, fmt.Sprint("n° ", i)))
	}
	for i := range posts {
		b.step()
		if n := len(b.wire.sent()); n != i+1 {
			t.Fatalf("after %d min %d public", i, n)
		}
		b.clock.forward(time.Minute)
	}
}

// R16, R17: after a night asleep what is too late is missed, what is a little
// late goes out and says so.
func TestWakingUp(t *testing.T) {
	b := newBench(t)
	old := b.write(time.Hour, []data.Account{b.account}, "Hier soir")
	recent := b.write(9*time.Hour+48*time.Minute, []data.Account{b.account}, "Ce matin")
	b.clock.forward(10 * time.Hour)
	b.step()
	b.want(old, data.Missed, data.MissedLate)
	if d := b.want(recent, data.Sent, ""); d.Late != 12*time.Minute {
		t.Fatalf("late by %s, want 12 min", d.Late)
	}
	b.wantPublic("Ce matin after 0")
}

// R38: an account that must sign in again blocks its posts and drops none.
func TestAuthBlocksUntilReconnected(t *testing.T) {
	b := newBench(t)
	refuse := true
	b.wire.answer = func(int, string) error {
		if refuse {
			return &data.Failure{Kind: data.Auth, Op: "wire"}
		}
		return nil
	}
	first := b.write(0, []data.Account{b.account}, "un")
	second := b.write(2*time.Minute, []data.Account{b.account}, "deux")
	b.step()
	b.clock.forward(2 * time.Minute)
	b.step()
	b.want(first, data.Blocked, data.BlockSignIn)
	b.want(second, data.Blocked, data.BlockSignIn)
	refuse = false
	b.account.State = data.AccountReady
	b.must(b.store.SaveAccount(t.Context(), &b.account))
	b.must(b.Reconnected(t.Context(), append(b.deliveries(first.ID), b.deliveries(second.ID)...)))
	b.step()
	b.clock.forward(time.Minute)
	b.step()
	b.wantPublic("un after 0", "deux after 0")
}

// R35: a locked keychain is never taken for an unknown outcome.
func TestLockedKeychainBlocks(t *testing.T) {
	b := newBench(t)
	b.wire.answer = func(int, string) error { return data.ErrKeychainLocked }
	p := b.write(0, []data.Account{b.account}, "Clé")
	b.step()
	b.want(p, data.Blocked, data.BlockKeychain)
}

// R9: an edit that was not confirmed keeps the post back; the old form is never
// sent.
func TestEditedPostIsHeld(t *testing.T) {
	b := newBench(t)
	p := b.write(time.Minute, []data.Account{b.account}, "Vieux prix")
	p.Parts = []string{"Nouveau prix"}
	b.must(b.store.SavePost(t.Context(), &p))
	b.clock.forward(time.Minute)
	b.step()
	b.want(p, data.Held, data.HoldEdited)
	b.must(b.Schedule(t.Context(), p.ID))
	b.step()
	b.want(p, data.Sent, "")
	b.wantPublic("Nouveau prix after 0")
}

// R9: edits, moves and deletions race the worker. Whatever the order, a post is
// public at most once, in the form that was armed last before it left, and a
// post whose deletion was confirmed before it left is never public.
func TestEditsRaceTheWorker(t *testing.T) {
	b := newBench(t)
	b.rules.Pace, b.rules.Burst = 0, 1<<30
	dice := rand.New(rand.NewPCG(9, 9))
	for round := range 300 {
		p := b.write(0, []data.Account{b.account}, fmt.Sprintf("round %d old", round))
		var edit sync.WaitGroup
		deleted := dice.IntN(2) == 0
		var confirmed error
		delay := time.Duration(dice.IntN(3000)) * time.Microsecond
		edit.Go(func() {
			time.Sleep(delay)
			if deleted {
				confirmed = b.store.DeletePost(context.Background(), p.ID)
				return
			}
			changed := p
			changed.Parts = []string{fmt.Sprintf("round %d new", round)}
			if confirmed = b.store.SavePost(context.Background(), &changed); confirmed == nil {
				confirmed = b.Schedule(context.Background(), p.ID)
			}
		})
		before := len(b.wire.sent())
		b.step()
		edit.Wait()
		atEdit := len(b.wire.sent())
		b.step()
		public := b.wire.sent()[before:]
		if len(public) > 1 {
			t.Fatalf("round %d: %q", round, public)
		}
		if confirmed != nil && !errors.Is(confirmed, data.ErrChanged) {
			t.Fatalf("round %d: %v", round, confirmed)
		}
		if deleted && len(b.wire.sent()) > atEdit {
			t.Fatalf("round %d: published after the deletion was confirmed: %q", round, public)
		}
		if !deleted && len(public) != 1 {
			t.Fatalf("round %d: %d public", round, len(public))
		}
	}
}
