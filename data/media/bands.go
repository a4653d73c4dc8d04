package media

import (
	"image"
	"math"

	"parvis/data"
)

// Form is how large what an account shows of a picture is that is w by h pixels
// when upright, before it is made smaller to fit: its part within the crop, with
// the bands that the crop or else the account asks for.
func Form(w, h int, crop data.Crop, rule data.MediaRule) image.Point {
	if crop.Banded() && w > 0 && h > 0 {
		return around(w, h, crop.Ratio, rule)
	}
	size := crop.Frame(w, h).Size()
	return frameOf(size.X, size.Y, rule)
}

// Show is what [Crop] makes of an upright picture, in the size that it has: for the
// screen, from a smaller copy. What is shown as it is is given back itself.
func Show(picture image.Image, crop data.Crop, rule data.MediaRule) image.Image {
	whole, ok := picture.(image.RGBA64Image)
	if !ok || picture.Bounds().Empty() {
		return picture
	}
	all := whole.Bounds()
	return formed(partOf(whole, crop.Frame(all.Dx(), all.Dy()).Add(all.Min)), crop, rule)
}

// formed is a picture that was cut, in the form that an account takes.
func formed(picture image.RGBA64Image, crop data.Crop, rule data.MediaRule) image.RGBA64Image {
	if crop.Banded() {
		size := picture.Bounds().Size()
		return framed(picture, around(size.X, size.Y, crop.Ratio, rule), crop.Bands)
	}
	if crop.Ratio > 0 {
		picture = trimmed(picture, rule)
	}
	size := picture.Bounds().Size()
	return framed(picture, frameOf(size.X, size.Y, rule), crop.Bands)
}

// around is the smallest frame of a ratio, or of the nearest one that an account
// takes, around a picture of w by h: to the pixel, and never beyond what is taken.
func around(w, h int, ratio float64, rule data.MediaRule) image.Point {
	ratio = nearest(ratio, rule)
	wide, high := float64(w), float64(h)
	if broad := int(math.Round(high * ratio)); broad >= w {
		if rule.MaxRatio > 0 {
			broad = min(broad, int(high*rule.MaxRatio))
		}
		return image.Pt(max(broad, w, int(math.Ceil(high*rule.MinRatio))), h)
	}
	tall := int(math.Round(wide / ratio))
	if rule.MinRatio > 0 {
		tall = min(tall, int(wide/rule.MinRatio))
	}
	if rule.MaxRatio > 0 {
		tall = max(tall, int(math.Ceil(wide/rule.MaxRatio)))
	}
	return image.Pt(w, max(tall, h))
}

// nearest is the ratio next to one that an account takes.
func nearest(ratio float64, rule data.MediaRule) float64 {
	ratio = max(ratio, rule.MinRatio)
	if rule.MaxRatio > 0 {
		ratio = min(ratio, rule.MaxRatio)
	}
	return ratio
}
