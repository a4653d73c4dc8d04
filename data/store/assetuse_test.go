package store

import (
	"testing"
	"time"

	"parvis/data"
)

func TestWhatAFileWantsIsCountedAndFound(t *testing.T) {
	d := openDesk(t)
	oven, night, blank := d.putAsset("four.jpg"), d.putAsset("nuit.jpg"), d.putAsset("vide.jpg")
	oven.Alt, oven.Sharpness = "Le four", data.LeastSharpness
	night.Alt, night.Sharpness = " ", data.LeastSharpness/2
	must(t, d.SaveAsset(t.Context(), &oven))
	must(t, d.SaveAsset(t.Context(), &night))
	p := d.addPost("x", noon, d.first)
	p.Media = []data.Attachment{{Media: oven.Media}}
	must(t, d.SavePost(t.Context(), p))
	counts := func() data.AssetCounts {
		n, err := d.CountAssets(t.Context(), d.brand)
		must(t, err)
		return n
	}
	same(t, counts(), data.AssetCounts{All: 3, Unused: 2, NoAlt: 2, Blurred: 1})
	same(t, d.assets(data.AssetQuery{NoAlt: true}), []string{"vide.jpg", "nuit.jpg"})
	same(t, d.assets(data.AssetQuery{Blurred: true}), []string{"nuit.jpg"})
	same(t, d.assets(data.AssetQuery{Unused: true, NoAlt: true, Blurred: true}), []string{"nuit.jpg"})
	same(t, d.assets(data.AssetQuery{Only: []data.MediaHash{blank.Hash, oven.Hash}}), []string{"vide.jpg", "four.jpg"})
	same(t, d.assets(data.AssetQuery{Only: []data.MediaHash{}}), []string(nil))
	must(t, d.RemoveAsset(t.Context(), d.brand, night.Hash))
	must(t, d.DeletePost(t.Context(), p.ID))
	same(t, counts(), data.AssetCounts{All: 2, Unused: 2, NoAlt: 1})
	elsewhere, err := d.CountAssets(t.Context(), d.addBrand("Autre"))
	must(t, err)
	same(t, elsewhere, data.AssetCounts{})
}

func TestTheUsesOfAFile(t *testing.T) {
	d := openDesk(t)
	oven := d.putAsset("four.jpg")
	show := func(text string, due time.Time) *data.Post {
		p := d.addPost(text, due, d.first)
		p.Media = []data.Attachment{{Media: oven.Media}}
		must(t, d.SavePost(t.Context(), p))
		return p
	}
	soon, late, gone := show("bientôt", noon.Add(time.Hour)), show("plus tard", noon.Add(48*time.Hour)), show("jamais", noon)
	must(t, d.DeletePost(t.Context(), gone.ID))
	uses, err := d.AssetUses(t.Context(), d.brand, oven.Hash)
	must(t, err)
	var posts []data.PostID
	for _, e := range uses {
		posts = append(posts, e.Post)
	}
	same(t, posts, []data.PostID{late.ID, soon.ID})
	same(t, uses[0].Headline, "plus tard")
	none, err := d.AssetUses(t.Context(), d.addBrand("Autre"), oven.Hash)
	must(t, err)
	same(t, len(none), 0)
}
