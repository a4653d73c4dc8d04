package media

import (
	"image"
	"image/color"
	"math"

	"golang.org/x/image/draw"

	"parvis/data"
)

// shaped tells whether a picture has a width and a ratio that an account takes.
func shaped(h header, rule data.MediaRule) bool {
	w, height := h.size()
	frame := frameOf(w, height, rule)
	return frame == image.Pt(w, height) && (rule.MaxWidth == 0 || w <= rule.MaxWidth)
}

// frameOf is the smallest frame with a ratio that an account takes around a
// picture of w by h.
func frameOf(w, h int, rule data.MediaRule) image.Point {
	switch {
	case rule.MinRatio > 0 && float64(w) < float64(h)*rule.MinRatio:
		w = int(math.Ceil(float64(h) * rule.MinRatio))
	case rule.MaxRatio > 0 && float64(w) > float64(h)*rule.MaxRatio:
		h = int(math.Ceil(float64(w) / rule.MaxRatio))
	}
	return image.Pt(w, h)
}

// room is how large a picture may be so that its frame is not too wide, and its
// bands do not make a side longer than one that is of use.
func room(crop data.Crop, rule data.MediaRule) (w, h int) {
	w, h = fitSide, fitSide
	if rule.MaxWidth > 0 {
		w = min(w, rule.MaxWidth)
		if rule.MinRatio > 0 {
			h = max(1, min(h, int(float64(rule.MaxWidth)/rule.MinRatio)))
		}
	}
	if crop.Banded() {
		ratio := nearest(crop.Ratio, rule)
		w, h = min(w, int(float64(fitSide)*ratio)), min(h, int(float64(w)/ratio))
	}
	return max(w, 1), max(h, 1)
}

// cut is what of a stored picture is within a crop of it once it is turned.
func cut(picture image.RGBA64Image, turn orientation, crop data.Crop) image.RGBA64Image {
	all := picture.Bounds()
	stored := all.Size()
	seen := stored
	if turn.sideways() {
		seen = image.Pt(stored.Y, stored.X)
	}
	frame := crop.Frame(seen.X, seen.Y)
	x, y := turn.source(frame.Min.X, frame.Min.Y, stored.X, stored.Y)
	x2, y2 := turn.source(frame.Max.X-1, frame.Max.Y-1, stored.X, stored.Y)
	part := image.Rect(min(x, x2), min(y, y2), max(x, x2)+1, max(y, y2)+1)
	return partOf(picture, part.Add(all.Min))
}

// partOf is a part of a picture, without a copy.
func partOf(picture image.RGBA64Image, part image.Rectangle) image.RGBA64Image {
	whole, ok := picture.(interface {
		SubImage(r image.Rectangle) image.Image
	})
	if !ok || part == picture.Bounds() {
		return picture
	}
	if sub, ok := whole.SubImage(part).(image.RGBA64Image); ok {
		return sub
	}
	return picture
}

// trimmed takes away the row or the column by which the rounding of a crop went
// beyond a ratio that an account takes.
func trimmed(picture image.RGBA64Image, rule data.MediaRule) image.RGBA64Image {
	const rounding = 2
	all := picture.Bounds()
	w, h := all.Dx(), all.Dy()
	switch wanted := frameOf(w, h, rule); {
	case wanted.X > w && wanted.X <= w+rounding:
		all.Max.Y = all.Min.Y + max(1, int(float64(w)/rule.MinRatio))
	case wanted.Y > h && wanted.Y <= h+rounding:
		all.Max.X = all.Min.X + max(1, int(float64(h)*rule.MaxRatio))
	}
	return partOf(picture, all)
}

// framed puts a picture in the middle of a frame, between bands.
func framed(picture image.RGBA64Image, size image.Point, bands data.Bands) image.RGBA64Image {
	from := picture.Bounds()
	if size == from.Size() {
		return picture
	}
	picture = onWhite(picture)
	from = picture.Bounds()
	out := image.NewRGBA(image.Rectangle{Max: size})
	switch bands {
	case data.BandsWhite:
		draw.Draw(out, out.Rect, image.White, image.Point{}, draw.Src)
	case data.BandsBlack:
		draw.Draw(out, out.Rect, image.Black, image.Point{}, draw.Src)
	default:
		continueEdges(out, picture)
	}
	at := size.Sub(from.Size()).Div(2)
	draw.Draw(out, image.Rectangle{Min: at, Max: at.Add(from.Size())}, picture, from.Min, draw.Src)
	return out
}

// continueEdges fills each half of a frame with the mean colour of the edge of the
// picture that its band continues.
func continueEdges(out *image.RGBA, picture image.RGBA64Image) {
	from, size := picture.Bounds(), out.Rect.Size()
	first, last, half := from, from, out.Rect
	if size.X > from.Dx() {
		first.Max.X, last.Min.X = from.Min.X+1, from.Max.X-1
		half.Max.X = size.X / 2
	} else {
		first.Max.Y, last.Min.Y = from.Min.Y+1, from.Max.Y-1
		half.Max.Y = size.Y / 2
	}
	draw.Draw(out, out.Rect, image.NewUniform(mean(picture, last)), image.Point{}, draw.Src)
	draw.Draw(out, half, image.NewUniform(mean(picture, first)), image.Point{}, draw.Src)
}

// mean is the mean colour of a part of a picture.
func mean(picture image.RGBA64Image, part image.Rectangle) color.RGBA64 {
	var r, g, b, n uint64
	for y := part.Min.Y; y < part.Max.Y; y++ {
		for x := part.Min.X; x < part.Max.X; x++ {
			c := picture.RGBA64At(x, y)
			r, g, b, n = r+uint64(c.R), g+uint64(c.G), b+uint64(c.B), n+1
		}
	}
	return color.RGBA64{R: uint16(r / n), G: uint16(g / n), B: uint16(b / n), A: math.MaxUint16}
}
