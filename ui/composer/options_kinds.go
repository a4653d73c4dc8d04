package composer

import (
	"time"

	"fyne.io/fyne/v2"

	"parvis/data"
	"parvis/ui/theme"
	"parvis/ui/widgets"
)

// lines has one entry a line, counted beside the label.
func (o *options) lines(a data.AccountID, opt data.Option) fyne.CanvasObject {
	const least, most = 2, 6
	m := o.c.m
	label := widgets.NewLabel("", theme.Label, theme.Regular, theme.Muted)
	area := widgets.NewTextArea(least)
	area.SetPlaceholder(m.Words().T("composer.options.lines_hint"))
	count := func(value string) {
		name := o.label(opt)
		n := len(lines(value))
		if opt.Max > 0 {
			name = m.Words().T("composer.options.lines", "Name", name, "Count", n, "Max", opt.Max)
		}
		label.SetText(name)
		colour := theme.Muted
		if opt.Max > 0 && n > opt.Max {
			colour = theme.Warm
		}
		label.SetColour(colour)
	}
	area.Changed = func(s string) {
		count(s)
		o.set(a, opt.Key, s)
	}
	area.Left = m.save
	o.focusable(opt, area.Focus)
	o.update = append(o.update, func() {
		value := m.option(a, opt.Key)
		area.SetText(value)
		area.Fit(least, most)
		count(value)
	})
	return widgets.NewColumn(4, label, area)
}

// time is an hour as people type it, kept as "18:30". What is no hour is kept as
// it was typed, said below the field, and stops publishing.
func (o *options) time(a data.AccountID, opt data.Option) fyne.CanvasObject {
	m := o.c.m
	f := widgets.NewField(o.label(opt))
	f.SetPlaceholder(m.Words().T("composer.options.time_hint"))
	weigh := func(typed string) (value string) {
		f.SetError("")
		if typed == "" {
			return ""
		}
		hour, minute, err := parseHour(typed)
		if err != nil {
			f.SetError(m.Words().T("composer.when.bad_hour"))
			return typed
		}
		return clockText(hour, minute)
	}
	f.Changed = func(s string) { o.set(a, opt.Key, weigh(s)) }
	f.Left = func() {
		f.SetText(m.option(a, opt.Key))
		m.save()
		o.c.relay()
	}
	o.focusable(opt, f.Focus)
	o.update = append(o.update, func() {
		if value := m.option(a, opt.Key); value != weigh(f.Text()) {
			f.SetText(value)
			weigh(value)
		}
	})
	return f
}

// day is chosen from a calendar, kept as "2026-11-21".
func (o *options) day(a data.AccountID, opt data.Option) fyne.CanvasObject {
	m := o.c.m
	var button *widgets.Button
	show := func() {
		button.SetText(m.Words().T("composer.options.day"))
		if day, err := time.Parse(data.DayLayout, m.option(a, opt.Key)); err == nil {
			button.SetText(m.Words().LongDate(day))
		}
	}
	button = widgets.NewButton("", func() {
		o.pickDay(button, a, opt, func() {
			show()
			o.block.Refresh()
		})
	}).WithMenu()
	o.focusable(opt, func() { widgets.Focus(button) })
	o.update = append(o.update, show)
	return o.labelled(opt, button)
}

// pickDay shows the days below a button; then is called when one was chosen, or
// none.
func (o *options) pickDay(at fyne.CanvasObject, a data.AccountID, opt data.Option, then func()) {
	m, b := o.c.m, o.c.m.Words()
	chosen, err := time.Parse(data.DayLayout, m.option(a, opt.Key))
	if err != nil {
		chosen = time.Time{}
	}
	days := widgets.NewDayPicker(widgets.DayWords{
		Month: b.MonthTitle, Weekdays: b.Weekdays(),
		Earlier: b.T("composer.when.earlier"), Later: b.T("composer.when.later"),
	}, dateOf(m.Clock.Now().In(m.zone())), chosen)
	var over *widgets.Overlay
	take := func(value string) {
		over.Close()
		o.set(a, opt.Key, value)
		then()
	}
	days.Chosen = func(day time.Time) { take(day.Format(data.DayLayout)) }
	content := widgets.NewColumn(theme.Gap, days)
	if !opt.Required {
		content.Add(widgets.NewRow(0, widgets.NewButton(b.T("composer.options.day.clear"), func() { take("") }).As(widgets.Quiet)))
	}
	if over = widgets.ShowPopover(at, content, nil); over != nil {
		widgets.Focus(days)
	}
}
