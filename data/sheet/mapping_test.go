package sheet

import (
	"slices"
	"strings"
	"testing"

	"parvis/data"
)

// fields writes a mapping as its fields.
func fields(m Mapping) string {
	var all []string
	for _, c := range m.Columns {
		all = append(all, string(c.Field)+strings.TrimRight(":"+string(c.Network), ":"))
	}
	return strings.Join(all, " ")
}

func TestLayouts(t *testing.T) {
	for name, c := range map[string]struct {
		content string
		layout  Layout
		fields  string
	}{
		"Buffer":                {"Text,Image URL,Tags,Posting Time\nBonjour,https://a.example/a.png,noel,2026-11-26 18:30\n", LayoutBuffer, "text media labels when"},
		"Hootsuite":             {"26/11/2026 18:30,\"Bonjour, à tous\",https://a.example/page\n27/11/2026 18:30,Encore,\n", LayoutHootsuite, "when text link"},
		"Hootsuite, no address": {"11/26/2026 18:30,Hello\n11/27/2026 18:30,Again\n", LayoutHootsuite, "when text"},
		"Metricool": {
			"Text,Date,Time,Draft,Facebook,Twitter,LinkedIn,Picture Url 1,Picture Url 2,Alt text picture 1,Alt text picture 2,Video Thumbnail Url,Shortener\n" +
				"Bonjour,2026-11-26,18:30:00,FALSE,TRUE,FALSE,TRUE,https://a.example/a.png,,Une image,,,FALSE\n",
			LayoutMetricool, "text when time draft network:facebook network:x network:linkedin media media alt alt  ",
		},
		"Postiz":   {"content,date,integrations\nBonjour,2026-11-26T18:30:00Z,\"x,linkedin\"\n", LayoutPostiz, "text when accounts"},
		"French":   {"Jour de publication;Heure;Message;Réseaux\n26/11/2026;18h30;Bonjour;Facebook\n", LayoutOther, "when time text accounts"},
		"English":  {"Publish date,Caption,Channels,Media\n2026-11-26 18:30,Hello,Facebook,a.png\n", LayoutOther, "when text accounts media"},
		"a thread": {"Text,Text 2,Text 3,Description\na,b,c,d\n", LayoutOther, "text text text "},
		"no names": {"https://a.example/a.png\t26/11/2026\tBonjour à tous\n\t27/11/2026\tRebonjour\n", LayoutOther, "media when text"},
		"unknown":  {"Quand ?,Quoi\n26/11/2026,Bonjour à toutes et à tous\n", LayoutOther, "when text"},
	} {
		table := open(t, c.content)
		if m := table.GuessPosts(); m.Layout != c.layout || fields(m) != c.fields {
			t.Errorf("%s: %q %q", name, m.Layout, fields(m))
		}
	}
}

func TestMetricoolRow(t *testing.T) {
	rows, bad := posts(t, open(t, "Text,Date,Time,Draft,Facebook,Twitter,Instagram,Picture Url 1,Picture Url 2,Alt text picture 1,Alt text picture 2\n"+
		"Bonjour,2026-11-26,18:30:00,TRUE,TRUE,FALSE,TRUE,https://a.example/a.png,https://a.example/b.png,,Un four\n"), options())
	if len(bad) > 0 || len(rows) != 1 {
		t.Fatalf("%v", bad)
	}
	p := rows[0]
	files := []File{{Name: "https://a.example/a.png", Web: true}, {Name: "https://a.example/b.png", Web: true, Alt: "Un four"}}
	if !p.Draft || p.Post.When.Wall != "2026-11-26T18:30" || !slices.Equal(p.Files, files) {
		t.Errorf("%+v", p)
	}
	// Two accounts of Instagram: nobody can know which.
	if len(p.Post.Variants) != 1 || p.Post.Variants[0].Account != 1 || !slices.Equal(codes(p.Notes), []string{CodeAccounts}) {
		t.Errorf("%+v %+v", p.Post.Variants, p.Notes)
	}
}

func TestHeads(t *testing.T) {
	for content, want := range map[string]int{
		"Date,Texte\n2026-11-26,a\n": 1, "Maison Lenoir\n\nDate,Texte\n2026-11-26,a\n": 3, "2026-11-26,a\n2026-11-27,b\n": 0,
		"Bonjour\nRebonjour\n": 0, "Colonne 1,Colonne 2\n2026-11-26,a\n2026-11-27,b\n": 1, "Texte\nBonjour\n": 1,
	} {
		if got := open(t, content).Head; got != want {
			t.Errorf("%q: %d, want %d", content, got, want)
		}
	}
	table := open(t, "Bonjour\nRebonjour\n")
	if table.SetHead(1); table.Heads[0] != "Bonjour" || len(table.Sample()) != 1 {
		t.Errorf("%q, %v", table.Heads, table.Sample())
	}
}

