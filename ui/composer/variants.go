package composer

import (
	"strings"

	"parvis/data"
	"parvis/data/text"
	"parvis/ui/theme"
	"parvis/ui/widgets"
)

// difference tells how the text of an account departs from the common one, the
// parts of a thread one below the other.
func (m *model) difference(a data.AccountID) []text.Change {
	const between = "\n\n"
	return text.Diff(strings.Join(m.parts(common), between), strings.Join(m.parts(a), between))
}

// tally counts the words that went and came.
func tally(changes []text.Change) (gone, come int) {
	for _, c := range changes {
		switch n := len(strings.Fields(c.Text)); c.Kind {
		case text.Removed:
			gone += n
		case text.Added:
			come += n
		}
	}
	return gone, come
}

// compare shows what the account of the tab says otherwise than the others, and
// offers the way back.
func (t *tabs) compare() {
	m, b := t.c.m, t.c.m.Words()
	changes := m.difference(m.tab)
	gone, come := tally(changes)
	const highest = 360
	shown := widgets.NewScroll(widgets.NewChanges(changes))
	shown.UpTo(highest)
	var over *widgets.Overlay
	back := widgets.NewButton(b.T("composer.follow"), func() {
		over.Close()
		m.followCommon()
	})
	content := widgets.NewColumn(theme.Gap,
		widgets.NewLabel(b.T("composer.compare.title", "Account", m.accountName(m.tab)), theme.Label, theme.SemiBold, theme.Ink).Wrapping(),
		widgets.NewNote(b.T("composer.compare.count", "Gone", b.N("composer.compare.gone", gone), "Come", b.N("composer.compare.come", come))),
		shown, widgets.NewRow(0, back))
	over = widgets.ShowPopover(t.row, widgets.NewReading(readingWidth, content), nil)
	back.SetEscape(func() { over.Close() })
	widgets.Focus(back)
}
