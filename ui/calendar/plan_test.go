package calendar

import (
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"parvis/data"
	"parvis/data/calendar"
)

// planning is a desk with campaigns, pillars and hours that are kept.
func planning(t *testing.T) *desk {
	d := &desk{entries: busyMonth(t), accounts: threeAccounts(), figures: fourFigures()}
	d.campaigns = []data.Campaign{{ID: 5, Name: "Galette des rois", Colour: "#B0442B"}}
	d.line = data.Line{Pillars: []data.Pillar{{ID: 3, Name: "Coulisses"}}}
	d.slots = []data.Slot{
		{ID: 1, Account: 1, Pillar: 3, Weekday: time.Sunday, Wall: "10:00"},
		{ID: 2, Account: 2, Weekday: time.Monday, Wall: "07:30"},
		{ID: 3, Weekday: time.Thursday, Wall: "18:30"}, // taken by the galette on the 26th
	}
	d.best = calendar.Best{Posts: 64, Own: true, Hours: []calendar.BestHour{
		{Weekday: time.Sunday, Hour: 11, Lift: 0.24, Low: 0.08, High: 0.41, N: 9, Own: true},
		{Weekday: time.Tuesday, Hour: 10, Lift: 0.1, N: 1},
	}}
	for i := range d.entries {
		if strings.HasPrefix(d.entries[i].Headline, "Galette") {
			d.entries[i].Campaign = 5
		}
	}
	return d
}

// on goes to a layout of a day and reads it whole.
func (tr *trial) to(mode mode, day string) {
	tr.t.Helper()
	tr.screen.m.day = day
	if !tr.screen.m.setMode(mode) {
		tr.screen.m.show(day)
	}
	tr.screen.read()
	tr.until("it is read", func() bool {
		return tr.screen.m.loaded && !tr.runner.Busy("calendar.around") && !tr.runner.Busy("calendar.plan")
	})
}

func TestFreeHoursBeginAPost(t *testing.T) {
	tr := tryOut(t, planning(t), 1232, 900)
	tr.to(weekMode, "2026-11-22")
	days := weekData(tr.book, tr.screen.m).Days
	sunday := days[6].Chips
	if len(sunday) != 1 || !sunday[0].Free || sunday[0].Title != "Créneau libre · Coulisses" || sunday[0].Minute != 600 {
		t.Fatalf("Sunday has %+v", sunday)
	}
	if !slices.Equal(days[6].Best, []int{11}) || len(days[5].Best) != 0 {
		t.Errorf("best hours %v", days[6].Best)
	}
	if len(days[0].Chips) != 1 {
		t.Errorf("a slot of the past is offered on Monday: %+v", days[0].Chips)
	}
	tr.picture("week-free")
	tr.screen.fill(sunday[0].ID)
	if want := "2026-11-22T10:00 for 1 about 3"; !slices.Equal(tr.shell.wrote, []string{want}) {
		t.Errorf("wrote %v", tr.shell.wrote)
	}
	tr.screen.toggleAccount(1)
	if free := tr.screen.m.free("2026-11-22"); len(free) != 0 {
		t.Errorf("a hidden account offers its hours: %v", free)
	}
	tr.screen.toggleAccount(1)
	tr.to(weekMode, "2026-11-26")
	if free := tr.screen.m.free("2026-11-26"); len(free) != 0 {
		t.Errorf("a taken hour is offered: %v", free)
	}
}

func TestTheDayHasAColumnForEachAccount(t *testing.T) {
	tr := tryOut(t, planning(t), 1232, 900)
	tr.to(dayMode, "2026-11-26")
	days := weekData(tr.book, tr.screen.m).Days
	if len(days) != 3 || days[1].Name != "Mastodon" || len(days[0].Chips) != 2 || len(days[1].Chips) != 1 {
		t.Fatalf("columns %+v", days)
	}
	tr.picture("day")
	if got := tr.screen.header.title.Text(); got != "Jeudi 26 novembre" {
		t.Errorf("the title is %q", got)
	}
	tr.screen.Focus()
	tr.press(fyne.KeyRight)
	tr.until("the next day is read", func() bool { return tr.screen.m.loaded })
	if tr.screen.m.day != "2026-11-27" || tr.screen.header.title.Text() != "Vendredi 27 novembre" {
		t.Errorf("right of it is %s", tr.screen.m.day)
	}
	tr.to(dayMode, "2026-11-28")
	if days := weekData(tr.book, tr.screen.m).Days; len(days) != 4 || days[3].Number != "Sans compte" {
		t.Errorf("what has no account stands in %+v", days)
	}
}

