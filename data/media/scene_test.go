package media

import (
	"image"
	"image/color"
	"math"
	"math/rand/v2"
)

// scene draws a made-up picture, another for each seed: a ground that goes from
// one colour to another, things of all sizes on it, most with a pattern.
func scene(seed uint64, w, h int) *image.RGBA {
	random := rand.New(rand.NewPCG(seed, 99))
	m := image.NewRGBA(image.Rect(0, 0, w, h))
	top, bottom := anyColour(random), anyColour(random)
	for y := range h {
		for x := range w {
			m.SetRGBA(x, y, blend(top, bottom, float64(y)/float64(h)))
		}
	}
	for range 8 + random.IntN(20) {
		thing(m, random)
	}
	return m
}

// thing draws an ellipse, a box or a triangle, plain, striped or speckled.
func thing(m *image.RGBA, random *rand.Rand) {
	w, h := float64(m.Rect.Dx()), float64(m.Rect.Dy())
	size := math.Exp(-0.8-2.2*random.Float64()) * h
	cx, cy, rx, ry := random.Float64()*w, random.Float64()*h, size*(0.5+random.Float64()), size
	form, pattern, period := random.IntN(3), random.IntN(3), h/(20+random.Float64()*150)
	one, other := anyColour(random), anyColour(random)
	slant := random.Float64() * math.Pi
	for y := int(max(0, cy-ry)); y < int(min(h, cy+ry)); y++ {
		for x := int(max(0, cx-rx)); x < int(min(w, cx+rx)); x++ {
			dx, dy := (float64(x)-cx)/rx, (float64(y)-cy)/ry
			if form == 0 && dx*dx+dy*dy > 1 || form == 2 && math.Abs(dx) > (dy+1)/2 {
				continue
			}
			c := one
			switch pattern {
			case 1:
				if math.Mod((float64(x)*math.Cos(slant)+float64(y)*math.Sin(slant))/period+1000, 2) > 1 {
					c = other
				}
			case 2:
				c = blend(one, other, speckle(int(float64(x)/period*4), int(float64(y)/period*4)))
			}
			m.SetRGBA(x, y, c)
		}
	}
}

// speckle is a number from 0 to 1 that looks like chance.
func speckle(x, y int) float64 {
	n := uint32(x)*374761393 + uint32(y)*668265263
	n = (n ^ n>>13) * 1274126177
	return float64(n>>8&0xff) / 255
}

func anyColour(random *rand.Rand) color.RGBA {
	return color.RGBA{byte(random.IntN(256)), byte(random.IntN(256)), byte(random.IntN(256)), 255}
}

func blend(a, b color.RGBA, part float64) color.RGBA {
	mix := func(a, b byte) byte { return byte(float64(a)*(1-part) + float64(b)*part + 0.5) }
	return color.RGBA{mix(a.R, b.R), mix(a.G, b.G), mix(a.B, b.B), 255}
}

// card draws a poster: a ground and a frame as the template has them, and lines
// of made-up words.
func card(template, words uint64, w, h int) *image.RGBA {
	random := rand.New(rand.NewPCG(template, 7))
	m := image.NewRGBA(image.Rect(0, 0, w, h))
	ground, frame, ink := anyColour(random), anyColour(random), anyColour(random)
	fill := func(r image.Rectangle, c color.RGBA) {
		for y := r.Min.Y; y < r.Max.Y; y++ {
			for x := r.Min.X; x < r.Max.X; x++ {
				m.SetRGBA(x, y, c)
			}
		}
	}
	fill(m.Rect, frame)
	fill(m.Rect.Inset(h/12), ground)
	words2 := rand.New(rand.NewPCG(words, 8))
	for line := range 4 {
		y := h/5 + line*h/6
		for x := w / 8; x < w*7/8; {
			letter := h / 40 * (1 + words2.IntN(3))
			if words2.IntN(5) > 0 {
				fill(image.Rect(x, y, min(x+letter, w*7/8), y+h/12), ink)
			}
			x += letter + h/60
		}
	}
	return m
}

// altered is a picture of which each colour of each pixel became another.
func altered(m *image.RGBA, change func(x, y int, v float64) float64) *image.RGBA {
	out := image.NewRGBA(image.Rectangle{Max: m.Rect.Size()})
	for y := range out.Rect.Dy() {
		for x := range out.Rect.Dx() {
			c := m.RGBAAt(m.Rect.Min.X+x, m.Rect.Min.Y+y)
			to := func(v byte) byte { return byte(min(max(change(x, y, float64(v)/255), 0), 1)*255 + 0.5) }
			out.SetRGBA(x, y, color.RGBA{to(c.R), to(c.G), to(c.B), 255})
		}
	}
	return out
}

// exposed is a picture with so many stops more light (linear light, sRGB taken
// as a power of 2.2).
func exposed(m *image.RGBA, stops float64) *image.RGBA {
	return altered(m, func(_, _ int, v float64) float64 { return math.Pow(math.Pow(v, 2.2)*math.Exp2(stops), 1/2.2) })
}

// noisy adds noise of a standard deviation, of which 1 is all from black to
// white.
func (g grey) noisy(deviation float64) grey {
	random := rand.New(rand.NewPCG(11, 12))
	out := newGrey(g.w, g.h)
	for i, v := range g.pix {
		out.pix[i] = min(max(v+float32(deviation*random.NormFloat64()), 0), 1)
	}
	return out
}

// blurred is a picture seen through a lens that is out of focus: a Gaussian of
// that standard deviation in pixels.
func (g grey) blurred(sigma float64) grey {
	if sigma == 0 {
		return g
	}
	reach := int(math.Ceil(3 * sigma))
	weights, sum := make([]float32, 2*reach+1), float32(0)
	for i := range weights {
		d := float64(i - reach)
		weights[i] = float32(math.Exp(-d * d / (2 * sigma * sigma)))
		sum += weights[i]
	}
	for i := range weights {
		weights[i] /= sum
	}
	return g.along(weights).turned(5).along(weights).turned(5)
}

// along weighs the neighbours of each pixel in its row.
func (g grey) along(weights []float32) grey {
	out, reach := newGrey(g.w, g.h), len(weights)/2
	for y := range g.h {
		from, to := g.row(y), out.row(y)
		for x := range to {
			for i, weight := range weights {
				to[x] += weight * from[min(max(x+i-reach, 0), g.w-1)]
			}
		}
	}
	return out
}

// picture is what it looks like.
func (g grey) picture() *image.Gray {
	m := image.NewGray(image.Rect(0, 0, g.w, g.h))
	for i, v := range g.pix {
		m.Pix[i] = byte(v*255 + 0.5)
	}
	return m
}
