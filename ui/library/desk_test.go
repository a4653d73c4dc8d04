package library

import (
	"context"
	"errors"
	"image"
	"io"
	"slices"
	"strings"
	"sync"
	"testing"

	"parvis/assets"
	"parvis/data"
	"parvis/data/words"
	"parvis/ui/uitest"
)

// desk is a small store with the promises of [Ports], as far as the tests ask
// them. Every call may be made from any goroutine.
type desk struct {
	Ports
	mu     sync.Mutex
	assets []data.Asset // newest first
	uses   []data.Entry
	read   []data.MediaHash // thumbnails
	held   data.MediaHash   // RemoveAssets leaves it
	gate   chan struct{}    // SaveAsset and AddAsset wait for it when not nil
	ideas  []data.Idea
	taken  bool // every number of a product is
	wrote  []data.Post
	kept   []data.Product
}

var errBroken = errors.New("broken")

func (d *desk) MediaShelf(_ context.Context, q data.AssetQuery, _ bool) (data.MediaShelf, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	s := data.MediaShelf{Counts: data.AssetCounts{All: len(d.assets)}}
	for _, a := range d.assets {
		if a.Brand == q.Brand && strings.Contains(a.Name, q.Text) && (!q.NoAlt || a.Alt == "") {
			s.Assets = append(s.Assets, a)
		}
	}
	return s, nil
}

func (d *desk) Asset(_ context.Context, _ data.BrandID, hash data.MediaHash) (data.Asset, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if at := indexOf(d.assets, hash); at >= 0 {
		return d.assets[at], nil
	}
	return data.Asset{}, data.ErrNoSuch
}

