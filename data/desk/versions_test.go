package desk_test

import (
	"context"
	"errors"
	"testing"

	"parvis/data"
)

func TestAVersionIsRestoredAndLeftAgain(t *testing.T) {
	o := open(t)
	a := o.connect()
	p := data.Post{Brand: o.brand.ID, Lang: "fr", Parts: []string{"Des galettes"}, Variants: []data.Variant{{Account: a.ID}}}
	o.must(o.SavePost(t.Context(), &p))
	first := p.Revision
	p.Parts = []string{"Des brioches"}
	o.must(o.SavePost(t.Context(), &p))
	all, err := o.Versions(t.Context(), p.ID)
	o.must(err)
	if len(all) != 2 || all[0].Post.Parts[0] != "Des brioches" || all[1].Post.Parts[0] != "Des galettes" {
		t.Fatalf("versions %+v", all)
	}
	says := func(want string) {
		t.Helper()
		now, err := o.Post(context.WithoutCancel(t.Context()), p.ID)
		o.must(err)
		if now.Parts[0] != want {
			t.Errorf("the post says %q", now.Parts)
		}
	}
	back, left, err := o.RestoreVersion(t.Context(), p.ID, first)
	o.must(err)
	if len(left) != 0 {
		t.Errorf("left out %v", left)
	}
	says("Des galettes")
	o.must(back(t.Context()))
	says("Des brioches")
	if _, _, err := o.RestoreVersion(t.Context(), p.ID, 99); !errors.Is(err, data.ErrNoSuch) {
		t.Errorf("a version that never was: %v", err)
	}
	says("Des brioches")
}

func TestThePresentVersionIsRestoredByDoingNothing(t *testing.T) {
	o := open(t)
	p := data.Post{Brand: o.brand.ID, Lang: "fr", Parts: []string{"Des galettes"}}
	o.must(o.SavePost(t.Context(), &p))
	p.Parts = []string{"Des brioches"}
	o.must(o.SavePost(t.Context(), &p))
	p.Parts = []string{"Des galettes"}
	o.must(o.SavePost(t.Context(), &p))
	all, err := o.Versions(t.Context(), p.ID)
	o.must(err)
	back, _, err := o.RestoreVersion(t.Context(), p.ID, all[len(all)-1].Post.Revision)
	o.must(err)
	o.must(back(t.Context()))
	now, err := o.Post(t.Context(), p.ID)
	o.must(err)
	if now.Revision != p.Revision || now.Parts[0] != "Des galettes" {
		t.Errorf("the post is %+v", now)
	}
}
