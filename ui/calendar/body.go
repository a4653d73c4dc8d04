package calendar

import (
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"parvis/data"
	"parvis/data/words"
	"parvis/ui/theme"
	"parvis/ui/widgets"
)

// body is everything below the header: what to do first or the figures, the
// month, the week or the list, and a word below what is empty.
type body struct {
	first *invitation
	tiles []*widgets.KPI
	strip *fyne.Container
	month *widgets.Month
	week  *widgets.Week
	year  *widgets.Year
	list  *list
	empty *hint
	acts  *choiceBar
	stand *widgets.Box   // below the acts where they stand in the place of the figures
	best  *widgets.Label // what the tinted hours are

	object *fyne.Container
}

func newBody(s *Screen) *body {
	b := &body{first: newInvitation(s.Shell.Connect), empty: newHint()}
	for range usualFigures() {
		b.tiles = append(b.tiles, widgets.NewKPI())
	}
	b.strip = container.New(&tiles{})
	for _, k := range b.tiles {
		b.strip.Add(k)
	}
	b.month, b.week, b.year, b.list = newMonth(s), newWeek(s), newYear(s), newList(s)
	b.acts = newChoiceBar(s)
	b.stand = widgets.NewBox(theme.Card, theme.Border, theme.RadiusCard)
	b.best = widgets.NewLabel("", theme.Label, theme.Regular, theme.Muted).Shrinking()
	b.empty.button.SetTapped(func() {
		if s.m.filter.usual(s.m.accounts) {
			s.write(s.m.day)
			return
		}
		s.showEverything()
	})
	b.empty.table.SetTapped(s.Shell.ImportPosts)
	b.object = container.New(bodyLayout{b}, b.first.object, b.strip, b.month, b.week, b.year, b.list.object, b.best, b.empty.object, b.stand, b.acts.object)
	return b
}

// usualFigures keep their places while they are read.
func usualFigures() []data.IndicatorName {
	return []data.IndicatorName{data.IndicatorFollowers, data.IndicatorEngagement, data.IndicatorReach, data.IndicatorSent}
}

func (b *body) show(w *words.Book, m *model) {
	alone := m.known && len(m.accounts) == 0
	show(b.first.object, alone && m.mode != listMode)
	figures := !alone && m.mode == monthMode
	// In the place of the figures, so that the month keeps its rows and all that is
	// chosen stays in sight.
	show(b.stand, figures && len(m.chosen) > 0)
	show(b.strip, figures && len(m.chosen) == 0)
	show(b.month, m.mode == monthMode)
	show(b.week, m.hours())
	show(b.year, m.mode == yearMode)
	show(b.list.object, m.mode == listMode)
	b.first.show(w)
	b.showFigures(w, m)
	switch m.mode {
	case monthMode:
		b.month.Set(monthData(w, m))
	case weekMode, dayMode:
		b.week.Set(weekData(w, m))
	case yearMode:
		b.year.Set(yearData(w, m))
	case listMode:
		b.list.show(w, m)
	}
	b.best.SetText(bestNote(w, m))
	show(b.best, m.hours() && b.best.Text() != "")
	b.showEmpty(w, m)
	b.acts.show(w, m)
	b.object.Refresh()
}

func (b *body) showFigures(w *words.Book, m *model) {
	for i, name := range usualFigures() {
		if i < len(m.figures) {
			b.tiles[i].Set(figureOf(w, m.figures[i], m.shownAccounts()))
			continue
		}
		b.tiles[i].Set(widgets.Figure{Label: w.T("indicator." + string(name))})
	}
}

func (b *body) showEmpty(w *words.Book, m *model) {
	show(b.empty.object, m.mode != listMode && m.empty() && len(m.chosen) == 0)
	show(b.empty.table, m.filter.usual(m.accounts))
	b.empty.table.SetText(w.T("calendar.empty.import"))
	text, do := "calendar.empty."+string(m.mode), "calendar.empty.action"
	if !m.filter.usual(m.accounts) {
		text, do = "calendar.empty.filtered", "calendar.filter.reset"
	}
	b.empty.text.SetText(w.T(text))
	b.empty.button.SetText(w.T(do))
}

func (b *body) focus(m mode) {
	switch m {
	case monthMode:
		b.month.Focus()
	case weekMode, dayMode:
		b.week.Focus()
	case yearMode:
		b.year.Focus()
	case listMode:
		b.list.focus()
	}
}

// invitation is what stands in the place of the figures while there is no
// account to have any.
type invitation struct {
	title, text *widgets.Label
	button      *widgets.Button
	object      *fyne.Container
}

func newInvitation(connect func()) *invitation {
	i := &invitation{
		title:  widgets.NewLabel("", theme.Body, theme.SemiBold, theme.Ink).Wrapping(),
		text:   widgets.NewLabel("", theme.Strip, theme.Regular, theme.Muted).Wrapping(),
		button: widgets.NewPrimary("", connect),
	}
	i.object = widgets.NewCard(widgets.NewRow(16, widgets.Stretch(widgets.NewColumn(4, layout.NewSpacer(), i.title, i.text, layout.NewSpacer())), i.button))
	return i
}

