package store

import (
	"errors"
	"testing"

	"parvis/data"
)

func TestAPlanIsTakenBack(t *testing.T) {
	d := openDesk(t)
	id, err := d.BeginPlan(t.Context(), d.brand)
	must(t, err)
	page := make([]data.Post, 3)
	for i := range page {
		page[i] = data.Post{Brand: d.brand, Parts: []string{"Un plan"}, Variants: []data.Variant{{Account: d.first}}}
	}
	must(t, d.SavePlanned(t.Context(), id, page))
	if page[0].ID == 0 || page[2].Revision != 1 || d.hits("plan") != 3 {
		t.Fatalf("%+v", page)
	}
	// One bad post of a page and nothing of it is kept.
	bad := []data.Post{{Brand: d.brand, Parts: []string{"Un plan"}}, {Brand: d.brand + 1}}
	if err := d.SavePlanned(t.Context(), id, bad); !errors.Is(err, data.ErrOtherBrand) || d.hits("plan") != 3 {
		t.Fatalf("another brand's: %v", err)
	}
	if err := d.SavePlanned(t.Context(), id+1, page[:1]); !errors.Is(err, data.ErrNoSuch) {
		t.Errorf("no such plan: %v", err)
	}
	page[1].Parts = []string{"Un plan retouché"}
	must(t, d.SavePost(t.Context(), &page[1]))
	left, err := d.Untouched(t.Context(), id)
	must(t, err)
	if len(left) != 2 || left[0].Post != page[0].ID || left[1].Post != page[2].ID {
		t.Errorf("untouched are %+v", left)
	}
	n, err := d.ForgetPlan(t.Context(), id)
	if n != 2 || err != nil || d.hits("plan") != 1 {
		t.Errorf("forgot %d, %v; %d are found", n, err, d.hits("plan"))
	}
	if n, err := d.ForgetPlan(t.Context(), id); n != 0 || err != nil {
		t.Errorf("twice: %d, %v", n, err)
	}
	if _, err := d.BeginPlan(t.Context(), d.brand+1); !errors.Is(err, data.ErrNoSuch) {
		t.Errorf("a plan of nobody: %v", err)
	}
}

func TestEveryPostThatIsThere(t *testing.T) {
	d := openDesk(t)
	first, gone := d.addPost("Un", noon, d.first), d.addPost("Deux", noon)
	must(t, d.DeletePost(t.Context(), gone.ID))
	var all []data.Post
	keep := func(p data.Post) error { all = append(all, p); return nil }
	must(t, d.EachPost(t.Context(), d.brand, keep))
	if len(all) != 1 || all[0].ID != first.ID || all[0].Parts[0] != "Un" || !all[0].When.Instant.Equal(noon) || all[0].Variants[0].Account != d.first {
		t.Errorf("%+v", all)
	}
	stop := errors.New("enough")
	if err := d.EachPost(t.Context(), d.brand, func(data.Post) error { return stop }); !errors.Is(err, stop) {
		t.Errorf("%v", err)
	}
	must(t, d.EachPost(t.Context(), d.addBrand("Autre"), func(p data.Post) error { t.Errorf("another brand's %+v", p); return nil }))
}
