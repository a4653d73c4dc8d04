package library

import (
	"context"
	"image"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"parvis/data"
	"parvis/ui/theme"
	"parvis/ui/widgets"
)

// pictureBlock shows the file of the panel, and lets a person say what of it no
// crop may lose.
type pictureBlock struct {
	d     *details
	place *fyne.Container // of the picture
	shown *widgets.FocusPicture
	crops *widgets.Crops
	forms *fyne.Container
}

func newPictureBlock(d *details) *pictureBlock {
	return &pictureBlock{d: d, place: widgets.NewColumn(0), forms: widgets.NewColumn(6)}
}

func (p *pictureBlock) object() fyne.CanvasObject { return p.place }
func (p *pictureBlock) crop() fyne.CanvasObject   { return p.forms }

// middle is the focus of a picture of which nothing was said.
func middle(f data.Focus) data.Focus {
	if f == (data.Focus{}) {
		return data.Focus{X: 0.5, Y: 0.5}
	}
	return f
}

// open shows a file: what is there of it at once, all of it when it was read.
func (p *pictureBlock) open(a data.Asset) {
	p.shown, p.crops = nil, nil
	p.forms.Objects = nil
	p.place.Objects = []fyne.CanvasObject{plate(a, 44)}
	if a.Video() {
		return
	}
	if img := p.d.t.s.thumbnails.of(a.Hash); img != nil {
		p.draw(a, img)
	}
	s := p.d.t.s
	s.Runner.Go("library.media.enlarged", func(ctx context.Context) (func(), error) {
		img, err := s.Ports.Enlarged(ctx, a.Hash)
		if err != nil {
			return nil, nil // the sheet says that it cannot be read
		}
		return func() {
			if p.d.asset.Hash == a.Hash {
				p.draw(p.d.asset, img)
				p.d.structure()
			}
		}, nil
	})
}

// plate stands where nothing can be drawn, with room around its icon.
func plate(a data.Asset, inset float32) fyne.CanvasObject {
	icon := theme.IconImage
	if a.Video() {
		icon = theme.IconFilm
	}
	return widgets.NewPanel(widgets.NewFill(theme.Neutral, theme.RadiusControl), inset, container.NewCenter(widgets.NewIcon(icon, 28, theme.Muted)))
}

// draw shows pixels of a file.
func (p *pictureBlock) draw(a data.Asset, img image.Image) {
	b := p.d.t.s.Words()
	if p.shown != nil {
		p.shown.SetImage(img)
		return
	}
	p.shown = widgets.NewFocusPicture(img, b.T("library.media.focus.name", "File", a.Name), middle(a.Focus))
	p.shown.Moved = p.moved
	p.crops = widgets.NewCrops(img, middle(a.Focus), ratios(), b.T("library.media.crops"))
	p.place.Objects = []fyne.CanvasObject{p.shown}
	p.retranslate()
}

// ratios are the forms in which networks show pictures.
func ratios() []widgets.CropRatio {
	return []widgets.CropRatio{{Name: "1:1", Ratio: 1}, {Name: "4:5", Ratio: 4.0 / 5}, {Name: "16:9", Ratio: 16.0 / 9}, {Name: "9:16", Ratio: 9.0 / 16}}
}

// retranslate words the block that shows the crops.
func (p *pictureBlock) retranslate() {
	if p.crops == nil {
		return
	}
	b := p.d.t.s.Words()
	back := widgets.NewLink(b.T("library.media.focus.middle"), func() { p.set(data.Focus{}) })
	p.forms.Objects = []fyne.CanvasObject{
		widgets.NewRow(8, widgets.Stretch(heading(b.T("library.media.focus"))), back),
		p.crops, widgets.NewNote(b.T("library.media.focus.hint")),
	}
}

// refresh shows the focus that is stored.
func (p *pictureBlock) refresh(a data.Asset) {
	if p.shown != nil {
		p.shown.SetFocus(middle(a.Focus))
		p.crops.SetFocus(middle(a.Focus))
	}
}

// moved follows the pointer, and keeps where it came to rest. The very corner is
// told from nothing said, which is the middle.
func (p *pictureBlock) moved(f data.Focus, settled bool) {
	p.crops.SetFocus(f)
	if f == (data.Focus{}) {
		f.X = 0.001
	}
	if settled {
		p.d.keep(func(a *data.Asset) { a.Focus = f })
	}
}

func (p *pictureBlock) set(f data.Focus) {
	p.shown.SetFocus(middle(f))
	p.crops.SetFocus(middle(f))
	p.d.keep(func(a *data.Asset) { a.Focus = f })
}
