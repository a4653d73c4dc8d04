package demo

import (
	"context"
	"fmt"

	"parvis/data"
	"parvis/data/calendar"
)

// series has two posts of the bakery come back by a rule, and makes what is within
// reach.
func (b *builder) series(ctx context.Context, brand data.Brand) error {
	for _, one := range []struct {
		title, text, first, rule, to string
	}{
		{
			"Le pain de la semaine", "Le pain de la semaine est à l’ardoise. Vous devinez la farine ?",
			"2026-11-24T11:30", "FREQ=WEEKLY;BYDAY=TU;COUNT=4", "mastodon",
		},
		{
			"Visite du fournil", "La visite du fournil du mois est ouverte : douze places, inscription en boutique.",
			"2026-12-15T17:00", "FREQ=MONTHLY;UNTIL=20270630", "bluesky",
		},
	} {
		when, _, err := calendar.Resolve(one.first, brand.Zone)
		if err != nil {
			return err
		}
		s := data.Series{Brand: brand.ID, Rule: one.rule, Model: data.Post{
			Brand: brand.ID, Title: one.title, Parts: []string{one.text}, Lang: brand.Lang, When: when,
			Variants: []data.Variant{{Account: b.accounts[one.to].ID}},
		}}
		if err := b.store.SaveSeries(ctx, &s); err != nil {
			return fmt.Errorf("%s: %w", one.title, err)
		}
		if err := b.occurrences(ctx, s); err != nil {
			return fmt.Errorf("%s: %w", one.title, err)
		}
	}
	return nil
}

func (b *builder) occurrences(ctx context.Context, s data.Series) error {
	due, err := calendar.Due(s, b.Clock.Now())
	if err != nil {
		return err
	}
	for _, o := range due {
		p := s.Model
		p.Series, p.When = s.ID, o.When
		if err := b.store.SaveOccurrence(ctx, &p, o.When.Wall); err != nil {
			return err
		}
	}
	return nil
}
