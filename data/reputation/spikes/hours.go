package main

import (
	"math"
	"math/rand/v2"
	"time"
)

const (
	madeDays = 60
	// learning is how many days go by before alarms are counted.
	learning = 14
	// crisisFirst and crisisLast are the days between which the crisis begins.
	crisisFirst, crisisLast = 30, 59
	crisisHours             = 10
	// after is how many hours after a crisis an alarm is neither right nor wrong.
	after = 24
)

// weather is how restless the hours of a made-up brand are.
type weather struct {
	name  string
	stays float64 // correlation of the level with that of the hour before
	sway  float64 // standard deviation of the logarithm of the level
	burst float64 // squared variation of an hour besides, as gamma noise
}

// calm is the median of what the five series for tuning have, hour by hour, when the
// median of each hour of the week is taken away: a level that sways by 0.34, 92 % of
// which is left after an hour, and 0.08 of noise.
func calm() weather { return weather{"calm", 0.92, 0.35, 1. / 12} }

// rough sways nearly twice as much. In it a scan without drift and smoothing finds
// 0.70 of the crises at two texts an hour, about as many as nlp/design.md says.
func rough() weather { return weather{"rough", 0.97, 0.6, 1. / 4} }

// made is one made-up brand over sixty days, hour by hour, with one crisis.
type made struct {
	texts  []int
	crisis int // the hour in which it begins
}

// sizes are the texts that the brands have in an hour, on average.
func sizes() [4]float64 { return [...]float64{0.3, 2, 10, 60} }

// madeBegin is a Monday.
func madeBegin() time.Time { return time.Date(2026, 1, 5, 0, 0, 0, 0, time.UTC) }

// makeUp makes up a brand: a shape of the day and of weekends of its own, a level that
// sways (first-order autoregression of its logarithm), gamma noise and Poisson counts.
// The crisis adds twice the mean and three texts an hour for ten hours.
func makeUp(seed uint64, mean float64, w weather) made {
	r := rand.New(rand.NewPCG(seed, math.Float64bits(mean)))
	deep, late, weekend := 0.5+0.3*r.Float64(), 6*r.Float64()-3, 0.5+0.5*r.Float64()
	level := w.sway * r.NormFloat64()
	m := made{texts: make([]int, madeDays*24), crisis: 24*crisisFirst + r.IntN(24*(crisisLast-crisisFirst))}
	for hour := range m.texts {
		level = w.stays*level + w.sway*math.Sqrt(1-w.stays*w.stays)*r.NormFloat64()
		due := mean * math.Exp(level-w.sway*w.sway/2)
		due *= 1 - deep*math.Cos(2*math.Pi*(float64(hour%24)-3.5-late)/24)
		if hour/24%7 >= 5 {
			due *= weekend
		}
		if hour >= m.crisis && hour < m.crisis+crisisHours {
			due += 2*mean + 3
		}
		m.texts[hour] = poisson(r, due*gamma(r, 1/w.burst)*w.burst)
	}
	return m
}

// gamma draws from the gamma distribution of scale 1 and a shape of 1 or more
// (Marsaglia and Tsang, A Simple Method for Generating Gamma Variables, 2000).
func gamma(r *rand.Rand, shape float64) float64 {
	d := shape - 1./3
	for {
		z := r.NormFloat64()
		v := 1 + z/math.Sqrt(9*d)
		v = v * v * v
		if v > 0 && math.Log(r.Float64()) < z*z/2+d-d*v+d*math.Log(v) {
			return d * v
		}
	}
}

// poisson draws a count by multiplying chances (Knuth), a large mean in parts.
func poisson(r *rand.Rand, mean float64) (n int) {
	const part = 500
	for ; mean > part; mean -= part {
		n += poisson(r, part)
	}
	for product := r.Float64(); product > math.Exp(-mean); product *= r.Float64() {
		n++
	}
	return n
}
