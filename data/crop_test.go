package data

import (
	"image"
	"math"
	"math/rand/v2"
	"testing"
)

func TestFrame(t *testing.T) {
	middle := Focus{0.5, 0.5}
	for name, c := range map[string]struct {
		w, h int
		crop Crop
		want image.Rectangle
	}{
		"whole":                {4000, 3000, Crop{Ratio: 0, Focus: middle}, image.Rect(0, 0, 4000, 3000)},
		"already so":           {4000, 3000, Crop{Ratio: 4. / 3, Focus: Focus{1, 1}}, image.Rect(0, 0, 4000, 3000)},
		"a square":             {4000, 3000, Crop{Ratio: 1, Focus: middle}, image.Rect(500, 0, 3500, 3000)},
		"a square of a tall":   {3000, 4000, Crop{Ratio: 1, Focus: middle}, image.Rect(0, 500, 3000, 3500)},
		"around the left":      {4000, 3000, Crop{Ratio: 1, Focus: Focus{0.4, 0}}, image.Rect(100, 0, 3100, 3000)},
		"kept inside, left":    {4000, 3000, Crop{Ratio: 1, Focus: Focus{0.1, 0.5}}, image.Rect(0, 0, 3000, 3000)},
		"kept inside, right":   {4000, 3000, Crop{Ratio: 1, Focus: Focus{1, 0.5}}, image.Rect(1000, 0, 4000, 3000)},
		"kept inside, below":   {3000, 4000, Crop{Ratio: 1, Focus: Focus{0, 1}}, image.Rect(0, 1000, 3000, 4000)},
		"a focus outside":      {4000, 3000, Crop{Ratio: 1, Focus: Focus{-7, 9}}, image.Rect(0, 0, 3000, 3000)},
		"a focus of no number": {4000, 3000, Crop{Ratio: 1, Focus: Focus{math.NaN(), 0}}, image.Rect(500, 0, 3500, 3000)},
		"portrait":             {4000, 3000, Crop{Ratio: 0.8, Focus: middle}, image.Rect(800, 0, 3200, 3000)},
		"broad":                {1000, 1000, Crop{Ratio: 1.91, Focus: middle}, image.Rect(0, 238, 1000, 762)},
		"between bands":        {4000, 3000, Crop{Ratio: 1, Focus: Focus{1, 1}, Bands: BandsWhite}, image.Rect(0, 0, 4000, 3000)},
		"no ratio":             {40, 30, Crop{Ratio: -1, Focus: middle}, image.Rect(0, 0, 40, 30)},
		"no number":            {40, 30, Crop{Ratio: math.NaN(), Focus: middle}, image.Rect(0, 0, 40, 30)},
		"endless":              {40, 30, Crop{Ratio: math.Inf(1), Focus: middle}, image.Rect(0, 0, 40, 30)},
		"a line":               {40, 30, Crop{Ratio: 1e9, Focus: middle}, image.Rect(0, 15, 40, 16)},
		"a line that falls":    {40, 30, Crop{Ratio: 1e-9, Focus: middle}, image.Rect(20, 0, 21, 30)},
		"no pixels":            {0, 0, Crop{Ratio: 1, Focus: middle}, image.Rectangle{}},
	} {
		if got := c.crop.Frame(c.w, c.h); got != c.want {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
}

// TestAFrameStaysInside: whatever is asked for, the frame lies in the picture,
// touches two of its opposite edges, has the ratio but for a pixel, and holds the
// focus.
func TestAFrameStaysInside(t *testing.T) {
	random := rand.New(rand.NewPCG(7, 8))
	for range 20_000 {
		w, h := 1+random.IntN(8000), 1+random.IntN(8000)
		crop := Crop{Ratio: math.Exp(random.NormFloat64()), Focus: Focus{random.Float64(), random.Float64()}}
		frame := crop.Frame(w, h)
		if frame.Empty() || !frame.In(image.Rect(0, 0, w, h)) || frame.Dx() != w && frame.Dy() != h {
			t.Fatalf("%v of %d by %d: %v", crop, w, h, frame)
		}
		fw, fh := float64(frame.Dx()), float64(frame.Dy())
		if math.Abs(fw-fh*crop.Ratio) > 1 && math.Abs(fh-fw/crop.Ratio) > 1 {
			t.Fatalf("%v of %d by %d: %v has ratio %v", crop, w, h, frame, fw/fh)
		}
		x, y := crop.Focus.X*float64(w), crop.Focus.Y*float64(h)
		if x < float64(frame.Min.X)-1 || x > float64(frame.Max.X)+1 || y < float64(frame.Min.Y)-1 || y > float64(frame.Max.Y)+1 {
			t.Fatalf("%v of %d by %d: %v is beside the focus", crop, w, h, frame)
		}
	}
}
