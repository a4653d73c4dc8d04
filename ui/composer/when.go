package composer

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/layout"

	"parvis/data"
	"parvis/ui/theme"
	"parvis/ui/widgets"
)

// when shows day and hour, what the clocks do that night, and who publishes.
type when struct {
	c      *Composer
	block  *fyne.Container
	press  *widgets.PressBox
	note   *widgets.Label
	badges *fyne.Container
}

func newWhen(c *Composer) *when {
	w := &when{c: c, note: widgets.NewNote(""), badges: widgets.NewColumn(4)}
	w.press = widgets.NewPressBox(c.m.Words().T("composer.when"), w.open)
	w.block = widgets.NewColumn(theme.Gap, w.press, w.note, w.badges)
	return w
}

func (w *when) object() fyne.CanvasObject { return w.block }

func (w *when) structure() {
	w.figures()
	w.drawBadges()
}

func (w *when) figures() {
	m, b := w.c.m, w.c.m.Words()
	label, value, zone := b.T("composer.when"), b.T("composer.when.none"), ""
	past := false
	if !m.post.When.Zero() {
		value = b.ShortDateTime(m.wallTime())
		past = !m.finished() && !m.post.When.Instant.After(m.Clock.Now())
	}
	if out := m.outAt(); m.finished() && !out.IsZero() {
		label, value = b.T("composer.when.out"), b.ShortDateTime(out.In(m.zone()))
	}
	if name := m.foreignZone(); name != "" {
		zone = b.T("composer.when.zone", "Zone", name)
	}
	w.press.Set(label, value, zone, past)
	if m.open && !m.finished() {
		w.press.Enable()
	} else {
		w.press.Disable()
	}
	w.note.SetText(m.clockNote())
	if w.note.Text() == "" {
		w.note.Hide()
	} else {
		w.note.Show()
	}
}

// drawBadges says who makes the post public, account by account where they
// differ.
func (w *when) drawBadges() {
	m := w.c.m
	w.badges.Objects = nil
	if m.finished() || m.post.When.Zero() {
		w.badges.Hide()
		return
	}
	w.badges.Show()
	for _, badge := range []data.Badge{data.BadgeNetwork, data.BadgeComputer, data.BadgePerson} {
		if accounts := m.badged(badge); len(accounts) > 0 {
			w.badges.Add(w.badge(badge, accounts))
		}
	}
}

func (w *when) badge(badge data.Badge, accounts []data.Account) fyne.CanvasObject {
	m := w.c.m
	words := func(s string) fyne.CanvasObject { return widgets.NewLabel(s, theme.Label, theme.Regular, theme.Muted) }
	line := widgets.NewFlow(12, 2, widgets.NewRow(6, widgets.NewIcon(badgeIcon(badge), 14, theme.Muted), words(m.Words().Badge(badge))))
	if len(accounts) < len(m.pending().Variants) {
		for _, a := range accounts {
			line.Add(widgets.NewRow(6, widgets.NewDot(a.Network), words(m.accountName(a.ID))))
		}
	}
	return line
}

func badgeIcon(b data.Badge) theme.IconName {
	switch b {
	case data.BadgeNetwork:
		return theme.IconCloud
	case data.BadgePerson:
		return theme.IconPhone
	}
	return theme.IconComputer
}

// open shows day and hour to choose from.
func (w *when) open() {
	m, b := w.c.m, w.c.m.Words()
	if !m.open || m.finished() {
		return
	}
	today, chosen, hour := dateOf(m.Clock.Now().In(m.zone())), time.Time{}, firstHour[1:]
	if !m.post.When.Zero() {
		at := m.wallTime()
		chosen, hour = dateOf(at), b.Clock(at)
	}
	days := widgets.NewDayPicker(widgets.DayWords{
		Month: b.MonthTitle, Weekdays: b.Weekdays(),
		Earlier: b.T("composer.when.earlier"), Later: b.T("composer.when.later"),
	}, today, chosen)
	field := widgets.NewField(b.T("composer.when.hour"))
	field.SetText(hour)
	field.SetPlaceholder(b.T("composer.when.hour_hint"))
	p := &momentPicker{w: w, days: days, hour: field, note: widgets.NewNote("")}
	p.show()
}

// dateOf is the date on the wall, as midnight UTC.
func dateOf(t time.Time) time.Time {
	return time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, time.UTC)
}

// momentPicker is the popover in which day and hour are chosen.
type momentPicker struct {
	w       *when
	days    *widgets.DayPicker
	hour    *widgets.Field
	note    *widgets.Label
	set     *widgets.Button
	overlay *widgets.Overlay
}

func (p *momentPicker) show() {
	m, b := p.w.c.m, p.w.c.m.Words()
	p.set = widgets.NewPrimary(b.T("composer.when.set"), p.confirm)
	clear := widgets.NewButton(b.T("composer.when.clear"), p.clear).As(widgets.Quiet)
	content := widgets.NewColumn(theme.Gap, p.days, p.hour, p.note)
	if name := m.foreignZone(); name != "" {
		content.Add(widgets.NewNote(b.T("composer.when.zone", "Zone", name)))
	}
	content.Add(widgets.NewRow(theme.Gap, clear, layout.NewSpacer(), p.set))
	p.days.Chosen = func(time.Time) { p.weigh() }
	p.hour.Changed = func(string) { p.weigh() }
	p.hour.Submitted = func(string) { p.confirm() }
	p.hour.Escaped = func() { p.overlay.Close() }
	p.note.Hide()
	p.overlay = widgets.ShowPopover(p.w.press, content, nil)
	if p.overlay != nil {
		p.hour.Focus()
	}
}

// weigh shows at once what is wrong with the moment, and what the clocks do.
func (p *momentPicker) weigh() (choice, bool) {
	if p.days.Day().IsZero() {
		return choice{}, false
	}
	c := p.w.c.m.weigh(p.days.Day().Format(data.DayLayout), p.hour.Text())
	p.hour.SetError(c.err)
	p.note.SetText(c.note)
	if c.note == "" {
		p.note.Hide()
	} else {
		p.note.Show()
	}
	if p.overlay != nil {
		p.overlay.Relay()
	}
	return c, c.err == ""
}

func (p *momentPicker) confirm() {
	if c, ok := p.weigh(); ok {
		p.overlay.Close()
		p.w.c.m.setWhen(c.when)
		p.w.c.m.altered()
	}
}

func (p *momentPicker) clear() {
	p.overlay.Close()
	p.w.c.m.setWhen(data.Schedule{})
	p.w.c.m.altered()
}
