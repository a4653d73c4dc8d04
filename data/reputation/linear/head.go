package linear

import (
	"encoding/binary"
	"fmt"
	"math"
)

// Head weighs features for and against two outcomes, each measured against a
// third that needs no weights: negative and positive against neutral. It never
// changes and may be used by many goroutines.
type Head struct {
	bits    uint
	scale   float32 // what one step of a weight is worth
	bias    Pull
	signs   [3]Pull // what the signs of an opinion weigh
	heat    float32 // what logits are divided by, so that chances come true
	certain float32 // the chance from which a verdict is right four times in five
	weights []byte  // two int16, little end first, for each of 1<<bits buckets
}

// Pull is how far something pulls towards the two outcomes, in logits against
// the third.
type Pull struct{ Low, High float32 }

// magic begins the file of a head; its last digit is the version of the format
// and of the features.
const magic = "parvis-head 1\n"

// headBytes is how long the file is before its weights: magic, bits, scale, the
// two biases, twice three weights of signs, heat and certainty, four bytes each,
// little end first.
const headBytes = len(magic) + 4*12

// NewHead makes a head from weights as a trainer found them, one pull for each of
// 1<<bits buckets. They are rounded to 16 bits.
func NewHead(bits uint, weights []Pull, bias Pull, signs [3]Pull) *Head {
	limit := float32(1e-6)
	for _, w := range weights {
		limit = max(limit, w.Low, -w.Low, w.High, -w.High)
	}
	h := &Head{bits: bits, bias: bias, signs: signs, heat: 1, scale: limit / steps, weights: make([]byte, 0, 4*len(weights))}
	for _, w := range weights {
		h.weights = binary.LittleEndian.AppendUint16(h.weights, rounded(w.Low/h.scale))
		h.weights = binary.LittleEndian.AppendUint16(h.weights, rounded(w.High/h.scale))
	}
	return h
}

// steps is how many a weight may be away from nothing.
const steps = math.MaxInt16

func rounded(x float32) uint16 {
	return uint16(int16(max(-steps, min(steps, math.RoundToEven(float64(x))))))
}

// Bytes is the head as a file, the same bytes for the same head.
func (h *Head) Bytes() []byte {
	out := []byte(magic)
	out = binary.LittleEndian.AppendUint32(out, uint32(h.bits))
	floats := []float32{h.scale, h.bias.Low, h.bias.High}
	for _, s := range h.signs {
		floats = append(floats, s.Low, s.High)
	}
	for _, x := range append(floats, h.heat, h.certain) {
		out = binary.LittleEndian.AppendUint32(out, math.Float32bits(x))
	}
	return append(out, h.weights...)
}

// ReadHead makes a head from its file, whose bytes it keeps. A file of another
// format or of another length is refused.
func ReadHead(file []byte) (*Head, error) {
	if len(file) < headBytes || string(file[:len(magic)]) != magic {
		return nil, fmt.Errorf("linear: this is no head of format %q", magic[:len(magic)-1])
	}
	number := func(i int) uint32 { return binary.LittleEndian.Uint32(file[len(magic)+4*i:]) }
	float := func(i int) float32 { return math.Float32frombits(number(i)) }
	h := &Head{bits: uint(number(0)), scale: float(1), bias: Pull{float(2), float(3)}, heat: float(10), certain: float(11), weights: file[headBytes:]}
	for i := range h.signs {
		h.signs[i] = Pull{float(4 + 2*i), float(5 + 2*i)}
	}
	if h.bits < 1 || h.bits > 24 || h.heat <= 0 || len(h.weights) != 4<<h.bits {
		return nil, fmt.Errorf("linear: a head of %d bits with %d bytes of weights", h.bits, len(h.weights))
	}
	return h, nil
}

