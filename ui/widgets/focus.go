package widgets

import (
	"time"

	"fyne.io/fyne/v2"
)

// CanvasOf is the canvas of an object: that of the only window, while the object was
// not drawn yet or not for a minute. It is nil without a window.
func CanvasOf(o fyne.CanvasObject) fyne.Canvas {
	driver := fyne.CurrentApp().Driver()
	c := driver.CanvasForObject(o)
	if windows := driver.AllWindows(); c == nil && len(windows) > 0 {
		c = windows[0].Canvas()
	}
	return c
}

// shownSoon is how long a widget may take to be drawn and still get the keyboard.
const shownSoon = 300 * time.Millisecond

// Focus gives the keyboard to a widget, also before it was drawn for the first time.
// One that is not shown gets nothing.
//
// It also reaches what comes back after it was hidden for a minute. Fyne's window has
// forgotten the way to it then and knows it again once it is drawn (2.8.0,
// internal/driver, WalkCompleteObjectTree): the frames that come next offer it the
// keyboard again, unless something else took it.
func Focus(w interface {
	fyne.CanvasObject
	fyne.Focusable
},
) {
	c := CanvasOf(w)
	if c == nil {
		return
	}
	former := c.Focused()
	c.Focus(w)
	if c.Focused() == w {
		return
	}
	var frames *fyne.Animation
	frames = fyne.NewAnimation(shownSoon, func(float32) {
		if c.Focused() == former {
			c.Focus(w)
		}
		if c.Focused() != former {
			frames.Stop()
		}
	})
	frames.Start()
}

// Unclaimed hands a key that means nothing to the widget with the keyboard to its
// window, which is told of no key otherwise.
func Unclaimed(w fyne.CanvasObject, ev *fyne.KeyEvent) {
	if c := CanvasOf(w); c != nil && c.OnTypedKey() != nil {
		c.OnTypedKey()(ev)
	}
}
