package plan

import (
	"context"
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/layout"

	"parvis/data"
	"parvis/data/calendar"
	"parvis/ui/theme"
	"parvis/ui/widgets"
)

// DatesPorts is what the section of key dates asks of the desk.
type DatesPorts interface {
	// KeyDates lists what touches the days from one to another, both included, as
	// the brand keeps it.
	KeyDates(ctx context.Context, brand data.BrandID, from, to string) ([]calendar.KeyDate, error)
}

// monthsShown is how many months are drawn at first, and how many more each time
// more are asked for: a whole year would hold the window up.
const monthsShown = 4

// dates is the section of the key dates of the coming year.
type dates struct {
	s       *Screen
	known   bool
	line    data.Line
	all     []calendar.KeyDate
	kind    calendar.DateKind // that is shown; "": all
	months  int               // that have dates and are shown
	filters *fyne.Container
	scroll  *widgets.Scroll
	body    *fyne.Container
}

func newDates(s *Screen) *dates {
	t := &dates{s: s, months: monthsShown, filters: widgets.NewFlow(6, 6), scroll: page(widgets.NewColumn(0))}
	head := widgets.NewInset(12, theme.Margin, 0, theme.Margin, t.filters)
	t.body = widgets.NewFrame(0, head, t.scroll, nil)
	return t
}

func (t *dates) key() string               { return "dates" }
func (t *dates) object() fyne.CanvasObject { return t.body }
func (t *dates) shows(n data.Noun) bool    { return n == data.Lines }
func (t *dates) begin()                    { t.edit(data.OwnDate{}) }
func (t *dates) retranslate()              { t.show() }
func (t *dates) forget() {
	t.known, t.line, t.all, t.months = false, data.Line{}, nil, monthsShown
	t.show()
}

func (t *dates) read() {
	brand, now := t.s.Brand().ID, t.s.Clock.Now().In(t.s.zone())
	from, to := now.Format(data.DayLayout), now.AddDate(1, 0, -1).Format(data.DayLayout)
	t.s.Runner.Go("plan.dates", func(ctx context.Context) (func(), error) {
		l, err := t.s.Ports.Line(ctx, brand)
		if err != nil {
			return nil, err
		}
		all, err := t.s.Ports.KeyDates(ctx, brand, from, to)
		return func() {
			t.known, t.line, t.all = true, l, all
			t.show()
		}, err
	})
}

// show draws what is known: a block a month.
func (t *dates) show() {
	b := t.s.Words()
	if !t.known {
		t.scroll.SetContent(widgets.NewColumn(0))
		return
	}
	t.showFilters()
	column := widgets.NewColumn(12, widgets.NewNote(t.whose()))
	var month *fyne.Container
	title, months := "", 0
	for _, d := range t.all {
		if t.kind != "" && d.Kind != t.kind {
			continue
		}
		if name := b.MonthTitle(dayOf(d.From)); name != title {
			if months++; months > t.months {
				column.Add(widgets.NewFlow(0, 0, widgets.NewButton(b.T("plan.dates.more"), func() {
					t.months += monthsShown
					t.show()
				})))
				break
			}
			title, month = name, widgets.NewColumn(10)
			column.Add(widgets.NewCard(widgets.NewColumn(10, widgets.NewTitle(title), month)))
		} else {
			month.Add(widgets.NewDivider(false))
		}
		month.Add(t.row(d))
	}
	if title == "" {
		column.Add(widgets.NewLabel(b.T("plan.dates.none"), theme.Strip, theme.Regular, theme.Ink).Wrapping())
	}
	if hidden := t.line.Dates.Hidden; len(hidden) > 0 {
		column.Add(t.hidden(hidden))
	}
	t.scroll.SetContent(widgets.NewInset(12, theme.Margin, 24, theme.Margin, widgets.NewMeasure(pageWidth, column)))
	t.body.Refresh()
}

// whose says for which place and trade the dates are.
func (t *dates) whose() string {
	b := t.s.Words()
	return b.T("plan.dates.why", "Place", placeText(b, t.line), "Trade", tradeText(b, t.line.Trade))
}

// showFilters offers one kind or all, and the reminder of the kind.
func (t *dates) showFilters() {
	b := t.s.Words()
	t.filters.Objects = nil
	for _, kind := range append([]calendar.DateKind{""}, calendar.Kinds()...) {
		name, tone, icon := b.T("plan.dates.all"), widgets.ToneNeutral, theme.IconNone
		if kind != "" {
			name = b.T("keydate.kind." + string(kind))
		}
		if kind == t.kind {
			tone, icon = widgets.ToneAccent, theme.IconCheck
		}
		pill := widgets.NewPillButton(name, func() {
			t.kind = kind
			t.show()
		}).WithTrailing(icon)
		pill.Set(name, tone)
		t.filters.Add(pill)
	}
	if t.kind != "" {
		t.filters.Add(widgets.NewLink(t.leadOfKind(), t.remindKind))
	}
	t.filters.Refresh()
}

