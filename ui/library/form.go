package library

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/layout"

	"parvis/ui/theme"
	"parvis/ui/widgets"
)

const formWidth float32 = 560

// form is a sheet of fields that are kept together.
type form struct{ sheet *widgets.Overlay }

// newForm shows fields over the window. save is asked for when they are to be
// kept, and tells whether they could be; more stands at the left of the buttons.
func (s *Screen) newForm(title string, save func() bool, first *widgets.Field, fields []fyne.CanvasObject, more ...fyne.CanvasObject) *form {
	b, f := s.Words(), &form{}
	keep := func() {
		if save() {
			f.close()
			return
		}
		f.sheet.Relay()
	}
	cancel := widgets.NewButton(b.T("common.cancel"), f.close)
	cancel.SetEscape(f.close)
	for _, o := range fields {
		if field, ok := o.(*widgets.Field); ok {
			field.Escaped = f.close
			field.Submitted = func(string) { keep() }
		}
	}
	row := append(more, layout.NewSpacer(), cancel, widgets.NewPrimary(b.T("common.save"), keep))
	f.sheet = widgets.ShowSheet(s.Canvas(), formWidth, 0, true, widgets.NewColumn(14,
		widgets.NewLabel(title, theme.Panel, theme.Bold, theme.Ink).Shrinking(),
		widgets.NewColumn(12, fields...), widgets.NewRow(8, row...)), nil)
	if first != nil {
		f.sheet.Focus(first)
	}
	return f
}

func (f *form) close() { f.sheet.Close() }

// area is a text of several rows with its label above.
func area(label, text string, rows int) (*widgets.TextArea, fyne.CanvasObject) {
	a := widgets.NewTextArea(rows)
	a.SetText(text)
	return a, widgets.NewColumn(4, widgets.NewLabel(label, theme.Label, theme.Regular, theme.Muted).Shrinking(), a)
}

// choice is a button with its label above that offers a few answers; took is
// called with the one that is chosen.
func choice(label string, options []string, chosen int, took func(int)) fyne.CanvasObject {
	var button *widgets.Button
	button = widgets.NewButton(options[chosen], func() {
		items := make([]widgets.MenuItem, len(options))
		for i, option := range options {
			items[i] = widgets.MenuItem{Text: option, Checked: i == chosen, Run: func() {
				chosen = i
				button.SetText(option)
				button.Refresh()
				took(i)
			}}
		}
		widgets.ShowMenu(button, items)
	}).WithMenu()
	return widgets.NewColumn(4, widgets.NewLabel(label, theme.Label, theme.Regular, theme.Muted).Shrinking(), widgets.NewFlow(0, 0, button))
}
