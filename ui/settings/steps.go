package settings

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/layout"

	"parvis/data"
	"parvis/ui/theme"
	"parvis/ui/widgets"
)

// stepPage is one thing to do on the network's own pages: in words, with the
// page to open, the texts to copy, and a drawing of what to look for.
func (p *pane) stepPage() []fyne.CanvasObject {
	s, b, c := p.screen, p.screen.words(), &p.screen.m.connect
	steps := c.way().Steps
	step := steps[c.step]
	progress := widgets.NewProgress()
	progress.Set(c.step+1, len(steps))
	all := []fyne.CanvasObject{
		p.title(),
		widgets.NewRow(10, widgets.NewLabel(b.T("common.of", "N", c.step+1, "Of", len(steps)), theme.Label, theme.SemiBold, theme.Ink), widgets.Stretch(progress)),
	}
	if text := s.word("connect." + string(c.network.Name) + ".step." + step.Key); text != "" {
		all = append(all, widgets.NewPassage(text))
	}
	if step.Link != "" {
		open := widgets.NewButton(b.T("connect.step.open"), func() { s.p.Shell.OpenLink(step.Link) }).WithIcon(theme.IconExternal)
		all = append(all, widgets.NewRow(0, open, layout.NewSpacer()))
	}
	if len(step.Copy) > 0 {
		all = append(all, p.copyBox(step.Copy))
	}
	if len(step.Sketch) > 0 {
		all = append(all, p.drawing(step))
	}
	if c.step+1 < len(steps) {
		all = append(all, widgets.NewRow(0, widgets.NewLink(b.T("connect.step.skip"), func() { s.turn(c.skip) })))
	}
	return all
}

// copyBox is the texts to take to the network's page, one a line.
func (p *pane) copyBox(texts []string) fyne.CanvasObject {
	column := widgets.NewColumn(6)
	for i, text := range texts {
		if i > 0 {
			column.Add(widgets.NewDivider(false))
		}
		column.Add(widgets.NewRow(10, widgets.NewLabel(breakable(text), theme.Label, theme.Medium, theme.Ink).Wrapping(), p.copyLink(text)))
	}
	return widgets.NewPanel(widgets.NewBox(theme.Shade, theme.Border, theme.RadiusControl), 10, column)
}

// copyLink copies a text and says so.
func (p *pane) copyLink(text string) *widgets.Link {
	b := p.screen.words()
	var link *widgets.Link
	link = widgets.NewLink(b.T("common.copy"), func() {
		fyne.CurrentApp().Clipboard().SetContent(text)
		link.SetText(b.T("common.copied"))
		link.Coloured(theme.Good)
		p.scroll.Refresh()
	})
	return link
}

// breakable lets a long list be broken into rows where it is shown; what is
// copied is the text itself.
func breakable(text string) string {
	return strings.Join(strings.Fields(strings.ReplaceAll(text, ",", ", ")), " ")
}

// drawing is the page of a step as we draw it.
func (p *pane) drawing(step data.Step) fyne.CanvasObject {
	b, c := p.screen.words(), &p.screen.m.connect
	var marks []widgets.PageMark
	var seen, press []string
	for _, m := range step.Sketch {
		text := p.screen.word("connect." + string(c.network.Name) + ".mark." + m.Key)
		marks = append(marks, widgets.PageMark{Kind: m.Kind, Text: text, Value: m.Value, Press: m.Press})
		switch {
		case text == "":
		case m.Press:
			press = append(press, b.T("common.quoted", "Text", text))
		default:
			seen = append(seen, text)
		}
	}
	label := b.T("connect.step.drawing", "Page", strings.Join(seen, ", "))
	if len(press) > 0 {
		label += " " + b.T("connect.step.press", "Text", strings.Join(press, ", "))
	}
	return widgets.NewColumn(6, widgets.NewNote(b.T("connect.see")), widgets.NewPage(c.host(), label, marks))
}
