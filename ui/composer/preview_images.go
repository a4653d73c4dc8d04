package composer

import (
	"context"
	"image"

	"parvis/data"
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

// cut is a part of a picture.
type cut struct {
	hash  data.MediaHash
	ratio float64
	focus data.Focus
}

// mostCuts is how many cropped pictures are kept before those go that may not be
// shown any more.
const mostCuts = 60

// cropped is a picture at a ratio, nil while it is read.
func (i *images) cropped(a data.Attachment, ratio float64) image.Image {
	img := i.picture(a.Hash)
	if img == nil {
		return nil
	}
	key := cut{a.Hash, ratio, a.Focus}
	if i.cuts[key] == nil {
		if i.cuts == nil || len(i.cuts) >= mostCuts {
			i.cuts = map[cut]image.Image{}
		}
		i.cuts[key] = cropped(img, a, ratio)
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
