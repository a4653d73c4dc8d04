package desk

import (
	"context"
	"slices"
	"time"

	"parvis/data"
	"parvis/data/cost"
)

// Cost is what publishing a post costs, stored or not, on each of its accounts
// that asks money, with how it would cost less, the greatest saving first.
func (d *Desk) Cost(ctx context.Context, post data.Post) ([]data.PostCost, error) {
	accounts, err := d.store.Accounts(ctx, post.Brand)
	if err != nil {
		return nil, err
	}
	var out []data.PostCost
	for _, v := range post.Variants {
		i := slices.IndexFunc(accounts, func(a data.Account) bool { return a.ID == v.Account })
		if i < 0 || accounts[i].Can.Price.Free() {
			continue
		}
		a := accounts[i]
		parts := post.PartsFor(a.ID)
		one := data.PostCost{Account: a.ID, Cost: cost.Of(post, a)}
		for _, s := range cost.Cheaper(parts, a.Can.Text, a.Can.Price) {
			saving := data.Saving{What: s.What, Now: s.Now, Then: s.Then, Part: s.Part}
			for _, l := range s.Links {
				saving.Links = append(saving.Links, parts[s.Part][l.Start:l.End])
			}
			one.Cheaper = append(one.Cheaper, saving)
		}
		out = append(out, one)
	}
	return out, nil
}

// SpendingBeside is [Desk.Spending] without what one post is planned to cost.
func (d *Desk) SpendingBeside(ctx context.Context, id data.AccountID, post data.PostID) (data.Spending, error) {
	s, err := d.spent(ctx, id)
	if err != nil {
		return data.Spending{}, err
	}
	a, err := d.store.Account(ctx, id)
	if err != nil || a.Can.Price.Free() {
		return s, err
	}
	now := d.p.Clock.Now().UTC()
	planned, err := d.store.List(ctx, data.ListQuery{
		Brand: a.Brand, Accounts: []data.AccountID{id}, States: []data.State{data.Scheduled}, Limit: 500,
		To: time.Date(now.Year(), now.Month()+1, 1, 0, 0, 0, 0, time.UTC),
	})
	if err != nil {
		return data.Spending{}, err
	}
	for _, e := range planned {
		if e.Post == post {
			continue
		}
		p, err := d.store.Post(ctx, e.Post)
		if err != nil {
			return data.Spending{}, err
		}
		s.Planned += cost.Of(p, a)
	}
	return s, nil
}

// Beside counts the posts of an account, other than one, that are planned or went
// out within the 24 hours that end at an instant.
func (d *Desk) Beside(ctx context.Context, id data.AccountID, post data.PostID, at time.Time) (int, error) {
	a, err := d.store.Account(ctx, id)
	if err != nil {
		return 0, err
	}
	entries, err := d.store.List(ctx, data.ListQuery{
		Brand: a.Brand, Accounts: []data.AccountID{id}, From: at.Add(-24 * time.Hour), To: at.Add(time.Second), Limit: 1000,
		States: []data.State{data.Scheduled, data.Preparing, data.Committing, data.Verifying, data.Handed, data.Sent},
	})
	if err != nil {
		return 0, err
	}
	n := 0
	for _, e := range entries {
		if e.Post != post {
			n++
		}
	}
	return n, nil
}
