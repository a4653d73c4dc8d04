package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"parvis/data"
	"parvis/ui/theme"
	"parvis/ui/widgets"
)

// pane is where the composer opens, at the right of whatever screen is shown or,
// enlarged, in its place.
type pane struct {
	ui     *Window
	open   bool
	large  bool
	wanted bool              // posts open enlarged
	top    fyne.CanvasObject // the line below the header
	object *fyne.Container
}

func newPane(ui *Window, wide bool) *pane {
	p := &pane{ui: ui, wanted: wide, top: widgets.NewDivider(false), object: container.NewStack()}
	p.object.Hide()
	p.top.Hide()
	return p
}

func (p *pane) set(content fyne.CanvasObject) {
	p.object.Objects = []fyne.CanvasObject{widgets.NewFill(theme.Card, 0), content}
}

// show opens the pane or puts it away.
func (p *pane) show(open bool) {
	p.open = open
	if open {
		p.object.Show()
		p.top.Show()
	} else {
		p.object.Hide()
		p.top.Hide()
	}
	p.ui.calendar.Opened(p.ui.composer.Post())
	p.enlarge(open && p.wanted)
}

// enlarge gives the pane all that is beside the rail, or its place at the right.
func (p *pane) enlarge(on bool) {
	p.large = on
	p.ui.composer.Enlarge(on)
	if on {
		p.ui.screens.Hide()
		p.top.Hide()
	} else {
		p.ui.screens.Show()
		if p.open {
			p.top.Show()
		}
	}
	p.ui.showCorner()
	p.ui.desk.Refresh()
}

// Enlarge gives the pane all that is beside the rail, or its place at the right,
// and remembers which.
func (ui *Window) Enlarge(on bool) {
	if !ui.pane.open {
		return
	}
	value := ""
	if on {
		value = "1"
	}
	ui.pane.wanted = on
	ui.pane.show(true)
	ui.SetSetting(data.SettingWide, value)
}

// Behind is the name of the screen that the pane is opened beside.
func (ui *Window) Behind() string { return ui.book.T("shell.screen." + ui.routes[ui.current].key) }

// turnWide enlarges the pane or makes it narrow.
func (ui *Window) turnWide() {
	if !ui.pane.open {
		ui.Toast(ui.book.T("shell.wide.nothing"), nil)
		return
	}
	ui.Enlarge(!ui.pane.large)
}

// escaped leaves what lies over the window or else makes an enlarged pane narrow,
// when the key was for nothing else.
func (ui *Window) escaped(ev *fyne.KeyEvent) {
	over := ui.window.Canvas().Overlays().Top()
	sheet, leaves := over.(*widgets.Overlay)
	switch {
	case ev.Name != fyne.KeyEscape:
	case leaves:
		sheet.Leave()
	case over == nil && ui.pane.large:
		ui.Enlarge(false)
	}
}
