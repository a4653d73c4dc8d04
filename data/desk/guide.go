package desk

import (
	"context"
	"slices"
	"time"

	"parvis/data"
)

// balanceOf is how far back posts count for the balance of the pillars.
const balanceOf = 90 * 24 * time.Hour

// Guide reads what the texts of a brand are held against.
func (d *Desk) Guide(ctx context.Context, brand data.BrandID) (data.Guide, error) {
	var g data.Guide
	var err error
	if g.Line, err = d.store.Line(ctx, brand); err != nil {
		return data.Guide{}, err
	}
	if g.Products, err = d.store.Products(ctx, data.ProductQuery{Brand: brand, Ended: true}); err != nil {
		return data.Guide{}, err
	}
	if g.Campaigns, err = d.store.Campaigns(ctx, brand); err != nil {
		return data.Guide{}, err
	}
	now := d.p.Clock.Now()
	if g.Balance, err = d.store.Balance(ctx, brand, now.Add(-balanceOf), now); err != nil {
		return data.Guide{}, err
	}
	g.Known, err = d.store.KnownWords(ctx, brand)
	return g, err
}

// AddWord takes a word into the personal dictionary of a brand.
func (d *Desk) AddWord(ctx context.Context, brand data.BrandID, word string) error {
	return d.store.AddWord(ctx, brand, word)
}

// RemoveWord takes a word out of it again.
func (d *Desk) RemoveWord(ctx context.Context, brand data.BrandID, word string) error {
	return d.store.RemoveWord(ctx, brand, word)
}

// WriteTwin makes the draft of a post in another language ("en") and returns its
// ID: same media, accounts, hour, campaign, pillar and products, and the text to
// be translated. Each names the other. A post that has a twin keeps it, and its
// ID is returned.
func (d *Desk) WriteTwin(ctx context.Context, id data.PostID, lang string) (data.PostID, error) {
	post, err := d.store.Post(ctx, id)
	if err != nil {
		return 0, err
	}
	if post.Twin != 0 {
		return post.Twin, nil
	}
	twin := post
	twin.ID, twin.Revision, twin.Created, twin.Updated = 0, 0, time.Time{}, time.Time{}
	twin.Lang, twin.Twin, twin.Series, twin.Again = lang, post.ID, 0, data.Again{}
	accounts, err := d.Accounts(ctx, post.Brand)
	if err != nil {
		return 0, err
	}
	twin.Variants = slices.DeleteFunc(slices.Clone(post.Variants), func(v data.Variant) bool {
		i := slices.IndexFunc(accounts, func(a data.Account) bool { return a.ID == v.Account })
		return i < 0 || !accounts[i].State.Publishes()
	})
	if err := d.store.SavePost(ctx, &twin); err != nil {
		return 0, err
	}
	post.Twin = twin.ID
	return twin.ID, d.store.SavePost(ctx, &post)
}
