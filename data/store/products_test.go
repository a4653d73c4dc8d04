package store

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"parvis/data"
)

func names(products []data.Product) (all []string) {
	for _, p := range products {
		all = append(all, p.Name)
	}
	return all
}

func (d *desk) products(q data.ProductQuery) []data.Product {
	d.t.Helper()
	q.Brand = d.brand
	all, err := d.Products(d.t.Context(), q)
	must(d.t, err)
	return all
}

func TestProductComesBackAsSaved(t *testing.T) {
	d := openDesk(t)
	p := data.Product{
		Brand: d.brand, Ref: "B1", Name: "Bûche", Price: data.Amount{Micros: 24_900_000, Currency: "EUR"}, Unit: "6 parts",
		Season: data.Season{From: "12-01", To: "01-06"}, Link: "https://maison-lenoir.example/buche", Photo: "ab", About: "marron",
		Promo: data.Promo{Price: data.Amount{Micros: 19_900_000, Currency: "EUR"}, From: "2026-12-01", To: "2026-12-10"}, Ended: true,
	}
	must(t, d.SaveProduct(t.Context(), &p))
	got, err := d.Product(t.Context(), p.ID)
	must(t, err)
	same(t, got, p)
	twin := data.Product{Brand: d.brand, Ref: "B1"}
	wantErr(t, d.SaveProduct(t.Context(), &twin), data.ErrTaken)
	same(t, twin.ID, data.ProductID(0))
	for range 2 { // nothing is said twice of products without a number
		must(t, d.SaveProduct(t.Context(), &data.Product{Brand: d.brand}))
	}
	elsewhere := data.Product{Brand: d.addBrand("Autre"), Ref: "B1"}
	must(t, d.SaveProduct(t.Context(), &elsewhere))
	elsewhere.ID = p.ID
	wantErr(t, d.SaveProduct(t.Context(), &elsewhere), data.ErrOtherBrand)

	must(t, d.DeleteProduct(t.Context(), p.ID))
	wantErr(t, d.DeleteProduct(t.Context(), p.ID), data.ErrNoSuch)
	wantErr(t, d.SaveProduct(t.Context(), &p), data.ErrNoSuch)
	got, err = d.Product(t.Context(), p.ID) // posts that show it can name it
	must(t, err)
	same(t, got.Name, "Bûche")
	must(t, d.SaveProduct(t.Context(), &twin))
	wantErr(t, d.RestoreProduct(t.Context(), p.ID), data.ErrTaken)
	must(t, d.DeleteProduct(t.Context(), twin.ID))
	must(t, d.RestoreProduct(t.Context(), p.ID))
	wantErr(t, d.RestoreProduct(t.Context(), p.ID), data.ErrNoSuch)
	_, err = d.Product(t.Context(), 99)
	wantErr(t, err, data.ErrNoSuch)
}

func TestProductsAreFoundAndSaidHowTheyWereShown(t *testing.T) {
	d := openDesk(t)
	eclair, bread, loaf := d.addProduct("Éclair au café", "E9"), d.addProduct("Pain", ""), d.addProduct("Pain au levain", "")
	gone := d.addProduct("Zeste", "")
	gone.Ended = true
	must(t, d.SaveProduct(t.Context(), &gone))
	show := func(p data.Product, due time.Time, state data.State) {
		post := d.addPost("x", due, d.first, d.second)
		post.Products = []data.ProductID{p.ID}
		must(t, d.SavePost(t.Context(), post))
		for _, a := range []data.AccountID{d.first, d.second} {
			d.force(d.delivery(post, a).ID, state)
		}
		_, err := d.core.write.Exec(`UPDATE deliveries SET sent_at = due WHERE post_id = ? AND state = 'sent'`, post.ID)
		must(t, err)
	}
	show(bread, noon.AddDate(0, 0, -70), data.Sent)
	show(bread, noon.AddDate(0, 0, -61), data.Sent)
	show(bread, noon.AddDate(0, 0, 9), data.Scheduled)
	show(bread, noon.AddDate(0, 0, 5), data.Draft)
	show(bread, noon.AddDate(0, 0, 1), data.Cancelled)
	show(bread, noon.AddDate(0, 0, -1), data.Missed)
	show(loaf, noon.AddDate(0, 0, -3), data.Sent)

	all := d.products(data.ProductQuery{})
	same(t, names(all), []string{"Éclair au café", "Pain", "Pain au levain"})
	same(t, all[0].Shown, data.Showing{})
	same(t, all[1].Shown, data.Showing{Times: 2, Last: noon.AddDate(0, 0, -61), Next: noon.AddDate(0, 0, 5)})
	for text, want := range map[string][]string{
		"ECLAIR cafe": {"Éclair au café"}, "e9": {"Éclair au café"}, "pain LEV": {"Pain au levain"}, "%": nil, "zeste": nil, "é p": {"Pain au levain"},
	} {
		same(t, names(d.products(data.ProductQuery{Text: text})), want)
	}
	since := noon.AddDate(0, 0, -data.ProductNotShown)
	same(t, names(d.products(data.ProductQuery{NotShownSince: since, Ended: true})), []string{"Éclair au café", "Pain", "Zeste"})
	same(t, names(d.products(data.ProductQuery{Limit: 1, Offset: 1})), []string{"Pain"})
	one, err := d.Product(t.Context(), bread.ID)
	must(t, err)
	same(t, one, all[1])
	same(t, all[0].ID, eclair.ID)
}

