package desk_test

import (
	"errors"
	"slices"
	"testing"
	"time"

	"parvis/data"
	"parvis/data/calendar"
)

// everyDay keeps an hour of each day for a post.
func (o *office) everyDay(wall string) {
	o.t.Helper()
	var slots []data.Slot
	for d := time.Sunday; d <= time.Saturday; d++ {
		slots = append(slots, data.Slot{Weekday: d, Wall: wall})
	}
	o.must(o.SaveSlots(o.t.Context(), o.brand.ID, slots))
}

// evergreen is a post that went out just now and comes back after a day.
func (o *office) evergreen(text string, accounts ...data.Account) data.Post {
	o.t.Helper()
	p := o.write(text, o.clock.Now().Add(time.Hour), accounts...)
	o.must(o.PublishNow(o.t.Context(), p.ID))
	o.until("sent", func() bool { return o.state(p) == data.Sent })
	_, err := o.SetAgain(o.t.Context(), p.ID, 1)
	o.must(err)
	return p
}

func TestFreeSlotsAreRefilledWithDraftsOnly(t *testing.T) {
	o := open(t)
	ctx, a := t.Context(), o.connect()
	o.everyDay("09:00")
	hours, bread := o.evergreen("Nos horaires", a), o.evergreen("Le levain", a)
	proposed, err := o.Refills(ctx, o.brand.ID, 8)
	o.must(err)
	if len(proposed) < 5 {
		t.Fatalf("%+v", proposed)
	}
	for i, r := range proposed {
		if r.Post != hours.ID && r.Post != bread.ID || !slices.Equal(r.Accounts, []data.AccountID{a.ID}) ||
			i > 0 && r.Post == proposed[i-1].Post && r.When.Instant.Sub(proposed[i-1].When.Instant) < 24*time.Hour {
			t.Errorf("%d: %+v", i, r)
		}
	}
	before, err := o.List(ctx, data.ListQuery{Brand: o.brand.ID})
	o.must(err)
	undo, err := o.Refill(ctx, o.brand.ID, 8, proposed[1:4])
	o.must(err)
	all, err := o.Evergreens(ctx, o.brand.ID)
	o.must(err)
	drafts := 0
	for _, e := range all {
		for _, planned := range e.Planned {
			p, err := o.Post(ctx, planned.Post)
			o.must(err)
			if planned.State != data.Draft || p.Again != (data.Again{From: e.Post}) {
				t.Errorf("%+v, %+v", planned, p)
			}
			drafts++
		}
	}
	if drafts != 3 {
		t.Errorf("%d drafts", drafts)
	}
	if _, err := o.Refill(ctx, o.brand.ID, 8, proposed[1:2]); !errors.Is(err, data.ErrChanged) {
		t.Errorf("an hour that is taken by now: %v", err)
	}
	o.must(undo(ctx))
	after, err := o.List(ctx, data.ListQuery{Brand: o.brand.ID})
	o.must(err)
	if len(after) != len(before) {
		t.Errorf("%d entries before, %d after undo", len(before), len(after))
	}
}

func TestARefillThatIsNotProposedIsRefused(t *testing.T) {
	o := open(t)
	ctx, a := t.Context(), o.connect()
	o.everyDay("09:00")
	p := o.evergreen("Nos horaires", a)
	now := o.clock.Now()
	wall, err := calendar.Wall(now.Add(time.Hour), o.brand.Zone)
	o.must(err)
	when, _, err := calendar.Resolve(wall, o.brand.Zone)
	o.must(err)
	if _, err := o.Refill(ctx, o.brand.ID, 8, []calendar.Refill{{Post: p.ID, When: when, Accounts: []data.AccountID{a.ID}}}); !errors.Is(err, data.ErrChanged) {
		t.Errorf("%v", err)
	}
	undo, err := o.SetAgain(ctx, p.ID, 0)
	o.must(err)
	if all, err := o.Evergreens(ctx, o.brand.ID); err != nil || len(all) != 0 {
		t.Errorf("%+v, %v", all, err)
	}
	o.must(undo(ctx))
	if all, err := o.Evergreens(ctx, o.brand.ID); err != nil || len(all) != 1 || all[0].Days != 1 {
		t.Errorf("%+v, %v", all, err)
	}
}

func TestWhatComesBackAlternatesPillars(t *testing.T) {
	o := open(t)
	ctx, a := t.Context(), o.connect()
	o.everyDay("09:00")
	line := data.Line{Brand: o.brand.ID, Pillars: []data.Pillar{{Name: "Métier", Share: 30}, {Name: "Équipe", Share: 70}}}
	o.must(o.SaveLine(ctx, &line))
	craft, team := line.Pillars[0].ID, line.Pillars[1].ID
	pillarOf := map[data.PostID]data.PillarID{}
	for text, pillar := range map[string]data.PillarID{"Le levain": craft, "Nos farines": craft, "Qui fait quoi": team} {
		p := o.evergreen(text, a)
		now, err := o.Post(ctx, p.ID)
		o.must(err)
		now.Pillar = pillar
		o.must(o.SavePost(ctx, &now))
		pillarOf[p.ID] = pillar
	}
	proposed, err := o.Refills(ctx, o.brand.ID, 8)
	o.must(err)
	if len(proposed) < 6 {
		t.Fatalf("%+v", proposed)
	}
	for i := 1; i < len(proposed); i++ {
		if pillarOf[proposed[i].Post] == pillarOf[proposed[i-1].Post] {
			t.Errorf("%d: pillar %d twice in a row", i, pillarOf[proposed[i].Post])
		}
	}
	// A draft of the team before the first hour: now the other pillar comes first.
	p := o.write("Léa", proposed[0].When.Instant.Add(-time.Hour), a)
	p.Pillar = pillarOf[proposed[0].Post]
	o.must(o.SavePost(ctx, &p))
	again, err := o.Refills(ctx, o.brand.ID, 8)
	o.must(err)
	if !again[0].When.Instant.Equal(proposed[0].When.Instant) || pillarOf[again[0].Post] == p.Pillar {
		t.Errorf("after a post about pillar %d comes %+v, about pillar %d", p.Pillar, again[0], pillarOf[again[0].Post])
	}
}
