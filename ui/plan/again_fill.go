package plan

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/layout"

	"parvis/data"
	"parvis/data/calendar"
	"parvis/ui/theme"
	"parvis/ui/widgets"
)

// fillSpans are for how many days free slots can be filled at once.
func fillSpans() []int { return []int{7, 14, 30} }

const (
	// fillWidth is the width of the sheet, fillAround the height of all but its list.
	fillWidth  float32 = 620
	fillAround float32 = 330
	// listEdge is the room that an outline takes within what scrolls, which is so much
	// wider than the rest, so that all edges are in one line.
	listEdge float32 = 4
)

// fillSheet shows what would come back where, and makes drafts of what stays
// ticked.
type fillSheet struct {
	t        *again
	days     int
	proposed []calendar.Refill
	left     []bool // out, by the place of each proposal
	sheet    *widgets.Overlay
	list     *fyne.Container
	scroll   *widgets.Scroll
	warning  *widgets.Label
	make     *widgets.Button
}

// fill asks which posts are to come back in which free slots.
func (t *again) fill() {
	b := t.s.Words()
	f := &fillSheet{t: t, days: fillSpans()[1], list: widgets.NewColumn(8), warning: widgets.NewNote("")}
	f.scroll = widgets.NewScroll(widgets.NewInset(listEdge, listEdge, listEdge, listEdge, f.list))
	f.scroll.UpTo(t.s.Canvas().Size().Height - fillAround)
	f.make = widgets.NewPrimary("", f.confirm)
	cancel := widgets.NewButton(b.T("common.cancel"), f.close)
	cancel.SetEscape(f.close)
	names := make([]string, len(fillSpans()))
	for i, days := range fillSpans() {
		names[i] = b.N("plan.again.span", days)
	}
	span := widgets.NewSegmented(names, 1, func(i int) {
		f.days = fillSpans()[i]
		f.look()
	})
	f.sheet = widgets.ShowSheet(t.s.Canvas(), fillWidth, 0, true, widgets.NewColumn(14,
		widgets.NewColumn(2, widgets.NewTitle(b.T("plan.again.fill.title")), widgets.NewNote(b.T("plan.again.fill.why"))),
		widgets.NewFlow(0, 0, span), widgets.NewInset(0, -listEdge, 0, -listEdge, f.scroll), f.warning,
		widgets.NewRow(8, layout.NewSpacer(), cancel, f.make)), nil)
	widgets.Focus(cancel)
	f.look()
}

func (f *fillSheet) close() {
	f.t.s.Runner.Cancel("plan.again.propose")
	f.sheet.Close()
}

func (f *fillSheet) look() {
	s, days := f.t.s, f.days
	brand := s.Brand().ID
	s.Runner.Go("plan.again.propose", func(ctx context.Context) (func(), error) {
		proposed, err := s.Ports.Refills(ctx, brand, days)
		return func() {
			f.proposed, f.left = proposed, make([]bool, len(proposed))
			f.show()
		}, err
	})
}

// show lists the proposals, ticked but for those that were left out.
func (f *fillSheet) show() {
	b := f.t.s.Words()
	f.list.Objects = nil
	for i, r := range f.proposed {
		title := b.T("common.pair", "A", b.ShortDateTime(r.When.Instant.In(f.t.s.zone())), "B", f.names(r.Accounts))
		f.list.Add(widgets.NewTick(f.headline(r.Post), title, !f.left[i], func(on bool) {
			f.left[i] = !on
			f.count()
		}))
	}
	if len(f.proposed) == 0 {
		f.list.Add(widgets.NewLabel(b.T("plan.again.fill.none"), theme.Strip, theme.Regular, theme.Ink).Wrapping())
	}
	f.count()
	f.scroll.Refresh()
	f.sheet.Relay()
}

// count words the button, and what to mind about what is ticked.
func (f *fillSheet) count() {
	b, chosen := f.t.s.Words(), f.chosen()
	f.make.SetText(b.N("plan.again.fill.go", len(chosen)))
	if len(chosen) == 0 {
		f.make.Disable()
	} else {
		f.make.Enable()
	}
	f.warning.Hide()
	if names := f.strict(chosen); names != "" {
		f.warning.SetText(b.T("plan.again.fill.strict", "Networks", names))
		f.warning.Show()
	}
	f.sheet.Relay()
}

// chosen are the proposals that are ticked.
func (f *fillSheet) chosen() (chosen []calendar.Refill) {
	for i, r := range f.proposed {
		if !f.left[i] {
			chosen = append(chosen, r)
		}
	}
	return chosen
}

// strict names the networks among those chosen that refuse the same words again.
func (f *fillSheet) strict(chosen []calendar.Refill) string {
	var names []string
	for _, n := range f.t.s.Ports.Networks() {
		on := func(id data.AccountID) bool { a, ok := f.account(id); return ok && a.Network == n.Name }
		if n.Card.NoRepeats && slices.ContainsFunc(chosen, func(r calendar.Refill) bool { return slices.ContainsFunc(r.Accounts, on) }) {
			names = append(names, networkName(f.t.s.Words(), n.Name))
		}
	}
	return strings.Join(names, ", ")
}

func (f *fillSheet) account(id data.AccountID) (data.Account, bool) {
	i := slices.IndexFunc(f.t.accounts, func(a data.Account) bool { return a.ID == id })
	if i < 0 {
		return data.Account{}, false
	}
	return f.t.accounts[i], true
}

// names are the accounts that something goes to, each with its network.
func (f *fillSheet) names(ids []data.AccountID) string {
	var names []string
	for _, id := range ids {
		if a, ok := f.account(id); ok {
			names = append(names, cmp.Or(a.Short(), networkName(f.t.s.Words(), a.Network)))
		}
	}
	return strings.Join(names, ", ")
}

func (f *fillSheet) headline(id data.PostID) string {
	i := slices.IndexFunc(f.t.all, func(e data.Evergreen) bool { return e.Post == id })
	if i < 0 {
		return f.t.headline(data.Evergreen{})
	}
	return f.t.headline(f.t.all[i])
}

// confirm makes the drafts. Where the calendar changed meanwhile, what is
// possible now is shown instead.
func (f *fillSheet) confirm() {
	s, days, chosen := f.t.s, f.days, f.chosen()
	if len(chosen) == 0 {
		return
	}
	brand := s.Brand().ID
	s.Runner.Go("plan.again.fill", func(ctx context.Context) (func(), error) {
		undo, err := s.Ports.Refill(ctx, brand, days, chosen)
		if errors.Is(err, data.ErrChanged) {
			return func() {
				s.Shell.Toast(s.Words().T("plan.again.fill.changed"), nil)
				f.look()
			}, nil
		}
		return func() {
			f.close()
			s.Shell.Toast(s.Words().N("plan.again.filled", len(chosen)), s.undoing(undo))
			f.t.read()
		}, err
	})
}
