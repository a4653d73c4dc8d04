package reputation

import "math"

// Tally counts verdicts. An uncertain one is counted apart: it is not neutral.
type Tally struct{ Negative, Neutral, Positive, Uncertain int }

// Add counts a verdict. One in a language that is not read counts as uncertain.
func (t *Tally) Add(v Verdict) {
	switch {
	case !v.Certain || v.Sentiment == Unread:
		t.Uncertain++
	case v.Sentiment == Negative:
		t.Negative++
	case v.Sentiment == Positive:
		t.Positive++
	default:
		t.Neutral++
	}
}

// Index is how a brand is spoken of, from -100 (all negative) to 100 (all positive),
// with the interval that holds its true value 95 times in 100.
type Index struct{ Value, Low, High float64 }

// Index is 100 × (positive − negative) / n over the n certain verdicts, and false
// when there is none.
//
// The interval is that of Agresti and Min (2005) for the difference of two shares
// that exclude each other: half a verdict is added to either side and one to the
// neutral, so n′ = n + 2, p = (positive + ½)/n′, q = (negative + ½)/n′, and it is
// p − q ± 1.96 × √((p + q − (p − q)²)/n′), cut at ±100. It is honest for small n
// too: of three verdicts it says next to nothing. It holds chance only, not that
// verdicts themselves may be wrong: one in five may.
func (t Tally) Index() (Index, bool) {
	n := float64(t.Negative + t.Neutral + t.Positive)
	if n == 0 {
		return Index{}, false
	}
	const deviates = 1.959964 // of the normal distribution, for 95 %
	p, q := (float64(t.Positive)+0.5)/(n+2), (float64(t.Negative)+0.5)/(n+2)
	half := deviates * math.Sqrt((p+q-(p-q)*(p-q))/(n+2))
	return Index{
		Value: 100 * float64(t.Positive-t.Negative) / n,
		Low:   100 * max(-1, p-q-half),
		High:  100 * min(1, p-q+half),
	}, true
}