// Weigh adds up what the features of a text pull, and what each of its pieces
// adds to that; the pieces are appended to pulls, one for each of f.List.
//
// The words of a text weigh 1/√n each where n is their number, and so do its
// letters: a long text is not surer for being long. The opinion that its marks
// give is shared out among the pieces by their marks.
func (h *Head) Weigh(f *Features, o Opinion, marks []float32, pulls []Pull) (Pull, []Pull) {
	good, bad := h.opinion(o)
	word, gram := h.scale*Share(len(f.Words)), h.scale*Share(len(f.Grams))
	sum, at := h.bias, End{}
	for i, end := range f.Ends {
		low, high := h.add(f.Words[at.Word:end.Word])
		gramLow, gramHigh := h.add(f.Grams[at.Gram:end.Gram])
		at = end
		pull := Pull{float32(low)*word + float32(gramLow)*gram, float32(high)*word + float32(gramHigh)*gram}
		if m := marks[i]; m > 0 {
			pull.Low += good.Low * m
			pull.High += good.High * m
		} else if m < 0 {
			pull.Low += bad.Low * m
			pull.High += bad.High * m
		}
		sum.Low += pull.Low
		sum.High += pull.High
		pulls = append(pulls, pull)
	}
	return sum, pulls
}

// opinion is what each unit of good and of bad pulls. What they weigh together
// belongs to both alike.
func (h *Head) opinion(o Opinion) (good, bad Pull) {
	if o == (Opinion{}) {
		return good, bad
	}
	signs := o.Signs()
	both := signs[2] / (o.Good - o.Bad)
	if o.Good > 0 {
		own := signs[0] / o.Good
		good = Pull{own*h.signs[0].Low + both*h.signs[2].Low, own*h.signs[0].High + both*h.signs[2].High}
	}
	if o.Bad < 0 {
		own := signs[1] / o.Bad
		bad = Pull{own*h.signs[1].Low - both*h.signs[2].Low, own*h.signs[1].High - both*h.signs[2].High}
	}
	return good, bad
}

func (h *Head) add(hashes []uint32) (low, high int) {
	shift := 32 - h.bits
	for _, hash := range hashes {
		at := hash >> shift * 4
		both := binary.LittleEndian.Uint32(h.weights[at : at+4])
		low += int(int16(both))
		high += int(int16(both >> 16))
	}
	return low, high
}

// Share is what one of n features weighs: 1/√n, 0 for none.
func Share(n int) float32 {
	if n == 0 {
		return 0
	}
	return float32(1 / math.Sqrt(float64(n)))
}

// Calibrated is the head with another heat and another chance from which it is
// certain.
func (h *Head) Calibrated(heat, certain float32) *Head {
	c := *h
	c.heat, c.certain = heat, certain
	return &c
}

// Heat is what logits are divided by, so that chances come true.
func (h *Head) Heat() float32 { return h.heat }

// Certain is the chance from which a verdict of this head was right four times in
// five on texts that it had not learnt from.
func (h *Head) Certain() float32 { return h.certain }

// Chances are the probabilities of the two outcomes and of the third between
// them. They add up to 1.
func (h *Head) Chances(p Pull) (low, middle, high float32) { return Chances(p, h.heat) }

// Chances are probabilities as those of a head with this heat.
func Chances(p Pull, heat float32) (low, middle, high float32) {
	highest := max(p.Low, p.High, 0)
	a, b, c := exp((p.Low-highest)/heat), exp(-highest/heat), exp((p.High-highest)/heat)
	all := a + b + c
	return float32(a / all), float32(b / all), float32(c / all)
}

// Chance is the probability of the second outcome where there are but it and the
// third between: what pulls to the first is left out.
func Chance(p Pull, heat float32) float32 { return float32(1 / (1 + exp(-p.High/heat))) }

// exp is e to the x by way of powers of two: math.Exp rounds by what the
// processor can do, math.Exp2 does not.
func exp(x float32) float64 { return math.Exp2(float64(x) * math.Log2E) }
