package desk_test

import (
	"testing"
	"time"

	"parvis/data"
)

func TestACopyIsADraftAndCanBeTakenAway(t *testing.T) {
	o := open(t)
	a := o.connect()
	p := o.write("Galette", o.clock.Now().Add(48*time.Hour), a)
	o.must(o.Schedule(t.Context(), p.ID))
	when := data.Schedule{Wall: "2030-01-06T09:00", Zone: "Europe/Paris", Instant: time.Date(2030, 1, 6, 8, 0, 0, 0, time.UTC)}
	undo, err := o.Copy(t.Context(), p.ID, when)
	o.must(err)
	entries := func() []data.Entry {
		all, err := o.List(t.Context(), data.ListQuery{Brand: o.brand.ID})
		o.must(err)
		return all
	}
	all := entries()
	if len(all) != 2 || all[1].State != data.Draft || !all[1].Due.Equal(when.Instant) || all[1].Headline != "Galette" {
		t.Fatalf("%+v", all)
	}
	if all[0].State == data.Draft {
		t.Errorf("the original is %s", all[0].State)
	}
	o.must(undo(t.Context()))
	if all := entries(); len(all) != 1 || all[0].Post != p.ID {
		t.Errorf("after undo %+v", all)
	}
}

func TestACampaignOfAPostChangesAndComesBack(t *testing.T) {
	o := open(t)
	p := o.write("Galette", o.clock.Now().Add(48*time.Hour))
	c := data.Campaign{Brand: o.brand.ID, Name: "Rois", Aim: data.AimWin, Colour: "#B0442B"}
	o.must(o.SaveCampaign(t.Context(), &c))
	undo, err := o.SetCampaign(t.Context(), p.ID, c.ID)
	o.must(err)
	is := func() data.CampaignID {
		now, err := o.Post(t.Context(), p.ID)
		o.must(err)
		return now.Campaign
	}
	if is() != c.ID {
		t.Errorf("it is in campaign %d", is())
	}
	o.must(undo(t.Context()))
	if is() != 0 {
		t.Errorf("after undo it is in campaign %d", is())
	}
}

func TestOpeningsKnowWhatIsTaken(t *testing.T) {
	o := open(t)
	o.must(o.SaveSlots(t.Context(), o.brand.ID, []data.Slot{{Weekday: time.Monday, Wall: "09:00"}, {Weekday: time.Tuesday, Wall: "18:30"}}))
	monday := time.Date(2030, 1, 7, 8, 0, 0, 0, time.UTC) // nine in Paris
	o.write("Fournée", monday.Add(10*time.Minute))
	all, err := o.Openings(t.Context(), o.brand.ID, monday, monday.AddDate(0, 0, 7))
	o.must(err)
	if len(all) != 2 || !all[0].Taken || all[1].Taken || all[1].When.Wall != "2030-01-08T18:30" {
		t.Errorf("%+v", all)
	}
}

func TestKeyDatesFollowTheLineOrTheZone(t *testing.T) {
	o := open(t)
	has := func(id string) bool {
		dates, err := o.KeyDates(t.Context(), o.brand.ID, "2027-03-20", "2027-03-31")
		o.must(err)
		for _, d := range dates {
			if d.ID == id {
				return true
			}
		}
		return false
	}
	if has("good_friday") || !has("easter_monday") {
		t.Error("without a line they are not those of France")
	}
	l := data.Line{Brand: o.brand.ID, Country: "FR", Region: "67"}
	o.must(o.SaveLine(t.Context(), &l))
	if !has("good_friday") {
		t.Error("in Alsace Good Friday is missing")
	}
	l.Region = "nowhere"
	o.must(o.SaveLine(t.Context(), &l))
	if has("good_friday") || !has("easter_monday") {
		t.Error("an unknown region is not the country as a whole")
	}
}

func TestBestHoursWithoutResultsAreGeneral(t *testing.T) {
	o := open(t)
	best, err := o.BestHours(t.Context(), o.brand.ID, nil)
	o.must(err)
	if best.Own || best.Posts != 0 || len(best.Hours) == 0 {
		t.Errorf("%+v", best)
	}
}

func TestKeyDatesAreKeptAsTheBrandWants(t *testing.T) {
	o := open(t)
	l := data.Line{Brand: o.brand.ID, Country: "FR", Trade: "bakery", Dates: data.Dates{
		Own: []data.OwnDate{{ID: "own-1", Name: "Anniversaire", Day: "01-10"}}, Hidden: []string{"epiphany"},
		Lead: map[string]int{"own-1": 20},
	}}
	o.must(o.SaveLine(t.Context(), &l))
	stored, err := o.Line(t.Context(), o.brand.ID)
	o.must(err)
	if len(stored.Dates.Own) != 1 || stored.Dates.Lead["own-1"] != 20 {
		t.Fatalf("%+v", stored.Dates)
	}
	dates, err := o.KeyDates(t.Context(), o.brand.ID, "2027-01-01", "2027-01-31")
	o.must(err)
	own := 0
	for _, d := range dates {
		if d.ID == "epiphany" {
			t.Error("a hidden date is shown")
		}
		if d.Name == "Anniversaire" && d.Lead == 20 && d.From == "2027-01-10" {
			own++
		}
	}
	if own != 1 {
		t.Errorf("%+v", dates)
	}
}
