package data

import (
	"image"
	"math"
)

// Crop is which part of a picture is shown, and what stands beside it.
type Crop struct {
	Ratio float64 // width over height; 0: the picture's own
	Focus Focus
	// Bands keep the picture whole: they fill what its own form leaves of the ratio.
	Bands Bands
}

// Bands is what stands beside a picture that is shown whole in another form than
// its own: at two opposite edges of it.
type Bands string

const (
	// BandsNone: the picture is cut. Where a network takes no picture of such a form,
	// bands are [BandsEdge] all the same.
	BandsNone  Bands = ""
	BandsEdge  Bands = "edge" // each of the mean colour of the edge that it continues
	BandsWhite Bands = "white"
	BandsBlack Bands = "black"
)

// Banded tells whether the picture stays whole, between bands as far as its form is
// another.
func (c Crop) Banded() bool { return c.Bands != BandsNone && c.formed() }

// formed tells whether a ratio is asked for at all.
func (c Crop) formed() bool { return c.Ratio > 0 && !math.IsInf(c.Ratio, 0) }

// Focus is the place in an upright picture around which is cropped, from 0, 0
// at the top left to 1, 1 at the bottom right.
type Focus struct{ X, Y float64 }

// Frame is the largest part with the ratio of a picture that is w by h pixels
// when upright: around the focus, as far as it stays within the picture. With bands
// it is all of the picture. It
// differs from the ratio by less than a pixel, and is never empty for a picture
// that has pixels. A ratio that is not a positive number is the picture's own; a
// focus outside counts as the nearest place inside, one that is not a number as
// the middle.
func (c Crop) Frame(w, h int) image.Rectangle {
	size := image.Pt(max(w, 0), max(h, 0))
	if c.formed() && !c.Banded() {
		if broad := float64(size.Y) * c.Ratio; broad < float64(size.X) {
			size.X = int(max(1, math.Round(broad)))
		} else if tall := float64(size.X) / c.Ratio; tall < float64(size.Y) {
			size.Y = int(max(1, math.Round(tall)))
		}
	}
	from := image.Pt(start(w, size.X, c.Focus.X), start(h, size.Y, c.Focus.Y))
	return image.Rectangle{Min: from, Max: from.Add(size)}
}

// start is where a frame begins that is so long out of a whole length.
func start(whole, frame int, focus float64) int {
	if math.IsNaN(focus) {
		focus = 0.5
	}
	middle := min(max(focus, 0), 1) * float64(whole)
	at := int(math.Round(middle - float64(frame)/2))
	return min(max(at, 0), max(whole-frame, 0))
}
