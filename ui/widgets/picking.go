package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"parvis/data"
)

// PickEvents is what a person can do with several posts of a [Month], a [Week] or
// a [List] at once. Nil is nothing; id is the marked chip, 0 where none is.
type PickEvents struct {
	Toggle func(id data.DeliveryID) // a tap with Ctrl or Cmd held, or "x" on the marked chip
	Extend func(days int)           // Shift and arrow keys where no chip is marked
	Clear  func()                   // Escape
	Copy   func(id data.DeliveryID) // Ctrl or Cmd and C
	Paste  func()                   // Ctrl or Cmd and V
	All    func()                   // Ctrl or Cmd and A
	Remove func(id data.DeliveryID) // Delete
}

// picking is the part of a calendar widget that notes the keys held with the
// mouse.
type picking struct {
	held fyne.KeyModifier
}

// MouseDown notes which keys are held.
func (p *picking) MouseDown(ev *desktop.MouseEvent) { p.held = ev.Modifier }

// MouseUp changes nothing: the tap comes after it.
func (p *picking) MouseUp(*desktop.MouseEvent) {}

// toggles tells whether the tap that comes now is one that adds, and forgets
// the keys.
func (p *picking) toggles() bool { return p.let()&fyne.KeyModifierShortcutDefault != 0 }

// let returns the keys that are held with the tap that comes now, and forgets them.
func (p *picking) let() fyne.KeyModifier {
	held := p.held
	p.held = 0
	return held
}

func (e PickEvents) shortcut(s fyne.Shortcut, marked data.DeliveryID) {
	switch s.(type) {
	case *fyne.ShortcutCopy:
		call(e.Copy, marked)
	case *fyne.ShortcutPaste:
		run(e.Paste)
	case *fyne.ShortcutSelectAll:
		run(e.All)
	}
}

// key does what a key means for a choice; it tells whether it was such a key.
func (e PickEvents) key(name fyne.KeyName, marked data.DeliveryID) bool {
	switch name {
	case fyne.KeyEscape:
		run(e.Clear)
	case fyne.KeyDelete, fyne.KeyBackspace:
		call(e.Remove, marked)
	default:
		return false
	}
	return true
}

func (e PickEvents) rune(r rune, marked data.DeliveryID) {
	if (r == 'x' || r == 'X') && marked != 0 {
		call(e.Toggle, marked)
	}
}

func run(f func()) {
	if f != nil {
		f()
	}
}

func call[T any](f func(T), v T) {
	if f != nil {
		f(v)
	}
}
