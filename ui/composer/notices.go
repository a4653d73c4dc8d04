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
	for _, t := range m.taking {
		if t.percent > 0 {
			n.copying(t)
		}
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

// copying says how far a large file has come, and ends it on request.
func (n *notices) copying(t *taking) {
	b, bar := n.c.m.Words(), widgets.NewProgress()
	bar.Set(t.percent, 100)
	words := b.T("composer.file.copying", "File", t.file, "Percent", b.Percent(float64(t.percent)/100, 0))
	n.stack.Add(widgets.NewNotice(widgets.ToneNeutral, widgets.NewColumn(theme.Gap,
		widgets.NewLabel(words, theme.Label, theme.Regular, theme.Ink).Wrapping(), bar,
		widgets.NewLink(b.T("common.cancel"), func() { n.c.m.stopTaking(t) }))))
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
