package plan

import (
	"fyne.io/fyne/v2"

	"parvis/ui/widgets"
)

const formWidth float32 = 520

// form is a sheet of fields that are kept together.
type form struct{ *widgets.Form }

// newForm shows fields over the window: see [widgets.ShowForm].
func (s *Screen) newForm(title string, save func() bool, first *widgets.Field, fields []fyne.CanvasObject, more ...fyne.CanvasObject) *form {
	b := s.Words()
	w := widgets.FormWords{Title: title, Cancel: b.T("common.cancel"), Save: b.T("common.save")}
	return &form{widgets.ShowForm(s.Canvas(), formWidth, w, save, first, fields, more...)}
}

func (f *form) close() { f.Close() }
func (f *form) relay() { f.Relay() }

func labelled(label string, o fyne.CanvasObject) fyne.CanvasObject {
	return widgets.NewLabelled(label, o)
}

func choice(label string, options []string, chosen int, took func(int)) fyne.CanvasObject {
	return widgets.NewPickOne(label, options, chosen, took)
}
