package calendar

import (
	"slices"

	"fyne.io/fyne/v2"

	"parvis/data"
	"parvis/data/calendar"
	"parvis/data/words"
	"parvis/ui/theme"
	"parvis/ui/widgets"
)

// filterPage is what the menu of the filter shows: it has more than one screen
// of lines.
type filterPage int

const (
	pageAll filterPage = iota
	pageCampaigns
	pageDates
)

// openFilter shows what may be shown: accounts, states, campaigns and key dates,
// which stay open while they are ticked.
func (s *Screen) openFilter(at fyne.CanvasObject) { s.openFilterPage(at, pageAll) }

func (s *Screen) openFilterPage(at fyne.CanvasObject, page filterPage) {
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
	to := func(page filterPage) func() { return func() { s.openFilterPage(at, page) } }
	items = func() []widgets.MenuItem {
		switch page {
		case pageCampaigns:
			return append(s.filterBack(to), s.campaignFilter(ticked)...)
		case pageDates:
			return append(s.filterBack(to), s.dateFilter(ticked)...)
		}
		return s.filterItems(s.Words(), ticked, to)
	}
	menu = widgets.ShowMenu(at, items())
}

func (s *Screen) filterBack(to func(filterPage) func()) []widgets.MenuItem {
	return []widgets.MenuItem{{Text: s.Words().T("common.back"), Icon: theme.IconChevronLeft, Run: to(pageAll)}, {}}
}

func (s *Screen) campaignFilter(ticked func(func()) func()) (items []widgets.MenuItem) {
	for _, c := range s.m.campaigns {
		items = append(items, widgets.MenuItem{
			Text: c.Name, Checked: s.m.filter.Campaign == c.ID, Stays: true,
			Run: ticked(func() { s.toggleCampaign(c.ID) }),
		})
	}
	return items
}

// dateKinds are the kinds of key dates in the order of the menu.
func dateKinds() []calendar.DateKind {
	return []calendar.DateKind{calendar.Holiday, calendar.Sales, calendar.School, calendar.Trade, calendar.World}
}

func (s *Screen) dateFilter(ticked func(func()) func()) (items []widgets.MenuItem) {
	for _, k := range dateKinds() {
		items = append(items, widgets.MenuItem{
			Text: s.Words().T("keydate.kind." + string(k)), Checked: !slices.Contains(s.m.filter.Undated, k), Stays: true,
			Run: ticked(func() { s.toggleDates(k) }),
		})
	}
	return items
}

func (s *Screen) filterItems(b *words.Book, ticked func(func()) func(), to func(filterPage) func()) []widgets.MenuItem {
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
	items = append(items, widgets.MenuItem{})
	if len(s.m.campaigns) > 0 {
		name := b.T("common.all")
		if c, ok := s.m.campaign(s.m.filter.Campaign); ok {
			name = c.Name
		}
		items = append(items, widgets.MenuItem{Text: b.T("calendar.filter.campaigns"), Hint: name, Run: to(pageCampaigns)})
	}
	items = append(items, widgets.MenuItem{Text: b.T("calendar.filter.dates"), Run: to(pageDates)})
	return append(items, widgets.MenuItem{}, widgets.MenuItem{
		Text:     b.T("calendar.filter.reset"),
		Disabled: s.m.filter.usual(s.m.accounts) && len(s.m.filter.Undated) == 0,
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
	if name := s.m.campaignName(e.Campaign); name != "" {
		items = append(items, widgets.MenuItem{Text: b.T("calendar.menu.in_campaign", "Campaign", name), Disabled: true})
	}
	if !e.Due.IsZero() {
		items = append(items, widgets.MenuItem{
			Text: b.T("calendar.menu.write"), Icon: theme.IconPlus, Run: func() { s.write(s.m.dayOf(e.Due)) },
		})
	}
	return append(append(items, widgets.MenuItem{}), s.actItems([]data.Entry{e}, in, at)...)
}
