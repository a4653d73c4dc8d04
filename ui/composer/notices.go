package composer

import (
	"fyne.io/fyne/v2"

	"parvis/ui/theme"
	"parvis/ui/widgets"
)

// notices say what went wrong and stay until they are mended or dismissed: a
// save that failed, files that are no pictures, a text that has left.
type notices struct {
	c     *Composer
	stack *fyne.Container
}

func newNotices(c *Composer) *notices {
	return &notices{c: c, stack: widgets.NewColumn(theme.Gap)}
}

func (n *notices) object() fyne.CanvasObject { return n.stack }
func (n *notices) figures()                  { n.structure() }

func (n *notices) structure() {
	m, b := n.c.m, n.c.m.Words()
	n.stack.Objects = nil
	if text := m.troubleText(); text != "" {
		n.add(widgets.ToneWarm, text, nil)
	}
	for i, text := range m.notices {
		n.add(widgets.ToneWarm, text, widgets.NewLink(b.T("composer.dismiss"), func() {
			m.dismiss(i)
		}).Coloured(theme.Warm))
	}
	switch {
	case m.finished():
		n.add(widgets.ToneNeutral, b.T("composer.readonly"), nil)
	case m.readonly(m.tab) && m.tab == common:
		n.add(widgets.ToneNeutral, b.T("composer.readonly.partly"), nil)
	}
	if len(n.stack.Objects) == 0 {
		n.stack.Hide()
	} else {
		n.stack.Show()
	}
}

func (n *notices) add(tone widgets.Tone, text string, link fyne.CanvasObject) {
	ink := theme.Ink
	if tone == widgets.ToneWarm {
		ink = theme.Warm
	}
	objects := []fyne.CanvasObject{widgets.NewLabel(text, theme.Label, theme.Regular, ink).Wrapping()}
	if link != nil {
		objects = append(objects, link)
	}
	n.stack.Add(widgets.NewNotice(tone, widgets.NewColumn(4, objects...)))
}
