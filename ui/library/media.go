package library

import (
	"context"
	"errors"
	"image"
	"io"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"parvis/data"
	"parvis/ui/theme"
	"parvis/ui/widgets"
)

// MediaPorts is what the media library asks of the desk.
type MediaPorts interface {
	// MediaShelf reads a page of the library; alike: only what is likely the same
	// picture as another one.
	MediaShelf(ctx context.Context, q data.AssetQuery, alike bool) (data.MediaShelf, error)
	// Asset reads one file of the library; data.ErrNoSuch when it is not in it.
	Asset(ctx context.Context, brand data.BrandID, hash data.MediaHash) (data.Asset, error)
	// AddAsset copies a file of so many bytes into the library; fresh is false for
	// one that is in it already, which stays as it is.
	AddAsset(ctx context.Context, brand data.BrandID, name string, r io.ReaderAt, size int64) (a data.Asset, fresh bool, err error)
	// SaveAsset changes what is said of a file.
	SaveAsset(ctx context.Context, a *data.Asset) error
	// RemoveAsset takes a file out of the library; data.ErrInUse while a post that
	// is on its way shows it.
	RemoveAsset(ctx context.Context, brand data.BrandID, hash data.MediaHash) (undo func(context.Context) error, err error)
	// RemoveAssets takes files out again; stay counts those that a post on its way
	// shows.
	RemoveAssets(ctx context.Context, brand data.BrandID, hashes []data.MediaHash) (removed, stay int, err error)
	// AssetUses lists where posts show a file, one entry for each of their accounts.
	AssetUses(ctx context.Context, brand data.BrandID, hash data.MediaHash) ([]data.Entry, error)
	// Thumbnail and Enlarged give a picture small and as large as a panel can show
	// it; data.ErrNoPicture for a video.
	Thumbnail(ctx context.Context, hash data.MediaHash) (image.Image, error)
	Enlarged(ctx context.Context, hash data.MediaHash) (image.Image, error)
}

// mediaPage is how many files are read at a time.
const mediaPage = 200

// media is the library of pictures and videos.
type media struct {
	s     *Screen
	known bool
	shelf data.MediaShelf
	query data.AssetQuery
	alike bool // only what is there twice
	anew  bool // the question is another one: what answers it is to be opened

	search  *widgets.Field
	folder  *widgets.Button
	filters *mediaFilters
	adding  *adding
	sheet   *widgets.ContactSheet
	details *details
	empty   *fyne.Container // in place of everything
	nothing *fyne.Container // in place of the files, where one of them stays beside
	columns *fyne.Container
	body    *fyne.Container
}

func newMedia(s *Screen) *media {
	t := &media{s: s, empty: container.NewStack(), nothing: container.NewStack(), query: data.AssetQuery{Limit: mediaPage}}
	t.sheet = widgets.NewContactSheet(widgets.ContactSheetEvents{
		Picture: func(i int) image.Image { return s.thumbnails.of(t.shelf.Assets[i].Hash) },
		Chosen:  func(i int) { t.details.open(t.shelf.Assets[i]) },
		Open:    func(int) { t.details.alt.Focus() },
		Menu:    t.menu,
		Remove:  func(i int) { t.remove(t.shelf.Assets[i]) },
		Near:    t.more,
	})
	t.search = widgets.NewSearch("", "")
	t.search.Changed = func(text string) {
		t.query.Text = text
		t.s.Runner.After(settle, "library.media.search", t.readFirst)
	}
	t.filters, t.adding, t.details = newMediaFilters(t), newAdding(t), newDetails(t)
	sheet := container.NewStack(widgets.NewBox(theme.Card, theme.Border, theme.RadiusCard), widgets.NewInset(6, 6, 6, 6, t.sheet), t.nothing)
	t.columns = widgets.NewBeside(detailsWidth, 16, sheet, t.details.object())
	t.folder = widgets.NewButton("", t.addFolder).WithIcon(theme.IconFolder)
	asked := widgets.NewFlow(8, 8, append([]fyne.CanvasObject{widgets.NewFixed(220, t.search)}, t.filters.pills()...)...)
	head := widgets.NewColumn(10, widgets.NewRow(16, widgets.Stretch(asked), widgets.Top(t.folder)), t.adding.object())
	t.body = widgets.NewFrame(12, head, container.NewStack(t.columns, t.empty), nil)
	return t
}

func (t *media) key() string               { return "media" }
func (t *media) object() fyne.CanvasObject { return t.body }
func (t *media) begin()                    { t.s.Shell.ChooseMedia(t.adding.take) }
func (t *media) find()                     { t.search.Focus() }
func (t *media) addFolder()                { t.s.Shell.ChooseMediaFolder(t.adding.take) }

// does is what else the palette can do here.
func (t *media) does() []Action { return []Action{{"folder", t.addFolder}} }

func (t *media) forget() {
	t.details.settle()
	t.known, t.shelf, t.query.Tags = false, data.MediaShelf{}, nil
	t.details.shut()
	t.show()
}

func (t *media) shows(n data.Noun) bool {
	return slices.Contains([]data.Noun{data.Library, data.Posts, data.Deliveries}, n)
}

func (t *media) retranslate() {
	t.search.SetPlaceholder(t.s.Words().T("library.media.search"))
	t.folder.SetText(t.s.Words().T("library.media.folder"))
	t.details.retranslate()
	t.adding.show()
	t.show()
}

// readFirst reads the first page anew, as after another question.
func (t *media) readFirst() {
	t.query.Limit, t.anew = mediaPage, true
	t.read()
}

