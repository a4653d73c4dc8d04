package composer

import (
	"strconv"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/layout"

	"parvis/data"
	"parvis/data/calendar"
	"parvis/data/words"
	"parvis/ui/theme"
	"parvis/ui/widgets"
)

const (
	repeatWidth float32 = 460
	// firstTimes is how often a post comes back where nobody said how often.
	firstTimes = 10
	// foreseen is how many of its hours are shown.
	foreseen = 4
)

// repeatSheet is where a person says how the post comes back, and sees when.
type repeatSheet struct {
	c     *Composer
	r     calendar.Recurrence
	armed bool
	sheet *widgets.Overlay
	every *widgets.Field
	times *widgets.Field
	days  *fyne.Container
	until *widgets.DayPicker
	next  *widgets.Label
	set   *widgets.Button
}

// openRepeat asks how the post comes back, or shows that it does.
func (p *planning) openRepeat() {
	m, b := p.c.m, p.c.m.Words()
	switch {
	case m.planned.series.ID != 0:
		widgets.ShowMenu(p.repeat, []widgets.MenuItem{
			{Text: b.T("composer.repeat.stop"), Icon: theme.IconClose, Run: m.stopRepeat},
		})
	case m.post.When.Zero() || !m.post.When.Instant.After(m.Clock.Now()):
		m.Shell.Toast(b.T("composer.repeat.no_hour"), nil)
		p.c.openDate()
	default:
		newRepeatSheet(p.c).open()
	}
}

func newRepeatSheet(c *Composer) *repeatSheet {
	b, at := c.m.Words(), c.m.wallTime()
	s := &repeatSheet{c: c, r: calendar.Recurrence{Every: 1, Unit: calendar.Weekly, Days: []time.Weekday{at.Weekday()}, Times: firstTimes}}
	s.every = widgets.NewField(b.T("composer.repeat.every." + string(s.r.Unit)))
	s.every.SetText("1")
	s.every.Changed = func(string) { s.weigh() }
	s.times = widgets.NewField(b.T("composer.repeat.times"))
	s.times.SetText(strconv.Itoa(firstTimes))
	s.times.Changed = func(string) { s.weigh() }
	s.times.Submitted = func(string) { s.confirm() }
	s.every.Submitted = s.times.Submitted
	s.until = widgets.NewDayPicker(dayWords(b), dateOf(at), dateOf(at.AddDate(0, 3, 0)))
	s.until.Chosen = func(time.Time) { s.weigh() }
	s.until.Hide()
	s.days = widgets.NewFlow(6, 6)
	s.next = widgets.NewNote("")
	s.set = widgets.NewPrimary(b.T("composer.repeat.set"), s.confirm)
	return s
}

// dayWords are the words of a month to choose a day from.
func dayWords(b *words.Book) widgets.DayWords {
	return widgets.DayWords{
		Month: b.MonthTitle, Weekdays: b.Weekdays(),
		Earlier: b.T("composer.when.earlier"), Later: b.T("composer.when.later"),
	}
}

func (s *repeatSheet) open() {
	b := s.c.m.Words()
	canvas := widgets.CanvasOf(s.c.root)
	if canvas == nil {
		return
	}
	var unitNames []string
	for _, u := range calendar.Frequencies() {
		unitNames = append(unitNames, b.T("composer.repeat.unit."+string(u)))
	}
	unit := widgets.NewSegmented(unitNames, 1, func(i int) {
		s.r.Unit = calendar.Frequencies()[i]
		s.weigh()
	})
	end := widgets.NewSegmented([]string{b.T("composer.repeat.by_times"), b.T("composer.repeat.by_day")}, 0, func(i int) {
		show(s.times, i == 0)
		show(s.until, i == 1)
		s.weigh()
	})
	armed := widgets.NewTick(b.T("composer.repeat.armed"), b.T("composer.repeat.armed_note"), false, func(on bool) { s.armed = on })
	s.drawDays()
	s.sheet = widgets.ShowSheet(canvas, repeatWidth, 0, true, widgets.NewColumn(12,
		widgets.NewTitle(b.T("composer.repeat.title")),
		widgets.NewRow(0, unit, layout.NewSpacer()), s.every, s.days,
		widgets.NewRow(0, end, layout.NewSpacer()), s.times, s.until, armed, s.next,
		widgets.NewRow(theme.Gap, layout.NewSpacer(),
			widgets.NewButton(b.T("common.cancel"), func() { s.sheet.Close() }).As(widgets.Quiet), s.set),
	), nil)
	s.every.Escaped = s.sheet.Close
	s.times.Escaped = s.sheet.Close
	s.weigh()
	s.sheet.Focus(s.every)
}

// drawDays shows the days of a week, those chosen tinted and ticked.
func (s *repeatSheet) drawDays() {
	s.days.Objects = nil
	for i, name := range s.c.m.Words().Weekdays() {
		day := time.Weekday((i + 1) % 7)
		chosen, tone, icon := false, widgets.ToneNeutral, theme.IconNone
		for _, d := range s.r.Days {
			chosen = chosen || d == day
		}
		if chosen {
			tone, icon = widgets.ToneAccent, theme.IconCheck
		}
		pill := widgets.NewPillButton(name, func() {
			s.r.Days = calendar.WithDay(s.r.Days, day)
			s.drawDays()
			s.weigh()
		}).WithTrailing(icon)
		pill.Set(name, tone)
		s.days.Add(pill)
	}
}

// read takes over what is typed; a number that is none is 0.
func (s *repeatSheet) read() {
	number := func(f *widgets.Field) int {
		n, err := strconv.Atoi(strings.TrimSpace(f.Text()))
		if err != nil || n < 0 {
			return 0
		}
		return n
	}
	s.r.Every, s.r.Times, s.r.Until = number(s.every), number(s.times), ""
	if s.until.Visible() {
		s.r.Times, s.r.Until = 0, s.until.Day().Format(data.DayLayout)
	}
}

// weigh shows when the post would come, or what is wrong.
func (s *repeatSheet) weigh() (ok bool) {
	m, b := s.c.m, s.c.m.Words()
	s.read()
	s.every.SetLabel(b.T("composer.repeat.every." + string(s.r.Unit)))
	show(s.days, s.r.Unit == calendar.Weekly)
	all, err := m.foresee(s.r)
	if err != nil {
		s.next.SetText(b.T("composer.repeat.bad"))
		s.next.SetColour(theme.Warm)
	} else {
		var hours []string
		for _, o := range all[:min(foreseen, len(all))] {
			hours = append(hours, b.ShortDateTime(o.When.Instant.In(m.zone())))
		}
		last := b.LongDate(all[len(all)-1].When.Instant.In(m.zone()))
		s.next.SetText(b.N("composer.repeat.next", len(all), "Hours", strings.Join(hours, ", "), "Last", last))
		s.next.SetColour(theme.Muted)
	}
	if s.sheet != nil {
		s.sheet.Relay()
	}
	return err == nil
}

func (s *repeatSheet) confirm() {
	if s.weigh() {
		s.sheet.Close()
		s.c.m.repeat(s.r, s.armed)
	}
}
