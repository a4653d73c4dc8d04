package desk

import (
	"context"
	"time"

	"parvis/data"
)

// Copy makes a draft with the content of a post, for the accounts of it that
// publish, at another time; undo takes the copy away. The copy is no twin, no
// occurrence and does not come back by itself.
func (d *Desk) Copy(ctx context.Context, id data.PostID, when data.Schedule) (undo func(context.Context) error, err error) {
	p, err := d.store.Post(ctx, id)
	if err != nil {
		return nil, err
	}
	accounts, err := d.store.Accounts(ctx, p.Brand)
	if err != nil {
		return nil, err
	}
	publishes := map[data.AccountID]bool{}
	for _, a := range accounts {
		publishes[a.ID] = a.State.Publishes()
	}
	var variants []data.Variant
	for _, v := range p.Variants {
		if publishes[v.Account] {
			variants = append(variants, v)
		}
	}
	p.ID, p.Revision, p.Created, p.Updated = 0, 0, time.Time{}, time.Time{}
	p.Twin, p.Series, p.Again = 0, 0, data.Again{}
	p.Variants, p.When = variants, when
	if err := d.store.SavePost(ctx, &p); err != nil {
		return nil, err
	}
	return func(ctx context.Context) error { return d.store.DeletePost(ctx, p.ID) }, nil
}

// SetCampaign puts a post into a campaign, 0 for none; undo puts it back into
// the former one.
func (d *Desk) SetCampaign(ctx context.Context, id data.PostID, campaign data.CampaignID) (undo func(context.Context) error, err error) {
	p, err := d.store.Post(ctx, id)
	if err != nil {
		return nil, err
	}
	before := p.Campaign
	p.Campaign = campaign
	if err := d.store.SavePost(ctx, &p); err != nil {
		return nil, err
	}
	return func(ctx context.Context) error {
		p, err := d.store.Post(ctx, id)
		if err != nil {
			return err
		}
		p.Campaign = before
		return d.store.SavePost(ctx, &p)
	}, nil
}
