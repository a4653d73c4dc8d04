// Package linear holds what the models of data/reputation are made of: the
// features of a text, hashed, and heads that weigh them. A head adds up the
// weights of the features that it finds, so what a word added to a verdict is
// known exactly.
package linear

import (
	"encoding/binary"

	"parvis/data/text"
)

// Features is what a head looks at in a text: every word and sign, every pair of
// neighbours, a second time those that stand behind a negation, and the letters
// of every word in threes, fours and fives with its beginning and end. The zero
// value is ready; reading again reuses the memory. It is not safe for concurrent
// use.
type Features struct {
	text.Pieces
	Words []uint32 // hashes of words and pairs
	Grams []uint32 // hashes of letters
	Ends  []End    // of every piece: where its features end in Words and Grams
}

// End says where the features of one piece end, those of the next begin.
type End struct{ Word, Gram int }

// negated is how many words a negation reaches.
const negated = 3

// Read finds the features of a text. Links and what they say are left out: a
// shared address is no opinion.
func (f *Features) Read(s string) {
	f.Pieces.Read(s)
	f.Words, f.Grams, f.Ends = f.Words[:0], f.Grams[:0], f.Ends[:0]
	padded := append(f.Spelled, 0, 0, 0, 0, 0, 0, 0, 0)
	f.Spelled = padded[:len(f.Spelled)]
	before, reach := uint64(0), 0
	for _, piece := range f.List {
		if piece.Kind != text.PieceLink && piece.Kind != text.PieceMention {
			h := hash(padded, piece.From, piece.To)
			f.Words = append(f.Words, top(h), top((before+h)*pairs))
			before = h * order
			if piece.Kind == text.PieceWord || piece.Kind == text.PieceTag {
				if reach > 0 {
					f.Words = append(f.Words, top(h*behindNot))
					reach--
				}
				if negates(padded[piece.From:piece.To]) {
					reach = negated
				}
				f.letters(padded, piece.From-1, piece.To+1)
			} else if piece.Kind == text.PieceMark {
				reach = 0
			}
		}
		f.Ends = append(f.Ends, End{len(f.Words), len(f.Grams)})
	}
}

// WordHash is the hash that Read gives a word or sign with this spelling, and the
// one that it gives it behind a negation.
func WordHash(spelling string) (plain, negated uint32) {
	padded := append([]byte(spelling), 0, 0, 0, 0, 0, 0, 0, 0)
	h := hash(padded, 0, len(spelling))
	return top(h), top(h * behindNot)
}

// Odd factors that spread bits: the digits of the golden ratio, of pi and of e,
// and primes of the hash function xxHash.
const (
	golden    = 0x9E3779B97F4A7C15
	order     = 0xC2B2AE3D27D4EB4F
	pairs     = 0x165667B19E3779F9
	behindNot = 0x27D4EB2F165667C5
	threes    = 0x243F6A8885A308D3
	fours     = 0xB7E151628AED2A6B
	fives     = 0x9FB21C651E98DF25
)

// top keeps the bits of a product that depend on all bits of the factor.
func top(h uint64) uint32 { return uint32(h >> 32) }

// hash mixes a spelling, eight bytes at a time. Eight bytes must follow it.
func hash(padded []byte, from, to int) uint64 {
	h := uint64(to-from) * order
	for ; from < to; from += 8 {
		x := binary.LittleEndian.Uint64(padded[from:])
		if left := to - from; left < 8 {
			x &= 1<<(8*left) - 1
		}
		h = (h ^ x) * golden
		h ^= h >> 29
	}
	return h * golden
}

// letters adds the threes, fours and fives between two places.
func (f *Features) letters(padded []byte, from, to int) {
	for at := from; at+3 <= to; at++ {
		x := binary.LittleEndian.Uint64(padded[at:])
		f.Grams = append(f.Grams, top((x<<40)*threes))
		if at+4 <= to {
			f.Grams = append(f.Grams, top((x<<32)*fours))
		}
		if at+5 <= to {
			f.Grams = append(f.Grams, top((x<<24)*fives))
		}
	}
}

// negates tells whether a word turns what follows round: "ne" alone does not, for
// "pas" comes behind it.
func negates(word []byte) bool {
	switch string(word) {
	case "pas", "jamais", "rien", "aucun", "aucune", "sans", "ni", "guere",
		"not", "no", "never", "without", "cannot", "nothing", "nobody", "none", "nor", "aint", "hardly", "barely":
		return true
	}
	n := len(word)
	return n > 3 && string(word[n-2:]) == "nt" && isAuxiliary(word[:n-2])
}

// isAuxiliary tells whether "n't" may stand behind: "is", "do", "would".
func isAuxiliary(verb []byte) bool {
	switch string(verb) {
	case "is", "are", "was", "were", "do", "does", "did", "has", "have", "had", "ca", "could", "wo", "would", "should", "must", "need":
		return true
	}
	return false
}
