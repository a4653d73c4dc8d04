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

// twins are a French and an English post of the same hour.
func twins(fr, en string) (data.Post, data.Post) {
	when := data.Schedule{Wall: "2026-12-10T18:30", Zone: "Europe/Paris"}
	return data.Post{Parts: []string{fr}, Lang: "fr", When: when}, data.Post{Parts: []string{en}, Lang: "en", When: when}
}

func TestParity(t *testing.T) {
	for rule, pairs := range map[string][2][][2]string{ // the first ones differ, the others do not
		"parity_price": {
			{{"La bûche à 24 €", "The log for €26"}, {"Bûche 24 €, galette 18 €", "Log for €24"}, {"Bûche", "Log for 24 euros"}, {"24,50 €", "€24"}, {"24 €", "£24"}},
			{{"La bûche à 24 €", "The log for €24"}, {"24,50 €", "€24.50"}, {"1 200 €", "€1,200"}, {"Rien", "Nothing"}, {"24 euros", "24 EUR"}},
		},
		"parity_number": {
			{{"Avec 40 clients", "With 50 customers"}, {"120 baguettes", "Baguettes"}, {"Depuis 1898", "Since 1889"}, {"1 500 pains", "1,600 loaves"}, {"Un", "99"}},
			{{"Avec 40 clients", "With 40 customers"}, {"1 500 pains", "1,500 loaves"}, {"2 parts", "Two slices"}, {"Depuis 1898", "Since 1898"}, {"72,5 kg", "72.5 kg"}},
		},
		"parity_time": {
			{{"Dès 8 h", "From 9 am"}, {"À 18 h 30", "At 6:00 pm"}, {"À 18:30", "At 18:45"}, {"À midi", "At 12:30"}, {"8h-19h", "8 am to 6 pm"}},
			{{"Dès 8 h", "From 8 am"}, {"À 18 h 30", "At 6:30 pm"}, {"À 18:30", "At 18:30"}, {"8h-19h", "8 am - 7 pm"}, {"0 h", "12 am"}},
		},
		"parity_day": {
			{{"Le 24 décembre", "On 23 December"}, {"Jusqu’au 24/12", "Soon"}, {"Demain", "Today"}, {"Du 20 au 24 décembre", "20 to 23 December"}, {"Noël", "25 December"}},
			{{"Le 24 décembre", "On 24 December"}, {"Jeudi 24 décembre 2026", "Thursday, December 24, 2026"}, {"Demain", "Tomorrow"}, {"Du 20 au 24 décembre", "From 20 to 24 December"}, {"Ce week-end", "This weekend"}},
		},
		"parity_links": {
			{{"https://a.example", "none"}, {"rien", "https://a.example"}, {"https://a.example https://b.example", "https://a.example"}, {"a.fr", "-"}, {"x https://a.example", "x"}},
			{{"https://a.example/fr", "https://a.example/en"}, {"rien", "nothing"}, {"https://a.example.", "(https://a.example)"}, {"a.fr", "a.com"}, {"lea@a.fr", "lea"}},
		},
		"parity_hashtags": {
			{{"#pain", "bread"}, {"pain", "#bread"}, {"#a #b", "#a"}, {"#a", "#a #b #c"}, {"#pain #levain", "#bread"}},
			{{"#pain", "#bread"}, {"pain", "bread"}, {"#a #b", "#c #d"}, {"#1", "no tag"}, {"C#", "C#"}},
		},
		"parity_length": {
			{{strings.Repeat("pain ", 30), "Bread"}, {"Pain", strings.Repeat("bread ", 30)}, {strings.Repeat("pain ", 40), strings.Repeat("bread ", 12)}, {strings.Repeat("a", 100), strings.Repeat("a", 150)}, {strings.Repeat("a", 100), strings.Repeat("a", 50)}},
			{{"Bonjour à toutes et à tous", "Hi"}, {strings.Repeat("pain ", 30), strings.Repeat("bread ", 28)}, {strings.Repeat("a", 100), strings.Repeat("a", 60)}, {"", ""}, {strings.Repeat("a", 100), strings.Repeat("a", 135)}},
		},
		"parity_paragraphs": {
			{{"Un.\n\nDeux.", "One. Two."}, {"Un.", "One.\n\nTwo."}, {"a\n\nb\n\nc", "a\n\nb"}, {"a\n \nb", "a"}, {"", "a"}},
			{{"Un.\n\nDeux.", "One.\n\nTwo."}, {"Un.\nDeux.", "One. Two."}, {"a\n\n\n\nb", "a\n\nb"}, {"\n\na", "a"}, {"", ""}},
		},
		"parity_untranslated": {
			{
				{"La bûche est là pour les fêtes.", "La bûche est là pour les fêtes."},
				{"a", "Venez chercher le pain et la galette avec vous."},
				{"Bonjour.\n\nPain de seigle, noix, miel.", "Hello.\n\nPain de seigle, noix, miel."},
				{"a", "Hello.\n\nUne bûche pour les enfants et la famille."},
				{"Réservez vite votre galette maison !", "Réservez vite votre galette maison !"},
			},
			{
				{"La bûche est là pour les fêtes.", "The log is here for the holidays."},
				{"Maison Lenoir", "Maison Lenoir"},
				{"#pain #levain #four #noix", "#pain #levain #four #noix"},
				{"Galette des rois", "Galette des rois"},
				{"a", "Our galette des rois is made with butter from the Alps."},
			},
		},
	} {
		for i, differ := range []bool{true, false} {
			for _, pair := range pairs[i] {
				fr, en := twins(pair[0], pair[1])
				if got := rulesOf(line.Parity(fr, en)); slices.Contains(got, rule) != differ {
					t.Errorf("%s: %q and %q: %v", rule, pair[0], pair[1], got)
				}
			}
		}
	}
}

