package plan

import (
	"context"
	"slices"
	"strings"
	"testing"

	"parvis/data"
	"parvis/data/calendar"
	"parvis/ui/uitest"
	"parvis/ui/widgets"
)

// year is a desk with some key dates and a line that can be stored.
type year struct {
	desk
	asked  [2]string
	saved  []data.Line
	refuse error
}

func (d *year) KeyDates(_ context.Context, _ data.BrandID, from, to string) ([]calendar.KeyDate, error) {
	d.asked = [2]string{from, to}
	return calendar.Keep([]calendar.KeyDate{
		{ID: "christmas", Key: "keydate.christmas", Kind: calendar.Holiday, From: "2026-12-25", To: "2026-12-25", Lead: 35},
		{ID: "winter_sales", Key: "keydate.winter_sales", Kind: calendar.Sales, From: "2027-01-06", To: "2027-02-02"},
	}, d.line.Dates, from, to)
}

func (d *year) SaveLine(_ context.Context, l *data.Line) error {
	if d.refuse != nil {
		return d.refuse
	}
	if l.Revision != d.line.Revision {
		return data.ErrStale
	}
	l.Revision++
	d.line, d.saved = *l, append(d.saved, *l)
	return nil
}

func TestTheYearAheadIsShownByKind(t *testing.T) {
	d := &year{desk: desk{line: data.Line{Brand: 1, Country: "FR", Region: "44", Trade: "bakery"}}}
	s := newScene(t, d, "dates")
	if d.asked != [2]string{"2026-11-21", "2027-11-20"} {
		t.Errorf("asked for %v", d.asked)
	}
	s.Says("Lieu : Loire-Atlantique (France). Métier : Boulangerie", "Décembre 2026", "Noël", "rappel 35 jours avant", "Janvier 2027", "Soldes d’hiver")
	s.press("Soldes")
	if said := s.Said(); strings.Contains(said, "Noël\n") || !strings.Contains(said, "Soldes d’hiver") {
		t.Errorf("by kind:\n%s", said)
	}
	s.press("Me rappeler toutes ces dates")
	for _, wrong := range []string{"-1", "121", "dix"} {
		s.fill("Combien de jours", wrong)
		s.press("Enregistrer")
		s.Says("Écrivez un nombre de jours, de 0 à 120.")
	}
	s.fill("Combien de jours", "10")
	s.press("Enregistrer")
	if d.line.Dates.Leads["sales"] != 10 {
		t.Fatalf("%+v", d.line.Dates)
	}
	s.Says("rappel 10 jours avant", "Rappel 10 jours avant")
	s.press("Vos dates")
	s.Says("Aucune date de ce genre")
}

func TestADateOfOnesOwnIsKept(t *testing.T) {
	d := &year{desk: desk{line: data.Line{Brand: 1}}}
	s := newScene(t, d, "dates")
	section := s.screen.shown().(*dates)
	s.press("Nouvelle date")
	s.press("Enregistrer")
	s.Says("Donnez un nom à la date.")
	s.fill("Nom", "Anniversaire")
	s.press("Enregistrer")
	s.Says("Choisissez un jour.")
	s.press("Jour")
	uitest.ShownOn[*widgets.DayPicker](s.Bench)[0].Chosen(dayOf("2026-11-30"))
	s.press("Enregistrer")
	want := data.OwnDate{ID: "own-1", Name: "Anniversaire", Day: "11-30"}
	if !slices.Equal(d.line.Dates.Own, []data.OwnDate{want}) {
		t.Fatalf("%+v, the window says:\n%s", d.line.Dates, s.Said())
	}
	s.Says("lun. 30 nov.", "Anniversaire", "Vos dates")
	s.press("Commencer une publication") // the first one: what is kept just now
	if !slices.Equal(s.shell.begun, []string{"2026-11-30"}) {
		t.Errorf("begun %v", s.shell.begun)
	}
	section.edit(want)
	s.Settle()
	s.fill("Nom", "Dix ans")
	s.press("Chaque année")
	s.press("Enregistrer")
	if got := d.line.Dates.Own; len(got) != 1 || got[0] != (data.OwnDate{ID: "own-1", Name: "Dix ans", Day: "2026-11-30"}) {
		t.Fatalf("%+v", got)
	}
	section.remove(d.line.Dates.Own[0])
	s.Settle()
	if len(d.line.Dates.Own) != 0 {
		t.Errorf("%+v", d.line.Dates)
	}
	s.shell.undo()
	s.Settle()
	if len(d.line.Dates.Own) != 1 {
		t.Error("it cannot be taken back")
	}
}

func TestADateIsHiddenAndShownAgain(t *testing.T) {
	d := &year{desk: desk{line: data.Line{Brand: 1}}}
	s := newScene(t, d, "dates")
	section := s.screen.shown().(*dates)
	section.hide(section.all[0])
	s.Settle()
	s.Says("1 date cachée", "Montrer « Noël »")
	if strings.Contains(s.Said(), "Décembre 2026") {
		t.Error("it is still shown")
	}
	d.refuse = data.ErrStale
	s.press("Montrer « Noël »")
	if last := s.shell.toasts[len(s.shell.toasts)-1]; !strings.Contains(last, "changé entre-temps") {
		t.Errorf("said %q", last)
	}
	d.refuse = nil
	s.press("Montrer « Noël »")
	s.Says("Décembre 2026")
}

func TestAChangeIsMadeToTheLineOfTheMoment(t *testing.T) {
	d := &year{desk: desk{line: data.Line{Brand: 1, Forbidden: []data.Forbidden{{Words: "promo*"}}}}}
	s := newScene(t, d, "dates")
	section := s.screen.shown().(*dates)
	d.line.Revision, d.line.Tone = 7, "Simple" // stored by something else, not yet read here
	section.hide(section.all[0])
	s.Settle()
	if len(d.line.Dates.Hidden) != 1 || d.line.Tone != "Simple" {
		t.Errorf("%+v", d.line)
	}
	d.refuse = data.ErrStale // again and again
	s.press("Montrer « Noël »")
	if last := s.shell.toasts[len(s.shell.toasts)-1]; !strings.Contains(last, "changé entre-temps") || len(d.line.Dates.Hidden) != 1 {
		t.Errorf("said %q, %+v", last, d.line)
	}
}

func TestARowIsReplacedByWhatItWas(t *testing.T) {
	rows := func() []data.Forbidden { return []data.Forbidden{{Words: "promo"}, {Words: "gratuit"}} }
	was, now := data.Forbidden{Words: "gratuit"}, data.Forbidden{Words: "gratuit*"}
	if got := replaced(rows(), was, now); len(got) != 2 || got[1] != now {
		t.Errorf("%+v", got)
	}
	for _, was := range []data.Forbidden{{}, {Words: "gone"}} {
		if got := replaced(rows(), was, now); len(got) != 3 || got[2] != now {
			t.Errorf("%+v", got)
		}
	}
	if got := without(rows(), was); len(got) != 1 || got[0].Words != "promo" {
		t.Errorf("%+v", got)
	}
}
