package store

import (
	"slices"
	"testing"

	"parvis/data"
)

// TestPlanningIsAnnounced: every write says which rows to read again.
func TestPlanningIsAnnounced(t *testing.T) {
	d := openDesk(t)
	ctx := t.Context()
	file, p := d.putAsset("four.jpg"), d.addPost("pain", noon, d.first)
	campaign, product := data.Campaign{Brand: d.brand}, data.Product{Brand: d.brand}
	template, idea, series := data.Template{Brand: d.brand}, data.Idea{Brand: d.brand}, d.weekly()
	catalogue, line, slots := d.beginProducts(), data.Line{Brand: d.brand, Tone: "x"}, []data.Slot{{Wall: "08:00"}}
	must(t, d.SaveCampaign(ctx, &campaign))
	approval := data.Approval{Brand: d.brand, Posts: []data.Reviewed{{Post: p.ID, Revision: 1}}}
	occurrence := series.Model
	occurrence.Series = series.ID
	for _, c := range []struct {
		name  string
		write func() error
		nouns []data.Noun
	}{
		{"save campaign", func() error { return d.SaveCampaign(ctx, &campaign) }, []data.Noun{data.Campaigns}},
		{"end campaign", func() error { return d.EndCampaign(ctx, campaign.ID, true) }, []data.Noun{data.Campaigns}},
		{"plan post", func() error { p.Campaign = campaign.ID; return d.SavePost(ctx, p) }, []data.Noun{data.Posts, data.Deliveries}},
		{"delete campaign", func() error { return d.DeleteCampaign(ctx, campaign.ID) }, []data.Noun{data.Campaigns, data.Posts, data.Deliveries}},
		{"restore campaign", func() error { return d.RestoreCampaign(ctx, campaign.ID) }, []data.Noun{data.Campaigns, data.Posts, data.Deliveries}},
		{"save line", func() error { return d.SaveLine(ctx, &line) }, []data.Noun{data.Lines}},
		{"save product", func() error { return d.SaveProduct(ctx, &product) }, []data.Noun{data.Products}},
		{"delete product", func() error { return d.DeleteProduct(ctx, product.ID) }, []data.Noun{data.Products}},
		{"restore product", func() error { return d.RestoreProduct(ctx, product.ID) }, []data.Noun{data.Products}},
		{"import products", func() error { _, _, err := d.SaveProducts(ctx, catalogue, d.bakes(2, 5)); return err }, []data.Noun{data.Products}},
		{"forget import", func() error { _, err := d.ForgetProductImport(ctx, catalogue); return err }, []data.Noun{data.Products}},
		{"save template", func() error { return d.SaveTemplate(ctx, &template) }, []data.Noun{data.Templates}},
		{"delete template", func() error { return d.DeleteTemplate(ctx, template.ID) }, []data.Noun{data.Templates}},
		{"save idea", func() error { return d.SaveIdea(ctx, &idea) }, []data.Noun{data.Ideas}},
		{"move idea", func() error { return d.MoveIdea(ctx, idea.ID, data.StageWork, 0) }, []data.Noun{data.Ideas}},
		{"delete idea", func() error { return d.DeleteIdea(ctx, idea.ID) }, []data.Noun{data.Ideas}},
		{"restore idea", func() error { return d.RestoreIdea(ctx, idea.ID) }, []data.Noun{data.Ideas}},
		{"save slots", func() error { return d.SaveSlots(ctx, d.brand, slots) }, []data.Noun{data.Slots}},
		{"save series", func() error { return d.SaveSeries(ctx, &series) }, []data.Noun{data.SeriesRows}},
		{"except", func() error { return d.ExceptSeries(ctx, series.ID, "2026-12-24", true) }, []data.Noun{data.SeriesRows}},
		{"occurrence", func() error { return d.SaveOccurrence(ctx, &occurrence, "2026-11-26T18:30") }, []data.Noun{data.SeriesRows, data.Posts, data.Deliveries}},
		{"delete series", func() error { return d.DeleteSeries(ctx, series.ID) }, []data.Noun{data.SeriesRows}},
		{"add word", func() error { return d.AddWord(ctx, d.brand, "x") }, []data.Noun{data.KnownWords}},
		{"save asset", func() error { return d.SaveAsset(ctx, &file) }, []data.Noun{data.Library}},
		{"remove asset", func() error { return d.RemoveAsset(ctx, d.brand, file.Hash) }, []data.Noun{data.Library}},
		{"remove assets", func() error { _, err := d.RemoveAssets(ctx, d.brand, nil); return err }, []data.Noun{data.Library}},
		{"restore asset", func() error { return d.RestoreAsset(ctx, d.brand, file.Hash) }, []data.Noun{data.Library}},
		{"arm", func() error { d.arm(p); return nil }, []data.Noun{data.Deliveries}},
		{"save approval", func() error { return d.SaveApproval(ctx, &approval) }, []data.Noun{data.Approvals, data.Posts, data.Deliveries}},
		{"answer", func() error {
			said := []data.Reviewed{{Post: p.ID, Revision: 1, Decision: data.DecisionApprove}}
			_, err := d.Answer(ctx, approval.ID, "1", said)
			return err
		}, []data.Noun{data.Approvals, data.Posts, data.Deliveries}},
		{"hold", func() error { return d.HoldForApproval(ctx, p.ID) }, []data.Noun{data.Posts, data.Deliveries}},
		{"approve", func() error { return d.Approve(ctx, p.ID, 1) }, []data.Noun{data.Posts, data.Deliveries}},
		{"drop", func() error { return d.DropApproval(ctx, p.ID) }, []data.Noun{data.Posts}},
	} {
		t.Run(c.name, func(t *testing.T) {
			var heard []data.Noun
			defer d.Subscribe(func(change data.Change) {
				if !slices.Contains(heard, change.Noun) {
					heard = append(heard, change.Noun)
				}
			})()
			must(t, c.write())
			same(t, heard, c.nouns)
		})
	}
}
