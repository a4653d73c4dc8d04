package library

import (
	"context"

	"fyne.io/fyne/v2"

	"parvis/data"
	"parvis/ui/theme"
	"parvis/ui/widgets"
)

// photoField shows the photo of a product and lets a person choose another one,
// in the library or from a file, which joins the library.
type photoField struct {
	s       *Screen
	photo   data.MediaHash // "": none
	box     *fyne.Container
	choose  *widgets.Button
	changed func() // gives the form the room that it takes now
}

func newPhotoField(s *Screen, photo data.MediaHash) *photoField {
	f := &photoField{s: s, photo: photo, box: widgets.NewRow(12), changed: func() {}}
	f.show()
	return f
}

// object is the field with its label above.
func (f *photoField) object() fyne.CanvasObject {
	return widgets.NewLabelled(f.s.Words().T("library.product.photo"), f.box)
}

func (f *photoField) show() {
	b := f.s.Words()
	const width, high = 104, 72
	var shown fyne.CanvasObject = plate(data.Asset{}, 22)
	if img := f.s.thumbnails.of(f.photo); img != nil {
		shown = widgets.NewPhoto(img, b.T("library.product.photo"))
	} else if f.photo != "" && !f.s.thumbnails.broken(f.photo) {
		f.s.thumbnails.wait(f.photo, f.show)
	}
	f.choose = widgets.NewButton(b.T("library.product.photo.choose"), func() {
		widgets.ShowMenu(f.choose, []widgets.MenuItem{
			{Text: b.T("library.product.photo.library"), Icon: theme.IconLibrary, Run: func() { f.s.pick(f.set, f.focus) }},
			{Text: b.T("library.product.photo.file"), Icon: theme.IconFolder, Run: f.fromFile},
		})
	}).WithMenu()
	f.box.Objects = []fyne.CanvasObject{widgets.NewFixed(width, widgets.NewHigh(high, shown)), f.choose}
	if f.photo != "" {
		f.box.Add(widgets.NewIconButton(theme.IconTrash, b.T("library.product.photo.remove"), func() { f.set("") }).As(widgets.Quiet))
	}
	f.box.Refresh()
	f.changed()
}

// focus gives the keyboard back to the form.
func (f *photoField) focus() { widgets.Focus(f.choose) }

func (f *photoField) set(hash data.MediaHash) {
	f.photo = hash
	f.show()
	f.focus()
}

// fromFile takes a picture into the library and shows it here.
func (f *photoField) fromFile() {
	f.s.Shell.ChooseMedia(func(files []File) {
		if len(files) == 0 {
			return
		}
		file, ports := addFile{files[0], f.s.Brand().ID}, f.s.Ports
		f.s.Runner.Go("library.product.photo.add", func(ctx context.Context) (func(), error) {
			a, _, err := copyIn(ctx, ports, file)
			return func() { f.took(file.Name, a, err) }, nil
		})
	})
}

// took shows the picture of a file, or says why there is none.
func (f *photoField) took(name string, a data.Asset, err error) {
	b := f.s.Words()
	switch {
	case err != nil:
		f.s.Shell.Toast(addFault{name, err}.text(b), nil)
	case a.Video():
		f.s.Shell.Toast(b.T("library.product.photo.video", "File", name), nil)
	default:
		f.set(a.Hash)
	}
}