func TestParityOfWhatIsAttached(t *testing.T) {
	picture := func(hash data.MediaHash, alt string) data.Attachment {
		return data.Attachment{Media: data.Media{Hash: hash, Name: "buche.jpg", MIME: "image/jpeg"}, Alt: alt}
	}
	fr, en := twins("Bûche", "Log")
	fr.Products, en.Products = []data.ProductID{1, 2}, []data.ProductID{2, 1, 1}
	fr.Media = []data.Attachment{picture("a", "Une bûche sur la table"), picture("b", "Le four"), picture("c", "")}
	en.Media = []data.Attachment{picture("b", "The oven"), picture("a", "A log on the table"), picture("c", "")}
	if got := line.Parity(fr, en); len(got) != 0 {
		t.Errorf("%+v", got)
	}
	en.Products = []data.ProductID{1}
	en.Media = []data.Attachment{picture("a", "Une bûche sur la table"), picture("b", "")}
	if got := rulesOf(line.Parity(fr, en)); !slices.Equal(got, []string{"parity_products", "parity_media", "parity_alt", "parity_alt"}) {
		t.Errorf("%v", got)
	}
	en.Parts = []string{"Log", "More"}
	if got := rulesOf(line.Parity(fr, en)); !slices.Contains(got, "parity_parts") {
		t.Errorf("%v", got)
	}
}

func TestParityHasWords(t *testing.T) {
	catalogue, err := words.Load(os.DirFS("../../assets"))
	if err != nil {
		t.Fatal(err)
	}
	catalogue.OnMissing = func(lang, key string) { t.Errorf("%s has no %q with these values", lang, key) }
	fr, en := twins("Bûche 24,50 € le 24 décembre à 18 h, 40 parts #a https://a.example\n\n"+strings.Repeat("pain ", 30), "Venez chercher le pain et la galette avec vous.")
	fr.Media = []data.Attachment{{Media: data.Media{Hash: "a", Name: "a.jpg"}, Alt: "x"}}
	en.Media, en.Products, en.Parts = []data.Attachment{{Media: data.Media{Hash: "a", Name: "a.jpg"}}, {Media: data.Media{Hash: "b"}}}, []data.ProductID{4}, append(en.Parts, "two")
	said := map[string]string{}
	for _, f := range line.Parity(fr, en) {
		for _, lang := range words.Languages() {
			what, why := f.Words(catalogue.In(lang))
			if strings.Contains(what+why, "⟦") {
				t.Errorf("%s: %q %q", f.Rule, what, why)
			}
			if lang == "fr" {
				said[f.Rule] = strings.NewReplacer("\u202f", " ", "\u00a0", " ").Replace(what)
			}
		}
	}
	for rule, want := range map[string]string{
		"parity_price": "24,50 € ne se lit qu’en français",
		"parity_day":   "Le jeudi 24 décembre 2026 ne se lit qu’en français",
		"parity_time":  "L’heure 18:00 ne se lit qu’en français",
	} {
		if said[rule] != want {
			t.Errorf("%s: %q", rule, said[rule])
		}
	}
	for _, r := range line.Rules() {
		if r.Group == line.GroupParity && said[r.ID] == "" && r.ID != "parity_paragraphs" {
			t.Errorf("%s was not said", r.ID)
		}
	}
}
