package widgets_test

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"parvis/ui/theme"
	"parvis/ui/uitest"
	"parvis/ui/widgets"
)

func november(day int) time.Time { return time.Date(2026, 11, day, 0, 0, 0, 0, time.UTC) }

func newDays(t *testing.T, chosen time.Time) *widgets.DayPicker {
	t.Helper()
	app, err := uitest.NewApp(theme.Light)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(app.Quit)
	d := widgets.NewDayPicker(widgets.DayWords{
		Month:    func(m time.Time) string { return m.Format("2006-01") },
		Weekdays: []string{"lun.", "mar.", "mer.", "jeu.", "ven.", "sam.", "dim."},
	}, november(21), chosen)
	w := test.NewWindow(d)
	t.Cleanup(w.Close)
	return d
}

func TestDaysByKeyboard(t *testing.T) {
	d := newDays(t, november(26))
	var told time.Time
	d.Chosen = func(day time.Time) { told = day }
	for _, step := range []struct {
		key  fyne.KeyName
		want time.Time
	}{
		{fyne.KeyLeft, november(25)},
		{fyne.KeyDown, november(32)},
		{fyne.KeyUp, november(25)},
		{fyne.KeyRight, november(26)},
		{fyne.KeyPageDown, november(56)},
		{fyne.KeyPageUp, november(26)},
		{fyne.KeyUp, november(21)}, // never before today
		{fyne.KeyHome, november(21)},
	} {
		d.TypedKey(&fyne.KeyEvent{Name: step.key})
		if !d.Day().Equal(step.want) || !told.Equal(step.want) {
			t.Errorf("%s: %s, told %s", step.key, d.Day().Format(time.DateOnly), told.Format(time.DateOnly))
		}
	}
}

func TestDaysByPointer(t *testing.T) {
	d := newDays(t, time.Time{})
	// November 2026 begins on a Sunday: the 26th is the Thursday of the fifth row.
	thursday := fyne.NewPos(3.5*36, 34+22+4.5*32)
	d.Tapped(&fyne.PointEvent{Position: thursday})
	if !d.Day().Equal(november(26)) {
		t.Errorf("chose %s", d.Day())
	}
	d.Tapped(&fyne.PointEvent{Position: thursday.SubtractXY(0, 2*32)})
	if !d.Day().Equal(november(26)) {
		t.Errorf("a day that has passed was chosen: %s", d.Day())
	}
}

func TestAReadOnlyTextTakesNoKeys(t *testing.T) {
	newDays(t, time.Time{})
	area := widgets.NewTextArea(3)
	w := test.NewWindow(area)
	defer w.Close()
	area.SetText("parti")
	area.Disable()
	area.Focus()
	focused := w.Canvas().Focused()
	test.Type(focused, "x")
	focused.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDelete})
	if s, ok := focused.(fyne.Shortcutable); ok {
		clipboard := test.NewClipboard()
		clipboard.SetContent("y")
		s.TypedShortcut(&fyne.ShortcutPaste{Clipboard: clipboard})
	}
	if area.Text() != "parti" {
		t.Errorf("it says %q", area.Text())
	}
	area.Enable()
	test.Type(focused, "x")
	if area.Text() != "xparti" {
		t.Errorf("enabled, it says %q", area.Text())
	}
}

func TestATextAreaGrowsWithItsText(t *testing.T) {
	newDays(t, time.Time{})
	area := widgets.NewTextArea(3)
	area.Fit(3, 6)
	least := area.HeightFor(300)
	area.SetText("1\n2\n3\n4\n5")
	if got := area.HeightFor(300) - least; got != 2*theme.RowHeight {
		t.Errorf("two rows more are %g higher", got)
	}
	area.SetText("1\n2\n3\n4\n5\n6\n7\n8\n9")
	if got := area.HeightFor(300) - least; got != 3*theme.RowHeight {
		t.Errorf("at most three rows more, yet %g", got)
	}
}