// TestNamesAreDistinct: no name may stand for two things, and each is written as
// text.Slug writes it, or it is never found.
func TestNamesAreDistinct(t *testing.T) {
	for kind, all := range map[string]names{"posts": postNames(), "products": productNames()} {
		seen := map[string]Field{}
		for field, list := range all {
			for _, name := range list {
				if other, twice := seen[name]; twice {
					t.Errorf("%s: %q is %s and %s", kind, name, field, other)
				}
				if seen[name] = field; all.of(name, true) != field {
					t.Errorf("%s: %q is never found", kind, name)
				}
			}
		}
	}
	offered := append(PostFields(), ProductFields()...)
	for _, all := range []names{postNames(), productNames()} {
		for field := range all {
			if !slices.Contains(offered, field) {
				t.Errorf("%s is not offered", field)
			}
		}
	}
}

func TestProductMapping(t *testing.T) {
	table := open(t, "Réf.;Désignation;Prix TTC;Devise;Conditionnement;Saison;Page;Photo;Description;Prix promo;Promo du;Promo au\n1;Bûche;24,50;EUR;6 parts;décembre;;;;;;\n")
	want := "ref name price currency unit season link photo about promo promo_from promo_until"
	if m := table.GuessProducts(); fields(m) != want {
		t.Errorf("%q", fields(m))
	}
}

func TestProducts(t *testing.T) {
	table := open(t, `Réf;Nom;Prix;Devise;Unité;Saison;Lien;Photo;Description;Prix promo;Promo du;Promo au
B1;Bûche  au chocolat;24,50 €;;6 parts;12-01..01-15;https://lenoir.example/buche;buche.jpg;Moelleuse;19,90 €;01/12/2026;24/12/2026
B2;Pain;3,20 €/kg;;;toute l'année;www.lenoir.example/pain;;;;;
;Fondue;12.-;CHF;;décembre à février;;;;;;
b1;Autre bûche;;;;;ici;notes.txt;;;;
;;12 €;;;;;;;;;
;Cher;1,234;;;;;;;;;
;Cher;beaucoup;;;;;;;;;
;Cher;12;XYZ;;;;;;;;
;Glace;3 €;;;canicule;;;;;;
;Offre;3 €;;;;;;;2 €;24/12/2026;01/12/2026
;Offre;3 €;;;;;;;;01/12/2026;
;Offre;3 €;;;;;;;2 €;32/12/2026;
`)
	var rows []ProductRow
	var bad []RowError
	sum, err := table.Products(t.Context(), table.GuessProducts(), ProductOptions{Brand: 7, Currency: "EUR"}, func(p ProductRow) error {
		rows = append(rows, p)
		return nil
	}, func(e RowError) { bad = append(bad, e) })
	if err != nil || sum != (Summary{Rows: 12, Good: 4, Bad: 8}) {
		t.Fatalf("%+v %v: %v", sum, bad, err)
	}
	want := []data.Product{
		{
			Brand: 7, Ref: "B1", Name: "Bûche au chocolat", Price: data.Amount{Micros: 24_500_000, Currency: "EUR"}, Unit: "6 parts",
			Season: data.Season{From: "12-01", To: "01-15"}, Link: "https://lenoir.example/buche", About: "Moelleuse",
			Promo: data.Promo{Price: data.Amount{Micros: 19_900_000, Currency: "EUR"}, From: "2026-12-01", To: "2026-12-24"},
		},
		{Brand: 7, Ref: "B2", Name: "Pain", Price: data.Amount{Micros: 3_200_000, Currency: "EUR"}, Unit: "kg", Link: "https://www.lenoir.example/pain"},
		{Brand: 7, Name: "Fondue", Price: data.Amount{Micros: 12_000_000, Currency: "CHF"}, Season: data.Season{From: "12-01", To: "02-29"}},
		{Brand: 7, Ref: "b1", Name: "Autre bûche"},
	}
	for i, r := range rows {
		if r.Product != want[i] {
			t.Errorf("%+v", r.Product)
		}
	}
	if rows[0].Photo != (File{Name: "buche.jpg"}) || !slices.Equal(codes(rows[3].Notes), []string{CodeLink, CodeMedia, CodeRef}) {
		t.Errorf("%+v, %+v", rows[0].Photo, rows[3].Notes)
	}
	wantBad := []RowError{
		{6, "Nom", CodeName, ""},
		{7, "Prix", CodeDoubtful, "1,234"},
		{8, "Prix", CodePrice, "beaucoup"},
		{9, "Devise", CodeCurrency, "XYZ"},
		{10, "Saison", CodeSeason, "canicule"},
		{11, "Promo au", CodePromo, "01/12/2026"},
		{12, "Prix promo", CodePromo, ""},
		{13, "Promo du", CodeDate, "32/12/2026"},
	}
	if !slices.Equal(bad, wantBad) {
		t.Errorf("%+v", bad)
	}
}
