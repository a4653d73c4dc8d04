package media

import "slices"

// sharpSide is how large a picture is looked at to tell whether it is sharp:
// about as wide as networks show one. A fault that is not seen there is none.
const sharpSide = 1024

// sharpness is how sharp the sharpest tenth of a picture is: the variance of the
// Laplacian (LAP4 in Pertuz, Puig and Garcia, Analysis of focus measure operators
// for shape-from-focus, Pattern Recognition 46, 2013) over the variance of the
// brightness, by which it does not depend on contrast. It is measured tile by
// tile, because a portrait before a soft ground is no blurred picture, and after
// smoothing, because noise is not sharpness. 0: there is not enough contrast to
// tell.
func sharpness(g grey) float64 {
	const tile = 64
	g = g.smoothed()
	var all []float64
	for y := 0; y+tile <= g.h || y == 0; y += tile {
		for x := 0; x+tile <= g.w || x == 0; x += tile {
			if s, ok := g.sharpTile(x, y, min(x+tile, g.w), min(y+tile, g.h)); ok {
				all = append(all, s)
			}
		}
	}
	if len(all) == 0 { // plain, or so blurred that only the whole has contrast
		s, _ := g.sharpTile(0, 0, g.w, g.h)
		return s
	}
	slices.Sort(all)
	return all[len(all)*9/10]
}

// sharpTile measures one tile, without the pixels at the edge of the picture.
func (g grey) sharpTile(x1, y1, x2, y2 int) (float64, bool) {
	const leastContrast = 0.1 // standard deviation
	var light, edges spread
	for y := max(y1, 1); y < min(y2, g.h-1); y++ {
		above, here, below := g.row(y-1), g.row(y), g.row(y+1)
		for x := max(x1, 1); x < min(x2, g.w-1); x++ {
			light.add(float64(here[x]))
			edges.add(float64(above[x] + below[x] + here[x-1] + here[x+1] - 4*here[x]))
		}
	}
	if light.variance() < leastContrast*leastContrast {
		return 0, false
	}
	return edges.variance() / light.variance(), true
}

// spread counts how far numbers lie apart.
type spread struct{ n, sum, squares float64 }

func (s *spread) add(v float64) { s.n, s.sum, s.squares = s.n+1, s.sum+v, s.squares+v*v }

func (s *spread) variance() float64 {
	if s.n == 0 {
		return 0
	}
	mean := s.sum / s.n
	return max(0, s.squares/s.n-mean*mean)
}

// extremes is how bright the pixel is than which a twentieth of all are darker,
// and brighter.
func extremes(g grey) (low, high float64) {
	const steps = 256
	var counts [steps]int
	for _, v := range g.pix {
		counts[min(max(int(v*steps), 0), steps-1)]++
	}
	twentieth := len(g.pix) / 20
	return float64(reach(counts[:], twentieth)) / (steps - 1), float64(steps-1-reach(reversed(counts[:]), twentieth)) / (steps - 1)
}

// reach is the first step up to which more than so many are counted.
func reach(counts []int, many int) int {
	for i, n := range counts {
		if many -= n; many < 0 {
			return i
		}
	}
	return len(counts) - 1
}

func reversed(counts []int) []int {
	counts = slices.Clone(counts)
	slices.Reverse(counts)
	return counts
}
