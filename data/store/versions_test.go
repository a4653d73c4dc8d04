package store

import (
	"fmt"
	"testing"
	"time"

	"parvis/data"
)

func (d *desk) revisions(id data.PostID) (all []int64) {
	d.t.Helper()
	versions, err := d.Versions(d.t.Context(), id)
	must(d.t, err)
	for _, v := range versions {
		all = append(all, v.Post.Revision)
	}
	return all
}

func TestVersions(t *testing.T) {
	d := openDesk(t)
	p := d.addPost("un", noon, d.first)
	first := *p
	d.clock.move(time.Hour)
	p.Parts, p.Media = []string{"deux"}, []data.Attachment{{Media: data.Media{Hash: "ab"}}}
	must(t, d.SavePost(t.Context(), p))
	second := *p
	d.clock.move(time.Hour)
	p.Parts = []string{"trois"}
	must(t, d.SavePost(t.Context(), p))
	want := []data.Version{
		{Post: *p}, {Post: second, Until: noon.Add(2 * time.Hour)}, {Post: first, Until: noon.Add(time.Hour)},
	}
	got, err := d.Versions(t.Context(), p.ID)
	must(t, err)
	same(t, got, want)
	_, err = d.Versions(t.Context(), 99)
	wantErr(t, err, data.ErrNoSuch)
}

func TestRestoredVersionIsANewOne(t *testing.T) {
	d := openDesk(t)
	p := d.addPost("un", noon, d.first, d.second)
	p.Track = data.Tracking{Campaign: "noel", Hosts: []string{"a.example"}}
	p.Variants[0].Options = map[string]string{"a": "1"}
	must(t, d.SavePost(t.Context(), p))
	former := *p
	d.arm(p)
	sent := d.delivery(p, d.first)
	d.force(sent.ID, data.Sent)
	p.Parts, p.Title, p.Track, p.When = []string{"deux"}, "Titre", data.Tracking{}, data.Schedule{}
	p.Variants = []data.Variant{{Account: d.first}}
	must(t, d.SavePost(t.Context(), p))
	p.Campaign = d.addCampaign("Noël")
	must(t, d.SavePost(t.Context(), p))
	must(t, d.RemoveAccount(t.Context(), d.second))

	got, left, err := d.RestoreVersion(t.Context(), p.ID, former.Revision)
	must(t, err)
	same(t, left, []data.AccountID{d.second})
	want := former
	want.Revision, want.Campaign, want.Updated, want.Variants = p.Revision+1, p.Campaign, got.Updated, former.Variants[:1]
	same(t, got, want)
	stored, err := d.Post(t.Context(), p.ID)
	must(t, err)
	same(t, stored, want)
	if now := d.delivery(p, d.first); now.State != data.Sent || now.Revision != sent.Revision {
		t.Errorf("what was sent is %+v", now)
	}
	same(t, d.revisions(p.ID), []int64{4, 3, 2, 1})
	back, left, err := d.RestoreVersion(t.Context(), p.ID, 3)
	must(t, err)
	same(t, back.Title, "Titre")
	same(t, len(left), 0)
	for _, revision := range []int64{0, 5, 99} { // 5 is the present one
		_, _, err := d.RestoreVersion(t.Context(), p.ID, revision)
		wantErr(t, err, data.ErrNoSuch)
	}
	must(t, d.DeletePost(t.Context(), p.ID))
	_, _, err = d.RestoreVersion(t.Context(), p.ID, 1)
	wantErr(t, err, data.ErrNoSuch)
}

// TestRestoredVersionUnconfirms: what is armed does not go out in its old form.
func TestRestoredVersionUnconfirms(t *testing.T) {
	d := openDesk(t)
	p := d.addPost("un", noon, d.first)
	p.Parts = []string{"deux"}
	must(t, d.SavePost(t.Context(), p))
	d.arm(p)
	_, _, err := d.RestoreVersion(t.Context(), p.ID, 1)
	must(t, err)
	if e := d.entry(data.ListQuery{}); !e.Stale || e.State != data.Scheduled || e.Headline != "un" {
		t.Errorf("%+v", e)
	}
	same(t, d.hits("deux"), 0)
}

func TestDeletedPostsAreListed(t *testing.T) {
	d := openDesk(t)
	var want []data.Gone
	for i := range 3 {
		p := d.addPost(fmt.Sprint("post ", i), noon, d.first)
		d.clock.move(time.Hour)
		must(t, d.DeletePost(t.Context(), p.ID))
		want = append([]data.Gone{{Post: p.ID, Headline: fmt.Sprint("post ", i), At: d.clock.Now()}}, want...)
	}
	d.addPost("là", noon, d.first)
	got, err := d.Deleted(t.Context(), d.brand, 2)
	must(t, err)
	same(t, got, want[:2])
	must(t, d.RestorePost(t.Context(), want[0].Post))
	got, err = d.Deleted(t.Context(), d.brand, 9)
	must(t, err)
	same(t, got, want[1:])
}

// TestOldVersionsAreThinned: after thirty days the last of each day is left, and
// what a delivery or a reader was given.
func TestOldVersionsAreThinned(t *testing.T) {
	d := openDesk(t)
	p := d.addPost("1", noon, d.first)
	edit := func(after time.Duration) {
		d.clock.move(after)
		p.Parts = []string{d.clock.Now().String()}
		must(t, d.SavePost(t.Context(), p))
	}
	for p.Revision < 10 { // revisions 1 to 9 end on the first day
		edit(time.Hour)
		switch p.Revision {
		case 2:
			d.arm(p)
		case 5:
			d.askFor(p)
		}
	}
	edit(4 * time.Hour) // 10 and 11 end on the second
	edit(time.Hour)
	same(t, len(d.revisions(p.ID)), 12)
	edit(keepsAll + time.Hour) // 12 ends a month later
	same(t, d.revisions(p.ID), []int64{13, 12, 11, 9, 5, 2})
}
