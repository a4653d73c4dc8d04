package calendar

import (
	"context"
	"errors"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"parvis/data"
	"parvis/data/calendar"
	"parvis/data/words"
	"parvis/ui/widgets"
)

// tipDelay is how long something is pointed at before more is said of it.
const tipDelay = 400 * time.Millisecond

// pointed says more, in a moment, of what is pointed at; of nothing at once
// nothing.
func (s *Screen) pointed(p widgets.Pointed, in fyne.CanvasObject, at fyne.Position) {
	s.hideTip()
	if p == (widgets.Pointed{}) {
		return
	}
	m, mode := s.m, s.m.mode
	place := within(s.object, fyne.CurrentApp().Driver().AbsolutePositionForObject(in).Add(at))
	e, isPost := m.entry(p.Chip)
	s.Runner.Go("calendar.tip", func(ctx context.Context) (func(), error) {
		if err := s.Clock.Wait(ctx, tipDelay); err != nil {
			return nil, err
		}
		var post data.Post
		if isPost {
			var err error
			if post, err = s.Ports.Post(ctx, e.Post); err != nil && !errors.Is(err, data.ErrNoSuch) {
				return nil, err
			}
		}
		return func() {
			if s.m != m || m.mode != mode {
				return
			}
			if text := tipOf(s.Words(), m, p, e, &post); text.Title != "" {
				s.tip.ShowBy(text, place, s.object.Size())
			}
		}, nil
	})
}

func (s *Screen) hideTip() {
	s.Runner.Cancel("calendar.tip")
	s.tip.Hide()
}

// tipOf says more of what is pointed at: of a post, when that is one, from its
// entry and its content.
func tipOf(b *words.Book, m *model, p widgets.Pointed, e data.Entry, post *data.Post) widgets.TipText {
	switch {
	case p.Chip > 0:
		return postTip(b, m, e, post)
	case p.Chip < 0:
		return freeTip(b, m, int(-p.Chip)-1)
	case p.Best:
		return bestTip(b, m, p)
	case p.All:
		tip := datesTip(b, m, p.Day)
		tip.Title = dayLabel(b, p.Day, m.total(p.Day))
		return tip
	}
	return datesTip(b, m, p.Day)
}

// whole is a time with its day and its zone: "Jeudi 26 novembre · 18:30 (heure de
// Paris)".
func (m *model) whole(b *words.Book, at time.Time) string {
	local := at.In(m.zone)
	when := b.T("common.pair", "A", b.DayTitle(local), "B", b.Clock(local))
	return b.T("calendar.when_zone", "When", when, "Zone", placeOf(m.zone))
}

func postTip(b *words.Book, m *model, e data.Entry, post *data.Post) widgets.TipText {
	tip := widgets.TipText{Title: titleOf(b, e)}
	if post.Title != "" {
		tip.Title = post.Title
	}
	if !e.Due.IsZero() {
		tip.Lines = append(tip.Lines, m.whole(b, e.Due))
	}
	accounts := []string{accountWithNetwork(b, m, e.Account)}
	if len(post.Variants) > 0 {
		accounts = nil
	}
	for _, v := range post.Variants {
		accounts = append(accounts, accountWithNetwork(b, m, v.Account))
	}
	tip.Lines = append(tip.Lines, strings.Join(accounts, ", "), standing(b, m, e))
	if name := m.campaignName(e.Campaign); name != "" {
		tip.Lines = append(tip.Lines, b.T("calendar.menu.in_campaign", "Campaign", name))
	}
	if name := m.pillarName(e.Pillar); name != "" {
		tip.Lines = append(tip.Lines, b.T("calendar.tip.pillar", "Pillar", name))
	}
	if text := oneLine(post.PartsFor(e.Account)[0]); text != "" && text != tip.Title {
		tip.Text = text
	}
	return tip
}

// accountWithNetwork tells accounts apart that bear the same name.
func accountWithNetwork(b *words.Book, m *model, id data.AccountID) string {
	name := accountName(b, m, id)
	if a, ok := m.account(id); ok && name != networkName(b, a.Network) {
		return b.T("calendar.tip.account", "Account", name, "Network", networkName(b, a.Network))
	}
	return name
}

// standing is how an entry stands, and who makes it public where that is still to
// come.
func standing(b *words.Book, m *model, e data.Entry) string {
	state := stateOf(b, e)
	a, ok := m.account(e.Account)
	if !ok || !e.State.OnItsWay() || e.State.NeedsPerson() {
		return state
	}
	d := data.Delivery{State: e.State, Reason: e.Reason}
	return b.T("common.pair", "A", state, "B", b.Badge(d.Badge(&a.Can)))
}

// freeTip is an hour that is kept for a post, by its place in the openings.
func freeTip(b *words.Book, m *model, i int) widgets.TipText {
	if i >= len(m.around.openings) {
		return widgets.TipText{}
	}
	o := m.around.openings[i]
	account := b.T("calendar.tip.any")
	if o.Slot.Account != 0 {
		account = accountName(b, m, o.Slot.Account)
	}
	tip := widgets.TipText{Title: b.T("calendar.free"), Lines: []string{m.whole(b, o.When.Instant), account}}
	if name := m.pillarName(o.Slot.Pillar); name != "" {
		tip.Lines = append(tip.Lines, b.T("calendar.tip.pillar", "Pillar", name))
	}
	return tip
}

// bestTip says what a tinted hour rests on.
func bestTip(b *words.Book, m *model, p widgets.Pointed) widgets.TipText {
	for _, h := range m.best.Hours {
		if h.Weekday != date(p.Day).Weekday() || h.Hour != p.Hour {
			continue
		}
		tip := widgets.TipText{Title: b.T("calendar.best.hour", "Day", b.DayTitle(date(p.Day)), "Hour", b.T("calendar.hour", "Hour", h.Hour))}
		if !h.Own {
			tip.Lines = []string{b.N("calendar.best.general", m.best.Posts)}
			return tip
		}
		tip.Lines = []string{b.N("calendar.best.lift", h.N,
			"Lift", b.SignedPercent(h.Lift, 0), "Low", b.SignedPercent(h.Low, 0), "High", b.SignedPercent(h.High, 0))}
		return tip
	}
	return widgets.TipText{}
}

// datesTip names the key dates of a day, each with its kind.
func datesTip(b *words.Book, m *model, day string) widgets.TipText {
	tip := widgets.TipText{Title: b.DayTitle(date(day))}
	for _, d := range m.datesOn(day) {
		tip.Lines = append(tip.Lines, dateLine(b, d))
	}
	return tip
}

func dateLine(b *words.Book, d calendar.KeyDate) string {
	line := b.T("common.pair", "A", d.Title(b.T), "B", b.T("keydate.kind."+string(d.Kind)))
	if d.From != d.To {
		line = b.T("common.pair", "A", line, "B", b.DateRange(date(d.From), date(d.To)))
	}
	return line
}

// total is how many posts a day has.
func (m *model) total(day string) int {
	for _, d := range m.shownDays() {
		if m.dayOf(d.From) == day {
			return d.Total
		}
	}
	return 0
}
