package plan

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/layout"

	"parvis/ui/theme"
	"parvis/ui/widgets"
)

// divided puts rows below each other with a line between them.
func divided(rows []fyne.CanvasObject) *fyne.Container {
	column := widgets.NewColumn(10)
	for i, row := range rows {
		if i > 0 {
			column.Add(widgets.NewDivider(false))
		}
		column.Add(row)
	}
	return column
}

// changer and remover are the buttons at the end of a row, with names for those
// who cannot see them.
func changer(name string, change func()) *widgets.Button {
	return widgets.NewIconButton(theme.IconPencil, name, change).As(widgets.Quiet)
}

func remover(name string, remove func()) *widgets.Button {
	return widgets.NewIconButton(theme.IconTrash, name, remove).As(widgets.Quiet)
}

// saidRow is one of the words that are said or not said, and what there is to note
// about them.
func (s *Screen) saidRow(text, note string, change, remove func()) fyne.CanvasObject {
	b := s.Words()
	return widgets.NewRow(12, widgets.Stretch(widgets.NewColumn(1,
		widgets.NewLabel(text, theme.Strip, theme.SemiBold, theme.Ink).Wrapping(), widgets.NewNote(note))),
		changer(b.T("plan.edit", "Name", text), change), remover(b.T("plan.delete", "Name", text), remove))
}

// saidBlock lists what is said or not said, with the way to one more.
func saidBlock(title, why string, rows []fyne.CanvasObject, more string, begin func()) fyne.CanvasObject {
	column := divided(rows)
	column.Add(widgets.NewRow(8, widgets.NewButton(more, begin).WithIcon(theme.IconPlus), layout.NewSpacer()))
	return block(title, why, column)
}
