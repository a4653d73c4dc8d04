package main

import "math"

// falseWeight is what a false alarm costs in the standard profile, where a window that
// is found earns up to 1 and one that is missed costs 1.
const falseWeight = 0.11

// probation is how many rows at the beginning of a series are for learning only: 15 %
// of it, and of no more than 5000.
func probation(rows int) int { return int(0.15 * float64(min(rows, 5000))) }

// sigmoid is what an alarm is worth at a place relative to a window: -1 is its left
// edge, 0 its right edge, and beyond that it is false, the more so the later.
func sigmoid(place float64) float64 {
	if place >= 3 {
		return -1
	}
	return 2/(1+math.Exp(5*place)) - 1
}

// tally is how a detector did on some series.
type tally struct {
	raw          float64 // what was earned and lost
	windows, hit int
	wrong        int // false alarms
}

func (t *tally) add(other tally) {
	t.raw += other.raw
	t.windows += other.windows
	t.hit += other.hit
	t.wrong += other.wrong
}

// score is 100 for finding every window in its first row without a false alarm, and 0
// for never ringing.
func (t tally) score() float64 {
	n := float64(t.windows)
	return 100 * (t.raw + n) / (2 * n)
}

// judge scores the rows at which a detector rang, as the Numenta Anomaly Benchmark
// does in its standard profile (A. Lavin and S. Ahmad, Evaluating Real-Time Anomaly
// Detection Algorithms, 2015, section III; numbers of rows as its scorer counts them).
//
// Of the alarms in a window the first one counts: σ(y)/σ(−1), where y goes from −1 in
// the first of its n rows to −1/n in the last. A missed window costs 1. A false alarm
// adds 0.11·σ(y), which is below 0, y being the rows since the last window over n−1,
// and σ −1 when there is none or y reaches 3. σ(y) = 2/(1+e^5y) − 1. Rows of the
// probation count neither way, and no window counts that ends there.
func judge(alarms []int, windows []window, rows int) (t tally) {
	begin := probation(rows)
	for _, w := range windows {
		if w.last >= begin {
			t.windows++
			t.raw--
		}
	}
	hit := make([]bool, len(windows))
	for _, row := range alarms {
		if row < begin {
			continue
		}
		in, before := place(row, windows)
		switch {
		case in >= 0 && !hit[in]:
			w := windows[in]
			hit[in] = true
			t.hit++
			t.raw += 1 + sigmoid(-float64(w.last-row+1)/float64(w.last-w.first+1))/sigmoid(-1)
		case in < 0 && before >= 0:
			w := windows[before]
			t.wrong++
			t.raw += falseWeight * sigmoid(float64(row-w.last)/float64(w.last-w.first))
		case in < 0:
			t.wrong++
			t.raw -= falseWeight
		}
	}
	return t
}

// place gives the window that a row is in and the last one that ended before it, -1
// when there is none.
func place(row int, windows []window) (in, before int) {
	in, before = -1, -1
	for i, w := range windows {
		switch {
		case w.first <= row && row <= w.last:
			in = i
		case w.last < row && (before < 0 || w.last > windows[before].last):
			before = i
		}
	}
	return in, before
}
