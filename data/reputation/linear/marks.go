package linear

import (
	"fmt"
	"maps"
	"math"
	"slices"

	"parvis/data/text"
)

// Marks says of words how good or bad they are, as lists made by people say it:
// each word as a hash in two bytes, its check and its mark. A word that no list
// has is taken for one that a list has about once in a thousand times.
type Marks struct{ table []byte }

const marksMagic = "parvis-marks 1\n"

// marksBits is how many bits of a hash choose the place of a word, the next eight
// are its check.
const marksBits = 16

// NewMarks makes marks from spellings, each with a mark from -1 to 1. Where two
// fall on one place, the stronger stays.
func NewMarks(words map[string]float32) *Marks {
	m := &Marks{table: make([]byte, 2<<marksBits)}
	for _, spelling := range slices.Sorted(maps.Keys(words)) {
		hash, _ := WordHash(spelling)
		mark := int8(max(-127, min(127, math.RoundToEven(float64(words[spelling])*127))))
		at := hash >> (32 - marksBits) * 2
		if there := int(int8(m.table[at+1])); max(there, -there) < max(int(mark), -int(mark)) {
			m.table[at], m.table[at+1] = check(hash), byte(mark)
		}
	}
	return m
}

func check(hash uint32) byte { return byte(hash >> (32 - marksBits - 8)) }

// Bytes are the marks as a file.
func (m *Marks) Bytes() []byte { return append([]byte(marksMagic), m.table...) }

// ReadMarks takes marks from their file, whose bytes it keeps, and refuses another.
func ReadMarks(file []byte) (*Marks, error) {
	if len(file) != len(marksMagic)+2<<marksBits || string(file[:len(marksMagic)]) != marksMagic {
		return nil, fmt.Errorf("linear: %d bytes are no marks of format %q", len(file), marksMagic[:len(marksMagic)-1])
	}
	return &Marks{table: file[len(marksMagic):]}, nil
}

// Of is the mark of a word with this hash, from -1 to 1; 0 for one without.
func (m *Marks) Of(hash uint32) float32 {
	at := hash >> (32 - marksBits) * 2
	if m.table[at] != check(hash) {
		return 0
	}
	return float32(int8(m.table[at+1])) / 127
}

// Opinion is what the marks say of a text: the sum of those above zero and of
// those below. Behind a negation a mark counts half and the other way round.
type Opinion struct{ Good, Bad float32 }

// turned is what a mark is worth behind a negation: "not good" is bad, but less
// so than "bad". VADER takes 0.74 (Hutto and Gilbert 2014), half is ours.
const turned = -0.5

// Read gives every piece its mark, appended to marks, and their sums.
func (m *Marks) Read(f *Features, marks []float32) (Opinion, []float32) {
	var o Opinion
	at := End{}
	for i, end := range f.Ends {
		mark := float32(0)
		if f.List[i].Kind != text.PieceNumber && end.Word > at.Word {
			mark = m.Of(f.Words[at.Word])
			if end.Word-at.Word > 2 {
				mark *= turned
			}
		}
		at = end
		o.Good += max(mark, 0)
		o.Bad += min(mark, 0)
		marks = append(marks, mark)
	}
	return o, marks
}

// Signs are the three numbers that a head weighs of an opinion: they grow ever
// more slowly, for the tenth good word says little that the first did not.
func (o Opinion) Signs() [3]float32 {
	return [3]float32{log1p(2 * o.Good), log1p(-2 * o.Bad), tanh(o.Good + o.Bad)}
}

// log1p and tanh go by way of powers of two, as exp does, to round alike everywhere.
func log1p(x float32) float32 { return float32(math.Log2(1+float64(x)) / math.Log2E) }

func tanh(x float32) float32 {
	e := exp(2 * max(-20, min(20, x)))
	return float32((e - 1) / (e + 1))
}
