package store

import (
	"slices"
	"strings"
	"testing"
	"time"

	"parvis/data"
)

func (d *desk) addCampaign(name string) data.CampaignID {
	d.t.Helper()
	c := data.Campaign{Brand: d.brand, Name: name, Aim: data.AimWin, Colour: "#1F5C57"}
	must(d.t, d.SaveCampaign(d.t.Context(), &c))
	return c.ID
}

// addPillars gives the brand's line pillars of these names and returns their IDs.
func (d *desk) addPillars(names ...string) (ids []data.PillarID) {
	d.t.Helper()
	l, err := d.Line(d.t.Context(), d.brand)
	must(d.t, err)
	for _, name := range names {
		l.Pillars = append(l.Pillars, data.Pillar{Name: name})
	}
	must(d.t, d.SaveLine(d.t.Context(), &l))
	for _, p := range l.Pillars[len(l.Pillars)-len(names):] {
		ids = append(ids, p.ID)
	}
	return ids
}

func (d *desk) addProduct(name, ref string) data.Product {
	d.t.Helper()
	p := data.Product{Brand: d.brand, Name: name, Ref: ref}
	must(d.t, d.SaveProduct(d.t.Context(), &p))
	return p
}

// entry is the only line of the calendar.
func (d *desk) entry(q data.ListQuery) data.Entry {
	d.t.Helper()
	q.Brand = d.brand
	page, err := d.List(d.t.Context(), q)
	must(d.t, err)
	if len(page) != 1 {
		d.t.Fatalf("%d entries", len(page))
	}
	return page[0]
}

// TestPlanningConfirmsAsBefore: marks alone raise no revision and leave what is
// armed confirmed.
func TestPlanningConfirmsAsBefore(t *testing.T) {
	d := openDesk(t)
	campaign, pillar, bread := d.addCampaign("Noël"), d.addPillars("Métier")[0], d.addProduct("Pain", "")
	p := d.addPost("pain", noon, d.first)
	d.arm(p)
	for name, change := range map[string]func(){
		"campaign": func() { p.Campaign = campaign },
		"pillar":   func() { p.Pillar = pillar },
		"products": func() { p.Products = []data.ProductID{bread.ID} },
		"twin":     func() { p.Twin = p.ID },
		"series":   func() { p.Series = 3 },
		"again":    func() { p.Again = data.Again{Days: 40, From: p.ID} },
	} {
		var heard []data.Noun
		cancel := d.Subscribe(func(c data.Change) { heard = append(heard, c.Noun) })
		before := p.Updated
		change()
		must(t, d.SavePost(t.Context(), p))
		cancel()
		if p.Revision != 1 || !p.Updated.After(before) || !slices.Contains(heard, data.Posts) {
			t.Errorf("%s: revision %d, updated %s after %s, heard %v", name, p.Revision, p.Updated, before, heard)
		}
		stored, err := d.Post(t.Context(), p.ID)
		must(t, err)
		same(t, stored, *p)
	}
	e := d.entry(data.ListQuery{Campaign: campaign})
	if e.Stale || e.State != data.Scheduled || e.Campaign != campaign || e.Pillar != pillar {
		t.Fatalf("%+v", e)
	}
	id := d.delivery(p, d.first).ID
	_, err := d.Claim(t.Context(), id, data.Scheduled, data.Preparing)
	must(t, err)
	_, err = d.Begin(t.Context(), id, 0, nil, "", noon)
	must(t, err)
	var kept int
	must(t, d.core.read.QueryRow(`SELECT count(*) FROM post_history`).Scan(&kept))
	same(t, kept, 0)
}

func TestWhatGoesOutDifferentlyIsARevision(t *testing.T) {
	d := openDesk(t)
	p := d.addPost("pain", noon, d.first)
	p.Media = []data.Attachment{{Media: data.Media{Hash: "ab"}}}
	must(t, d.SavePost(t.Context(), p))
	for name, change := range map[string]func(){
		"track": func() { p.Track = data.Tracking{Campaign: "noel", Hosts: []string{"maison-lenoir.example"}} },
		"ratio": func() { p.Variants[0].Ratio = 1.91 },
		"bands": func() { p.Variants[0].Bands = data.BandsWhite },
		"focus": func() { p.Media[0].Focus = data.Focus{X: 0.2, Y: 0.9} },
	} {
		before := p.Revision
		change()
		must(t, d.SavePost(t.Context(), p))
		if p.Revision != before+1 {
			t.Errorf("%s is no revision", name)
		}
		stored, err := d.Post(t.Context(), p.ID)
		must(t, err)
		same(t, stored, *p)
	}
}

