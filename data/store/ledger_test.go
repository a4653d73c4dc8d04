package store

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"runtime"
	"testing"
	"time"

	"parvis/data"
)

// preparing saves, arms and claims a post for the first account.
func (d *desk) preparing(text string) (*data.Post, data.Job) {
	d.t.Helper()
	p := d.addPost(text, noon, d.first)
	d.arm(p)
	job, err := d.Claim(d.t.Context(), d.delivery(p, d.first).ID, data.Scheduled, data.Preparing)
	must(d.t, err)
	return p, job
}

func TestAPostGoesOut(t *testing.T) {
	d := openDesk(t)
	p, job := d.preparing("pain")
	same(t, job.Post, *p)
	same(t, job.Account.ID, d.first)
	same(t, job.Delivery.Parts, []data.DeliveryPart{{Key: "key", Stamp: noon}})
	id := job.Delivery.ID

	attempt, err := d.Begin(t.Context(), id, 0, []byte("request"), "hash", noon.Add(time.Second))
	must(t, err)
	last, err := d.LastSent(t.Context(), d.first)
	must(t, err)
	same(t, last, noon.Add(time.Second))
	receipt := data.Receipt{ID: "at://1", Ref: "cid", URL: "https://reseau.example/1"}
	must(t, d.Finish(t.Context(), data.Outcome{
		Delivery: id, From: data.Committing, To: data.Sent, Attempt: attempt,
		Receipt: receipt, Late: time.Minute, At: noon.Add(2 * time.Second),
	}))

	got, err := d.Delivery(t.Context(), id)
	must(t, err)
	same(t, got, data.Delivery{
		ID: id, Post: p.ID, Account: d.first, State: data.Sent, Revision: 1, Due: noon, Attempts: 1,
		Late: time.Minute, Remote: receipt, SentAt: noon.Add(2 * time.Second), Parts: []data.DeliveryPart{
			{Key: "key", Stamp: noon, Hash: "hash", Begun: true, Remote: receipt},
		},
	})
	attempts, err := d.Attempts(t.Context(), id)
	must(t, err)
	same(t, attempts, []data.Attempt{{
		ID: attempt, Delivery: id, Begun: noon.Add(time.Second), Ended: noon.Add(2 * time.Second),
		Outcome: data.Sent,
	}})
	other, err := d.LastSent(t.Context(), d.second)
	must(t, err)
	same(t, other, time.Time{})
}

func TestAThreadResumesWithWhatHasBegun(t *testing.T) {
	d := openDesk(t)
	p := d.addPost("un", noon, d.first)
	parts := []data.DeliveryPart{{Part: 0, Key: "k0", Stamp: noon}, {Part: 1, Key: "k1", Stamp: noon}}
	must(t, d.Arm(t.Context(), p.ID, 1, []data.Armed{{Account: d.first, Due: noon, Parts: parts}}))
	id := d.delivery(p, d.first).ID
	_, err := d.Claim(t.Context(), id, data.Scheduled, data.Preparing)
	must(t, err)
	attempt, err := d.Begin(t.Context(), id, 0, []byte("r0"), "h0", noon)
	must(t, err)
	must(t, d.Finish(t.Context(), data.Outcome{
		Delivery: id, From: data.Committing, To: data.Blocked, Reason: data.BlockMedia,
		Attempt: attempt, Receipt: data.Receipt{ID: "first"}, At: noon,
	}))

	p.Parts = []string{"un", "deux bis"}
	must(t, d.SavePost(t.Context(), p))
	again := []data.DeliveryPart{{Part: 0, Key: "x0", Stamp: noon}, {Part: 1, Key: "x1", Stamp: noon.Add(time.Hour)}}
	must(t, d.Arm(t.Context(), p.ID, 2, []data.Armed{{Account: d.first, Due: noon, Asked: true, Parts: again}}))
	got := d.delivery(p, d.first)
	same(t, got.Parts, []data.DeliveryPart{
		{Part: 0, Key: "k0", Stamp: noon, Hash: "h0", Begun: true, Remote: data.Receipt{ID: "first"}},
		{Part: 1, Key: "x1", Stamp: noon.Add(time.Hour)},
	})
	if got.State != data.Scheduled || !got.Asked || got.Revision != 2 || got.Reason != "" {
		t.Fatalf("%+v", got)
	}
	// A thread that has begun is finished as it was armed, whatever is edited since.
	_, err = d.Claim(t.Context(), id, data.Scheduled, data.Preparing)
	must(t, err)
	p.Title = "edited"
	must(t, d.SavePost(t.Context(), p))
	_, err = d.Begin(t.Context(), id, 1, []byte("r1"), "h1", noon)
	must(t, err)
}

