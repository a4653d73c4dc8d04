package store

import (
	"testing"
	"time"

	"parvis/data"
)

// askFor gives posts to somebody to approve.
func (d *desk) askFor(posts ...*data.Post) data.Approval {
	d.t.Helper()
	a := data.Approval{Brand: d.brand, Reader: "Mme Lenoir", Note: "Avant jeudi", Until: d.clock.Now().AddDate(0, 0, 7)}
	for _, p := range posts {
		a.Posts = append(a.Posts, data.Reviewed{Post: p.ID, Revision: p.Revision})
	}
	must(d.t, d.SaveApproval(d.t.Context(), &a))
	return a
}

// wantState wants the state of a post's delivery to the first account.
func (d *desk) wantState(p *data.Post, state data.State, reason string) {
	d.t.Helper()
	if got := d.delivery(p, d.first); got.State != state || got.Reason != reason {
		d.t.Fatalf("%s %q, want %s %q", got.State, got.Reason, state, reason)
	}
}

// answer gives a fresh answer about one post.
func (d *desk) answer(a data.Approval, serial string, p *data.Post, decision data.Decision, said time.Time) {
	d.t.Helper()
	fresh, err := d.Answer(d.t.Context(), a.ID, serial, []data.Reviewed{
		{Post: p.ID, Revision: p.Revision, Decision: decision, Comment: serial, Said: said},
	})
	must(d.t, err)
	if !fresh {
		d.t.Fatalf("answer %q was known", serial)
	}
}

func TestApprovalComesBackAsSaved(t *testing.T) {
	d := openDesk(t)
	p, q := d.addPost("pain", noon, d.first), d.addPost("brioche", noon, d.first)
	a := d.askFor(q, p)
	got, err := d.Approval(t.Context(), a.ID)
	must(t, err)
	same(t, got, a)
	a.Closed, a.Note = true, "repris"
	must(t, d.SaveApproval(t.Context(), &a))
	newer := d.askFor(p)
	all, err := d.Approvals(t.Context(), d.brand)
	must(t, err)
	same(t, all, []data.Approval{newer, a})
	_, err = d.Approval(t.Context(), 99)
	wantErr(t, err, data.ErrNoSuch)

	other := d.addBrand("Autre")
	gone := d.addPost("x", noon)
	must(t, d.DeletePost(t.Context(), gone.ID))
	for name, c := range map[string]struct {
		a    data.Approval
		want error
	}{
		"an old revision":      {data.Approval{Brand: d.brand, Posts: []data.Reviewed{{Post: p.ID, Revision: 9}}}, data.ErrStale},
		"another brand's post": {data.Approval{Brand: other, Posts: []data.Reviewed{{Post: p.ID, Revision: 1}}}, data.ErrOtherBrand},
		"a deleted post":       {data.Approval{Brand: d.brand, Posts: []data.Reviewed{{Post: gone.ID, Revision: 2}}}, data.ErrNoSuch},
		"an unknown approval":  {data.Approval{ID: 99, Brand: d.brand}, data.ErrNoSuch},
		"another brand":        {data.Approval{ID: a.ID, Brand: other}, data.ErrOtherBrand},
	} {
		t.Run(name, func(t *testing.T) {
			before := c.a.ID
			wantErr(t, d.SaveApproval(t.Context(), &c.a), c.want)
			same(t, c.a.ID, before)
		})
	}
	all, err = d.Approvals(t.Context(), d.brand)
	must(t, err)
	same(t, len(all), 2)
}

func TestNothingGoesOutUnapproved(t *testing.T) {
	d := openDesk(t)
	p := d.addPost("pain", noon, d.first)
	d.arm(p)
	a := d.askFor(p)
	d.wantState(p, data.Held, data.HoldApproval)
	d.arm(p)
	d.wantState(p, data.Held, data.HoldApproval)
	runnable, err := d.Runnable(t.Context(), noon.AddDate(1, 0, 0), data.Scheduled, data.Preparing)
	must(t, err)
	same(t, len(runnable), 0)
	needs, err := d.NeedsPerson(t.Context(), d.brand)
	must(t, err)
	same(t, len(needs), 1)

	id := d.delivery(p, d.first).ID
	d.force(id, data.Preparing) // whatever brought it there
	_, err = d.Begin(t.Context(), id, 0, nil, "", noon)
	wantErr(t, err, data.ErrChanged)
	for _, from := range []data.State{data.Blocked, data.Verifying, data.Unknown, data.Missed} {
		d.force(id, from)
		must(t, d.Finish(t.Context(), data.Outcome{Delivery: id, From: from, To: data.Scheduled, At: noon}))
		d.wantState(p, data.Held, data.HoldApproval)
	}
	d.force(id, data.Preparing)
	_, err = d.Recover(t.Context())
	must(t, err)
	d.wantState(p, data.Held, data.HoldApproval)

	d.answer(a, "1", p, data.DecisionApprove, noon)
	d.wantState(p, data.Scheduled, "")
	_, err = d.Claim(t.Context(), id, data.Scheduled, data.Preparing)
	must(t, err)
	_, err = d.Begin(t.Context(), id, 0, nil, "", noon)
	must(t, err)
}

