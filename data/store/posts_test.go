package store

import (
	"strings"
	"testing"
	"time"

	"parvis/data"
)

func TestPostComesBackAsSaved(t *testing.T) {
	d := openDesk(t)
	p := data.Post{
		Brand: d.brand, Title: "Galette", Parts: []string{"une", "deux \u0000 <b>&\u2028"}, Lang: "fr",
		Media: []data.Attachment{{
			Media: data.Media{Hash: "ab", Name: "a.jpg", MIME: "image/jpeg", Bytes: 3, Width: 4, Height: 5},
			Part:  1, Alt: "une galette",
		}},
		Variants: []data.Variant{
			{Account: d.first, Parts: []string{"autre"}, Options: map[string]string{"b": "2", "a": "1"}},
			{Account: d.second},
		},
		When: data.Schedule{Wall: "2026-11-26T18:30", Zone: "Europe/Paris", Instant: time.Date(2026, 11, 26, 17, 30, 0, 0, time.UTC)},
	}
	must(t, d.SavePost(t.Context(), &p))
	if p.ID == 0 || p.Revision != 1 || !p.Created.Equal(noon) || !p.Updated.Equal(noon) {
		t.Fatalf("ID %d, revision %d, created %s, updated %s", p.ID, p.Revision, p.Created, p.Updated)
	}
	got, err := d.Post(t.Context(), p.ID)
	must(t, err)
	same(t, got, p)
	_, err = d.Post(t.Context(), p.ID+1)
	wantErr(t, err, data.ErrNoSuch)
}

func TestRevisionCountsEveryKindOfChange(t *testing.T) {
	d := openDesk(t)
	p := d.addPost("pain", noon, d.first)
	edits := []func(){
		func() { p.Title += "x" },
		func() { p.Parts = append(p.Parts, "x") },
		func() { p.Lang += "x" },
		func() { p.Media = append(p.Media, data.Attachment{Alt: "x"}) },
		func() { p.Variants = append(p.Variants, data.Variant{Account: d.second}) },
		func() { p.Variants[0].Parts = []string{"x"} },
		func() { p.Variants[0].Options = map[string]string{"x": "y"} },
		func() { p.When.Instant = p.When.Instant.Add(time.Hour) },
		func() { p.When = data.Schedule{} },
	}
	for i, edit := range edits {
		d.clock.move(time.Second)
		before := *p
		edit()
		must(t, d.SavePost(t.Context(), p))
		if p.Revision != before.Revision+1 || !p.Updated.Equal(d.clock.Now()) || !p.Created.Equal(noon) {
			t.Errorf("edit %d: revision %d after %d, updated %s", i, p.Revision, before.Revision, p.Updated)
		}
		again := *p
		must(t, d.SavePost(t.Context(), &again))
		if again.Revision != p.Revision {
			t.Errorf("edit %d: saving the same counted a revision", i)
		}
	}
	var kept int
	must(t, d.core.read.QueryRow(`SELECT count(*) FROM post_history WHERE post_id = ?`, p.ID).Scan(&kept))
	same(t, kept, len(edits))
	var first string
	must(t, d.core.read.QueryRow(`SELECT content FROM post_history WHERE post_id = ? AND revision = 1`, p.ID).Scan(&first))
	if !strings.Contains(first, `"pain"`) {
		t.Errorf("history of revision 1 is %s", first)
	}
}

func TestSavePostRefusesAndWritesNothing(t *testing.T) {
	d := openDesk(t)
	other := d.addBrand("Autre")
	foreign := d.addAccount(other, "bluesky", "x")
	p := d.addPost("pain", noon, d.first)
	cases := map[string]struct {
		change func(*data.Post)
		want   error
	}{
		"an old revision":         {func(p *data.Post) { p.Revision = 0 }, data.ErrStale},
		"a future revision":       {func(p *data.Post) { p.Revision = 2 }, data.ErrStale},
		"another brand":           {func(p *data.Post) { p.Brand = other }, data.ErrOtherBrand},
		"another brand's account": {func(p *data.Post) { p.Variants = []data.Variant{{Account: foreign}} }, data.ErrOtherBrand},
		"an unknown account":      {func(p *data.Post) { p.Variants = []data.Variant{{Account: 99}} }, data.ErrNoSuch},
		"an unknown post":         {func(p *data.Post) { p.ID = 99 }, data.ErrNoSuch},
		"an unknown brand":        {func(p *data.Post) { p.ID, p.Brand, p.Variants = 0, 99, nil }, data.ErrNoSuch},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			bad := *p
			bad.Parts = []string{"changed"}
			c.change(&bad)
			before := bad
			wantErr(t, d.SavePost(t.Context(), &bad), c.want)
			same(t, bad, before)
			stored, err := d.Post(t.Context(), p.ID)
			must(t, err)
			same(t, stored, *p)
		})
	}
}

