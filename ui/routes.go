package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"parvis/assets"
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
)

// screen is what every screen offers to the window.
type screen interface {
	Object() fyne.CanvasObject
	Activate()
	Changed(data.Change)
	Retranslate()
}

// route is one screen as the rail and the palette know it. Its name is
// "shell.screen.<key>" in the catalogues.
type route struct {
	key    string
	icon   theme.IconName
	screen screen
	// actions are what can be done there, for the palette.
	actions func() []action
	// corner: the window's corner stands above it; otherwise the screen's header
	// has a search field of its own.
	corner bool
}

func (r route) changed(c data.Change) { r.screen.Changed(c) }
func (r route) retranslate()          { r.screen.Retranslate() }

// action is something the palette and the menu can do. key is its name in the
// catalogues.
type action struct {
	key string
	run func()
}

// build makes the screens and lays them out.
func (ui *Window) build() {
	book := func() *words.Book { return ui.book }
	brand := func() data.Brand { return ui.brand }
	ui.pane = newPane(ui, ui.wide)
	ui.corner = newCorner(ui.openPalette, func() { ui.NewPost("") })
	ui.composer = composer.New(composer.Params{
		Ports: ui.Desk, Shell: ui, Words: book, Runner: ui.Runner, Clock: ui.Clock, Brand: brand, Local: ui.Local,
		Dictionaries: assets.Dictionaries, Corner: ui.corner.searchAlone(),
	})
	ui.calendar = calendar.New(calendar.Params{
		Ports: ui.Desk, Shell: ui, Words: book, Runner: ui.Runner, Clock: ui.Clock, Brand: brand, Corner: ui.corner.room(),
		Local: ui.Local,
	})
	ui.library = library.New(library.Params{
		Ports: ui.Desk, Shell: ui, Words: book, Runner: ui.Runner, Clock: ui.Clock, Brand: brand, Canvas: ui.window.Canvas,
		Corner: ui.corner.searchAlone(),
	})
	ui.plan = plan.New(plan.Params{
		Ports: ui.Desk, Shell: ui, Words: book, Runner: ui.Runner, Clock: ui.Clock, Brand: brand, Canvas: ui.window.Canvas,
		Corner: ui.corner.searchAlone(),
	})
	ui.reports = reports.New(reports.Params{
		Ports: ui.Desk, Shell: ui, Words: book, Runner: ui.Runner, Clock: ui.Clock, Brand: brand, Corner: ui.corner.searchAlone(),
	})
	ui.settings = settings.New(settings.Params{
		Ports: ui.Desk, Shell: ui, Words: book, Runner: ui.Runner, Clock: ui.Clock, Brand: brand, About: ui.About,
		Corner: ui.corner.searchAlone(),
	})
	ui.start = start.New(start.Params{
		Ports: ui.Desk, Shell: ui, Words: book, Appearance: func() string { return ui.appearance },
	})
	ui.today = today.New(today.Params{
		Ports: ui.Desk, Shell: ui, Words: book, Runner: ui.Runner, Clock: ui.Clock, Brand: brand, Corner: ui.corner.room(),
	})
	ui.byHand = handover.New(handover.Params{
		Ports: ui.Desk, Shell: ui, Words: book, Runner: ui.Runner, Canvas: ui.window.Canvas,
	})
	ui.exchange = exchange.New(exchange.Params{
		Ports: ui.Desk, Shell: ui, Words: book, Runner: ui.Runner, Clock: ui.Clock, Brand: brand, Canvas: ui.window.Canvas,
		Local: ui.Local,
	})
	ui.routes = []route{
		{"today", theme.IconSun, ui.today, func() []action {
			return named(ui.today.Actions(), func(a today.Action) action { return action{"today.action." + a.Key, a.Run} })
		}, true},
		{"calendar", theme.IconCalendar, ui.calendar, func() []action {
			return named(ui.calendar.Actions(), func(a calendar.Action) action { return action{"calendar.action." + a.Key, a.Run} })
		}, true},
		{"library", theme.IconLibrary, ui.library, func() []action {
			return named(ui.library.Actions(), func(a library.Action) action { return action{"library.action." + a.Key, a.Run} })
		}, false},
		{"plan", theme.IconTarget, ui.plan, func() []action {
			return named(ui.plan.Actions(), func(a plan.Action) action { return action{"plan.action." + a.Key, a.Run} })
		}, false},
		{"reports", theme.IconReport, ui.reports, func() []action {
			return named(ui.reports.Actions(), func(a reports.Action) action { return action{"reports.action." + a.Key, a.Run} })
		}, false},
		{"settings", theme.IconGear, ui.settings, func() []action {
			return named(ui.settings.Actions(), func(a settings.Action) action { return action{a.Name, a.Run} })
		}, false},
	}
	ui.rail = newRail(ui.goTo, ui.openBrands, ui.Desk.SyncNow)
	ui.screens = container.NewStack()
	for _, r := range ui.routes {
		r.screen.Object().Hide()
		ui.screens.Add(r.screen.Object())
	}
	ui.pane.set(ui.composer.Object())
	ui.brandPlace = canvas.NewRectangle(theme.Clear.Now())
	ui.desk = container.New(&frame{ui}, ui.rail, ui.brandPlace, ui.screens, ui.pane.object, ui.pane.top, ui.corner.object)
}

