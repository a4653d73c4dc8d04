package store

import (
	"testing"
	"time"

	"parvis/data"
)

func TestLine(t *testing.T) {
	d := openDesk(t)
	empty, err := d.Line(t.Context(), d.brand)
	must(t, err)
	same(t, empty, data.Line{Brand: d.brand})
	l := data.Line{
		Brand: d.brand, Tone: "chaleureux", Address: data.AddressVous,
		Forbidden: []data.Forbidden{{Words: "pas cher*", Why: "ton", Use: "abordable"}},
		Emoji:     data.Known(0), Always: []string{"pain"},
		Required: []data.Required{{When: "alcool", Text: "L’abus", Why: "loi Évin"}},
		Pillars:  []data.Pillar{{Name: "Métier", Colour: "#123456", Share: 40}, {Name: "Équipe"}},
		Country:  "FR", Region: "alsace-moselle", School: "B", Trade: "bakery",
		Dates: data.Dates{
			Own:    []data.OwnDate{{ID: "own-1", Name: "Ouverture", Day: "06-21", Angle: "dix ans"}},
			Hidden: []string{"black_friday"}, Leads: map[string]int{"holiday": 7}, Lead: map[string]int{"own-1": 0},
		},
	}
	must(t, d.SaveLine(t.Context(), &l))
	if l.Revision != 1 || l.Pillars[0].ID == 0 || l.Pillars[0].ID == l.Pillars[1].ID {
		t.Fatalf("%+v", l)
	}
	stored, err := d.Line(t.Context(), d.brand)
	must(t, err)
	same(t, stored, l)
	again := l
	must(t, d.SaveLine(t.Context(), &again))
	same(t, again.Revision, int64(1))
	again.Tone = "sobre"
	must(t, d.SaveLine(t.Context(), &again))
	l.Tone = "drôle"
	wantErr(t, d.SaveLine(t.Context(), &l), data.ErrStale)
	other := data.Line{Brand: d.addBrand("Autre"), Pillars: []data.Pillar{{Name: "neuf"}, l.Pillars[0]}}
	wantErr(t, d.SaveLine(t.Context(), &other), data.ErrOtherBrand)
	same(t, other.Pillars[0].ID, data.PillarID(0))
	other.Pillars = []data.Pillar{{ID: 99}}
	wantErr(t, d.SaveLine(t.Context(), &other), data.ErrNoSuch)
	wantErr(t, d.SaveLine(t.Context(), &data.Line{Brand: 99}), data.ErrNoSuch)
}

// TestAPillarTakenAwayLeavesItsPosts, which get it back when that is undone; its
// number never names another one.
func TestAPillarTakenAwayLeavesItsPosts(t *testing.T) {
	d := openDesk(t)
	ids := d.addPillars("Métier", "Équipe")
	p := d.addPost("pain", noon, d.first)
	p.Pillar = ids[1]
	must(t, d.SavePost(t.Context(), p))
	idea := data.Idea{Brand: d.brand, Pillar: ids[1]}
	must(t, d.SaveIdea(t.Context(), &idea))
	must(t, d.SaveSlots(t.Context(), d.brand, []data.Slot{{Pillar: ids[1], Wall: "18:30"}}))
	before, err := d.Line(t.Context(), d.brand)
	must(t, err)
	without := before
	without.Pillars = before.Pillars[:1]
	must(t, d.SaveLine(t.Context(), &without))
	d.wantPillar(p, 0)
	fresh := d.addPillars("Saison")[0]
	if fresh <= ids[1] {
		t.Errorf("pillar %d was used before", fresh)
	}
	now, err := d.Line(t.Context(), d.brand)
	must(t, err)
	before.Revision = now.Revision
	must(t, d.SaveLine(t.Context(), &before))
	d.wantPillar(p, ids[1])
}

// wantPillar wants a pillar of a post, of the only idea and of the only slot.
func (d *desk) wantPillar(p *data.Post, want data.PillarID) {
	d.t.Helper()
	stored, err := d.Post(d.t.Context(), p.ID)
	must(d.t, err)
	ideas, err := d.Ideas(d.t.Context(), d.brand)
	must(d.t, err)
	slots, err := d.Slots(d.t.Context(), d.brand)
	must(d.t, err)
	got := []data.PillarID{stored.Pillar, d.entry(data.ListQuery{}).Pillar, ideas[0].Pillar, slots[0].Pillar}
	same(d.t, got, []data.PillarID{want, want, want, want})
}

func TestBalance(t *testing.T) {
	d := openDesk(t)
	ids := d.addPillars("Métier", "Équipe")
	plan := func(pillar data.PillarID, due time.Time, states ...data.State) {
		accounts := []data.AccountID{d.first, d.second}[:len(states)]
		p := d.addPost("pain", due, accounts...)
		p.Pillar = pillar
		must(t, d.SavePost(t.Context(), p))
		for i, state := range states {
			d.force(d.delivery(p, accounts[i]).ID, state)
		}
	}
	plan(ids[0], noon, data.Sent, data.Scheduled) // one post
	plan(ids[0], noon.Add(time.Hour), data.Held, data.Cancelled)
	plan(ids[1], noon, data.Cancelled, data.Missed)
	plan(ids[1], noon.Add(24*time.Hour), data.Sent)
	plan(ids[1], time.Time{}, data.Draft)
	plan(0, noon, data.Draft)
	plan(0, noon.Add(-time.Second), data.Sent)
	got, err := d.Balance(t.Context(), d.brand, noon, noon.Add(24*time.Hour))
	must(t, err)
	same(t, got, []data.Balance{{Pillar: 0, Posts: 1}, {Pillar: ids[0], Posts: 2}})
}
