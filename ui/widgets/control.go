package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// control is what everything that can be pressed shares: hover, keyboard
// focus, disabling, and a label for those who cannot see it.
type control struct {
	widget.DisableableWidget
	hovered bool
	focused bool
	tap     func()
	escape  func()
	label   func() string
	role    fyne.AccessibleRole
}

// SetEscape says what the Escape key leaves, as a sheet that the control is in.
func (c *control) SetEscape(f func()) { c.escape = f }

func (c *control) press() {
	if !c.Disabled() && c.tap != nil {
		c.tap()
	}
}

// Tapped presses it.
func (c *control) Tapped(*fyne.PointEvent) { c.press() }

// TypedKey presses it with the space bar or Enter, and leaves with Escape: what it
// is in, or else what the window has to be left.
func (c *control) TypedKey(ev *fyne.KeyEvent) {
	switch ev.Name {
	case fyne.KeyEscape:
		if c.escape != nil {
			c.escape()
			return
		}
		Unclaimed(c, ev)
	case fyne.KeySpace, fyne.KeyReturn, fyne.KeyEnter:
		c.press()
	}
}

// TypedRune takes no text.
func (c *control) TypedRune(rune) {}

// FocusGained shows the focus ring.
func (c *control) FocusGained() { c.focused = true; c.Refresh() }

// FocusLost hides the focus ring.
func (c *control) FocusLost() { c.focused = false; c.Refresh() }

// MouseIn shows that it can be pressed.
func (c *control) MouseIn(*desktop.MouseEvent) { c.hovered = true; c.Refresh() }

// MouseMoved changes nothing.
func (c *control) MouseMoved(*desktop.MouseEvent) {}

// MouseOut ends the hover.
func (c *control) MouseOut() { c.hovered = false; c.Refresh() }

// Cursor is a hand where a press does something.
func (c *control) Cursor() desktop.Cursor {
	if c.Disabled() {
		return desktop.DefaultCursor
	}
	return desktop.PointerCursor
}

// AccessibilityLabel says in words what it is.
func (c *control) AccessibilityLabel() string {
	if c.label == nil {
		return ""
	}
	return c.label()
}

// AccessibilityRole is a button unless said otherwise.
func (c *control) AccessibilityRole() fyne.AccessibleRole {
	if c.role == "" {
		return fyne.AccessibleRoleButton
	}
	return c.role
}
