package composer

import (
	"slices"

	"fyne.io/fyne/v2"

	"parvis/ui/theme"
	"parvis/ui/widgets"
)

// before is the list "before publishing": each line says what it found, and has
// the button that mends it.
type before struct {
	c      *Composer
	editor *editor
	media  *media
	when   *when
	tabs   *tabs
	card   *fyne.Container
	list   *fyne.Container
	// settings gives the keyboard to the settings of the tab's account.
	settings func()
	shown    []string
	checks   []check // as they are shown, with the places of the moment
	links    []*widgets.Link
}

func newChecks(c *Composer, e *editor, m *media, w *when, t *tabs) *before {
	b := &before{c: c, editor: e, media: m, when: w, tabs: t, list: widgets.NewColumn(5)}
	b.card = widgets.NewPanel(widgets.NewBox(theme.Card, theme.Border, theme.RadiusCard), 12, b.list)
	return b
}

func (b *before) object() fyne.CanvasObject { return b.card }

func (b *before) structure() {
	b.shown = nil
	b.figures()
}

// figures draws the list again only when a line of it changed.
func (b *before) figures() {
	m := b.c.m
	if !m.open || m.finished() {
		b.card.Hide()
		return
	}
	b.card.Show()
	checks := m.checks()
	lines := make([]string, len(checks))
	for i, c := range checks {
		lines[i] = m.checkText(c)
	}
	b.checks = checks
	if slices.Equal(lines, b.shown) {
		return
	}
	b.shown = lines
	b.draw(lines)
}

// draw shows the lines. A button that had the keyboard leaves it to the one that
// stands in its place.
func (b *before) draw(lines []string) {
	m, held := b.c.m, -1
	if canvas := widgets.CanvasOf(b.list); canvas != nil {
		held = slices.IndexFunc(b.links, func(l *widgets.Link) bool { return canvas.Focused() == l })
	}
	b.links = nil
	b.list.Objects = []fyne.CanvasObject{
		widgets.NewLabel(m.Words().T("composer.before"), theme.Label, theme.SemiBold, theme.Ink),
	}
	ticks := widgets.NewFlow(6, 6)
	for i, c := range b.checks {
		if c.short {
			ticks.Add(widgets.NewPill(lines[i], widgets.ToneGood).WithIcon(theme.IconCheck))
		} else {
			b.list.Objects = append(b.list.Objects, b.line(i, c, lines[i]))
		}
	}
	if len(ticks.Objects) > 0 {
		b.list.Objects = append(b.list.Objects, ticks)
	}
	b.list.Refresh()
	if held >= 0 && len(b.links) > 0 {
		widgets.Focus(b.links[min(held, len(b.links)-1)])
	}
}

// line is one line of the list; what is in the text has its buttons below.
func (b *before) line(i int, c check, words string) fyne.CanvasObject {
	icon, tone := theme.IconCheck, widgets.ToneGood
	switch c.tone {
	case hint:
		icon, tone = theme.IconInfo, widgets.ToneNeutral
	case caution:
		icon, tone = theme.IconBang, widgets.ToneCaution
	case blocking:
		icon, tone = theme.IconWarning, widgets.ToneWarm
	}
	said := fyne.CanvasObject(widgets.NewLabel(words, theme.Label, theme.Regular, theme.Ink).Wrapping())
	if c.finding != nil {
		return widgets.NewRow(theme.Gap, widgets.NewSign(icon, tone), widgets.Stretch(widgets.NewColumn(0, said, b.remedies(i, c))))
	}
	row := widgets.NewRow(theme.Gap, widgets.NewSign(icon, tone), said)
	if c.mend != mendNothing {
		row.Add(b.link(i, c.mend))
	}
	return row
}

// link does what a button says to the line as it is when it is pressed.
func (b *before) link(i int, m mend) *widgets.Link {
	l := widgets.NewLink(b.c.m.Words().T("composer.mend."+string(m)), func() {
		if i < len(b.checks) {
			c := b.checks[i]
			c.mend = m
			b.mend(c)
		}
	})
	b.links = append(b.links, l)
	return l
}

func (b *before) mend(c check) {
	m := b.c.m
	switch c.mend {
	case mendAccounts:
		b.tabs.choose()
	case mendText:
		m.part = c.part
		m.choose(c.account)
		b.editor.focus(c.part)
	case mendSplit:
		tab := c.account
		if !m.differs(tab) {
			tab = common
		}
		m.splitPart(tab, c.part)
	case mendJoin:
		m.joinParts(c.account)
	case mendTitle:
		b.c.header.title.Focus()
	case mendAlt:
		b.media.show(c.picture)
	case mendDate:
		b.when.open()
	case mendOptions:
		m.choose(c.account)
		b.settings()
	case mendMedia:
		m.part = c.part
		m.chooseFiles()
	case mendLimit:
		m.Shell.Limits()
	case mendUnlink, mendSpace:
		m.sayForLess(c)
	case mendSee:
		b.see(c)
	case mendFix:
		m.fixLine(c.finding)
	case mendSetting:
		m.mendTypography()
	case mendPillar:
		b.pillars()
	case mendCampaign:
		b.campaigns()
	case mendPicture:
		b.media.show(c.picture)
	case mendFrame:
		b.c.openCrop(c.picture)
	case mendTwin:
		m.openTwin()
	case mendReconnect:
		m.Shell.Reconnect(c.account)
	}
}
