package desk

import (
	"context"
	"errors"
	"fmt"
	"image"
	"io"

	"parvis/data"
	"parvis/data/media"
)

// MediaShelf reads a page of a brand's library with what there is to choose by.
// With alike, only files that are likely the same picture as another one.
func (d *Desk) MediaShelf(ctx context.Context, q data.AssetQuery, alike bool) (data.MediaShelf, error) {
	shelf := data.MediaShelf{}
	prints, err := d.store.Prints(ctx, q.Brand)
	if err != nil {
		return shelf, err
	}
	shelf.Alike = alikes(prints)
	if shelf.Counts, err = d.store.CountAssets(ctx, q.Brand); err != nil {
		return shelf, err
	}
	shelf.Counts.Alike = len(shelf.Alike)
	if shelf.Tags, err = d.store.Tags(ctx, q.Brand); err != nil {
		return shelf, err
	}
	if alike {
		q.Only = []data.MediaHash{}
		for hash := range shelf.Alike {
			q.Only = append(q.Only, hash)
		}
	}
	shelf.Assets, err = d.store.Assets(ctx, q)
	return shelf, err
}

// alikes are the pictures that are likely the same as another one, with those.
func alikes(prints []data.Printed) map[data.MediaHash][]data.MediaHash {
	var index media.Index
	for _, p := range prints {
		index.Add(p.Hash, p.Print)
	}
	found := map[data.MediaHash][]data.MediaHash{}
	for _, p := range prints {
		for _, hash := range index.Alike(p.Print) {
			if hash != p.Hash {
				found[p.Hash] = append(found[p.Hash], hash)
			}
		}
	}
	return found
}

// Asset reads one file of a brand's library; data.ErrNoSuch when it is not in it.
func (d *Desk) Asset(ctx context.Context, brand data.BrandID, hash data.MediaHash) (data.Asset, error) {
	return d.store.Asset(ctx, brand, hash)
}

// AddAsset copies a picture or a video of so many bytes into a brand's library,
// once it was looked at (R43). One that is in it already stays as it is, with
// fresh false; one that was taken out comes back as it was. What is neither a
// picture nor a video, or too large, is an error of package media and changes
// nothing; nor does a copy that ctx ends.
func (d *Desk) AddAsset(ctx context.Context, brand data.BrandID, name string, r io.ReaderAt, size int64) (a data.Asset, fresh bool, err error) {
	facts, err := media.Look(name, r, size)
	if err != nil {
		return data.Asset{}, false, err
	}
	if err := d.store.PutMedia(ctx, &facts.Media, io.NewSectionReader(r, 0, size)); err != nil {
		return data.Asset{}, false, err
	}
	a, err = d.store.Asset(ctx, brand, facts.Hash)
	if !errors.Is(err, data.ErrNoSuch) {
		return a, false, err
	}
	if err := d.store.RestoreAsset(ctx, brand, facts.Hash); !errors.Is(err, data.ErrNoSuch) {
		if err == nil {
			a, err = d.store.Asset(ctx, brand, facts.Hash)
		}
		return a, true, err
	}
	a = data.Asset{MediaFacts: facts, Brand: brand}
	return a, true, d.store.SaveAsset(ctx, &a)
}

// SaveAsset changes what is said of a file of a library; see
// [store.Store.SaveAsset].
func (d *Desk) SaveAsset(ctx context.Context, a *data.Asset) error { return d.store.SaveAsset(ctx, a) }

// AssetUses lists where posts show a file, one entry for each of their accounts.
func (d *Desk) AssetUses(ctx context.Context, brand data.BrandID, hash data.MediaHash) ([]data.Entry, error) {
	return d.store.AssetUses(ctx, brand, hash)
}

// RemoveAsset takes a file out of a brand's library; posts keep it, and undo
// brings it back. data.ErrInUse while a post that is on its way shows it.
func (d *Desk) RemoveAsset(ctx context.Context, brand data.BrandID, hash data.MediaHash) (undo func(context.Context) error, err error) {
	awaits, err := d.awaits(ctx, brand, hash)
	if err != nil {
		return nil, err
	}
	if awaits != 0 {
		return nil, fmt.Errorf("desk: remove asset: post %d: %w", awaits, data.ErrInUse)
	}
	if err := d.store.RemoveAsset(ctx, brand, hash); err != nil {
		return nil, err
	}
	return func(ctx context.Context) error { return d.store.RestoreAsset(ctx, brand, hash) }, nil
}

// awaits is a post that is on its way and shows a file; 0: there is none.
func (d *Desk) awaits(ctx context.Context, brand data.BrandID, hash data.MediaHash) (data.PostID, error) {
	uses, err := d.store.AssetUses(ctx, brand, hash)
	for _, e := range uses {
		if e.State.OnItsWay() {
			return e.Post, err
		}
	}
	return 0, err
}

// RemoveAssets takes files out of the library again. stay counts those that a post
// on its way shows; what is gone already counts for nothing.
func (d *Desk) RemoveAssets(ctx context.Context, brand data.BrandID, hashes []data.MediaHash) (removed, stay int, err error) {
	var free []data.MediaHash
	for _, hash := range hashes {
		awaits, err := d.awaits(ctx, brand, hash)
		if err != nil {
			return 0, 0, err
		}
		if awaits == 0 {
			free = append(free, hash)
		}
	}
	removed, err = d.store.RemoveAssets(ctx, brand, free)
	return removed, len(hashes) - len(free), err
}

// enlargedSide is the side of a square that every enlarged picture fits.
const enlargedSide = 960

// Enlarged gives an attached picture as large as a panel can show it,
// data.ErrNoPicture for a video.
func (d *Desk) Enlarged(_ context.Context, hash data.MediaHash) (image.Image, error) {
	return d.small(hash, enlargedSide)
}
