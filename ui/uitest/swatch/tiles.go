package main

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"parvis/data"
	"parvis/ui/theme"
	"parvis/ui/widgets"
)

func measures(vs ...float64) []data.Measure {
	m := make([]data.Measure, len(vs))
	for i, v := range vs {
		m[i] = data.Measure{V: v, Known: v >= 0}
	}
	return m
}

func tiles() fyne.CanvasObject {
	row := container.NewGridWithColumns(4)
	for _, f := range []widgets.Figure{
		{Label: "Abonnés", Value: "8 412", Change: "+2,1 %", Tone: widgets.ToneGood, Note: "6 comptes", Points: measures(1, 2, 2, 3, 4, 4, 5)},
		{Label: "Engagement", Value: "4,8 %", Change: "+0,6 pt", Tone: widgets.ToneGood, Note: "27 publications, 4 comptes sur 6", Points: measures(3, 2, 4, 3, -1, 4, 6, 6)},
		{Label: "Portée", Value: "–", Note: "Bluesky et Mastodon ne donnent pas de portée"},
		{Label: "Publications", Value: "27", Change: "−4", Tone: widgets.ToneWarm, Note: "30 jours", Points: measures(5, 4, 4, 3, 3, 2, 1)},
	} {
		k := widgets.NewKPI()
		k.Set(f)
		row.Add(k)
	}
	bar := widgets.NewProgress()
	bar.Set(3, 8)
	toasts := widgets.NewToasts()
	toasts.Add(widgets.Toast{Text: "Publication déplacée au jeudi 26 novembre.", Action: "Annuler", Close: "Fermer"})
	signs := widgets.NewRow(8, widgets.NewSign(theme.IconCheck, widgets.ToneGood), widgets.NewSign(theme.IconBang, widgets.ToneCaution),
		widgets.NewSign(theme.IconLetterI, widgets.ToneAccent), widgets.NewStep("1"), widgets.NewAvatar("L", 32), widgets.NewDot("mastodon"), widgets.NewDot(""))
	empty := widgets.NewCard(widgets.NewEmptyState(theme.IconCalendarPlus, "Rien de prévu en novembre",
		"Choisissez un jour et écrivez : la publication l’attend ici, même hors ligne.", "Nouvelle publication", nil))
	return container.NewStack(widgets.NewInset(20, 20, 20, 20, widgets.NewColumn(16, row, bar, signs, empty, everyIcon())), toasts)
}

func everyIcon() fyne.CanvasObject {
	icons := widgets.NewFlow(10, 10)
	for _, n := range theme.Icons() {
		icons.Add(widgets.NewIcon(n, 20, theme.Ink))
	}
	return icons
}

// overlays opens a menu and a question over the tiles.
func overlays() (fyne.CanvasObject, func(fyne.Canvas)) {
	at := widgets.NewPillButton("Tous les comptes", nil)
	content := widgets.NewInset(20, 20, 20, 20, widgets.NewFlow(0, 0, at))
	return content, func(c fyne.Canvas) {
		widgets.Ask(c, widgets.Question{
			Title: "Retirer @maisonlenoir ?", Text: "3 publications programmées ne partiront plus. La clé est effacée du trousseau de cet ordinateur.",
			Do: "Retirer", Cancel: "Annuler", Danger: true,
		})
		widgets.ShowMenu(at, []widgets.MenuItem{
			{Text: "Tous les comptes", Checked: true, Stays: true},
			{},
			{Text: "Bluesky", Network: "bluesky"},
			{Text: "Mastodon", Network: "mastodon", Hint: "Ctrl 2"},
			{Text: "Retirer", Danger: true, Icon: theme.IconTrash},
		}).TypedKey(&fyne.KeyEvent{Name: fyne.KeyUp})
	}
}
