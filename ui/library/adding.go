package library

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/layout"

	"parvis/data"
	formats "parvis/data/media"
	"parvis/data/words"
	"parvis/ui/theme"
	"parvis/ui/widgets"
)

// File is a file that somebody chose or dropped.
type File struct {
	Name string
	// Open gives the bytes and how many there are. It is called beside the UI
	// thread.
	Open func() (file data.MediaFile, size int64, err error)
}

// adding takes files into the library one after the other, shows how far it has
// come, and says at the end which could not be taken and why.
type adding struct {
	t      *media
	queue  []addFile
	brand  data.BrandID // of the file that was taken last
	total  int          // since it began
	fresh  []taken
	known  int // were in the library already
	last   data.MediaHash
	failed []addFault
	label  *widgets.Label
	bar    *widgets.Progress
	body   *fyne.Container
}

type addFile struct {
	File
	brand data.BrandID
}

// taken is a file that came into the library of a brand.
type taken struct {
	brand data.BrandID
	hash  data.MediaHash
}

type addFault struct {
	name string
	err  error
}

func newAdding(t *media) *adding {
	a := &adding{t: t, label: widgets.NewLabel("", theme.Strip, theme.Regular, theme.Ink).Shrinking(), bar: widgets.NewProgress()}
	a.body = widgets.NewColumn(8)
	return a
}

func (a *adding) object() fyne.CanvasObject { return a.body }

// take adds files behind those that are under way.
func (a *adding) take(files []File) {
	if len(files) == 0 {
		return
	}
	busy := len(a.queue) > 0
	if !busy {
		a.total, a.fresh, a.known, a.last, a.failed = 0, nil, 0, "", nil
	}
	for _, f := range files {
		a.queue = append(a.queue, addFile{f, a.t.s.Brand().ID})
	}
	a.total += len(files)
	a.show()
	if !busy {
		a.next()
	}
}

// next takes the first file that waits.
func (a *adding) next() {
	if len(a.queue) == 0 {
		a.finish()
		return
	}
	file, ports := a.queue[0], a.t.s.Ports
	a.t.s.Runner.Go("library.media.add", func(ctx context.Context) (func(), error) {
		asset, fresh, err := copyIn(ctx, ports, file)
		return func() {
			a.queue, a.brand = a.queue[1:], file.brand
			switch {
			case err != nil:
				a.failed = append(a.failed, addFault{file.Name, err})
			case fresh:
				a.fresh, a.last = append(a.fresh, taken{file.brand, asset.Hash}), asset.Hash
			default:
				a.known, a.last = a.known+1, asset.Hash
			}
			a.show()
			a.next()
		}, nil
	})
}

func copyIn(ctx context.Context, ports MediaPorts, f addFile) (data.Asset, bool, error) {
	file, size, err := f.Open()
	if err != nil {
		return data.Asset{}, false, err
	}
	defer file.Close()
	return ports.AddAsset(ctx, f.brand, f.Name, during{ctx, file}, size)
}

// during reads as long as ctx lasts.
type during struct {
	ctx  context.Context
	file io.ReaderAt
}

func (d during) ReadAt(p []byte, at int64) (int, error) {
	if err := d.ctx.Err(); err != nil {
		return 0, err
	}
	return d.file.ReadAt(p, at)
}

// stop leaves out what was not taken yet.
func (a *adding) stop() {
	a.t.s.Runner.Cancel("library.media.add")
	a.queue = nil
	a.finish()
}

// finish says what was taken, which can be taken back, and shows the last of it.
func (a *adding) finish() {
	b := a.t.s.Words()
	switch {
	case len(a.fresh) > 0:
		fresh := a.fresh
		a.t.s.Shell.Toast(b.N("library.media.added", len(fresh)), func() { a.takeBack(fresh) })
	case a.known > 0:
		a.t.s.Shell.Toast(b.N("library.media.known", a.known), nil)
	}
	if a.last != "" && a.brand == a.t.s.Brand().ID {
		a.t.goTo(a.last)
	}
	a.show()
	a.t.read()
}

