package demo

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"math"
)

// Pictures are 800 by 600: large enough for every network, quick to draw.
const (
	pictureWidth  = 800
	pictureHeight = 600
)

// shade gives the colour of a point; x is 0 at the middle and ±1 at the sides,
// y is 0 at the middle and ±0.75 at top and bottom.
type shade func(x, y float64) tone

// tone is a colour in linear steps between 0 and 1.
type tone struct{ r, g, b float64 }

func rgb(n uint32) tone {
	return tone{float64(n>>16&0xFF) / 255, float64(n>>8&0xFF) / 255, float64(n&0xFF) / 255}
}

// mix goes from a to b as t goes from 0 to 1.
func mix(a, b tone, t float64) tone {
	t = min(max(t, 0), 1)
	return tone{a.r + (b.r-a.r)*t, a.g + (b.g-a.g)*t, a.b + (b.b-a.b)*t}
}

// draw paints a motif and returns it as JPEG.
func draw(motif string) ([]byte, error) {
	paint, err := motifOf(motif)
	if err != nil {
		return nil, err
	}
	return asJPEG(canvas(paint, pictureWidth, pictureHeight), usualQuality)
}

func motifOf(name string) (shade, error) {
	paint, ok := map[string]shade{
		"loaf": loaf, "stars": stars, "window": window, "log": log, "galette": galette, "slice": slice,
	}[name]
	if !ok {
		return nil, fmt.Errorf("no motif %q", name)
	}
	return paint, nil
}

// canvas paints on so many pixels; x goes from -1 to 1 over the width.
func canvas(paint shade, width, height int) *image.RGBA {
	img := image.NewRGBA(image.Rect(0, 0, width, height))
	half := float64(width) / 2
	for py := range height {
		for px := range width {
			t := paint((float64(px)+0.5-half)/half, (float64(py)+0.5-float64(height)/2)/half)
			img.SetRGBA(px, py, color.RGBA{uint8(255*t.r + 0.5), uint8(255*t.g + 0.5), uint8(255*t.b + 0.5), 0xFF})
		}
	}
	return img
}

const usualQuality = 85

func asJPEG(img image.Image, quality int) ([]byte, error) {
	var out bytes.Buffer
	err := jpeg.Encode(&out, img, &jpeg.Options{Quality: quality})
	return out.Bytes(), err
}

// edge is 1 inside (d below 0) and 0 outside, soft over about two pixels.
func edge(d float64) float64 { return min(max(0.5-d/0.005, 0), 1) }

// disc is the distance to a circle's rim, negative inside.
func disc(x, y, cx, cy, r float64) float64 { return math.Hypot(x-cx, y-cy) - r }

// stroke is the distance to a line from a to b of a thickness.
func stroke(x, y, ax, ay, bx, by, thick float64) float64 {
	dx, dy := bx-ax, by-ay
	t := min(max(((x-ax)*dx+(y-ay)*dy)/(dx*dx+dy*dy), 0), 1)
	return math.Hypot(x-ax-t*dx, y-ay-t*dy) - thick/2
}

// flour is 1 on a speck of flour, of which each small square has one, and 0
// elsewhere. Specks are crisp at any size: without something that is, a picture
// counts as blurred.
func flour(x, y float64) float64 {
	const squares, speck = 13, 0.08
	column, row := math.Floor(x*squares), math.Floor(y*squares)
	chance := math.Abs(math.Mod(math.Sin(column*12.99+row*78.23)*4375.85, 1))
	if math.Hypot(x*squares-column-0.2-0.6*chance, y*squares-row-0.2-0.6*math.Mod(7*chance, 1)) < speck {
		return 1
	}
	return 0
}

// loaf is a round loaf cut with a cross, on a board.
func loaf(x, y float64) tone {
	t := mix(rgb(0xB98B5E), rgb(0xA87A4E), 0.5+0.5*math.Sin(38*y+1.5*math.Sin(4*x)))
	t = mix(t, rgb(0x6B4526), 0.6*edge(disc(x, y, 0.03, 0.05, 0.56)))
	crust := mix(rgb(0xE2AE66), rgb(0x9A5C2A), math.Hypot(x+0.12, y+0.14)/0.75)
	crust = mix(crust, rgb(0xFFF6E4), flour(x, y))
	t = mix(t, crust, edge(disc(x, y, 0, 0, 0.54)))
	cut := min(stroke(x, y, -0.34, -0.02, 0.34, 0.02, 0.07), stroke(x, y, 0.02, -0.34, -0.02, 0.34, 0.07))
	return mix(t, rgb(0xF3DDB3), edge(cut))
}