func TestArmComparesTheRevision(t *testing.T) {
	d := openDesk(t)
	p := d.addPost("pain", noon, d.first)
	armed := []data.Armed{{Account: d.first, Due: noon}}
	wantErr(t, d.Arm(t.Context(), p.ID, 2, armed), data.ErrChanged)
	wantErr(t, d.Arm(t.Context(), 99, 1, armed), data.ErrNoSuch)
	wantErr(t, d.Arm(t.Context(), p.ID, 1, append(armed, data.Armed{Account: d.second, Due: noon})), data.ErrNoSuch)
	same(t, d.delivery(p, d.first).State, data.Draft) // all or nothing
	must(t, d.DeletePost(t.Context(), p.ID))
	wantErr(t, d.Arm(t.Context(), p.ID, 2, armed), data.ErrChanged)
}

func TestArmAndDisarmByState(t *testing.T) {
	type after struct{ Armed, Disarmed data.State }
	for state, want := range map[data.State]after{
		data.Draft:      {data.Scheduled, data.Draft},
		data.Scheduled:  {data.Scheduled, data.Draft},
		data.Preparing:  {data.Scheduled, data.Preparing},
		data.Committing: {data.Committing, data.Committing},
		data.Verifying:  {data.Verifying, data.Verifying},
		data.Sent:       {data.Sent, data.Sent},
		data.Handed:     {data.Handed, data.Handed},
		data.Refused:    {data.Scheduled, data.Draft},
		data.Unknown:    {data.Unknown, data.Unknown},
		data.Blocked:    {data.Scheduled, data.Draft},
		data.Held:       {data.Scheduled, data.Draft},
		data.Missed:     {data.Scheduled, data.Draft},
		data.Cancelled:  {data.Scheduled, data.Cancelled},
	} {
		t.Run(string(state), func(t *testing.T) {
			d := openDesk(t)
			armed, disarmed := d.addPost("pain", noon, d.first), d.addPost("pain", noon, d.first)
			for _, p := range []*data.Post{armed, disarmed} {
				d.arm(p)
				d.force(d.delivery(p, d.first).ID, state)
			}
			d.arm(armed)
			must(t, d.Disarm(t.Context(), disarmed.ID))
			same(t, after{d.delivery(armed, d.first).State, d.delivery(disarmed, d.first).State}, want)
		})
	}
}

func TestRecoverAfterACrash(t *testing.T) {
	d := openDesk(t)
	_, uploading := d.preparing("un")
	_, sending := d.preparing("deux")
	_, err := d.Begin(t.Context(), sending.Delivery.ID, 0, []byte("r"), "h", noon)
	must(t, err)
	found, err := d.Recover(t.Context())
	must(t, err)
	if len(found) != 1 || found[0].ID != sending.Delivery.ID || found[0].State != data.Verifying || !found[0].Parts[0].Begun {
		t.Fatalf("%+v", found)
	}
	got, err := d.Delivery(t.Context(), uploading.Delivery.ID)
	must(t, err)
	same(t, got.State, data.Scheduled)
	found, err = d.Recover(t.Context())
	must(t, err)
	same(t, found, []data.Delivery(nil))
}

func TestRunnable(t *testing.T) {
	d := openDesk(t)
	ids := map[string]data.DeliveryID{}
	for name, due := range map[string]time.Time{"early": noon.Add(-time.Hour), "now": noon, "later": noon.Add(time.Millisecond)} {
		p := d.addPost(name, due, d.first)
		d.arm(p)
		ids[name] = d.delivery(p, d.first).ID
	}
	d.addPost("draft", noon, d.first)
	want := func(now time.Time, names ...string) {
		t.Helper()
		found, err := d.Runnable(t.Context(), now, data.Scheduled, data.Verifying)
		must(t, err)
		var got, expected []data.DeliveryID
		for _, f := range found {
			got = append(got, f.ID)
		}
		for _, n := range names {
			expected = append(expected, ids[n])
		}
		same(t, got, expected)
	}
	want(noon, "early", "now")
	must(t, d.Finish(t.Context(), data.Outcome{
		Delivery: ids["early"], From: data.Scheduled, To: data.Scheduled,
		Reason: data.WaitRate, NotBefore: noon.Add(time.Second),
	}))
	want(noon, "now")
	want(noon.Add(time.Second), "early", "now", "later")
	waits, err := d.Waiting(t.Context(), d.brand)
	must(t, err)
	if len(waits) != 1 || waits[0].Reason != data.WaitRate {
		t.Fatalf("%+v", waits)
	}
	job, err := d.Claim(t.Context(), ids["early"], data.Scheduled, data.Preparing)
	must(t, err)
	same(t, job.Delivery.Reason, "")
}

