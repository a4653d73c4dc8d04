package ui

import (
	"io"
	"path/filepath"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/storage"

	"parvis/ui/composer"
)

// OpenFiles lets the person choose a picture; chosen is not called when they
// change their mind.
func (ui *Window) OpenFiles(chosen func([]composer.File)) {
	d := dialog.NewFileOpen(func(r fyne.URIReadCloser, err error) {
		if err != nil {
			ui.Fail("choose a picture", err)
			return
		}
		if r == nil {
			return
		}
		chosen([]composer.File{{Name: r.URI().Name(), Open: func() (io.ReadCloser, error) { return r, nil }}})
	}, ui.window)
	d.SetFilter(storage.NewExtensionFileFilter([]string{".png", ".jpg", ".jpeg", ".gif", ".webp"}))
	ui.showLarge(d)
}

// dropped gives files from the desktop to the pane, opening it for a new post
// when it is closed.
func (ui *Window) dropped(at fyne.Position, uris []fyne.URI) {
	if ui.toStart {
		return
	}
	files := make([]composer.File, 0, len(uris))
	for _, u := range uris {
		files = append(files, composer.File{Name: u.Name(), Open: func() (io.ReadCloser, error) { return storage.Reader(u) }})
	}
	if !ui.pane.open {
		ui.NewPost("")
		at = fyne.CurrentApp().Driver().AbsolutePositionForObject(ui.pane.object).AddXY(1, 1)
	}
	if !ui.composer.Dropped(at, files) {
		ui.Toast(ui.book.T("shell.drop_elsewhere"), nil)
	}
}

// Restore lets the person choose a backup and asks before it is used.
func (ui *Window) Restore() {
	d := dialog.NewFileOpen(func(r fyne.URIReadCloser, err error) {
		if err != nil {
			ui.Fail("choose a backup", err)
			return
		}
		if r == nil {
			return
		}
		path := r.URI().Path()
		_ = r.Close()
		b := ui.book
		ui.Confirm(b.T("shell.restore.title"), b.T("shell.restore.text", "File", filepath.Base(path)), b.T("shell.restore.do"),
			func() { ui.restoreFrom(path) })
	}, ui.window)
	d.SetFilter(storage.NewExtensionFileFilter([]string{".db"}))
	ui.showLarge(d)
}

// showLarge shows a file dialog with room for many files. Fyne's has no size
// before it is shown.
func (ui *Window) showLarge(d *dialog.FileDialog) {
	d.Show()
	d.Resize(ui.window.Canvas().Size().SubtractWidthHeight(160, 120))
}
