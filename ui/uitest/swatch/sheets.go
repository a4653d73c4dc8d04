package main

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"parvis/ui/theme"
	"parvis/ui/widgets"
)

// sheet is one picture: some widgets as a screen would show them.
type sheet struct {
	name          string
	width, height float32
	draw          func() (fyne.CanvasObject, func(fyne.Canvas))
}

func sheets() []sheet {
	return []sheet{
		{"controls", 820, 520, still(controls)},
		{"composer", 390, 620, still(composer)},
		{"tiles", 831, 640, still(tiles)},
		{"list", 831, 420, still(list)},
		{"week", 1232, 840, still(week)},
		{"overlays", 831, 420, overlays},
		{"month", 831, 740, still(month)},
		{"month-drag", 831, 740, dragged},
		{"month-narrow", 600, 520, still(narrowMonth)},
	}
}

// still is a sheet on which nothing happens.
func still(draw func() fyne.CanvasObject) func() (fyne.CanvasObject, func(fyne.Canvas)) {
	return func() (fyne.CanvasObject, func(fyne.Canvas)) { return draw(), func(fyne.Canvas) {} }
}

func controls() fyne.CanvasObject {
	off := widgets.NewButton("Indisponible", nil)
	off.Disable()
	field := widgets.NewField("Identifiant")
	field.SetText("maison-lenoir.example")
	wrong := widgets.NewField("Mot de passe d’application")
	wrong.SetPassword(true)
	wrong.SetText("abcd-efgh")
	wrong.SetError("Bluesky refuse ce mot de passe. C’est peut-être celui de votre compte.")
	buttons := widgets.NewFlow(12, 12,
		widgets.NewIconButton(theme.IconChevronLeft, "Mois précédent", nil),
		widgets.NewButton("Aujourd’hui", nil),
		widgets.NewIconButton(theme.IconChevronRight, "Mois suivant", nil),
		widgets.NewSegmented([]string{"Mois", "Semaine", "Liste"}, 0, nil),
		widgets.NewPillButton("Tous les comptes", nil),
		widgets.NewPrimary("Nouvelle publication", nil).WithHint("Ctrl N"),
		widgets.NewPrimary("Programmer", nil).WithMenu(),
		widgets.NewButton("Supprimer", nil).As(widgets.Danger).WithIcon(theme.IconTrash),
		widgets.NewButton("Détails", nil).As(widgets.Quiet), off)
	pills := widgets.NewFlow(8, 8,
		widgets.NewPill("Brouillon", widgets.ToneCaution), widgets.NewPill("publier", widgets.ToneGood).WithIcon(theme.IconCheck),
		widgets.NewPill("Urgent", widgets.ToneWarm), widgets.NewPill("meilleur créneau", widgets.ToneAccent).WithIcon(theme.IconStarFull),
		widgets.NewPill("Mastodon", widgets.ToneNeutral).WithDot("mastodon"))
	head := widgets.NewRow(12, widgets.NewLabel("Novembre 2026", theme.Title, theme.Bold, theme.Ink).Shrinking(),
		layout.NewSpacer(), widgets.NewFixed(240, widgets.NewSearch("Rechercher…", "Ctrl K")))
	return widgets.NewInset(20, 20, 20, 20, widgets.NewColumn(16, head, buttons, pills,
		widgets.NewDivider(false),
		widgets.NewCard(widgets.NewColumn(10, widgets.NewTitle("Connecter Bluesky"),
			widgets.NewNote("Sans compte développeur, en une minute. Sur Bluesky : Réglages, Confidentialité, Mots de passe d’application, Ajouter."),
			field, wrong))))
}

func composer() fyne.CanvasObject {
	common := widgets.NewTabPill("Commun", "", nil)
	common.SetSelected(true)
	changed := widgets.NewTabPill("Mastodon", "mastodon", nil)
	changed.SetMark("modifié")
	text := widgets.NewTextArea(7)
	text.SetText("Les premières galettes sortent du four samedi ! 🥐\nFrangipane, pomme-caramel ou chocolat : réservez la votres avant jeudi et gagnez une fève en porcelaine de Limoges.\n\n#galettedesrois #Nantes")
	text.SetMarks([]widgets.Mark{{From: 104, To: 110, Kind: widgets.Wavy}, {From: 167, To: 190, Kind: widgets.Coloured}})
	short, over := widgets.NewCounter("bluesky"), widgets.NewCounter("mastodon")
	short.Set("184 / 300", false)
	over.Set("512 / 500", true)
	return container.NewStack(widgets.NewFill(theme.Card, 0), widgets.NewInset(16, 16, 16, 16, widgets.NewColumn(12,
		widgets.NewRow(8, widgets.NewTitle("Galette des rois : précommande"), layout.NewSpacer(), widgets.NewPill("Brouillon", widgets.ToneCaution)),
		widgets.NewFlow(6, 6, common, widgets.NewTabPill("Bluesky", "bluesky", nil), widgets.NewTabPill("Blog", "wordpress", nil), changed,
			widgets.NewTabIcon(theme.IconPlus, "Ajouter un compte", nil)),
		text, widgets.NewRow(8, short, layout.NewSpacer(), over))))
}
