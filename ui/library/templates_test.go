package library

import (
	"slices"
	"testing"
	"time"

	"parvis/assets"
	"parvis/data"
	"parvis/data/line"
	"parvis/data/words"
)

func TestReadTags(t *testing.T) {
	for _, test := range []struct {
		in          string
		tags, wrong []string
	}{
		{"", nil, nil},
		{"#Nantes boulangerie, #pain;#PAIN\n#Été", []string{"#Nantes", "#boulangerie", "#pain", "#Été"}, nil},
		{"#a-b pain", []string{"#pain"}, []string{"#a-b"}},
		{"# 2026 ##deux", []string{"#deux"}, []string{"#", "2026"}},
	} {
		tags, wrong := readTags(test.in)
		if !slices.Equal(tags, test.tags) || !slices.Equal(wrong, test.wrong) {
			t.Errorf("%q: %q, wrong %q", test.in, tags, wrong)
		}
	}
}

// noon is a clock that stands at noon of an autumn day.
type noon struct{ data.Clock }

func (noon) Now() time.Time { return time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC) }

func TestASampleHasEveryVariable(t *testing.T) {
	catalogue, err := words.Load(assets.Words)
	if err != nil {
		t.Fatal(err)
	}
	brand := data.Brand{ID: 1, Name: "Maison Lenoir", Zone: "Europe/Paris", Lang: "fr"}
	tab := &templates{s: &Screen{Params: Params{Clock: noon{}, Brand: func() data.Brand { return brand }}}}
	tab.products = []data.Product{
		{Name: "Fraisier", Season: data.Season{From: "05-01", To: "06-30"}},
		{Name: "Bûche", Price: data.Amount{Micros: 36_000_000, Currency: "EUR"}, Season: data.Season{From: "11-20", To: "12-31"}},
	}
	for _, lang := range words.Languages() {
		b := catalogue.In(lang)
		values := tab.sample(b)
		for _, name := range variablesOf(b) {
			if _, _, missing := line.Fill(data.Template{Text: "{" + name + "}"}, values); len(missing) > 0 {
				t.Errorf("%s: {%s} has no sample", lang, name)
			}
		}
		if values["produit"] != "Bûche" || values["promo"] == values["prix"] {
			t.Errorf("%s: the product is %q, its price %q and %q", lang, values["produit"], values["prix"], values["promo"])
		}
	}
}
