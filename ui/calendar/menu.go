package calendar

import (
	"fyne.io/fyne/v2"

	"parvis/data"
	"parvis/data/words"
	"parvis/ui/theme"
	"parvis/ui/widgets"
)

// openFilter shows what may be shown: accounts and states, which stay open
// while they are ticked.
func (s *Screen) openFilter(at fyne.CanvasObject) {
	var menu *widgets.Menu
	var items func() []widgets.MenuItem
	ticked := func(f func()) func() {
		return func() {
			f()
			if menu != nil {
				menu.SetItems(items())
			}
		}
	}
	items = func() []widgets.MenuItem { return s.filterItems(s.Words(), ticked) }
	menu = widgets.ShowMenu(at, items())
}

func (s *Screen) filterItems(b *words.Book, ticked func(func()) func()) []widgets.MenuItem {
	var items []widgets.MenuItem
	for _, a := range s.m.accounts {
		items = append(items, widgets.MenuItem{
			Text:    accountName(b, s.m, a.ID),
			Hint:    networkName(b, a.Network),
			Network: a.Network,
			Checked: s.m.filter.shows(a.ID),
			Stays:   true,
			Run:     ticked(func() { s.toggleAccount(a.ID) }),
		})
	}
	if len(items) > 0 {
		items = append(items, widgets.MenuItem{})
	}
	for _, g := range groups() {
		items = append(items, widgets.MenuItem{
			Text:    b.T("calendar.group." + string(g)),
			Checked: s.m.filter.showsGroup(g),
			Stays:   true,
			Run:     ticked(func() { s.toggleGroup(g) }),
		})
	}
	return append(items, widgets.MenuItem{}, widgets.MenuItem{
		Text:     b.T("calendar.filter.reset"),
		Disabled: s.m.filter.usual(s.m.accounts),
		Run:      s.showEverything,
	})
}

// openMenu shows what can be done with a post of the month or the week.
func (s *Screen) openMenu(id data.DeliveryID, in fyne.CanvasObject, at fyne.Position) {
	if e, ok := s.m.entry(id); ok {
		widgets.ShowMenuAt(in, at, s.entryItems(e, in, at))
	}
}

// entryItems are what can be done with an entry, or with all that is chosen
// when it is; in and at are where the menu stands.
func (s *Screen) entryItems(e data.Entry, in fyne.CanvasObject, at fyne.Position) []widgets.MenuItem {
	b := s.Words()
	if all := s.m.subjects(e); len(all) > 1 {
		head := widgets.MenuItem{Text: b.N("calendar.chosen", len(all)), Disabled: true}
		return append([]widgets.MenuItem{head, {}}, s.actItems(all, in, at)...)
	}
	items := []widgets.MenuItem{{Text: b.T("calendar.menu.open"), Icon: theme.IconPencil, Run: func() { s.open(e.Post) }}}
	if data.ByHand(e.State, e.Reason) {
		items = append(items, widgets.MenuItem{
			Text: b.T("calendar.menu.hand"), Icon: theme.IconPhone, Run: func() { s.Shell.HandOver(e.Delivery) },
		})
	}
	if !e.Due.IsZero() {
		items = append(items, widgets.MenuItem{
			Text: b.T("calendar.menu.write"), Icon: theme.IconPlus, Run: func() { s.write(s.m.dayOf(e.Due)) },
		})
	}
	return append(append(items, widgets.MenuItem{}), s.actItems([]data.Entry{e}, in, at)...)
}
