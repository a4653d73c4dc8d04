package widgets

import (
	"fyne.io/fyne/v2"

	"parvis/ui/theme"
)

// ShowSheet shows content on a raised card over a window. A sheet with top 0
// stands in the middle; otherwise its upper edge keeps that distance, so that a
// list may grow below a field that stays where it is. modal: a tap elsewhere
// does not close it. closed may be nil.
func ShowSheet(c fyne.Canvas, width, top float32, modal bool, content fyne.CanvasObject, closed func()) *Overlay {
	box := NewPanel(NewBox(theme.Card, theme.Border, theme.RadiusCard).Raised(), 24, content)
	o := &Overlay{canvas: c, content: box, modal: modal, closed: closed}
	o.place = func(window, _ fyne.Size) (fyne.Position, fyne.Size) {
		w := min(width, window.Width-32)
		h := min(HeightFor(box, w), window.Height-32-top)
		y := top
		if top == 0 {
			y = (window.Height - h) / 2
		}
		return fyne.NewPos(whole((window.Width-w)/2), whole(y)), fyne.NewSize(w, h)
	}
	o.show()
	return o
}

// Focus gives the keyboard to a field of the overlay, also before it was drawn
// for the first time.
func (o *Overlay) Focus(f *Field) { o.canvas.Focus(f.entry) }