// TestPlanningElsewhereIsNotOverwritten: two people hold the same revision.
func TestPlanningElsewhereIsNotOverwritten(t *testing.T) {
	d := openDesk(t)
	campaign := d.addCampaign("Noël")
	mine := d.addPost("pain", noon, d.first)
	theirs := *mine
	theirs.Campaign = campaign
	must(t, d.SavePost(t.Context(), &theirs))
	mine.Parts = []string{"brioche"}
	before := *mine
	wantErr(t, d.SavePost(t.Context(), mine), data.ErrStale)
	same(t, *mine, before)
	theirs.Campaign = 0
	must(t, d.SavePost(t.Context(), &theirs)) // within the same millisecond of a clock that stands still
	wantErr(t, d.SavePost(t.Context(), mine), data.ErrStale)
	mine.Updated = time.Time{} // somebody who does not say what they read
	must(t, d.SavePost(t.Context(), mine))
	same(t, mine.Revision, int64(2))
}

func TestMarksOfWhatIsGoneAreLeftOut(t *testing.T) {
	d := openDesk(t)
	campaign, pillar, bread := d.addCampaign("Noël"), d.addPillars("Métier")[0], d.addProduct("Pain", "")
	other := d.addBrand("Autre")
	must(t, d.DeleteProduct(t.Context(), bread.ID))
	p := data.Post{Brand: d.brand, Campaign: 99, Pillar: 99, Products: []data.ProductID{99, bread.ID, bread.ID}}
	must(t, d.SavePost(t.Context(), &p))
	if p.Campaign != 0 || p.Pillar != 0 || len(p.Products) != 2 {
		t.Fatalf("%+v", p)
	}
	must(t, d.DeleteCampaign(t.Context(), campaign))
	p.Campaign, p.Pillar = campaign, pillar
	must(t, d.SavePost(t.Context(), &p))
	same(t, p.Campaign, data.CampaignID(0))
	same(t, p.Pillar, pillar)
	must(t, d.RestoreCampaign(t.Context(), campaign))
	for name, bad := range map[string]data.Post{
		"campaign": {Brand: other, Campaign: campaign}, "pillar": {Brand: other, Pillar: pillar},
		"product": {Brand: other, Products: []data.ProductID{bread.ID}},
	} {
		if err := d.SavePost(t.Context(), &bad); err == nil || bad.ID != 0 || !strings.Contains(err.Error(), data.ErrOtherBrand.Error()) {
			t.Errorf("%s of another brand: %v", name, err)
		}
	}
}

func TestAPlannedImportIsNotForgotten(t *testing.T) {
	d := openDesk(t)
	page := d.past(2, d.first)
	page[0].Post.Media = []data.Attachment{{Media: data.Media{Hash: "ab"}}}
	page[1].Post.Media = page[0].Post.Media
	id := d.beginImport(d.first)
	d.readIn(id, page)
	p, err := d.Post(t.Context(), page[0].Post.ID)
	must(t, err)
	p.Campaign = d.addCampaign("Noël")
	must(t, d.SavePost(t.Context(), &p))
	removed, err := d.ForgetImport(t.Context(), id)
	must(t, err)
	same(t, removed, 1)
	_, err = d.Post(t.Context(), p.ID)
	must(t, err)
}

