package plan

import (
	"context"
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/layout"

	"parvis/data"
	"parvis/ui/theme"
	"parvis/ui/widgets"
)

const (
	// offered is how many posts are offered to come back.
	offered = 8
	// recently is how far back the posts lie that are offered before anything is
	// typed.
	recently = 120 * 24 * time.Hour
	// typing is how long a pause ends what is typed.
	typing = 150 * time.Millisecond
)

// againSheet is where a post is chosen that is to come back.
type againSheet struct {
	t     *again
	sheet *widgets.Overlay
	text  *widgets.Field
	found *fyne.Container
}

func newAgainSheet(t *again) *againSheet {
	a := &againSheet{t: t, text: widgets.NewField(t.s.Words().T("plan.again.search")), found: widgets.NewColumn(0)}
	a.text.Changed = func(string) { t.s.Runner.After(typing, "plan.again.typed", a.look) }
	return a
}

func (a *againSheet) open() {
	b := a.t.s.Words()
	cancel := widgets.NewButton(b.T("common.cancel"), a.close)
	cancel.SetEscape(a.close)
	a.text.Escaped = a.close
	a.sheet = widgets.ShowSheet(a.t.s.Canvas(), formWidth, 0, true, widgets.NewColumn(14,
		widgets.NewColumn(2, widgets.NewTitle(b.T("plan.new.again")), widgets.NewNote(b.T("plan.again.add.why"))),
		a.text, a.found, widgets.NewRow(8, layout.NewSpacer(), cancel)), nil)
	a.sheet.Focus(a.text)
	a.look()
}

func (a *againSheet) close() {
	a.t.s.Runner.Cancel("plan.again.look")
	a.sheet.Close()
}

// look finds posts by words, or without any what went out lately, the newest
// first.
func (a *againSheet) look() {
	s, text := a.t.s, strings.TrimSpace(a.text.Text())
	brand, now := s.Brand().ID, s.Clock.Now()
	s.Runner.Go("plan.again.look", func(ctx context.Context) (func(), error) {
		var hits []data.Hit
		var err error
		if text != "" {
			hits, err = s.Ports.Search(ctx, brand, text, 4*offered)
		} else {
			hits, err = a.lately(ctx, brand, now)
		}
		return func() { a.show(hits) }, err
	})
}

func (a *againSheet) lately(ctx context.Context, brand data.BrandID, now time.Time) (hits []data.Hit, err error) {
	entries, err := a.t.s.Ports.List(ctx, data.ListQuery{Brand: brand, From: now.Add(-recently), To: now, States: []data.State{data.Sent}})
	for _, e := range slices.Backward(entries) {
		if !slices.ContainsFunc(hits, func(h data.Hit) bool { return h.ID == int64(e.Post) }) {
			hits = append(hits, data.Hit{Noun: data.Posts, ID: int64(e.Post), Title: e.Headline, At: e.Due})
		}
	}
	return hits, err
}

// show offers posts that do not come back yet.
func (a *againSheet) show(hits []data.Hit) {
	b := a.t.s.Words()
	a.found.Objects = nil
	for _, h := range hits {
		id := data.PostID(h.ID)
		known := slices.ContainsFunc(a.t.all, func(e data.Evergreen) bool { return e.Post == id })
		if h.Noun != data.Posts || known || len(a.found.Objects) == offered {
			continue
		}
		e := data.Evergreen{Post: id, Headline: h.Title}
		text := widgets.RowText{Title: a.t.headline(e)}
		if !h.At.IsZero() {
			text.Lead = b.DayMonth(h.At.In(a.t.s.zone()))
		}
		a.found.Add(widgets.NewPressRow(text, func() {
			a.close()
			a.t.set(e, usualRest)
		}))
	}
	if len(a.found.Objects) == 0 {
		a.found.Add(widgets.NewLabel(b.T("plan.again.search.none"), theme.Strip, theme.Regular, theme.Ink).Wrapping())
	}
	a.found.Refresh()
	a.sheet.Relay()
}
