package media

import (
	"bytes"
	"fmt"
	"image"
	"image/jpeg"

	"parvis/data"
)

const (
	fitSide = 4096 // longer sides are of no use to any network
	minSide = 64   // a picture that must become smaller than this is refused
	best    = 90   // the quality of a JPEG where nothing forbids it
)

// Thumbnail decodes a picture, upright and scaled down to fit into w by h
// pixels. A small picture keeps its size. Errors are those of [Inspect].
func Thumbnail(b []byte, w, h int) (image.Image, error) {
	head, picture, err := open(b)
	if err != nil {
		return nil, err
	}
	return turned(scaled(picture, head.turn, w, h), head.turn), nil
}

// Fit makes a picture that an account takes: in one of the formats of rule.MIME
// (empty: any), of at most rule.MaxBytes, no wider than rule.MaxWidth, neither
// narrower nor broader than its ratios, upright, and without what a camera or an
// editor wrote into the file: a place, a name. Where that needs no new encoding
// the pixels stay as they are; otherwise it becomes a JPEG of the same colours,
// transparent parts white. What has another ratio is shown whole, between bands
// of the colour of its edges: cutting would take away what nobody looked at.
// Errors are those of [Inspect]; data.CodeTooLarge also when it cannot be made
// small enough.
func Fit(b []byte, rule data.MediaRule) ([]byte, data.Media, error) {
	return Crop(b, data.Crop{}, rule)
}

// Crop is [Fit] of the part of a picture that is within crop.Frame, which with bands
// is all of it: they fill the ratio nearest to the crop's that the account takes.
// Of a picture that moves only the first picture is left, unless it is shown as it is.
func Crop(b []byte, crop data.Crop, rule data.MediaRule) ([]byte, data.Media, error) {
	head, err := readHeader(b)
	if err != nil {
		return nil, data.Media{}, err
	}
	size := image.Pt(head.size())
	if crop.Frame(size.X, size.Y).Size() == size && Form(size.X, size.Y, crop, rule) == size {
		clean := cleaned(b, head)
		if clean != nil && allowed(head.mime, rule.MIME) && within(clean, rule.MaxBytes) && shaped(head, rule) {
			head.turn = upright
			return clean, describe("", clean, head), nil
		}
	}
	if !allowed(JPEG, rule.MIME) {
		return nil, data.Media{}, failure(CodeFormat, fmt.Errorf("the network takes only %v", rule.MIME))
	}
	small, size, err := encode(b, head, crop, rule)
	if err != nil {
		return nil, data.Media{}, err
	}
	return small, describe("", small, standing(JPEG, size)), nil
}

// standing is the header of an upright picture.
func standing(mime string, size image.Point) header {
	return header{mime: mime, width: size.X, height: size.Y, camera: camera{turn: upright}}
}

func within(b []byte, most int64) bool { return most <= 0 || int64(len(b)) <= most }

// cleaned is the picture as it is, without metadata; nil when that takes a new
// encoding.
func cleaned(b []byte, head header) []byte {
	switch {
	case head.mime == JPEG && head.turn == upright:
		return withoutMetadata(b)
	case head.mime == PNG && head.turn == upright:
		return withoutText(b)
	case head.mime == GIF && head.turn == upright:
		return b // no camera writes one, and it may move
	}
	return nil
}

// encode makes JPEGs, first with less quality, then with fewer pixels, until one
// is small enough.
func encode(b []byte, head header, crop data.Crop, rule data.MediaRule) ([]byte, image.Point, error) {
	picture, err := decode(head.mime, b)
	if err != nil {
		return nil, image.Point{}, err
	}
	profile := colours(head.mime, b)
	w, h := room(crop, rule)
	opaque := onWhite(turned(scaled(cut(picture, head.turn, crop), head.turn, w, h), head.turn))
	side := max(opaque.Bounds().Dx(), opaque.Bounds().Dy())
	for {
		whole := formed(opaque, crop, rule)
		for _, quality := range []int{best, 82, 74} {
			out, err := writeJPEG(whole, quality, profile)
			if err != nil {
				return nil, image.Point{}, err
			}
			if within(out, rule.MaxBytes) {
				return out, whole.Bounds().Size(), nil
			}
		}
		if side = side * 3 / 4; side < minSide {
			return nil, image.Point{}, failure(data.CodeTooLarge, fmt.Errorf("cannot be made smaller than %d bytes", rule.MaxBytes))
		}
		opaque = scaled(opaque, upright, side, side)
	}
}

// writeJPEG encodes a picture whose numbers mean the colours of a profile.
func writeJPEG(picture image.Image, quality int, profile []byte) ([]byte, error) {
	var out bytes.Buffer
	if err := jpeg.Encode(&out, picture, &jpeg.Options{Quality: quality}); err != nil {
		return nil, failure(CodeBroken, err)
	}
	return withProfile(JPEG, out.Bytes(), profile), nil
}

func open(b []byte) (header, image.RGBA64Image, error) {
	head, err := readHeader(b)
	if err != nil {
		return head, nil, err
	}
	picture, err := decode(head.mime, b)
	return head, picture, err
}
