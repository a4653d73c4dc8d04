package library

import (
	"slices"

	"fyne.io/fyne/v2"

	"parvis/ui/theme"
	"parvis/ui/widgets"
)

// mediaFilters are the pills above the sheet: a tag, and what a file may want.
type mediaFilters struct {
	t     *media
	tag   *widgets.PillButton
	wants []mediaWant
}

// mediaWant is one thing that a file may want; "library.media.want.<key>" names
// it.
type mediaWant struct {
	key   string
	on    *bool
	count func() int
	pill  *widgets.PillButton
}

func newMediaFilters(t *media) *mediaFilters {
	f := &mediaFilters{t: t}
	f.tag = widgets.NewPillButton("", f.chooseTag)
	f.wants = []mediaWant{
		{key: "alt", on: &t.query.NoAlt, count: func() int { return t.shelf.Counts.NoAlt }},
		{key: "unused", on: &t.query.Unused, count: func() int { return t.shelf.Counts.Unused }},
		{key: "blurred", on: &t.query.Blurred, count: func() int { return t.shelf.Counts.Blurred }},
		{key: "alike", on: &t.alike, count: func() int { return t.shelf.Counts.Alike }},
	}
	for i := range f.wants {
		w := &f.wants[i]
		w.pill = widgets.NewPillButton("", func() {
			*w.on = !*w.on
			f.show()
			t.readFirst()
		}).WithTrailing(theme.IconNone)
	}
	return f
}

func (f *mediaFilters) pills() []fyne.CanvasObject {
	all := []fyne.CanvasObject{f.tag}
	for _, w := range f.wants {
		all = append(all, w.pill)
	}
	return all
}

// show words the pills, each with how many there are.
func (f *mediaFilters) show() {
	b, t := f.t.s.Words(), f.t
	name := b.T("library.media.any_tag")
	if len(t.query.Tags) > 0 {
		name = t.query.Tags[0]
	}
	f.tag.Set(name, toneOf(len(t.query.Tags) > 0))
	for _, w := range f.wants {
		w.pill.Set(b.T("library.media.want."+w.key, "Count", w.count()), toneOf(*w.on))
	}
}

// chooseTag offers the tags, those that most files bear first.
func (f *mediaFilters) chooseTag() {
	b, t := f.t.s.Words(), f.t
	take := func(tags ...string) func() {
		return func() {
			t.query.Tags = tags
			f.show()
			t.readFirst()
		}
	}
	items := []widgets.MenuItem{{Text: b.T("library.media.any_tag"), Checked: len(t.query.Tags) == 0, Run: take()}}
	const most = 16
	for _, tag := range t.shelf.Tags[:min(most, len(t.shelf.Tags))] {
		items = append(items, widgets.MenuItem{
			Text: tag.Name, Hint: b.Number(int64(tag.Assets)), Checked: slices.Contains(t.query.Tags, tag.Name), Run: take(tag.Name),
		})
	}
	widgets.ShowMenu(f.tag, items)
}
