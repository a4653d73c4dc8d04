package calendar

import (
	"context"
	"time"

	"fyne.io/fyne/v2"

	"parvis/data"
	"parvis/data/words"
	"parvis/ui/theme"
	"parvis/ui/widgets"
)

// pickEvents are what the month and the hours do with several posts.
func (s *Screen) pickEvents() widgets.PickEvents {
	return widgets.PickEvents{
		Toggle: s.togglePost,
		Extend: s.extend,
		Clear:  s.clearChoice,
		Copy:   s.copy,
		Paste:  s.paste,
		All:    s.chooseAll,
		Remove: s.remove,
	}
}

func (s *Screen) togglePost(id data.DeliveryID) {
	if e, ok := s.m.entry(id); ok {
		s.m.toggle(e)
		s.show()
	}
}

func (s *Screen) extend(days int) {
	s.m.extend(days)
	s.show()
}

func (s *Screen) clearChoice() {
	s.m.clearChoice()
	s.show()
}

// chooseDay is a tap on a day: what was chosen is no longer.
func (s *Screen) chooseDay(day string) {
	s.m.clearChoice()
	s.selectDay(day)
}

func (s *Screen) chooseAll() {
	if s.m.mode == listMode {
		s.body.list.choose(0, len(s.body.list.lines))
		return
	}
	if days := s.m.days; len(days) > 0 {
		s.m.chooseDays(s.m.dayOf(days[0].From), s.m.dayOf(days[len(days)-1].From))
		s.show()
	}
}

// about is what a key acts on: the marked entry, with all that is chosen when it
// is, or what is chosen.
func (s *Screen) about(id data.DeliveryID) []data.Entry {
	if e, ok := s.m.entry(id); ok {
		return s.m.subjects(e)
	}
	return s.m.chosen
}

// copy keeps posts for Paste.
func (s *Screen) copy(id data.DeliveryID) {
	if all := s.about(id); len(all) > 0 {
		s.copied = all
		s.Shell.Toast(s.Words().N("calendar.copied", len(all)), nil)
	}
}

// paste puts copies of what was copied onto the selected day.
func (s *Screen) paste() {
	if len(s.copied) > 0 {
		s.duplicate(s.copied, s.m.day)
	}
}

// duplicate makes drafts from posts, the first on a day.
func (s *Screen) duplicate(all []data.Entry, day string) {
	to, past, err := s.m.planCopies(all, day)
	if err != nil {
		s.Shell.Fail("calendar: copy", err)
		return
	}
	when := func() string { return s.Words().ShortDateTime(to[0].Instant.In(s.m.zone)) }
	if past {
		s.Shell.Toast(s.Words().T("calendar.fixed.past", "When", when()), nil)
		return
	}
	s.perform(&deed{
		op: "calendar: copy",
		do: each(len(all), func(ctx context.Context, i int) (undoing, error) {
			return s.Ports.Copy(ctx, all[i].Post, to[i])
		}),
		done: func() string { return s.Words().N("calendar.copies", len(all), "When", when()) },
		back: func() string { return s.Words().N("calendar.copies_back", len(all)) },
	})
}

// remove is the Delete key.
func (s *Screen) remove(id data.DeliveryID) { s.removeAll(s.about(id)) }

// removeAll deletes posts; those that are online or on their way stay.
func (s *Screen) removeAll(all []data.Entry) {
	var posts choice
	reason := ""
	for _, e := range all {
		if why := undeletable(e); why != "" {
			reason = why
			continue
		}
		posts = append(posts, e)
	}
	b := s.Words()
	if len(posts) == 0 {
		if reason != "" {
			s.Shell.Toast(b.T(reason), nil)
		}
		return
	}
	s.perform(&deed{
		op: "calendar: delete",
		do: each(len(posts), func(ctx context.Context, i int) (undoing, error) {
			return s.Ports.Delete(ctx, posts[i].Post)
		}),
		done: func() string {
			text := s.Words().N("calendar.deleted", len(posts))
			if stay := len(all) - len(posts); stay > 0 {
				text += " " + s.Words().N("calendar.moved_not", stay)
			}
			return text
		},
		back: func() string { return s.Words().N("calendar.deleted_back", len(posts)) },
	})
}

// putInto changes the campaign of posts.
func (s *Screen) putInto(all []data.Entry, campaign data.CampaignID) {
	s.perform(&deed{
		op: "calendar: campaign",
		do: each(len(all), func(ctx context.Context, i int) (undoing, error) {
			return s.Ports.SetCampaign(ctx, all[i].Post, campaign)
		}),
		done: func() string {
			if campaign == 0 {
				return s.Words().N("calendar.campaign_none", len(all))
			}
			return s.Words().N("calendar.campaign_set", len(all), "Campaign", s.m.campaignName(campaign))
		},
		back: func() string { return s.Words().N("calendar.campaign_back", len(all)) },
	})
}

// actItems are what can be done with one post or with all that is chosen.
func (s *Screen) actItems(all []data.Entry, in fyne.CanvasObject, at fyne.Position) []widgets.MenuItem {
	b := s.Words()
	var items []widgets.MenuItem
	if len(s.m.campaigns) > 0 {
		items = append(items, widgets.MenuItem{
			Text: b.T("calendar.menu.campaign"), Icon: theme.IconTarget, Run: func() { widgets.ShowMenuAt(in, at, s.campaignItems(all)) },
		})
	}
	return append(items,
		widgets.MenuItem{Text: b.T("calendar.menu.move"), Icon: theme.IconArrowRight, Run: func() { widgets.ShowMenuAt(in, at, s.moveItems(all, in, at)) }},
		widgets.MenuItem{Text: b.T("calendar.menu.duplicate"), Icon: theme.IconCopy, Run: func() { s.askDay(all, in, at) }},
		widgets.MenuItem{Text: b.T("common.delete"), Icon: theme.IconTrash, Danger: true, Run: func() { s.removeAll(all) }},
	)
}

