package main

import (
	"context"
	"errors"

	"fyne.io/fyne/v2"

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
