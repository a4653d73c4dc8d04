package plan

import (
	"context"
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"parvis/data"
	"parvis/data/calendar"
	"parvis/ui/theme"
	"parvis/ui/widgets"
)

// SeriesPorts is what the section of series asks of the desk.
type SeriesPorts interface {
	Series(ctx context.Context, brand data.BrandID) ([]data.Series, error)
	// MadeOf lists what a series was made into, by time.
	MadeOf(ctx context.Context, id data.SeriesID) ([]data.Entry, error)
	// SkipSeries leaves out the occurrence of a day; undo takes it back in.
	SkipSeries(ctx context.Context, id data.SeriesID, day string) (undo func(context.Context) error, err error)
	// DeleteSeries makes no more occurrences; those that were made stay.
	DeleteSeries(ctx context.Context, id data.SeriesID) (undo func(context.Context) error, err error)
	// EndSeries makes no more occurrences and takes away the n posts that are still
	// to come.
	EndSeries(ctx context.Context, id data.SeriesID) (n int, undo func(context.Context) error, err error)
	// ChangeSeries has a series come by another rule from a first time on.
	ChangeSeries(ctx context.Context, id data.SeriesID, rule string, first data.Schedule, armed bool) (undo func(context.Context) error, err error)
}

// nextTimes is how many of the times to come are shown of each series.
const nextTimes = 3

// repeating is one series with what it was made into and when it comes next.
type repeating struct {
	data.Series
	made []data.Entry
	next []calendar.Occurrence
	left int           // times still to come
	last data.Schedule // the last one; zero when there is none
}

// series is the section of what comes back by a rule.
type series struct {
	s      *Screen
	known  bool
	all    []repeating
	scroll *widgets.Scroll
}

func newSeries(s *Screen) *series { return &series{s: s, scroll: page(widgets.NewColumn(0))} }

func (t *series) key() string               { return "series" }
func (t *series) object() fyne.CanvasObject { return t.scroll }
func (t *series) shows(n data.Noun) bool {
	return n == data.SeriesRows || n == data.Posts || n == data.Deliveries
}
func (t *series) retranslate() { t.show() }
func (t *series) forget()      { t.known, t.all = false, nil; t.show() }

// begin writes a post, from which a series is made.
func (t *series) begin() {
	t.s.Shell.NewPostFor("", 0, 0)
	t.s.Shell.Toast(t.s.Words().T("plan.series.begin"), nil)
}

func (t *series) read() {
	brand, now := t.s.Brand().ID, t.s.Clock.Now()
	t.s.Runner.Go("plan.series", func(ctx context.Context) (func(), error) {
		found, err := t.s.Ports.Series(ctx, brand)
		if err != nil {
			return nil, err
		}
		all := make([]repeating, 0, len(found))
		for _, one := range found {
			r := repeating{Series: one}
			if r.made, err = t.s.Ports.MadeOf(ctx, one.ID); err != nil {
				return nil, err
			}
			if r.next, err = coming(one, now); err != nil {
				return nil, err
			}
			if r.left, r.last, err = calendar.Left(one, now); err != nil {
				return nil, err
			}
			all = append(all, r)
		}
		return func() {
			t.known, t.all = true, all
			t.show()
		}, nil
	})
}

// coming are the next times of a series after an instant, but for the days that
// are left out.
func coming(s data.Series, now time.Time) ([]calendar.Occurrence, error) {
	all, err := calendar.Occurrences(s.Rule, s.Model.When, "", "")
	if err != nil || s.Ended {
		return nil, err
	}
	all = slices.DeleteFunc(all, func(o calendar.Occurrence) bool {
		return !o.When.Instant.After(now) || slices.Contains(s.Except, o.When.Wall[:len(data.DayLayout)])
	})
	return all[:min(nextTimes, len(all))], nil
}

// show draws what is known.
func (t *series) show() {
	b := t.s.Words()
	switch {
	case !t.known:
		t.scroll.SetContent(widgets.NewColumn(0))
		return
	case len(t.all) == 0:
		t.scroll.SetContent(emptyPage(theme.IconRefresh,
			b.T("plan.series.empty.title"), b.T("plan.series.empty.text"), b.T("plan.new.series"), t.begin))
		return
	}
	var rows []fyne.CanvasObject
	for _, r := range t.all {
		rows = append(rows, t.row(r))
	}
	t.scroll.SetContent(framed(
		block(b.T("plan.section.series"), b.T("plan.series.why"), divided(rows))))
}

// row is one series: its rule in words, how long it goes on, and its next times.
func (t *series) row(r repeating) fyne.CanvasObject {
	b, name := t.s.Words(), t.name(r)
	more := widgets.NewIconButton(theme.IconDots, b.T("plan.series.more", "Name", name), nil).As(widgets.Quiet)
	more.SetTapped(func() { widgets.ShowMenu(more, t.menu(r)) })
	head := widgets.NewRow(12, widgets.Stretch(widgets.NewColumn(2,
		widgets.NewLabel(name, theme.Strip, theme.SemiBold, theme.Ink).Shrinking(),
		widgets.NewLabel(ruleText(b, r.Series), theme.Strip, theme.Regular, theme.Ink).Wrapping(),
		widgets.NewNote(t.end(r)))),
		changer(b.T("plan.edit", "Name", name), func() { newSeriesForm(t, r).open() }), more)
	column := widgets.NewColumn(4, head)
	for _, o := range r.next {
		column.Add(t.time(r, o))
	}
	return column
}