func TestTheHeadOfAWeekOpensTheDay(t *testing.T) {
	tr := tryOut(t, planning(t), 1232, 900)
	tr.to(weekMode, "2026-11-26")
	week := tr.screen.body.week
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(week)
	test.TapCanvas(tr.window.Canvas(), at.AddXY(week.Size().Width/2, 16))
	if tr.screen.m.mode != dayMode || tr.screen.m.day != "2026-11-26" {
		t.Errorf("%s of %s", tr.screen.m.mode, tr.screen.m.day)
	}
}

func TestTheYearCountsAndLeadsToTheMonth(t *testing.T) {
	tr := tryOut(t, planning(t), 1232, 900)
	tr.to(yearMode, "2026-11-26")
	d := yearData(tr.book, tr.screen.m)
	if len(d.Months) != 12 || d.Months[0].Lead != 3 || len(d.Months[1].Days) != 28 {
		t.Fatalf("%d months; January begins with %d empty cells", len(d.Months), d.Months[0].Lead)
	}
	day := d.Months[10].Days[25]
	if day.Count != 4 || day.Label != "Jeudi 26 novembre · 4 publications" || d.Months[11].Note != "1 publication" {
		t.Errorf("%+v, December says %q", day, d.Months[11].Note)
	}
	if may := d.Months[4].Days[0]; !may.Note || !strings.HasSuffix(may.Label, "Fête du Travail") {
		t.Errorf("the first of May is %+v", may)
	}
	tr.picture("year")
	tr.screen.Focus()
	tr.press(fyne.KeyRight, fyne.KeyPageDown)
	tr.until("2027 is read", func() bool { return tr.screen.m.loaded })
	if tr.screen.header.title.Text() != "2027" || tr.screen.m.day != "2027-11-27" {
		t.Errorf("%s of %s", tr.screen.header.title.Text(), tr.screen.m.day)
	}
	tr.press(fyne.KeyReturn)
	tr.until("November 2027 is read", func() bool { return tr.screen.m.loaded })
	if tr.screen.m.mode != monthMode || tr.screen.header.title.Text() != "Novembre 2027" {
		t.Errorf("Enter leads to %s", tr.screen.header.title.Text())
	}
}

func TestKeyDatesStandInTheMonthAndCanBeHidden(t *testing.T) {
	tr := tryOut(t, planning(t), 1232, 900)
	tr.to(monthMode, "2026-11-21")
	noteOf := func(day string) string { return note(tr.book, tr.screen.m, day) }
	if noteOf("2026-11-11") != "Armistice de 1918" {
		t.Errorf("11 November is %q", noteOf("2026-11-11"))
	}
	tr.picture("month-dates")
	month := tr.screen.body.month
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(month)
	cell := tr.cell("2026-11-11", 0).Subtract(at)
	test.TapCanvas(tr.window.Canvas(), at.Add(cell).AddXY(30, -22))
	if n := len(tr.window.Canvas().Overlays().List()); n != 1 {
		t.Fatalf("%d overlays tell of it", n)
	}
	tr.picture("month-date")
	tr.window.Canvas().Overlays().Remove(tr.window.Canvas().Overlays().Top())
	tr.screen.toggleDates(calendar.Holiday)
	if noteOf("2026-11-11") != "" {
		t.Errorf("hidden, it is still %q", noteOf("2026-11-11"))
	}
	again := november(t)
	again.recall(tr.screen.m.remember())
	if !slices.Contains(again.filter.Undated, calendar.Holiday) {
		t.Error("what is hidden is not remembered")
	}
}

