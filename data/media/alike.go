package media

import (
	"cmp"
	"math/bits"
	"slices"

	"parvis/data"
)

// Index finds among many pictures those that are alike. The zero Index is empty.
//
// It compares with every one of them: of 10,000 that takes some microseconds, a
// thousandth of what it took to decode the picture that is looked for, and less
// than a tree of distances does, whose branches are nearly all within reach of
// ten bits out of 64. The benchmarks show both.
type Index struct {
	prints []data.Fingerprint
	hashes []data.MediaHash
}

// Add takes a picture in. One without a print is never found.
func (x *Index) Add(hash data.MediaHash, print data.Fingerprint) {
	x.prints, x.hashes = append(x.prints, print), append(x.hashes, hash)
}

// Alike are the pictures that are likely the same as that of a print, the
// nearest first, and those that were added earlier before others.
func (x *Index) Alike(print data.Fingerprint) []data.MediaHash {
	var found []int
	for i, other := range x.prints {
		if print.Alike(other) {
			found = append(found, i)
		}
	}
	apart := func(i int) int { return bits.OnesCount64(uint64(x.prints[i] ^ print)) }
	slices.SortStableFunc(found, func(a, b int) int { return cmp.Compare(apart(a), apart(b)) })
	hashes := make([]data.MediaHash, len(found))
	for i, at := range found {
		hashes[i] = x.hashes[at]
	}
	return hashes
}
