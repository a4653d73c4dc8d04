package reputation

import (
	"fmt"
	"math"
	"testing"
)

// near tells whether two numbers differ by less than a millionth of the larger.
func near(a, b float64) bool { return math.Abs(a-b) <= 1e-6*max(1, math.Abs(a), math.Abs(b)) }

// With mean 2 and spread ½, r is 2 and p ½: the chance of k is (k+1)/2^(k+2), so that
// of 3 or more is 1 − ¼ − ¼ − 3/16 = 5/16.
func TestRarity(t *testing.T) {
	for _, c := range []struct{ n, mean, spread, want float64 }{
		{0, 2, 0.5, 1},
		{1, 2, 0.5, 3. / 4},
		{2, 2, 0.5, 1. / 2},
		{3, 2, 0.5, 5. / 16},
		{1, 1, 1e-8, 1 - 1/math.E}, // nearly Poisson
		{1, 0.001, 0.01, 1 - math.Pow(1+0.01*0.001, -100)},
	} {
		if got := rarity(c.n, c.mean, c.spread); !near(got, -math.Log10(c.want)) {
			t.Errorf("%v or more of %v with spread %v: 10^-%v, want %v", c.n, c.mean, c.spread, got, c.want)
		}
	}
}

// summed is the same chance, from the largest term on.
func summed(n int, m, s float64) float64 {
	r := 1 / s
	log := func(k float64) float64 {
		a, _ := math.Lgamma(k + r)
		b, _ := math.Lgamma(r)
		c, _ := math.Lgamma(k + 1)
		return a - b - c + r*math.Log(r/(m+r)) + k*math.Log(m/(m+r))
	}
	first, sum := log(float64(n)), 0.0
	for k := float64(n); k < float64(n)+200*(m+10); k++ {
		sum += math.Exp(log(k) - first)
	}
	return -(first + math.Log(sum)) / math.Ln10
}

func TestRarityIsTheSumOfTheChances(t *testing.T) {
	for _, m := range []float64{0.01, 0.7, 5, 60, 900} {
		for _, s := range []float64{0.01, 0.15, 1, 3} {
			for _, times := range []float64{0.5, 1, 2, 5} {
				n := int(m*times) + 1
				if got, want := rarity(float64(n), m, s), summed(n, m, s); math.Abs(got-want) > 1e-6*max(1, want) {
					t.Errorf("%d or more of %v with spread %v: 10^-%v, want 10^-%v", n, m, s, got, want)
				}
			}
		}
	}
}

func TestRarityOfTheLargest(t *testing.T) {
	last := 0.0
	for _, n := range []float64{1, 1e3, 1e6, 1e9, 1e11} {
		got := rarity(n, 1e3, 0.01)
		if math.IsNaN(got) || got < last {
			t.Errorf("%v or more: 10^-%v after 10^-%v", n, got, last)
		}
		last = got
	}
}

// With a usual share of ½, α = β = 15: one of one is ½, two of two are
// 15·16/(30·31). With 1/5, α is 6 and β 24: three of three are 6·7·8/(30·31·32), and
// two or more of three that and 3·6·7·24/(30·31·32).
func TestUnusual(t *testing.T) {
	for _, c := range []struct {
		negative, n int
		usual, want float64
	}{
		{0, 5, 0.5, 1},
		{1, 1, 0.5, 0.5},
		{2, 2, 0.5, 15. * 16 / (30 * 31)},
		{3, 3, 0.2, 336. / (30 * 31 * 32)},
		{2, 3, 0.2, (336. + 3*6*7*24) / (30 * 31 * 32)},
	} {
		if got := unusual(c.negative, c.n, c.usual); !near(got, c.want) {
			t.Errorf("%d or more of %d with %v: %v, want %v", c.negative, c.n, c.usual, got, c.want)
		}
	}
	if small, large := unusual(4000, 10_000, 0.25), unusual(400_000_000, 1_000_000_000, 0.25); !near(small, large) {
		t.Errorf("the same share of more texts: %v and %v", small, large)
	}
}

// Worked by hand: for 10 of 100, z² = 3.8415, (0.1 + 0.01921 ± 1.96·√(0.0009 +
// 0.000096))/1.03841.
func TestNegativeShare(t *testing.T) {
	for _, c := range []struct {
		tally Tally
		want  string
	}{
		{Tally{Negative: 10, Neutral: 60, Positive: 30}, "0.100 [0.055, 0.174] of 100, 0 uncertain"},
		{Tally{Negative: 10, Neutral: 60, Positive: 30, Uncertain: 900}, "0.100 [0.055, 0.174] of 100, 900 uncertain"},
		{Tally{Neutral: 10}, "0.000 [0.000, 0.278] of 10, 0 uncertain"},
		{Tally{Negative: 1}, "1.000 [0.207, 1.000] of 1, 0 uncertain"},
		{Tally{Uncertain: 50}, "0.000 [0.000, 1.000] of 0, 50 uncertain"},
	} {
		s := c.tally.NegativeShare()
		if got := fmt.Sprintf("%.3f [%.3f, %.3f] of %d, %d uncertain", s.Value, s.Low, s.High, s.Of, s.Uncertain); got != c.want {
			t.Errorf("%+v: %s, want %s", c.tally, got, c.want)
		}
	}
}

func TestKinds(t *testing.T) {
	for _, c := range []struct {
		tally Tally
		usual float64
		want  SpikeKind
	}{
		{Tally{Negative: 40, Neutral: 30, Positive: 30}, 0.1, SpikeCrisis},
		{Tally{Negative: 80, Neutral: 20}, 0.8, SpikeCrisis},                 // most are, as usual
		{Tally{Negative: 40, Neutral: 30, Positive: 60}, 0.3, SpikeBuzz},     // about as usual
		{Tally{Negative: 2, Neutral: 10, Positive: 200}, 0.3, SpikeBuzz},     // a viral post
		{Tally{Negative: 2, Neutral: 1, Positive: 1}, 0.4, SpikeUnclear},     // too few
		{Tally{Uncertain: 500}, 0.2, SpikeUnclear},                           // nothing is known
		{Tally{Negative: 3, Positive: 2, Uncertain: 500}, 0.4, SpikeUnclear}, // nearly nothing
	} {
		if got := kindOf(c.tally.NegativeShare(), c.tally.Negative, c.usual); got != c.want {
			t.Errorf("%+v when %v are usual: %s, want %s", c.tally, c.usual, got, c.want)
		}
	}
}
