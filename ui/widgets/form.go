package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/layout"

	"parvis/ui/theme"
)

// Form is a sheet of fields that are kept together.
type Form struct {
	sheet  *Overlay
	scroll *Scroll
}

// FormWords are what stands around the fields.
type FormWords struct{ Title, Cancel, Save string }

const (
	// formEdge is the room that an outline takes within what scrolls, which is so much
	// wider than the rest, so that all edges are in one line.
	formEdge float32 = 4
	// formAround is the height that everything but the fields takes.
	formAround float32 = 190
)

// ShowForm shows fields over a window; they scroll where it is low. save is asked
// for when they are to be kept, and tells whether they could be: the form closes
// then. The keyboard goes to first, unless that is nil; more stands at the left of
// the buttons.
func ShowForm(c fyne.Canvas, width float32, w FormWords, save func() bool, first *Field, fields []fyne.CanvasObject, more ...fyne.CanvasObject) *Form {
	f := &Form{}
	keep := func() {
		if save() {
			f.Close()
			return
		}
		f.Relay()
	}
	cancel := NewButton(w.Cancel, f.Close)
	cancel.SetEscape(f.Close)
	for _, o := range fields {
		if field, ok := o.(*Field); ok {
			field.Escaped = f.Close
			field.Submitted = func(string) { keep() }
		}
	}
	f.scroll = NewScroll(NewInset(formEdge, formEdge, formEdge, formEdge, NewColumn(14, fields...)))
	f.scroll.UpTo(c.Size().Height - formAround)
	row := append(more, layout.NewSpacer(), cancel, NewPrimary(w.Save, keep))
	f.sheet = ShowSheet(c, width, 0, true, NewColumn(14,
		NewLabel(w.Title, theme.Panel, theme.Bold, theme.Ink).Shrinking(),
		NewInset(0, -formEdge, 0, -formEdge, f.scroll), NewRow(8, row...)), nil)
	f.sheet.leaves = true
	if first != nil {
		f.sheet.Focus(first)
	}
	return f
}

// Close takes the form away; nothing is kept.
func (f *Form) Close() { f.sheet.Close() }

// Relay gives the fields the room that they take now, as after one of them
// changed.
func (f *Form) Relay() {
	f.scroll.Refresh()
	f.sheet.Relay()
}

// NewLabelled puts a label above what has none of its own.
func NewLabelled(label string, o fyne.CanvasObject) *fyne.Container {
	return NewColumn(4, NewLabel(label, theme.Label, theme.Regular, theme.Muted).Shrinking(), o)
}

// NewPickOne is a button with a label above that offers a few answers and shows
// the one that is chosen; took is called with its place.
func NewPickOne(label string, options []string, chosen int, took func(int)) *fyne.Container {
	var button *Button
	button = NewButton(options[chosen], func() {
		items := make([]MenuItem, len(options))
		for i, option := range options {
			items[i] = MenuItem{Text: option, Checked: i == chosen, Run: func() {
				chosen = i
				button.SetText(option)
				button.Refresh()
				took(i)
			}}
		}
		ShowMenu(button, items)
	}).WithMenu()
	return NewLabelled(label, NewFlow(0, 0, button))
}
