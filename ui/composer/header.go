package composer

import (
	"fyne.io/fyne/v2"

	"parvis/ui/theme"
	"parvis/ui/widgets"
)

// header is the title, where the post stands, and the cross.
type header struct {
	c     *Composer
	row   *fyne.Container
	title *widgets.TitleField
	pill  *widgets.Pill
}

func newHeader(c *Composer) *header {
	h := &header{c: c, title: widgets.NewTitleField(), pill: widgets.NewPill("", widgets.ToneNeutral)}
	h.title.Changed = func(s string) {
		c.m.setTitle(s)
		c.m.touched()
	}
	h.title.Left = c.m.save
	cross := widgets.NewIconButton(theme.IconClose, c.m.Words().T("composer.close"), func() { c.Leave(c.m.Shell.Close) })
	h.row = widgets.NewRow(theme.Gap, widgets.Stretch(h.title), h.pill, cross.As(widgets.Quiet))
	return h
}

func (h *header) object() fyne.CanvasObject { return h.row }

func (h *header) structure() {
	h.title.SetPlaceholder(h.c.m.Words().T("composer.title.hint"))
	h.title.SetText(h.c.m.post.Title)
	if h.c.m.readonly(common) || !h.c.m.open {
		h.title.Disable()
	} else {
		h.title.Enable()
	}
	h.figures()
}

func (h *header) figures() {
	m := h.c.m
	text, warm, careful := m.pillText()
	tone, icon := widgets.ToneAccent, theme.IconNone
	switch {
	case warm:
		tone, icon = widgets.ToneWarm, theme.IconWarning
	case careful:
		tone = widgets.ToneCaution
	case m.finished():
		tone, icon = widgets.ToneGood, theme.IconCheck
	}
	if at, stored := m.stamp(); h.c.wide && stored && m.trouble == nil {
		if dateOf(at).Equal(dateOf(m.Clock.Now().In(m.zone()))) {
			text = m.Words().T("composer.pill.saved", "State", text, "Time", m.Words().Clock(at))
		}
	}
	h.pill.Set(text, tone, icon)
	if m.open {
		h.row.Show()
	} else {
		h.row.Hide()
	}
	h.row.Refresh()
}
