package line_test

import (
	"os"
	"slices"
	"strings"
	"testing"

	"parvis/data"
	"parvis/data/line"
)

func euros(cents int64) data.Amount {
	return data.Amount{Micros: data.Micros(cents * 10_000), Currency: "EUR"}
}

func catalogue() []data.Product {
	return []data.Product{
		{ID: 1, Name: "Bûche chocolat", Price: euros(2400), Unit: "6 parts", Link: "https://maison-lenoir.example/buche", Season: data.Season{From: "12-01", To: "12-31"}},
		{ID: 2, Name: "Galette des rois", Price: euros(1800), Season: data.Season{From: "12-26", To: "01-31"}, Promo: data.Promo{Price: euros(1500), From: "2026-12-26", To: "2027-01-10"}},
		{ID: 3, Name: "Pain", Price: euros(120)},
		{ID: 4, Name: "Pain aux noix", Price: euros(400)},
		{ID: 5, Name: "Couronne briochée", Ref: "CB2024", Price: euros(1500), Ended: true},
		{ID: 6, Name: "Chouquettes", Price: euros(600), Unit: "kg"},
		{ID: 7, Name: "Tarte aux pommes", Price: euros(1250)},
		{ID: 8, Name: "Panettone", Price: euros(2000), Ended: true},
	}
}

// winterSales are the legal sales of a year that begins on 6 January.
func winterSales(day string) (in, known bool) {
	return "2027-01-06" <= day && day <= "2027-02-02", "2026-02-01" <= day && day <= "2027-12-31"
}

// bench is a bakery in Paris with a strict line, on a day on which the rule has
// something to say.
func bench(rule string) (data.Post, line.Context) {
	post := data.Post{}
	on := line.Context{
		Line:     data.Line{Country: "FR", Trade: "bakery"},
		Products: catalogue(),
		Day:      "2026-12-10",
		Sales:    winterSales,
	}
	switch l := &on.Line; rule {
	case "forbidden":
		l.Forbidden = []data.Forbidden{{Words: "pas cher*", Use: "abordable"}, {Words: "cheap"}}
	case "required":
		l.Required = []data.Required{{Text: "Maison Lenoir, depuis 1898"}}
	case "required_when":
		l.Required = []data.Required{{When: "allerg*", Text: "Demandez la liste des ingrédients en boutique"}}
	case "address_tu":
		l.Address = data.AddressVous
	case "address_vous":
		l.Address = data.AddressTu
	case "emoji":
		l.Emoji = data.Known(3)
	case "hashtags":
		l.Hashtags = data.Known(3)
	case "always":
		l.Always = []string{"MaisonLenoir"}
	case "pillar_none":
		l.Pillars = []data.Pillar{{ID: 1, Name: "Conseil", Share: 30}}
	case "product_link":
		post.Products = []data.ProductID{1}
	case "price_promo", "promo_until", "promo_since", "promo_day":
		on.Day = "2026-12-28"
	case "contest_release", "contest_share":
		on.Network = "facebook"
	case "sales_be":
		l.Country = "BE"
	}
	return post, on
}

// vector is a text and whether a rule has something to say of it.
type vector struct{ rule, kind, lang, text string }

func vectors(t *testing.T) []vector {
	t.Helper()
	content, err := os.ReadFile("testdata/vectors.tsv")
	if err != nil {
		t.Fatal(err)
	}
	var out []vector
	for row := range strings.Lines(string(content)) {
		fields := strings.Split(strings.TrimSuffix(row, "\n"), "\t")
		if len(fields) != 4 {
			t.Fatalf("row %q", row)
		}
		out = append(out, vector{fields[0], fields[1], fields[2], strings.ReplaceAll(fields[3], `\n`, "\n")})
	}
	return out
}

func rulesOf(found []line.Finding) []string {
	var out []string
	for _, f := range found {
		out = append(out, f.Rule)
	}
	return out
}

// TestVectors: every rule finds what it must and leaves alone what it must.
func TestVectors(t *testing.T) {
	for _, v := range vectors(t) {
		post, on := bench(v.rule)
		on.Lang = v.lang
		got := rulesOf(line.Check(post, []string{v.text}, on))
		if slices.Contains(got, v.rule) != (v.kind == "found") {
			t.Errorf("%s, %s: %q: %v", v.rule, v.kind, v.text, got)
		}
	}
}
