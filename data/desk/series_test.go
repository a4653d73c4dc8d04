package desk_test

import (
	"context"
	"errors"
	"sync"
	"testing"
	"time"

	"parvis/data"
	"parvis/data/calendar"
)

// occurrences are the posts that a series was made into, as they stand.
func (o *office) occurrences(s data.Series) (made []data.Entry) {
	o.t.Helper()
	all, err := o.List(o.t.Context(), data.ListQuery{Brand: o.brand.ID, Limit: 500})
	o.must(err)
	for _, e := range all {
		p, err := o.Post(o.t.Context(), e.Post)
		o.must(err)
		if p.Series == s.ID {
			made = append(made, e)
		}
	}
	return made
}

// daily is a series that comes every day from tomorrow, so many times.
func (o *office) daily(rule string, armed bool) data.Series {
	o.t.Helper()
	wall, err := calendar.Wall(o.clock.Now().Add(24*time.Hour), o.brand.Zone)
	o.must(err)
	when, _, err := calendar.Resolve(wall, o.brand.Zone)
	o.must(err)
	a := o.connect()
	return data.Series{Brand: o.brand.ID, Rule: rule, Armed: armed, Model: data.Post{
		Brand: o.brand.ID, Lang: "fr", Parts: []string{"Le pain du jour"}, When: when,
		Variants: []data.Variant{{Account: a.ID}},
	}}
}

func TestASeriesIsMadeOnce(t *testing.T) {
	o := open(t)
	s := o.daily("FREQ=DAILY;COUNT=5", true)
	o.must(o.SaveSeries(t.Context(), &s))
	first := o.occurrences(s)
	if len(first) != 5 {
		t.Fatalf("made %d: %+v", len(first), first)
	}
	for i, e := range first {
		if e.State != data.Scheduled || i > 0 && e.Due.Sub(first[i-1].Due) != 24*time.Hour {
			t.Errorf("%d: %s %s at %s", i, e.State, e.Reason, e.Due)
		}
	}
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() {
			again := s
			if err := o.SaveSeries(context.WithoutCancel(t.Context()), &again); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	o.stop()
	o.start()
	time.Sleep(50 * time.Millisecond) // the runner has looked by then
	if got := o.occurrences(s); len(got) != 5 {
		t.Errorf("made anew: %d", len(got))
	}
}

func TestAnOccurrenceIsSkipped(t *testing.T) {
	o := open(t)
	s := o.daily("FREQ=DAILY;COUNT=3", false)
	o.must(o.SaveSeries(t.Context(), &s))
	second := o.occurrences(s)[1]
	if second.State != data.Draft {
		t.Errorf("an occurrence that is not armed: %s", second.State)
	}
	day, err := calendar.Day(second.Due, o.brand.Zone)
	o.must(err)
	undo, err := o.SkipSeries(t.Context(), s.ID, day)
	o.must(err)
	if got := o.occurrences(s); len(got) != 2 {
		t.Fatalf("%d are left", len(got))
	}
	if list, err := o.Series(t.Context(), o.brand.ID); err != nil || len(list) != 1 || len(list[0].Except) != 1 || list[0].Except[0] != day {
		t.Fatalf("%+v, %v", list, err)
	}
	o.must(undo(t.Context()))
	if got := o.occurrences(s); len(got) != 3 || got[1].Post != second.Post {
		t.Errorf("taken back: %+v", got)
	}
	if undo, err = o.DeleteSeries(t.Context(), s.ID); err != nil {
		t.Fatal(err)
	}
	if list, _ := o.Series(t.Context(), o.brand.ID); len(list) != 0 || len(o.occurrences(s)) != 3 {
		t.Error("what was made goes with its series")
	}
	o.must(undo(t.Context()))
	s.Rule = "FREQ=DAILY"
	if err := o.SaveSeries(t.Context(), &s); !errors.Is(err, calendar.ErrRule) {
		t.Errorf("without end: %v", err)
	}
}

func TestASeriesComesByAnotherRuleFromHereOn(t *testing.T) {
	o := open(t)
	ctx := t.Context()
	s := o.daily("FREQ=DAILY;COUNT=30", true)
	o.must(o.SaveSeries(ctx, &s))
	before := o.occurrences(s)
	o.must(o.PublishNow(ctx, before[0].Post))
	o.until("the first one is out", func() bool { return o.occurrences(s)[0].State == data.Sent })
	wall, err := calendar.Wall(o.clock.Now().Add(72*time.Hour), o.brand.Zone)
	o.must(err)
	first, _, err := calendar.Resolve(wall, o.brand.Zone)
	o.must(err)
	if _, err := o.ChangeSeries(ctx, s.ID, "FREQ=HOURLY;COUNT=3", first, false); !errors.Is(err, calendar.ErrRule) || len(o.occurrences(s)) != len(before) {
		t.Fatalf("a rule that is none: %v, %d are left of %d", err, len(o.occurrences(s)), len(before))
	}
	undo, err := o.ChangeSeries(ctx, s.ID, "FREQ=WEEKLY;COUNT=3", first, false)
	o.must(err)
	if left := o.occurrences(s); len(left) != 1 || left[0].State != data.Sent {
		t.Errorf("of the former rule: %+v", left)
	}
	all, err := o.Series(ctx, o.brand.ID)
	o.must(err)
	if len(all) != 1 || all[0].ID == s.ID || all[0].Model.Parts[0] != s.Model.Parts[0] {
		t.Fatalf("%+v", all)
	}
	made, err := o.MadeOf(ctx, all[0].ID)
	o.must(err)
	if len(made) != 3 || made[0].State != data.Draft || !made[0].Due.Equal(first.Instant) || made[1].Due.Sub(made[0].Due) < 6*24*time.Hour {
		t.Errorf("by the new rule: %+v", made)
	}
	o.must(undo(ctx))
	all, err = o.Series(ctx, o.brand.ID)
	o.must(err)
	if len(all) != 1 || all[0].ID != s.ID || len(o.occurrences(s)) != len(before) {
		t.Errorf("taken back: %+v with %d", all, len(o.occurrences(s)))
	}
	if made, err = o.MadeOf(ctx, s.ID); err != nil || len(made) != len(before) || made[1].State != data.Scheduled {
		t.Errorf("taken back: %+v, %v", made, err)
	}
}

func TestASeriesEndsWithWhatIsToCome(t *testing.T) {
	o := open(t)
	ctx := t.Context()
	s := o.daily("FREQ=DAILY;COUNT=6", false)
	o.must(o.SaveSeries(ctx, &s))
	n, undo, err := o.EndSeries(ctx, s.ID)
	o.must(err)
	all, err := o.Series(ctx, o.brand.ID)
	o.must(err)
	if n != 6 || len(all) != 0 || len(o.occurrences(s)) != 0 {
		t.Errorf("%d, %+v", n, all)
	}
	if _, _, err := o.EndSeries(ctx, s.ID); !errors.Is(err, data.ErrNoSuch) {
		t.Errorf("twice: %v", err)
	}
	o.must(undo(ctx))
	if got := o.occurrences(s); len(got) != 6 {
		t.Errorf("taken back: %d", len(got))
	}
}
