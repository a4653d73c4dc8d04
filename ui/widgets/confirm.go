package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/layout"

	"parvis/ui/theme"
)

// Question asks before what cannot be undone. Everything else is done at once
// and has an Undo.
type Question struct {
	Title  string
	Text   string
	Do     string // what the button does, as a verb
	Cancel string
	Danger bool
	Run    func()
}

// Ask shows the question over a window. Escape and the Cancel button, which
// has the keyboard when there is danger, end it without doing anything.
func Ask(c fyne.Canvas, q Question) *Overlay {
	const width = 440
	var o *Overlay
	end := func() { o.Close() }
	cancel := NewButton(q.Cancel, end)
	do := NewPrimary(q.Do, func() {
		end()
		if q.Run != nil {
			q.Run()
		}
	})
	cancel.escape, do.escape = end, end
	if q.Danger {
		do.As(Danger)
	}
	content := NewColumn(12,
		NewLabel(q.Title, theme.Panel, theme.Bold, theme.Ink).Wrapping(),
		NewLabel(q.Text, theme.Body, theme.Regular, theme.Ink).Wrapping().Leading(theme.RowHeight),
		NewInset(8, 0, 0, 0, NewRow(8, layout.NewSpacer(), cancel, do)))
	o = ShowSheet(c, width, 0, true, content, nil)
	o.leaves = true
	if q.Danger {
		c.Focus(cancel)
	} else {
		c.Focus(do)
	}
	return o
}