// takeBack takes files out of the library again, brand by brand, and says which stay.
// One brand that cannot be written does not keep the others'.
func (a *adding) takeBack(all []taken) {
	a.t.details.settle()
	a.t.s.Runner.Cancel("library.media.go") // what is about to be shown may be what goes
	of := map[data.BrandID][]data.MediaHash{}
	for _, one := range all {
		of[one.brand] = append(of[one.brand], one.hash)
	}
	for brand, hashes := range of {
		a.t.s.Runner.Go(fmt.Sprint("library.media.back.", brand), func(ctx context.Context) (func(), error) {
			removed, stay, err := a.t.s.Ports.RemoveAssets(ctx, brand, hashes)
			return func() {
				a.sayBack(removed, stay)
				a.t.read()
			}, err
		})
	}
}

// sayBack says how many left and how many stay, where there are any.
func (a *adding) sayBack(removed, stay int) {
	b := a.t.s.Words()
	var said []string
	if removed > 0 {
		said = append(said, b.N("library.media.back", removed))
	}
	if stay > 0 {
		said = append(said, b.N("library.media.stay", stay))
	}
	if said != nil {
		a.t.s.Shell.Toast(strings.Join(said, " "), nil)
	}
}

// show draws the bar while files are taken, and below it which could not be.
func (a *adding) show() {
	b := a.t.s.Words()
	a.body.Objects = nil
	if len(a.queue) > 0 {
		done := a.total - len(a.queue)
		a.label.SetText(b.T("library.media.adding", "N", done+1, "Of", a.total, "File", a.queue[0].Name))
		a.bar.Set(done, a.total)
		a.body.Add(widgets.NewRow(12, a.label, layout.NewSpacer(), widgets.NewFixed(220, a.bar), widgets.NewButton(b.T("common.cancel"), a.stop)))
	}
	if len(a.failed) > 0 {
		a.body.Add(a.faults())
	}
	setVisible(a.body, len(a.body.Objects) > 0)
	a.t.body.Refresh() // what is below makes room
}

// faults lists the files that could not be taken, with what to do about each.
func (a *adding) faults() fyne.CanvasObject {
	b := a.t.s.Words()
	rows := widgets.NewColumn(4)
	for _, f := range a.failed {
		rows.Add(widgets.NewLabel(f.text(b), theme.Label, theme.Regular, theme.Ink).Wrapping())
	}
	scroll := widgets.NewScroll(rows)
	const highest = 120
	scroll.UpTo(highest)
	dismiss := widgets.NewIconButton(theme.IconClose, b.T("common.close"), func() {
		a.failed = nil
		a.show()
	}).As(widgets.Quiet)
	title := widgets.NewLabel(b.N("library.media.faults", len(a.failed)), theme.Strip, theme.SemiBold, theme.Ink).Shrinking()
	return widgets.NewNotice(widgets.ToneWarm, widgets.NewColumn(4, widgets.NewRow(8, widgets.Stretch(title), dismiss), scroll))
}

// text says what is wrong with a file, and what to do.
func (f addFault) text(b *words.Book) string {
	key := "composer.file.unreadable"
	switch code := data.AsFailure("", f.err).Code; {
	case code == formats.CodeHEIC:
		what, why, todo := b.Error(f.err, "")
		return b.T("library.media.fault", "File", f.name, "What", what, "Do", cmp.Or(todo, why))
	case code == data.CodeTooLarge:
		key = "composer.file.too_large"
	case code == formats.CodeBroken:
		key = "composer.file.broken"
	case data.KindOf(f.err) == data.Invalid:
		key = "composer.file.picture"
	case errors.Is(f.err, data.ErrDiskFull), errors.Is(f.err, data.ErrDisk):
		key = "composer.file.disk_full"
	}
	return b.T(key, "File", f.name)
}
