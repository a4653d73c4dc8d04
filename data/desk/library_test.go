package desk_test

import (
	"bytes"
	"errors"
	"slices"
	"strings"
	"testing"

	"parvis/data"
)

func TestAnIdeaIsWrittenOnceAndTakenBack(t *testing.T) {
	o := open(t)
	idea := data.Idea{Brand: o.brand.ID, Title: "Levain", Text: "Il chante.", Link: "https://a.example", Stage: data.StageWork}
	o.must(o.SaveIdea(t.Context(), &idea))
	id, undo, err := o.WriteIdea(t.Context(), idea)
	o.must(err)
	post, err := o.Post(t.Context(), id)
	o.must(err)
	if post.Title != "Levain" || post.Parts[0] != "Il chante.\n\nhttps://a.example" || post.Lang != o.brand.Lang || !post.When.Zero() {
		t.Errorf("%+v", post)
	}
	if left, err := o.Ideas(t.Context(), o.brand.ID); err != nil || len(left) != 0 {
		t.Errorf("left: %+v, %v", left, err)
	}
	drafts := func() int {
		list, err := o.List(t.Context(), data.ListQuery{Brand: o.brand.ID, Undated: true})
		o.must(err)
		return len(list)
	}
	before := drafts()
	if _, _, err := o.WriteIdea(t.Context(), idea); !errors.Is(err, data.ErrNoSuch) || drafts() != before {
		t.Errorf("an idea that is not there: %v, %d drafts, before %d", err, drafts(), before)
	}
	o.must(undo(t.Context()))
	back, err := o.Ideas(t.Context(), o.brand.ID)
	o.must(err)
	if len(back) != 1 || back[0].Stage != data.StageWork || drafts() != before-1 {
		t.Errorf("%+v, %d drafts", back, drafts())
	}
}

func TestAProductLeavesTheCatalogueAndComesBack(t *testing.T) {
	o := open(t)
	p := data.Product{Brand: o.brand.ID, Ref: "B8", Name: "Bûche"}
	o.must(o.SaveProduct(t.Context(), &p))
	names := func() (all []string) {
		found, err := o.Products(t.Context(), data.ProductQuery{Brand: o.brand.ID})
		o.must(err)
		for _, one := range found {
			all = append(all, one.Name)
		}
		return all
	}
	if err := o.SaveProduct(t.Context(), &data.Product{Brand: o.brand.ID, Ref: "B8", Name: "Autre"}); !errors.Is(err, data.ErrTaken) {
		t.Errorf("a number that is taken: %v", err)
	}
	undo, err := o.DeleteProduct(t.Context(), p.ID)
	o.must(err)
	if left := names(); len(left) != 0 {
		t.Errorf("left: %q", left)
	}
	o.must(undo(t.Context()))
	if back := names(); len(back) != 1 || back[0] != "Bûche" {
		t.Errorf("back: %q", back)
	}
}

func TestAProductIsPresentedInTheBrandsLanguageWithItsPhoto(t *testing.T) {
	o := open(t)
	o.connect()
	book := o.book("en")
	asset, _, err := o.AddAsset(t.Context(), o.brand.ID, "tourte.jpg", bytes.NewReader(crumbs(4, 90)), int64(len(crumbs(4, 90))))
	o.must(err)
	asset.Alt = "Une tourte"
	o.must(o.SaveAsset(t.Context(), &asset))
	p := data.Product{
		Brand: o.brand.ID, Name: "Tourte", About: "Au seigle.", Link: "https://maison-lenoir.example/tourte",
		Price: data.Amount{Micros: 4_500_000, Currency: "EUR"}, Photo: asset.Hash,
	}
	o.must(o.SaveProduct(t.Context(), &p))
	id, undo, err := o.PresentProduct(t.Context(), p, book)
	o.must(err)
	post, err := o.Post(t.Context(), id)
	o.must(err)
	if want := "Tourte, 4,50\u00a0€\n\nAu seigle.\n\nhttps://maison-lenoir.example/tourte"; len(post.Parts) != 1 || plainSpaces(post.Parts[0]) != plainSpaces(want) {
		t.Errorf("it says %q", post.Parts)
	}
	if len(post.Media) != 1 || post.Media[0].Alt != "Une tourte" || !slices.Equal(post.Products, []data.ProductID{p.ID}) || len(post.Variants) != 1 {
		t.Errorf("%+v", post)
	}
	o.must(undo(t.Context()))
	if left, err := o.List(t.Context(), data.ListQuery{Brand: o.brand.ID, Undated: true}); err != nil || len(left) != 0 {
		t.Errorf("it is still there: %+v, %v", left, err)
	}
	p.Photo = "gone"
	_, _, err = o.PresentProduct(t.Context(), p, book)
	o.must(err)
}

// plainSpaces writes every kind of space as the plain one.
func plainSpaces(s string) string {
	return strings.NewReplacer("\u00a0", " ", "\u202f", " ").Replace(s)
}
