package ui

import (
	"context"
	"strconv"
	"strings"

	"parvis/data"
)

// tellPhotos says once what came from the watched folder, with the way back, or
// why nothing can.
func (ui *Window) tellPhotos() {
	brand := ui.brand.ID
	ui.news++ // a key of its own: news that was read is said, whatever comes meanwhile
	ui.Runner.Go("ui.photos."+strconv.Itoa(ui.news), func(ctx context.Context) (func(), error) {
		w, fresh, err := ui.Desk.WatchNews(ctx, brand)
		return func() {
			switch {
			case !fresh:
			case w.Trouble != "":
				ui.Offer(ui.book.T("photos.trouble."+string(w.Trouble)), ui.book.T("photos.settings"), ui.PhotoSettings)
			default:
				ui.tellHaul(w.Last)
			}
		}, err
	})
}

// PhotoSettings leads to the settings of the watched folder.
func (ui *Window) PhotoSettings() {
	ui.goTo(ui.index("settings"))
	ui.Act("settings.section.photos")
}

func (ui *Window) tellHaul(h data.Haul) {
	what, more := ui.book.Haul(h)
	var undo func()
	if h.Plan != 0 {
		undo = func() { ui.undoHaul(h) }
	}
	ui.Toast(strings.TrimSpace(what+" "+more), undo)
}

func (ui *Window) undoHaul(h data.Haul) {
	brand := ui.brand.ID
	ui.Runner.Go("ui.photos.undo", func(ctx context.Context) (func(), error) {
		n, err := ui.Desk.UndoHaul(ctx, brand, h)
		return func() {
			if n == 0 {
				ui.Toast(ui.book.T("photos.undone.none"), nil)
				return
			}
			ui.Toast(ui.book.N("photos.undone", n), nil)
		}, err
	})
}
