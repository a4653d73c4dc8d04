package uitest_test

import (
	"slices"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"parvis/data"
	check "parvis/data/line"
	"parvis/ui/widgets"
)

// TestACampaignAndASlotArePlanned makes a campaign, deletes it and takes that
// back, and keeps an hour of the week, by taps and keys.
func TestACampaignAndASlotArePlanned(t *testing.T) {
	v := newVisit(t)
	campaign := func() (data.Campaign, bool) {
		all, err := v.house.Desk.Campaigns(v.ctx, v.brand)
		v.ok(err)
		i := slices.IndexFunc(all, func(c data.Campaign) bool { return c.Name == "Ouverture du salon" })
		if i < 0 {
			return data.Campaign{}, false
		}
		return all[i], true
	}
	there := func() bool { _, ok := campaign(); return ok }
	v.ok(v.Do(v.ctx, "shell.screen.plan"))
	v.tapWord("plan.new.campaigns")
	kinds := shown[*widgets.Segmented](v)
	aim := slices.IndexFunc(kinds, func(k *widgets.Segmented) bool { return k.AccessibilityLabel() == v.Book.T("aim.known") })
	if aim < 0 {
		t.Fatal("no aim to choose")
	}
	v.Frame.Canvas().Focus(kinds[aim])
	v.ok(v.Press(v.ctx, fyne.KeyRight)) // from being known to winning customers
	v.into("plan.campaign.name")
	v.write("Ouverture du salon")
	v.into("plan.campaign.hosts")
	v.write("https://www.Maison-Lenoir.example/salon, blog.example")
	v.tapWord("common.save")
	v.until("campaign", glance, there)
	c, _ := campaign()
	if c.Aim != data.AimWin || !slices.Equal(c.Track.Hosts, []string{"maison-lenoir.example", "blog.example"}) {
		t.Errorf("%+v", c)
	}
	v.tapWord("plan.delete", "Name", c.Name)
	v.until("deletion", glance, func() bool { return !there() })
	v.tapWord("common.undo")
	v.until("undo", glance, there)

	slots := func() []data.Slot {
		all, err := v.house.Desk.Slots(v.ctx, v.brand)
		v.ok(err)
		return all
	}
	before := len(slots())
	v.ok(v.Do(v.ctx, "plan.action.show.slots"))
	week := shown[*widgets.Week](v)[0]
	at, column := fyne.CurrentApp().Driver().AbsolutePositionForObject(week), (week.Size().Width-56)/7
	v.ok(v.TapAt(v.ctx, at.X+56+1.5*column, at.Y+58+80)) // an hour of a Tuesday, which keeps none
	v.into("plan.slot.hour")
	v.ok(v.Press(v.ctx, fyne.KeyEnd))
	v.ok(v.Press(v.ctx, slices.Repeat([]fyne.KeyName{fyne.KeyBackspace}, len("18:30"))...))
	v.write("8h15")
	v.tapWord("common.save")
	if !v.says(v.Book.T("plan.slot.hour.fault")) || len(slots()) != before {
		t.Error("an hour that is none is taken")
	}
	v.into("plan.slot.hour")
	v.ok(v.Press(v.ctx, slices.Repeat([]fyne.KeyName{fyne.KeyBackspace}, len("8h15"))...))
	v.write("08:15")
	v.tapWord("common.save")
	v.until("slot", glance, func() bool { return len(slots()) == before+1 })
	i := slices.IndexFunc(slots(), func(s data.Slot) bool { return s.Wall == "08:15" })
	if i < 0 || slots()[i].Weekday != time.Tuesday {
		t.Errorf("%+v", slots())
	}
	v.tapWord("common.undo")
	v.until("undo", glance, func() bool { return len(slots()) == before })
}

// TestTheLineIsWrittenAndTried adds a pillar and takes it back, forbids a word
// and tries a text against it.
func TestTheLineIsWrittenAndTried(t *testing.T) {
	v := newVisit(t)
	line := func() data.Line {
		l, err := v.house.Desk.Line(v.ctx, v.brand)
		v.ok(err)
		return l
	}
	before := len(line().Pillars)
	v.ok(v.Do(v.ctx, "plan.action.show.line"))
	v.tapWord("plan.new.line")
	v.into("plan.pillar.name")
	v.write("Les recettes")
	v.into("plan.pillar.share")
	v.write("20")
	v.tapWord("common.save")
	v.until("pillar", glance, func() bool { return len(line().Pillars) == before+1 })
	if p := line().Pillars[before]; p.Name != "Les recettes" || p.Share != 20 {
		t.Errorf("%+v", p)
	}
	v.tapWord("common.undo")
	v.until("undo", glance, func() bool { return len(line().Pillars) == before })
	v.tapWord("plan.word.add")
	v.into("plan.word")
	v.write("promo*")
	v.into("plan.word.use")
	v.write("offre")
	v.tapWord("common.save")
	v.until("word", glance, func() bool {
		return slices.Equal(line().Forbidden, []data.Forbidden{{Words: "promo*", Use: "offre"}})
	})
	v.until("row", glance, func() bool { return v.says("promo*") })
	areas := shown[*widgets.TextArea](v)
	if len(areas) != 1 {
		t.Fatalf("%d areas", len(areas))
	}
	areas[0].Insert("Grande promotion ce matin.")
	f := check.Check(data.Post{}, []string{"Grande promotion ce matin."}, check.Context{Line: line(), Lang: "fr"})
	if len(f) == 0 {
		t.Fatal("the word is not found")
	}
	what, _ := f[0].Words(v.Book)
	v.until("finding", glance, func() bool { return v.says(what) })
}
