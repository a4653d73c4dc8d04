package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"parvis/ui/theme"
)

// YearData is what a [Year] shows, in the words of the language.
type YearData struct {
	Weekdays []string // seven
	Months   []YearMonth
	Selected string // the day that the arrow keys start from
}

// YearMonth is one small month.
type YearMonth struct {
	Name string // "Novembre"
	Note string // "12 publications"
	Lead int    // cells before its first day
	Days []YearDay
}

// YearDay is one cell.
type YearDay struct {
	Day    string // names it in the events: "2026-11-21"
	Number string // "21"
	Label  string // in full, for those who cannot see it
	Count  int    // how many posts there are
	Today  bool
	Note   bool // a key date, which Label names
}

// YearEvents is what a person can do on a [Year]. Nil is nothing.
type YearEvents struct {
	Open  func(day string) // a tap on a day, or Enter
	Step  func(days int)   // arrow keys
	Page  func(years int)  // Page Up and Page Down
	Today func()           // Home
	Point PointEvent
}

// Year shows twelve small months whose days are the darker the more posts they
// have. By the pointer or the keyboard a day says how many.
type Year struct {
	widget.BaseWidget
	pointing
	data    YearData
	events  YearEvents
	focused bool
	hover   string // the day below the pointer, "": none
}

// NewYear returns a year without months.
func NewYear(events YearEvents) *Year {
	y := &Year{events: events, pointing: pointing{tell: events.Point}}
	y.ExtendBaseWidget(y)
	return y
}

// Set shows something else.
func (y *Year) Set(d YearData) {
	y.data = d
	y.Refresh()
}

// Aim shows the day on which something from elsewhere would go that is let go at
// a place in the year, and names it; "" where there is none.
func (y *Year) Aim(p fyne.Position) string {
	y.leave(y)
	y.hoverAt(p)
	return y.hover
}

// Focus gives the keyboard to the year.
func (y *Year) Focus() { Focus(y) }

const (
	yearGap     float32 = 16
	yearHead    float32 = 24
	yearNames   float32 = 16
	yearBetween float32 = 2 // two days
	yearMany            = 3 // posts from which a day is dark
)

// month is the place of one of the months, and the size of its cells.
func (y *Year) month(i int) (x, top float32, cell fyne.Size) {
	size := y.Size()
	columns := 4
	if size.Width < 640 {
		columns = 3
	}
	rows := (len(y.data.Months) + columns - 1) / columns
	w := (size.Width - yearGap*float32(columns+1)) / float32(columns)
	h := (size.Height - yearGap*float32(rows+1)) / float32(max(rows, 1))
	const lines = 6
	cell = fyne.NewSize(float32(int(w/7)), float32(int((h-yearHead-yearNames)/lines)))
	// What whole cells leave over lies between the months, so that both margins are equal.
	step := (size.Width - 2*yearGap + yearBetween - 7*cell.Width) / float32(columns-1)
	x = whole(yearGap + float32(i%columns)*step)
	top = whole(yearGap + float32(i/columns)*(h+yearGap))
	return x, top, cell
}

// cell is the place of a day of a month, without the gap to the next.
func (y *Year) cell(month, day int) (fyne.Position, fyne.Size) {
	x, top, cell := y.month(month)
	at := y.data.Months[month].Lead + day
	return fyne.NewPos(x+float32(at%7)*cell.Width, top+yearHead+yearNames+float32(at/7)*cell.Height), cell.SubtractWidthHeight(yearBetween, yearBetween)
}

// dayAt is the day at a place, nil where there is none.
func (y *Year) dayAt(p fyne.Position) *YearDay {
	for m := range y.data.Months {
		x, top, cell := y.month(m)
		column, row := int((p.X-x)/cell.Width), int((p.Y-top-yearHead-yearNames)/cell.Height)
		if p.X < x || p.Y < top+yearHead+yearNames || column > 6 {
			continue
		}
		if i := row*7 + column - y.data.Months[m].Lead; i >= 0 && i < len(y.data.Months[m].Days) {
			return &y.data.Months[m].Days[i]
		}
	}
	return nil
}

// CreateRenderer draws the year.
func (y *Year) CreateRenderer() fyne.WidgetRenderer {
	return newDrawn(y, func() fyne.Size { return fyne.NewSize(480, 420) }, y.paint)
}

func (y *Year) paint(s *scene, size fyne.Size) {
	s.box(0, 0, size.Width, size.Height, theme.Card, theme.Border, theme.RadiusCard)
	for i, month := range y.data.Months {
		x, top, cell := y.month(i)
		w := s.textIn(x, top, 7*cell.Width, yearHead-4, month.Name, theme.Strip, theme.SemiBold, theme.Ink)
		note := theme.Measure(month.Note, theme.Small, theme.Regular).Width
		if note < 7*cell.Width-w-8 {
			s.textIn(x+7*cell.Width-note-2, top, note+1, yearHead-4, month.Note, theme.Small, theme.Regular, theme.Muted)
		}
		for j, name := range y.data.Weekdays {
			width := theme.Measure(name, theme.Tiny, theme.Regular).Width
			s.textIn(x+float32(j)*cell.Width+(cell.Width-2-width)/2, top+yearHead-2, cell.Width, yearNames, name, theme.Tiny, theme.Regular, theme.Muted)
		}
		for j := range month.Days {
			y.paintDay(s, i, j)
		}
	}
}

