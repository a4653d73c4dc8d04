package library

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"parvis/ui/theme"
	"parvis/ui/widgets"
)

// listing is a part of the library that is a list below its search.
type listing struct {
	search *widgets.Field
	list   *widgets.List
	empty  *fyne.Container
	body   *fyne.Container
}

// newListing returns a listing. searched hears each change of the search; after
// stand right of it, and act at the end of that row.
func newListing(events widgets.ListEvents, searched func(text string), act fyne.CanvasObject, after ...fyne.CanvasObject) listing {
	l := listing{search: widgets.NewSearch("", ""), list: widgets.NewList(events), empty: container.NewStack()}
	l.search.Changed = searched
	head := widgets.NewRow(10, append([]fyne.CanvasObject{widgets.NewFixed(320, l.search)}, after...)...)
	head.Add(layout.NewSpacer())
	head.Add(act)
	card := container.NewStack(widgets.NewBox(theme.Card, theme.Border, theme.RadiusCard), widgets.NewInset(6, 2, 6, 2, l.list))
	l.body = widgets.NewFrame(12, head, container.NewStack(card, l.empty), nil)
	return l
}

func (l *listing) object() fyne.CanvasObject { return l.body }
func (l *listing) find()                     { l.search.Focus() }

// fill shows rows, or what says that there are none unless that is nil.
func (l *listing) fill(rows []widgets.ListRow, none fyne.CanvasObject) {
	l.list.Set(rows, 0)
	l.empty.Objects = nil
	if none != nil {
		l.empty.Objects = []fyne.CanvasObject{none}
	}
	l.empty.Refresh()
}

// toneOf is how a filter looks that is on or off.
func toneOf(on bool) widgets.Tone {
	if on {
		return widgets.ToneAccent
	}
	return widgets.ToneNeutral
}