func TestDeliveriesFollowThePost(t *testing.T) {
	d := openDesk(t)
	p := d.addPost("pain", time.Time{})
	placeholder := d.delivery(p, 0)
	if placeholder.State != data.Draft || !placeholder.Due.IsZero() {
		t.Fatalf("placeholder %+v", placeholder)
	}
	p.Variants = []data.Variant{{Account: d.first}, {Account: d.second}}
	p.When = data.Schedule{Wall: "2026-11-22T12:00", Zone: "UTC", Instant: noon.AddDate(0, 0, 1)}
	must(t, d.SavePost(t.Context(), p))
	all, err := d.Deliveries(t.Context(), p.ID)
	must(t, err)
	if len(all) != 2 || all[0].State != data.Draft || !all[1].Due.Equal(p.When.Instant) {
		t.Fatalf("two drafts expected, got %+v", all)
	}
	d.arm(p)
	p.When.Instant = p.When.Instant.Add(time.Hour)
	must(t, d.SavePost(t.Context(), p))
	if got := d.delivery(p, d.first); !got.Due.Equal(noon.AddDate(0, 0, 1)) || got.Revision == p.Revision {
		t.Fatalf("an armed delivery follows only when armed again: %+v", got)
	}
	p.Variants = p.Variants[1:]
	must(t, d.SavePost(t.Context(), p))
	same(t, d.delivery(p, d.first).State, data.Cancelled)
	p.Variants = append(p.Variants, data.Variant{Account: d.first})
	must(t, d.SavePost(t.Context(), p))
	same(t, d.delivery(p, d.first).State, data.Draft)
	p.Variants = nil
	must(t, d.SavePost(t.Context(), p))
	same(t, d.delivery(p, 0).State, data.Draft)
}

func TestTakenAccountKeepsWhatCannotBeUndone(t *testing.T) {
	for state, want := range map[data.State]data.State{
		data.Scheduled: data.Cancelled, data.Preparing: data.Cancelled, data.Refused: data.Cancelled, data.Blocked: data.Cancelled,
		data.Held: data.Cancelled, data.Missed: data.Cancelled, data.Cancelled: data.Cancelled,
		data.Committing: data.Committing, data.Verifying: data.Verifying, data.Sent: data.Sent, data.Handed: data.Handed,
		data.Unknown: data.Unknown,
	} {
		t.Run(string(state), func(t *testing.T) {
			d := openDesk(t)
			for name, take := range map[string]func(*data.Post) error{
				"variant": func(p *data.Post) error { p.Variants = nil; return d.SavePost(t.Context(), p) },
				"post":    func(p *data.Post) error { return d.DeletePost(t.Context(), p.ID) },
				"account": func(p *data.Post) error { return d.RemoveAccount(t.Context(), d.first) },
			} {
				p := d.addPost("pain", noon, d.first)
				d.arm(p)
				d.force(d.delivery(p, d.first).ID, state)
				must(t, take(p))
				if got := d.delivery(p, d.first).State; got != want {
					t.Errorf("%s taken: %s became %s, want %s", name, state, got, want)
				}
			}
		})
	}
}

func TestDeleteAndRestore(t *testing.T) {
	d := openDesk(t)
	p := d.addPost("pain", noon, d.first, d.second)
	d.arm(p)
	must(t, d.Finish(t.Context(), data.Outcome{
		Delivery: d.delivery(p, d.second).ID, From: data.Scheduled, To: data.Missed,
		Reason: data.MissedLate,
	}))
	must(t, d.DeletePost(t.Context(), p.ID))
	wantErr(t, d.DeletePost(t.Context(), p.ID), data.ErrNoSuch)
	wantErr(t, d.SavePost(t.Context(), p), data.ErrNoSuch)
	same(t, d.delivery(p, d.first).State, data.Cancelled)
	must(t, d.RestorePost(t.Context(), p.ID))
	wantErr(t, d.RestorePost(t.Context(), p.ID), data.ErrNoSuch)
	restored, err := d.Post(t.Context(), p.ID)
	must(t, err)
	first, second := d.delivery(p, d.first), d.delivery(p, d.second)
	if first.State != data.Scheduled || first.Revision != restored.Revision {
		t.Fatalf("a restored schedule stays confirmed: %+v at revision %d", first, restored.Revision)
	}
	if second.State != data.Missed || second.Reason != data.MissedLate {
		t.Fatalf("restored %+v", second)
	}
}

func TestRestoreDoesNotConfirmWhatWasNot(t *testing.T) {
	d := openDesk(t)
	p := d.addPost("pain", noon, d.first)
	d.arm(p)
	p.Parts = []string{"brioche"}
	must(t, d.SavePost(t.Context(), p))
	must(t, d.DeletePost(t.Context(), p.ID))
	must(t, d.RestorePost(t.Context(), p.ID))
	page, err := d.List(t.Context(), data.ListQuery{Brand: d.brand})
	must(t, err)
	if len(page) != 1 || !page[0].Stale || page[0].State != data.Scheduled {
		t.Fatalf("%+v", page)
	}
}

func TestHeadlineIsCutAtEightyRunes(t *testing.T) {
	d := openDesk(t)
	d.addPost(strings.Repeat("é", 100), noon, d.first)
	page, err := d.List(t.Context(), data.ListQuery{Brand: d.brand})
	must(t, err)
	same(t, page[0].Headline, strings.Repeat("é", 80))
}