// galette is a king cake with its pattern, seen from above.
func galette(x, y float64) tone {
	t := mix(rgb(0xE9DEC9), rgb(0xDCCFB6), (y+0.75)/1.5)
	t = mix(t, rgb(0xB9A27C), 0.7*edge(disc(x, y, 0.02, 0.03, 0.6)))
	r, angle := math.Hypot(x, y), math.Atan2(y, x)
	gold := mix(rgb(0xF0BE62), rgb(0xBE7426), r/0.6)
	gold = mix(gold, rgb(0x9C5A1C), 0.55*edge(math.Abs(math.Mod(angle+5*r+20*math.Pi, math.Pi/6)-math.Pi/12)*r-0.008))
	gold = mix(gold, rgb(0x8A4B16), 0.6*edge(math.Abs(r-0.52)-0.012))
	gold = mix(gold, rgb(0xFFF3D6), flour(x+7, y))
	return mix(t, gold, edge(disc(x, y, 0, 0, 0.58)))
}

// slice is a piece of it on a plate.
func slice(x, y float64) tone {
	t := mix(rgb(0x7E4A35), rgb(0x6B3C2A), 0.5+0.5*math.Sin(24*x))
	t = mix(t, rgb(0xFBF7EF), edge(disc(x, y, 0, 0.02, 0.62)))
	t = mix(t, rgb(0xE6DFD2), edge(math.Abs(disc(x, y, 0, 0.02, 0.5))-0.006))
	r, angle := math.Hypot(x+0.34, y-0.2), math.Atan2(y-0.2, x+0.34)
	if wedge := math.Max(r-0.72, math.Abs(angle+0.42)*r-0.34*r); wedge < 0.005 {
		layers := mix(rgb(0xE0A24C), rgb(0xF6E3B4), 0.5+0.5*math.Sin(60*r))
		t = mix(t, layers, edge(wedge))
	}
	return t
}

// stars are three gingerbread stars in the night.
func stars(x, y float64) tone {
	t := mix(rgb(0x1B2A4A), rgb(0x3A4E7A), (y+0.75)/1.5)
	for _, at := range [][3]float64{{-0.5, 0.12, 0.3}, {0.08, -0.2, 0.36}, {0.6, 0.2, 0.26}} {
		r, angle := math.Hypot(x-at[0], y-at[1]), math.Atan2(y-at[1], x-at[0])+math.Pi/2
		rim := at[2] * (0.72 + 0.28*math.Cos(5*angle))
		t = mix(t, rgb(0x9A5A2C), edge(r-rim))
		t = mix(t, rgb(0xF7EFE2), edge(math.Abs(r-0.8*rim)-0.008))
	}
	return t
}

// window is a lit shop window in the evening.
func window(x, y float64) tone {
	t := mix(rgb(0x23303A), rgb(0x151C22), (y+0.75)/1.5)
	pane := math.Max(math.Abs(x)-0.78, math.Abs(y-0.04)-0.5)
	glow := mix(rgb(0xFFE3A3), rgb(0xE09A46), math.Hypot(x, y-0.1)/0.9)
	for i := range 9 {
		cx := -0.68 + 0.17*float64(i)
		glow = mix(glow, rgb(0xB5562D), edge(disc(x, y, cx, -0.28+0.06*math.Sin(2.2*cx*math.Pi), 0.045)))
	}
	for i := range 5 {
		glow = mix(glow, rgb(0x8C5526), edge(disc(x, (y-0.42)*1.6, -0.56+0.28*float64(i), 0, 0.12)))
	}
	t = mix(t, glow, edge(pane))
	return mix(t, rgb(0x16302E), edge(math.Min(math.Abs(x)-0.012, math.Abs(pane)-0.02)))
}

// log is a chocolate Yule log with a line of cream.
func log(x, y float64) tone {
	t := mix(rgb(0xEFE7DA), rgb(0xD8CBB6), (y+0.75)/1.5)
	t = mix(t, rgb(0xFFFFFF), edge(stroke(x, y, -0.6, 0.1, 0.6, 0.1, 0.62)))
	body := mix(rgb(0x6B4026), rgb(0x3E2112), 0.5+0.5*math.Sin(46*y+3*math.Sin(9*x)))
	t = mix(t, body, edge(stroke(x, y, -0.52, 0, 0.52, 0, 0.44)))
	t = mix(t, rgb(0xF2DFC0), edge(math.Abs(disc(x, y, 0.52, 0, 0.12))-0.02))
	return mix(t, rgb(0xFBF1DE), edge(math.Abs(y+0.1-0.03*math.Sin(20*x))-0.018)*edge(math.Abs(x)-0.48))
}
