package plan

import (
	"context"
	"slices"
	"strings"
	"testing"

	"parvis/data"
	"parvis/data/calendar"
)

// repeated is a desk of two series.
type repeated struct {
	desk
	all     []data.Series
	made    map[data.SeriesID][]data.Entry
	skipped []string
	ended   []data.SeriesID
	rule    string
	first   data.Schedule
	undone  int
}

func (d *repeated) Series(context.Context, data.BrandID) ([]data.Series, error) { return d.all, nil }

func (d *repeated) MadeOf(_ context.Context, id data.SeriesID) ([]data.Entry, error) {
	return d.made[id], nil
}

func (d *repeated) undo(context.Context) error { d.undone++; return nil }

func (d *repeated) SkipSeries(_ context.Context, _ data.SeriesID, day string) (func(context.Context) error, error) {
	d.skipped = append(d.skipped, day)
	return d.undo, nil
}

func (d *repeated) EndSeries(_ context.Context, id data.SeriesID) (int, func(context.Context) error, error) {
	d.ended = append(d.ended, id)
	return 3, d.undo, nil
}

func (d *repeated) ChangeSeries(_ context.Context, _ data.SeriesID, rule string, first data.Schedule, _ bool) (func(context.Context) error, error) {
	d.rule, d.first = rule, first
	return d.undo, nil
}

func twoSeries(t *testing.T) *repeated {
	t.Helper()
	when, _, err := calendar.Resolve("2026-11-17T11:30", "Europe/Paris")
	if err != nil {
		t.Fatal(err)
	}
	d := &repeated{made: map[data.SeriesID][]data.Entry{}}
	d.all = []data.Series{
		{ID: 1, Rule: "FREQ=WEEKLY;BYDAY=TU;COUNT=6", Except: []string{"2026-12-01"}, Model: data.Post{Title: "Le pain de la semaine", When: when}},
		{ID: 2, Rule: "FREQ=MONTHLY;BYMONTHDAY=5;COUNT=3", Armed: true, Model: data.Post{Title: "Le loyer", When: when}},
	}
	all, err := calendar.Occurrences(d.all[0].Rule, when, "", "2026-11-25T00:00")
	if err != nil {
		t.Fatal(err)
	}
	for i, o := range all {
		state := []data.State{data.Sent, data.Draft}[i]
		d.made[1] = append(d.made[1], data.Entry{Post: data.PostID(10 + i), Headline: "Le pain de la semaine", State: state, Due: o.When.Instant})
	}
	return d
}

func TestASeriesSaysItsRuleAndWhenItComes(t *testing.T) {
	d := twoSeries(t)
	s := newScene(t, d, "series")
	s.Says(
		"Chaque semaine, mar. à 11:30", "Encore 4 fois, la dernière le 22 déc. 2026 · en brouillon jusqu’à votre accord",
		"mar. 24 nov. · 11:30", "mar. 8 déc. · 11:30", "Pas encore au calendrier",
		"Règle FREQ=MONTHLY;BYMONTHDAY=5;COUNT=3, à 11:30", "programmées d’office",
	)
	if strings.Contains(s.Said(), "1er déc.") || strings.Contains(s.Said(), "mar. 1 déc.") {
		t.Error("a day that is left out is shown as one to come")
	}
	s.press("Ouvrir")
	if !slices.Equal(s.shell.opened, []data.PostID{11}) {
		t.Errorf("opened %v", s.shell.opened)
	}
}

func TestATimeIsSkippedAndASeriesEnded(t *testing.T) {
	d := twoSeries(t)
	d.all = d.all[:1]
	s := newScene(t, d, "series")
	s.press("Sauter") // the first one on the screen
	if !slices.Equal(d.skipped, []string{"2026-11-24"}) {
		t.Errorf("skipped %v", d.skipped)
	}
	s.shell.undo()
	s.Settle()
	for _, item := range s.screen.sections[3].(*series).menu(s.screen.sections[3].(*series).all[0]) {
		if item.Danger {
			item.Run()
		}
	}
	s.Settle()
	if !slices.Equal(d.ended, []data.SeriesID{1}) || d.undone != 1 || !strings.Contains(s.shell.toasts[len(s.shell.toasts)-1], "3 publications à venir") {
		t.Errorf("ended %v, undone %d, said %q", d.ended, d.undone, s.shell.toasts)
	}
}

func TestARuleIsChangedFromADayOn(t *testing.T) {
	d := twoSeries(t)
	s := newScene(t, d, "series")
	s.press("Modifier Le pain de la semaine")
	s.Says("Ce qui est paru ne change pas", "À partir du")
	s.fill("Heure", "midi")
	s.press("Enregistrer")
	s.Says("Ces réglages ne donnent aucune date")
	if d.rule != "" {
		t.Fatalf("stored %s", d.rule)
	}
	s.fill("Heure", "12:15")
	s.fill("Toutes les", "2")
	s.fill("Combien de fois", "5")
	s.press("jeu.")
	s.press("Enregistrer")
	if d.rule != "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH;COUNT=5" || d.first.Wall != "2026-11-24T12:15" || d.first.Zone != "Europe/Paris" {
		t.Errorf("%s from %+v", d.rule, d.first)
	}
	s.shell.undo()
	s.Settle()
	if d.undone != 1 {
		t.Error("it cannot be taken back")
	}
}
