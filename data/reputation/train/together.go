package main

import (
	"math"
	"math/rand/v2"
	"slices"
	"strings"

	"golang.org/x/sync/errgroup"

	"parvis/data/reputation/linear"
)

// asked stands behind a set of which a layer learns what the set itself asks, not what
// the head asks: what people felt, or whether they insult. A layer with such sets
// learns all questions together (Caruana 1997). Every word is given a place in a space
// that the questions share, and each question looks in a direction of its own from
// there (Joulin et al. 2016): a word that the head's own texts hardly have is known
// by the company that it keeps elsewhere. What a place is in the head's direction is all
// that a word weighs in the end, so the head stays a sum.
const asked = ", its own question"

const (
	room                      = 64           // how many numbers a place has
	sides                     = room + 3 + 1 // and a text with the signs of its opinion, and what every text has
	thrice                    = 3            // how many texts a word must be in to have a place
	casts                     = 3            // how many spaces are made, each from another beginning; the mean counts
	goes                      = 2            // how often the texts are gone through: a third time they are learnt by heart
	atOnce                    = 64           // how many texts a step is made after
	unread                    = 0.4          // which share of words is passed over each time
	unseen                    = 0.6          // and of the numbers that a text adds up to (Srivastava et al. 2014)
	speed                     = 2e-3         // how long a step is, and what Adam (Kingma and Ba 2015) calls β1, β2 and ε
	inertia, memory, littlest = 0.9, 0.999, 1e-8
)

// together tells whether a layer learns other questions beside the head's own.
func (l layer) together() bool {
	return slices.ContainsFunc(l.parts, func(p part) bool { return strings.HasSuffix(p.set, asked) })
}

// lesson is a text as a space learns from it.
type lesson struct {
	places   []int32
	share    float64 // what a word weighs
	signs    [3]float32
	target   [3]float64
	weight   float64
	question int
}

// number is one that is learnt, with what Adam keeps of its slopes.
type number struct{ x, mean, square float64 }

// view is the direction of an outcome.
type view [sides]number

// space is what is learnt together.
type space struct {
	places [][room]number
	views  [][3]view // of each question
	slopes [][room]float64
	turns  [][3][sides]float64
	steps  int
	last   []int // the step at which each place was moved last
	random *rand.Rand
}

// learnTogether finds the weights of a layer by its own question and others. The same
// examples give the same weights to the bit, as with fit.
func (l layer) learnTogether(bits uint, all []example) *weights {
	lessons, buckets, questions := l.lessons(bits, all)
	spaces := make([]*space, casts)
	var work errgroup.Group
	work.SetLimit(2)
	for i := range spaces {
		work.Go(func() error {
			spaces[i] = newSpace(uint64(i+1), len(buckets), questions)
			for range goes {
				spaces[i].read(lessons)
			}
			return nil
		})
	}
	work.Wait() // no space fails
	sum := &weights{bits: bits, hashed: make([]linear.Pull, 1<<bits)}
	for _, s := range spaces {
		sum.join(s.weights(bits, buckets), 1./casts)
	}
	return sum
}

// lessons are the examples, with the buckets of the words that have a place, and how
// many questions there are. The head's is the first.
func (l layer) lessons(bits uint, all []example) (lessons []lesson, buckets []uint32, questions int) {
	texts := map[uint32]int{}
	for _, e := range all {
		for _, at := range single(&e, bits) {
			texts[at]++
		}
	}
	places, numbers := map[uint32]int32{}, map[string]int{"": 0}
	own := &task{}
	for _, e := range all {
		q := lesson{share: float64(linear.Share(len(e.words))), signs: e.signs, weight: float64(e.weight)}
		for o, chance := range e.target {
			q.target[o] = float64(chance)
		}
		for _, at := range single(&e, bits) {
			if texts[at] < thrice {
				continue
			}
			if _, met := places[at]; !met {
				places[at] = int32(len(buckets))
				buckets = append(buckets, at)
			}
			q.places = append(q.places, places[at])
		}
		if set := domain(e.set); strings.HasSuffix(e.set, asked) {
			if _, met := numbers[set]; !met {
				numbers[set] = len(numbers)
			}
			q.question = numbers[set]
		} else {
			own.rows = append(own.rows, dense{target: e.target, weight: q.weight})
		}
		lessons = append(lessons, q)
	}
	own.balance(l.even)
	for i := range lessons {
		if lessons[i].question == 0 {
			lessons[i].weight, own.rows = own.rows[0].weight, own.rows[1:]
		}
	}
	return lessons, buckets, len(numbers)
}

// single are the buckets of the words and signs of a text, each once.
func single(e *example, bits uint) []uint32 {
	all := make([]uint32, len(e.alone))
	for i, h := range e.alone {
		all[i] = h >> (32 - bits)
	}
	slices.Sort(all)
	return slices.Compact(all)
}

