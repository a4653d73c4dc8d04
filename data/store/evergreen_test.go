package store

import (
	"testing"
	"time"

	"parvis/data"
)

// goesOut notes that a post went out to an account, under the network's number.
func (d *desk) goesOut(p *data.Post, a data.AccountID, at time.Time, remote string) {
	d.t.Helper()
	id := d.delivery(p, a).ID
	must(d.t, d.Finish(d.t.Context(), data.Outcome{Delivery: id, From: data.Draft, To: data.Sent, Receipt: data.Receipt{ID: remote}, At: at}))
}

func TestEvergreensKnowWhatCameBackOfThem(t *testing.T) {
	d := openDesk(t)
	ctx := t.Context()
	post := d.addPost("Nos horaires", noon.AddDate(0, 0, -100), d.first, d.second)
	post.Again = data.Again{Days: 60}
	must(t, d.SavePost(ctx, post))
	d.goesOut(post, d.first, noon.AddDate(0, 0, -100), "a")
	d.goesOut(post, d.second, noon.AddDate(0, 0, -99), "b")
	d.addPost("Une autre", noon.AddDate(0, 0, -3), d.first)
	never := d.addPost("Jamais parue", time.Time{}, d.first)
	never.Again = data.Again{Days: 30}
	must(t, d.SavePost(ctx, never))

	repeat := func(due time.Time) *data.Post {
		p := d.addPost("Nos horaires, encore", due, d.first)
		p.Again = data.Again{From: post.ID}
		must(t, d.SavePost(ctx, p))
		return p
	}
	back := repeat(noon.AddDate(0, 0, -30))
	d.goesOut(back, d.first, noon.AddDate(0, 0, -30), "c")
	must(t, d.DeletePost(ctx, back.ID))
	planned := repeat(noon.AddDate(0, 0, 40))
	dropped := repeat(noon.AddDate(0, 0, 50))
	must(t, d.DeletePost(ctx, dropped.ID))
	must(t, d.SavePostCounts(ctx, []data.PostCounts{
		{Account: d.first, Remote: "a", Posted: noon, Read: noon, Likes: data.Known(4), Replies: data.Known(1)},
		{Account: d.first, Remote: "c", Posted: noon, Read: noon, Shares: data.Known(2)},
	}))

	all, err := d.Evergreens(ctx, d.brand)
	must(t, err)
	if len(all) != 2 || all[0].Post != never.ID || all[1].Post != post.ID {
		t.Fatalf("%+v", all)
	}
	if e := all[0]; e.Times != 0 || !e.Last.IsZero() || e.Planned != nil || e.Days != 30 || !e.Ready().IsZero() {
		t.Errorf("never out: %+v", e)
	}
	e := all[1]
	if e.Times != 2 || e.Of != 3 || !e.Last.Equal(noon.AddDate(0, 0, -30)) || e.Engagement != data.Known(7) || e.Over != 2 {
		t.Errorf("%+v", e)
	}
	if len(e.Planned) != 1 || e.Planned[0].Post != planned.ID || len(e.Accounts) != 2 {
		t.Errorf("on its way: %+v for %v", e.Planned, e.Accounts)
	}
	if want := noon.AddDate(0, 0, 100); !e.Ready().Equal(want) {
		t.Errorf("ready at %v, want %v", e.Ready(), want)
	}
	for days, near := range map[int]bool{-31: true, 29: true, 31: true, 99: true, 100: false} {
		if e.Near(noon.AddDate(0, 0, days)) != near {
			t.Errorf("day %d: near %v", days, !near)
		}
	}
	other, err := d.Evergreens(ctx, d.addBrand("Autre"))
	must(t, err)
	same(t, len(other), 0)
}