func (i *invitation) show(w *words.Book) {
	i.title.SetText(w.T("calendar.first.title"))
	i.text.SetText(w.T("calendar.first.text"))
	i.button.SetText(w.T("calendar.first.action"))
}

// hint is one line below an empty month or week, with the first steps.
type hint struct {
	text   *widgets.Label
	button *widgets.Button
	table  *widgets.Button // takes posts from a table
	object *fyne.Container
}

func newHint() *hint {
	h := &hint{
		text:   widgets.NewLabel("", theme.Strip, theme.Regular, theme.Muted).Shrinking(),
		button: widgets.NewButton("", nil).As(widgets.Quiet),
		table:  widgets.NewButton("", nil).As(widgets.Quiet),
	}
	h.object = widgets.NewRow(4, h.text, h.button, h.table, layout.NewSpacer())
	return h
}

// bodyLayout gives the month, the week or the list what the rest leaves.
type bodyLayout struct{ b *body }

const (
	bodyTop    float32 = 14
	bodyBottom float32 = 16
	bodyGap    float32 = 12
)

// Layout stacks what is visible.
func (l bodyLayout) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	width := size.Width - 2*theme.Margin
	y, bottom := bodyTop, size.Height-bodyBottom
	for _, o := range []fyne.CanvasObject{l.b.first.object, l.b.strip} {
		if o.Visible() {
			h := l.b.topHeight(o, width)
			place(o, theme.Margin, y, width, h)
			y += h + bodyGap
		}
	}
	if l.b.stand.Visible() {
		h, acts := l.b.topHeight(l.b.strip, width), l.b.acts.object
		place(l.b.stand, theme.Margin, y, width, h)
		place(acts, theme.Margin+14, y+(h-acts.MinSize().Height)/2, width-28, acts.MinSize().Height)
		y += h + bodyGap
	}
	for _, o := range []fyne.CanvasObject{l.b.best, l.b.empty.object, l.b.acts.object} {
		if o.Visible() && !(o == l.b.acts.object && l.b.stand.Visible()) {
			h := o.MinSize().Height
			place(o, theme.Margin, bottom-h+6, width, h)
			bottom -= h
		}
	}
	for _, o := range []fyne.CanvasObject{l.b.month, l.b.week, l.b.year, l.b.list.object} {
		if o.Visible() {
			place(o, theme.Margin, y, width, max(0, bottom-y))
		}
	}
}

// topHeight is the same for the figures and for what stands in their place.
func (b *body) topHeight(o fyne.CanvasObject, width float32) float32 {
	h := (&tiles{width: width}).MinSize(b.strip.Objects).Height
	if o == fyne.CanvasObject(b.strip) {
		return h
	}
	return max(h, widgets.HeightFor(o, width))
}

// MinSize is small: a window is never held open by a calendar.
func (l bodyLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(480, 360) }

// tiles lays the figures side by side, two by two where it is narrow.
type tiles struct{ width float32 }

func (l *tiles) columns(width float32, n int) int {
	const least = 120
	if width > 0 && width < float32(n)*(least+bodyGap)-bodyGap {
		return (n + 1) / 2
	}
	return n
}

// Layout rounds edges one by one, so that tiles differ by a unit at most.
func (l *tiles) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	l.width = size.Width
	n := l.columns(size.Width, len(objects))
	edge := func(i int) float32 {
		return float32(math.Round(float64((size.Width + bodyGap) * float32(i) / float32(n))))
	}
	for i, o := range objects {
		x, h := edge(i%n), o.MinSize().Height
		place(o, x, float32(i/n)*(h+bodyGap), edge(i%n+1)-x-bodyGap, h)
	}
}

// MinSize is for the width that was given last.
func (l *tiles) MinSize(objects []fyne.CanvasObject) fyne.Size {
	if len(objects) == 0 {
		return fyne.Size{}
	}
	n := l.columns(l.width, len(objects))
	rows := float32((len(objects) + n - 1) / n)
	return fyne.NewSize(240, rows*(objects[0].MinSize().Height+bodyGap)-bodyGap)
}

// newPage puts the header above the body; what floats lies over both, wherever it
// moves itself.
func newPage(h *header, body fyne.CanvasObject, floats ...fyne.CanvasObject) *fyne.Container {
	return container.New(pageLayout{h}, append([]fyne.CanvasObject{h.object, body}, floats...)...)
}

type pageLayout struct{ h *header }

// Layout gives the header the height that it needs at the width.
func (l pageLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	top := l.h.bar.height(size.Width)
	place(objects[0], 0, 0, size.Width, top)
	place(objects[1], 0, top, size.Width, max(0, size.Height-top))
}

// MinSize is that of the two, one above the other.
func (l pageLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	a, b := objects[0].MinSize(), objects[1].MinSize()
	return fyne.NewSize(max(a.Width, b.Width), a.Height+b.Height)
}

// place puts an object on whole units.
func place(o fyne.CanvasObject, x, y, w, h float32) {
	whole := func(v float32) float32 { return float32(math.Round(float64(v))) }
	o.Move(fyne.NewPos(whole(x), whole(y)))
	o.Resize(fyne.NewSize(whole(x+w)-whole(x), whole(y+h)-whole(y)))
}
