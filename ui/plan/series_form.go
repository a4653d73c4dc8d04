package plan

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"parvis/data"
	"parvis/data/calendar"
	"parvis/data/words"
	"parvis/ui/theme"
	"parvis/ui/widgets"
)

// seriesForm is where the rule of a series is changed from a day on.
type seriesForm struct {
	t     *series
	of    repeating
	r     calendar.Recurrence
	armed bool
	from  string // first day of the new rule
	until string // last day; "" where it ends after a number of times
	hour  *widgets.Field
	every *widgets.Field
	times *widgets.Field
	last  fyne.CanvasObject // chooses until
	days  *fyne.Container
	next  *widgets.Label
	form  *widgets.Form
}

func newSeriesForm(t *series, of repeating) *seriesForm {
	b := t.s.Words()
	f := &seriesForm{
		t: t, of: of, armed: of.Armed, hour: widgets.NewField(b.T("plan.slot.hour")), every: widgets.NewField(""),
		times: widgets.NewField(b.T("composer.repeat.times")), days: widgets.NewFlow(6, 6), next: widgets.NewNote(""),
	}
	var err error
	if f.r, err = calendar.ReadRecurrence(of.Rule); err != nil {
		f.r = calendar.Recurrence{Every: 1, Unit: calendar.Weekly, Times: max(of.left, 1)}
	}
	f.from, f.until = of.Model.When.Wall[:len(data.DayLayout)], f.r.Until
	if len(of.next) > 0 {
		f.from = of.next[0].When.Wall[:len(data.DayLayout)]
	}
	f.hour.SetText(of.Model.When.Wall[len(data.DayLayout)+1:])
	f.every.SetText(strconv.Itoa(f.r.Every))
	f.times.SetText(strconv.Itoa(max(of.left, 1)))
	for _, field := range []*widgets.Field{f.hour, f.every, f.times} {
		field.Changed = func(string) { f.weigh() }
	}
	return f
}

func (f *seriesForm) open() {
	b := f.t.s.Words()
	units := make([]string, len(calendar.Frequencies()))
	for i, unit := range calendar.Frequencies() {
		units[i] = b.T("composer.repeat.unit." + string(unit))
	}
	unit := widgets.NewSegmented(units, slices.Index(calendar.Frequencies(), f.r.Unit), func(i int) {
		f.r.Unit = calendar.Frequencies()[i]
		f.weigh()
	})
	f.last = f.t.s.dayBox(b.T("composer.repeat.by_day"), &f.until, func() { f.weigh() })
	byDay := 0
	if f.r.Times == 0 {
		byDay = 1
	}
	f.endBy(byDay)
	end := widgets.NewSegmented([]string{b.T("composer.repeat.by_times"), b.T("composer.repeat.by_day")}, byDay, f.endBy)
	f.drawDays()
	f.form = f.t.s.showForm(b.T("plan.series.edit"), f.save, f.hour, []fyne.CanvasObject{
		widgets.NewNote(b.T("plan.series.edit.why")),
		f.t.s.dayBox(b.T("plan.series.from"), &f.from, func() { f.weigh() }), f.hour,
		widgets.NewFlow(0, 0, unit), f.every, f.days, widgets.NewFlow(0, 0, end), f.times, f.last,
		widgets.NewTick(b.T("composer.repeat.armed"), b.T("composer.repeat.armed_note"), f.armed, func(on bool) { f.armed = on }), f.next,
	})
	f.weigh()
}

// endBy asks for the end as a number of times, or as a day.
func (f *seriesForm) endBy(i int) {
	if i == 1 {
		f.times.Hide()
		f.last.Show()
	} else {
		f.times.Show()
		f.last.Hide()
	}
	f.weigh()
}

// drawDays shows the days of a week, those chosen tinted and ticked.
func (f *seriesForm) drawDays() {
	f.days.Objects = nil
	for i, name := range f.t.s.Words().Weekdays() {
		day := time.Weekday((i + 1) % 7)
		tone, icon := widgets.ToneNeutral, theme.IconNone
		if slices.Contains(f.r.Days, day) {
			tone, icon = widgets.ToneAccent, theme.IconCheck
		}
		pill := widgets.NewPillButton(name, func() {
			f.r.Days = calendar.WithDay(f.r.Days, day)
			f.drawDays()
			f.weigh()
		}).WithTrailing(icon)
		pill.Set(name, tone)
		f.days.Add(pill)
	}
}

