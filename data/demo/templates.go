package demo

import (
	"context"
	"slices"

	"parvis/data"
)

// templates fills what the bakery begins its posts from, gives products their
// photos, and says which posts show them.
func (b *builder) templates(ctx context.Context, brand data.Brand) error {
	for _, t := range []data.Template{
		{Kind: data.TemplatePost, Name: "Nouveau produit", Title: "{produit}", Lang: "fr", Text: "Nouveau au comptoir : {produit} ({unité}), à {prix}.\n\nÀ retrouver dès {heure} à la boutique.\n\n{lien}"},
		{Kind: data.TemplatePost, Name: "Concours + règlement", Lang: "fr", Text: "Gagnez {lot} !\n\nPour participer, répondez à cette publication avant le {date limite}. Tirage au sort parmi toutes les réponses, sans obligation d’achat. Règlement : {règlement}"},
		{
			Kind: data.TemplatePost, Name: "Portrait d’équipe", Title: "Portrait : {prénom}", Lang: "fr", Text: "{prénom}, {métier} à la {marque}.\n\n« {citation} »",
			Networks: []data.NetworkName{"facebook", "instagram", "mastodon"},
		},
		{Kind: data.TemplateHashtags, Name: "Boulangerie à Nantes", Text: "#Nantes #boulangerie #pain #levain #artisan #Bretagne #faitmaison #quartier"},
		{Kind: data.TemplateHashtags, Name: "Fêtes de fin d’année", Text: "#Noël #fêtes #bûche #GaletteDesRois #gourmandise #réveillon #épiphanie #tradition #cadeau #Nantes #partage"},
	} {
		t.Brand = brand.ID
		if err := b.store.SaveTemplate(ctx, &t); err != nil {
			return err
		}
	}
	all, err := b.store.Products(ctx, data.ProductQuery{Brand: brand.ID})
	if err != nil {
		return err
	}
	if err := b.photograph(ctx, all); err != nil {
		return err
	}
	return b.name(ctx, brand.ID, all)
}

// photograph gives products the photos that the media library has of them.
func (b *builder) photograph(ctx context.Context, all []data.Product) error {
	motifs := map[string]string{"G6": "galette", "B8": "log", "L1": "loaf"}
	for _, p := range all {
		motif, photographed := motifs[p.Ref]
		if !photographed || p.Photo != "" {
			continue
		}
		m, err := b.picture(ctx, motif)
		if err != nil {
			return err
		}
		p.Photo = m.Hash
		if err := b.store.SaveProduct(ctx, &p); err != nil {
			return err
		}
	}
	return nil
}

// name says of posts which products they show, by the beginnings of their titles.
func (b *builder) name(ctx context.Context, brand data.BrandID, all []data.Product) error {
	titles := map[string][]string{
		"G6": {"Galette des rois"}, "B8": {"Bûche"}, "L1": {"Fournée", "Four à bois"}, "C1": {"Premier tram"},
	}
	entries, err := b.store.List(ctx, data.ListQuery{Brand: brand})
	if err != nil {
		return err
	}
	for _, p := range all {
		done := map[data.PostID]bool{}
		for _, e := range entries {
			if done[e.Post] || find([]planned{{titles: titles[p.Ref]}}, e.Headline) < 0 {
				continue
			}
			done[e.Post] = true
			post, err := b.store.Post(ctx, e.Post)
			if err != nil {
				return err
			}
			if slices.Contains(post.Products, p.ID) {
				continue
			}
			post.Products = append(post.Products, p.ID)
			if err := b.store.SavePost(ctx, &post); err != nil {
				return err
			}
		}
	}
	return nil
}
