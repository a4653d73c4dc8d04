package line_test

import (
	"testing"

	"parvis/data"
	"parvis/data/line"
)

func TestProposals(t *testing.T) {
	galette := data.Product{ID: 1, Name: "Galette frangipane", Price: euros(2450), Link: "https://maison.example/galette", Promo: data.Promo{Price: euros(1900)}}
	longer := data.Product{ID: 2, Name: "Galette frangipane chocolat"}
	pounds := galette
	pounds.Price = data.Amount{Micros: 24_500_000, Currency: "GBP"}
	for _, test := range []struct {
		in, lang string
		of       data.Product
		want     string
	}{
		{"", "fr", galette, ""},
		{"Rien de tel.", "fr", galette, "Rien de tel."},
		{"La galette frangipane à 24,50 € : https://maison.example/galette", "fr", galette, "La {produit} à {prix} : {lien}"},
		{"Galettes frangipane, 24€50 ou 19 € en promo", "fr", galette, "Galettes frangipane, {prix} ou {promo} en promo"},
		{"The Galette frangipane at €24.50, https://maison.example/other", "en", galette, "The {product} at {price}, https://maison.example/other"},
		{"La galette frangipane chocolat", "fr", galette, "La galette frangipane chocolat"},
		{"#galette frangipane et 24,60 €", "fr", galette, "#galette frangipane et 24,60 €"},
		{"Galette frangipane, 24,50 €", "fr", pounds, "{produit}, 24,50 €"},
		{"24,50 € puis 24,50 €", "fr", galette, "{prix} puis {prix}"},
	} {
		if got := line.Templated(test.in, line.Proposals(test.in, test.lang, test.of, []data.Product{galette, longer})); got != test.want {
			t.Errorf("%q: %q, want %q", test.in, got, test.want)
		}
	}
}

func FuzzProposals(f *testing.F) {
	f.Add("La galette à 18 € https://a.example #galette", "galette", "https://a.example")
	f.Fuzz(func(t *testing.T, text, name, link string) {
		p := data.Product{ID: 1, Name: name, Link: link, Price: euros(1800)}
		at := 0
		for _, one := range line.Proposals(text, "fr", p, []data.Product{p}) {
			if one.Start < at || one.End <= one.Start || one.End > len(text) {
				t.Fatalf("%q: %+v after %d", text, one, at)
			}
			at = one.End
		}
	})
}
