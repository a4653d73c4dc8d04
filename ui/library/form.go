package library

import (
	"fyne.io/fyne/v2"

	"parvis/ui/widgets"
)

const formWidth float32 = 560

// newForm shows fields over the window: see [widgets.ShowForm].
func (s *Screen) newForm(title string, save func() bool, first *widgets.Field, fields []fyne.CanvasObject, more ...fyne.CanvasObject) *widgets.Form {
	b := s.Words()
	w := widgets.FormWords{Title: title, Cancel: b.T("common.cancel"), Save: b.T("common.save")}
	return widgets.ShowForm(s.Canvas(), formWidth, w, save, first, fields, more...)
}

// area is a text of several rows with its label above.
func area(label, text string, rows int) (*widgets.TextArea, fyne.CanvasObject) {
	a := widgets.NewTextArea(rows)
	a.SetText(text)
	return a, widgets.NewLabelled(label, a)
}
