package main

import "math"

const (
	remembered = 6    // how many steps the curve is guessed from
	mostSteps  = 50   // a descent ends here at the latest
	worthwhile = 1e-5 // a step that gains less than this share of the whole is the last
	halvings   = 20   // how often a step that does not go down is halved
)

// step is one that a descent has made: how far it went and how the slope changed.
type step struct {
	way, turn []float64
	inverse   float64 // of their product
}

// descend moves x to where f is least, by the method L-BFGS (Liu and Nocedal 1989).
// f gives its value at x and writes its slope into g.
func descend(x []float64, f func(x, g []float64) float64) {
	g, next, slope := make([]float64, len(x)), make([]float64, len(x)), make([]float64, len(x))
	value := f(x, g)
	var steps []step
	for range mostSteps {
		d := direction(g, steps)
		length, down := 1.0, product(g, d)
		if len(steps) == 0 {
			length = 1 / math.Sqrt(product(g, g)+1e-12)
		}
		reached := math.Inf(1)
		for range halvings {
			for i := range x {
				next[i] = x[i] - length*d[i]
			}
			if reached = f(next, slope); reached <= value-1e-4*length*down {
				break
			}
			length /= 2
		}
		if reached >= value {
			return
		}
		s := step{make([]float64, len(x)), make([]float64, len(x)), 0}
		for i := range x {
			s.way[i], s.turn[i] = next[i]-x[i], slope[i]-g[i]
		}
		if turn := product(s.way, s.turn); turn > 1e-12 {
			s.inverse = 1 / turn
			steps = append(steps, s)[max(0, len(steps)+1-remembered):]
		}
		gained := value - reached
		copy(x, next)
		copy(g, slope)
		value = reached
		if gained < worthwhile*math.Abs(value) {
			return
		}
	}
}

// direction is where to go, by the slope and what the last steps tell of the curve.
func direction(g []float64, steps []step) []float64 {
	d, shares := append([]float64(nil), g...), make([]float64, len(steps))
	for i := len(steps) - 1; i >= 0; i-- {
		shares[i] = steps[i].inverse * product(steps[i].way, d)
		for k := range d {
			d[k] -= shares[i] * steps[i].turn[k]
		}
	}
	if n := len(steps); n > 0 {
		last := steps[n-1]
		scale := 1 / (last.inverse * product(last.turn, last.turn))
		for k := range d {
			d[k] *= scale
		}
	}
	for i, s := range steps {
		share := shares[i] - s.inverse*product(s.turn, d)
		for k := range d {
			d[k] += share * s.way[k]
		}
	}
	return d
}

func product(a, b []float64) (sum float64) {
	for i := range a {
		sum += a[i] * b[i]
	}
	return sum
}