// named gives a screen's actions their names in the catalogues.
func named[A any](in []A, as func(A) action) []action {
	out := make([]action, 0, len(in))
	for _, a := range in {
		out = append(out, as(a))
	}
	return out
}

// home is the screen to begin with.
func (ui *Window) home() int { return ui.index("calendar") }

func (ui *Window) index(key string) int {
	for i, r := range ui.routes {
		if r.key == key {
			return i
		}
	}
	return 0
}

// goTo shows a screen; the pane stays open beside it, never over it.
func (ui *Window) goTo(i int) {
	ui.showStart(false)
	ui.routes[ui.current].screen.Object().Hide()
	ui.current = i
	ui.routes[i].screen.Object().Show()
	ui.routes[i].screen.Activate()
	ui.drawRail()
	ui.pane.enlarge(false)
}

// showCorner shows the window's corner above the screens that have a place for it.
func (ui *Window) showCorner() {
	if ui.routes[ui.current].corner && !ui.pane.large {
		ui.corner.object.Show()
	} else {
		ui.corner.object.Hide()
	}
}

// showStart shows the first start over everything, or takes it away.
func (ui *Window) showStart(on bool) {
	ui.toStart = on
	if on {
		ui.start.Object().Show()
		ui.desk.Hide()
		return
	}
	ui.start.Object().Hide()
	ui.desk.Show()
}

// frame lays out the rail, the screen beside it, the pane at the right and the
// corner above both.
type frame struct{ ui *Window }

// paneWidth is the side pane's, from design/calendar.png; leastScreen is what a
// screen needs beside it. Where there is less the pane lies over the screen.
const (
	paneWidth   float32 = 403
	leastScreen float32 = 640
)

func (f *frame) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	ui := f.ui
	ui.rail.Move(fyne.NewPos(0, 0))
	ui.rail.Resize(fyne.NewSize(theme.RailWidth, size.Height))
	ui.brandPlace.Move(fyne.NewPos(railSide, brandTop))
	ui.brandPlace.Resize(fyne.NewSize(theme.RailWidth-2*railSide, brandH))
	width := size.Width - theme.RailWidth
	beside := ui.pane.open && width-paneWidth >= leastScreen
	screen := width
	if beside {
		screen -= paneWidth
	}
	corner := ui.corner.object.MinSize()
	if beside {
		corner.Width = paneWidth - theme.Margin - theme.Inset
	}
	ui.corner.setRoom(!beside)
	covered := float32(0)
	if ui.pane.open && !beside {
		covered = paneWidth
	}
	ui.calendar.Covered(covered)
	ui.screens.Move(fyne.NewPos(theme.RailWidth, 0))
	ui.screens.Resize(fyne.NewSize(screen, size.Height))
	ui.corner.object.Move(whole(size.Width-theme.Margin-corner.Width, (theme.HeaderHeight-corner.Height)/2))
	ui.corner.object.Resize(corner)
	if ui.pane.large {
		ui.pane.object.Move(fyne.NewPos(theme.RailWidth, 0))
		ui.pane.object.Resize(fyne.NewSize(width, size.Height))
		return
	}
	top := float32(0)
	if ui.routes[ui.current].corner || !beside {
		top = theme.HeaderHeight
	}
	ui.pane.object.Move(whole(size.Width-paneWidth, top))
	ui.pane.object.Resize(fyne.NewSize(paneWidth, size.Height-top))
	ui.pane.top.Move(whole(size.Width-paneWidth, top-1))
	ui.pane.top.Resize(fyne.NewSize(paneWidth, 1))
}

func (f *frame) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(900, 600) }
