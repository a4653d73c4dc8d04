//go:build real

package outbox_test

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"parvis/data"
	"parvis/data/outbox"
	"parvis/data/store"
)

// The whole outbox on a real store, against the Bluesky PDS at $PARVIS_PDS and
// the WordPress at $PARVIS_WP, which .ci/real starts. What counts is what the
// servers show to anybody who asks them.

const patience = 2 * time.Minute // for any one thing to happen

func TestRealOutbox(t *testing.T) {
	for _, p := range []place{onBluesky(t), onWordPress(t)} {
		t.Run(string(p.network), func(t *testing.T) {
			for name, test := range map[string]func(*testing.T, place){
				"edited before sending": editedBeforeSending, "lost answer": lostAnswer,
				"killed after the request": killedAfter, "killed before the request": killedBefore,
			} {
				t.Run(name, func(t *testing.T) {
					t.Parallel()
					test(t, p)
				})
			}
			if p.connection.Account.Can.Thread {
				t.Run("thread", func(t *testing.T) { t.Parallel(); threadResumes(t, p) })
			}
			if p.connection.Account.Can.Hold.Native {
				t.Run("held there", func(t *testing.T) { t.Parallel(); heldThere(t, p) })
			}
		})
	}
}

// bench is one data folder with one account, whose server is behind a door.
type bench struct {
	t      *testing.T
	place  place
	door   *door
	orders orders
	brand  data.BrandID
	on     data.AccountID
}

func benchAt(t *testing.T, p place) *bench {
	t.Helper()
	b := &bench{t: t, place: p, door: newDoor(t, p.server)}
	b.orders = orders{Dir: t.TempDir(), Network: p.network, Clock: scaled{Epoch: time.Now().Round(0).UTC(), Scale: 1}}
	b.with(func(st *store.Store, _ *outbox.Outbox) {
		brand := data.Brand{Name: "Maison Lenoir", Zone: "Europe/Paris", Lang: "fr"}
		check(t, st.SaveBrand(t.Context(), &brand))
		a := p.connection.Account
		a.Brand, a.Server = brand.ID, strings.Replace(a.Server, p.server, b.door.url, 1)
		check(t, st.SaveAccount(t.Context(), &a))
		check(t, fileKeys(b.orders.Dir, a.ID).keep(p.connection.Secret))
		b.brand, b.on = brand.ID, a.ID
	})
	return b
}

// with opens the store and the outbox, which does not run yet.
func (b *bench) with(do func(*store.Store, *outbox.Outbox)) {
	b.t.Helper()
	st, err := store.Open(b.t.Context(), store.Params{Dir: b.orders.Dir, Clock: b.orders.Clock})
	check(b.t, err)
	box, closeBox := b.orders.outbox(st)
	do(st, box)
	closeBox()
	check(b.t, st.Close())
}

// writes saves a post of some parts for an hour from now.
func (b *bench) writes(st *store.Store, parts ...string) data.Post {
	b.t.Helper()
	p := data.Post{
		Brand: b.brand, Lang: "fr", Title: "Fournée", Parts: parts, Variants: []data.Variant{{Account: b.on}}, When: b.in(time.Hour),
	}
	check(b.t, st.SavePost(b.t.Context(), &p))
	return p
}

func (b *bench) in(ahead time.Duration) data.Schedule {
	at := b.orders.Clock.Now().Add(ahead).Truncate(time.Second)
	return data.Schedule{Wall: at.Format(data.WallLayout), Zone: "UTC", Instant: at}
}

func (b *bench) delivery(st *store.Store, id data.PostID) data.Delivery {
	b.t.Helper()
	all, err := st.Deliveries(b.t.Context(), id)
	check(b.t, err)
	d, err := st.Delivery(b.t.Context(), all[0].ID)
	check(b.t, err)
	return d
}

// until runs the outbox until the post's delivery is as wanted.
func (b *bench) until(st *store.Store, box *outbox.Outbox, id data.PostID, wanted func(data.Delivery) bool) data.Delivery {
	b.t.Helper()
	ctx, stop := context.WithTimeout(b.t.Context(), patience)
	done := make(chan struct{})
	go func() {
		defer close(done)
		_ = box.Run(ctx)
	}()
	defer func() { stop(); <-done }()
	for {
		d := b.delivery(st, id)
		if wanted(d) {
			return d
		}
		if ctx.Err() != nil {
			b.t.Fatalf("the delivery stays %s (%s): %s", d.State, d.Reason, d.Detail)
		}
		time.Sleep(50 * time.Millisecond)
	}
}

func is(state data.State) func(data.Delivery) bool {
	return func(d data.Delivery) bool { return d.State == state }
}

// once checks that the server shows each text once.
func (b *bench) once(texts ...string) {
	b.t.Helper()
	for _, text := range texts {
		if n := b.place.shows(b.t, text); n != 1 {
			b.t.Errorf("the server shows %q %d times", text, n)
		}
	}
}