// asked is the rule and the first time as they stand in the form.
func (f *seriesForm) asked() (rule string, first data.Schedule, err error) {
	r := f.r
	// What is no number is 0, which no rule takes.
	r.Every, _ = strconv.Atoi(strings.TrimSpace(f.every.Text()))
	r.Times, r.Until = 0, f.until
	if f.times.Visible() {
		r.Times, _ = strconv.Atoi(strings.TrimSpace(f.times.Text()))
		r.Until = ""
	}
	if rule, err = r.Rule(); err != nil {
		return "", data.Schedule{}, err
	}
	first, _, err = calendar.Resolve(f.from+"T"+strings.TrimSpace(f.hour.Text()), f.of.Model.When.Zone)
	return rule, first, err
}

// weigh shows when the posts would come, or what is wrong.
func (f *seriesForm) weigh() bool {
	b := f.t.s.Words()
	f.every.SetLabel(b.T("composer.repeat.every." + string(f.r.Unit)))
	if f.r.Unit == calendar.Weekly {
		f.days.Show()
	} else {
		f.days.Hide()
	}
	rule, first, err := f.asked()
	var all []calendar.Occurrence
	if err == nil {
		all, err = calendar.Occurrences(rule, first, "", "")
	}
	if err != nil || len(all) == 0 {
		f.next.SetText(b.T("plan.series.bad"))
		f.next.SetColour(theme.Warm)
	} else {
		var hours []string
		for _, o := range all[:min(nextTimes, len(all))] {
			hours = append(hours, b.ShortDateTime(o.When.Instant.In(f.t.s.zone())))
		}
		f.next.SetText(b.N("composer.repeat.next", len(all), "Hours", strings.Join(hours, ", "),
			"Last", b.LongDate(all[len(all)-1].When.Instant.In(f.t.s.zone()))))
		f.next.SetColour(theme.Muted)
	}
	if f.form != nil {
		f.form.Relay()
	}
	return err == nil && len(all) > 0
}

func (f *seriesForm) save() bool {
	if !f.weigh() {
		return false
	}
	rule, first, err := f.asked()
	if err != nil {
		return false
	}
	t, id, armed, said := f.t, f.of.ID, f.armed, f.t.s.Words().T("plan.series.changed", "Name", f.t.name(f.of))
	t.s.Runner.Go("plan.series.change", func(ctx context.Context) (func(), error) {
		undo, err := t.s.Ports.ChangeSeries(ctx, id, rule, first, armed)
		return t.done(said, undo), err
	})
	return true
}

// ruleText words the rule of a series: "Toutes les 2 semaines, lun., jeu., à 18:30".
// One that is not said in such words is shown as it is written.
func ruleText(b *words.Book, s data.Series) string {
	hour := s.Model.When.Wall[len(data.DayLayout)+1:]
	r, err := calendar.ReadRecurrence(s.Rule)
	if err != nil {
		return b.T("plan.series.rule.raw", "Rule", s.Rule, "Hour", hour)
	}
	every := b.N("plan.series.rule."+string(r.Unit), r.Every)
	days := r.Days
	first, err := time.Parse(data.WallLayout, s.Model.When.Wall)
	if r.Unit == calendar.Weekly && len(days) == 0 && err == nil {
		days = []time.Weekday{first.Weekday()}
	}
	var names []string
	for _, d := range days {
		names = append(names, b.Weekdays()[(int(d)-int(b.WeekStart())+7)%7])
	}
	if r.Unit == calendar.Monthly {
		names = append(names, b.T("plan.series.rule.day", "Day", first.Day()))
	}
	if len(names) == 0 {
		return b.T("plan.series.rule.at", "Every", every, "Hour", hour)
	}
	return b.T("plan.series.rule.on", "Every", every, "Days", strings.Join(names, ", "), "Hour", hour)
}
