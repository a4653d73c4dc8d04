package composer

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"parvis/data"
	"parvis/data/text"
	"parvis/ui/theme"
	"parvis/ui/widgets"
)

const (
	chooserWidth  float32 = 560
	chooserHeight float32 = 320
)

// offer is one of several things to choose from.
type offer struct {
	name, note string
	use        func()
}

// chooser is a sheet with a search over things of which one is to be taken. The
// keyboard stays in the search: arrow keys move, Enter takes.
type chooser struct {
	all, shown []offer
	at         int
	search     *widgets.Field
	list       *widgets.List
	sheet      *widgets.Overlay
}

// choose lets one of several things be taken; none is said where there is nothing.
func (c *Composer) choose(title, none string, all []offer) {
	canvas := widgets.CanvasOf(c.root)
	if len(all) == 0 || canvas == nil {
		c.m.Shell.Toast(none, nil)
		return
	}
	b, s := c.m.Words(), &chooser{all: all}
	s.list = widgets.NewList(widgets.ListEvents{Open: s.take})
	s.search = widgets.NewSearch(b.T("common.search"), "")
	s.search.Changed = func(string) { s.at = 0; s.draw() }
	s.search.Arrows = s.move
	s.search.Submitted = func(string) { s.take(s.at) }
	s.search.Escaped = func() { s.sheet.Close() }
	s.draw()
	s.sheet = widgets.ShowSheet(canvas, chooserWidth, 0, false, widgets.NewColumn(12,
		widgets.NewRow(theme.Gap, widgets.NewTitle(title), layout.NewSpacer(),
			widgets.NewIconButton(theme.IconClose, b.T("common.close"), func() { s.sheet.Close() }).As(widgets.Quiet)),
		s.search, container.New(tall{chooserHeight}, s.list)), nil)
	s.sheet.Focus(s.search)
}

// draw shows what answers the search.
func (s *chooser) draw() {
	s.shown = nil
	var rows []widgets.ListRow
	for _, o := range s.all {
		if text.Holds(o.name+" "+o.note, s.search.Text()) {
			s.shown = append(s.shown, o)
			rows = append(rows, widgets.ListRow{Post: data.PostID(len(s.shown)), Title: o.name, Note: o.note})
		}
	}
	s.list.Set(rows, data.PostID(s.at+1))
}

func (s *chooser) move(step int) {
	s.at = max(0, min(s.at+step, len(s.shown)-1))
	s.draw()
	s.list.ScrollTo(s.at)
}

func (s *chooser) take(i int) {
	if i < len(s.shown) {
		s.sheet.Close()
		s.shown[i].use()
	}
}

// oneLine is a text in a single row.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// tall gives an object a height.
type tall struct{ height float32 }

func (l tall) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, o := range objects {
		o.Move(fyne.Position{})
		o.Resize(size)
	}
}

func (l tall) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(200, l.height) }
