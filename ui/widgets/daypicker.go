package widgets

import (
	"strconv"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"parvis/ui/theme"
)

// DayWords are the words of a [DayPicker] in the language of the moment.
type DayWords struct {
	Month    func(time.Time) string // "Novembre 2026"
	Weekdays []string               // short, from Monday
	Earlier  string                 // what the arrow back is called
	Later    string
}

// DayPicker is a month in which one day is chosen. Days are dates without a
// zone, at midnight UTC. Arrow keys move by day and week, Page Up and Page Down
// by month.
type DayPicker struct {
	widget.BaseWidget
	words   DayWords
	today   time.Time
	chosen  time.Time
	month   time.Time // its first day
	hover   int       // cell, -1: none
	focused bool
	back    *Button
	forth   *Button

	// Chosen is called when a person chooses a day. Days before today are not
	// offered.
	Chosen func(day time.Time)
	// Escape and Enter are those keys; nil is nothing.
	Escape func()
	Enter  func()
}

// NewDayPicker returns the month of the chosen day, or of today when that is
// zero.
func NewDayPicker(w DayWords, today, chosen time.Time) *DayPicker {
	d := &DayPicker{words: w, today: today, chosen: chosen, hover: -1}
	d.back = NewIconButton(theme.IconChevronLeft, w.Earlier, func() { d.turn(-1) }).As(Quiet)
	d.forth = NewIconButton(theme.IconChevronRight, w.Later, func() { d.turn(1) }).As(Quiet)
	d.show(chosen)
	d.ExtendBaseWidget(d)
	return d
}

const (
	dayCell   = 36
	dayRow    = 32
	dayHeader = 34
	dayNames  = 22
)

// Day returns the chosen day, zero for none.
func (d *DayPicker) Day() time.Time { return d.chosen }

func (d *DayPicker) show(day time.Time) {
	if day.IsZero() {
		day = d.today
	}
	d.month = time.Date(day.Year(), day.Month(), 1, 0, 0, 0, 0, time.UTC)
}

func (d *DayPicker) turn(months int) {
	d.month = d.month.AddDate(0, months, 0)
	d.hover = -1
	d.Refresh()
}

func (d *DayPicker) choose(day time.Time) {
	if day.Before(d.today) {
		return
	}
	d.chosen = day
	d.show(day)
	d.Refresh()
	if d.Chosen != nil {
		d.Chosen(day)
	}
}

// first is the Monday of the first row.
func (d *DayPicker) first() time.Time {
	return d.month.AddDate(0, 0, -(int(d.month.Weekday())+6)%7)
}

// cellAt returns the cell below a position, -1 outside.
func (d *DayPicker) cellAt(p fyne.Position) int {
	column, row := int(p.X/dayCell), int((p.Y-dayHeader-dayNames)/dayRow)
	if p.X < 0 || p.Y < dayHeader+dayNames || column > 6 || row > 5 {
		return -1
	}
	return row*7 + column
}

// Tapped chooses a day.
func (d *DayPicker) Tapped(ev *fyne.PointEvent) {
	if i := d.cellAt(ev.Position); i >= 0 {
		d.choose(d.first().AddDate(0, 0, i))
	}
}

// MouseIn marks the day below the pointer.
func (d *DayPicker) MouseIn(ev *desktop.MouseEvent) { d.MouseMoved(ev) }

// MouseMoved marks the day below the pointer.
func (d *DayPicker) MouseMoved(ev *desktop.MouseEvent) {
	if i := d.cellAt(ev.Position); i != d.hover {
		d.hover = i
		d.Refresh()
	}
}

// MouseOut marks no day.
func (d *DayPicker) MouseOut() { d.hover = -1; d.Refresh() }

// FocusGained shows the focus ring.
func (d *DayPicker) FocusGained() { d.focused = true; d.Refresh() }

// FocusLost hides the focus ring.
func (d *DayPicker) FocusLost() { d.focused = false; d.Refresh() }

// TypedRune takes no text.
func (d *DayPicker) TypedRune(rune) {}

