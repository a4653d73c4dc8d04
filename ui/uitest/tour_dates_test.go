package uitest_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"parvis/data"
	"parvis/ui/widgets"
)

// rest lets what was said in passing go, so that the next undo is the one of what
// is done next.
func (v *visit) rest() {
	v.t.Helper()
	v.ok(v.Pass(v.ctx, 20*time.Second))
}

// chooseIn opens the menu of something and takes one of its lines, by keys.
func (v *visit) chooseIn(menu, name string, downs int) {
	v.t.Helper()
	v.tapWord(menu, "Name", name)
	v.ok(v.Press(v.ctx, slices.Repeat([]fyne.KeyName{fyne.KeyDown}, downs)...))
	v.ok(v.Press(v.ctx, fyne.KeyReturn))
}

// TestASeriesIsSkippedChangedAndEnded leaves one time of a series out, has it come
// at another hour from then on, ends it with what is to come, and takes each back.
func TestASeriesIsSkippedChangedAndEnded(t *testing.T) {
	const name = "Le pain de la semaine"
	v := newVisit(t)
	one := func() data.Series {
		all, err := v.house.Desk.Series(v.ctx, v.brand)
		v.ok(err)
		i := slices.IndexFunc(all, func(s data.Series) bool { return s.Model.Title == name })
		if i < 0 {
			return data.Series{}
		}
		return all[i]
	}
	made := func(id data.SeriesID) int {
		all, err := v.house.Desk.MadeOf(v.ctx, id)
		v.ok(err)
		return len(all)
	}
	before := one()
	n := made(before.ID)
	if n != 4 {
		t.Fatalf("the demonstration has %d of them", n)
	}
	v.ok(v.Do(v.ctx, "plan.action.show.series"))
	v.tapWord("plan.series.skip")
	v.until("a time that is left out", glance, func() bool { return len(one().Except) == 1 && made(before.ID) == n-1 })
	v.tapWord("common.undo")
	v.until("all of them", glance, func() bool { return len(one().Except) == 0 && made(before.ID) == n })
	v.rest()

	v.tapWord("plan.edit", "Name", name)
	v.into("plan.slot.hour")
	v.clear("11:30")
	v.write("12:05")
	v.tapWord("common.save")
	v.until("the new rule", glance, func() bool { return one().ID != before.ID && strings.HasSuffix(one().Model.When.Wall, "T12:05") })
	v.until("its times", glance, func() bool { return made(one().ID) == n && made(before.ID) == 0 })
	v.tapWord("common.undo")
	v.until("the former rule", glance, func() bool { return one().ID == before.ID && made(before.ID) == n })
	v.rest()

	v.chooseIn("plan.series.more", name, 3)
	v.until("its end", glance, func() bool { return one().ID == 0 && made(before.ID) == 0 })
	v.tapWord("common.undo")
	v.until("the series", glance, func() bool { return one().ID == before.ID && made(before.ID) == n })
}

// TestADateIsKeptAndRemindedOf writes down a date of the shop, asks to be reminded
// of it, finds it on the page of the day, puts it away, takes that back, and goes
// on to what may fill the free slots.
func TestADateIsKeptAndRemindedOf(t *testing.T) {
	const name = "Fête de la rue"
	v := newVisit(t)
	dates := func() data.Dates {
		l, err := v.house.Desk.Line(v.ctx, v.brand)
		v.ok(err)
		return l.Dates
	}
	v.ok(v.Do(v.ctx, "plan.action.new.dates"))
	v.into("plan.dates.name")
	v.write(name)
	v.tapWord("plan.dates.day")
	v.until("a month", glance, func() bool { return len(shown[*widgets.DayPicker](v)) == 1 })
	shown[*widgets.DayPicker](v)[0].Chosen(time.Date(2026, 11, 28, 0, 0, 0, 0, time.UTC))
	v.tapWord("common.save")
	v.until("the date", glance, func() bool {
		return slices.ContainsFunc(dates().Own, func(o data.OwnDate) bool { return o.Name == name && o.Day == "11-28" })
	})
	v.until("its row", glance, func() bool { return v.says(name) })
	v.chooseIn("plan.series.more", name, 1)
	v.into("plan.dates.days")
	v.clear("0")
	v.write("10")
	v.tapWord("common.save")
	v.until("the reminder", glance, func() bool { return slices.Contains(leads(dates()), 10) })
	v.rest()

	v.ok(v.Do(v.ctx, "shell.screen.today"))
	said := v.Book.N("today.reminder.date", 7, "Name", name, "Day", v.Book.ShortDate(time.Date(2026, 11, 28, 0, 0, 0, 0, time.UTC)))
	v.until("the date ahead", glance, func() bool { return v.says(said) })
	v.tapWord("today.reminder.dismiss", "What", said)
	v.until("it goes", glance, func() bool { return !v.says(said) })
	v.tapWord("common.undo")
	v.until("it is back", glance, func() bool { return v.says(said) })

	v.tapWord("today.reminder.again.do")
	v.until("proposals", glance, func() bool { return len(shown[*widgets.Tick](v)) > 0 })
	v.tapWord("common.cancel")
	v.ok(v.Do(v.ctx, "shell.screen.today"))
	v.tapWord("today.reminder.products.do")
	v.until("the balance", glance, func() bool { return v.says(v.Book.T("plan.balance.products")) })
	for _, l := range shown[*widgets.Link](v) {
		if l.Text() == v.Book.T("plan.balance.write") {
			test.Tap(l)
			break
		}
	}
	v.until("a post about the product", glance, func() bool {
		id, err := v.house.Post(v.ctx, "Croissant au beurre")
		if err != nil {
			return false
		}
		p, err := v.house.Desk.Post(v.ctx, id)
		v.ok(err)
		return len(p.Products) == 1
	})
}

func leads(d data.Dates) (all []int) {
	for _, days := range d.Lead {
		all = append(all, days)
	}
	return all
}
