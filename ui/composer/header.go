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
	lang  *widgets.Pill // where the post has a twin in the other language
	pill  *widgets.Pill
}

func newHeader(c *Composer) *header {
	h := &header{c: c, title: widgets.NewTitleField(), lang: widgets.NewPill("", widgets.ToneNeutral), pill: widgets.NewPill("", widgets.ToneNeutral)}
	h.title.Changed = func(s string) {
		c.m.setTitle(s)
		c.m.touched()
	}
	h.title.Left = c.m.save
	h.title.TabTo(func() { c.editor.focus(0) })
	h.title.Escaped = c.escape
	h.row = widgets.NewRow(theme.Gap)
	return h
}

// take fills the header of the pane at the side.
func (h *header) take() {
	c, b := h.c, h.c.m.Words()
	enlarge := widgets.NewIconButton(theme.IconEnlarge, b.T("composer.wide"), func() { c.m.Shell.Enlarge(true) })
	cross := widgets.NewIconButton(theme.IconClose, b.T("composer.close"), func() { c.Leave(c.m.Shell.Close) })
	h.row.Objects = []fyne.CanvasObject{
		widgets.Stretch(h.title), h.lang, h.pill, widgets.NewRow(0, enlarge.As(widgets.Quiet), cross.As(widgets.Quiet)),
	}
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
	if at, stored := m.stamp(); (h.c.wide || h.c.large) && stored && m.trouble == nil {
		if dateOf(at).Equal(dateOf(m.Clock.Now().In(m.zone()))) {
			text = m.Words().T("composer.pill.saved", "State", text, "Time", m.Words().Clock(at))
		}
	}
	h.pill.Set(text, tone, icon)
	h.lang.Hide()
	if m.post.Twin != 0 {
		h.lang.Set(m.Words().T("composer.lang."+map[bool]string{true: "en", false: "fr"}[isEnglish(m.post.Lang)]), widgets.ToneNeutral, theme.IconLanguage)
		h.lang.Show()
	}
	if m.open {
		h.row.Show()
	} else {
		h.row.Hide()
	}
	h.row.Refresh()
}
