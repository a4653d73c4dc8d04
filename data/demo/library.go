package demo

import (
	"bytes"
	"context"

	"parvis/data"
	"parvis/data/media"
)

// library fills the ideas board of the bakery.
func (b *builder) library(ctx context.Context, brand data.Brand) error {
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
