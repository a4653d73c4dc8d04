package main

import (
	"cmp"
	"math"
	"slices"

	"parvis/data/reputation/linear"
)

// layer says how weights are found. A head is the sum of its layers: one learns the
// very kind of texts that the head is for, another all the rest, and neither
// drowns the other. One may learn from what other sets ask besides (see asked).
type layer struct {
	parts    []part
	ridge    float64  // how strongly weights are drawn to nothing
	telling  float64  // how much more a feature moves that tells the outcomes apart, 0 for not at all
	even     float64  // 1 makes all outcomes weigh alike, 0 leaves them as often as they are
	volume   float32  // what the layer counts in the head
	nameless bool     // the texts teach without the brands in them
	mild     []string // sets of which only what is harmless teaches
}

// weights are what a layer finds: pulls for each of 1<<bits buckets, for the three
// signs of an opinion and for no feature at all.
type weights struct {
	bits   uint
	hashed []linear.Pull
	signs  [3]linear.Pull
	bias   linear.Pull
}

// fit finds the weights of multinomial logistic regression by which the examples are
// likeliest, each drawn to nothing. Every feature is scaled by the power `telling` of
// its log-count ratio, as Wang and Manning (2012) do; the scale goes into its weight.
// On amd64 as Go builds for it by default (GOAMD64=v1, no fused operations) the same
// examples give the same weights to the bit.
func (l layer) fit(bits uint, all []example) *weights {
	if l.together() {
		return l.learnTogether(bits, all)
	}
	t := &task{ridge: l.ridge, rows: make([]dense, len(all))}
	places := make([]int32, 1<<bits)
	for i := range places {
		places[i] = -1
	}
	var buckets []uint32
	for i, e := range all {
		r := dense{signs: e.signs, target: e.target, weight: float64(e.weight)}
		r.add(e.words, bits)
		r.add(e.grams, bits)
		for j, at := range r.at {
			if places[at] < 0 {
				places[at] = int32(len(buckets))
				buckets = append(buckets, at)
			}
			r.at[j] = uint32(places[at])
		}
		t.rows[i] = r
	}
	t.balance(l.even)
	t.signs = 3 * len(buckets)
	scales := t.ratios(len(buckets), l.telling)
	for _, r := range t.rows {
		for j, at := range r.at {
			r.value[j] *= scales[at]
		}
	}
	x := make([]float64, t.signs+9+3)
	descend(x, t.loss)
	w := &weights{bits: bits, hashed: make([]linear.Pull, 1<<bits)}
	for i, at := range buckets {
		w.hashed[at] = pull(x[3*i:], scales[i])
	}
	for i := range w.signs {
		w.signs[i] = pull(x[t.signs+3*i:], 1)
	}
	w.bias = pull(x[t.signs+9:], 1)
	return w
}

// pull is what three weights say against the outcome between.
func pull(x []float64, scale float64) linear.Pull {
	return linear.Pull{Low: float32((x[0] - x[1]) * scale), High: float32((x[2] - x[1]) * scale)}
}

// of is what the weights say of an example.
func (w *weights) of(e *example) linear.Pull {
	sum := w.bias
	for _, group := range [][]uint32{e.words, e.grams} {
		share := linear.Share(len(group))
		for _, h := range group {
			p := w.hashed[h>>(32-w.bits)]
			sum.Low += p.Low * share
			sum.High += p.High * share
		}
	}
	for i, x := range e.signs {
		sum.Low += w.signs[i].Low * x
		sum.High += w.signs[i].High * x
	}
	return sum
}

// dense is an example with each bucket once.
type dense struct {
	at     []uint32
	value  []float64
	signs  [3]float32
	target [3]float32
	weight float64
}

// add counts the buckets of a group of features, as a head weighs them.
func (r *dense) add(hashes []uint32, bits uint) {
	sorted := make([]uint32, len(hashes))
	for i, h := range hashes {
		sorted[i] = h >> (32 - bits)
	}
	slices.SortFunc(sorted, cmp.Compare)
	share := float64(linear.Share(len(hashes)))
	for i, at := range sorted {
		if i > 0 && at == sorted[i-1] {
			r.value[len(r.value)-1] += share
			continue
		}
		r.at, r.value = append(r.at, at), append(r.value, share)
	}
}