func editedBeforeSending(t *testing.T, p place) {
	b := benchAt(t, p)
	before, after := "Avant "+word(), "Après "+word()
	b.with(func(st *store.Store, box *outbox.Outbox) {
		post := b.writes(st, before)
		check(t, box.PublishNow(t.Context(), post.ID))
		post.Parts = []string{after}
		check(t, st.SavePost(t.Context(), &post))
		d := b.until(st, box, post.ID, is(data.Held))
		if d.Reason != data.HoldEdited || p.shows(t, before)+p.shows(t, after) != 0 || b.door.publishes() != 0 {
			t.Errorf("%s, %d requests, although the change was not confirmed", d.Reason, b.door.publishes())
		}
		check(t, box.PublishNow(t.Context(), post.ID))
		b.until(st, box, post.ID, is(data.Sent))
	})
	b.once(after)
	if p.shows(t, before) != 0 {
		t.Error("the old text went out")
	}
}

func lostAnswer(t *testing.T, p place) {
	b := benchAt(t, p)
	text := "Perdue " + word()
	b.door.next(cutAfter)
	b.with(func(st *store.Store, box *outbox.Outbox) {
		post := b.writes(st, text)
		check(t, box.PublishNow(t.Context(), post.ID))
		if d := b.until(st, box, post.ID, is(data.Sent)); d.Remote.Zero() || d.Attempts != 1 {
			t.Errorf("delivery %+v", d)
		}
	})
	b.once(text)
	if n := b.door.publishes(); n != 1 {
		t.Errorf("%d requests to publish", n)
	}
}

func threadResumes(t *testing.T, p place) {
	b := benchAt(t, p)
	w := word()
	texts := []string{"Un " + w, "Deux " + w, "Trois " + w}
	b.door.next(pass, cutAfter, cutBefore)
	b.with(func(st *store.Store, box *outbox.Outbox) {
		post := b.writes(st, texts...)
		check(t, box.PublishNow(t.Context(), post.ID))
		d := b.until(st, box, post.ID, is(data.Sent))
		for i, part := range d.Parts {
			if part.Remote.Zero() {
				t.Errorf("part %d has no receipt", i)
			}
		}
	})
	b.once(texts...)
}

func killedAfter(t *testing.T, p place)  { killed(t, p, hangAfter) }
func killedBefore(t *testing.T, p place) { killed(t, p, hangBefore) }

// killed ends the process that publishes with kill -9 while its request is on
// the way, and starts it again.
func killed(t *testing.T, p place, f fate) {
	b := benchAt(t, p)
	text := "Tuée " + word()
	var id data.PostID
	b.with(func(st *store.Store, box *outbox.Outbox) {
		post := b.writes(st, text)
		id = post.ID
		check(t, box.PublishNow(t.Context(), id))
	})
	b.door.next(f)
	first, complaint := b.worker()
	select {
	case <-b.door.hanging:
	case <-time.After(patience):
		t.Fatalf("the worker sends nothing: %s", complaint)
	}
	check(t, first.Process.Kill())
	_ = first.Wait() // "signal: killed"
	second, complaint := b.worker()
	if err := second.Wait(); err != nil {
		t.Fatalf("worker: %v\n%s", err, complaint)
	}
	b.with(func(st *store.Store, _ *outbox.Outbox) {
		if d := b.delivery(st, id); d.State != data.Sent || d.Remote.Zero() {
			t.Errorf("delivery %s (%s)", d.State, d.Reason)
		}
	})
	b.once(text)
}

// worker starts a process that publishes what is due and ends when all is done.
func (b *bench) worker() (*exec.Cmd, *bytes.Buffer) {
	b.t.Helper()
	input, err := json.Marshal(b.orders)
	check(b.t, err)
	ctx, stop := context.WithTimeout(context.Background(), patience)
	b.t.Cleanup(stop) // also ends the worker
	complaint := &bytes.Buffer{}
	worker := exec.CommandContext(ctx, os.Args[0])
	worker.Env = append(os.Environ(), "PARVIS_FAULTS_WORKER=1")
	worker.Stdin, worker.Stderr = bytes.NewReader(input), complaint
	check(b.t, worker.Start())
	return worker, complaint
}

// heldThere hands an article over, moves it, and takes it back.
func heldThere(t *testing.T, p place) {
	b := benchAt(t, p)
	text := "Demain " + word()
	holds := func(want ...time.Time) {
		t.Helper()
		all := articles(t, text)
		if len(all) != len(want) {
			t.Fatalf("the site holds %+v, want %v", all, want)
		}
		for i, at := range want {
			if all[i].Status != "future" || all[i].Date != at.Format("2006-01-02T15:04:05") {
				t.Errorf("the site holds %+v, want %v", all[i], at)
			}
		}
	}
	b.with(func(st *store.Store, box *outbox.Outbox) {
		post := b.writes(st, text)
		check(t, box.Schedule(t.Context(), post.ID))
		first := b.until(st, box, post.ID, is(data.Handed))
		holds(post.When.Instant)
		post.When = b.in(26 * time.Hour)
		check(t, st.SavePost(t.Context(), &post))
		check(t, box.Schedule(t.Context(), post.ID))
		b.until(st, box, post.ID, func(d data.Delivery) bool {
			return d.State == data.Handed && d.Reason == "" && d.Due.Equal(post.When.Instant) && d.Held != first.Held
		})
		holds(post.When.Instant)
		check(t, box.Unschedule(t.Context(), post.ID))
		b.until(st, box, post.ID, is(data.Draft))
		holds()
	})
}