// bakes are n products with numbers from "R0" on.
func (d *desk) bakes(n int, price data.Micros) (page []data.Product) {
	for i := range n {
		page = append(page, data.Product{
			Brand: d.brand, Ref: fmt.Sprint("R", i), Name: fmt.Sprintf("Gâteau %03d", i), Price: data.Amount{Micros: price, Currency: "EUR"},
		})
	}
	return page
}

func (d *desk) beginProducts() data.ImportID {
	d.t.Helper()
	id, err := d.BeginProductImport(d.t.Context(), d.brand)
	must(d.t, err)
	return id
}

func TestCatalogueIsReadAndUndone(t *testing.T) {
	d := openDesk(t)
	before := d.addProduct("Gâteau 000", "R0")
	same0 := d.bakes(4, 5)[3]
	must(t, d.SaveProduct(t.Context(), &same0))
	id := d.beginProducts()
	page := d.bakes(4, 5)
	page[2].Ref = "R1" // twice in the same file: the later line holds
	added, changed, err := d.SaveProducts(t.Context(), id, page)
	must(t, err)
	same(t, []int{added, changed}, []int{1, 2})
	same(t, []data.ProductID{page[0].ID, page[2].ID, page[3].ID}, []data.ProductID{before.ID, page[1].ID, same0.ID})
	same(t, names(d.products(data.ProductQuery{})), []string{"Gâteau 000", "Gâteau 002", "Gâteau 003"})
	more := d.bakes(ImportPage+10, 5)[10:]
	_, _, err = d.SaveProducts(t.Context(), id, more)
	must(t, err)
	touched := more[0]
	touched.About = "changed since"
	must(t, d.SaveProduct(t.Context(), &touched))
	undone, err := d.ForgetProductImport(t.Context(), id)
	must(t, err)
	same(t, undone, 2+ImportPage-1)
	same(t, names(d.products(data.ProductQuery{})), []string{"Gâteau 000", "Gâteau 003", "Gâteau 010"})
	got, err := d.Product(t.Context(), before.ID)
	must(t, err)
	same(t, got, before)
	undone, err = d.ForgetProductImport(t.Context(), id)
	must(t, err)
	same(t, undone, 0)
}

func TestAPageOfProductsIsAllOrNothing(t *testing.T) {
	d := openDesk(t)
	id := d.beginProducts()
	page := d.bakes(3, 5)
	page[2].Brand = d.addBrand("Autre")
	_, _, err := d.SaveProducts(t.Context(), id, page)
	wantErr(t, err, data.ErrOtherBrand)
	same(t, page[0].ID, data.ProductID(0))
	same(t, len(d.products(data.ProductQuery{})), 0)
	_, _, err = d.SaveProducts(t.Context(), 99, d.bakes(1, 1))
	wantErr(t, err, data.ErrNoSuch)
	if _, _, err := d.SaveProducts(t.Context(), id, d.bakes(ImportPage+1, 1)); err == nil || errors.Is(err, data.ErrNoSuch) {
		t.Errorf("too large a page gave %v", err)
	}
	_, err = d.BeginProductImport(t.Context(), 99)
	wantErr(t, err, data.ErrNoSuch)
}

// A product that the table calls by its name alone has an ID when it is saved.
func TestAProductOfAnImportThatIsKnown(t *testing.T) {
	d := openDesk(t)
	there := d.addProduct("Bûche", "")
	id := d.beginProducts()
	page := []data.Product{there}
	page[0].Price = data.Amount{Micros: 5, Currency: "EUR"}
	added, changed, err := d.SaveProducts(t.Context(), id, page)
	must(t, err)
	same(t, [2]int{added, changed}, [2]int{0, 1})
	same(t, d.products(data.ProductQuery{}), page)
	undone, err := d.ForgetProductImport(t.Context(), id)
	must(t, err)
	same(t, undone, 1)
	same(t, d.products(data.ProductQuery{}), []data.Product{there})
	must(t, d.DeleteProduct(t.Context(), there.ID))
	_, _, err = d.SaveProducts(t.Context(), id, page)
	wantErr(t, err, data.ErrNoSuch)
}