func TestCampaigns(t *testing.T) {
	d := openDesk(t)
	c := data.Campaign{
		Brand: d.brand, Name: "Noël", Aim: data.AimKeep, Colour: "#123456", From: "2026-11-26", To: "2026-12-24",
		Track: data.Tracking{Campaign: "noel", Medium: "social", Source: "x", Content: "y", Hosts: []string{"a.example"}},
	}
	must(t, d.SaveCampaign(t.Context(), &c))
	p := d.addPost("pain", noon, d.first, d.second)
	p.Campaign = c.ID
	must(t, d.SavePost(t.Context(), p))
	c.Name, c.Posts = "Noël 2026", 1
	must(t, d.SaveCampaign(t.Context(), &c))
	all, err := d.Campaigns(t.Context(), d.brand)
	must(t, err)
	same(t, all, []data.Campaign{c})
	newer := d.addCampaign("Soldes")
	must(t, d.EndCampaign(t.Context(), c.ID, true))
	all, err = d.Campaigns(t.Context(), d.brand)
	must(t, err)
	if len(all) != 2 || all[0].ID != newer || !all[1].Ended {
		t.Errorf("%+v", all)
	}
	foreign := c
	foreign.Brand = d.addBrand("Autre")
	wantErr(t, d.SaveCampaign(t.Context(), &foreign), data.ErrOtherBrand)
	wantErr(t, d.EndCampaign(t.Context(), 99, true), data.ErrNoSuch)
	wantErr(t, d.SaveCampaign(t.Context(), &data.Campaign{ID: 99, Brand: d.brand}), data.ErrNoSuch)
	wantErr(t, d.SaveCampaign(t.Context(), &data.Campaign{Brand: 99}), data.ErrNoSuch)
}

// TestDeletedCampaignLeavesNoMark, comes back as it was, and unconfirms nothing.
func TestDeletedCampaignLeavesNoMark(t *testing.T) {
	d := openDesk(t)
	first, second := d.addCampaign("Noël"), d.addCampaign("Soldes")
	posts := make([]*data.Post, 4)
	for i := range posts {
		p := d.addPost("pain \u2028 \u0000 & <b>", noon, d.first)
		p.Campaign = first
		must(t, d.SavePost(t.Context(), p))
		posts[i] = p
	}
	d.arm(posts[0])
	must(t, d.DeletePost(t.Context(), posts[1].ID))
	must(t, d.DeleteCampaign(t.Context(), first))
	wantErr(t, d.DeleteCampaign(t.Context(), first), data.ErrNoSuch)
	for _, p := range posts {
		stored, err := d.Post(t.Context(), p.ID)
		must(t, err)
		if stored.Campaign != 0 || stored.Parts[0] != p.Parts[0] {
			t.Fatalf("%+v", stored)
		}
	}
	page, err := d.List(t.Context(), data.ListQuery{Brand: d.brand})
	must(t, err)
	for _, e := range page {
		if e.Campaign != 0 || e.Stale {
			t.Fatalf("%+v", e)
		}
	}
	late := *posts[2]
	late.Title = "Pain"
	wantErr(t, d.SavePost(t.Context(), &late), data.ErrStale) // read before the campaign went
	moved, err := d.Post(t.Context(), posts[2].ID)
	must(t, err)
	moved.Campaign = second
	must(t, d.SavePost(t.Context(), &moved))

	must(t, d.RestoreCampaign(t.Context(), first))
	wantErr(t, d.RestoreCampaign(t.Context(), first), data.ErrNoSuch)
	want := []data.CampaignID{first, first, second, first}
	for i, p := range posts {
		stored, err := d.Post(t.Context(), p.ID)
		must(t, err)
		same(t, stored.Campaign, want[i])
		var repeated data.CampaignID
		must(t, d.core.read.QueryRow(`SELECT campaign_id FROM deliveries WHERE post_id = ?`, p.ID).Scan(&repeated))
		same(t, repeated, want[i])
		if i == 1 {
			continue // it is deleted
		}
		saved := stored
		must(t, d.SavePost(t.Context(), &saved)) // it finds nothing changed
		same(t, saved, stored)
	}
	days, err := d.Agenda(t.Context(), data.AgendaQuery{
		Brand: d.brand, Campaign: first, PerDay: 1, Bounds: []time.Time{noon, noon.Add(time.Hour)},
	})
	must(t, err)
	if days[0].Total != 2 || days[0].Entries[0].Campaign != first {
		t.Errorf("%+v", days)
	}
}
