package ui

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/storage"

	"parvis/data"
	"parvis/data/media"
	"parvis/ui/composer"
	"parvis/ui/library"
)

// OpenFiles lets the person choose a picture or a video; chosen is not called
// when they change their mind.
func (ui *Window) OpenFiles(chosen func([]composer.File)) {
	d := dialog.NewFileOpen(func(r fyne.URIReadCloser, err error) {
		if err != nil {
			ui.Fail("choose a file", err)
			return
		}
		if r == nil {
			return
		}
		_ = r.Close() // it is opened anew beside the UI thread
		chosen([]composer.File{onDisk(r.URI())})
	}, ui.window)
	d.SetFilter(storage.NewExtensionFileFilter([]string{
		".png", ".jpg", ".jpeg", ".gif", ".webp", ".mp4", ".m4v", ".mov", ".webm", ".mkv",
	}))
	ui.showLarge(d)
}

// ChooseMedia lets the person choose a picture or a video for the library.
func (ui *Window) ChooseMedia(chosen func([]library.File)) {
	ui.OpenFiles(func(files []composer.File) { chosen(forLibrary(files)) })
}

// ChooseMediaFolder lets the person choose a folder and gives the pictures and
// videos that lie in it, not those of folders in it.
func (ui *Window) ChooseMediaFolder(chosen func([]library.File)) {
	ui.ChooseFolder(func(path string) {
		ui.readMedia([]fyne.URI{storage.NewFileURI(path)}, chosen)
	})
}

// readMedia gives files, and what lies in folders, and says which folders give
// nothing.
func (ui *Window) readMedia(uris []fyne.URI, chosen func([]library.File)) {
	ui.Runner.Go("ui.folder.media", func(context.Context) (func(), error) {
		var files []composer.File
		var said [][2]string // key and folder
		for _, u := range uris {
			if !isFolder(u) {
				files = append(files, onDisk(u))
				continue
			}
			within, err := mediaIn(u.Path())
			switch {
			case err != nil:
				ui.Log.Warn("ui: folder of pictures", "err", err)
				said = append(said, [2]string{"shell.folder.unreadable", u.Name()})
			case len(within) == 0:
				said = append(said, [2]string{"shell.folder.empty", u.Name()})
			}
			files = append(files, within...)
		}
		return func() {
			for _, one := range said {
				ui.Toast(ui.book.T(one[0], "Folder", one[1]), nil)
			}
			if len(files) > 0 {
				chosen(forLibrary(files))
			}
		}, nil
	})
}

// isFolder tells whether something is a folder of this computer. What cannot be
// looked at is none: it is said where it is opened.
func isFolder(u fyne.URI) bool {
	if u.Scheme() != "file" {
		return false
	}
	info, err := os.Stat(u.Path())
	return err == nil && info.IsDir()
}

// mediaIn are the pictures and videos of a folder, by name.
func mediaIn(folder string) (files []composer.File, err error) {
	entries, err := os.ReadDir(folder)
	for _, e := range entries {
		if e.Type().IsRegular() && media.Wanted(e.Name()) {
			files = append(files, onDisk(storage.NewFileURI(filepath.Join(folder, e.Name()))))
		}
	}
	return files, err
}

// Attach puts a file of the library into the post that is open.
func (ui *Window) Attach(a data.Attachment) (undo func(), ok bool) {
	if !ui.pane.open {
		return nil, false
	}
	return ui.composer.Attach(a)
}

func forLibrary(files []composer.File) []library.File {
	all := make([]library.File, len(files))
	for i, f := range files {
		all[i] = library.File(f)
	}
	return all
}

// onDisk is a file that a person pointed to.
func onDisk(u fyne.URI) composer.File {
	return composer.File{Name: u.Name(), Open: func() (data.MediaFile, int64, error) {
		if u.Scheme() != "file" {
			return nil, 0, fmt.Errorf("ui: %q is not on this computer", u.Name())
		}
		info, err := os.Stat(u.Path())
		if err != nil {
			return nil, 0, err
		}
		if !info.Mode().IsRegular() { // a folder, or a pipe that nobody writes into
			return nil, 0, fmt.Errorf("ui: %q is not a file", u.Name())
		}
		f, err := os.Open(u.Path())
		return f, info.Size(), err
	}}
}

// dropped gives files from the desktop to the pane or to the media library, or
// begins a post with them: on the day or the hour of the calendar that they were
// dropped on.
func (ui *Window) dropped(at fyne.Position, uris []fyne.URI) {
	if ui.toStart || ui.droppedTable(uris) || !ui.overPane(at) && ui.droppedOnSettings(uris) {
		return
	}
	files := make([]composer.File, 0, len(uris))
	for _, u := range uris {
		files = append(files, onDisk(u))
	}
	if ui.pane.open && ui.composer.Dropped(at, files) {
		return
	}
	if !ui.overPane(at) && ui.routes[ui.current].key == "library" && ui.library.Takes() {
		ui.readMedia(uris, ui.library.Dropped)
		return
	}
	day := ""
	if !ui.overPane(at) && ui.routes[ui.current].key == "calendar" {
		day = ui.calendar.DropAt(at)
	}
	switch {
	case day != "" || !ui.pane.open:
		ui.showStart(false)
		ui.pane.show(true)
		ui.composer.OpenWith(day, files)
	default:
		ui.Toast(ui.book.T("shell.drop_elsewhere"), nil)
	}
}

// overPane tells whether a position of the window lies on the pane.
func (ui *Window) overPane(at fyne.Position) bool {
	from := fyne.CurrentApp().Driver().AbsolutePositionForObject(ui.pane.object)
	return ui.pane.open && at.X >= from.X && at.Y >= from.Y
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
