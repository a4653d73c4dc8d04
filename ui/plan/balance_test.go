package plan

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"parvis/data"
	"parvis/data/words"
)

// shop is a desk with pillars, posts of a month and products.
type shop struct {
	desk
	past, ahead []data.Balance
	products    []data.Product
	wrote       []data.Product
}

func (d *shop) Balance(_ context.Context, _ data.BrandID, from, _ time.Time) ([]data.Balance, error) {
	if from.Before(saturday().Now()) {
		return d.past, nil
	}
	return d.ahead, nil
}

func (d *shop) Products(context.Context, data.ProductQuery) ([]data.Product, error) {
	return d.products, nil
}

func (d *shop) PresentProduct(_ context.Context, p data.Product, _ *words.Book) (data.PostID, func(context.Context) error, error) {
	d.wrote = append(d.wrote, p)
	return 12, func(context.Context) error { return nil }, nil
}

func TestTheBalanceSaysSharesAndGaps(t *testing.T) {
	ago := func(days int) data.Showing {
		return data.Showing{Times: 1, Last: saturday().Now().AddDate(0, 0, -days)}
	}
	d := &shop{
		desk: desk{line: data.Line{Pillars: []data.Pillar{{ID: 1, Name: "Métier", Share: 20}, {ID: 2, Name: "Équipe"}}}},
		past: []data.Balance{{Pillar: 1, Posts: 15}, {Pillar: 0, Posts: 5}},
		products: []data.Product{
			{ID: 1, Name: "Croissant"},
			{ID: 2, Name: "Tourte", Shown: ago(61)},
			{ID: 3, Name: "Baguette", Shown: ago(59)},
			{ID: 4, Name: "Galette", Season: data.Season{From: "12-26", To: "01-31"}},
			{ID: 5, Name: "Fini", Ended: true},
		},
	}
	s := newScene(t, d, "balance")
	s.Says(
		"30 derniers jours : 15 sur 20 (75 %) · écart +55 pt", "Trop souvent", "30 prochains jours : rien de prévu",
		"30 derniers jours : 0 sur 20 (0 %)", "5 publications sur 20 sans pilier",
		"2 produits sur 3 vendus en ce moment", "Jamais montré", "Montré il y a 61 jours",
	)
	for _, no := range []string{"Baguette", "Galette", "Fini"} {
		if strings.Contains(s.Said(), no) {
			t.Errorf("%s is to be shown again", no)
		}
	}
	for range 2 {
		s.press("Commencer une publication") // the first one
	}
	if len(d.wrote) != 2 || d.wrote[0].ID != 1 || !slices.Equal(s.shell.opened, []data.PostID{12, 12}) {
		t.Errorf("%+v, opened %v", d.wrote, s.shell.opened)
	}
	d.line.Pillars, d.products = nil, nil
	s.screen.Activate()
	s.Settle()
	s.Says("Aucun pilier", "Aucun produit n’est vendu en ce moment")
}
