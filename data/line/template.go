package line

import (
	"regexp"
	"slices"
	"strings"
	"time"

	"parvis/data"
	"parvis/data/words"
)

// variable is a name between braces: letters first, then also digits, spaces, "_"
// and "-".
var variable = regexp.MustCompile(`\{\s*(\pL[\pL\pM\pN _-]{0,39})\}`)

// Fill puts values into the variables of a template, accents and case of their
// names aside. A variable without a value, or with an empty one, stays as it is
// and is named in missing, once. Braces around anything else are text. A value is
// never read as a template itself.
func Fill(t data.Template, values map[string]string) (title, text string, missing []string) {
	known := map[string]string{}
	for name, value := range values {
		known[variableName(name)] = value
	}
	fill := func(s string) string {
		return variable.ReplaceAllStringFunc(s, func(written string) string {
			name := strings.TrimSpace(strings.Trim(written, "{}"))
			if value := known[variableName(name)]; value != "" {
				return value
			}
			if !slices.Contains(missing, name) {
				missing = append(missing, name)
			}
			return written
		})
	}
	title = fill(t.Title)
	text = fill(t.Text)
	return title, text, missing
}

func variableName(s string) string { return strings.Join(strings.Fields(plain(s)), " ") }

// ProductValues are the variables that a product, its brand and the day of
// publishing ("2026-11-26") fill, under their French and their English names:
// {produit} or {product}, {prix} or {price}, {lien} or {link}, {unité} or {unit},
// {réf} or {ref}, {marque} or {brand}, {jour} or {day}, {promo}, {fin} or {end}.
// The price is the one that holds on the day; {promo} and {fin} are there while a
// promotion holds. What is not known is "".
func ProductValues(p data.Product, brand data.Brand, day string, b *words.Book) map[string]string {
	now, promo, end := p.Price, "", ""
	if (&draft{on: Context{Day: day}}).running(p.Promo) && p.Promo.Price.Currency != "" {
		now = p.Promo.Price
		promo, end = priceText(now, b), dayText(p.Promo.To, b)
	}
	values := map[string]string{}
	for names, value := range map[[2]string]string{
		{"produit", "product"}: p.Name,
		{"prix", "price"}:      priceText(now, b),
		{"lien", "link"}:       p.Link,
		{"unité", "unit"}:      p.Unit,
		{"réf", "ref"}:         p.Ref,
		{"marque", "brand"}:    brand.Name,
		{"jour", "day"}:        dayText(day, b),
		{"promo", "promo"}:     promo,
		{"fin", "end"}:         end,
	} {
		values[names[0]], values[names[1]] = value, value
	}
	return values
}

// Priced is a product's name with what it costs on a day ("2026-11-26"), in the
// language of the book; the name alone where there is no price.
func Priced(p data.Product, day string, b *words.Book) string {
	price := ProductValues(p, data.Brand{}, day, b)["prix"]
	if price == "" {
		return p.Name
	}
	return b.T("line.priced", "Name", p.Name, "Price", price)
}

// priceText writes a price as people read it: without cents when there are none.
func priceText(a data.Amount, b *words.Book) string {
	if a.Currency == "" {
		return ""
	}
	written := money(a, b)
	if a.Micros%1_000_000 == 0 {
		written = strings.Replace(strings.Replace(written, ",00", "", 1), ".00", "", 1)
	}
	return written
}

func dayText(day string, b *words.Book) string {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return ""
	}
	return b.LongDate(t)
}