func (d *desk) wait(ctx context.Context) error {
	d.mu.Lock()
	gate := d.gate
	d.mu.Unlock()
	if gate == nil {
		return nil
	}
	select {
	case <-gate:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (d *desk) AddAsset(ctx context.Context, brand data.BrandID, name string, r io.ReaderAt, size int64) (data.Asset, bool, error) {
	if err := d.wait(ctx); err != nil {
		return data.Asset{}, false, err
	}
	b := make([]byte, size)
	if _, err := r.ReadAt(b, 0); err != nil {
		return data.Asset{}, false, err
	}
	if string(b) == "broken" {
		return data.Asset{}, false, errBroken
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if at := indexOf(d.assets, data.MediaHash(b)); at >= 0 {
		return d.assets[at], false, nil
	}
	a := asset(string(b), name)
	a.Brand = brand
	d.assets = append([]data.Asset{a}, d.assets...)
	return a, true, nil
}

func (d *desk) SaveAsset(ctx context.Context, a *data.Asset) error {
	if err := d.wait(ctx); err != nil {
		return err
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	d.assets[indexOf(d.assets, a.Hash)] = *a
	return nil
}

func (d *desk) RemoveAsset(_ context.Context, _ data.BrandID, hash data.MediaHash) (func(context.Context) error, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if slices.ContainsFunc(d.uses, func(e data.Entry) bool { return e.State.OnItsWay() }) {
		return nil, data.ErrInUse
	}
	at := indexOf(d.assets, hash)
	gone := d.assets[at]
	d.assets = slices.Delete(slices.Clone(d.assets), at, at+1)
	return func(context.Context) error {
		d.mu.Lock()
		defer d.mu.Unlock()
		d.assets = slices.Insert(d.assets, at, gone)
		return nil
	}, nil
}

func (d *desk) RemoveAssets(_ context.Context, brand data.BrandID, hashes []data.MediaHash) (removed, stay int, err error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.assets = slices.DeleteFunc(d.assets, func(a data.Asset) bool {
		mine := a.Brand == brand && slices.Contains(hashes, a.Hash)
		switch {
		case mine && a.Hash == d.held:
			stay++
			return false
		case mine:
			removed++
		}
		return mine
	})
	return removed, stay, nil
}

func (d *desk) AssetUses(context.Context, data.BrandID, data.MediaHash) ([]data.Entry, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	return slices.Clone(d.uses), nil
}

func (d *desk) Thumbnail(_ context.Context, hash data.MediaHash) (image.Image, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.read = append(d.read, hash)
	if strings.HasPrefix(string(hash), "broken") {
		return nil, errBroken
	}
	return image.NewRGBA(image.Rect(0, 0, 8, 6)), nil
}

func (d *desk) Enlarged(ctx context.Context, hash data.MediaHash) (image.Image, error) {
	return d.Thumbnail(ctx, hash)
}

func (d *desk) WriteDraft(_ context.Context, p data.Post) (data.PostID, func(context.Context) error, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.wrote = append(d.wrote, p)
	return data.PostID(len(d.wrote)), func(context.Context) error { return nil }, nil
}

func (d *desk) PresentProduct(ctx context.Context, p data.Product, b *words.Book) (data.PostID, func(context.Context) error, error) {
	return d.WriteDraft(ctx, data.Post{Brand: p.Brand, Parts: []string{p.Name}, Products: []data.ProductID{p.ID}})
}

func (d *desk) Ideas(context.Context, data.BrandID) ([]data.Idea, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	return slices.Clone(d.ideas), nil
}

func (d *desk) Pillars(context.Context, data.BrandID) ([]data.Pillar, error) {
	return []data.Pillar{{ID: 3, Name: "Savoir-faire", Colour: "#C2573A"}}, nil
}

func (d *desk) SaveIdea(_ context.Context, i *data.Idea) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	i.ID = data.IdeaID(len(d.ideas) + 1)
	d.ideas = append([]data.Idea{*i}, d.ideas...)
	return nil
}

func (d *desk) Products(context.Context, data.ProductQuery) ([]data.Product, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	return slices.Clone(d.kept), nil
}

func (d *desk) SaveProduct(_ context.Context, p *data.Product) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.taken {
		return data.ErrTaken
	}
	d.kept = append(d.kept, *p)
	return nil
}

// shell remembers what it was told.
type shell struct {
	Shell
	toasts  []string
	undo    func()
	offered []string
	opened  []data.PostID
	choose  []File
	tables  []string // asked for
}

func (s *shell) Toast(text string, undo func())        { s.toasts, s.undo = append(s.toasts, text), undo }
func (s *shell) Offer(text, _ string, _ func())        { s.offered = append(s.offered, text) }
func (s *shell) Attach(data.Attachment) (func(), bool) { return nil, len(s.opened) > 0 }
func (s *shell) OpenPost(id data.PostID)               { s.opened = append(s.opened, id) }
func (s *shell) ChooseMedia(chosen func(files []File)) { chosen(s.choose) }
func (s *shell) ChooseMediaFolder(chosen func([]File)) { chosen(s.choose) }
func (s *shell) ImportProducts()                       { s.tables = append(s.tables, "products") }
func (s *shell) ImportPosts()                          { s.tables = append(s.tables, "posts") }

// at is the clock of the tests, on which every wait is over at once.
func at() uitest.Still { return uitest.Still{At: uitest.Noon{}.Now()} }

// trial is the library on a bench.
type trial struct {
	*Screen
	*uitest.Bench
	desk  *desk
	shell *shell
	brand data.Brand
}

func tryOut(t *testing.T, assets ...data.Asset) *trial {
	t.Helper()
	tr := &trial{
		Bench: uitest.NewBenchBy(t, at()), desk: &desk{assets: assets}, shell: &shell{},
		brand: data.Brand{ID: 1, Name: "Maison Lenoir", Zone: "Europe/Paris"},
	}
	tr.Screen = New(Params{
		Ports: tr.desk, Shell: tr.shell, Words: tr.Book, Runner: tr.Bench.Runner, Clock: at(),
		Brand: func() data.Brand { return tr.brand }, Canvas: tr.Bench.Canvas,
	})
	tr.Show(tr.Object())
	return tr
}

func book(t *testing.T, lang string) *words.Book {
	t.Helper()
	catalogue, err := words.Load(assets.Words)
	if err != nil {
		t.Fatal(err)
	}
	catalogue.OnMissing = func(lang, key string) { t.Errorf("no words for %s in %s", key, lang) }
	return catalogue.In(lang)
}

// show brings a part into sight.
func (tr *trial) show(key string) {
	tr.Helper()
	for i, one := range tr.tabs {
		if one.key() == key {
			tr.parts.Turn(i)
		}
	}
}

func asset(hash, name string) data.Asset {
	a := data.Asset{Brand: 1, Added: at().Now()}
	a.Media = data.Media{Hash: data.MediaHash(hash), Name: name, MIME: "image/jpeg", Bytes: 412_345, Width: 1600, Height: 1200}
	a.Sharpness, a.Low, a.High = 0.5, 0.1, 0.9
	return a
}

// memory is a file of so many bytes.
type memory struct{ *strings.Reader }

func (memory) Close() error { return nil }

func file(name, content string) File {
	return File{Name: name, Open: func() (data.MediaFile, int64, error) {
		return memory{strings.NewReader(content)}, int64(len(content)), nil
	}}
}
