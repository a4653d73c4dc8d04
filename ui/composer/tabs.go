package composer

import (
	"fyne.io/fyne/v2"

	"parvis/data"
	"parvis/ui/theme"
	"parvis/ui/widgets"
)

// tabs choose the common text or an account's own.
type tabs struct {
	c     *Composer
	block *fyne.Container
	flow  *fyne.Container
	row   *fyne.Container // what can be done with an account's own text
	pills map[data.AccountID]*widgets.TabPill
	plus  *widgets.TabPill
	menu  *widgets.Menu
}

func newTabs(c *Composer) *tabs {
	t := &tabs{c: c, flow: widgets.NewFlow(7, 6), row: widgets.NewRow(10)}
	t.block = widgets.NewColumn(theme.Gap, t.flow, t.row)
	return t
}

func (t *tabs) object() fyne.CanvasObject { return t.block }

func (t *tabs) structure() {
	m, b := t.c.m, t.c.m.Words()
	t.pills = map[data.AccountID]*widgets.TabPill{}
	t.flow.Objects = nil
	t.add(common, b.T("composer.tab.common"), "")
	for _, v := range m.post.Variants {
		a, _ := m.account(v.Account)
		t.add(v.Account, m.accountName(v.Account), a.Network)
	}
	t.plus = widgets.NewTabIcon(theme.IconPlus, b.T("composer.tab.add"), t.choose)
	t.flow.Add(t.plus)
	t.figures()
}

func (t *tabs) add(id data.AccountID, name string, n data.NetworkName) {
	p := widgets.NewTabPill(name, n, func() { t.c.m.choose(id) })
	p.SetSelected(id == t.c.m.tab)
	t.pills[id] = p
	t.flow.Add(p)
}

func (t *tabs) figures() {
	m := t.c.m
	for id, p := range t.pills {
		mark := ""
		if m.differs(id) {
			mark = m.Words().T("composer.tab.modified")
		}
		p.SetMark(mark)
	}
	t.flow.Refresh()
	t.own()
}

// own is the line below the tabs on an account: whether it follows the common
// text, and the way back to it.
func (t *tabs) own() {
	m, b := t.c.m, t.c.m.Words()
	t.row.Objects = nil
	if m.tab == common || m.readonly(m.tab) {
		t.row.Hide()
		return
	}
	t.row.Show()
	if m.differs(m.tab) {
		t.row.Objects = []fyne.CanvasObject{
			widgets.NewLink(b.T("composer.compare"), t.compare), widgets.NewLink(b.T("composer.follow"), m.followCommon),
		}
	} else {
		t.row.Objects = []fyne.CanvasObject{widgets.NewNote(b.T("composer.variant.follows"))}
	}
	t.row.Refresh()
}

// choose shows which accounts the post goes to, to be ticked and unticked.
func (t *tabs) choose() {
	m, b := t.c.m, t.c.m.Words()
	items := t.items()
	if len(items) == 0 {
		m.Shell.Toast(b.T("composer.tab.none"), nil)
		m.Shell.Connect()
		return
	}
	t.menu = widgets.ShowMenu(t.plus, items)
}

func (t *tabs) items() []widgets.MenuItem {
	m := t.c.m
	var items []widgets.MenuItem
	for _, a := range m.accounts {
		_, goes := m.post.Variant(a.ID)
		if !a.State.Publishes() && !goes {
			continue
		}
		d, placed := m.delivery(a.ID)
		items = append(items, widgets.MenuItem{
			Text: m.accountName(a.ID), Network: a.Network, Checked: goes, Stays: true,
			Disabled: placed && fixed(d),
			Run:      func() { t.toggle(a.ID) },
		})
	}
	return items
}

func (t *tabs) toggle(a data.AccountID) {
	t.c.m.toggleAccount(a)
	if t.menu != nil {
		t.menu.SetItems(t.items())
	}
}
