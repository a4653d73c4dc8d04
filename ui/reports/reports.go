// Package reports is the screen of results: how many follow, how posts are
// received, whom they reach. Each chart is drawn on screen and saved as a
// picture or as numbers. It computes nothing: package report does.
package reports

import (
	"context"

	"fyne.io/fyne/v2"

	"parvis/data"
	"parvis/data/report"
	"parvis/data/words"
	"parvis/ui/work"
)

// Ports is what the reports ask of the desk. All of it is called beside the UI
// thread and ends with its ctx.
type Ports interface {
	// Report is about the last days, today included; only nil is every account
	// of the brand.
	Report(ctx context.Context, brand data.BrandID, only []data.AccountID, days int) (*report.Report, error)
	Accounts(ctx context.Context, brand data.BrandID) ([]data.Account, error)
	// Setting returns "" for what was never saved.
	Setting(ctx context.Context, key string) (string, error)
	SaveSetting(ctx context.Context, key, value string) error
}

// Shell is what the reports ask of the window, on the UI thread.
type Shell interface {
	// Toast says something for a moment; undo, unless nil, is offered with it.
	Toast(text string, undo func())
	// Fail says in words that op went wrong.
	Fail(op string, err error)
	// SaveFile asks where to keep something, proposing a name, and calls save
	// beside the UI thread with the path that was chosen. Whatever stands there
	// may be replaced. It says what save fails with; that save went well is said
	// by the reports.
	SaveFile(name string, save func(path string) error)
	// OpenFolder shows a folder of this computer.
	OpenFolder(path string)
	// OpenLink shows an http or https address in the browser and refuses any other.
	OpenLink(url string)
	// Connect opens what connects an account.
	Connect()
}

// Action is something that the palette and the main menu can do here; its
// words are "reports.action.<Key>".
type Action struct {
	Key string
	Run func()
}

// Params is what the reports are made of.
type Params struct {
	Ports  Ports
	Shell  Shell
	Words  func() *words.Book // the language of the moment
	Runner *work.Runner
	Clock  data.Clock
	Brand  func() data.Brand // the brand of the moment
	Corner fyne.CanvasObject // put in the header before the buttons; may be nil
}
