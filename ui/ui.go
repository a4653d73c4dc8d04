// Package ui is the window: the rail, the screens, the pane where the composer
// opens, the main menu, the palette and what is said in passing. It shows and
// asks; what is decided is decided below. Everything in it is for the UI
// thread.
package ui

import (
	"cmp"
	"context"
	"log/slog"
	"sync/atomic"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"parvis/data"
	"parvis/data/words"
	"parvis/ui/calendar"
	"parvis/ui/composer"
	"parvis/ui/exchange"
	"parvis/ui/handover"
	"parvis/ui/library"
	"parvis/ui/plan"
	"parvis/ui/reports"
	"parvis/ui/settings"
	"parvis/ui/start"
	"parvis/ui/theme"
	"parvis/ui/today"
	"parvis/ui/widgets"
	"parvis/ui/work"
)

// Desk is all that the window asks of the desk: what its screens ask, and what
// it asks itself.
type Desk interface {
	calendar.Ports
	composer.Ports
	exchange.Ports
	handover.Ports
	library.Ports
	plan.Ports
	reports.Ports
	settings.Ports
	start.Ports
	today.Ports

	Brands(ctx context.Context) ([]data.Brand, error)
	SaveBrand(ctx context.Context, b *data.Brand) error
	Status(ctx context.Context, brand data.BrandID) (data.Status, error)
	SyncNow()
	Search(ctx context.Context, brand data.BrandID, text string, limit int) ([]data.Hit, error)
	// WatchNews is the watched folder of a brand, and whether something happened in
	// it that the person was not told yet; from now on they were.
	WatchNews(ctx context.Context, brand data.BrandID) (w data.WatchFolder, fresh bool, err error)
	// Subscribe has f called after each change, from any goroutine.
	Subscribe(f func(data.Change)) (cancel func())
}

// System is what the window asks of the computer.
type System interface {
	// OpenLink shows an http or https address in the browser and refuses others.
	OpenLink(url string) error
	OpenFolder(path string) error
	// Demo opens the demonstration beside, in a window of its own.
	Demo() error
	Quit()
}

// Deps is what a window is made of; all of it is required.
type Deps struct {
	Desk   Desk
	System System
	Words  *words.Catalogue
	Runner *work.Runner
	Clock  data.Clock
	Log    *slog.Logger
	Local  *time.Location
	Lang   string // as asked on the command line, "" where it was not
	// SystemLang is the computer's language, which holds until one is set.
	SystemLang string
	Theme      *theme.Theme
	About      settings.About
	// Offline: nothing but loopback is spoken with, by the person's own choice.
	Offline bool
	// Sample: what is shown is the demonstration, and the title says so.
	Sample bool
}

// Window is the one window of Parvis.
type Window struct {
	Deps
	app    fyne.App
	window fyne.Window

	book       *words.Book
	spoken     atomic.Pointer[words.Book] // book, for other goroutines
	appearance string
	wide       bool // posts open enlarged, as it was when the window opened
	brands     []data.Brand
	brand      data.Brand
	routes     []route
	current    int
	status     data.Status
	toStart    bool
	news       int // how often news of the watched folder were asked for

	rail     *rail
	screens  *fyne.Container
	corner   *corner
	pane     *pane
	composer *composer.Composer
	calendar *calendar.Screen
	library  *library.Screen
	plan     *plan.Screen
	reports  *reports.Screen
	settings *settings.Screen
	today    *today.Screen
	start    *start.Screen
	byHand   *handover.Sheets
	exchange *exchange.Sheets
	toasts   *widgets.Toasts
	desk     *fyne.Container // everything but the first start
	// brandPlace is where the rail draws the brand: its menu opens below.
	brandPlace *canvas.Rectangle
	cancel     func() // ends the subscription
}

// New fills a window with Parvis. It reads its brands before it returns, so
// that the first picture is the right one, and nothing else.
func New(ctx context.Context, a fyne.App, w fyne.Window, d Deps) (*Window, error) {
	ui := &Window{Deps: d, app: a, window: w, toasts: widgets.NewToasts()}
	if err := ui.readSettings(ctx); err != nil {
		return nil, err
	}
	if err := ui.readBrands(ctx); err != nil {
		return nil, err
	}
	ui.applyAppearance() // before any text is measured: Fyne keeps the faces it met first
	ui.build()
	ui.cancel = d.Desk.Subscribe(func(c data.Change) { d.Runner.Do(func() { ui.changed(c) }) })
	w.SetPadded(false)
	w.SetContent(container.NewStack(widgets.NewFill(theme.Ground, 0), ui.desk, ui.start.Object(), ui.toasts))
	w.SetOnDropped(ui.dropped)
	w.Canvas().SetOnTypedKey(ui.escaped)
	ui.retranslate()
	first := ui.toStart
	ui.goTo(ui.home())
	ui.showStart(first)
	ui.readStatus()
	ui.tellPhotos()
	ui.followMinutes()
	return ui, nil
}

// Leave stores what is being written; it is called on the way out, and waits
// for the disk and for nothing else.
func (ui *Window) Leave(ctx context.Context) {
	ui.cancel()
	if err := ui.composer.Flush(ctx); err != nil {
		ui.Log.Error("ui: last words not stored", "err", err)
	}
	if err := ui.library.Flush(ctx); err != nil {
		ui.Log.Error("ui: what was said of a file is not stored", "err", err)
	}
}

