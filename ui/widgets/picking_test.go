package widgets_test

import (
	"fmt"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"parvis/data"
	"parvis/ui/widgets"
)

func TestATapOnAFreeHourFillsIt(t *testing.T) {
	free := weekChipAt(-1, 12*60)
	free.Free, free.Fixed = true, true
	var filled, opened []data.DeliveryID
	win := shownWeek(t, widgets.WeekEvents{
		Fill: func(id data.DeliveryID) { filled = append(filled, id) },
		Open: func(id data.DeliveryID) { opened = append(opened, id) },
		Drop: func(data.DeliveryID, string, int) { t.Error("a free hour was dragged") },
	}, weekOf(free))
	at := hour(2, 12*60).AddXY(0, 20)
	test.TapCanvas(win.Canvas(), at)
	pull(win, at, at.AddXY(0, 120))
	for _, key := range []fyne.KeyName{fyne.KeySpace, fyne.KeyReturn} {
		win.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: key})
	}
	if fmt.Sprint(filled, opened) != "[-1 -1] []" {
		t.Errorf("filled %v, opened %v", filled, opened)
	}
}

func TestControlAndKeysChooseOnTheWeek(t *testing.T) {
	var said []string
	say := func(what string) func(data.DeliveryID) {
		return func(id data.DeliveryID) { said = append(said, fmt.Sprint(what, id)) }
	}
	win := shownWeek(t, widgets.WeekEvents{Pick: widgets.PickEvents{
		Toggle: say("toggle"), Copy: say("copy"), Remove: say("remove"),
		Extend: func(days int) { said = append(said, fmt.Sprint("extend", days)) },
		Clear:  func() { said = append(said, "clear") },
		Paste:  func() { said = append(said, "paste") },
		All:    func() { said = append(said, "all") },
	}}, weekOf(weekChipAt(7, 12*60)))
	at := hour(2, 12*60).AddXY(0, 20)
	test.TapCanvas(win.Canvas(), hour(3, 12*60)) // for the keyboard
	grid := win.Canvas().Focused()
	grid.(desktop.Mouseable).MouseDown(&desktop.MouseEvent{Modifier: fyne.KeyModifierShortcutDefault})
	test.TapCanvas(win.Canvas(), at)
	keys := grid.(desktop.Keyable)
	keys.KeyDown(&fyne.KeyEvent{Name: desktop.KeyShiftLeft})
	grid.TypedKey(&fyne.KeyEvent{Name: fyne.KeyRight})
	keys.KeyUp(&fyne.KeyEvent{Name: desktop.KeyShiftLeft})
	grid.TypedKey(&fyne.KeyEvent{Name: fyne.KeySpace})
	grid.TypedRune('x')
	short := grid.(fyne.Shortcutable)
	short.TypedShortcut(&fyne.ShortcutCopy{})
	short.TypedShortcut(&fyne.ShortcutPaste{})
	short.TypedShortcut(&fyne.ShortcutSelectAll{})
	grid.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDelete})
	grid.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if want := "[toggle7 extend1 toggle7 copy7 paste all remove7 clear]"; fmt.Sprint(said) != want {
		t.Errorf("said %v, want %v", said, want)
	}
}
