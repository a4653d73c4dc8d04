package media

import (
	"math"
	"slices"

	"parvis/data"
)

const (
	printSide = 32 // how large a picture is looked at for its print
	printBits = 8  // by so many of its lowest frequencies each way
)

// fingerprint is the perceptual hash of Zauner (Implementation and Benchmarking
// of Perceptual Image Hash Functions, 2010, 3.2.1): of the discrete cosine
// transform of the picture made small, whether each of the lowest 64 frequencies
// but the mean is above the middle one. 0 for a picture that is smaller than
// that, or has nothing in it.
func fingerprint(g grey) data.Fingerprint {
	if g.w < printSide || g.h < printSide {
		return 0
	}
	waves := frequencies(g.shrunk(printSide, printSide))
	const nothing = 0.05 // the sum of what single steps of brightness leave
	if slices.Max(waves) < nothing && slices.Min(waves) > -nothing {
		return 0
	}
	sorted := slices.Sorted(slices.Values(waves))
	middle := (sorted[len(sorted)/2-1] + sorted[len(sorted)/2]) / 2
	var print data.Fingerprint
	for i, v := range waves {
		if v > middle {
			print |= 1 << i
		}
	}
	return print
}

// frequencies are the 64 lowest but the mean: 1 to 8 each way (DCT-II).
func frequencies(g grey) []float64 {
	var wave [printBits][printSide]float64
	for k := range wave {
		for x := range wave[k] {
			wave[k][x] = math.Cos(math.Pi * float64(k+1) * (2*float64(x) + 1) / (2 * printSide))
		}
	}
	var across [printSide][printBits]float64
	for y := range printSide {
		for x, v := range g.row(y) {
			for k := range printBits {
				across[y][k] += float64(v) * wave[k][x]
			}
		}
	}
	all := make([]float64, 0, printBits*printBits)
	for ky := range printBits {
		for kx := range printBits {
			var sum float64
			for y := range printSide {
				sum += across[y][kx] * wave[ky][y]
			}
			all = append(all, sum)
		}
	}
	return all
}
