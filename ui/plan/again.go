package plan

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/layout"

	"parvis/data"
	"parvis/data/calendar"
	"parvis/ui/theme"
	"parvis/ui/widgets"
)

// AgainPorts is what the section of posts that come back asks of the desk.
type AgainPorts interface {
	// Evergreens lists what comes back, that which was not out for longest first.
	Evergreens(ctx context.Context, brand data.BrandID) ([]data.Evergreen, error)
	// SetAgain has a post come back after so many days at the soonest, 0 for never;
	// undo sets what was before.
	SetAgain(ctx context.Context, id data.PostID, days int) (undo func(context.Context) error, err error)
	// Refills proposes which posts may come back in the free slots of the next days.
	Refills(ctx context.Context, brand data.BrandID, days int) ([]calendar.Refill, error)
	// Refill makes drafts of some of what is proposed for as many days, all or none;
	// data.ErrChanged when one of them is not proposed any more.
	Refill(ctx context.Context, brand data.BrandID, days int, chosen []calendar.Refill) (undo func(context.Context) error, err error)
	List(ctx context.Context, q data.ListQuery) ([]data.Entry, error)
	Search(ctx context.Context, brand data.BrandID, text string, limit int) ([]data.Hit, error)
	Networks() []data.NetworkRow
}

const (
	// usualRest is the cool-down that a post begins with, in days.
	usualRest = 90
	// longestRest is the longest one that can be set, in days.
	longestRest = 3650
)

// again is the section of posts that come back in free slots.
type again struct {
	s        *Screen
	known    bool
	all      []data.Evergreen
	accounts []data.Account
	openings []calendar.Opening // of the next days
	scroll   *widgets.Scroll
}

func newAgain(s *Screen) *again { return &again{s: s, scroll: page(widgets.NewColumn(0))} }

func (t *again) key() string               { return "again" }
func (t *again) object() fyne.CanvasObject { return t.scroll }
func (t *again) shows(n data.Noun) bool {
	return n == data.Posts || n == data.Deliveries || n == data.Slots || n == data.Accounts || n == data.Metrics
}
func (t *again) begin()       { newAgainSheet(t).open() }
func (t *again) retranslate() { t.show() }
func (t *again) forget() {
	t.known, t.all, t.accounts, t.openings = false, nil, nil, nil
	t.show()
}

func (t *again) read() {
	brand, now := t.s.Brand().ID, t.s.Clock.Now()
	t.s.Runner.Go("plan.again", func(ctx context.Context) (func(), error) {
		all, err := t.s.Ports.Evergreens(ctx, brand)
		if err != nil {
			return nil, err
		}
		accounts, err := t.s.Ports.Accounts(ctx, brand)
		if err != nil {
			return nil, err
		}
		openings, err := t.s.Ports.Openings(ctx, brand, now, now.Add(ahead))
		return func() {
			t.known, t.all, t.accounts, t.openings = true, all, accounts, openings
			t.show()
		}, err
	})
}

// show draws what is known.
func (t *again) show() {
	b := t.s.Words()
	switch {
	case !t.known:
		t.scroll.SetContent(widgets.NewColumn(0))
		return
	case len(t.all) == 0:
		t.scroll.SetContent(emptyPage(theme.IconRefresh,
			b.T("plan.again.empty.title"), b.T("plan.again.empty.text"), b.T("plan.new.again"), t.begin))
		return
	}
	rows := []fyne.CanvasObject{widgets.NewColumn(4,
		widgets.NewRow(12, widgets.NewLabel(t.standing(), theme.Strip, theme.Regular, theme.Ink).Wrapping(),
			widgets.NewButton(b.T("plan.again.fill"), t.fill).WithIcon(theme.IconCalendarPlus)),
		widgets.NewNote(b.T("plan.again.turns")))}
	for _, e := range t.all {
		rows = append(rows, t.row(e))
	}
	t.scroll.SetContent(framed(
		block(b.T("plan.section.again"), b.T("plan.again.why"), divided(rows))))
}

// does is what the section offers besides its button.
func (t *again) does() []Action { return []Action{{"fill", t.fill}} }

// standing counts what may come back today and the slots that wait for it.
func (t *again) standing() string {
	b, now, ready, free := t.s.Words(), t.s.Clock.Now(), 0, 0
	for _, e := range t.all {
		if e.Times > 0 && !e.Near(now) {
			ready++
		}
	}
	for _, o := range t.openings {
		if !o.Taken {
			free++
		}
	}
	return b.T("common.pair", "A", b.N("plan.again.ready_now", ready, "Of", len(t.all)), "B", b.N("plan.again.free", free))
}

