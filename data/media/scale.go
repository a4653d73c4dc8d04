package media

import (
	"image"
	"image/color"

	"golang.org/x/image/draw"
)

// scaled makes a picture fit, once it is turned, into w by h pixels; one that
// does already is given back.
func scaled(picture image.RGBA64Image, turn orientation, w, h int) image.RGBA64Image {
	if turn.sideways() {
		w, h = h, w
	}
	size := picture.Bounds().Size()
	w, h = max(w, 1), max(h, 1)
	if size.X <= w && size.Y <= h {
		return picture
	}
	if size.X*h > size.Y*w {
		h = max(1, size.Y*w/size.X)
	} else {
		w = max(1, size.X*h/size.Y)
	}
	near := averaged(picture, min(size.X/w, size.Y/h))
	small := image.NewRGBA(image.Rect(0, 0, w, h))
	draw.ApproxBiLinear.Scale(small, small.Bounds(), near, near.Bounds(), draw.Src, nil)
	return small
}

// averaged makes one pixel of each square of n by n. The last step of scaling
// looks at four pixels only; without this one fine patterns would flicker, and
// a kernel over the whole picture would take hundreds of megabytes.
func averaged(picture image.RGBA64Image, n int) image.RGBA64Image {
	if n < 2 {
		return picture
	}
	from := picture.Bounds()
	small := image.NewRGBA64(image.Rect(0, 0, from.Dx()/n, from.Dy()/n))
	for y := range small.Rect.Dy() {
		for x := range small.Rect.Dx() {
			small.SetRGBA64(x, y, average(picture, from.Min.X+x*n, from.Min.Y+y*n, n))
		}
	}
	return small
}

func average(source image.RGBA64Image, left, top, n int) color.RGBA64 {
	var r, g, b, a uint64
	for y := top; y < top+n; y++ {
		for x := left; x < left+n; x++ {
			c := source.RGBA64At(x, y)
			r, g, b, a = r+uint64(c.R), g+uint64(c.G), b+uint64(c.B), a+uint64(c.A)
		}
	}
	area := uint64(n) * uint64(n)
	return color.RGBA64{R: uint16(r / area), G: uint16(g / area), B: uint16(b / area), A: uint16(a / area)}
}

// turned stands a picture upright.
func turned(picture image.RGBA64Image, turn orientation) image.RGBA64Image {
	if turn == upright {
		return picture
	}
	from := picture.Bounds()
	w, h := from.Dx(), from.Dy()
	to := image.Rect(0, 0, w, h)
	if turn.sideways() {
		to = image.Rect(0, 0, h, w)
	}
	right := image.NewRGBA(to)
	for y := range to.Dy() {
		for x := range to.Dx() {
			fromX, fromY := turn.source(x, y, w, h)
			right.SetRGBA64(x, y, picture.RGBA64At(from.Min.X+fromX, from.Min.Y+fromY))
		}
	}
	return right
}

func isOpaque(picture image.Image) bool {
	o, ok := picture.(interface{ Opaque() bool })
	return ok && o.Opaque()
}

// onWhite lays a picture on white, since a JPEG has no transparency.
func onWhite(picture image.RGBA64Image) image.RGBA64Image {
	if isOpaque(picture) {
		return picture
	}
	out := image.NewRGBA(image.Rect(0, 0, picture.Bounds().Dx(), picture.Bounds().Dy()))
	draw.Draw(out, out.Bounds(), image.White, image.Point{}, draw.Src)
	draw.Draw(out, out.Bounds(), picture, picture.Bounds().Min, draw.Over)
	return out
}
