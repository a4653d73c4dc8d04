package composer

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/layout"

	"parvis/ui/theme"
	"parvis/ui/widgets"
)

const (
	historyWidth  float32 = 760
	historyHeight float32 = 400
	historyList   float32 = 236
)

// historySheet shows the versions of the post and what each changed.
type historySheet struct {
	c       *Composer
	all     []edition
	shown   int
	sheet   *widgets.Overlay
	list    *fyne.Container
	right   *widgets.Scroll
	restore *widgets.Button
}

// openHistory shows how the post was.
func (c *Composer) openHistory() {
	c.m.versions(func(all []edition) {
		if len(all) < 2 {
			c.m.Shell.Toast(c.m.Words().T("composer.history.none"), nil)
			return
		}
		s := &historySheet{c: c, all: all}
		s.open()
	})
}

func (s *historySheet) open() {
	b := s.c.m.Words()
	canvas := widgets.CanvasOf(s.c.root)
	if canvas == nil {
		return
	}
	s.list, s.right = widgets.NewColumn(0), widgets.NewScroll(widgets.NewColumn(0))
	for i, e := range s.all {
		s.list.Add(widgets.NewPressRow(widgets.RowText{Title: s.c.m.versionTime(e.Version), Value: s.figures(i)}, func() { s.show(i) }).Dense())
	}
	s.restore = widgets.NewPrimary(b.T("composer.history.restore"), func() {
		s.sheet.Close()
		s.c.m.restore(s.all[s.shown].Version)
	})
	versions := widgets.NewScroll(s.list)
	s.show(0)
	s.sheet = widgets.ShowSheet(canvas, historyWidth, 0, true, widgets.NewColumn(12,
		widgets.NewTitle(b.T("composer.history.title")),
		widgets.NewNote(b.T("composer.history.note")),
		widgets.NewDivider(false),
		newSides(historyList, historyHeight, versions, s.right),
		widgets.NewRow(theme.Gap, layout.NewSpacer(),
			widgets.NewButton(b.T("common.close"), func() { s.sheet.Close() }).As(widgets.Quiet), s.restore),
	), nil)
}

// figures is how many words a version brought and took.
func (s *historySheet) figures(i int) string {
	e, b := s.all[i], s.c.m.Words()
	if i == len(s.all)-1 {
		return b.T("composer.history.first")
	}
	return b.T("composer.history.words", "Added", e.added, "Removed", e.removed)
}

// show shows what a version changed.
func (s *historySheet) show(i int) {
	e, b := s.all[i], s.c.m.Words()
	s.shown = i
	title := s.c.m.versionTime(e.Version)
	if i == 0 {
		title = b.T("composer.history.now", "When", title)
	}
	content := widgets.NewColumn(theme.Gap,
		widgets.NewLabel(title, theme.Body, theme.SemiBold, theme.Ink).Wrapping())
	var other []string
	for _, key := range e.other {
		other = append(other, b.T("composer.history."+key))
	}
	if len(other) > 0 {
		content.Add(widgets.NewNote(b.T("composer.history.other", "What", strings.Join(other, ", "))))
	}
	content.Add(widgets.NewChanges(e.changes))
	s.right.SetContent(content)
	enable(s.restore, i > 0 && !s.c.m.finished())
}
