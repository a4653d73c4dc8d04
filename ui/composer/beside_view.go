package composer

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/layout"

	"parvis/ui/theme"
	"parvis/ui/widgets"
)

// besideBlock is the twin's text next to the editor's, part by part.
type besideBlock struct {
	c     *Composer
	sheet *fyne.Container
	areas []*widgets.TextArea
}

// besideRoom is from when on the two languages stand side by side.
const besideRoom float32 = 480

func newBeside(c *Composer) *besideBlock {
	return &besideBlock{c: c, sheet: widgets.NewColumn(theme.Gap)}
}

func (s *besideBlock) structure() {
	m, b := s.c.m, s.c.m.Words()
	parts := m.besideParts()
	s.sheet.Objects = nil
	if parts == nil {
		s.areas = nil
		s.sheet.Hide()
		return
	}
	open := widgets.NewLink(b.T("composer.beside.open"), m.openTwin)
	hide := widgets.NewLink(b.T("composer.beside.hide"), m.toggleBeside)
	s.sheet.Add(besideHead(b.T("composer.beside."+otherLanguage(m.post.Lang)), open, hide))
	for len(s.areas) < len(parts) {
		s.areas = append(s.areas, s.newArea(len(s.areas)))
	}
	s.areas = s.areas[:len(parts)]
	for i, part := range parts {
		s.areas[i].SetText(part)
		s.areas[i].SetPlaceholder(b.T("composer.text.part_hint"))
		if m.beside.fixed {
			s.areas[i].Disable()
		} else {
			s.areas[i].Enable()
		}
		s.sheet.Add(s.areas[i])
	}
	if m.beside.fixed {
		s.sheet.Add(widgets.NewLabel(b.T("composer.beside.fixed"), theme.Small, theme.Regular, theme.Muted).Wrapping())
	}
	s.sheet.Show()
	s.figures()
}

// besideHead says above a text which language it is in; those of two that stand
// side by side are equally high.
func besideHead(name string, links ...fyne.CanvasObject) *fyne.Container {
	row := widgets.NewRow(theme.Gap, widgets.NewLabel(name, theme.Label, theme.SemiBold, theme.Muted), layout.NewSpacer())
	row.Objects = append(row.Objects, links...)
	return row
}

func (s *besideBlock) newArea(part int) *widgets.TextArea {
	area := widgets.NewTextArea(leastRows)
	area.Changed = func(text string) {
		s.c.m.typedBeside(part, text)
		area.Fit(s.rows(), mostRows)
	}
	area.Left = s.c.m.saveBeside
	return area
}

// rows is the least height of a part: as that of the text next to it.
func (s *besideBlock) rows() int {
	if len(s.areas) > 1 {
		return leastRows / 2
	}
	return leastRows
}

func (s *besideBlock) figures() {
	for _, area := range s.areas {
		area.SetMarks(marks(area.Text()))
		area.Fit(s.rows(), mostRows)
	}
}