// row is one post that comes back: how it went, when it may come next, and what
// is on its way.
func (t *again) row(e data.Evergreen) fyne.CanvasObject {
	b := t.s.Words()
	text := widgets.NewColumn(2,
		widgets.NewLabel(t.headline(e), theme.Strip, theme.SemiBold, theme.Ink).Shrinking(),
		widgets.NewNote(t.past(e)),
		widgets.NewNote(t.next(e)))
	for i, p := range e.Planned {
		said := slices.ContainsFunc(e.Planned[:i], func(o data.Entry) bool { return o.Post == p.Post })
		if p.Post != e.Post && !said {
			text.Add(widgets.NewRow(10, widgets.NewLabel(t.planned(p), theme.Label, theme.Regular, theme.Ink).Shrinking(),
				widgets.NewLink(b.T("plan.again.adapt"), func() { t.s.Shell.OpenPost(p.Post) }), layout.NewSpacer()))
		}
	}
	state, tone := t.state(e)
	row := widgets.NewRow(12, widgets.Stretch(text), widgets.NewPill(state, tone),
		widgets.NewLink(b.T("plan.again.open"), func() { t.s.Shell.OpenPost(e.Post) }))
	row.Add(changer(b.T("plan.again.edit", "Name", t.headline(e)), func() { t.edit(e) }))
	row.Add(remover(b.T("plan.again.remove", "Name", t.headline(e)), func() { t.set(e, 0) }))
	return row
}

func (t *again) headline(e data.Evergreen) string {
	if e.Headline == "" {
		return t.s.Words().T("plan.again.untitled")
	}
	return e.Headline
}

// state says in a word whether a post may come back today.
func (t *again) state(e data.Evergreen) (string, widgets.Tone) {
	b := t.s.Words()
	switch {
	case e.Times == 0:
		return b.T("plan.again.state.new"), widgets.ToneNeutral
	case e.Near(t.s.Clock.Now()):
		return b.T("plan.again.state.resting"), widgets.ToneNeutral
	}
	return b.T("plan.again.state.ready"), widgets.ToneGood
}

// past says how often a post was out, when last, and what it brought.
func (t *again) past(e data.Evergreen) string {
	b := t.s.Words()
	if e.Times == 0 {
		return b.T("plan.again.never")
	}
	text := b.N("plan.again.times", e.Times, "Day", t.day(e.Last))
	if e.Over == 0 {
		return b.T("common.pair", "A", text, "B", b.T("plan.again.no_result"))
	}
	mean := b.Decimal(float64(e.Engagement.N)/float64(e.Over), 1)
	return b.T("common.pair", "A", text, "B", b.N("plan.again.result", e.Over, "Mean", mean))
}

// next says how long a post rests and from when on it may come back.
func (t *again) next(e data.Evergreen) string {
	b, ready := t.s.Words(), e.Ready()
	text := b.N("plan.again.rest", e.Days)
	switch {
	case e.Times == 0:
		return text
	case ready.After(t.s.Clock.Now()):
		return b.T("common.pair", "A", text, "B", b.T("plan.again.from", "Day", t.day(ready)))
	}
	return b.T("common.pair", "A", text, "B", b.T("plan.again.from_now"))
}

// planned says when a repetition comes and how it stands.
func (t *again) planned(p data.Entry) string {
	b := t.s.Words()
	if p.Due.IsZero() {
		return b.T("plan.again.undated")
	}
	return b.T("plan.again.planned", "When", b.ShortDateTime(p.Due.In(t.s.zone())), "State", strings.ToLower(b.Standing(p)))
}

// day words the day of an instant on the brand's calendar.
func (t *again) day(at time.Time) string {
	return dayText(t.s.Words(), at.In(t.s.zone()).Format(data.DayLayout))
}

// edit asks how long a post rests.
func (t *again) edit(e data.Evergreen) {
	b := t.s.Words()
	days := widgets.NewField(b.T("plan.again.days"))
	days.SetText(strconv.Itoa(e.Days))
	t.s.showForm(t.headline(e), func() bool {
		days.SetError("")
		n, err := strconv.Atoi(strings.TrimSpace(days.Text()))
		if err != nil || n < 1 || n > longestRest {
			days.SetError(b.T("plan.again.days.fault"))
			return false
		}
		t.set(e, n)
		return true
	}, days, []fyne.CanvasObject{days, widgets.NewNote(b.T("plan.again.days.why"))})
}

// set gives a post a cool-down, 0 takes it out.
func (t *again) set(e data.Evergreen, days int) {
	t.s.Runner.Go("plan.again.set", func(ctx context.Context) (func(), error) {
		undo, err := t.s.Ports.SetAgain(ctx, e.Post, days)
		return func() {
			b := t.s.Words()
			said := b.T("plan.again.removed", "Title", t.headline(e))
			if days > 0 {
				said = b.N("plan.again.kept", days, "Title", t.headline(e))
			}
			t.s.Shell.Toast(said, t.s.undoing(undo))
			t.read()
		}, err
	})
}
