package calendar

import (
	"math"
	"strconv"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"parvis/data"
	"parvis/data/words"
	"parvis/ui/theme"
	"parvis/ui/widgets"
)

// header is the bar above the calendar: what is shown, the way to earlier and
// later, the layouts, the filter, and at its right what the shell puts there.
type header struct {
	title   *widgets.Label
	earlier *widgets.Button
	today   *widgets.Button
	later   *widgets.Button
	modes   *widgets.Segmented
	filter  *widgets.PillButton
	funnel  *widgets.Button // the filter where there is no room for its words
	ideas   *widgets.PillButton
	bulb    *widgets.Button // the ideas where there is no room for the word
	widest  float32         // of the titles of the months, so that nothing moves from one to the next
	bar     *bar
	object  *fyne.Container
}

func modes() []mode { return []mode{dayMode, weekMode, monthMode, yearMode, listMode} }

func newHeader(s *Screen, corner fyne.CanvasObject) *header {
	h := &header{title: widgets.NewLabel("", theme.Title, theme.Bold, theme.Ink)}
	h.earlier = widgets.NewIconButton(theme.IconChevronLeft, "", func() { s.step(-1) })
	h.today = widgets.NewButton("", s.toToday)
	h.later = widgets.NewIconButton(theme.IconChevronRight, "", func() { s.step(1) })
	h.modes = widgets.NewSegmented(nil, 0, func(i int) { s.setMode(modes()[i]) })
	h.filter = widgets.NewPillButton("", func() { s.openFilter(h.filter) })
	h.funnel = widgets.NewIconButton(theme.IconFilter, "", func() { s.openFilter(h.funnel) })
	h.ideas = widgets.NewPillButton("", s.toggleIdeas).WithTrailing(theme.IconBulb)
	h.bulb = widgets.NewButton("", s.toggleIdeas).WithIcon(theme.IconBulb)
	objects := []fyne.CanvasObject{
		widgets.NewDivider(false), h.title, h.earlier, h.today, h.later, h.modes, h.filter, h.funnel, h.ideas, h.bulb,
	}
	if corner != nil {
		objects = append(objects, corner)
	}
	h.bar = &bar{h: h, corner: corner}
	h.object = container.New(h.bar, objects...)
	return h
}

// show words the header for what the model shows.
func (h *header) show(b *words.Book, m *model) {
	h.title.SetText(title(b, m))
	h.widest = widestMonth(b)
	h.today.SetText(b.T("date.today"))
	h.earlier.SetName(b.T("calendar.earlier"))
	h.later.SetName(b.T("calendar.later"))
	h.funnel.SetName(b.T("calendar.filter"))
	h.ideas.Set(ideasName(b, m), widgets.ToneNeutral)
	h.bulb.SetName(ideasName(b, m))
	h.bulb.SetText("")
	if n := len(m.ideas.all); n > 0 {
		h.bulb.SetText(b.Number(int64(n)))
	}
	h.modes.SetOptions(modeNames(b))
	for i, mode := range modes() {
		if mode == m.mode {
			h.modes.Select(i)
		}
	}
	tone := widgets.ToneNeutral
	if !m.filter.usual(m.accounts) {
		tone = widgets.ToneAccent
	}
	h.filter.Set(filterName(b, m), tone)
	h.object.Refresh()
}

func modeNames(b *words.Book) (names []string) {
	for _, m := range modes() {
		names = append(names, b.T("calendar."+string(m)))
	}
	return names
}

// title names the period: "Novembre 2026", "16 – 22 nov. 2026".
func title(b *words.Book, m *model) string {
	switch m.mode {
	case dayMode:
		return b.DayTitle(date(m.anchor))
	case yearMode:
		return strconv.Itoa(date(m.anchor).Year())
	case weekMode:
		if bounds, err := m.bounds(); err == nil && len(bounds) > 0 {
			return b.WeekRange(bounds[0].In(m.zone))
		}
	case listMode:
		return b.T("calendar.from", "Date", b.DayMonth(date(m.day)))
	}
	return b.MonthTitle(date(m.anchor))
}

func widestMonth(b *words.Book) float32 {
	w := float32(0)
	for month := time.January; month <= time.December; month++ {
		name := b.MonthTitle(time.Date(2000, month, 1, 0, 0, 0, 0, time.UTC))
		w = max(w, theme.Measure(name, theme.Title, theme.Bold).Width)
	}
	return float32(math.Ceil(float64(w)))
}

func (h *header) titleWidth() float32 { return max(h.widest, h.title.MinSize().Width) }

