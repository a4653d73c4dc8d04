package widgets_test

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"parvis/ui/theme"
	"parvis/ui/uitest"
	"parvis/ui/widgets"
)

func TestACardIsDraggedAndMovedByKeys(t *testing.T) {
	app, err := uitest.NewApp(theme.Light)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(app.Quit)
	var moves [][2]widgets.BoardSpot
	var opened, removed []widgets.BoardSpot
	b := widgets.NewBoard(widgets.BoardEvents{
		Open:   func(at widgets.BoardSpot) { opened = append(opened, at) },
		Drop:   func(from, to widgets.BoardSpot) { moves = append(moves, [2]widgets.BoardSpot{from, to}) },
		Remove: func(at widgets.BoardSpot) { removed = append(removed, at) },
	})
	w := test.NewWindow(b)
	t.Cleanup(w.Close)
	w.SetPadded(false)
	w.Resize(fyne.NewSize(900, 600))
	b.Set([]widgets.BoardColumn{
		{Title: "A", Cards: []widgets.BoardCard{{Title: "a1"}, {Title: "a2"}, {Title: "a3"}}},
		{Title: "B", Cards: []widgets.BoardCard{{Title: "b1"}}},
		{Title: "C"},
	})
	test.Drag(w.Canvas(), fyne.NewPos(700, 80), 600, 0) // ends there
	test.Drag(w.Canvas(), fyne.NewPos(100, 270), 0, 184)
	test.Drag(w.Canvas(), fyne.NewPos(100, 82), 0, 2) // stays where it is
	want := [][2]widgets.BoardSpot{{{0, 0}, {2, 0}}, {{0, 0}, {0, 2}}}
	if len(moves) != 2 || moves[0] != want[0] || moves[1] != want[1] {
		t.Fatalf("moved %v, want %v", moves, want)
	}
	test.TapCanvas(w.Canvas(), fyne.NewPos(400, 80))
	if len(opened) != 1 || opened[0] != (widgets.BoardSpot{Column: 1}) {
		t.Fatalf("opened %v", opened)
	}
	key := func(names ...fyne.KeyName) {
		for _, n := range names {
			w.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: n})
		}
	}
	key(fyne.KeyLeft, fyne.KeyDown, fyne.KeyDelete)
	if len(removed) != 1 || removed[0] != (widgets.BoardSpot{Row: 1}) {
		t.Fatalf("removed %v", removed)
	}
	w.Canvas().Focused().(desktop.Keyable).KeyDown(&fyne.KeyEvent{Name: desktop.KeyShiftLeft})
	key(fyne.KeyDown)
	if last := moves[len(moves)-1]; len(moves) != 3 || last != [2]widgets.BoardSpot{{0, 1}, {0, 2}} {
		t.Errorf("moved %v", moves)
	}
}