// campaignItems are the campaigns that posts can be put into.
func (s *Screen) campaignItems(all []data.Entry) []widgets.MenuItem {
	is := func(c data.CampaignID) bool {
		for _, e := range all {
			if e.Campaign != c {
				return false
			}
		}
		return true
	}
	items := []widgets.MenuItem{{
		Text: s.Words().T("calendar.campaign.none"), Checked: is(0), Run: func() { s.putInto(all, 0) },
	}}
	for _, c := range s.m.campaigns {
		if !c.Ended {
			items = append(items, widgets.MenuItem{Text: c.Name, Checked: is(c.ID), Run: func() { s.putInto(all, c.ID) }})
		}
	}
	return items
}

// moveItems are by how much posts can be moved without dragging them.
func (s *Screen) moveItems(all []data.Entry, in fyne.CanvasObject, at fyne.Position) (items []widgets.MenuItem) {
	b := s.Words()
	for _, by := range []struct {
		key  string
		days int
	}{{"day_later", 1}, {"day_earlier", -1}, {"week_later", 7}, {"week_earlier", -7}} {
		items = append(items, widgets.MenuItem{
			Text: b.T("calendar.move." + by.key), Run: func() { s.moveBy(all[0], all, by.days, 0) },
		})
	}
	first := s.m.firstDay(all)
	return append(items, widgets.MenuItem{}, widgets.MenuItem{
		Text: b.T("calendar.move.to"), Disabled: first == "", Icon: theme.IconCalendar,
		Run: func() {
			s.pickDay(in, at, b.T("calendar.move.here"), func(day string) { s.moveBy(all[0], all, between(first, day), 0) })
		},
	})
}

// askDay lets the person choose the day for copies.
func (s *Screen) askDay(all []data.Entry, in fyne.CanvasObject, at fyne.Position) {
	s.pickDay(in, at, s.Words().T("calendar.duplicate_here"), func(day string) { s.duplicate(all, day) })
}

// pickDay shows a month to choose a day from, today the earliest; button says
// what is done with it.
func (s *Screen) pickDay(in fyne.CanvasObject, at fyne.Position, button string, then func(day string)) {
	today := date(s.m.today()).Truncate(24 * time.Hour)
	days := widgets.NewDayPicker(dayWords(s.Words()), today, today.AddDate(0, 0, 1))
	var shown *widgets.Overlay
	leave := func() {
		if shown != nil {
			shown.Close()
		}
	}
	days.Escape = leave
	days.Enter = func() {
		leave()
		then(days.Day().Format(data.DayLayout))
	}
	do := widgets.NewPrimary(button, days.Enter)
	do.SetEscape(leave)
	shown = widgets.ShowPopoverAt(in, at, widgets.NewColumn(10, days, do), nil)
	widgets.Focus(days)
}

func dayWords(b *words.Book) widgets.DayWords {
	return widgets.DayWords{
		Month: b.MonthTitle, Weekdays: b.Weekdays(),
		Earlier: b.T("calendar.earlier"), Later: b.T("calendar.later"),
	}
}

// choiceBar says how many posts are chosen and what can be done with them.
type choiceBar struct {
	text               *widgets.Label
	copy, drop, escape *widgets.Button
	campaign, move     *widgets.Button
	object             *fyne.Container
}

func newChoiceBar(s *Screen) *choiceBar {
	c := &choiceBar{text: widgets.NewLabel("", theme.Strip, theme.SemiBold, theme.Ink).Shrinking()}
	c.copy = widgets.NewButton("", func() { s.askDay(s.m.chosen, c.copy, fyne.Position{}) }).As(widgets.Quiet)
	c.campaign = widgets.NewButton("", func() { widgets.ShowMenu(c.campaign, s.campaignItems(s.m.chosen)) }).As(widgets.Quiet)
	c.move = widgets.NewButton("", func() { widgets.ShowMenu(c.move, s.moveItems(s.m.chosen, c.move, fyne.Position{})) }).As(widgets.Quiet)
	c.drop = widgets.NewButton("", func() { s.removeAll(s.m.chosen) }).As(widgets.Quiet)
	c.escape = widgets.NewButton("", s.clearChoice).As(widgets.Quiet)
	c.object = widgets.NewRow(4, widgets.Stretch(c.text), c.move, c.campaign, c.copy, c.drop, c.escape)
	return c
}

func (c *choiceBar) show(b *words.Book, m *model) {
	show(c.object, len(m.chosen) > 0)
	show(c.campaign, len(m.campaigns) > 0)
	c.text.SetText(b.N("calendar.chosen", len(m.chosen)))
	c.campaign.SetText(b.T("calendar.menu.campaign"))
	c.move.SetText(b.T("calendar.menu.move"))
	c.copy.SetText(b.T("calendar.menu.duplicate"))
	c.drop.SetText(b.T("common.delete"))
	c.escape.SetText(b.T("calendar.unchoose"))
}
