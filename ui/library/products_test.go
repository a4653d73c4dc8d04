package library

import (
	"testing"
	"time"

	"parvis/data"
)

func TestWhenAProductWasShown(t *testing.T) {
	b, now, zone := book(t, "fr"), at().Now(), zoneOf(data.Brand{Zone: "Europe/Paris"})
	ago := func(days int) time.Time { return now.AddDate(0, 0, -days) }
	for want, p := range map[string]data.Product{
		"Jamais montré":        {},
		"N’est plus vendu":     {Ended: true, Shown: data.Showing{Last: ago(3)}},
		"Prévu lun. 23 nov.":   {Shown: data.Showing{Last: ago(90), Next: ago(-2)}},
		"Pas depuis 60 jours":  {Shown: data.Showing{Last: ago(data.ProductNotShown)}},
		"Montré mer. 23 sept.": {Shown: data.Showing{Last: ago(data.ProductNotShown - 1)}},
	} {
		if got, _ := showing(b, p, now, zone); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

func TestTheFactsOfAProduct(t *testing.T) {
	euros := func(n data.Micros) data.Amount { return data.Amount{Micros: n * 1_000_000, Currency: "EUR"} }
	for want, p := range map[string]data.Product{
		"": {},
		"24,00 € · 6 parts · 01/12 – 15/01 · promo 20,00 €": {
			Price: euros(24), Unit: "6 parts", Season: data.Season{From: "12-01", To: "01-15"}, Promo: data.Promo{Price: euros(20)},
		},
		"kg": {Unit: "kg", Season: data.Season{From: "12-01"}},
	} {
		if got := plainSpaces(factsOf(book(t, "fr"), p)); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

func TestAProductFormSaysWhatIsWrong(t *testing.T) {
	tr := tryOut(t)
	b := tr.Words()
	before := data.Product{ID: 4, Name: "Bûche", Photo: "a", Price: data.Amount{Micros: 36_000_000, Currency: "CHF"}}
	f, _ := newProductForm(tr.Screen, before)
	p := before
	if !f.into(b, &p) || p != before {
		t.Errorf("untouched it is %+v", p)
	}
	for name, slip := range map[string]func(f *productForm){
		"no name":   func(f *productForm) { f.name.SetText(" ") },
		"no price":  func(f *productForm) { f.price.SetText("cher") },
		"no season": func(f *productForm) { f.season.SetText("bientôt") },
		"no link":   func(f *productForm) { f.link.SetText("javascript:alert(1)") },
		"no day":    func(f *productForm) { f.from.SetText("demain") },
		"ends first": func(f *productForm) {
			f.promo.SetText("30")
			f.from.SetText("2026-12-01")
			f.to.SetText("2026-11-01")
		},
	} {
		f, _ := newProductForm(tr.Screen, before)
		slip(f)
		if p := before; f.into(b, &p) {
			t.Errorf("%s was taken: %+v", name, p)
		}
	}
}

func TestANumberThatIsTakenIsAskedAgain(t *testing.T) {
	tr := tryOut(t)
	tr.desk.taken = true
	tr.products.save(data.Product{Brand: 1, Name: "Bûche", Ref: "B8"})
	tr.Until("it is said", func() bool { return len(tr.shell.toasts) == 1 })
	if tr.Bench.Canvas().Overlays().Top() == nil || len(tr.desk.kept) != 0 {
		t.Errorf("said %q; what was typed is not shown again", tr.shell.toasts)
	}
}

func TestAPhotoIsChosenInTheLibraryOrFromAFile(t *testing.T) {
	film := asset("film", "film.mp4")
	film.MIME = "video/mp4"
	tr := tryOut(t, asset("a", "a.jpg"), film, asset("b", "b.jpg"))
	f := newPhotoField(tr.Screen, "a")
	tr.Until("its picture", func() bool { return tr.thumbnails.of("a") != nil })
	tr.pick(f.set, f.focus)
	tr.Until("two pictures", func() bool { return tr.picking != nil && len(tr.picking.all) == 2 })
	tr.picking.take() // nothing is marked yet
	if f.photo != "a" || tr.picking == nil {
		t.Fatal("nothing was marked, and it was taken")
	}
	tr.picking.mark(1)
	tr.picking.take()
	if f.photo != "b" || tr.picking != nil || tr.Bench.Canvas().Overlays().Top() != nil {
		t.Errorf("the photo is %q", f.photo)
	}
	tr.shell.choose = []File{file("c.jpg", "c")}
	f.fromFile()
	tr.Until("the file", func() bool { return f.photo == "c" })
	tr.shell.choose = []File{file("d.jpg", "broken")}
	f.fromFile()
	tr.Until("it says why", func() bool { return len(tr.shell.toasts) == 1 })
	f.took("film.mp4", film, nil)
	if f.photo != "c" || len(tr.shell.toasts) != 2 {
		t.Errorf("the photo is %q, said %q", f.photo, tr.shell.toasts)
	}
	f.set("")
	if p := f.photo; p != "" {
		t.Errorf("taken away it is %q", p)
	}
}