// TestWhatWaitsIsHeldForApproval goes through every state in which a delivery can
// be when somebody asks for approval.
func TestWhatWaitsIsHeldForApproval(t *testing.T) {
	for _, c := range []struct {
		from   data.State
		reason string
		to     data.State
		then   string
	}{
		{data.Scheduled, "", data.Held, data.HoldApproval},
		{data.Scheduled, data.WaitConnection, data.Held, data.HoldApproval},
		{data.Preparing, "", data.Held, data.HoldApproval},
		{data.Held, data.HoldTap, data.Held, data.HoldApproval},
		{data.Held, data.HoldCrisis, data.Held, data.HoldCrisis},
		{data.Handed, "", data.Handed, data.BackReplace},
		{data.Handed, data.BackTap, data.Handed, data.BackTap},
		{data.Committing, "", data.Committing, ""},
		{data.Verifying, "", data.Verifying, ""},
		{data.Sent, "", data.Sent, ""},
		{data.Draft, "", data.Draft, ""},
	} {
		t.Run(string(c.from)+c.reason, func(t *testing.T) {
			d := openDesk(t)
			p := d.addPost("pain", noon, d.first)
			d.arm(p)
			_, err := d.core.write.Exec(`UPDATE deliveries SET state = ?, reason = ?`, c.from, c.reason)
			must(t, err)
			must(t, d.HoldForApproval(t.Context(), p.ID))
			d.wantState(p, c.to, c.then)
		})
	}
}

func TestAThreadUnderWayEndsUnapproved(t *testing.T) {
	d := openDesk(t)
	p := d.addPost("pain", noon, d.first)
	d.arm(p)
	id := d.delivery(p, d.first).ID
	_, err := d.core.write.Exec(`UPDATE deliveries SET state = 'preparing'; UPDATE delivery_parts SET remote_id = 'r';
		INSERT INTO delivery_parts (delivery_id, part, key) VALUES (?, 1, 'k')`, id)
	must(t, err)
	must(t, d.HoldForApproval(t.Context(), p.ID))
	d.wantState(p, data.Preparing, "")
	_, err = d.Begin(t.Context(), id, 1, nil, "", noon)
	must(t, err)
}

// TestEditedAfterApproval: what was approved is not what would go out.
func TestEditedAfterApproval(t *testing.T) {
	d := openDesk(t)
	p := d.addPost("pain", noon, d.first)
	d.arm(p)
	a := d.askFor(p)
	d.answer(a, "1", p, data.DecisionApprove, noon)
	p.Campaign = d.addCampaign("Noël") // planning it otherwise is no edit
	must(t, d.SavePost(t.Context(), p))
	d.arm(p)
	d.wantState(p, data.Scheduled, "")
	p.Parts = []string{"brioche"}
	must(t, d.SavePost(t.Context(), p))
	id := d.delivery(p, d.first).ID
	_, err := d.Claim(t.Context(), id, data.Scheduled, data.Preparing)
	must(t, err)
	_, err = d.Begin(t.Context(), id, 0, nil, "", noon)
	wantErr(t, err, data.ErrChanged)
	d.arm(p)
	d.wantState(p, data.Held, data.HoldApproval)
	wantErr(t, d.Approve(t.Context(), p.ID, p.Revision-1), data.ErrChanged)
	d.wantState(p, data.Held, data.HoldApproval)
	must(t, d.Approve(t.Context(), p.ID, p.Revision))
	d.wantState(p, data.Scheduled, "")

	// Edited while held: approved, but the change is not confirmed.
	must(t, d.HoldForApproval(t.Context(), p.ID))
	p.Parts = []string{"fougasse"}
	must(t, d.SavePost(t.Context(), p))
	must(t, d.Approve(t.Context(), p.ID, p.Revision))
	if e := d.entry(data.ListQuery{}); e.State != data.Scheduled || !e.Stale {
		t.Errorf("%+v", e)
	}
}

