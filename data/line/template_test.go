package line_test

import (
	"os"
	"slices"
	"strings"
	"testing"

	"parvis/data"
	"parvis/data/line"
	"parvis/data/words"
)

func TestFill(t *testing.T) {
	values := map[string]string{"produit": "Bûche", "prix": "24 €", "unité": "{prix}", "lien": ""}
	for _, test := range []struct {
		in, want string
		missing  []string
	}{
		{"", "", nil},
		{"Sans variable", "Sans variable", nil},
		{"{produit} à {prix}", "Bûche à 24 €", nil},
		{"{Produit} { PRIX } {UNITE}", "Bûche 24 € {prix}", nil},
		{"{lien} {heure} {lien}", "{lien} {heure} {lien}", []string{"lien", "heure"}},
		{"{} { } {1} {a,b} }{ {", "{} { } {1} {a,b} }{ {", nil},
		{"{{produit}}", "{Bûche}", nil},
		{"{produit\n}", "{produit\n}", nil},
	} {
		title, text, missing := line.Fill(data.Template{Title: test.in, Text: test.in}, values)
		if title != test.want || text != test.want || !slices.Equal(missing, test.missing) {
			t.Errorf("%q: %q, %q, missing %q", test.in, title, text, missing)
		}
	}
}

func TestProductValues(t *testing.T) {
	catalogue, err := words.Load(os.DirFS("../../assets"))
	if err != nil {
		t.Fatal(err)
	}
	product := data.Product{
		Name: "Galette des rois", Price: euros(1800), Unit: "6 parts", Link: "https://maison-lenoir.example/galette",
		Promo: data.Promo{Price: euros(1550), From: "2026-12-26", To: "2027-01-10"},
	}
	brand := data.Brand{Name: "Maison Lenoir"}
	template := data.Template{Text: "{marque}, {jour} : {produit} ({unité}) {prix} {promo} {fin} {link} {ref}"}
	plain := strings.NewReplacer("\u202f", " ", "\u00a0", " ")
	for day, want := range map[string]string{
		"2026-12-24": "Maison Lenoir, jeudi 24 décembre 2026 : Galette des rois (6 parts) 18 € {promo} {fin} https://maison-lenoir.example/galette {ref}",
		"2027-01-10": "Maison Lenoir, dimanche 10 janvier 2027 : Galette des rois (6 parts) 15,50 € 15,50 € dimanche 10 janvier 2027 https://maison-lenoir.example/galette {ref}",
		"":           "Maison Lenoir, {jour} : Galette des rois (6 parts) 18 € {promo} {fin} https://maison-lenoir.example/galette {ref}",
	} {
		_, got, _ := line.Fill(template, line.ProductValues(product, brand, day, catalogue.In("fr")))
		if plain.Replace(got) != want {
			t.Errorf("%s: %q", day, got)
		}
	}
	_, got, missing := line.Fill(data.Template{Text: "{product} {price} {day}"}, line.ProductValues(data.Product{Name: "Pain"}, brand, "2026-12-24", catalogue.In("en")))
	if got != "Pain {price} Thursday 24 December 2026" || !slices.Equal(missing, []string{"price"}) {
		t.Errorf("%q, missing %q", got, missing)
	}
}

func FuzzFill(f *testing.F) {
	f.Add("{produit} {é} {{x}}", "}{produit}{")
	f.Fuzz(func(t *testing.T, text, value string) {
		_, got, missing := line.Fill(data.Template{Text: text}, map[string]string{"produit": value})
		if !strings.Contains(text, "{") && (got != text || len(missing) > 0) {
			t.Errorf("%q became %q", text, got)
		}
	})
}
