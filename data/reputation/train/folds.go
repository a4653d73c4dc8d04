package main

import "math"

// folds is in how many parts texts are cut when constants are chosen: each part is
// judged by what the others taught.
const folds = 4

const (
	bands    = 8 // two texts that agree in all signs of a band are taken for one
	perBand  = 4 // signs in a band: likely met from about three words in four alike
	allSigns = bands * perBand
)

// fold gives every example its part. Texts that are nearly the same are in one,
// whatever set they come from, so that none is judged by its own copy. They are
// found by the least hashes of their words (Broder 1997).
func fold(all []example) {
	groups := make([]int, len(all))
	for i := range groups {
		groups[i] = i
	}
	first := map[[2]uint64]int{}
	for i := range all {
		words := all[i].words
		if all[i].like != nil {
			words = all[i].like
		}
		signs := leastHashes(words)
		for band := range bands {
			key := [2]uint64{uint64(band), 0}
			for _, s := range signs[band*perBand : (band+1)*perBand] {
				key[1] = spread(key[1] ^ uint64(s))
			}
			if other, met := first[key]; met {
				groups[root(groups, i)] = root(groups, other)
			} else {
				first[key] = i
			}
		}
	}
	for i := range all {
		all[i].group = root(groups, i)
		all[i].fold = int(spread(uint64(all[i].group)+1) >> 33 % folds)
	}
}

// root is the text that stands for all that are nearly the same as this one.
func root(groups []int, i int) int {
	for groups[i] != i {
		groups[i] = groups[groups[i]]
		i = groups[i]
	}
	return i
}

func leastHashes(words []uint32) (least [allSigns]uint32) {
	for i := range least {
		least[i] = math.MaxUint32
	}
	for _, w := range words {
		x := uint64(w)
		for i := range least {
			x = spread(x + uint64(i))
			least[i] = min(least[i], uint32(x>>32))
		}
	}
	return least
}

// spread mixes bits with odd factors of the golden ratio and of xxHash.
func spread(x uint64) uint64 {
	x = (x ^ x>>29) * 0x9E3779B97F4A7C15
	return (x ^ x>>31) * 0xC2B2AE3D27D4EB4F
}
