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
	o := &Overlay{canvas: c, modal: true}
	cancel := NewButton(q.Cancel, o.Close)
	do := NewPrimary(q.Do, func() {
		o.Close()
		if q.Run != nil {
			q.Run()
		}
	})
	cancel.escape, do.escape = o.Close, o.Close
	if q.Danger {
		do.As(Danger)
	}
	content := NewColumn(12,
		NewLabel(q.Title, theme.Panel, theme.Bold, theme.Ink).Wrapping(),
		NewLabel(q.Text, theme.Body, theme.Regular, theme.Ink).Wrapping().Leading(theme.RowHeight),
		NewInset(8, 0, 0, 0, NewRow(8, layout.NewSpacer(), cancel, do)))
	box := NewPanel(NewBox(theme.Card, theme.Border, theme.RadiusCard).Raised(), 24, content)
	o.content = box
	o.place = func(window, _ fyne.Size) (fyne.Position, fyne.Size) {
		w := min(width, window.Width-32)
		h := min(HeightFor(box, w), window.Height-32)
		return fyne.NewPos(whole((window.Width-w)/2), whole((window.Height-h)/2)), fyne.NewSize(w, h)
	}
	o.show()
	if q.Danger {
		c.Focus(cancel)
	} else {
		c.Focus(do)
	}
	return o
}
