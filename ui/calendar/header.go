package calendar

import (
	"math"
	"slices"
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
	counted *widgets.Button // the ideas where there is no room for the word
	bulb    *widgets.Button // and where there is none for their number either
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
	h.counted = widgets.NewButton("", s.toggleIdeas).WithIcon(theme.IconBulb)
	h.bulb = widgets.NewIconButton(theme.IconBulb, "", s.toggleIdeas)
	objects := []fyne.CanvasObject{
		widgets.NewDivider(false), h.title, h.earlier, h.today, h.later, h.modes, h.filter, h.funnel, h.ideas, h.counted, h.bulb,
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
	h.counted.SetName(ideasName(b, m))
	h.counted.SetText(b.Number(int64(len(m.ideas.all))))
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

// grown tells whether it needs another height than it has: a longer title takes
// the rest to a second row.
func (h *header) grown() bool {
	size := h.object.Size()
	return size.Width > 0 && h.bar.height(size.Width) != size.Height
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

// terse is how many words the controls give up.
type terse int

const (
	wordy   terse = iota
	iconic        // the words of the filter and of the ideas
	tersest       // the number of ideas too
)

// controls are what follows the title.
func (l *bar) controls(t terse) []fyne.CanvasObject {
	filter, ideas := fyne.CanvasObject(l.h.funnel), fyne.CanvasObject(l.h.bulb)
	switch t {
	case wordy:
		filter, ideas = l.h.filter, l.h.ideas
	case iconic:
		ideas = l.h.counted
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
func (l *bar) arrange(width float32) (t terse, twoRows bool) {
	room := width - 2*theme.Margin - l.h.titleWidth() - l.cornerMin()
	for t = wordy; t <= tersest; t++ {
		if rowWidth(l.controls(t)) <= room {
			return t, false
		}
	}
	for t = wordy; t < tersest; t++ {
		if rowWidth(l.controls(t))-barGap <= width-2*theme.Margin {
			break
		}
	}
	return t, true
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
	t, twoRows := l.arrange(size.Width)
	controls := l.controls(t)
	place(objects[0], 0, size.Height-1, size.Width, 1)
	for _, o := range []fyne.CanvasObject{l.h.filter, l.h.funnel, l.h.ideas, l.h.counted, l.h.bulb} {
		show(o, slices.Contains(controls, o))
	}
	middle := (theme.HeaderHeight - 1) / 2
	x := theme.Margin
	title := fyne.NewSize(l.h.titleWidth(), l.h.title.MinSize().Height)
	place(l.h.title, x, middle-title.Height/2, title.Width, title.Height)
	x += title.Width + barGap
	if l.cornerMin() > 0 {
		left := theme.Margin + title.Width + cornerRoom
		if !twoRows {
			left += rowWidth(controls)
		}
		least := l.corner.MinSize()
		w := max(least.Width, min(size.Width-theme.Margin-left, cornerWidest))
		place(l.corner, size.Width-theme.Margin-w, middle-least.Height/2, w, least.Height)
	}
	if twoRows {
		x, middle = theme.Margin, theme.HeaderHeight-4+theme.ControlHeight/2
	}
	for _, o := range controls {
		least := o.MinSize()
		place(o, x, middle-least.Height/2, least.Width, least.Height)
		x += least.Width + barGap
	}
}

// MinSize is the narrow form's width and the height at the last width.
func (l *bar) MinSize([]fyne.CanvasObject) fyne.Size {
	above := l.h.titleWidth() + l.cornerMin()
	below := rowWidth(l.controls(tersest)) - barGap
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
