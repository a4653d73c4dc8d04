package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"parvis/data/words"
	"parvis/ui/theme"
	"parvis/ui/widgets"
)

// Refusal is why Parvis cannot open, and what can be done about it.
type Refusal struct {
	Title, Text string
	Details     string // the error itself, for whoever helps
	Do          string // what Run does, as a verb; "" where nothing can be done here
	Run         func()
}

// ShowRefusal fills a window with the reason, for want of a desk to show: on
// Windows there is no other place to say it.
func ShowRefusal(w fyne.Window, b *words.Book, r Refusal, quit func()) {
	sign := canvas.NewImageFromResource(theme.AppIcon())
	sign.FillMode = canvas.ImageFillContain
	sign.SetMinSize(fyne.NewSquareSize(48))
	buttons := widgets.NewRow(8, layout.NewSpacer(), widgets.NewButton(b.T("shell.action.quit"), quit))
	if r.Do != "" {
		buttons.Add(widgets.NewPrimary(r.Do, r.Run))
	}
	card := widgets.NewPanel(widgets.NewBox(theme.Card, theme.Border, theme.RadiusCard), 28, widgets.NewColumn(14,
		container.NewHBox(sign),
		widgets.NewLabel(r.Title, theme.Title, theme.Bold, theme.Ink).Wrapping(),
		widgets.NewLabel(r.Text, theme.Body, theme.Regular, theme.Ink).Wrapping().Leading(theme.RowHeight),
		widgets.NewNote(r.Details),
		buttons))
	w.SetPadded(false)
	w.SetTitle("Parvis")
	w.SetContent(container.NewStack(widgets.NewFill(theme.Ground, 0), widgets.NewInset(24, 24, 24, 24, card)))
	w.Resize(fyne.NewSize(620, 420))
}
