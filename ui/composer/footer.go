package composer

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/layout"

	"parvis/ui/theme"
	"parvis/ui/widgets"
)

// footer holds what is done with the whole post, and why it cannot be.
type footer struct {
	c       *Composer
	column  *fyne.Container
	why     *widgets.Label
	save    *widgets.Button
	primary *widgets.Button
	more    *widgets.Button
	eye     *widgets.Button
	ask     *widgets.Button // stands in the bar of the enlarged pane
	buttons *fyne.Container
}

func newFooter(c *Composer) *footer {
	b := c.m.Words()
	f := &footer{c: c, why: widgets.NewLabel("", theme.Label, theme.Regular, theme.Warm).Shrinking()}
	f.save = widgets.NewButton(b.T("composer.save"), c.m.save)
	f.ask = widgets.NewButton(b.T("composer.ask"), c.m.askReview)
	f.primary = widgets.NewPrimary("", f.press)
	f.more = widgets.NewIconButton(theme.IconChevronDown, b.T("composer.more"), f.menu).As(widgets.Primary)
	f.eye = widgets.NewIconButton(theme.IconEye, b.T("composer.preview"), c.openPreview).As(widgets.Quiet)
	f.buttons = widgets.NewRow(2)
	f.column = widgets.NewColumn(4, f.why, f.buttons, layout.NewSpacer())
	return f
}

// take fills the footer of the pane at the side.
func (f *footer) take() {
	f.buttons.Objects = []fyne.CanvasObject{f.save, layout.NewSpacer(), f.eye, f.primary, f.more}
}

func (f *footer) object() fyne.CanvasObject { return f.column }
func (f *footer) structure()                { f.figures() }

func (f *footer) figures() {
	m, b := f.c.m, f.c.m.Words()
	if !m.open {
		f.column.Hide()
		return
	}
	f.column.Show()
	f.drawSave()
	f.why.SetText("")
	f.primary.SetText(b.T(f.action()))
	blocked, stopped := blocker(m.checks(), false)
	ready := !m.acting
	switch {
	case m.finished():
	case stopped:
		f.why.SetText(b.T("composer.blocked_by", "Why", m.checkText(blocked)))
		ready = false
	case m.isArmed() && !m.stale():
		ready = false
	}
	enable(f.primary, ready)
	enable(f.more, !m.acting)
	enable(f.ask, !m.acting && !m.finished())
	f.column.Refresh()
}

// drawSave shows on the button when the post was stored last.
func (f *footer) drawSave() {
	m, b := f.c.m, f.c.m.Words()
	at, stored := m.stamp()
	if stored && !m.unsaved() && m.trouble == nil {
		if dateOf(at).Equal(dateOf(m.Clock.Now().In(m.zone()))) {
			f.save.SetText(b.T("composer.saved_at", "Time", b.Clock(at)))
		} else {
			f.save.SetText(b.T("composer.saved_on", "Date", b.DayMonth(at)))
		}
	} else {
		f.save.SetText(b.T("composer.save"))
	}
	enable(f.save, m.unsaved())
	if m.finished() && !m.unsaved() {
		f.save.Hide() // nothing is to be stored any more, and another copy takes the room
	} else {
		f.save.Show()
	}
}

func enable(b *widgets.Button, on bool) {
	if on {
		b.Enable()
	} else {
		b.Disable()
	}
}

// action is the key of what the filled button does.
func (f *footer) action() string {
	switch m := f.c.m; {
	case m.finished():
		return "composer.reuse"
	case m.isArmed():
		return "composer.update"
	}
	return "composer.schedule"
}

func (f *footer) press() {
	if f.c.m.finished() {
		f.c.m.duplicate()
		return
	}
	f.c.m.schedule()
}

// export offers the text for wherever else it is pasted.
func (f *footer) export() { widgets.ShowMenu(f.more, f.c.m.exports()) }

func (f *footer) menu() {
	m, b := f.c.m, f.c.m.Words()
	export := widgets.MenuItem{Text: b.T("composer.export"), Icon: theme.IconExternal, Run: f.export}
	versions := widgets.MenuItem{Text: b.T("composer.history"), Icon: theme.IconClock, Disabled: m.post.ID == 0, Run: f.c.openHistory}
	keep := widgets.MenuItem{Text: b.T("composer.template.keep"), Icon: theme.IconCopy, Disabled: blank(&m.post), Run: f.c.keepAsTemplate}
	if m.finished() {
		widgets.ShowMenu(f.more, []widgets.MenuItem{keep, export, versions})
		return
	}
	_, stopped := blocker(m.checks(), true)
	items := []widgets.MenuItem{
		{Text: b.T("composer.now"), Icon: theme.IconSend, Disabled: stopped, Run: m.publishNow},
		{Text: b.T("composer.draft.keep"), Icon: theme.IconPencil, Run: func() { f.c.Leave(m.Shell.Close) }},
	}
	if m.isArmed() {
		items[1] = widgets.MenuItem{Text: b.T("composer.draft"), Icon: theme.IconPencil, Run: m.unschedule}
	}
	twin := widgets.MenuItem{Text: b.T(m.twinAction()), Icon: theme.IconLanguage, Disabled: blank(&m.post), Run: m.openTwin}
	if !f.c.large {
		items = append(items, widgets.MenuItem{Text: b.T("composer.ask"), Icon: theme.IconPeople, Disabled: blank(&m.post), Run: m.askReview})
	}
	if free, own := m.teased(); len(free)+len(own) > 0 {
		items = append(items, widgets.MenuItem{Text: b.T("composer.teaser"), Icon: theme.IconThread, Run: m.tease})
	}
	items = append(items, widgets.MenuItem{Text: b.T("composer.duplicate"), Icon: theme.IconPlus, Run: m.duplicate}, twin, keep, export, versions, widgets.MenuItem{})
	items = append(items, widgets.MenuItem{Text: b.T("composer.delete"), Icon: theme.IconTrash, Danger: true, Disabled: m.standing().sent > 0, Run: m.remove})
	widgets.ShowMenu(f.more, items)
}
