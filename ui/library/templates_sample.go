package library

import (
	"slices"

	"parvis/data"
	"parvis/data/line"
	"parvis/data/words"
)

// sampleDays is how long the promotion of a preview holds.
const sampleDays = 14

// sample are values for every variable that a product fills, to look at a
// template with: those of the first product in season, and made-up ones for what
// it does not have. b is in the language of the template.
func (t *templates) sample(b *words.Book) map[string]string {
	now := t.s.Clock.Now().In(zoneOf(t.s.Brand()))
	day := now.Format(data.DayLayout)
	var p data.Product
	if i := slices.IndexFunc(t.products, func(p data.Product) bool { return p.Season.On(day) }); i >= 0 {
		p = t.products[i]
	}
	bare := data.Product{
		Name: b.T("library.template.sample.name"), Price: data.Amount{Micros: 24_500_000, Currency: currency}, Unit: b.T("library.template.sample.unit"),
		Ref: "A1", Link: "https://www.boutique.example/nouveau",
		Promo: data.Promo{Price: data.Amount{Micros: 19_900_000, Currency: currency}, From: day, To: now.AddDate(0, 0, sampleDays).Format(data.DayLayout)},
	}
	values := line.ProductValues(bare, t.s.Brand(), day, b)
	bare.Promo = data.Promo{}
	for _, from := range []data.Product{bare, p} {
		for name, value := range line.ProductValues(from, t.s.Brand(), day, b) {
			if value != "" {
				values[name] = value
			}
		}
	}
	return values
}

// variablesOf are the names of the variables that a product, its brand and the
// day fill, in a language.
func variablesOf(b *words.Book) []string {
	if b.Lang() == "en" {
		return []string{"product", "price", "link", "unit", "ref", "brand", "day", "promo", "end"}
	}
	return []string{"produit", "prix", "lien", "unité", "réf", "marque", "jour", "promo", "fin"}
}

// examples are the two variables that words explain all of them with.
func examples(b *words.Book) []any {
	names := variablesOf(b)
	return []any{"Product", "{" + names[0] + "}", "Price", "{" + names[1] + "}"}
}