// more reads another page, as the end comes into view.
func (t *media) more() {
	if len(t.shelf.Assets) == t.query.Limit {
		t.query.Limit += mediaPage
		t.read()
	}
}

// read asks for the page, and for the file in the panel where that is not in it.
func (t *media) read() {
	q, alike, open := t.query, t.alike, t.details.asset.Hash
	q.Brand = t.s.Brand().ID
	t.s.Runner.Go("library.media", func(ctx context.Context) (func(), error) {
		shelf, err := t.s.Ports.MediaShelf(ctx, q, alike)
		if err != nil {
			return nil, err
		}
		var beside data.Asset
		if open != "" && indexOf(shelf.Assets, open) < 0 {
			beside, err = t.s.Ports.Asset(ctx, q.Brand, open)
			if err != nil && !errors.Is(err, data.ErrNoSuch) {
				return nil, err
			}
		}
		return func() { t.took(shelf, beside) }, nil
	})
}

func indexOf(all []data.Asset, hash data.MediaHash) int {
	return slices.IndexFunc(all, func(a data.Asset) bool { return a.Hash == hash })
}

// took shows a page; beside is the file of the panel when it is not in it.
func (t *media) took(shelf data.MediaShelf, beside data.Asset) {
	anew := t.anew
	t.known, t.shelf, t.anew = true, shelf, false
	switch at := indexOf(shelf.Assets, t.details.asset.Hash); {
	case at >= 0:
		t.details.refresh(shelf.Assets[at])
	case !(anew && len(shelf.Assets) > 0) && beside.Hash != "" && beside.Hash == t.details.asset.Hash:
		t.details.refresh(beside)
	case len(shelf.Assets) > 0:
		t.details.open(shelf.Assets[0])
	default:
		t.details.shut()
	}
	t.show()
}

// show draws what is known.
func (t *media) show() {
	b := t.s.Words()
	prints := make([]widgets.Print, len(t.shelf.Assets))
	for i, a := range t.shelf.Assets {
		prints[i] = t.print(a)
	}
	t.sheet.Set(prints, indexOf(t.shelf.Assets, t.details.asset.Hash))
	t.filters.show()
	nothing := t.known && len(prints) == 0
	none := nothing && t.details.asset.Hash == ""
	first := none && t.shelf.Counts.All == 0
	setVisible(t.columns, !none)
	setVisible(t.folder, !first) // the empty page offers it itself
	t.empty.Objects, t.nothing.Objects = nil, nil
	unanswered := func() []fyne.CanvasObject {
		return []fyne.CanvasObject{widgets.NewEmptyState(theme.IconImage, b.T("library.media.nothing.title"), b.T("library.media.nothing.text"), "", nil)}
	}
	switch {
	case first:
		t.empty.Objects = []fyne.CanvasObject{widgets.NewEmptyState(theme.IconImage, b.T("library.media.empty.title"), b.T("library.media.empty.text"),
			b.T("library.new.media"), t.begin, widgets.NewButton(b.T("library.media.folder"), t.addFolder).As(widgets.Quiet))}
	case none:
		t.empty.Objects = unanswered()
	case nothing: // what stands beside stays, with what is being written there
		t.nothing.Objects = unanswered()
	}
	t.empty.Refresh()
	t.nothing.Refresh()
}

// print is what stands on a file of the sheet.
func (t *media) print(a data.Asset) widgets.Print {
	b, p := t.s.Words(), widgets.Print{Name: a.Name}
	switch {
	case a.Video():
		p.Icon = theme.IconFilm
		if a.Length > 0 {
			p.Tags = append(p.Tags, widgets.PrintTag{Text: b.Length(a.Length)})
		}
	case t.s.thumbnails.broken(a.Hash):
		p.Icon = theme.IconWarning
		p.Tags = append(p.Tags, widgets.PrintTag{Text: b.T("library.media.tag.broken"), Warn: true})
	}
	if strings.TrimSpace(a.Alt) == "" {
		p.Tags = append(p.Tags, widgets.PrintTag{Text: b.T("library.media.tag.no_alt"), Warn: true})
	}
	if a.Blurred() {
		p.Tags = append(p.Tags, widgets.PrintTag{Text: b.T("library.media.tag.blurred")})
	}
	if len(t.shelf.Alike[a.Hash]) > 0 {
		p.Tags = append(p.Tags, widgets.PrintTag{Text: b.T("library.media.tag.alike")})
	}
	return p
}

func (t *media) menu(i int, in fyne.CanvasObject, at fyne.Position) {
	b, a := t.s.Words(), t.shelf.Assets[i]
	widgets.ShowMenuAt(in, at, []widgets.MenuItem{
		{Text: b.T("library.write"), Icon: theme.IconCalendarPlus, Run: func() { t.write(a) }},
		{Text: b.T("library.media.attach"), Icon: theme.IconPlus, Run: func() { t.attach(a) }},
		{Text: b.T("library.media.alt.write"), Icon: theme.IconAlt, Run: func() { t.details.alt.Focus() }},
		{},
		{Text: b.T("common.delete"), Icon: theme.IconTrash, Danger: true, Run: func() { t.remove(a) }},
	})
}

// goTo shows a file that may be beyond what is asked for.
func (t *media) goTo(hash data.MediaHash) {
	brand := t.s.Brand().ID
	t.s.Runner.Go("library.media.go", func(ctx context.Context) (func(), error) {
		a, err := t.s.Ports.Asset(ctx, brand, hash)
		return func() {
			t.details.open(a)
			if at := indexOf(t.shelf.Assets, hash); at >= 0 {
				t.sheet.Choose(at)
				return
			}
			t.show()
		}, err
	})
}