// filterName says which accounts are shown, and that states are filtered.
func filterName(b *words.Book, m *model) string {
	name := b.T("calendar.filter.all")
	if shown := m.filter.accounts(m.accounts); len(shown) == 1 {
		name = accountName(b, m, shown[0])
	} else if len(shown) > 1 {
		name = b.N("calendar.filter.some", len(shown))
	}
	if c, ok := m.campaign(m.filter.Campaign); ok {
		name = b.T("calendar.filter.campaign", "Accounts", name, "Campaign", c.Name)
	}
	if m.filter.Groups != nil {
		name = b.T("calendar.filter.with", "Accounts", name)
	}
	return name
}

func accountName(b *words.Book, m *model, id data.AccountID) string {
	a, ok := m.account(id)
	switch {
	case !ok:
		return b.T("calendar.no_account")
	case a.Name != "":
		return a.Name
	case a.Handle != "":
		return a.Handle
	}
	return networkName(b, a.Network)
}

// bar lays the header out: on one row where it fits, first giving up the words
// of the filter and of the ideas; otherwise the title and the corner above, the rest below.
type bar struct {
	h      *header
	corner fyne.CanvasObject
	width  float32 // last given
}

const (
	barGap       float32 = 12
	cornerRoom   float32 = 16  // between the controls and the corner
	cornerWidest float32 = 410 // search and the button as in design/week.png
	secondRow    float32 = theme.ControlHeight + 10
)

// controls are what follows the title; compact leaves the filter's words out.
func (l *bar) controls(compact bool) []fyne.CanvasObject {
	filter, ideas := fyne.CanvasObject(l.h.filter), fyne.CanvasObject(l.h.ideas)
	if compact {
		filter, ideas = l.h.funnel, l.h.bulb
	}
	return []fyne.CanvasObject{l.h.earlier, l.h.today, l.h.later, l.h.modes, filter, ideas}
}

func rowWidth(objects []fyne.CanvasObject) float32 {
	w := float32(0)
	for _, o := range objects {
		w += barGap + o.MinSize().Width
	}
	return w
}

// cornerMin is what the corner needs; one that is hidden or has no width, as
// when the shell shows it elsewhere, needs nothing.
func (l *bar) cornerMin() float32 {
	if l.corner == nil || !l.corner.Visible() || l.corner.MinSize().Width == 0 {
		return 0
	}
	return cornerRoom + l.corner.MinSize().Width
}

// arrange says how the header fits into a width.
func (l *bar) arrange(width float32) (compact, twoRows bool) {
	room := width - 2*theme.Margin - l.h.titleWidth() - l.cornerMin()
	if rowWidth(l.controls(false)) <= room {
		return false, false
	}
	if rowWidth(l.controls(true)) <= room {
		return true, false
	}
	return rowWidth(l.controls(false))-barGap > width-2*theme.Margin, true
}

func (l *bar) height(width float32) float32 {
	if _, twoRows := l.arrange(width); twoRows {
		return theme.HeaderHeight + secondRow
	}
	return theme.HeaderHeight
}

// Layout places everything; the first object is the line below.
func (l *bar) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	l.width = size.Width
	compact, twoRows := l.arrange(size.Width)
	place(objects[0], 0, size.Height-1, size.Width, 1)
	show(l.h.filter, !compact)
	show(l.h.funnel, compact)
	show(l.h.ideas, !compact)
	show(l.h.bulb, compact)
	middle := (theme.HeaderHeight - 1) / 2
	x := theme.Margin
	title := fyne.NewSize(l.h.titleWidth(), l.h.title.MinSize().Height)
	place(l.h.title, x, middle-title.Height/2, title.Width, title.Height)
	x += title.Width + barGap
	if l.cornerMin() > 0 {
		left := theme.Margin + title.Width + cornerRoom
		if !twoRows {
			left += rowWidth(l.controls(compact))
		}
		least := l.corner.MinSize()
		w := max(least.Width, min(size.Width-theme.Margin-left, cornerWidest))
		place(l.corner, size.Width-theme.Margin-w, middle-least.Height/2, w, least.Height)
	}
	if twoRows {
		x, middle = theme.Margin, theme.HeaderHeight-4+theme.ControlHeight/2
	}
	for _, o := range l.controls(compact) {
		least := o.MinSize()
		place(o, x, middle-least.Height/2, least.Width, least.Height)
		x += least.Width + barGap
	}
}

// MinSize is the narrow form's width and the height at the last width.
func (l *bar) MinSize([]fyne.CanvasObject) fyne.Size {
	above := l.h.titleWidth() + l.cornerMin()
	below := rowWidth(l.controls(true)) - barGap
	return fyne.NewSize(max(above, below)+2*theme.Margin, l.height(l.width))
}

func show(o fyne.CanvasObject, visible bool) {
	switch {
	case visible && !o.Visible():
		o.Show()
	case !visible && o.Visible():
		o.Hide()
	}
}
