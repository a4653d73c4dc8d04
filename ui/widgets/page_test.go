package widgets_test

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"parvis/data"
	"parvis/ui/theme"
	"parvis/ui/uitest"
	"parvis/ui/widgets"
)

// console is a page with one mark of every kind, and one that has no words.
func console() *widgets.Page {
	return widgets.NewPage("developers.reseau.example", "Dessin de la page", []widgets.PageMark{
		{Kind: data.MarkHeading, Text: "Applications"},
		{Kind: data.MarkText, Text: "Une application par entreprise suffit, quel que soit le nombre de comptes."},
		{Kind: data.MarkButton, Text: "Documentation"},
		{Kind: data.MarkEntry, Text: "Parvis", Value: "en ligne"},
		{Kind: data.MarkField, Text: "Adresse de retour", Value: "http://127.0.0.1:8127/callback", Press: true},
		{Kind: data.MarkSwitch, Text: "En service", Press: true},
		{Kind: data.MarkHeading},
		{Kind: data.MarkButton, Text: "Enregistrer", Press: true},
	})
}

func TestPageIsDrawn(t *testing.T) {
	app(t)
	for name, v := range map[string]theme.Variant{"page-light": theme.Light, "page-dark": theme.Dark} {
		page := widgets.NewInset(12, 12, 12, 12, console())
		uitest.Golden(t, name, uitest.Capture(page, 390, 500, v))
	}
}

func TestPageIsAsHighAsItsWidthAsks(t *testing.T) {
	app(t)
	p := console()
	wide, narrow := p.HeightFor(500), p.HeightFor(240)
	if narrow <= wide {
		t.Errorf("%v high at 240, %v at 500: its sentence takes more rows", narrow, wide)
	}
	if p.AccessibilityLabel() != "Dessin de la page" {
		t.Errorf("says %q", p.AccessibilityLabel())
	}
}

func TestTickIsTickedByMouseAndKeys(t *testing.T) {
	app(t)
	var told []bool
	tick := widgets.NewTick("Maison Lenoir", "@maisonlenoir", true, func(on bool) { told = append(told, on) })
	w := window(t, tick, 300, 80)
	test.TapCanvas(w.Canvas(), fyne.NewPos(150, 40))
	w.Canvas().Focus(tick)
	tick.TypedKey(key(fyne.KeySpace))
	tick.TypedKey(key(fyne.KeyEscape))
	if len(told) != 2 || told[0] || !told[1] || !tick.On() {
		t.Errorf("told %v, on %v", told, tick.On())
	}
	if got := tick.AccessibilityLabel(); got != "Maison Lenoir, @maisonlenoir" {
		t.Errorf("says %q", got)
	}
}

func TestOptionIsAsHighAsItsNote(t *testing.T) {
	app(t)
	short := widgets.NewOption(theme.IconKey, "Avec un jeton", "", nil)
	long := widgets.NewOption(theme.IconKey, "Avec un jeton", "Vous collez un jeton pris sur le site du réseau, puis il dure soixante jours au plus.", nil)
	if a, b := short.HeightFor(260), long.HeightFor(260); a >= b {
		t.Errorf("%v without a note, %v with one", a, b)
	}
}