func (ui *Window) readSettings(ctx context.Context) error {
	lang, err := ui.Desk.Setting(ctx, data.SettingLanguage)
	if err != nil {
		return err
	}
	ui.book = ui.Words.In(cmp.Or(ui.Lang, lang, ui.SystemLang))
	ui.appearance, err = ui.Desk.Setting(ctx, data.SettingAppearance)
	if err != nil {
		return err
	}
	wide, err := ui.Desk.Setting(ctx, data.SettingWide)
	ui.wide = wide != ""
	return err
}

// readBrands makes a first brand where there is none, so that one can write
// before anything is connected.
func (ui *Window) readBrands(ctx context.Context) error {
	var err error
	if ui.brands, err = ui.Desk.Brands(ctx); err != nil {
		return err
	}
	if len(ui.brands) == 0 {
		zone := ui.Local.String()
		if zone == "Local" || zone == "UTC" {
			zone = "Europe/Paris"
		}
		first := data.Brand{Name: ui.book.T("shell.brand.first"), Colour: brandColours()[0], Zone: zone, Lang: ui.book.Lang()}
		if err := ui.Desk.SaveBrand(ctx, &first); err != nil {
			return err
		}
		ui.brands = append(ui.brands, first)
	}
	ui.brand = ui.brands[0]
	ui.toStart, err = ui.untouched(ctx)
	return err
}

// untouched tells whether nothing was done here yet: no account, no post.
func (ui *Window) untouched(ctx context.Context) (bool, error) {
	if len(ui.brands) > 1 {
		return false, nil
	}
	accounts, err := ui.Desk.Accounts(ctx, ui.brand.ID)
	if err != nil || len(accounts) > 0 {
		return false, err
	}
	for _, undated := range []bool{false, true} {
		posts, err := ui.Desk.List(ctx, data.ListQuery{Brand: ui.brand.ID, Limit: 1, Undated: undated})
		if err != nil || len(posts) > 0 {
			return false, err
		}
	}
	return true, nil
}

// changed tells every screen what was stored.
func (ui *Window) changed(c data.Change) {
	if c.Noun == data.Settings || c.Noun == data.Brands {
		ui.reread()
	}
	if c.Noun == data.Watched {
		ui.tellPhotos()
	}
	for _, r := range ui.routes {
		r.changed(c)
	}
	ui.composer.Changed(c)
	ui.start.Changed(c)
	ui.readStatus()
}

// reread takes over settings and brands that were stored.
func (ui *Window) reread() {
	ui.Runner.Go("ui.settings", func(ctx context.Context) (func(), error) {
		lang, err := ui.Desk.Setting(ctx, data.SettingLanguage)
		if err != nil {
			return nil, err
		}
		appearance, err := ui.Desk.Setting(ctx, data.SettingAppearance)
		if err != nil {
			return nil, err
		}
		brands, err := ui.Desk.Brands(ctx)
		return func() { ui.take(lang, appearance, brands) }, err
	})
}

func (ui *Window) take(lang, appearance string, brands []data.Brand) {
	ui.brands = brands
	for _, b := range brands {
		if b.ID == ui.brand.ID {
			ui.brand = b
		}
	}
	if appearance != ui.appearance {
		ui.appearance = appearance
		ui.applyAppearance()
	}
	if lang != "" && lang != ui.book.Lang() {
		ui.book = ui.Words.In(lang)
		ui.retranslate()
		return
	}
	ui.drawRail()
}

// applyAppearance puts the theme on in the variant that is set.
func (ui *Window) applyAppearance() {
	v := theme.System
	switch ui.appearance {
	case "light":
		v = theme.Light
	case "dark":
		v = theme.Dark
	}
	ui.app.Settings().SetTheme(ui.Theme.With(v))
}

// Book is the words of the moment. It may be called from any goroutine.
func (ui *Window) Book() *words.Book { return ui.spoken.Load() }

// retranslate words everything anew.
func (ui *Window) retranslate() {
	ui.spoken.Store(ui.book)
	if err := translateStock(ui.book); err != nil {
		ui.Log.Error("ui: words of the toolkit", "err", err)
	}
	title := "shell.title"
	if ui.Sample {
		title = "shell.title.demo"
	}
	ui.window.SetTitle(ui.book.T(title, "Brand", ui.brand.Name))
	ui.window.SetMainMenu(ui.mainMenu())
	ui.corner.retranslate(ui.book)
	for _, r := range ui.routes {
		r.retranslate()
	}
	ui.composer.Retranslate()
	ui.start.Retranslate()
	ui.drawRail()
}

// followMinutes keeps what the rail says about time true.
func (ui *Window) followMinutes() {
	ui.Runner.After(time.Minute, "ui.minute", func() {
		ui.readStatus()
		ui.followMinutes()
	})
}

// readStatus asks how things stand, soon: a burst of changes is one question.
func (ui *Window) readStatus() {
	brand := ui.brand.ID
	ui.Runner.After(60*time.Millisecond, "ui.status.soon", func() {
		ui.Runner.Go("ui.status", func(ctx context.Context) (func(), error) {
			s, err := ui.Desk.Status(ctx, brand)
			return func() {
				ui.status = s
				ui.drawRail()
			}, err
		})
	})
}
