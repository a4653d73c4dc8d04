package reputation

import "math"

// rarest is the most that rarity gives.
const rarest = 300

// rarity is -log10 of the chance that a negative binomial count is n or more, its
// mean m and its variance m + s·m², m and s being positive; at most 300.
//
// With r = 1/s that chance is the regularized incomplete beta function
// I(m/(m+r); n, r), NIST Digital Library of Mathematical Functions, 8.17.24.
func rarity(n, m, s float64) float64 {
	if n <= 0 {
		return 0
	}
	r := 1 / s
	return min(rarest, max(0, -logBeta(m/(m+r), r/(m+r), n, r)/math.Ln10))
}

// logBeta is the logarithm of the regularized incomplete beta function I(x; a, b),
// y being 1-x, by the continued fraction 8.17.22 of the same book in the form of
// Lentz. It converges fast for x < (a+1)/(a+b+2); beyond, I(x; a, b) = 1 - I(y; b, a).
func logBeta(x, y, a, b float64) float64 {
	if x > (a+1)/(a+b+2) {
		return math.Log1p(-math.Exp(math.Min(logBeta(y, x, b, a), 0)))
	}
	ab, _ := math.Lgamma(a + b)
	la, _ := math.Lgamma(a)
	lb, _ := math.Lgamma(b)
	front := a*math.Log(x) + b*math.Log(y) + ab - la - lb - math.Log(a)
	const steps, near = 10_000, 1e-12
	c, d := 1.0, 1/(1-(a+b)*x/(a+1))
	value := d
	for i := 1.0; i <= steps; i++ {
		even := i * (b - i) * x / ((a + 2*i - 1) * (a + 2*i))
		d = 1 / (1 + even*d)
		c = 1 + even/c
		value *= c * d
		odd := -(a + i) * (a + b + i) * x / ((a + 2*i) * (a + 2*i + 1))
		d = 1 / (1 + odd*d)
		c = 1 + odd/c
		value *= c * d
		if math.Abs(c*d-1) < near {
			break
		}
	}
	return front + math.Log(value)
}

// Share is a share of what is known, with the interval that holds its true value 95
// times in 100. It holds chance only, not that verdicts themselves may be wrong.
type Share struct {
	Value, Low, High float64 // 0 to 1
	Of               int     // texts whose verdict is certain
	Uncertain        int     // texts that are left out: they are not neutral
}

// NegativeShare is negative / n over the n certain verdicts. The interval is that of
// Wilson (1927), with z = 1.96:
//
//	(p + z²/2n ± z·√(p(1−p)/n + z²/4n²)) / (1 + z²/n)
//
// Of no certain verdict nothing is known: 0 to 1.
func (t Tally) NegativeShare() Share {
	n := float64(t.Negative) + float64(t.Neutral) + float64(t.Positive)
	s := Share{High: 1, Of: t.Negative + t.Neutral + t.Positive, Uncertain: t.Uncertain}
	if n == 0 {
		return s
	}
	const z = 1.959964
	s.Value = float64(t.Negative) / n
	middle, half := s.Value+z*z/(2*n), z*math.Sqrt(s.Value*(1-s.Value)/n+z*z/(4*n*n))
	s.Low, s.High = max(0, (middle-half)/(1+z*z/n)), min(1, (middle+half)/(1+z*z/n))
	return s
}

const (
	// shareSway is how far the share of the negative sways from day to day: as if it
	// were known by so many texts. At a share of a fifth it sways by 7 points.
	shareSway = 30
	// shareFew is how many texts are enough to judge a share; more are scaled down.
	shareFew = 10_000
	// shareChance is the chance under which a share is called unusual.
	shareChance = 0.025
)

// unusual is the chance that so many or more of n are negative when the usual share
// sways: the upper tail of the beta-binomial distribution (Skellam 1948) with
// α = 30·usual and β = 30·(1−usual).
func unusual(negative, n int, usual float64) float64 {
	if n > shareFew {
		negative, n = int(float64(negative)/float64(n)*shareFew), shareFew
	}
	if negative <= 0 {
		return 1
	}
	a, b, k, all := shareSway*usual, shareSway*(1-usual), float64(negative), float64(n)
	beta := func(x, y float64) float64 {
		lx, _ := math.Lgamma(x)
		ly, _ := math.Lgamma(y)
		lxy, _ := math.Lgamma(x + y)
		return lx + ly - lxy
	}
	term := math.Exp(beta(k+a, all-k+b) - beta(a, b) - math.Log(all+1) - beta(k+1, all-k+1))
	sum := 0.0
	for ; k <= all; k++ {
		sum += term
		term *= (all - k) / (k + 1) * (k + a) / (all - k - 1 + b)
	}
	return min(1, sum)
}

// kindOf tells a crisis from a buzz by the share of the negative and the usual one.
func kindOf(s Share, negative int, usual float64) SpikeKind {
	switch {
	case s.Low > 0.5, unusual(negative, s.Of, usual) < shareChance:
		return SpikeCrisis
	case s.High < 0.5:
		return SpikeBuzz
	}
	return SpikeUnclear
}