func TestAnswers(t *testing.T) {
	d := openDesk(t)
	p, q := d.addPost("pain", noon, d.first), d.addPost("brioche", noon, d.first)
	d.arm(p)
	d.arm(q)
	a := d.askFor(p, q)
	d.answer(a, "1", p, data.DecisionChange, noon)
	d.wantState(p, data.Held, data.HoldApproval)
	d.answer(a, "2", p, data.DecisionApprove, noon.Add(time.Hour))
	d.wantState(p, data.Scheduled, "")
	d.answer(a, "0", p, data.DecisionRefuse, noon.Add(-time.Hour)) // said first, brought last
	d.wantState(p, data.Scheduled, "")
	fresh, err := d.Answer(t.Context(), a.ID, "1", []data.Reviewed{{Post: p.ID, Revision: 1, Decision: data.DecisionRefuse, Said: noon.AddDate(0, 0, 1)}})
	must(t, err)
	same(t, fresh, false)
	d.wantState(p, data.Scheduled, "")
	d.answer(a, "3", p, data.DecisionRefuse, noon.Add(2*time.Hour))
	d.wantState(p, data.Held, data.HoldApproval)

	former := *q
	q.Parts = []string{"fougasse"}
	must(t, d.SavePost(t.Context(), q))
	d.answer(a, "4", &former, data.DecisionApprove, noon) // it is not that any more
	d.wantState(q, data.Held, data.HoldApproval)
	got, err := d.Approval(t.Context(), a.ID)
	must(t, err)
	a.Answers = 5
	a.Posts[0].Decision, a.Posts[0].Comment, a.Posts[0].Said = data.DecisionRefuse, "3", noon.Add(2*time.Hour)
	a.Posts[1].Decision, a.Posts[1].Comment, a.Posts[1].Said = data.DecisionApprove, "4", noon
	same(t, got, a)

	stranger := d.addPost("x", noon, d.first)
	_, err = d.Answer(t.Context(), a.ID, "5", []data.Reviewed{
		{Post: p.ID, Revision: 1, Decision: data.DecisionApprove, Said: noon.AddDate(0, 0, 1)}, {Post: stranger.ID, Revision: 1},
	})
	wantErr(t, err, data.ErrNoSuch)
	d.wantState(p, data.Held, data.HoldApproval) // all or nothing
	_, err = d.Answer(t.Context(), 99, "5", nil)
	wantErr(t, err, data.ErrNoSuch)
	d.clock.move(8 * 24 * time.Hour)
	_, err = d.Answer(t.Context(), a.ID, "6", nil)
	wantErr(t, err, data.ErrClosed)
	a.Until, a.Closed = time.Time{}, true
	must(t, d.SaveApproval(t.Context(), &a))
	_, err = d.Answer(t.Context(), a.ID, "6", nil)
	wantErr(t, err, data.ErrClosed)
	fresh, err = d.Answer(t.Context(), a.ID, "1", nil)
	must(t, err)
	same(t, fresh, false)
}

func TestApprovalOutlivesDeletingAndEndsWhenDropped(t *testing.T) {
	d := openDesk(t)
	p := d.addPost("pain", noon, d.first)
	d.arm(p)
	must(t, d.HoldForApproval(t.Context(), p.ID))
	again := func() {
		t.Helper()
		must(t, d.DeletePost(t.Context(), p.ID))
		wantErr(t, d.Approve(t.Context(), p.ID, p.Revision+1), data.ErrNoSuch)
		wantErr(t, d.HoldForApproval(t.Context(), p.ID), data.ErrNoSuch)
		wantErr(t, d.DropApproval(t.Context(), p.ID), data.ErrNoSuch)
		must(t, d.RestorePost(t.Context(), p.ID))
		var err error
		*p, err = d.Post(t.Context(), p.ID)
		must(t, err)
	}
	again()
	d.wantState(p, data.Held, data.HoldApproval)
	must(t, d.Approve(t.Context(), p.ID, p.Revision))
	again()
	d.wantState(p, data.Scheduled, "")
	asked, revision, err := d.Approved(t.Context(), p.ID)
	must(t, err)
	if !asked || revision != p.Revision {
		t.Errorf("asked %t, revision %d of %d", asked, revision, p.Revision)
	}
	must(t, d.HoldForApproval(t.Context(), p.ID))
	must(t, d.DropApproval(t.Context(), p.ID))
	d.wantState(p, data.Scheduled, "")
	asked, _, err = d.Approved(t.Context(), p.ID)
	must(t, err)
	same(t, asked, false)
	_, _, err = d.Approved(t.Context(), 99)
	wantErr(t, err, data.ErrNoSuch)
}
