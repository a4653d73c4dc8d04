package ui

import (
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"

	"parvis/data/approval"
	"parvis/ui/exchange"
)

// ShowDay shows a day of the calendar, "2026-11-26".
func (ui *Window) ShowDay(day string) {
	ui.goTo(ui.index("calendar"))
	ui.calendar.ShowDay(day)
}

// ShowProducts shows the catalogue.
func (ui *Window) ShowProducts() { ui.Act("library.action.show.products") }

// ImportPosts shows what takes posts from a table.
func (ui *Window) ImportPosts() {
	ui.showStart(false)
	ui.exchange.ImportPosts()
}

// ImportProducts shows what takes products from a table.
func (ui *Window) ImportProducts() { ui.exchange.ImportProducts() }

// droppedTable takes what comes back: an answer to what was given to be approved,
// or a table, into the sheet where that is open, as products on the library and as
// a plan everywhere else. It tells whether there was one.
func (ui *Window) droppedTable(uris []fyne.URI) bool {
	if len(uris) == 0 || uris[0].Scheme() != "file" {
		return false
	}
	path := uris[0].Path()
	switch {
	case strings.EqualFold(filepath.Ext(path), approval.Extension):
		ui.exchange.OpenAnswer(path)
	case ui.exchange.Dropped(path):
	case !exchange.Table(path), ui.routes[ui.current].key == "settings": // an archive may be made of tables
		return false
	case len(uris) > 1:
		ui.Toast(ui.book.T("exchange.import.drop_one"), nil)
	case ui.routes[ui.current].key == "library":
		ui.exchange.OpenProducts(path)
	default:
		ui.exchange.OpenPosts(path)
	}
	return true
}
