package widgets

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	fynetheme "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"parvis/ui/theme"
)

// entry is Fyne's text entry without its box, which is drawn darker in the
// window than in a capture. Around it we draw our own.
type entry struct {
	widget.Entry
	focus func(bool)
	key   func(*fyne.KeyEvent) bool // true: taken
	off   bool                      // shown muted, to be read and copied only
	// unseen: something else is drawn in the place of the text.
	unseen bool
	// typing: a key or a shortcut is changing the text. What changes it otherwise is
	// taken back or done again, which Fyne's menu does without asking us.
	typing bool
	// asked is called for Ctrl and the full stop; askedAt for the right button of
	// the mouse, and tells whether it had an answer.
	asked   func()
	askedAt func(fyne.Position) bool
	next    func() // where Tab leads, where that is not what comes next in the tree
}

func newEntry(multiline bool) *entry {
	e := &entry{}
	e.MultiLine = multiline
	e.Wrapping = fyne.TextWrapOff
	if multiline {
		e.Wrapping = fyne.TextWrapWord
	}
	e.ExtendBaseWidget(e)
	return e
}

// FocusGained tells the box.
func (e *entry) FocusGained() {
	e.Entry.FocusGained()
	if e.focus != nil {
		e.focus(true)
	}
}

// FocusLost tells the box.
func (e *entry) FocusLost() {
	e.Entry.FocusLost()
	if e.focus != nil {
		e.focus(false)
	}
}

// setOff shows the text muted and takes no changes. Fyne's own disabled state
// draws a border that nothing hides, and a text there cannot be copied.
func (e *entry) setOff(off bool) {
	if off != e.off {
		e.off = off
		e.Refresh()
	}
}

// TypedRune takes no text while off.
func (e *entry) TypedRune(r rune) {
	if !e.off {
		e.byHand(func() { e.Entry.TypedRune(r) })
	}
}

// byHand does what changes the text by hand.
func (e *entry) byHand(do func()) {
	e.typing = true
	do()
	e.typing = false
}

// TappedSecondary shows what can be done where the pointer is.
func (e *entry) TappedSecondary(ev *fyne.PointEvent) {
	if e.askedAt == nil || !e.askedAt(ev.Position) {
		e.Entry.TappedSecondary(ev)
	}
}

// TypedShortcut only copies while off.
func (e *entry) TypedShortcut(s fyne.Shortcut) {
	if e.asked != nil && !e.off && isAsking(s) {
		e.asked()
		return
	}
	switch s.(type) {
	case *fyne.ShortcutCopy, *fyne.ShortcutSelectAll:
	default:
		if e.off {
			return
		}
	}
	switch s.(type) {
	case *fyne.ShortcutUndo, *fyne.ShortcutRedo:
		e.Entry.TypedShortcut(s)
	default:
		e.byHand(func() { e.Entry.TypedShortcut(s) })
	}
}

// isAsking knows Ctrl with the full stop, also where a keyboard has that above
// the semicolon, as French ones do.
func isAsking(s fyne.Shortcut) bool {
	c, ok := s.(*desktop.CustomShortcut)
	return ok && (c.KeyName == fyne.KeyPeriod || c.KeyName == fyne.KeySemicolon) && c.Modifier&^fyne.KeyModifierShift == fyne.KeyModifierShortcutDefault
}

// changes tells whether a key changes a text.
func changes(k fyne.KeyName) bool {
	switch k {
	case fyne.KeyBackspace, fyne.KeyDelete, fyne.KeyReturn, fyne.KeyEnter, fyne.KeyTab:
		return true
	}
	return false
}

// AcceptsTab is true where Tab leads somewhere of its own.
func (e *entry) AcceptsTab() bool { return e.next != nil || e.Entry.AcceptsTab() }

// TypedKey lets the owner take a key first.
func (e *entry) TypedKey(ev *fyne.KeyEvent) {
	if ev.Name == fyne.KeyTab && e.next != nil {
		e.leave()
		return
	}
	if e.off && changes(ev.Name) {
		return
	}
	switch {
	case e.key != nil && e.key(ev):
	case ev.Name == fyne.KeyEscape:
		Unclaimed(e, ev)
	default:
		e.byHand(func() { e.Entry.TypedKey(ev) })
	}
}

// leave goes where Tab leads, or with Shift to what is before it in the tree.
func (e *entry) leave() {
	driver := fyne.CurrentApp().Driver()
	if d, ok := driver.(desktop.Driver); ok && d.CurrentKeyModifiers()&fyne.KeyModifierShift != 0 {
		CanvasOf(e).FocusPrevious()
		return
	}
	e.next()
}

// escapes calls what is there for the Escape key, and takes no other key.
func escapes(to *func()) func(*fyne.KeyEvent) bool {
	return func(ev *fyne.KeyEvent) bool {
		if ev.Name != fyne.KeyEscape || *to == nil {
			return false
		}
		(*to)()
		return true
	}
}

// Lengths of the bare entry. Its border has to be there because the caret is as
// wide as it; it is laid out beyond the edge of what clips, and not seen.
const (
	caretWidth  = 2
	entryBeyond = 3
)

// bare is the running theme with an entry that shows only its text.
type bare struct {
	padding float32
	entry   *entry
}

func (b bare) parent() fyne.Theme { return fyne.CurrentApp().Settings().Theme() }

// Color hides the entry's own box.
func (b bare) Color(n fyne.ThemeColorName, v fyne.ThemeVariant) color.Color {
	switch n {
	case fynetheme.ColorNameInputBackground, fynetheme.ColorNameInputBorder, fynetheme.ColorNameShadow:
		return theme.Clear.Now()
	case fynetheme.ColorNameForeground:
		if b.entry.unseen {
			return theme.Clear.Now()
		}
		if b.entry.off {
			return theme.Muted.Now()
		}
	}
	return b.parent().Color(n, v)
}

// Font is the running theme's.
func (b bare) Font(s fyne.TextStyle) fyne.Resource { return b.parent().Font(s) }

// Icon is the running theme's.
func (b bare) Icon(n fyne.ThemeIconName) fyne.Resource { return b.parent().Icon(n) }

// Size leaves the caret and our padding.
func (b bare) Size(n fyne.ThemeSizeName) float32 {
	switch n {
	case fynetheme.SizeNameInputBorder:
		return caretWidth
	case fynetheme.SizeNameInputRadius, fynetheme.SizeNameScrollBar, fynetheme.SizeNameScrollBarSmall:
		return 0
	case fynetheme.SizeNameInnerPadding:
		return b.padding
	}
	return b.parent().Size(n)
}