func TestACampaignHasItsColourAndCanBeAlone(t *testing.T) {
	tr := tryOut(t, planning(t), 1232, 900)
	tr.to(monthMode, "2026-11-21")
	for _, day := range monthData(tr.book, tr.screen.m).Days {
		if day.Day == "2026-11-26" && (day.Chips[0].Bar != "#B0442B" || len(day.Chips) != 3) {
			t.Errorf("the 26th has %+v", day.Chips)
		}
	}
	tr.screen.ShowCampaign(5)
	q, err := tr.screen.m.agenda()
	if err != nil || q.Campaign != 5 || filterName(tr.book, tr.screen.m) != "Tous les comptes, Galette des rois" {
		t.Errorf("asked for campaign %d, named %q", q.Campaign, filterName(tr.book, tr.screen.m))
	}
	tr.desk.campaigns = nil
	tr.screen.Changed(data.Change{Noun: data.Campaigns})
	tr.until("a campaign that is gone filters nothing", func() bool { return tr.screen.m.filter.Campaign == 0 })
}

func TestWhatTheClocksDoIsSaidBeforeTheDrop(t *testing.T) {
	m := november(t)
	b := book(t, "fr")
	if got := warnTime(b, m, "2027-03-28", 2*60+30); got != "02:30 n’existe pas cette nuit-là\u202f: 03:30 est utilisé." {
		t.Errorf("of the gap: %q", got)
	}
	if got := warnTime(b, m, "2027-10-31", 2*60+30); !strings.HasPrefix(got, "02:30 arrive deux fois") {
		t.Errorf("of the overlap: %q", got)
	}
	if got := warnTime(b, m, "2027-03-28", 9*60); got != "" {
		t.Errorf("of nine o'clock: %q", got)
	}
}

func TestAnotherZoneIsNamedAndItsHoursStandBelow(t *testing.T) {
	tr := tryOut(t, planning(t), 1232, 900)
	montreal, err := time.LoadLocation("America/Toronto")
	if err != nil {
		t.Fatal(err)
	}
	tr.to(dayMode, "2026-11-26")
	if d := weekData(tr.book, tr.screen.m); d.Zone != "" {
		t.Errorf("with one zone it is named %q", d.Zone)
	}
	tr.screen.m.local = montreal
	tr.screen.show()
	d := weekData(tr.book, tr.screen.m)
	if d.Zone != "Paris" || d.Other != "Toronto" || d.OtherHours[9] != "3 h" {
		t.Errorf("%q, %q: nine is %q", d.Zone, d.Other, d.OtherHours[9])
	}
	tr.picture("day-zones")
	e, _ := tr.screen.m.entry(19)
	to, _, ok, err := tr.screen.m.planTime(e, "2026-11-26", 20*60)
	if got := tr.screen.when(to); err != nil || !ok || got != "jeu. 26 nov. · 20:00 (heure de Paris)" {
		t.Errorf("%q %v", got, err)
	}
}

func TestBestHoursSayWhatTheyRestOn(t *testing.T) {
	m, b := november(t), book(t, "fr")
	if bestNote(b, m) != "" {
		t.Error("nothing was read and something is said")
	}
	m.best = planning(t).best
	want := "Heures teintées\u202f: d’après 64 publications · dim. 11 h\u202f: +24 % d’engagement (de +8 % à +41 %, sur 9)"
	if got := bestNote(b, m); strings.ReplaceAll(strings.ReplaceAll(got, "\u00a0", " "), "\u202f", " ") != strings.ReplaceAll(want, "\u202f", " ") {
		t.Errorf("%q", got)
	}
	m.best = calendar.Best{Posts: 4, Hours: []calendar.BestHour{{Hour: 10}}}
	if got := bestNote(b, m); !strings.Contains(got, "conseil général") || !strings.Contains(got, "4 publications") {
		t.Errorf("%q", got)
	}
}

func TestAFileIsForTheDayOrTheHourBelowIt(t *testing.T) {
	tr := tryOut(t, planning(t), 1232, 900)
	if got := tr.screen.DropAt(tr.cell("2026-11-27", 1)); got != "2026-11-27" {
		t.Errorf("on the month: %q", got)
	}
	if got := tr.screen.DropAt(fyne.NewPos(400, 20)); got != "" {
		t.Errorf("on the header: %q", got)
	}
	tr.to(weekMode, "2026-11-26")
	week := tr.screen.body.week
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(week)
	if got := tr.screen.DropAt(at.AddXY(week.Size().Width/2, 58+2*50+10)); got != "2026-11-26T09:00" {
		t.Errorf("on the week: %q", got)
	}
}
