package ui

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/storage"

	"parvis/data"
	"parvis/ui/handover"
)

// HandOver shows the sheet on which a person publishes a delivery by hand.
func (ui *Window) HandOver(id data.DeliveryID) { ui.byHand.Open(id) }

// ByHand shows the sheet of something else that a network takes from people and
// not from programs, such as an answer to a message.
func (ui *Window) ByHand(t handover.Task) { ui.byHand.Show(t) }

// AskReview shows the sheet on which one post is given to somebody to approve.
func (ui *Window) AskReview(id data.PostID, day string) { ui.exchange.AskAbout(id, day) }

// Copy puts a text where it can be pasted from.
func (ui *Window) Copy(text string) { ui.app.Clipboard().SetContent(text) }

// ChooseFolder lets the person choose a folder, beginning where something was
// saved last; chosen is not called when they change their mind.
func (ui *Window) ChooseFolder(chosen func(path string)) {
	ui.Runner.Go("ui.folder", func(ctx context.Context) (func(), error) {
		folder, err := ui.lastFolder(ctx)
		return func() {
			ui.askFolder(folder, func(path string) {
				ui.SetSetting(settingFolder, path)
				chosen(path)
			})
		}, err
	})
}

// askFolder shows the dialog for folders.
func (ui *Window) askFolder(from string, chosen func(path string)) {
	d := dialog.NewFolderOpen(func(folder fyne.ListableURI, err error) {
		if err != nil {
			ui.Fail("choose a folder", err)
			return
		}
		if folder != nil {
			chosen(folder.Path())
		}
	}, ui.window)
	if place, err := storage.ListerForURI(storage.NewFileURI(from)); err == nil {
		d.SetLocation(place)
	}
	ui.showLarge(d)
}

// Limits leads to where the accounts are, with what each may cost in a month.
func (ui *Window) Limits() {
	ui.goTo(ui.index("settings"))
	for _, a := range ui.settings.Actions() {
		if a.Name == "settings.section.accounts" {
			a.Run()
		}
	}
}
