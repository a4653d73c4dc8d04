package demo

import (
	"bytes"
	"context"

	"parvis/data"
	"parvis/data/media"
)

// library fills the library of the bakery.
func (b *builder) library(ctx context.Context, brand data.Brand) error {
	if err := b.ideas(ctx, brand); err != nil {
		return err
	}
	if err := b.products(ctx, brand); err != nil {
		return err
	}
	if err := b.media(ctx, brand); err != nil {
		return err
	}
	return b.templates(ctx, brand)
}

// products fills the catalogue.
func (b *builder) products(ctx context.Context, brand data.Brand) error {
	euros := func(cents data.Micros) data.Amount { return data.Amount{Micros: cents * 10_000, Currency: "EUR"} }
	for _, p := range []data.Product{
		{
			Ref: "G6", Name: "Galette frangipane", Price: euros(2450), Unit: "6 parts", Season: data.Season{From: "11-26", To: "01-31"},
			Link: "https://maison-lenoir.example/galette", About: "Feuilletage au beurre, frangipane aux amandes de Provence.",
		},
		{
			Ref: "B8", Name: "Bûche chocolat et poire", Price: euros(3600), Unit: "8 parts", Season: data.Season{From: "12-01", To: "12-31"},
			Promo: data.Promo{Price: euros(3200), From: "2026-12-01", To: "2026-12-12"}, About: "Biscuit roulé, ganache noire, poires pochées.",
		},
		{Ref: "L1", Name: "Pain de campagne au levain", Price: euros(520), Unit: "kg", About: "Farines de blé et de seigle, levain de onze ans."},
		{Ref: "C1", Name: "Croissant au beurre", Price: euros(130), Unit: "pièce"},
		{Ref: "S1", Name: "Stollen de Noël", Price: euros(1450), Unit: "500 g", Season: data.Season{From: "11-25", To: "12-31"}},
		{Ref: "P2", Name: "Pain de seigle en tranches", Price: euros(480), Unit: "400 g", Ended: true},
	} {
		p.Brand = brand.ID
		if err := b.store.SaveProduct(ctx, &p); err != nil {
			return err
		}
	}
	return nil
}

// ideas fills the ideas board.
func (b *builder) ideas(ctx context.Context, brand data.Brand) error {
	for _, one := range []struct {
		stage             data.Stage
		title, text, link string
		motif             string
	}{
		{data.StageNew, "Pourquoi le levain chante", "Filmer la croûte qui craque à la sortie du four, sans musique.", "", ""},
		{data.StageNew, "La tournée du mercredi", "Suivre Awa à vélo jusqu’aux trois écoles.", "", ""},
		{data.StageNew, "", "", "https://presse.example/nantes/talensac", ""},
		{data.StageWork, "Le plan de table de la fève", "Montrer les fèves de cette année, une par jour.", "", "galette"},
		{data.StageWork, "Recette : pain perdu salé", "Trois tranches rassises, un œuf, du fromage. Photo à refaire.", "", "slice"},
		{data.StageReady, "Une nuit au fournil", "De deux à six heures, une photo par heure. Texte relu par Léa.", "", "loaf"},
	} {
		idea := data.Idea{Brand: brand.ID, Title: one.title, Text: one.text, Link: one.link, Stage: one.stage, Place: 100}
		if one.motif != "" {
			m, err := b.picture(ctx, one.motif)
			if err != nil {
				return err
			}
			idea.Media = []data.Attachment{{Media: m}}
		}
		if err := b.store.SaveIdea(ctx, &idea); err != nil {
			return err
		}
	}
	return nil
}

// picture paints a motif and keeps it.
func (b *builder) picture(ctx context.Context, motif string) (data.Media, error) {
	content, err := draw(motif)
	if err != nil {
		return data.Media{}, err
	}
	m, err := media.Inspect(motif+".jpg", content)
	if err != nil {
		return m, err
	}
	return m, b.store.PutMedia(ctx, &m, bytes.NewReader(content))
}