// leadOfKind says how many days ahead a kind is reminded of.
func (t *dates) leadOfKind() string {
	b := t.s.Words()
	days, set := t.line.Dates.Leads[string(t.kind)]
	switch {
	case !set:
		return b.T("plan.dates.kind.unset")
	case days == 0:
		return b.T("plan.dates.kind.never")
	}
	return b.N("plan.dates.kind.lead", days)
}

// row is one key date: its days, name, kind and what to say, with what can be done.
func (t *dates) row(d calendar.KeyDate) fyne.CanvasObject {
	b, name := t.s.Words(), d.Title(t.s.Words().T)
	when := b.ShortDate(dayOf(d.From))
	if d.From != d.To {
		when = b.DateRange(dayOf(d.From), dayOf(d.To))
	}
	about := b.T("keydate.kind." + string(d.Kind))
	if d.Lead > 0 {
		about = b.T("common.pair", "A", about, "B", b.N("plan.dates.lead", d.Lead))
	}
	text := widgets.NewColumn(2, widgets.NewLabel(name, theme.Strip, theme.SemiBold, theme.Ink).Wrapping(), widgets.NewNote(about))
	for _, angle := range t.angles(d) {
		text.Add(widgets.NewLabel(angle, theme.Label, theme.Regular, theme.Ink).Wrapping())
	}
	more := widgets.NewIconButton(theme.IconDots, b.T("plan.series.more", "Name", name), nil).As(widgets.Quiet)
	more.SetTapped(func() { widgets.ShowMenu(more, t.menu(d)) })
	return widgets.NewRow(12, widgets.NewFixed(150, widgets.NewLabel(when, theme.Strip, theme.Medium, theme.Ink).Wrapping()),
		widgets.Stretch(text), widgets.NewLink(b.T("plan.dates.write"), func() { t.s.Shell.NewPostFor(t.from(d), 0, 0) }), more)
}

// angles are what one may say on a day.
func (t *dates) angles(d calendar.KeyDate) (all []string) {
	for _, key := range d.Angles {
		all = append(all, t.s.Words().T(key))
	}
	if d.Note != "" {
		all = append(all, d.Note)
	}
	return all
}

// from is the day that a post about a date is begun for: its first one, or today
// when it is under way.
func (t *dates) from(d calendar.KeyDate) string {
	return max(d.From, t.s.Clock.Now().In(t.s.zone()).Format(data.DayLayout))
}

func (t *dates) menu(d calendar.KeyDate) []widgets.MenuItem {
	b := t.s.Words()
	items := []widgets.MenuItem{{Text: b.T("plan.dates.remind"), Icon: theme.IconClock, Run: func() { t.remind(d) }}, {}}
	if d.Kind != calendar.Own {
		return append(items, widgets.MenuItem{Text: b.T("plan.dates.hide"), Icon: theme.IconClose, Run: func() { t.hide(d) }})
	}
	i := slices.IndexFunc(t.line.Dates.Own, func(o data.OwnDate) bool { return o.ID == d.ID })
	if i < 0 {
		return items
	}
	own := t.line.Dates.Own[i]
	return append(items,
		widgets.MenuItem{Text: b.T("common.edit"), Icon: theme.IconPencil, Run: func() { t.edit(own) }},
		widgets.MenuItem{Text: b.T("common.delete"), Icon: theme.IconTrash, Danger: true, Run: func() { t.remove(own) }})
}

// hidden lists what is not shown, each with the way back.
func (t *dates) hidden(ids []string) fyne.CanvasObject {
	b := t.s.Words()
	links := widgets.NewFlow(12, 6)
	for _, id := range ids {
		name := b.T("keydate." + id)
		links.Add(widgets.NewLink(b.T("plan.dates.unhide", "Name", name), func() {
			t.keep(func(d *data.Dates) {
				d.Hidden = slices.DeleteFunc(d.Hidden, func(o string) bool { return o == id })
			}, b.T("plan.dates.shown", "Name", name))
		}))
	}
	return block(b.N("plan.dates.hidden", len(ids)), b.T("plan.dates.hidden.why"), widgets.NewRow(0, widgets.Stretch(links), layout.NewSpacer()))
}

func (t *dates) hide(d calendar.KeyDate) {
	t.keep(func(to *data.Dates) { to.Hidden = append(to.Hidden, d.ID) },
		t.s.Words().T("plan.dates.hid", "Name", d.Title(t.s.Words().T)))
}

func (t *dates) remove(o data.OwnDate) {
	t.keep(func(to *data.Dates) {
		to.Own = slices.DeleteFunc(to.Own, func(one data.OwnDate) bool { return one.ID == o.ID })
		delete(to.Lead, o.ID)
	}, t.s.Words().T("plan.dates.removed", "Name", o.Name))
}

// dayOf reads a day that was made by the program.
func dayOf(day string) time.Time {
	at, err := time.Parse(data.DayLayout, strings.TrimSpace(day))
	if err != nil {
		return time.Time{}
	}
	return at
}