func (y *Year) paintDay(s *scene, month, day int) {
	d := y.data.Months[month].Days[day]
	at, size := y.cell(month, day)
	ink, weight := theme.Muted, theme.Regular
	switch {
	case d.Count >= yearMany:
		s.fill(at.X, at.Y, size.Width, size.Height, theme.Filled, 4)
		ink, weight = theme.OnFilled, theme.SemiBold
	case d.Count > 0:
		s.fill(at.X, at.Y, size.Width, size.Height, theme.AccentSoft, 4)
		ink, weight = theme.Accent, theme.SemiBold
	case d.Day == y.hover:
		s.fill(at.X, at.Y, size.Width, size.Height, theme.Hover, 4)
	}
	width := theme.Measure(d.Number, theme.Tiny, weight).Width
	s.textIn(at.X+(size.Width-width)/2, at.Y, size.Width, size.Height, d.Number, theme.Tiny, weight, ink)
	if d.Note {
		s.fill(at.X+size.Width/2-4, at.Y+size.Height-3, 8, 2, theme.Warm, 1)
	}
	if d.Today || y.focused && d.Day == y.data.Selected {
		s.ringAt(at.X, at.Y, size.Width, size.Height, 4)
	}
}

// find is the day of a name, nil where there is none.
func (y *Year) find(day string) *YearDay {
	for m := range y.data.Months {
		for i := range y.data.Months[m].Days {
			if d := &y.data.Months[m].Days[i]; d.Day == day {
				return d
			}
		}
	}
	return nil
}

// Tapped opens the day below the pointer.
func (y *Year) Tapped(ev *fyne.PointEvent) {
	Focus(y)
	y.leave(y)
	if d := y.dayAt(ev.Position); d != nil {
		call(y.events.Open, d.Day)
	}
}

// MouseIn shows what is below the pointer.
func (y *Year) MouseIn(ev *desktop.MouseEvent) { y.MouseMoved(ev) }

// MouseMoved shows what is below the pointer.
func (y *Year) MouseMoved(ev *desktop.MouseEvent) {
	y.hoverAt(ev.Position)
	y.point(y.pointed(y.hover), y, ev.Position)
}

func (y *Year) hoverAt(p fyne.Position) {
	day := ""
	if d := y.dayAt(p); d != nil {
		day = d.Day
	}
	if day != y.hover {
		y.hover = day
		y.Refresh()
	}
}

// pointed is a day of which there is something to say.
func (y *Year) pointed(day string) Pointed {
	if day == "" {
		return Pointed{}
	}
	return Pointed{Day: day, All: true}
}

// MouseOut shows nothing as below the pointer.
func (y *Year) MouseOut() {
	y.hover = ""
	y.leave(y)
	y.Refresh()
}

// Cursor is a hand over a day.
func (y *Year) Cursor() desktop.Cursor {
	if y.hover != "" {
		return desktop.PointerCursor
	}
	return desktop.DefaultCursor
}

// FocusGained shows the selected day.
func (y *Year) FocusGained() { y.focused = true; y.Refresh() }

// FocusLost hides the selected day.
func (y *Year) FocusLost() {
	y.focused = false
	y.leave(y)
	y.Refresh()
}

// TypedRune takes no text.
func (y *Year) TypedRune(rune) {}

// TypedKey moves and opens.
func (y *Year) TypedKey(ev *fyne.KeyEvent) {
	switch ev.Name {
	case fyne.KeyLeft:
		call(y.events.Step, -1)
	case fyne.KeyRight:
		call(y.events.Step, 1)
	case fyne.KeyUp:
		call(y.events.Step, -7)
	case fyne.KeyDown:
		call(y.events.Step, 7)
	case fyne.KeyPageUp:
		call(y.events.Page, -1)
	case fyne.KeyPageDown:
		call(y.events.Page, 1)
	case fyne.KeyHome:
		run(y.events.Today)
	case fyne.KeyReturn, fyne.KeyEnter:
		if y.find(y.data.Selected) != nil {
			call(y.events.Open, y.data.Selected)
		}
		return
	}
	y.pointByKeys()
}

// pointByKeys points at the selected day.
func (y *Year) pointByKeys() {
	if !y.focused {
		return
	}
	for m := range y.data.Months {
		for i, d := range y.data.Months[m].Days {
			if d.Day == y.data.Selected {
				at, size := y.cell(m, i)
				y.point(y.pointed(d.Day), y, at.AddXY(0, size.Height))
			}
		}
	}
}

// AccessibilityLabel is the day below the pointer, or the selected one.
func (y *Year) AccessibilityLabel() string {
	for _, day := range []string{y.hover, y.data.Selected} {
		if d := y.find(day); d != nil {
			return d.Label
		}
	}
	return ""
}

// AccessibilityRole is a container.
func (y *Year) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleContainer }
