package exchange

import (
	"context"
	"strings"

	"fyne.io/fyne/v2/layout"

	"parvis/data"
	"parvis/data/report"
	"parvis/data/text"
	"parvis/ui/theme"
	"parvis/ui/widgets"
)

const sheetWidth float32 = 560

// Export shows the sheet that writes a month as a file.
func (s *Sheets) Export() {
	b := s.p.Words()
	var over *widgets.Overlay
	shut := func() { over.Close() }
	month := newStepper(s.thisMonth(), s.p.Words, shut, func() {})
	forms := widgets.NewColumn(theme.Gap)
	for _, form := range report.PlanForms() {
		key := "planned.form." + string(form)
		choice := widgets.NewOption(theme.IconDownload, b.T(key), b.T(key+".about"), func() {
			shut()
			s.export(month, form)
		})
		choice.SetEscape(shut)
		forms.Add(choice)
	}
	later := widgets.NewButton(b.T("common.cancel"), shut).As(widgets.Quiet)
	later.SetEscape(shut)
	over = widgets.ShowSheet(s.p.Canvas(), sheetWidth, 0, true, widgets.NewColumn(14,
		widgets.NewLabel(b.T("exchange.export.title"), theme.Panel, theme.Bold, theme.Ink),
		month.row, forms, widgets.NewRow(0, layout.NewSpacer(), later)), nil)
	widgets.Focus(later)
}

// export asks where and writes.
func (s *Sheets) export(month *stepper, form report.PlanForm) {
	b, brand := s.p.Words(), s.p.Brand()
	day := month.month.Format(data.DayLayout)
	name := text.Slug(brand.Name+" "+b.MonthTitle(month.month)) + "." + string(form)
	s.p.Shell.SaveFile(name, func(path string) error {
		guarded, err := s.p.Ports.ExportPlan(context.Background(), brand.ID, day, form, b, path)
		if err == nil && guarded > 0 {
			s.p.Runner.Do(func() { s.p.Shell.Toast(strings.TrimSpace(b.N("planned.guarded", guarded)), nil) })
		}
		return err
	})
}
