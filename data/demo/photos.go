package demo

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"parvis/assets"
	"parvis/data"
	"parvis/data/words"
)

// photos is the folder in which the telephone of the bakery leaves its photos. It
// is empty: what a visitor puts there becomes drafts. One photo came before the
// visit, and nobody has looked at its draft yet.
func (b *builder) photos(ctx context.Context, brand data.Brand) error {
	folder := filepath.Join(b.world.dir, "Photos du téléphone")
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return fmt.Errorf("photos: %w", err)
	}
	haul, err := b.haul(ctx, brand)
	if err != nil {
		return fmt.Errorf("photos: %w", err)
	}
	return b.store.SaveWatchFolder(ctx, data.WatchFolder{
		Brand: brand.ID, On: true, Path: folder, Looked: haul.At, Last: haul, New: []data.Haul{haul}, Told: true,
	})
}

// haul makes a draft of the photo of the library that says when it was taken.
func (b *builder) haul(ctx context.Context, brand data.Brand) (data.Haul, error) {
	const photo = "IMG_0415.jpg"
	var none data.Haul
	shelf, err := b.store.Assets(ctx, data.AssetQuery{Brand: brand.ID, Text: photo, Limit: 1})
	if err != nil {
		return none, err
	}
	if len(shelf) == 0 {
		return none, fmt.Errorf("%s: %w", photo, data.ErrNoSuch)
	}
	accounts, err := b.store.Accounts(ctx, brand.ID)
	if err != nil {
		return none, err
	}
	catalogue, err := words.Load(assets.Words)
	if err != nil {
		return none, err
	}
	now, a, book := *b.now, shelf[0], catalogue.In(brand.Lang)
	defer func() { *b.now = now }()
	*b.now = a.Added
	p := data.Post{
		Brand: brand.ID, Lang: brand.Lang, Parts: []string{""}, Media: []data.Attachment{{Media: a.Media}},
		Title: book.T("photos.draft.title", "When", book.ShortDateTime(a.Added.In(b.zone))),
	}
	for _, one := range accounts {
		if one.State.Publishes() {
			p.Variants = append(p.Variants, data.Variant{Account: one.ID})
		}
	}
	haul := data.Haul{At: a.Added, Day: a.Added.In(b.zone).Format(data.DayLayout), Photos: 1, Drafts: 1, Undated: 1, Places: 1}
	if haul.Plan, err = b.store.BeginPlan(ctx, brand.ID); err != nil {
		return none, err
	}
	return haul, b.store.SavePlanned(ctx, haul.Plan, []data.Post{p})
}
