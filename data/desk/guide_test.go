package desk_test

import (
	"slices"
	"testing"

	"parvis/data"
)

func TestTheGuideOfABrand(t *testing.T) {
	o := open(t)
	o.must(o.AddWord(t.Context(), o.brand.ID, "kouglotte"))
	o.must(o.AddWord(t.Context(), o.brand.ID, "fournée"))
	o.must(o.RemoveWord(t.Context(), o.brand.ID, "fournée"))
	g, err := o.Guide(t.Context(), o.brand.ID)
	o.must(err)
	if !slices.Equal(g.Known, []string{"kouglotte"}) || g.Line.Revision != 0 || len(g.Products) != 0 {
		t.Errorf("%+v", g)
	}
	g.Products = []data.Product{{Name: "Galette"}}
	if got := g.Names(); !slices.Equal(got, []string{"kouglotte", "Galette"}) {
		t.Errorf("names %q", got)
	}
}

func TestATwinIsWrittenOnce(t *testing.T) {
	o := open(t)
	post := data.Post{Brand: o.brand.ID, Lang: "fr", Parts: []string{"Du pain"}, When: data.Schedule{}}
	o.must(o.SavePost(t.Context(), &post))
	id, err := o.WriteTwin(t.Context(), post.ID, "en")
	o.must(err)
	again, err := o.WriteTwin(t.Context(), post.ID, "en")
	o.must(err)
	if again != id || id == post.ID {
		t.Errorf("twins %d and %d of %d", id, again, post.ID)
	}
	twin, err := o.Post(t.Context(), id)
	o.must(err)
	first, err := o.Post(t.Context(), post.ID)
	o.must(err)
	if twin.Lang != "en" || twin.Twin != post.ID || first.Twin != id || twin.Parts[0] != "Du pain" {
		t.Errorf("%+v and %+v", first, twin)
	}
	if first.Revision != post.Revision {
		t.Errorf("having a twin changed the post: revision %d, was %d", first.Revision, post.Revision)
	}
}

func TestATwinOfNothing(t *testing.T) {
	o := open(t)
	if _, err := o.WriteTwin(t.Context(), 4711, "en"); err == nil {
		t.Error("a post that never was has a twin")
	}
}
