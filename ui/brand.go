package ui

import (
	"context"
	"strings"
	"time"

	"fyne.io/fyne/v2/layout"

	"parvis/data"
	"parvis/ui/theme"
	"parvis/ui/widgets"
)

// editBrand asks for a brand's name, trade and zone, and stores it. A new one
// is shown at once.
func (ui *Window) editBrand(brand data.Brand) {
	b := ui.book
	title := b.T("shell.brand.edit.title")
	if brand.ID == 0 {
		title = b.T("shell.brand.new.title")
	}
	name, sector, zone := widgets.NewField(b.T("shell.brand.name")), widgets.NewField(b.T("shell.brand.sector")), widgets.NewField(b.T("shell.brand.zone"))
	name.SetText(brand.Name)
	sector.SetText(brand.Sector)
	sector.SetPlaceholder(b.T("shell.brand.sector.hint"))
	zone.SetText(brand.Zone)
	var sheet *widgets.Overlay
	end := func() { sheet.Close() }
	save := func() {
		brand.Name, brand.Sector, brand.Zone = strings.TrimSpace(name.Text()), strings.TrimSpace(sector.Text()), strings.TrimSpace(zone.Text())
		name.SetError("")
		zone.SetError("")
		if brand.Name == "" || len([]rune(brand.Name)) > data.MaxBrandName {
			name.SetError(b.N("shell.brand.name.fault", data.MaxBrandName))
			return
		}
		if _, err := time.LoadLocation(brand.Zone); err != nil || brand.Zone == "" {
			zone.SetError(b.T("shell.brand.zone.fault"))
			return
		}
		end()
		ui.storeBrand(brand)
	}
	for _, f := range []*widgets.Field{name, sector, zone} {
		f.Escaped = end
		f.Submitted = func(string) { save() }
	}
	sheet = widgets.ShowSheet(ui.window.Canvas(), 440, 0, true, widgets.NewColumn(14,
		widgets.NewLabel(title, theme.Panel, theme.Bold, theme.Ink),
		name, sector, zone,
		widgets.NewRow(8, layout.NewSpacer(), widgets.NewButton(b.T("common.cancel"), end), widgets.NewPrimary(b.T("common.save"), save)),
	), nil)
	sheet.Focus(name)
}

func (ui *Window) storeBrand(brand data.Brand) {
	isNew := brand.ID == 0
	ui.Runner.Go("ui.brand", func(ctx context.Context) (func(), error) {
		err := ui.Desk.SaveBrand(ctx, &brand)
		return func() {
			if isNew {
				ui.brands = append(ui.brands, brand)
				ui.switchTo(brand)
			}
		}, err
	})
}