// TypedKey moves the chosen day, never before today.
func (d *DayPicker) TypedKey(ev *fyne.KeyEvent) {
	from := d.chosen
	if from.IsZero() {
		from = d.today
	}
	to := from
	switch ev.Name {
	case fyne.KeyLeft:
		to = from.AddDate(0, 0, -1)
	case fyne.KeyRight:
		to = from.AddDate(0, 0, 1)
	case fyne.KeyUp:
		to = from.AddDate(0, 0, -7)
	case fyne.KeyDown:
		to = from.AddDate(0, 0, 7)
	case fyne.KeyPageUp:
		to = from.AddDate(0, -1, 0)
	case fyne.KeyPageDown:
		to = from.AddDate(0, 1, 0)
	case fyne.KeyHome:
		to = d.today
	case fyne.KeyEscape:
		run(d.Escape)
		return
	case fyne.KeyReturn, fyne.KeyEnter:
		run(d.Enter)
		return
	default:
		return
	}
	if to.Before(d.today) {
		to = d.today
	}
	d.choose(to)
}

// AccessibilityLabel is the month that is shown.
func (d *DayPicker) AccessibilityLabel() string { return d.words.Month(d.month) }

// AccessibilityRole is a container.
func (d *DayPicker) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleContainer }

// CreateRenderer draws the month.
func (d *DayPicker) CreateRenderer() fyne.WidgetRenderer {
	return &dayRenderer{newDrawn(d, func() fyne.Size {
		return fyne.NewSize(7*dayCell, dayHeader+dayNames+6*dayRow)
	}, d.paint), d}
}

// dayRenderer adds the two arrows to what is drawn.
type dayRenderer struct {
	*drawn
	picker *DayPicker
}

// Layout draws, and puts the arrows at the right of the title.
func (r *dayRenderer) Layout(size fyne.Size) {
	r.drawn.Layout(size)
	for i, b := range []*Button{r.picker.back, r.picker.forth} {
		b.Resize(b.MinSize())
		b.Move(fyne.NewPos(size.Width-float32(2-i)*theme.ControlHeight, -4))
	}
}

// Objects are those of the last drawing and the arrows.
func (r *dayRenderer) Objects() []fyne.CanvasObject {
	return append(r.drawn.Objects(), r.picker.back, r.picker.forth)
}

func (d *DayPicker) paint(s *scene, size fyne.Size) {
	s.textIn(8, 0, size.Width-8-2*theme.ControlHeight, dayHeader-8, d.words.Month(d.month), theme.Strip, theme.SemiBold, theme.Ink)
	for i, name := range d.words.Weekdays {
		w := theme.Measure(name, theme.Small, theme.Regular).Width
		s.textIn(float32(i)*dayCell+(dayCell-w)/2, dayHeader, dayCell, dayNames, name, theme.Small, theme.Regular, theme.Muted)
	}
	for i := range 42 {
		d.day(s, i, d.first().AddDate(0, 0, i))
	}
	if d.focused {
		s.ring(size, theme.RadiusControl)
	}
}

func (d *DayPicker) day(s *scene, cell int, day time.Time) {
	if day.Month() != d.month.Month() {
		return
	}
	x, y := float32(cell%7)*dayCell, float32(dayHeader+dayNames+cell/7*dayRow)
	ink, weight := theme.Ink, theme.Regular
	switch {
	case day.Equal(d.chosen):
		s.fill(x+4, y+2, dayCell-8, dayRow-4, theme.Filled, (dayRow-4)/2)
		ink, weight = theme.OnFilled, theme.SemiBold
	case day.Before(d.today):
		ink = theme.Muted
	case cell == d.hover:
		s.fill(x+4, y+2, dayCell-8, dayRow-4, theme.Hover, (dayRow-4)/2)
	case day.Equal(d.today):
		s.fill(x+4, y+2, dayCell-8, dayRow-4, theme.AccentSoft, (dayRow-4)/2)
		ink, weight = theme.Accent, theme.SemiBold
	}
	number := strconv.Itoa(day.Day())
	w := theme.Measure(number, theme.Label, weight).Width
	s.textIn(x+(dayCell-w)/2, y, dayCell, dayRow, number, theme.Label, weight, ink)
}