func newSpace(seed uint64, places, questions int) *space {
	s := &space{
		places: make([][room]number, places), slopes: make([][room]float64, places), last: make([]int, places),
		views: make([][3]view, questions), turns: make([][3][sides]float64, questions),
		random: rand.New(rand.NewPCG(seed, seed)),
	}
	for i := range s.places {
		for k := range s.places[i] {
			s.places[i][k].x = s.random.NormFloat64() / 10
		}
	}
	for q := range s.views {
		for o := range s.views[q] {
			for k := range s.views[q][o][:room] {
				s.views[q][o][k].x = s.random.NormFloat64() / 10
			}
		}
	}
	return s
}

// read goes through the lessons once, in an order drawn by lot.
func (s *space) read(lessons []lesson) {
	order := s.random.Perm(len(lessons))
	for some := range slices.Chunk(order, atOnce) {
		met := map[int32]bool{}
		for _, i := range some {
			s.learn(&lessons[i], met)
		}
		s.step(met)
	}
}

// learn adds the slopes of a lesson, and to met the places that it moves.
func (s *space) learn(l *lesson, met map[int32]bool) {
	var sum, slope [sides]float64
	read := make([]int32, 0, len(l.places))
	for _, at := range l.places {
		if s.random.Float64() < unread {
			continue
		}
		s.glide(at)
		read = append(read, at)
		for k := range room {
			sum[k] += s.places[at][k].x * l.share
		}
	}
	for i, x := range l.signs {
		sum[room+i] = float64(x)
	}
	for k := range room + 3 {
		if s.random.Float64() < unseen {
			sum[k] = 0
		} else {
			sum[k] /= 1 - unseen
		}
	}
	sum[room+3] = 1
	views, turns := &s.views[l.question], &s.turns[l.question]
	var says [3]float64
	for o := range views {
		for k, x := range sum {
			says[o] += views[o][k].x * x
		}
	}
	chances, _ := (&task{}).chances(&says)
	for o := range views {
		d := (chances[o] - l.target[o]) * l.weight
		for k := range sum {
			turns[o][k] += d * sum[k]
			if sum[k] != 0 { // what was left out moves nothing
				slope[k] += d * views[o][k].x
			}
		}
	}
	for _, at := range read {
		met[at] = true
		for k := range room {
			s.slopes[at][k] += slope[k] * l.share / (1 - unseen)
		}
	}
}

// step moves what was learnt against its slopes.
func (s *space) step(met map[int32]bool) {
	s.steps++
	length := s.pace()
	for at := range met {
		for k, slope := range s.slopes[at] {
			s.places[at][k].move(slope, length)
		}
		s.slopes[at], s.last[at] = [room]float64{}, s.steps
	}
	for q := range s.turns {
		for o := range s.turns[q] {
			for k, slope := range s.turns[q][o] {
				s.views[q][o][k].move(slope, length)
			}
			s.turns[q][o] = [sides]float64{}
		}
	}
}

// pace is how long the present step is, of whatever slope.
func (s *space) pace() float64 {
	return speed * math.Sqrt(1-math.Pow(memory, float64(s.steps))) / (1 - math.Pow(inertia, float64(s.steps)))
}

// glide moves a place as all steps since its last have moved it: its word was in none
// of the texts, so their slopes were nothing and it went on by its inertia, ever less.
// This is what makes a rare word go as far as a frequent one.
func (s *space) glide(at int32) {
	missed := float64(s.steps - s.last[at])
	if missed == 0 || s.last[at] == 0 {
		return
	}
	each := inertia / math.Sqrt(memory) // what a step is of the one before
	far := s.pace() * each * (1 - math.Pow(each, missed)) / (1 - each)
	slower, flatter := math.Pow(inertia, missed), math.Pow(memory, missed)
	for k := range s.places[at] {
		n := &s.places[at][k]
		n.x -= far * n.mean / (math.Sqrt(n.square) + littlest)
		n.mean *= slower
		n.square *= flatter
	}
	s.last[at] = s.steps
}

func (n *number) move(slope, length float64) {
	n.mean = inertia*n.mean + (1-inertia)*slope
	n.square = memory*n.square + (1-memory)*slope*slope
	n.x -= length * n.mean / (math.Sqrt(n.square) + littlest)
}

// weights are what the space says to the head's own question.
func (s *space) weights(bits uint, buckets []uint32) *weights {
	w := &weights{bits: bits, hashed: make([]linear.Pull, 1<<bits)}
	own := &s.views[0]
	for i, at := range buckets {
		s.glide(int32(i))
		var says [3]float64
		for o := range own {
			for k := range room {
				says[o] += own[o][k].x * s.places[i][k].x
			}
		}
		w.hashed[at] = pull(says[:], 1)
	}
	along := func(k int) linear.Pull { return pull([]float64{own[0][k].x, own[1][k].x, own[2][k].x}, 1) }
	for i := range w.signs {
		w.signs[i] = along(room + i)
	}
	w.bias = along(room + 3)
	return w
}