// task is what is to be fitted. Its unknowns are three for each bucket, each sign and
// the bias, in this order.
type task struct {
	rows   []dense
	ridge  float64
	signs  int     // where the signs begin
	absent [3]bool // outcomes that no row has: nothing is learnt of them
}

// balance makes an outcome that is rare count more.
func (t *task) balance(even float64) {
	var sums [3]float64
	for _, r := range t.rows {
		for o := range sums {
			sums[o] += float64(r.target[o]) * r.weight
		}
	}
	third := (sums[0] + sums[1] + sums[2]) / 3
	for o, sum := range sums {
		t.absent[o] = sum == 0
	}
	for i, r := range t.rows {
		factor := 0.0
		for o, sum := range sums {
			if sum > 0 {
				factor += float64(r.target[o]) * math.Pow(third/sum, even)
			}
		}
		t.rows[i].weight *= factor
	}
}

// ratios gives for each bucket how far the odds of an outcome are from what they are
// elsewhere, in logarithms, that of the outcome where this is farthest; one text
// more is taken to have the feature and one not to.
func (t *task) ratios(buckets int, telling float64) []float64 {
	scales := make([]float64, buckets)
	for i := range scales {
		scales[i] = 1
	}
	if telling == 0 {
		return scales
	}
	counts, whole := make([][3]float64, buckets), [3]float64{}
	for _, r := range t.rows {
		for o := range whole {
			n := float64(r.target[o]) * r.weight
			whole[o] += n
			for _, at := range r.at {
				counts[at][o] += n
			}
		}
	}
	texts := whole[0] + whole[1] + whole[2]
	for i, c := range counts {
		farthest, with := 0.0, c[0]+c[1]+c[2]
		for o, n := range whole {
			if n > 0 {
				odds := (c[o] + 1) / (n + 2) * (texts - n + 2) / (with - c[o] + 1)
				farthest = max(farthest, math.Abs(math.Log2(odds))/math.Log2E)
			}
		}
		scales[i] = math.Pow(farthest, telling)
	}
	return scales
}

// loss gives how unlikely the targets are with the unknowns x, and its slope in g.
func (t *task) loss(x, g []float64) (sum float64) {
	for i := range g {
		g[i] = 0
		if i < t.signs {
			g[i] = t.ridge * x[i]
			sum += t.ridge * x[i] * x[i] / 2
		}
	}
	for i := range t.rows {
		sum += t.rows[i].loss(x, g, t)
	}
	return sum
}

// loss is that of one row.
func (r *dense) loss(x, g []float64, t *task) (sum float64) {
	bias := t.signs + 9
	z := [3]float64{x[bias], x[bias+1], x[bias+2]}
	for j, at := range r.at {
		w, v := x[3*at:3*at+3:3*at+3], r.value[j]
		z[0] += w[0] * v
		z[1] += w[1] * v
		z[2] += w[2] * v
	}
	for i := range 9 {
		z[i%3] += x[t.signs+i] * float64(r.signs[i/3])
	}
	d, log := t.chances(&z)
	for o := range z {
		if t.absent[o] {
			continue
		}
		sum += float64(r.target[o]) * (log - z[o])
		d[o] = (d[o] - float64(r.target[o])) * r.weight
		g[bias+o] += d[o]
	}
	for i := range 9 {
		g[t.signs+i] += d[i%3] * float64(r.signs[i/3])
	}
	for j, at := range r.at {
		s, v := g[3*at:3*at+3:3*at+3], r.value[j]
		s[0] += d[0] * v
		s[1] += d[1] * v
		s[2] += d[2] * v
	}
	return sum * r.weight
}

// chances are those of the outcomes that are not absent, and the logarithm of what
// they were divided by.
func (t *task) chances(z *[3]float64) (chances [3]float64, log float64) {
	highest, all := math.Inf(-1), 0.0
	for o := range z {
		if !t.absent[o] {
			highest = max(highest, z[o])
		}
	}
	for o := range z {
		if !t.absent[o] {
			chances[o] = math.Exp2((z[o] - highest) * math.Log2E)
			all += chances[o]
		}
	}
	for o := range chances {
		chances[o] /= all
	}
	return chances, highest + math.Log2(all)/math.Log2E
}
