package widgets

import (
	"sort"
	"unicode/utf8"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// rewriting is a change of a text that took the entry two steps: what came was put
// in, then what went was taken out.
type rewriting struct{ was, between, now string }

// Rewrite replaces the text as a person would who edits it: Ctrl+Z brings back what
// was, in one step, and what was typed before can still be taken back after that.
// The caret stays with the letters it is at. It does not call Changed.
func (t *TextArea) Rewrite(s string) {
	was := t.entry.Text
	if s == was {
		return
	}
	a, b := []rune(was), []rune(s)
	from, behind := alike(a, b)
	caret := moved(t.Caret(), from, len(a)-behind, len(b)-len(a))
	came, went := b[from:len(b)-behind], len(a)-behind-from
	t.quiet = true
	t.unselect()
	if len(came) > 0 {
		t.put(from)
		t.entry.Entry.TypedShortcut(&fyne.ShortcutPaste{Clipboard: passing(came)})
	}
	if between := t.entry.Text; went > 0 {
		t.takeOut(from+len(came), from+len(came)+went)
		if len(came) > 0 {
			t.rewritten = append(t.rewritten, rewriting{was, between, s})
		}
	}
	t.quiet = false
	t.put(caret)
	t.entry.Refresh()
	t.follow()
}

// alike is how many runes two texts have in common at their start, and at their end
// behind that.
func alike(a, b []rune) (start, end int) {
	for start < len(a) && start < len(b) && a[start] == b[start] {
		start++
	}
	for end < len(a)-start && end < len(b)-start && a[len(a)-1-end] == b[len(b)-1-end] {
		end++
	}
	return start, end
}

// moved is where a caret is once what stood between two places became longer by so
// many runes.
func moved(caret, from, to, by int) int {
	switch {
	case caret <= from:
		return caret
	case caret >= to:
		return caret + by
	}
	return to + by
}

// put puts the caret behind so many runes and draws nothing.
func (t *TextArea) put(at int) {
	starts := rowStarts(t.entry)
	at = min(max(0, at), utf8.RuneCountInString(t.entry.Text))
	row := sort.SearchInts(starts, at+1) - 1
	t.entry.CursorRow, t.entry.CursorColumn = row, at-starts[row]
}

// unselect ends a selection: the entry has no other way than a key.
func (t *TextArea) unselect() {
	t.entry.KeyUp(&fyne.KeyEvent{Name: desktop.KeyShiftLeft})
	if t.entry.SelectedText() != "" {
		t.entry.Entry.TypedKey(&fyne.KeyEvent{Name: fyne.KeyRight})
	}
}

// takeOut deletes what stands between two places in one step, which the entry does
// with what is selected by keys only.
func (t *TextArea) takeOut(from, to int) {
	shift := &fyne.KeyEvent{Name: desktop.KeyShiftLeft}
	t.put(to)
	t.entry.KeyDown(shift)
	t.put(from + 1)
	for t.Caret() > from {
		t.entry.Entry.TypedKey(&fyne.KeyEvent{Name: fyne.KeyLeft})
	}
	t.entry.KeyUp(shift)
	t.entry.Entry.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDelete})
}

// changed is told of each change of the entry's text.
func (t *TextArea) changed(s string) {
	former := t.former
	t.marks.move(former, s)
	t.former = s
	if t.quiet {
		t.settle()
		return
	}
	if !t.entry.typing {
		t.second(former, s)
		s = t.entry.Text
	}
	t.settle()
	switch {
	case !t.entry.typing && t.Stepped != nil:
		t.Stepped(former, s)
	case t.Changed != nil:
		t.Changed(s)
	}
}

// second takes back, or does again, the other half of what [TextArea.Rewrite] did.
func (t *TextArea) second(former, s string) {
	t.quiet = true
	for _, r := range t.rewritten {
		if s == r.between && former == r.now {
			t.entry.Undo()
			break
		}
		if s == r.between && former == r.was {
			t.entry.Redo()
			break
		}
	}
	t.quiet = false
}

// passing is a text that is pasted without the clipboard of the computer.
type passing []rune

// Content is the text.
func (p passing) Content() string { return string(p) }

// SetContent keeps nothing.
func (p passing) SetContent(string) {}
