package desk_test

import (
	"bytes"
	"context"
	"errors"
	"image"
	"image/color"
	"image/jpeg"
	"math/rand/v2"
	"testing"
	"time"

	"parvis/data"
)

// crumbs is a picture of large squares of chance colours: sharp, and with a
// print of its own.
func crumbs(seed uint64, quality int) []byte {
	const side, square = 240, 30
	random := rand.New(rand.NewPCG(seed, 1))
	img := image.NewGray(image.Rect(0, 0, side, side))
	for y := range side / square {
		for x := range side / square {
			shade := color.Gray{Y: uint8(random.UintN(256))}
			for i := range square * square {
				img.SetGray(x*square+i%square, y*square+i/square, shade)
			}
		}
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, &jpeg.Options{Quality: quality}); err != nil {
		panic(err)
	}
	return b.Bytes()
}

func (o *office) add(name string, b []byte) (data.Asset, bool) {
	o.t.Helper()
	a, fresh, err := o.AddAsset(o.t.Context(), o.brand.ID, name, bytes.NewReader(b), int64(len(b)))
	o.must(err)
	return a, fresh
}

func (o *office) shelf(q data.AssetQuery, alike bool) data.MediaShelf {
	o.t.Helper()
	q.Brand = o.brand.ID
	s, err := o.MediaShelf(o.t.Context(), q, alike)
	o.must(err)
	return s
}

func TestAFileComesIntoTheLibraryOnceAndAgain(t *testing.T) {
	o := open(t)
	a, fresh := o.add("four.jpg", crumbs(1, 90))
	if !fresh || a.Width != 240 || a.Print == 0 || a.Added.IsZero() || a.Blurred() {
		t.Fatalf("fresh %t: %+v", fresh, a)
	}
	a.Alt, a.Tags = "Le four", []string{"four"}
	o.must(o.SaveAsset(t.Context(), &a))
	if again, fresh := o.add("copie.jpg", crumbs(1, 90)); fresh || again.Alt != "Le four" || again.Name != "four.jpg" {
		t.Errorf("the same file again: fresh %t, %+v", fresh, again)
	}
	_, err := o.RemoveAsset(t.Context(), o.brand.ID, a.Hash)
	o.must(err)
	if back, fresh := o.add("four.jpg", crumbs(1, 90)); !fresh || back.Alt != "Le four" {
		t.Errorf("a file that was taken out: fresh %t, %+v", fresh, back)
	}
	before := o.attached()
	for code, b := range map[string][]byte{"format": []byte("#!/bin/sh"), "broken": crumbs(1, 90)[:40]} {
		if _, _, err := o.AddAsset(t.Context(), o.brand.ID, "x.jpg", bytes.NewReader(b), int64(len(b))); data.AsFailure("", err).Code != code {
			t.Errorf("%s: %v", code, err)
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	b := crumbs(9, 90)
	if _, _, err := o.AddAsset(ctx, o.brand.ID, "x.jpg", bytes.NewReader(b), int64(len(b))); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
	if got := o.shelf(data.AssetQuery{}, false); o.attached() != before || got.Counts.All != 1 {
		t.Errorf("%d files, %+v", o.attached()-before, got.Counts)
	}
}

func TestTheShelfTellsWhichAreAlike(t *testing.T) {
	o := open(t)
	first, _ := o.add("a.jpg", crumbs(1, 90))
	second, _ := o.add("b.jpg", crumbs(1, 60))
	o.add("c.jpg", crumbs(2, 90))
	all := o.shelf(data.AssetQuery{}, false)
	if all.Counts != (data.AssetCounts{All: 3, Unused: 3, NoAlt: 3, Alike: 2}) || len(all.Assets) != 3 {
		t.Errorf("%+v, %d files", all.Counts, len(all.Assets))
	}
	if got := all.Alike[first.Hash]; len(got) != 1 || got[0] != second.Hash {
		t.Errorf("alike to the first: %v", got)
	}
	if got := o.shelf(data.AssetQuery{}, true).Assets; len(got) != 2 {
		t.Errorf("%d of them are alike", len(got))
	}
	if img, err := o.Enlarged(t.Context(), first.Hash); err != nil || img.Bounds().Dx() != 240 {
		t.Errorf("enlarged: %v", err)
	}
}

func TestAFileInUseStays(t *testing.T) {
	o := open(t)
	a, _ := o.add("four.jpg", crumbs(1, 90))
	p := o.write("Le four", o.clock.Now().Add(1000*time.Hour), o.connect())
	p.Media = []data.Attachment{{Media: a.Media, Alt: "Le four"}}
	o.must(o.SavePost(t.Context(), &p))
	undo, err := o.RemoveAsset(t.Context(), o.brand.ID, a.Hash)
	o.must(err) // a draft keeps its picture
	o.must(undo(t.Context()))
	o.must(o.Schedule(t.Context(), p.ID))
	if _, err := o.RemoveAsset(t.Context(), o.brand.ID, a.Hash); !errors.Is(err, data.ErrInUse) {
		t.Errorf("a file that a scheduled post shows: %v", err)
	}
	other, _ := o.add("pain.jpg", crumbs(2, 90))
	removed, stay, err := o.RemoveAssets(t.Context(), o.brand.ID, []data.MediaHash{a.Hash, other.Hash, "no such"})
	o.must(err)
	if removed != 1 || stay != 1 || o.shelf(data.AssetQuery{}, false).Counts.All != 1 {
		t.Errorf("%d removed, %d stay", removed, stay)
	}
	uses, err := o.AssetUses(t.Context(), o.brand.ID, a.Hash)
	o.must(err)
	if len(uses) != 1 || uses[0].Post != p.ID || uses[0].State != data.Scheduled {
		t.Errorf("%+v", uses)
	}
	if _, err := o.Asset(t.Context(), o.brand.ID, a.Hash); err != nil {
		t.Error(err)
	}
}
