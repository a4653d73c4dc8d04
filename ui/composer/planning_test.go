package composer

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2/test"

	"parvis/data"
	"parvis/data/calendar"
	"parvis/ui/widgets"
)

// plans is what the made-up store knows about hours and series. What it does
// with series it notes.
type plans struct {
	slots  []data.Slot
	booked []calendar.Booking
	best   calendar.Best
	dates  []calendar.KeyDate
	series []data.Series
	did    []string
	former []data.Version
}

func (p *plans) Openings(_ context.Context, _ data.BrandID, from, to time.Time) ([]calendar.Opening, error) {
	return calendar.Openings(p.slots, p.booked, from, to, "Europe/Paris")
}

func (p *plans) BestHours(context.Context, data.BrandID, []data.AccountID) (calendar.Best, error) {
	return p.best, nil
}

func (p *plans) KeyDates(_ context.Context, _ data.BrandID, from, to string) (found []calendar.KeyDate, err error) {
	for _, d := range p.dates {
		if d.From <= to && d.To >= from {
			found = append(found, d)
		}
	}
	return found, nil
}

func (p *plans) Series(context.Context, data.BrandID) ([]data.Series, error) {
	return slices.Clone(p.series), nil
}

func (p *plans) SaveSeries(_ context.Context, s *data.Series) error {
	s.ID = data.SeriesID(len(p.series) + 1)
	p.series = append(p.series, *s)
	p.did = append(p.did, "save "+s.Rule)
	return nil
}

func (p *plans) SkipSeries(_ context.Context, _ data.SeriesID, day string) (func(context.Context) error, error) {
	p.did = append(p.did, "skip "+day)
	return func(context.Context) error { return nil }, nil
}

func (p *plans) DeleteSeries(_ context.Context, id data.SeriesID) (func(context.Context) error, error) {
	p.did = append(p.did, "delete")
	p.series[id-1].Ended = true
	return func(context.Context) error {
		p.did = append(p.did, "restore")
		p.series[id-1].Ended = false
		return nil
	}, nil
}

func wednesdaysAndFridays() []data.Slot {
	return []data.Slot{
		{ID: 1, Weekday: time.Wednesday, Wall: "12:15"},
		{ID: 2, Weekday: time.Friday, Wall: "18:30", Account: 99},
		{ID: 3, Weekday: time.Saturday, Wall: "09:30", Account: mastodon},
	}
}

func TestTheNextFreeSlotIsTakenAndThenTheOneAfter(t *testing.T) {
	p := newPane(t)
	p.desk.slots = wednesdaysAndFridays()
	saturdayMorning := time.Date(2026, 11, 21, 8, 30, 0, 0, time.UTC) // 9:30 in Nantes, ahead of now
	p.desk.booked = []calendar.Booking{{Account: mastodon, Due: saturdayMorning}}
	p.given(everywhere("Des galettes"))
	press := partOf[*planning](p).acts.Objects[0].(*widgets.Button)
	for _, want := range []string{"2026-11-25T12:15", "2026-11-28T09:30", "2026-12-02T12:15"} {
		test.Tap(press)
		p.until("the hour "+want, func() bool { return p.post.When.Wall == want })
	}
	p.window0().undo()
	if got := p.post.When.Wall; got != "2026-11-28T09:30" {
		t.Errorf("undone, the post is at %q", got)
	}
}

// window0 is what the pane says to the window around it.
func (p *pane) window0() *window { return p.bench.window }

func TestWithoutAFreeSlotTheHourStays(t *testing.T) {
	b := newBench(t)
	b.desk.slots = []data.Slot{{ID: 1, Weekday: time.Friday, Wall: "18:30", Account: 99}}
	post := everywhere("Des galettes")
	post.When = tomorrow()
	b.given(post)
	b.nextFree()
	b.until("it is said", func() bool { return len(b.window.toasts) == 1 })
	if !strings.HasPrefix(b.window.toasts[0], "Aucun créneau libre") || b.post.When != tomorrow() {
		t.Errorf("said %q, the hour is %v", b.window.toasts, b.post.When)
	}
}

