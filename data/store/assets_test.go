package store

import (
	"bytes"
	"slices"
	"testing"
	"time"

	"parvis/data"
)

// putAsset puts a file into the library.
func (d *desk) putAsset(name string, tags ...string) data.Asset {
	d.t.Helper()
	b := []byte(name)
	a := data.Asset{Brand: d.brand, Tags: tags}
	a.Media = data.Media{Name: name, MIME: "image/jpeg", Bytes: int64(len(b)), Width: 4, Height: 3}
	must(d.t, d.PutMedia(d.t.Context(), &a.Media, bytes.NewReader(b)))
	must(d.t, d.SaveAsset(d.t.Context(), &a))
	d.clock.move(time.Minute)
	return a
}

func (d *desk) assets(q data.AssetQuery) (all []string) {
	d.t.Helper()
	q.Brand = d.brand
	page, err := d.Assets(d.t.Context(), q)
	must(d.t, err)
	for _, a := range page {
		all = append(all, a.Name)
	}
	return all
}

func TestAssetComesBackAsSaved(t *testing.T) {
	d := openDesk(t)
	var nouns []data.Change
	a := d.putAsset("four.jpg")
	d.Subscribe(func(c data.Change) { nouns = append(nouns, c) })
	for _, taken := range []data.Taken{
		{}, {At: noon}, {At: noon.In(time.FixedZone("", 3600)), Zoned: true}, {At: time.Date(1969, 1, 2, 3, 4, 5, 0, time.UTC)},
	} {
		a.Name, a.Alt, a.Tags = "le four.jpg", "un four", []string{"four", "nuit", "four"}
		a.Focus, a.Taken, a.Place = data.Focus{X: 0.2, Y: 0.3}, taken, true
		a.Sharpness, a.Low, a.High, a.Print = 0.3, 0.1, 0.9, 1<<63|5
		must(t, d.SaveAsset(t.Context(), &a))
		same(t, a.Tags, []string{"four", "nuit"})
		got, err := d.Asset(t.Context(), d.brand, a.Hash)
		must(t, err)
		same(t, got, a)
		same(t, got.Added, noon)
	}
	same(t, nouns[0], data.Change{Noun: data.Library})
	nowhere := data.Asset{Brand: d.brand}
	nowhere.Hash = "ab"
	wantErr(t, d.SaveAsset(t.Context(), &nowhere), data.ErrNoSuch)
	_, err := d.Asset(t.Context(), d.addBrand("Autre"), a.Hash)
	wantErr(t, err, data.ErrNoSuch)
}

func TestLibraryIsFound(t *testing.T) {
	d := openDesk(t)
	oven, night := d.putAsset("Four à bois.jpg", "four", "Équipe"), d.putAsset("nuit.jpg", "four")
	night.Alt, night.Print = "Le fournil, de nuit", 7
	must(t, d.SaveAsset(t.Context(), &night))
	d.putAsset("z.mp4")
	same(t, d.assets(data.AssetQuery{}), []string{"z.mp4", "nuit.jpg", "Four à bois.jpg"})
	same(t, d.assets(data.AssetQuery{Limit: 1, Offset: 1}), []string{"nuit.jpg"})
	same(t, d.assets(data.AssetQuery{Text: "FOUR a"}), []string{"Four à bois.jpg"})
	same(t, d.assets(data.AssetQuery{Text: "equipe"}), []string{"Four à bois.jpg"})
	same(t, d.assets(data.AssetQuery{Text: "fournil"}), []string{"nuit.jpg"})
	same(t, d.assets(data.AssetQuery{Tags: []string{"four"}}), []string{"nuit.jpg", "Four à bois.jpg"})
	same(t, d.assets(data.AssetQuery{Tags: []string{"four", "Équipe"}}), []string{"Four à bois.jpg"})
	tags, err := d.Tags(t.Context(), d.brand)
	must(t, err)
	same(t, tags, []data.Tag{{Name: "four", Assets: 2}, {Name: "Équipe", Assets: 1}})
	prints, err := d.Prints(t.Context(), d.brand)
	must(t, err)
	same(t, prints, []data.Printed{{Hash: night.Hash, Print: 7}})

	must(t, d.RemoveAsset(t.Context(), d.brand, night.Hash))
	wantErr(t, d.RemoveAsset(t.Context(), d.brand, night.Hash), data.ErrNoSuch)
	same(t, d.assets(data.AssetQuery{Text: "nuit"}), []string(nil))
	_, err = d.content(night.Hash) // posts keep the bytes
	must(t, err)
	must(t, d.RestoreAsset(t.Context(), d.brand, night.Hash))
	wantErr(t, d.RestoreAsset(t.Context(), d.brand, night.Hash), data.ErrNoSuch)
	got, err := d.Asset(t.Context(), d.brand, night.Hash)
	must(t, err)
	same(t, got, night)
	same(t, oven.Added, noon)

	n, err := d.RemoveAssets(t.Context(), d.brand, []data.MediaHash{night.Hash, "no such", oven.Hash, night.Hash})
	must(t, err)
	same(t, n, 2)
	same(t, d.assets(data.AssetQuery{}), []string{"z.mp4"})
	must(t, d.RestoreAsset(t.Context(), d.brand, oven.Hash))
}

func TestWhereAFileIsUsed(t *testing.T) {
	d := openDesk(t)
	oven, night := d.putAsset("four.jpg"), d.putAsset("nuit.jpg")
	attach := func(files ...data.Asset) *data.Post {
		p := d.addPost("x", noon, d.first)
		for _, a := range files {
			p.Media = append(p.Media, data.Attachment{Media: a.Media})
		}
		must(t, d.SavePost(t.Context(), p))
		return p
	}
	want := func(a data.Asset, posts ...data.PostID) {
		t.Helper()
		got, err := d.Asset(t.Context(), d.brand, a.Hash)
		must(t, err)
		if !slices.Equal(got.Used, posts) {
			t.Errorf("%s is shown in %v, want %v", a.Name, got.Used, posts)
		}
	}
	first, second := attach(oven, oven), attach(oven, night)
	other := data.Post{Brand: d.addBrand("Autre"), Media: first.Media}
	must(t, d.SavePost(t.Context(), &other))
	want(oven, second.ID, first.ID)
	second.Media = second.Media[:1]
	must(t, d.SavePost(t.Context(), second))
	want(night)
	same(t, d.assets(data.AssetQuery{Unused: true}), []string{"nuit.jpg"})
	must(t, d.DeletePost(t.Context(), first.ID))
	want(oven, second.ID)
	_, _, err := d.RestoreVersion(t.Context(), second.ID, second.Revision-1)
	must(t, err)
	want(night, second.ID)
	page := d.past(1, d.first)
	page[0].Post.Media = first.Media
	d.readIn(d.beginImport(d.first), page)
	want(oven, page[0].Post.ID, second.ID)
}
