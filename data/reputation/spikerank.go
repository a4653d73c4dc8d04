package reputation

import (
	"math"
	"time"
)

const (
	// rankKeeps is how many steps are remembered: 14 days.
	rankKeeps = 14 * 24 * int(time.Hour/CountStep)
	// rankWarm is how many steps are counted before anything is found: 2 days.
	rankWarm = 2 * 24 * int(time.Hour/CountStep)
	// rankRaw is how many steps the level follows at once.
	rankRaw = 100
	// rankLift is added to a count before its logarithm is taken, so that one text
	// more in a quiet night is no spike.
	rankLift = 3
	// rankClip is by how much, in logarithms, a step moves the level at most.
	rankClip = 1.5
	// rankSame is by how much values must differ, in logarithms, for one to be louder:
	// rounding is no news.
	rankSame = 1e-5
)

// rankSlow is what the level keeps of itself each step: half after 7 days.
func rankSlow() float64 { return math.Exp2(-1. / (7 * 24 * 12)) }

// rankWindows are the windows in steps: 5 and 15 minutes, an hour and four.
func rankWindows() [4]int { return [...]int{1, 3, 12, 48} }

// HistoryRank finds times in which nearly nothing of the last 14 days was as loud, in
// windows of 5 and 15 minutes, an hour and four hours together. It is made for large
// counts, whose noise no distribution describes: it only compares.
//
// For each window x = ln(texts + 3) − level is ranked, the level being a slow mean of
// ln(texts + 3), half of which is forgotten after 7 days. Of n remembered values k
// are smaller; −log10(1 − k/(n+1)) is what the window says, and the strength is the
// mean over the windows. Steps that nobody counted are left out, and a window of
// which less than half was counted says nothing.
type HistoryRank struct {
	ring    [48]float64 // texts of the last steps; negative where nobody counted
	windows [4]ranked
	steps   int
	last    int64
}

// ranked is what is remembered of a window.
type ranked struct {
	level flow
	past  []float32 // a ring
	next  int
}

// NewHistoryRank gives a detector that remembers nothing yet, in 65 KB.
func NewHistoryRank() *HistoryRank {
	r := &HistoryRank{}
	for i := range r.ring {
		r.ring[i] = -1
	}
	for i := range r.windows {
		r.windows[i].past = make([]float32, 0, rankKeeps)
	}
	return r
}

// Add takes the texts of the step that begins at from. Steps come in order; those
// between two that come are unknown. It allocates nothing.
func (r *HistoryRank) Add(from time.Time, texts int) Finding {
	if texts < 0 {
		return Finding{}
	}
	at := step(from, CountStep)
	if r.steps > 0 {
		for range min(at-r.last-1, int64(len(r.ring))) {
			r.push(-1)
		}
	}
	r.last = at
	r.push(float64(texts))
	r.steps++
	return r.find()
}

// push makes a step the first of the ring.
func (r *HistoryRank) push(texts float64) {
	copy(r.ring[1:], r.ring[:])
	r.ring[0] = texts
}

func (r *HistoryRank) find() (found Finding) {
	sum, loudest := 0.0, 0.0
	for i, w := range rankWindows() {
		seen, counted := 0.0, 0
		for _, texts := range r.ring[:w] {
			if texts >= 0 {
				seen += texts
				counted++
			}
		}
		if 2*counted < w {
			continue
		}
		whole := seen * float64(w) / float64(counted)
		usual, says := r.windows[i].rank(math.Log(whole+rankLift), r.steps <= rankRaw)
		sum += says
		if says >= loudest {
			loudest = says
			expected := max(0, math.Exp(usual)-rankLift) * float64(counted) / float64(w)
			found = Finding{Window: time.Duration(w) * CountStep, Seen: int(seen), Expected: expected}
		}
	}
	if r.steps <= rankWarm {
		return Finding{}
	}
	found.Strength = sum / float64(len(r.windows))
	return found
}

// rank gives the level and what the rank of a value says, and remembers the value. A
// raw level follows whatever comes.
func (w *ranked) rank(value float64, raw bool) (level, says float64) {
	level = value
	if w.level.due > 0 {
		level = w.level.near(0, 0)
	}
	far := value - level
	smaller := 0
	for _, past := range w.past {
		if past < float32(far-rankSame) {
			smaller++
		}
	}
	says = -math.Log10(1 - float64(smaller)/float64(len(w.past)+1))
	if raw {
		far = 0
	} else {
		value = level + max(-rankClip, min(rankClip, far))
	}
	w.keep(float32(far))
	w.level.fade(rankSlow())
	w.level.seen += value
	w.level.due++
	return level, says
}

// keep remembers a value in place of the oldest.
func (w *ranked) keep(value float32) {
	if len(w.past) < cap(w.past) {
		w.past = append(w.past, value)
		return
	}
	w.past[w.next] = value
	w.next = (w.next + 1) % len(w.past)
}
