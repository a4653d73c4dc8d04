package desk_test

import (
	"errors"
	"testing"

	"parvis/data"
	"parvis/data/calendar"
)

func TestAnIdeaIsPlannedAtATimeAndPutBack(t *testing.T) {
	o := open(t)
	campaign := data.Campaign{Brand: o.brand.ID, Name: "Noël", Aim: data.AimWin, Colour: "#7B4FB3"}
	o.must(o.SaveCampaign(t.Context(), &campaign))
	idea := data.Idea{Brand: o.brand.ID, Title: "Levain", Text: "Il chante.", Stage: data.StageReady}
	o.must(o.SaveIdea(t.Context(), &idea))
	when, _, err := calendar.Resolve("2026-11-26T18:30", o.brand.Zone)
	o.must(err)
	id, undo, err := o.PlanIdea(t.Context(), idea, when, campaign.ID)
	o.must(err)
	post, err := o.Post(t.Context(), id)
	o.must(err)
	if post.When.Wall != when.Wall || post.Campaign != campaign.ID || post.Parts[0] != "Il chante." {
		t.Errorf("%+v", post)
	}
	if left, err := o.Ideas(t.Context(), o.brand.ID); err != nil || len(left) != 0 {
		t.Errorf("left: %+v, %v", left, err)
	}
	if _, _, err := o.PlanIdea(t.Context(), idea, when, 0); !errors.Is(err, data.ErrNoSuch) {
		t.Errorf("an idea that is not there: %v", err)
	}
	o.must(undo(t.Context()))
	back, err := o.Ideas(t.Context(), o.brand.ID)
	o.must(err)
	planned, err := o.List(t.Context(), data.ListQuery{Brand: o.brand.ID, From: when.Instant})
	o.must(err)
	if len(back) != 1 || len(planned) != 0 {
		t.Errorf("back: %+v, planned: %+v", back, planned)
	}
}
