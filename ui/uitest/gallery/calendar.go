package main

import (
	"context"
	"errors"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"parvis/ui/uitest/house"
	"parvis/ui/widgets"
)

// keyDate taps the key date of 11 November on the month.
func keyDate(name string) scene {
	return scene{name, func(ctx context.Context, w *house.Window) error {
		months := shown[*widgets.Month](w)
		if len(months) == 0 {
			return errors.New("no month is shown")
		}
		at := fyne.CurrentApp().Driver().AbsolutePositionForObject(months[0])
		// The month begins on Monday 26 October and has six weeks, below 28 of head.
		const names, column, row, weeks = 28, 2, 2, 6
		size := months[0].Size()
		x, y := at.X+size.Width/7*(column+1)-12, at.Y+names+(size.Height-names)/weeks*row+12
		return w.TapAt(ctx, x, y)
	}}
}

// pointAt puts the pointer on the first post of 26 November on the month, long
// enough for it to say more.
func pointAt(name string) scene {
	return scene{name, func(ctx context.Context, w *house.Window) error {
		months := shown[*widgets.Month](w)
		if len(months) == 0 {
			return errors.New("no month is shown")
		}
		at := fyne.CurrentApp().Driver().AbsolutePositionForObject(months[0])
		const names, column, row, weeks = 28, 3, 4, 6
		size := months[0].Size()
		x, y := at.X+size.Width/7*(column+0.5), at.Y+names+(size.Height-names)/weeks*row+36
		test.MoveMouse(w.Frame.Canvas(), fyne.NewPos(x, y))
		return w.Settle(ctx)
	}}
}

// pointAway takes the pointer off everything.
func pointAway() scene {
	return scene{"", func(ctx context.Context, w *house.Window) error {
		test.MoveMouse(w.Frame.Canvas(), fyne.NewPos(1, 1))
		return w.Settle(ctx)
	}}
}

// chooseThree chooses the first three posts of the list by the keyboard.
func chooseThree(name string) scene {
	return scene{name, func(ctx context.Context, w *house.Window) error {
		lists := shown[*widgets.List](w)
		if len(lists) == 0 {
			return errors.New("no list is shown")
		}
		lists[0].Focus()
		keys, ok := w.Frame.Canvas().Focused().(desktop.Keyable)
		if !ok {
			return errors.New("the list hears no Shift")
		}
		shift := &fyne.KeyEvent{Name: desktop.KeyShiftLeft}
		if err := w.Press(ctx, fyne.KeyHome); err != nil {
			return err
		}
		keys.KeyDown(shift)
		defer keys.KeyUp(shift)
		return w.Press(ctx, fyne.KeyDown, fyne.KeyDown)
	}}
}
