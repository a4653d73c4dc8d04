package plan

import (
	"strings"
	"testing"
)

func TestAnEmptySectionOffersItsFirstStep(t *testing.T) {
	s := newScene(t, &evergreens{}, "again")
	s.Says("Rien ne revient encore", "Ajouter une publication")
	s.press("Ajouter une publication")
	s.Says("Chercher une publication")

	s = newScene(t, &repeated{}, "series")
	s.Says("Aucune série")
	s.press("Nouvelle série")
	if len(s.shell.begun) != 1 || !strings.Contains(s.shell.toasts[0], "Répéter") {
		t.Errorf("begun %q, said %q", s.shell.begun, s.shell.toasts)
	}
}
