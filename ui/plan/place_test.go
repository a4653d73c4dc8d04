package plan

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"parvis/data"
)

// guided is a desk whose line can be stored and whose posts are few.
type guided struct{ year }

func (d *guided) Balance(context.Context, data.BrandID, time.Time, time.Time) ([]data.Balance, error) {
	return nil, nil
}

func TestThePlaceIsChosenAmongThoseThatAreKnown(t *testing.T) {
	d := &guided{year{desk: desk{line: data.Line{Brand: 1, Country: "FR", Region: "44", Trade: "bakery"}}}}
	s := newScene(t, d, "line")
	s.Says("Loire-Atlantique (France)", "Zone B, d’après la région", "Boulangerie, pâtisserie")
	s.press("Modifier le lieu et le métier")
	s.fill("Département", "cote-d")
	s.press("Enregistrer")
	s.Says("Ce lieu n’est pas connu", "Côte-d’Or")
	s.press("Côte-d’Or")
	s.press("Enregistrer")
	if l := d.line; l.Country != "FR" || l.Region != "21" || l.School != "" || l.Trade != "bakery" {
		t.Fatalf("%+v", l)
	}
	s.shell.undo()
	s.Settle()
	if d.line.Region != "44" {
		t.Errorf("taken back: %q", d.line.Region)
	}
	f := newPlaceForm(s.screen.shown().(*voice))
	f.open()
	f.line.Country, f.line.Region = "", ""
	f.region.SetText("")
	f.show()
	if f.region.Visible() {
		t.Error("a region without a country is asked for")
	}
	if !f.save() {
		t.Error("no country is refused")
	}
	s.Settle()
	s.Says("lieu d’après votre fuseau horaire")
}

func TestNamesAreComparedWithoutAccents(t *testing.T) {
	for a, b := range map[string]string{"Côte-d’Or": "cote-d'or", " Hérault": "HERAULT", "Québec": "quebec"} {
		if sameWords(a) != sameWords(b) {
			t.Errorf("%q and %q differ", a, b)
		}
	}
}

func TestAMentionIsAskedFor(t *testing.T) {
	d := &guided{year{desk: desk{line: data.Line{Brand: 1}}}}
	s := newScene(t, d, "line")
	s.press("Ajouter une mention")
	s.press("Enregistrer")
	s.Says("Écrivez la mention.")
	s.fill("Mention", "À consommer avec modération")
	s.fill("Mot qui l’appelle", "vin*")
	s.press("Enregistrer")
	want := []data.Required{{When: "vin*", Text: "À consommer avec modération"}}
	if !slices.Equal(d.line.Required, want) {
		t.Fatalf("%+v", d.line.Required)
	}
	s.Says("Quand « vin* » est écrit")
	s.press("Modifier À consommer")
	s.fill("Mot qui l’appelle", "")
	s.press("Enregistrer")
	s.Says("Dans chaque publication")
	s.press("Supprimer À consommer")
	if len(d.line.Required) != 0 || strings.Contains(s.Said(), "Dans chaque publication") {
		t.Errorf("%+v", d.line.Required)
	}
	s.shell.undo()
	s.Settle()
	if len(d.line.Required) != 1 {
		t.Error("it cannot be taken back")
	}
}
