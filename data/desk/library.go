package desk

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"parvis/data"
	"parvis/data/line"
	"parvis/data/words"
)

// Pillars lists the subjects of a brand's editorial line.
func (d *Desk) Pillars(ctx context.Context, brand data.BrandID) ([]data.Pillar, error) {
	line, err := d.store.Line(ctx, brand)
	return line.Pillars, err
}

// Ideas reads the ideas board of a brand.
func (d *Desk) Ideas(ctx context.Context, brand data.BrandID) ([]data.Idea, error) {
	return d.store.Ideas(ctx, brand)
}

// SaveIdea stores an idea; see [store.Store.SaveIdea].
func (d *Desk) SaveIdea(ctx context.Context, i *data.Idea) error { return d.store.SaveIdea(ctx, i) }

// MoveIdea puts an idea at a place of a column, counted without it.
func (d *Desk) MoveIdea(ctx context.Context, id data.IdeaID, stage data.Stage, place int) error {
	return d.store.MoveIdea(ctx, id, stage, place)
}

// DeleteIdea takes an idea off the board; undo brings it back to its place.
func (d *Desk) DeleteIdea(ctx context.Context, id data.IdeaID) (undo func(context.Context) error, err error) {
	if err := d.store.DeleteIdea(ctx, id); err != nil {
		return nil, err
	}
	return func(ctx context.Context) error { return d.store.RestoreIdea(ctx, id) }, nil
}

// WriteIdea makes a draft of an idea and takes the idea off the board, which it
// does only once the draft is stored. undo takes the draft away and puts the idea
// back.
func (d *Desk) WriteIdea(ctx context.Context, i data.Idea) (id data.PostID, undo func(context.Context) error, err error) {
	return d.PlanIdea(ctx, i, data.Schedule{}, 0)
}

// PlanIdea is WriteIdea at a time and in a campaign, 0 for none.
func (d *Desk) PlanIdea(ctx context.Context, i data.Idea, when data.Schedule, campaign data.CampaignID) (id data.PostID, undo func(context.Context) error, err error) {
	text := i.Text
	if i.Link != "" {
		text += "\n\n" + i.Link
	}
	id, remove, err := d.WriteDraft(ctx, data.Post{
		Brand: i.Brand, Title: i.Title, Parts: []string{text}, Media: i.Media, Pillar: i.Pillar, Campaign: campaign, When: when,
	})
	if err != nil {
		return 0, nil, err
	}
	restore, err := d.DeleteIdea(ctx, i.ID)
	if err != nil {
		return 0, nil, errors.Join(err, remove(ctx))
	}
	return id, func(ctx context.Context) error { return errors.Join(restore(ctx), remove(ctx)) }, nil
}

// WriteDraft stores a new post as a draft for every account of its brand
// that publishes, in the brand's language when it says none. undo takes it away.
func (d *Desk) WriteDraft(ctx context.Context, p data.Post) (id data.PostID, undo func(context.Context) error, err error) {
	brand, err := d.store.Brand(ctx, p.Brand)
	if err != nil {
		return 0, nil, err
	}
	accounts, err := d.store.Accounts(ctx, p.Brand)
	if err != nil {
		return 0, nil, err
	}
	for _, a := range accounts {
		if a.State.Publishes() {
			p.Variants = append(p.Variants, data.Variant{Account: a.ID})
		}
	}
	if p.Lang == "" {
		p.Lang = brand.Lang
	}
	if err := d.store.SavePost(ctx, &p); err != nil {
		return 0, nil, err
	}
	return p.ID, func(ctx context.Context) error { return d.store.DeletePost(ctx, p.ID) }, nil
}

// PresentProduct writes the draft of a post about a product, in the brand's
// language: its name with today's price, what is said of it, its link, and its
// photo where the library has it. undo takes the post away.
func (d *Desk) PresentProduct(ctx context.Context, p data.Product, book *words.Book) (id data.PostID, undo func(context.Context) error, err error) {
	brand, err := d.store.Brand(ctx, p.Brand)
	if err != nil {
		return 0, nil, err
	}
	zone, err := time.LoadLocation(brand.Zone)
	if err != nil {
		zone = time.UTC
	}
	today := d.p.Clock.Now().In(zone).Format(data.DayLayout)
	said := []string{line.Priced(p, today, book.In(brand.Lang)), p.About, p.Link}
	said = slices.DeleteFunc(said, func(s string) bool { return s == "" })
	post := data.Post{Brand: p.Brand, Parts: []string{strings.Join(said, "\n\n")}, Products: []data.ProductID{p.ID}}
	if p.Photo != "" {
		photo, err := d.Asset(ctx, p.Brand, p.Photo)
		switch {
		case err == nil:
			post.Media = []data.Attachment{{Media: photo.Media, Alt: photo.Alt, Focus: photo.Focus}}
		case !errors.Is(err, data.ErrNoSuch):
			return 0, nil, err
		}
	}
	return d.WriteDraft(ctx, post)
}

// Products reads a page of the catalogue.
func (d *Desk) Products(ctx context.Context, q data.ProductQuery) ([]data.Product, error) {
	return d.store.Products(ctx, q)
}

// SaveProduct stores a product; see [store.Store.SaveProduct].
func (d *Desk) SaveProduct(ctx context.Context, p *data.Product) error {
	return d.store.SaveProduct(ctx, p)
}

// DeleteProduct takes a product out of the catalogue; undo brings it back.
func (d *Desk) DeleteProduct(ctx context.Context, id data.ProductID) (undo func(context.Context) error, err error) {
	if err := d.store.DeleteProduct(ctx, id); err != nil {
		return nil, err
	}
	return func(ctx context.Context) error { return d.store.RestoreProduct(ctx, id) }, nil
}
