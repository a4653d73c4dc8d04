package main

import (
	"math"
	"math/rand/v2"

	"parvis/data/reputation/linear"
)

// learner finds weights by multinomial logistic regression with AdaGrad
// (Duchi, Hazan and Singer 2011): every weight has its own speed, which falls as it
// learns. On amd64 as Go builds for it by default (GOAMD64=v1, no fused
// operations) the same examples give the same weights to the bit.
type learner struct {
	bits   uint
	speed  float32
	ridge  float32 // how strongly weights are drawn to nothing
	rounds int
	hashed []cell
	signs  [3]cell
	bias   cell
	starts uint64
}

// cell is a weight for each outcome with the sums of its squared slopes.
type cell struct{ weight, slopes, sum [3]float32 }

// learn starts so many times from nothing and goes through the examples round by
// round, each time in another order; the weights are the mean of what was found.
func (l *learner) learn(examples []example) {
	l.hashed = make([]cell, 1<<l.bits)
	for seed := range l.starts {
		l.each((*cell).forget)
		random := rand.New(rand.NewPCG(seed, seed))
		for round := range l.rounds {
			for _, i := range random.Perm(len(examples)) {
				l.step(&examples[i])
			}
			if round >= l.rounds/2 {
				l.each((*cell).keep)
			}
		}
	}
	kept := float32(l.rounds-l.rounds/2) * float32(l.starts)
	l.each(func(c *cell) {
		for o := range c.sum {
			c.weight[o] = c.sum[o] / kept
		}
	})
}

// each visits all cells.
func (l *learner) each(visit func(*cell)) {
	for _, cells := range [][]cell{l.hashed, l.signs[:]} {
		for i := range cells {
			visit(&cells[i])
		}
	}
	visit(&l.bias)
}

// keep adds the weights to their sums: the mean over the later rounds errs less
// than the last of them (Polyak and Juditsky 1992).
func (c *cell) keep() {
	for o := range c.sum {
		c.sum[o] += c.weight[o]
	}
}

func (c *cell) forget() { c.weight, c.slopes = [3]float32{}, [3]float32{} }

func (l *learner) step(e *example) {
	chances := l.chances(e)
	var slope [3]float32
	for o := range slope {
		slope[o] = (chances[o] - e.target[o]) * e.weight
	}
	share := linear.Share(len(e.words))
	for _, h := range e.words {
		l.move(&l.hashed[h>>(32-l.bits)], &slope, share)
	}
	share = linear.Share(len(e.grams))
	for _, h := range e.grams {
		l.move(&l.hashed[h>>(32-l.bits)], &slope, share)
	}
	for i, x := range e.signs {
		if x != 0 {
			l.move(&l.signs[i], &slope, x)
		}
	}
	l.move(&l.bias, &slope, 1)
}

// move turns one cell down its slope.
func (l *learner) move(c *cell, slope *[3]float32, x float32) {
	for o := range slope {
		g := slope[o]*x + l.ridge*c.weight[o]
		c.slopes[o] += g * g
		c.weight[o] -= l.speed * g / (float32(math.Sqrt(float64(c.slopes[o]))) + 1e-3)
	}
}

// chances are the probabilities of the outcomes by the weights as they are.
func (l *learner) chances(e *example) (out [3]float32) {
	sums := l.bias.weight
	l.add(&sums, e.words)
	l.add(&sums, e.grams)
	for i, x := range e.signs {
		for o := range sums {
			sums[o] += l.signs[i].weight[o] * x
		}
	}
	out[0], out[1], out[2] = linear.Chances(linear.Pull{Low: sums[0] - sums[1], High: sums[2] - sums[1]}, 1)
	return out
}

func (l *learner) add(sums *[3]float32, hashes []uint32) {
	var own [3]float32
	for _, h := range hashes {
		c := &l.hashed[h>>(32-l.bits)]
		for o := range own {
			own[o] += c.weight[o]
		}
	}
	share := linear.Share(len(hashes))
	for o := range own {
		sums[o] += own[o] * share
	}
}

// head rounds the weights to the bytes that ship.
func (l *learner) head() *linear.Head {
	weights := make([]linear.Pull, len(l.hashed))
	for i := range l.hashed {
		weights[i] = l.hashed[i].pull()
	}
	var signs [3]linear.Pull
	for i := range signs {
		signs[i] = l.signs[i].pull()
	}
	return linear.NewHead(l.bits, weights, l.bias.pull(), signs)
}

// pull is a cell as a head keeps it: against the outcome between.
func (c *cell) pull() linear.Pull {
	return linear.Pull{Low: c.weight[0] - c.weight[1], High: c.weight[2] - c.weight[1]}
}
