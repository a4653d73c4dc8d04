package widgets

import "fyne.io/fyne/v2"

// Focus gives the keyboard to a widget, also before it was drawn for the first
// time.
func Focus(w interface {
	fyne.CanvasObject
	fyne.Focusable
},
) {
	focusOn(w)
}
