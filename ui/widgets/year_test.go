package widgets_test

import (
	"fmt"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"parvis/ui/widgets"
)

// yearOf is 2026 with n posts on 21 November.
func yearOf(n int) widgets.YearData {
	d := widgets.YearData{Weekdays: []string{"l", "m", "m", "j", "v", "s", "d"}, Selected: "2026-11-21"}
	for day := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC); day.Year() == 2026; day = day.AddDate(0, 0, 1) {
		if day.Day() == 1 {
			d.Months = append(d.Months, widgets.YearMonth{Name: day.Month().String(), Lead: (int(day.Weekday()) + 6) % 7})
		}
		one := widgets.YearDay{Day: day.Format(time.DateOnly), Number: fmt.Sprint(day.Day()), Label: day.Format("2 January")}
		if one.Day == "2026-11-21" {
			one.Count = n
		}
		m := &d.Months[len(d.Months)-1]
		m.Days = append(m.Days, one)
	}
	return d
}

func TestADayOfTheYearIsSaidAndOpened(t *testing.T) {
	app(t)
	var opened []string
	var steps []int
	y := widgets.NewYear(widgets.YearEvents{
		Open: func(day string) { opened = append(opened, day) },
		Step: func(days int) { steps = append(steps, days) },
	})
	y.Set(yearOf(4))
	win := test.NewWindow(y)
	t.Cleanup(win.Close)
	win.SetPadded(false)
	win.Resize(fyne.NewSize(1080, 700))
	// Four columns of 250 and three rows: cells are 35 wide.
	first := fyne.NewPos(16+3*35+10, 16+24+16+10) // the first of January 2026 is a Thursday
	y.MouseMoved(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: first}})
	if y.AccessibilityLabel() != "1 January" {
		t.Errorf("below the pointer is %q", y.AccessibilityLabel())
	}
	test.TapCanvas(win.Canvas(), first)
	test.TapCanvas(win.Canvas(), first.SubtractXY(35, 0)) // before the first of the month
	y.MouseOut()
	if y.AccessibilityLabel() != "21 November" {
		t.Errorf("selected is %q", y.AccessibilityLabel())
	}
	for _, key := range []fyne.KeyName{fyne.KeyDown, fyne.KeyLeft, fyne.KeyReturn} {
		y.TypedKey(&fyne.KeyEvent{Name: key})
	}
	if fmt.Sprint(opened, steps) != "[2026-01-01 2026-11-21] [7 -1]" {
		t.Errorf("opened %v, steps %v", opened, steps)
	}
}

// BenchmarkYear is one drawing of the whole year with all its cells, which the
// UI thread does at each step of the pointer.
func BenchmarkYear(b *testing.B) {
	app(b)
	y := widgets.NewYear(widgets.YearEvents{})
	win := test.NewWindow(y)
	b.Cleanup(win.Close)
	win.Resize(fyne.NewSize(1080, 700))
	d := yearOf(4)
	for b.Loop() {
		y.Set(d)
	}
}
