package library

import (
	"context"
	"image"
	"slices"

	"fyne.io/fyne/v2/layout"

	"parvis/data"
	"parvis/ui/theme"
	"parvis/ui/widgets"
)

// picker is a sheet on which a picture of the library is chosen.
type picker struct {
	s      *Screen
	all    []data.Asset
	query  data.AssetQuery
	took   func(data.MediaHash)
	chosen int // -1: none
	sheet  *widgets.ContactSheet
	do     *widgets.Button
	none   *widgets.Label
	over   *widgets.Overlay
}

const (
	pickerWidth  float32 = 660
	pickerHeight float32 = 330
)

// pick lets a person choose a picture of the library; took is not called when
// they change their mind. away is called first when the sheet goes.
func (s *Screen) pick(took func(data.MediaHash), away func()) {
	b := s.Words()
	p := &picker{s: s, took: took, chosen: -1, query: data.AssetQuery{Brand: s.Brand().ID, Limit: mediaPage}, none: widgets.NewNote("")}
	p.sheet = widgets.NewContactSheet(widgets.ContactSheetEvents{
		Picture: func(i int) image.Image { return s.thumbnails.of(p.all[i].Hash) },
		Chosen:  p.mark,
		Open:    func(int) { p.take() },
	})
	search := widgets.NewSearch(b.T("library.media.search"), "")
	search.Escaped = p.shut
	search.Changed = func(text string) {
		p.query.Text = text
		s.Runner.After(settle, "library.pick.search", p.read)
	}
	search.Arrows = func(int) { p.sheet.Focus() }
	cancel := widgets.NewButton(b.T("common.cancel"), p.shut)
	p.do = widgets.NewPrimary(b.T("library.pick.take"), p.take)
	p.do.Disable()
	cancel.SetEscape(p.shut)
	p.do.SetEscape(p.shut)
	p.over = widgets.ShowSheet(s.Canvas(), pickerWidth, 0, true, widgets.NewColumn(12,
		widgets.NewLabel(b.T("library.pick.title"), theme.Panel, theme.Bold, theme.Ink).Shrinking(), search, p.none,
		widgets.NewHigh(pickerHeight, p.sheet), widgets.NewRow(8, layout.NewSpacer(), cancel, p.do)), func() {
		s.picking = nil
		away()
	})
	s.picking = p
	p.over.Focus(search)
	p.read()
}

func (p *picker) shut() { p.over.Close() }

func (p *picker) read() {
	q, ports := p.query, p.s.Ports
	p.s.Runner.Go("library.pick", func(ctx context.Context) (func(), error) {
		shelf, err := ports.MediaShelf(ctx, q, false)
		return func() {
			p.all = slices.DeleteFunc(shelf.Assets, func(a data.Asset) bool { return a.Video() })
			p.show()
		}, err
	})
}

func (p *picker) show() {
	p.chosen = -1
	p.do.Disable()
	prints := make([]widgets.Print, len(p.all))
	for i, a := range p.all {
		prints[i] = widgets.Print{Name: a.Name}
	}
	p.sheet.Set(prints, -1)
	text := ""
	if len(p.all) == 0 {
		text = p.s.Words().T("library.media.nothing.text")
	}
	p.none.SetText(text)
	setVisible(p.none, text != "")
	p.over.Relay()
}

func (p *picker) mark(i int) {
	p.chosen = i
	p.do.Enable()
}

func (p *picker) take() {
	if p.chosen >= 0 {
		p.shut()
		p.took(p.all[p.chosen].Hash)
	}
}
