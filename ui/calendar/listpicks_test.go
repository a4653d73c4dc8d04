package calendar

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"parvis/data"
)

// listed3 opens the list over three posts that are planned.
func listed3(t *testing.T) *trial {
	tr := tryOut(t, threePlanned(t), 892, 700)
	tr.screen.setMode(listMode)
	tr.until("the list is read", func() bool { return tr.screen.m.listRead() && len(tr.screen.body.list.lines) == 6 })
	return tr
}

// row taps a post of the list, counted from 0, with keys held.
func (tr *trial) row(n int, held fyne.KeyModifier) {
	tr.t.Helper()
	tr.rows().(desktop.Mouseable).MouseDown(&desktop.MouseEvent{Modifier: held})
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(tr.rows())
	test.TapCanvas(tr.window.Canvas(), at.AddXY(120, float32(n)*84+62)) // each has the title of its day above
}

// taker is what takes keys and lies somewhere.
type taker interface {
	fyne.Focusable
	fyne.CanvasObject
}

// rows is the part of the list that takes keys.
func (tr *trial) rows() taker {
	tr.screen.Focus()
	return tr.window.Canvas().Focused().(taker)
}

func TestPostsOfTheListAreChosenByTheMouse(t *testing.T) {
	tr := listed3(t)
	tr.row(0, fyne.KeyModifierShortcutDefault)
	tr.row(2, fyne.KeyModifierShortcutDefault)
	if len(tr.screen.m.chosen) != 2 || len(tr.shell.opened) != 0 || !tr.screen.body.acts.object.Visible() {
		t.Fatalf("chosen %v, opened %v", tr.screen.m.chosen, tr.shell.opened)
	}
	tr.row(0, fyne.KeyModifierShortcutDefault)
	tr.row(2, fyne.KeyModifierShift)
	if len(tr.screen.m.chosen) != 3 {
		t.Errorf("with Shift chosen are %v", tr.screen.m.chosen)
	}
	tr.picture("list-chosen")
	tr.row(1, 0)
	if len(tr.shell.opened) != 1 || tr.shell.opened[0] != 2 {
		t.Errorf("without a key opened is %v", tr.shell.opened)
	}
}

func TestPostsOfTheListAreChosenByKeysAndMovedTogether(t *testing.T) {
	tr := listed3(t)
	rows := tr.rows()
	rows.TypedKey(&fyne.KeyEvent{Name: fyne.KeyHome})
	rows.(desktop.Keyable).KeyDown(&fyne.KeyEvent{Name: desktop.KeyShiftLeft})
	rows.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
	rows.(desktop.Keyable).KeyUp(&fyne.KeyEvent{Name: desktop.KeyShiftLeft})
	if c := tr.screen.m.chosen; len(c) != 2 || c[0].Post != 1 || c[1].Post != 2 {
		t.Fatalf("chosen %v", c)
	}
	items := tr.screen.moveItems(tr.screen.m.chosen, tr.screen.body.list.object, fyne.Position{})
	items[2].Run() // a week later
	tr.until("they have moved", func() bool {
		return tr.desk.day(1) == "2026-12-01T17:30" && tr.desk.day(2) == "2026-12-02T08:00" && len(tr.shell.toasts) == 1
	})
	tr.until("it is read again", func() bool {
		return tr.screen.m.listRead() && len(tr.screen.m.chosen) == 2 && tr.screen.m.dayOf(tr.screen.m.chosen[0].Due) == "2026-12-01"
	})
	tr.shell.undo()
	tr.until("they are back", func() bool { return tr.desk.day(1) == "2026-11-24T17:30" && len(tr.shell.toasts) == 2 })
	rows.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if len(tr.screen.m.chosen) != 0 {
		t.Errorf("after Escape chosen are %v", tr.screen.m.chosen)
	}
}

func TestAllOfTheListIsChosenAndDeleted(t *testing.T) {
	tr := listed3(t)
	rows := tr.rows()
	rows.(fyne.Shortcutable).TypedShortcut(&fyne.ShortcutSelectAll{})
	if len(tr.screen.m.chosen) != 3 {
		t.Fatalf("chosen %v", tr.screen.m.chosen)
	}
	rows.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDelete})
	tr.until("they are gone", func() bool { return len(tr.screen.body.list.lines) == 0 && len(tr.shell.toasts) == 1 })
	if len(tr.screen.m.chosen) != 0 {
		t.Errorf("what is gone is chosen: %v", tr.screen.m.chosen)
	}
	if !tr.screen.Undo() {
		t.Fatal("nothing to undo")
	}
	tr.until("they are back", func() bool { return len(tr.screen.body.list.lines) == 6 })
	if got := tr.desk.day(data.PostID(3)); got != "2026-11-27T11:00" {
		t.Errorf("the last is due at %s", got)
	}
}
