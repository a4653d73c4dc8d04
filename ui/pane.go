package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"parvis/ui/theme"
	"parvis/ui/widgets"
)

// pane is where the composer opens, at the right of whatever screen is shown.
type pane struct {
	ui     *Window
	open   bool
	top    fyne.CanvasObject // the line below the header
	object *fyne.Container
}

func newPane(ui *Window) *pane {
	p := &pane{ui: ui, top: widgets.NewDivider(false), object: container.NewStack()}
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
	p.ui.desk.Refresh()
}