func TestASlotOfAnotherPillarIsNotTaken(t *testing.T) {
	b := newBench(t)
	post := everywhere("Des galettes")
	post.Pillar = 2
	b.given(post)
	at := b.Clock.Now().Add(time.Hour)
	for pillar, want := range map[data.PillarID]bool{0: true, 2: true, 3: false} {
		o := calendar.Opening{Slot: data.Slot{Pillar: pillar}, When: data.Schedule{Instant: at}}
		if got := b.suits(o); got != want {
			t.Errorf("a slot of pillar %d suits: %t", pillar, got)
		}
	}
}

func TestBestHoursSayWhatTheyRestOnAndMoveThePost(t *testing.T) {
	p := newPane(t)
	p.desk.best = calendar.Best{Posts: 64, Own: true, Hours: []calendar.BestHour{
		{Weekday: time.Thursday, Hour: 18, Lift: 0.32, N: 9, Own: true},
		{Weekday: time.Saturday, Hour: 9, Lift: 0.1},
	}}
	p.desk.dates = []calendar.KeyDate{{ID: "christmas", Key: "keydate.christmas", From: "2026-12-25", To: "2026-12-25"}}
	post := everywhere("Des galettes")
	post.When = data.Schedule{Wall: "2026-12-25T10:00", Zone: "Europe/Paris", Instant: time.Date(2026, 12, 25, 9, 0, 0, 0, time.UTC)}
	p.given(post)
	plan := partOf[*planning](p)
	p.until("the hours are known", func() bool { return len(plan.chips.Objects) == 2 })
	if got := plan.said; got != "jeu. 18:00 · +32\u202f% (9)\nsam. 09:00" {
		t.Errorf("the chips say %q", got)
	}
	if !strings.Contains(plan.note.Text(), "64 publications") || !strings.HasPrefix(plan.date.Text(), "Ce jour-là\u202f: Noël") {
		t.Errorf("the notes say %q and %q", plan.note.Text(), plan.date.Text())
	}
	test.Tap(plan.chips.Objects[0].(*widgets.PillButton))
	if got := p.post.When.Wall; got != "2026-12-24T18:00" {
		t.Errorf("the Thursday of that week is %q", got)
	}
	p.until("the other day's dates", func() bool { return !plan.date.Visible() })
}

func TestGeneralAdviceSaysThatItIsGeneral(t *testing.T) {
	p := newPane(t)
	p.desk.best = calendar.Best{Posts: 7, Hours: []calendar.BestHour{{Weekday: time.Tuesday, Hour: 12}}}
	p.given(everywhere("Des galettes"))
	plan := partOf[*planning](p)
	p.until("the hours are known", func() bool { return len(plan.chips.Objects) == 1 })
	if !strings.HasPrefix(plan.note.Text(), "Conseils généraux\u202f: 7") || plan.said != "mar. 12:00" {
		t.Errorf("%q, %q", plan.said, plan.note.Text())
	}
	test.Tap(plan.chips.Objects[0].(*widgets.PillButton))
	if got := p.post.When.Wall; got != "2026-11-24T12:00" {
		t.Errorf("the next Tuesday is %q", got)
	}
}

func TestACampaignMarksTheLinksAndComesOffAgain(t *testing.T) {
	b := newBench(t)
	id := b.given(everywhere("Des galettes"))
	feast := data.Campaign{ID: 4, Name: "Fêtes 2026", Track: data.Tracking{Campaign: "fetes-2026", Hosts: []string{"maison-lenoir.example"}}}
	b.chooseCampaign(feast)
	b.settle()
	if got := b.desk.stored(id); got.Campaign != 4 || got.Track.Campaign != "fetes-2026" {
		t.Errorf("stored %+v", got)
	}
	if !strings.Contains(b.trackNote(), "maison-lenoir.example") {
		t.Errorf("said %q", b.trackNote())
	}
	b.chooseCampaign(data.Campaign{})
	b.settle()
	if got := b.desk.stored(id); got.Campaign != 0 || !got.Track.Zero() || b.trackNote() != "" {
		t.Errorf("stored %+v", got)
	}
}

func TestWhatAPostBelongsToIsMerged(t *testing.T) {
	base := data.Post{Campaign: 1, Pillar: 1}
	mine, theirs := clone(base), clone(base)
	mine.Campaign, theirs.Pillar, theirs.Series = 2, 3, 5
	merged, conflict := merge(base, mine, theirs)
	if conflict || merged.Campaign != 2 || merged.Pillar != 3 || merged.Series != 5 {
		t.Errorf("merged %+v, conflict %t", merged, conflict)
	}
	theirs.Campaign = 7
	if merged, conflict = merge(base, mine, theirs); !conflict || merged.Campaign != 2 {
		t.Errorf("merged %+v, conflict %t", merged, conflict)
	}
}