func (t *series) name(r repeating) string {
	if text := r.Model.Headline(); text != "" {
		return text
	}
	return t.s.Words().T("plan.again.untitled")
}

// end says how long a series goes on, and whether its posts go out by themselves.
func (t *series) end(r repeating) string {
	b := t.s.Words()
	text := b.T("plan.series.over")
	if r.left > 0 {
		text = b.N("plan.series.left", r.left, "Day", dayText(b, r.last.Wall[:len(data.DayLayout)]))
	}
	armed := "plan.series.drafts"
	if r.Armed {
		armed = "plan.series.armed"
	}
	return b.T("common.pair", "A", text, "B", b.T(armed))
}

// time is one of the next times: its post, once it is made, and the way to leave
// it out.
func (t *series) time(r repeating, o calendar.Occurrence) fyne.CanvasObject {
	b := t.s.Words()
	when := b.ShortDateTime(o.When.Instant.In(t.s.zone()))
	row := widgets.NewRow(12, widgets.NewFixed(150, widgets.NewLabel(when, theme.Strip, theme.Medium, theme.Ink).Shrinking()))
	i := slices.IndexFunc(r.made, func(e data.Entry) bool { return e.Due.Equal(o.When.Instant) })
	if i >= 0 {
		look := widgets.LookOf(r.made[i])
		row.Add(widgets.NewPill(b.Standing(r.made[i]), look.Tone).WithIcon(look.Icon))
		row.Add(widgets.NewLink(b.T("plan.again.open"), func() { t.s.Shell.OpenPost(r.made[i].Post) }))
	} else {
		row.Add(widgets.NewLabel(b.T("plan.series.later"), theme.Label, theme.Regular, theme.Muted))
	}
	day := o.When.Wall[:len(data.DayLayout)]
	row.Add(widgets.NewLink(b.T("plan.series.skip"), func() { t.skip(r, day) }))
	return row
}

// menu is what else can be done with a series.
func (t *series) menu(r repeating) []widgets.MenuItem {
	b := t.s.Words()
	return []widgets.MenuItem{
		{Text: b.T("plan.series.posts"), Icon: theme.IconCalendar, Run: func() { t.posts(r) }, Disabled: len(r.made) == 0},
		{},
		{Text: b.T("plan.series.stop"), Icon: theme.IconPause, Run: func() { t.stop(r) }},
		{Text: b.T("plan.series.drop"), Icon: theme.IconTrash, Danger: true, Run: func() { t.drop(r) }},
	}
}

func (t *series) skip(r repeating, day string) {
	b := t.s.Words()
	said := b.T("plan.series.skipped", "Name", t.name(r), "Day", dayText(b, day))
	t.s.Runner.Go("plan.series.skip", func(ctx context.Context) (func(), error) {
		undo, err := t.s.Ports.SkipSeries(ctx, r.ID, day)
		return t.done(said, undo), err
	})
}

func (t *series) stop(r repeating) {
	said := t.s.Words().T("plan.series.stopped", "Name", t.name(r))
	t.s.Runner.Go("plan.series.stop", func(ctx context.Context) (func(), error) {
		undo, err := t.s.Ports.DeleteSeries(ctx, r.ID)
		return t.done(said, undo), err
	})
}

func (t *series) drop(r repeating) {
	t.s.Runner.Go("plan.series.stop", func(ctx context.Context) (func(), error) {
		n, undo, err := t.s.Ports.EndSeries(ctx, r.ID)
		return func() { t.done(t.s.Words().N("plan.series.dropped", n, "Name", t.name(r)), undo)() }, err
	})
}

// done says what was done, offers to take it back and reads again.
func (t *series) done(said string, undo func(context.Context) error) func() {
	return func() {
		t.s.Shell.Toast(said, t.s.undoing(undo))
		t.read()
	}
}

// postsHeight is the height of all but the list of a series' posts.
const postsHeight float32 = 190

// posts lists what a series was made into, the newest first.
func (t *series) posts(r repeating) {
	b, column := t.s.Words(), widgets.NewColumn(0)
	var sheet *widgets.Overlay
	for i, e := range slices.Backward(r.made) {
		if slices.ContainsFunc(r.made[i+1:], func(o data.Entry) bool { return o.Post == e.Post }) {
			continue
		}
		look := widgets.LookOf(e)
		text := widgets.RowText{Lead: b.DayMonth(e.Due.In(t.s.zone())), Title: strings.TrimSpace(e.Headline), Pill: b.Standing(e), Tone: look.Tone}
		column.Add(widgets.NewPressRow(text, func() {
			sheet.Close()
			t.s.Shell.OpenPost(e.Post)
		}))
	}
	scroll := widgets.NewScroll(column)
	scroll.UpTo(t.s.Canvas().Size().Height - postsHeight)
	leave := widgets.NewButton(b.T("common.close"), func() { sheet.Close() })
	leave.SetEscape(func() { sheet.Close() })
	sheet = widgets.ShowSheet(t.s.Canvas(), formWidth, 0, false, widgets.NewColumn(14,
		widgets.NewLabel(t.name(r), theme.Panel, theme.Bold, theme.Ink).Shrinking(), scroll, widgets.NewFlow(0, 0, leave)), nil)
	widgets.Focus(leave)
}
