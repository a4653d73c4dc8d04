package exchange

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/layout"

	"parvis/data/words"
	"parvis/ui/theme"
	"parvis/ui/widgets"
)

// stepper chooses a month.
type stepper struct {
	month   time.Time // its first day
	label   *widgets.Label
	words   func() *words.Book
	changed func()
	row     fyne.CanvasObject
}

func newStepper(month time.Time, words func() *words.Book, escape, changed func()) *stepper {
	b := words()
	s := &stepper{month: month, words: words, changed: changed, label: widgets.NewLabel("", theme.Panel, theme.SemiBold, theme.Ink)}
	earlier := widgets.NewIconButton(theme.IconChevronLeft, b.T("exchange.month.earlier"), func() { s.step(-1) })
	later := widgets.NewIconButton(theme.IconChevronRight, b.T("exchange.month.later"), func() { s.step(1) })
	earlier.SetEscape(escape)
	later.SetEscape(escape)
	s.label.SetText(b.MonthTitle(month))
	s.row = widgets.NewRow(theme.Gap, earlier, later, s.label, layout.NewSpacer())
	return s
}

func (s *stepper) step(n int) {
	s.month = s.month.AddDate(0, n, 0)
	s.label.SetText(s.words().MonthTitle(s.month))
	s.changed()
}
