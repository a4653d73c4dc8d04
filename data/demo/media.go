package demo

import (
	"bytes"
	"cmp"
	"context"
	"encoding/binary"
	"fmt"
	"image"
	"slices"
	"time"

	scale "golang.org/x/image/draw"

	"parvis/data"
	"parvis/data/media"
)

// Pictures that no post shows are smaller: they are drawn three times as fast.
const (
	nearWidth  = 480
	nearHeight = 360
)

// keepsake is a file of the media library.
type keepsake struct {
	file  string
	motif string
	alt   string
	tags  []string
	days  int // since it was added
	focus data.Focus
	// near is how much nearer than the motif it was taken; 0: it is the motif as
	// posts show it.
	near    float64
	quality int  // of the JPEG; 0: the usual one
	blurred bool // the camera moved
	tells   bool // the telephone wrote when and where
}

func keepsakes() []keepsake {
	return []keepsake{
		{file: "campagne-au-levain.jpg", motif: "loaf", alt: "Un pain rond, grigné en croix, sur une planche.", tags: []string{"pain", "levain"}, days: 40},
		{file: "galette-entiere.jpg", motif: "galette", alt: "Une galette des rois vue de dessus, rayée en soleil.", tags: []string{"galette", "épiphanie"}, days: 33},
		{file: "part-de-galette.jpg", motif: "slice", tags: []string{"galette"}, days: 33, focus: data.Focus{X: 0.4, Y: 0.55}},
		{file: "vitrine-du-soir.jpg", motif: "window", alt: "La vitrine éclairée, le soir, guirlande allumée.", tags: []string{"vitrine", "noël"}, days: 12},
		{file: "buche-chocolat.jpg", motif: "log", alt: "Une bûche au chocolat, filet de crème, sur un plat.", tags: []string{"noël", "bûche"}, days: 9},
		{file: "etoiles-pain-d-epices.jpg", motif: "stars", tags: []string{"noël", "biscuits"}, days: 8},
		{file: "croute-de-pres.jpg", motif: "loaf", alt: "La croûte d’un pain, de tout près.", tags: []string{"pain"}, days: 6, near: 2.4},
		{file: "IMG_0412.jpg", motif: "loaf", days: 5, near: 1.0001, quality: 55},
		{file: "IMG_0415.jpg", motif: "window", days: 4, near: 1.6, tells: true},
		{file: "IMG_0419.jpg", motif: "galette", tags: []string{"galette"}, days: 2, near: 1.3, blurred: true},
		{file: "biscuits-un-par-un.jpg", motif: "stars", alt: "Une étoile de pain d’épices, bord de sucre glace.", tags: []string{"biscuits"}, days: 1, near: 2.1},
	}
}

// media fills the media library.
func (b *builder) media(ctx context.Context, brand data.Brand) error {
	now := *b.now
	defer func() { *b.now = now }()
	for _, one := range keepsakes() {
		*b.now = now.AddDate(0, 0, -one.days)
		content, err := one.paint(b.now.In(b.zone))
		if err != nil {
			return fmt.Errorf("%s: %w", one.file, err)
		}
		facts, err := media.Look(one.file, bytes.NewReader(content), int64(len(content)))
		if err != nil {
			return fmt.Errorf("%s: %w", one.file, err)
		}
		if err := b.store.PutMedia(ctx, &facts.Media, bytes.NewReader(content)); err != nil {
			return err
		}
		a := data.Asset{MediaFacts: facts, Brand: brand.ID, Alt: one.alt, Tags: one.tags, Focus: one.focus}
		if err := b.store.SaveAsset(ctx, &a); err != nil {
			return err
		}
	}
	return nil
}

// paint returns the file as JPEG; at is when it was taken, by its own word.
func (k keepsake) paint(at time.Time) ([]byte, error) {
	if k.near == 0 {
		return draw(k.motif)
	}
	motif, err := motifOf(k.motif)
	if err != nil {
		return nil, err
	}
	img := canvas(func(x, y float64) tone { return motif(x/k.near, y/k.near) }, nearWidth, nearHeight)
	if k.blurred {
		img = shaken(img)
	}
	b, err := asJPEG(img, cmp.Or(k.quality, usualQuality))
	if k.tells {
		b = withWord(b, at)
	}
	return b, err
}

// shaken leaves as little of a picture as a camera does that moved.
func shaken(img *image.RGBA) *image.RGBA {
	const left = 24
	small := image.NewRGBA(image.Rect(0, 0, nearWidth/left, nearHeight/left))
	scale.BiLinear.Scale(small, small.Rect, img, img.Rect, scale.Src, nil)
	scale.CatmullRom.Scale(img, img.Rect, small, small.Rect, scale.Src, nil)
	return img
}

// withWord puts into a JPEG what a telephone writes: when it was taken, and where
// (CIPA DC-008: a TIFF with a directory of the place).
func withWord(b []byte, at time.Time) []byte {
	const text, pointer, rational = 2, 4, 5
	var t []byte
	entry := func(tag, kind uint16, count, value uint32) {
		t = binary.BigEndian.AppendUint16(t, tag)
		t = binary.BigEndian.AppendUint16(t, kind)
		t = binary.BigEndian.AppendUint32(t, count)
		t = binary.BigEndian.AppendUint32(t, value)
	}
	const dateAt, placeAt, latitudeAt = 38, 58, 76
	t = append(t, "MM\x00\x2a\x00\x00\x00\x08\x00\x02"...)
	entry(0x0132, text, 20, dateAt)
	entry(0x8825, pointer, 1, placeAt)
	t = append(t, 0, 0, 0, 0)
	t = append(t, at.Format("2006:01:02 15:04:05")+"\x00"...)
	t = append(t, 0, 1)
	entry(2, rational, 3, latitudeAt)
	t = append(t, 0, 0, 0, 0)
	for _, degrees := range []uint32{47, 1, 13, 1, 6, 1} {
		t = binary.BigEndian.AppendUint32(t, degrees)
	}
	segment := append([]byte("Exif\x00\x00"), t...)
	head := binary.BigEndian.AppendUint16([]byte{0xFF, 0xD8, 0xFF, 0xE1}, uint16(len(segment)+2))
	return slices.Concat(head, segment, b[2:])
}
