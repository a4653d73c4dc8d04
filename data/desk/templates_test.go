package desk_test

import (
	"errors"
	"reflect"
	"testing"

	"parvis/data"
)

func TestATemplateGoesAndComesBack(t *testing.T) {
	o := open(t)
	kept := data.Template{
		Brand: o.brand.ID, Kind: data.TemplatePost, Name: "Nouveau produit", Title: "{produit}", Text: "{produit}, {prix}", Lang: "fr",
		Networks: []data.NetworkName{"mastodon", "bluesky"},
	}
	o.must(o.SaveTemplate(t.Context(), &kept))
	all := func() []data.Template {
		found, err := o.Templates(t.Context(), o.brand.ID)
		o.must(err)
		return found
	}
	if got := all(); !reflect.DeepEqual(got, []data.Template{kept}) {
		t.Errorf("stored %+v", got)
	}
	undo, err := o.DeleteTemplate(t.Context(), kept.ID)
	o.must(err)
	if left := all(); len(left) != 0 {
		t.Errorf("left: %+v", left)
	}
	if _, err := o.DeleteTemplate(t.Context(), kept.ID); !errors.Is(err, data.ErrNoSuch) {
		t.Errorf("deleted twice: %v", err)
	}
	o.must(undo(t.Context()))
	if back := all(); !reflect.DeepEqual(back, []data.Template{kept}) {
		t.Errorf("back: %+v", back)
	}
}
