package desk_test

import (
	"errors"
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
