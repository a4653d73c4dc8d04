package ui

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/storage"
)

// ChooseFile lets the person choose a file with one of the endings; chosen is
// not called when they change their mind.
func (ui *Window) ChooseFile(endings []string, chosen func(path string)) {
	d := dialog.NewFileOpen(func(r fyne.URIReadCloser, err error) {
		if err != nil {
			ui.Fail("choose a file", err)
			return
		}
		if r == nil {
			return
		}
		_ = r.Close() // it is opened anew beside the UI thread
		chosen(r.URI().Path())
	}, ui.window)
	d.SetFilter(storage.NewExtensionFileFilter(endings))
	ui.showLarge(d)
}

// droppedOnSettings gives files to the settings: where they are in sight and want
// them, and archives from everywhere, since nothing else takes a .zip.
func (ui *Window) droppedOnSettings(uris []fyne.URI) bool {
	var paths []string
	zipped := len(uris) > 0
	for _, u := range uris {
		if u.Scheme() == "file" {
			paths = append(paths, u.Path())
		}
		zipped = zipped && u.Scheme() == "file" && strings.EqualFold(u.Extension(), ".zip")
	}
	if zipped {
		ui.goTo(ui.index("settings"))
		ui.settings.ReadArchive(paths)
		return true
	}
	return ui.routes[ui.current].key == "settings" && ui.settings.Dropped(paths)
}
