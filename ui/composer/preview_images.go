package composer

import (
	"context"
	"image"

	"parvis/data"
	datamedia "parvis/data/media"
)

// images are pictures of the post as they are shown, read once and cropped once,
// because a texture belongs to its picture.
type images struct {
	c    *Composer
	key  string // of the jobs that read them
	of   func(context.Context, data.MediaHash) (image.Image, error)
	read func() // is called when a picture was read

	whole map[data.MediaHash]image.Image // nil while one is read
	cuts  map[cut]image.Image
}

// cut is how a picture is shown.
type cut struct {
	hash  data.MediaHash
	shape shape
	least float64 // ratio that the account takes
	most  float64
	place float64 // that it is cut to on the screen
	focus data.Focus
}

// mostCuts is how many cropped pictures are kept before those go that may not be
// shown any more.
const mostCuts = 60

// shown is a picture as it is published in a form, and then cut to the ratio of its
// place, 0 for no such; nil while it is read.
func (i *images) shown(a data.Attachment, rule data.MediaRule, f shape, place float64) image.Image {
	img := i.picture(a.Hash)
	if img == nil {
		return nil
	}
	key := cut{hash: a.Hash, shape: f, least: rule.MinRatio, most: rule.MaxRatio, place: place}
	if whole := f.ratio <= 0 || f.crop(a).Banded(); !whole || place > 0 {
		key.focus = a.Focus
	}
	if i.cuts[key] == nil {
		if i.cuts == nil || len(i.cuts) >= mostCuts {
			i.cuts = map[cut]image.Image{}
		}
		img = datamedia.Show(img, f.crop(a), rule)
		if place > 0 {
			img = cropped(img, a, place)
		}
		i.cuts[key] = img
	}
	return i.cuts[key]
}

// picture returns a picture that was read, or reads it and says so then.
func (i *images) picture(hash data.MediaHash) image.Image {
	if img, known := i.whole[hash]; known {
		return img
	}
	if i.whole == nil {
		i.whole = map[data.MediaHash]image.Image{}
	}
	i.whole[hash] = nil
	i.c.m.Runner.Go(i.key+string(hash), func(ctx context.Context) (func(), error) {
		img, err := i.of(ctx, hash)
		return func() {
			if err == nil {
				i.whole[hash] = img
				i.read()
			}
		}, err
	})
	return nil
}

// initial is the first letter of a name.
func initial(name string) string {
	for _, r := range name {
		return string(r)
	}
	return ""
}
