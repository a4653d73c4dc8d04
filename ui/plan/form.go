package plan

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/layout"

	"parvis/ui/theme"
	"parvis/ui/widgets"
)

const (
	formWidth float32 = 520
	// formEdge is the room that an outline takes within what scrolls.
	formEdge float32 = 4
	// formAround is the height that everything but the fields takes.
	formAround float32 = 190
)

// form is a sheet of fields that are kept together.
type form struct {
	sheet  *widgets.Overlay
	scroll *widgets.Scroll
}

// newForm shows fields over the window. save is asked for when they are to be
// kept, and tells whether they could be; more stands at the left of the buttons.
func (s *Screen) newForm(title string, save func() bool, first *widgets.Field, fields []fyne.CanvasObject, more ...fyne.CanvasObject) *form {
	b, f := s.Words(), &form{}
	keep := func() {
		if save() {
			f.close()
			return
		}
		f.relay()
	}
	cancel := widgets.NewButton(b.T("common.cancel"), f.close)
	cancel.SetEscape(f.close)
	for _, o := range fields {
		if field, ok := o.(*widgets.Field); ok {
			field.Escaped = f.close
			field.Submitted = func(string) { keep() }
		}
	}
	f.scroll = widgets.NewScroll(widgets.NewInset(formEdge, formEdge, formEdge, formEdge, widgets.NewColumn(14, fields...)))
	f.scroll.UpTo(s.Canvas().Size().Height - formAround)
	row := append(more, layout.NewSpacer(), cancel, widgets.NewPrimary(b.T("common.save"), keep))
	f.sheet = widgets.ShowSheet(s.Canvas(), formWidth, 0, true, widgets.NewColumn(14,
		widgets.NewLabel(title, theme.Panel, theme.Bold, theme.Ink).Shrinking(), f.scroll, widgets.NewRow(8, row...)), nil)
	if first != nil {
		f.sheet.Focus(first)
	}
	return f
}

func (f *form) close() { f.sheet.Close() }

// relay gives the fields the room that they take now.
func (f *form) relay() {
	f.scroll.Refresh()
	f.sheet.Relay()
}

// labelled puts a label above what has none of its own.
func labelled(label string, o fyne.CanvasObject) fyne.CanvasObject {
	return widgets.NewColumn(4, widgets.NewLabel(label, theme.Label, theme.Regular, theme.Muted).Shrinking(), o)
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
				took(i)
			}}
		}
		widgets.ShowMenu(button, items)
	}).WithMenu()
	return labelled(label, widgets.NewFlow(0, 0, button))
}
