package composer

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2/test"

	"parvis/data"
	"parvis/data/text"
	"parvis/ui/widgets"
)

// Versions gives what the test says, the present post first.
func (d *desk) Versions(_ context.Context, id data.PostID) ([]data.Version, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	return append([]data.Version{{Post: clone(d.posts[id])}}, d.former...), nil
}

func (d *desk) RestoreVersion(_ context.Context, id data.PostID, revision int64) (func(context.Context) error, []data.AccountID, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	i := slices.IndexFunc(d.former, func(v data.Version) bool { return v.Post.Revision == revision })
	if i < 0 {
		return nil, nil, data.ErrNoSuch
	}
	was := d.posts[id]
	put := func(parts []string) {
		now := clone(d.posts[id])
		now.Parts, now.Revision = slices.Clone(parts), now.Revision+1
		d.posts[id] = now
	}
	put(d.former[i].Post.Parts)
	return func(context.Context) error {
		d.mu.Lock()
		defer d.mu.Unlock()
		put(was.Parts)
		return nil
	}, []data.AccountID{99}, nil
}

func TestEditionsSayWhatEachVersionChanged(t *testing.T) {
	first := data.Post{Parts: []string{"Des galettes samedi."}, Variants: []data.Variant{{Account: bluesky}}}
	second := clone(first)
	second.Parts = []string{"Des galettes dimanche et lundi."}
	third := clone(second)
	third.When, third.Media = tomorrow(), []data.Attachment{{Media: data.Media{Hash: "a"}}}
	third.Variants = []data.Variant{{Account: bluesky, Parts: []string{"Ici aussi"}}, {Account: mastodon}}
	all := editions([]data.Version{{Post: third}, {Post: second}, {Post: first}}, func(data.AccountID) string { return "Bluesky" })
	if got := all[2]; got.added != 3 || got.removed != 0 || got.other != nil {
		t.Errorf("the first one: %+v", got)
	}
	if got := all[1]; got.added != 3 || got.removed != 1 || got.other != nil {
		t.Errorf("the second one: %+v", got)
	}
	if got := all[0]; got.added != 3 || got.removed != 0 || !slices.Equal(got.other, []string{"hour", "media", "accounts"}) {
		t.Errorf("the third one: %+v", got)
	}
	if c := all[1].changes; !slices.ContainsFunc(c, func(c text.Change) bool { return c.Kind == text.Removed && c.Text == "samedi" }) {
		t.Errorf("changes %+v", c)
	}
}

func TestAFormerVersionIsBroughtBackAndLeftAgain(t *testing.T) {
	p := newPane(t)
	p.desk.former = []data.Version{{Post: data.Post{
		Revision: 0, Parts: []string{"Des brioches"}, Updated: saturday().Add(-time.Hour), Variants: everywhere().Variants,
	}}}
	id := p.given(everywhere("Des galettes"))
	p.composer.openHistory()
	p.until("the sheet", func() bool { return p.window.Canvas().Overlays().Top() != nil })
	sheet := &historySheet{c: p.composer}
	p.versions(func(all []edition) { sheet.all = all })
	p.until("the versions", func() bool { return len(sheet.all) == 2 })
	sheet.open()
	if !sheet.restore.Disabled() {
		t.Error("the present version can be restored")
	}
	test.Tap(sheet.list.Objects[1].(*widgets.PressRow))
	test.Tap(sheet.restore)
	p.until("the former text", func() bool { return p.post.Parts[0] == "Des brioches" && !p.acting })
	if said := p.window0().toasts[0]; !strings.Contains(said, "rétablie") || !strings.Contains(said, "1 compte retiré") {
		t.Errorf("said %q", said)
	}
	p.window0().undo()
	p.until("the text that was left", func() bool { return p.post.Parts[0] == "Des galettes" && !p.acting })
	if got := p.desk.stored(id).Parts[0]; got != "Des galettes" {
		t.Errorf("stored %q", got)
	}
}

func TestAPostOfOneVersionSaysSo(t *testing.T) {
	p := newPane(t)
	p.given(everywhere("Des galettes"))
	p.composer.openHistory()
	p.until("it is said", func() bool { return len(p.window0().toasts) == 1 })
	if p.window.Canvas().Overlays().Top() != nil {
		t.Error("a sheet opens")
	}
}