func TestWhatDoesNotComeBackIsRefused(t *testing.T) {
	b := newBench(t)
	post := everywhere("Des galettes")
	post.When = tomorrow()
	b.given(post)
	for _, r := range []calendar.Recurrence{
		{Every: 0, Unit: calendar.Weekly, Times: 3},
		{Every: 1, Unit: calendar.Weekly},
		{Every: 1, Unit: calendar.Daily, Times: 2000},
		{Every: 1, Unit: calendar.Monthly, Until: "2026-11-30"},
	} {
		if all, err := b.foresee(r); err == nil {
			t.Errorf("%+v gives %v", r, all)
		}
	}
	if _, err := b.foresee(calendar.Recurrence{Every: 1, Unit: calendar.Daily, Times: 1}); !errors.Is(err, errOnce) {
		t.Errorf("once: %v", err)
	}
}

func TestAPostIsRepeatedAndTheRepetitionTakenBack(t *testing.T) {
	p := newPane(t)
	post := everywhere("Des galettes")
	post.When = tomorrow() // a Sunday
	id := p.given(post)
	plan := partOf[*planning](p)
	test.Tap(plan.repeat)
	if p.window.Canvas().Overlays().Top() == nil {
		t.Fatal("no sheet opens")
	}
	sheet := newRepeatSheet(p.composer)
	sheet.open()
	sheet.times.SetText("3")
	sheet.confirm()
	p.until("the series is known", func() bool { return p.planned.series.ID == 1 && p.desk.stored(id).Series == 1 })
	s := p.desk.series[0]
	if s.Rule != "FREQ=WEEKLY;BYDAY=SU;COUNT=3" || s.Made != post.When.Wall || s.Armed || s.Model.Parts[0] != "Des galettes" {
		t.Errorf("the series is %+v", s)
	}
	if got := plan.repeat.Text(); !strings.HasPrefix(got, "Se répète encore 3 fois") {
		t.Errorf("the button says %q", got)
	}
	p.window0().undo()
	p.until("it is taken back", func() bool { return p.desk.stored(id).Series == 0 })
	want := []string{"save FREQ=WEEKLY;BYDAY=SU;COUNT=3", "skip 2026-11-29", "skip 2026-12-06", "delete"}
	if !slices.Equal(p.desk.did, want) {
		t.Errorf("did %q", p.desk.did)
	}
}

func TestARepetitionIsStoppedAndTakenUpAgain(t *testing.T) {
	b := newBench(t)
	post := everywhere("Des galettes")
	post.When, post.Series = tomorrow(), 1
	b.desk.series = []data.Series{{ID: 1, Brand: 1, Model: post, Rule: "FREQ=WEEKLY;COUNT=4"}}
	b.given(post)
	b.plan()
	b.until("the series is known", func() bool { return b.planned.series.ID == 1 })
	b.stopRepeat()
	b.until("it is stopped", func() bool { return !b.acting && b.planned.series.ID == 0 })
	b.window.undo()
	b.until("it goes on", func() bool { return b.planned.series.ID == 1 })
}

func TestAPostIsMadeToComeBack(t *testing.T) {
	b := newBench(t)
	id := b.given(everywhere("Nos horaires"))
	b.comeBack(90)
	b.settle()
	if got := b.desk.stored(id).Again.Days; got != 90 || !strings.Contains(b.againText(), "90") {
		t.Errorf("it rests %d days, %q", got, b.againText())
	}
	b.typed(common, 0, "Nos horaires d’hiver")
	b.desk.mu.Lock()
	p := b.desk.posts[id]
	p.Again.Days, p.Revision = 60, p.Revision+1 // changed elsewhere meanwhile
	b.desk.posts[id] = p
	b.desk.mu.Unlock()
	b.settle()
	if got := b.desk.stored(id); got.Again.Days != 60 || got.Parts[0] != "Nos horaires d’hiver" {
		t.Errorf("stored %+v, %q", got.Again, got.Parts)
	}
	b.comeBack(0)
	b.settle()
	if got := b.desk.stored(id).Again.Days; got != 0 {
		t.Errorf("it still comes back after %d", got)
	}
}
