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

// Unclaimed hands a key that means nothing to the widget with the keyboard to its
// window, which is told of no key otherwise.
func Unclaimed(w fyne.CanvasObject, ev *fyne.KeyEvent) {
	c := fyne.CurrentApp().Driver().CanvasForObject(w)
	if c != nil && c.OnTypedKey() != nil {
		c.OnTypedKey()(ev)
	}
}
