package uitest_test

import (
	"slices"
	"testing"

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
	list, err := v.house.Desk.List(v.ctx, data.ListQuery{Brand: v.brand, Undated: true})
	v.ok(err)
	if slices.ContainsFunc(list, func(e data.Entry) bool { return e.Post == id }) {
		t.Error("the draft is still there")
	}
}
