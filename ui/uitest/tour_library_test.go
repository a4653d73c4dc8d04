package uitest_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"parvis/data"
	"parvis/ui/widgets"
)

// ideas are those of the board, by title.
func (v *visit) ideas() map[string]data.Idea {
	v.t.Helper()
	all, err := v.house.Desk.Ideas(v.ctx, v.brand)
	v.ok(err)
	found := map[string]data.Idea{}
	for _, i := range all {
		found[i.Title] = i
	}
	return found
}

// into gives the keyboard to the field with that label or example.
func (v *visit) into(key string) {
	v.t.Helper()
	for _, f := range shown[*widgets.Field](v) {
		if f.AccessibilityLabel() == v.Book.T(key) {
			f.Focus()
			return
		}
	}
	v.t.Fatalf("no field %q; the screen says:\n%s", v.Book.T(key), v.words())
}

// TestAnIdeaBecomesAPost types an idea, drags it to the last column, makes a post
// of it and takes that back.
func TestAnIdeaBecomesAPost(t *testing.T) {
	v := newVisit(t)
	v.ok(v.Do(v.ctx, "library.action.show.ideas"))
	v.into("library.idea.typing")
	v.write("La fournée de minuit")
	v.ok(v.Press(v.ctx, fyne.KeyReturn))
	v.until("idea", glance, func() bool { return v.ideas()["La fournée de minuit"].ID != 0 })
	before := v.ideas()["La fournée de minuit"]
	if before.Stage != data.StageNew || before.Place != 0 {
		t.Fatalf("%+v", before)
	}
	v.until("card", glance, func() bool { return v.says(v.Book.T("idea.stage.new") + ", La fournée de minuit") })
	// From the middle of the first card to the top of the third column.
	v.ok(v.Settle(v.ctx))
	test.Drag(v.Frame.Canvas(), fyne.NewPos(1160, 260), 860, 0) // a drag ends there
	v.until("move", glance, func() bool { return v.ideas()["La fournée de minuit"].Stage == data.StageReady })
	v.until("card", glance, func() bool { return v.says(v.Book.T("idea.stage.ready") + ", La fournée de minuit") })
	if place := v.ideas()["La fournée de minuit"].Place; place != 0 {
		t.Errorf("it is at place %d", place)
	}
	v.ok(v.TapAt(v.ctx, 1160, 260))
	v.tapWord("library.write")
	v.until("draft", glance, func() bool { return v.ideas()["La fournée de minuit"].ID == 0 })
	id, err := v.house.Post(v.ctx, "La fournée de minuit")
	v.ok(err)
	post, err := v.house.Desk.Post(v.ctx, id)
	v.ok(err)
	if len(post.Variants) < 2 || !post.When.Zero() {
		t.Errorf("%+v", post)
	}
	v.tapWord("common.undo")
	v.until("undo", glance, func() bool { return v.ideas()["La fournée de minuit"].Stage == data.StageReady })
	v.until("end of the draft", glance, func() bool {
		list, err := v.house.Desk.List(v.ctx, data.ListQuery{Brand: v.brand, Undated: true})
		v.ok(err)
		return !slices.ContainsFunc(list, func(e data.Entry) bool { return e.Post == id })
	})
}

// products are those of the catalogue, by name.
func (v *visit) products() map[string]data.Product {
	v.t.Helper()
	all, err := v.house.Desk.Products(v.ctx, data.ProductQuery{Brand: v.brand, Ended: true})
	v.ok(err)
	found := map[string]data.Product{}
	for _, p := range all {
		found[p.Name] = p
	}
	return found
}

// TestAProductIsAddedAndPresented types a product, first with a price that is
// none, finds it and makes a post of it.
func TestAProductIsAddedAndPresented(t *testing.T) {
	const name = "Brioche vendéenne"
	v := newVisit(t)
	v.ok(v.Do(v.ctx, "library.action.new.products"))
	v.into("library.product.name")
	v.write(name)
	v.into("library.product.price")
	v.write("cher")
	v.into("library.product.season")
	v.write("décembre")
	v.tapWord("common.save")
	v.until("fault", glance, func() bool { return strings.Contains(v.words(), v.Book.T("library.product.fault.price")) })
	if v.products()[name].ID != 0 {
		t.Fatal("a product without a price that can be read was stored")
	}
	v.into("library.product.price")
	for range "cher" {
		v.ok(v.Press(v.ctx, fyne.KeyEnd, fyne.KeyBackspace))
	}
	v.write("7,80 €")
	v.tapWord("common.save")
	v.until("product", glance, func() bool { return v.products()[name].ID != 0 })
	p := v.products()[name]
	if p.Price != (data.Amount{Micros: 7_800_000, Currency: "EUR"}) || p.Season != (data.Season{From: "12-01", To: "12-31"}) {
		t.Errorf("%+v", p)
	}
	v.into("library.product.search")
	v.write("vendéenne")
	row := func() *widgets.List { return shown[*widgets.List](v)[0] }
	v.until("row", 100*time.Millisecond, func() bool { row().Focus(); return v.says(" " + name) })
	v.ok(v.Press(v.ctx, fyne.KeyReturn))
	v.tapWord("library.write")
	v.until("draft", glance, func() bool { _, err := v.house.Post(v.ctx, name); return err == nil })
	id, err := v.house.Post(v.ctx, name)
	v.ok(err)
	post, err := v.house.Desk.Post(v.ctx, id)
	v.ok(err)
	if len(post.Products) != 1 || post.Products[0] != p.ID || !strings.Contains(post.Parts[0], "7,80") {
		t.Errorf("%+v", post)
	}
}
