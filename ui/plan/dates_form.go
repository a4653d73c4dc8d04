package plan

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"parvis/data"
	"parvis/data/calendar"
	"parvis/ui/widgets"
)

// keep stores how key dates are kept, says so and offers to take it back.
func (t *dates) keep(change func(*data.Dates), said string) {
	t.s.keepLine("plan.dates.keep", func(l *data.Line) { change(&l.Dates) }, said, t.read)
}

// remind asks how many days ahead a date is to be reminded of.
func (t *dates) remind(d calendar.KeyDate) {
	name := d.Title(t.s.Words().T)
	t.askLead(name, d.Lead, func(days int) {
		t.keep(func(to *data.Dates) { to.Lead = with(to.Lead, d.ID, days) }, t.leadText(name, days))
	})
}

// remindKind asks it for all dates of the kind that is shown.
func (t *dates) remindKind() {
	b, kind := t.s.Words(), string(t.kind)
	name := b.T("keydate.kind." + kind)
	t.askLead(name, t.line.Dates.Leads[kind], func(days int) {
		t.keep(func(to *data.Dates) { to.Leads = with(to.Leads, kind, days) }, t.leadText(name, days))
	})
}

func with(all map[string]int, key string, days int) map[string]int {
	if all == nil {
		all = map[string]int{}
	}
	all[key] = days
	return all
}

func (t *dates) leadText(name string, days int) string {
	if days == 0 {
		return t.s.Words().T("plan.dates.lead.off", "Name", name)
	}
	return t.s.Words().N("plan.dates.lead.kept", days, "Name", name)
}

func (t *dates) askLead(name string, days int, took func(days int)) {
	b := t.s.Words()
	field := widgets.NewField(b.T("plan.dates.days"))
	field.SetText(strconv.Itoa(days))
	t.s.showForm(name, func() bool {
		field.SetError("")
		n, err := strconv.Atoi(strings.TrimSpace(field.Text()))
		if err != nil || n < 0 || n > calendar.LongestLead {
			field.SetError(b.T("plan.dates.days.fault", "Most", calendar.LongestLead))
			return false
		}
		took(n)
		return true
	}, field, []fyne.CanvasObject{field, widgets.NewNote(b.T("plan.dates.days.why"))})
}

// edit shows a date of the brand's own; one without ID is new.
func (t *dates) edit(o data.OwnDate) {
	b := t.s.Words()
	name, angle := widgets.NewField(b.T("plan.dates.name")), widgets.NewField(b.T("plan.dates.angle"))
	name.SetText(o.Name)
	name.SetPlaceholder(b.T("plan.dates.name.hint"))
	angle.SetText(o.Angle)
	yearly, day := o.ID == "" || o.Yearly(), o.Day
	if o.Yearly() {
		day = t.coming(o.Day)
	}
	box := t.s.dayBox(b.T("plan.dates.day"), &day)
	fault := widgets.NewNote("")
	fault.Hide()
	title := b.T("plan.new.dates")
	if o.ID != "" {
		title = b.T("plan.dates.edit")
	}
	t.s.showForm(title, func() bool {
		name.SetError("")
		fault.Hide()
		o.Name, o.Angle, o.Day = strings.TrimSpace(name.Text()), strings.TrimSpace(angle.Text()), day
		switch {
		case o.Name == "":
			name.SetError(b.T("plan.dates.name.fault"))
			return false
		case day == "":
			fault.SetText(b.T("plan.dates.day.fault"))
			fault.Show()
			return false
		}
		if yearly {
			o.Day = day[len("2026-"):]
		}
		t.keep(func(to *data.Dates) { put(to, o) }, b.T("plan.dates.kept", "Name", o.Name))
		return true
	}, name, []fyne.CanvasObject{
		name, box, fault,
		widgets.NewTick(b.T("plan.dates.yearly"), "", yearly, func(on bool) { yearly = on }), angle,
	})
}

// coming is the next day, today included, of a date that comes each year.
func (t *dates) coming(monthDay string) string {
	today := t.s.Clock.Now().In(t.s.zone()).Format(data.DayLayout)
	day := today[:len("2026-")] + monthDay
	if day < today {
		year, err := strconv.Atoi(today[:len("2026")])
		if err == nil {
			day = fmt.Sprintf("%04d-%s", year+1, monthDay)
		}
	}
	if _, err := time.Parse(data.DayLayout, day); err != nil {
		return ""
	}
	return day
}

// put adds a date of the brand's own, or changes it.
func put(to *data.Dates, o data.OwnDate) {
	if i := slices.IndexFunc(to.Own, func(one data.OwnDate) bool { return one.ID == o.ID }); i >= 0 && o.ID != "" {
		to.Own[i] = o
		return
	}
	taken := func(id string) bool {
		return slices.ContainsFunc(to.Own, func(one data.OwnDate) bool { return one.ID == id })
	}
	for n := 1; o.ID == ""; n++ {
		if id := "own-" + strconv.Itoa(n); !taken(id) {
			o.ID = id
		}
	}
	to.Own = append(to.Own, o)
}

// copied is how key dates are kept, to be changed without touching the former.
func copied(d data.Dates) data.Dates {
	return data.Dates{Own: slices.Clone(d.Own), Hidden: slices.Clone(d.Hidden), Leads: maps.Clone(d.Leads), Lead: maps.Clone(d.Lead)}
}