func TestTransitionsCompareFirst(t *testing.T) {
	d := openDesk(t)
	p, job := d.preparing("pain")
	id := job.Delivery.ID
	_, err := d.Claim(t.Context(), id, data.Scheduled, data.Preparing)
	wantErr(t, err, data.ErrChanged)
	wantErr(t, d.Finish(t.Context(), data.Outcome{Delivery: id, From: data.Committing, To: data.Sent}), data.ErrChanged)
	_, err = d.Begin(t.Context(), id, 3, nil, "", noon)
	wantErr(t, err, data.ErrNoSuch)
	same(t, d.delivery(p, d.first).State, data.Preparing) // nothing of it was written
	wantErr(t, d.Finish(t.Context(), data.Outcome{Delivery: id, From: data.Preparing, To: data.Sent, Attempt: 77}), data.ErrNoSuch)
	same(t, d.delivery(p, d.first).State, data.Preparing)
	attempt, err := d.Begin(t.Context(), id, 0, nil, "", noon)
	must(t, err)
	_, err = d.Begin(t.Context(), id, 0, nil, "", noon)
	wantErr(t, err, data.ErrChanged)
	must(t, d.Finish(t.Context(), data.Outcome{
		Delivery: id, From: data.Committing, To: data.Handed, Attempt: attempt,
		Receipt: data.Receipt{ID: "held-1"}, At: noon,
	}))
	got := d.delivery(p, d.first)
	if got.State != data.Handed || got.Held != "held-1" || !got.Remote.Zero() || !got.Parts[0].Remote.Zero() {
		t.Fatalf("what is held is not online: %+v", got)
	}
}

func TestOneClaimOfManyWins(t *testing.T) {
	d := openDesk(t)
	p := d.addPost("pain", noon, d.first)
	d.arm(p)
	id := d.delivery(p, d.first).ID
	const rivals = 20
	results := make(chan error, rivals)
	for range rivals {
		go func() {
			_, err := d.Claim(t.Context(), id, data.Scheduled, data.Preparing)
			results <- err
		}()
	}
	won := 0
	for range rivals {
		if err := <-results; err == nil {
			won++
		} else if !errors.Is(err, data.ErrChanged) {
			t.Error(err)
		}
	}
	same(t, won, 1)
}

// TestNothingOldGoesOut is R9: whatever edits, deletes or reschedules a post
// while it is about to be sent, a sending either begins before the change or
// not at all. The order is told by triggers inside the database.
func TestNothingOldGoesOut(t *testing.T) {
	d := openDesk(t)
	_, err := d.core.write.Exec(`PRAGMA synchronous = OFF;
		CREATE TABLE events (n INTEGER PRIMARY KEY, post INTEGER, what TEXT);
		CREATE TRIGGER edited AFTER UPDATE ON posts BEGIN INSERT INTO events (post, what) VALUES (new.id, 'change'); END;
		CREATE TRIGGER began AFTER INSERT ON attempts BEGIN
			INSERT INTO events (post, what) SELECT post_id, 'begin' FROM deliveries WHERE id = new.delivery_id; END;`)
	must(t, err)
	rivals := []func(p *data.Post) error{
		func(p *data.Post) error { p.Parts = []string{"edited"}; return d.SavePost(t.Context(), p) },
		func(p *data.Post) error { p.When.Instant = noon.Add(time.Hour); return d.SavePost(t.Context(), p) },
		func(p *data.Post) error { p.Variants = nil; return d.SavePost(t.Context(), p) },
		func(p *data.Post) error { return d.DeletePost(t.Context(), p.ID) },
	}
	const rounds = 2000
	random := rand.New(rand.NewPCG(5, 6))
	began := 0
	for i := range rounds {
		p, job := d.preparing("old")
		changed := make(chan error, 1)
		go func() { changed <- rivals[i%len(rivals)](p) }()
		for range random.IntN(12) {
			runtime.Gosched()
		}
		_, err := d.Begin(t.Context(), job.Delivery.ID, 0, []byte("old"), "h", noon)
		must(t, <-changed)
		if err != nil && !errors.Is(err, data.ErrChanged) {
			t.Fatal(err)
		}
		if err == nil {
			began++
		}
		if problem := d.orderOf(p.ID, err == nil); problem != "" {
			t.Fatalf("round %d: %s", i, problem)
		}
	}
	if began == 0 || began == rounds {
		t.Fatalf("began %d of %d: the two never met", began, rounds)
	}
	t.Logf("began %d of %d", began, rounds)
}

// orderOf says what is wrong with the order of events of a post.
func (d *desk) orderOf(post data.PostID, began bool) string {
	d.t.Helper()
	var begin, change, begins int
	must(d.t, d.core.read.QueryRow(`SELECT ifnull(max(iif(what = 'begin', n, 0)), 0), ifnull(max(iif(what = 'change', n, 0)), 0),
		ifnull(sum(what = 'begin'), 0) FROM events WHERE post = ?`, post).Scan(&begin, &change, &begins))
	switch {
	case began && begins != 1, !began && begins != 0:
		return fmt.Sprintf("told began %t, stored %d", began, begins)
	case began && begin > change:
		return "began after the change"
	}
	return ""
}
